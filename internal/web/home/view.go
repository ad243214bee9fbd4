package home

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// View is the start page.
type View struct {
	Greeting, Lede string
	Next           *ui.NextView
	Empty          *ui.EmptyView
	Pairs          []PairView
	Ended          []ui.Link
	LeaveURL       string // of a seat without a pair
	Rest           *RestView
}

// PairView is one pair of the seat. The first is drawn whole, the others of a mentor with several mentees as a short card.
type PairView struct {
	URL, OutURL       string
	Mentee, Mentor    string // initials
	Names             string
	Partner, First    string
	Work              string
	Brings            []Brought
	Email, Phone      string
	PhaseTitle        string
	PhaseText         string
	Phases            []ui.Phase
	Meeting           string
	MeetingWhere      string
	MeetingsURL       string
	MeetingsHeld      string
	Agreement         string
	AgreementState    ui.State
	AgreementURL      string
	AdviceTitle, Text string
	AdviceIcon        string
}

// Brought is what one of the two brings, in the words they chose.
type Brought struct{ Label, Text string }

// before is what a seat that is not accepted still shows: nothing of pairs, but an answer that waits.
func (s Pages) before(v *visit.Visit, seat enrolment.Seat, view *View) error {
	ended, err := s.ended(v.Ctx(), v, seat)
	view.Ended = ended
	return err
}

// waiting is the page of an application on its way, or of one that is over.
func waiting(v *visit.Visit, seat enrolment.Seat, view *View) {
	key := "home." + string(seat.Status)
	view.Lede = v.T(key + "_lede")
	e := ui.EmptyView{ID: "wait", Art: "partner", Title: v.T(key + "_title"), Text: v.T(key + "_text")}
	if seat.Status == enrolment.Applied || seat.Status == enrolment.Waiting {
		e.Actions = []ui.Action{{Label: v.T("home.change_wishes"), URL: seat.Path() + "/profile", Kind: "quiet"}}
		view.LeaveURL = seat.Path() + "/withdraw"
	}
	view.Empty = &e
}

// accepted is the page of someone who takes part.
func (s Pages) accepted(v *visit.Visit, seat enrolment.Seat, view *View) error {
	ctx := v.Ctx()
	all, err := s.Pairs.PairsOf(ctx, s.DB, seat.Org, seat.ID)
	if err != nil {
		return err
	}
	pr, err := s.Programmes.Get(ctx, s.DB, seat.Org, seat.Programme)
	if err != nil {
		return err
	}
	proposals, err := s.Matches.ProposalsOf(ctx, s.DB, seat.Org, seat.ID)
	if err != nil {
		return err
	}
	if view.Ended, err = s.ended(ctx, v, seat); err != nil {
		return err
	}
	var best *step
	consider := func(t step) {
		if t.rank > 0 && (best == nil || t.rank < best.rank) {
			best = &t
		}
	}
	waits := ""
	for _, o := range proposals {
		if o.Status != matching.Open {
			continue
		}
		if o.Said(seat.Role) == "" {
			consider(proposalStep(v, o, seat.Role))
		} else if o.Stage() == matching.Unnamed {
			waits = cmp.Or(waits, v.T("offer.home_unnamed_waits"))
		} else if waits == "" {
			waits = v.T("home.proposal_waits", "partner", pair.First(other(o, seat.Role).Person.Name))
		}
	}
	asked, err := s.Evaluations.Asked(ctx, s.DB, seat.Org, seat.ID)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Phase == pair.Closed {
			continue
		}
		f, err := s.facts(ctx, v.Actor, x.ID)
		if err != nil {
			return err
		}
		consider(pairStep(v, f))
		view.Pairs = append(view.Pairs, pairView(v, f))
	}
	for _, q := range asked {
		if !q.Answered {
			consider(surveyStep(v, q))
		}
	}
	wish, err := s.wishes(ctx, v.Actor)
	if err != nil {
		return err
	}
	consider(wishStep(v, wish))
	if pr.Status != programme.Closed {
		view.Rest = rests(v, seat)
	}
	switch {
	case best != nil:
		view.Next, view.Lede = &best.NextView, best.lede
		if best.rank == rankWish && len(view.Pairs) == 0 {
			view.LeaveURL = seat.Path() + "/withdraw"
		}
		// The pair that the step is about is the one drawn whole.
		slices.SortStableFunc(view.Pairs, func(a, b PairView) int {
			return cmp.Compare(aside(a, best.pair), aside(b, best.pair))
		})
	case len(view.Pairs) == 0:
		view.Lede = waits
		view.Empty = emptyFor(v, seat, pr, waits, len(view.Ended) > 0)
		if waits == "" {
			wished(v, wish, view.Empty)
		}
		if seat.Resting() {
			view.Empty.Title, view.Empty.Text, view.Empty.Actions = v.T("say.home_rests"), v.T("say.home_rests_text"), nil
		}
		view.LeaveURL = seat.Path() + "/withdraw"
	}
	return nil
}

func aside(x PairView, id string) int {
	if x.URL == "/pair/"+id {
		return 0
	}
	return 1
}

// emptyFor is the page between two things: no pair yet, or none any more.
func emptyFor(v *visit.Visit, seat enrolment.Seat, pr programme.Programme, waits string, had bool) *ui.EmptyView {
	side := string(seat.Role)
	e := ui.EmptyView{ID: "wait", Art: "partner", Title: v.T("home.none_" + side), Text: v.T("home.none_text"), Actions: []ui.Action{{Label: v.T("home.change_wishes"), URL: seat.Path() + "/profile", Kind: "quiet"}}}
	switch {
	case waits != "":
		e.Title, e.Text = waits, v.T("home.proposal_waits_text")
	case pr.Status == programme.Closed:
		e.Title, e.Text, e.Art, e.Actions = v.T("home.over"), v.T("home.over_text"), "done", nil
	case had:
		e.Title, e.Text = v.T("home.again"), v.T("home.again_text")
	}
	return &e
}

func (s Pages) ended(ctx context.Context, v *visit.Visit, seat enrolment.Seat) ([]ui.Link, error) {
	all, err := s.Pairs.PairsOf(ctx, s.DB, seat.Org, seat.ID)
	var out []ui.Link
	for _, x := range all {
		if x.Phase == pair.Closed {
			out = append(out, ui.Link{Label: v.T("home.ended_with", "partner", x.Seat(pair.Other(seat.Role)).Person.Name), URL: "/pair/" + x.ID})
		}
	}
	return out, err
}

func other(o matching.Proposal, side org.Role) enrolment.Seat {
	if side == org.Mentor {
		return o.Mentee
	}
	return o.Mentor
}

// pairView is what the page tells of a pair.
func pairView(v *visit.Visit, f facts) PairView {
	x := f.Pair
	partner := x.Seat(pair.Other(v.Actor.Side)).Person
	url := "/pair/" + x.ID
	out := PairView{
		URL: url, OutURL: url + "/end", MeetingsURL: url + "/meetings", AgreementURL: url + "/agreement",
		Mentee: visit.Initials(x.Mentee.Person.Name), Mentor: visit.Initials(x.Mentor.Person.Name),
		Names:   v.T("home.two", "mentee", x.Mentee.Person.Name, "mentor", x.Mentor.Person.Name),
		Partner: partner.Name, First: pair.First(partner.Name), Work: work(partner), Email: partner.Email, Phone: partner.Phone,
		PhaseTitle: v.T("home.phase_" + string(x.Phase)), PhaseText: v.T("home.phase_text_" + string(x.Phase)), Phases: phases(v, f.history, x.Phase),
		AgreementState: ui.StateWait, Agreement: v.T("home.agreement_none"), Meeting: v.T("home.no_meeting"),
	}
	for _, side := range []org.Role{v.Actor.Side, pair.Other(v.Actor.Side)} {
		p := x.Seat(side).Profile.ForPartner()
		words := slices.Concat(p.Strengths, p.Competences)
		if len(words) == 0 {
			continue
		}
		label := v.T("home.you_bring")
		if side != v.Actor.Side {
			label = v.T("home.brings", "partner", out.First)
		}
		out.Brings = append(out.Brings, Brought{label, strings.Join(words[:min(len(words), 4)], ", ")})
	}
	if f.MeetingsHeld > 0 {
		out.MeetingsHeld = v.T("home.meetings_held", "n", f.MeetingsHeld)
	}
	if f.next != nil {
		out.Meeting, out.MeetingWhere = capital(i18n.Moment(v.Lang, f.next.Start.In(v.Location()))), f.next.Where()
		if f.next.Status == pair.Proposed {
			out.MeetingWhere = v.T("home.meeting_proposed")
		}
	}
	switch {
	case f.AgreementSigned != "":
		out.AgreementState, out.Agreement = ui.StateOK, v.T("home.agreement_signed", "day", i18n.Date(v.Lang, f.AgreementSigned))
	case f.agreement.Version > 0:
		out.Agreement = v.T("home.agreement_draft", "n", f.agreement.Version)
	}
	key, icon := advice(f, v.Actor.Side)
	out.AdviceTitle, out.Text, out.AdviceIcon = v.T("home.advice_"+key), v.T("home.advice_"+key+"_text"), icon
	return out
}

func work(p org.Person) string {
	if p.Title == "" || p.Unit == "" {
		return p.Title + p.Unit
	}
	return p.Title + ", " + p.Unit
}

// phases draws the four phases with the month in which each began.
func phases(v *visit.Visit, history []pair.Step, now pair.Phase) []ui.Phase {
	began := map[pair.Phase]string{}
	for _, h := range history {
		began[h.Phase] = i18n.Month(v.Lang, h.At.In(v.Location()))
	}
	out := make([]ui.Phase, 0, 4)
	state := "done"
	for _, f := range pair.Phases[:4] {
		if f == now {
			state = "now"
		}
		out = append(out, ui.Phase{Label: v.T("pair.phase_" + string(f)), Sub: began[f], State: state})
		if f == now {
			state = ""
		}
	}
	return out
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
