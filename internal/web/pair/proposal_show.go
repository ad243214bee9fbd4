package pair

import (
	"net/url"
	"slices"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Proposal is the page where one of two people sees who they are suggested to, and why, and answers.
func (s Pages) Proposal(v *visit.Visit) error {
	view, err := s.proposalView(v, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(proposalPage(v.Page(view.Title), view))
}

// ProposalAnswer takes the yes or the no.
func (s Pages) ProposalAnswer(v *visit.Visit) error {
	form, err := v.Form(pair.FormAnswer)
	if err != nil {
		return err
	}
	yes := form.Get("answer") == "yes"
	if !yes && form.Get("answer") != "no" { // a no cannot be taken back: it is never read out of silence
		return v.Go("/proposal/" + v.Place.Proposal)
	}
	id, err := s.Pairs.Answer(v.Ctx(), v.Actor, v.Place.Proposal, pair.Reply{Yes: yes, Duties: form.Has("duties"), NoConflict: form.Has("no_conflict")})
	if errs := v.Faults(err); errs["duties"]+errs["no_conflict"] != "" {
		view, verr := s.proposalView(v, form, errs)
		if verr != nil {
			return verr
		}
		return v.Invalid(proposalPage(v.Page(view.Title), view))
	}
	switch {
	case err != nil:
		return told(v, err, "/proposal/"+v.Place.Proposal)
	case id != "":
		v.Say("good", "pairs.answer_pair", "partner", partner(v))
		return v.Go("/pair/" + id)
	case yes:
		v.Say("good", "pairs.answer_yes", "partner", partner(v))
	default:
		v.Say("", "pairs.answer_no")
	}
	return v.Go("/seat/" + v.Place.Seat)
}

// ProposalView is a proposal as one of its sides sees it.
type ProposalView struct {
	Title, Lede      string
	State            string // open, said (waits for the other), agreed or over
	Mentee, Mentor   string // initials
	Partner, Work    string // full name; title and unit
	PartnerFirst     string
	You, They        []FactView
	Reasons          []ui.Reason
	Duties           []string
	Read, Impartial  ui.Field
	Errors           []ui.FieldError
	ActionURL        string
	HomeURL, PairURL string
	By               string   // the last day to answer
	Clock            []string // how long the two would have
	Unnamed          bool     // without names yet; the answers are whether one would like to know them
	Circle           int      // how many mentees there are in the circle, if it is one
}

// FactView is one thing that somebody brings.
type FactView struct {
	Label, Text string
	Voice       bool // in their own words
}

func (s Pages) proposalView(v *visit.Visit, form url.Values, errs map[string]string) (ProposalView, error) {
	o, err := s.Matches.Shown(v.Ctx(), s.DB, v.Actor, v.Place.Proposal)
	if err != nil {
		return ProposalView{}, err
	}
	side := v.Actor.Side
	if o.Stage() == matching.Unnamed {
		return unnamedView(v, o), nil
	}
	own, other := o.Mentee, o.Mentor
	if side == org.Mentor {
		own, other = o.Mentor, o.Mentee
	}
	out := ProposalView{State: "open", Partner: other.Person.Name, PartnerFirst: partner(v), Work: work(other), ActionURL: "/proposal/" + o.ID, HomeURL: "/seat/" + v.Place.Seat}
	out.Mentee, out.Mentor = initials(v)
	out.They, out.You = brings(v, other), brings(v, own)
	out.By = answerBy(v, o)
	if out.Clock, err = s.clock(v, o); err != nil {
		return out, err
	}
	for _, r := range o.Reasons {
		speaks := ""
		switch {
		case r.Private:
			continue
		case r.Speaks > 0:
			speaks = "+"
		case r.Speaks < 0:
			speaks = "!"
		}
		out.Reasons = append(out.Reasons, ui.Reason{Label: r.Text(v.Lang, pair.First(o.Mentor.Person.Name), pair.First(o.Mentee.Person.Name)), Speaks: speaks})
	}
	switch {
	case o.Status == matching.Agreed:
		out.State = "agreed"
		all, err := s.Pairs.PairsOf(v.Ctx(), s.DB, v.Place.Org, v.Place.Seat)
		if err != nil {
			return out, err
		}
		if i := slices.IndexFunc(all, func(x pair.Pair) bool { return x.Proposal == o.ID }); i >= 0 {
			out.PairURL = "/pair/" + all[i].ID
		}
	case o.Status != matching.Open || o.Left():
		out.State = "over"
	case o.AnswerOf(side) == matching.Yes:
		out.State = "said"
	}
	if out.Circle, err = s.Matches.CircleOf(v.Ctx(), s.DB, v.Place.Org, o.ID); err != nil {
		return out, err
	}
	out.Title = v.T("pairs.proposal_title_"+string(side), "partner", other.Person.Name)
	out.Lede = v.T("pairs.proposal_lede")
	for _, n := range []string{"1", "2", "3", "4"} {
		out.Duties = append(out.Duties, v.T("enrolment.duty_"+string(side)+"_"+n))
	}
	out.Read = ui.Field{Name: "duties", Kind: ui.FieldCheckbox, Label: v.T("pairs.duties_label"), Error: errs["duties"], Options: []ui.Option{{Value: "yes", Label: v.T("pairs.duties_tick"), Selected: form.Has("duties")}}}
	out.Impartial = ui.Field{
		Name: "no_conflict", Kind: ui.FieldCheckbox, Label: v.T("pairs.conflict_label"), Hint: v.T("pairs.conflict_hint_" + string(side)), Error: errs["no_conflict"],
		Options: []ui.Option{{Value: "yes", Label: v.T("pairs.conflict_tick", "partner", out.PartnerFirst), Selected: form.Has("no_conflict")}},
	}
	out.Errors = ui.Errors(out.Read, out.Impartial)
	return out, nil
}

func work(s enrolment.Seat) string {
	switch {
	case s.Person.Title == "":
		return s.Person.Unit
	case s.Person.Unit == "":
		return s.Person.Title
	}
	return s.Person.Title + ", " + s.Person.Unit
}

// brings is what a partner may see of someone: strengths first.
func brings(v *visit.Visit, s enrolment.Seat) []FactView {
	p := s.Profile.ForPartner()
	side := string(s.Role)
	var out []FactView
	add := func(key, text string, voice bool) {
		if text != "" {
			out = append(out, FactView{v.T("pairs.brings_" + key), text, voice})
		}
	}
	add("strengths", join(p.Strengths), false)
	add("competences_"+side, join(p.Competences), false)
	add("themes_"+side, join(p.Themes), false)
	if p.HasYears && p.Years > 0 {
		add("years", v.T("pairs.years", "n", int(p.Years)), false)
	}
	if s.Role == org.Mentee {
		add("direction", p.Direction, true)
	}
	add("site", p.Site, false)
	return out
}

func join(words []string) string {
	if len(words) > 6 {
		words = words[:6]
	}
	out := ""
	for i, w := range words {
		if i > 0 {
			out += ", "
		}
		out += w
	}
	return out
}
