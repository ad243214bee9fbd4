package pair

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// FactsView is a pair as the coordinator sees it: dates and counts.
type FactsView struct {
	Title, Lede     string
	Mentee, Mentor  PersonView
	Phases          []ui.Phase
	Signs           []string
	Facts           []FactView
	History         []string
	Closed          bool
	Wishes          []FactView
	Message         ui.Field
	Errors          []ui.FieldError
	HelloURL        string
	EndURL, ListURL string
	Again           *ui.Action // to find the mentee another mentor
}

// PersonView is one of the two with a way to reach them.
type PersonView struct {
	Side, Initials, Name, Work, Email, URL string
}

// Facts shows one pair to its coordinator.
func (s Pages) Facts(v *visit.Visit) error {
	view, err := s.factsView(v, "", nil)
	if err != nil {
		return err
	}
	return v.Show(factsPage(factsShell(v, view.Title), view))
}

// Hello sends both a friendly mail.
func (s Pages) Hello(v *visit.Visit) error {
	form, err := v.Form(pair.FormHello)
	if err != nil {
		return err
	}
	err = s.Pairs.Hello(v.Ctx(), v.Actor, v.Place.Pair, form.Get("message"))
	if errs := v.Faults(err); errs != nil {
		view, verr := s.factsView(v, form.Get("message"), errs)
		if verr != nil {
			return verr
		}
		return v.Invalid(factsPage(factsShell(v, view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "pairs.hello_sent", "mentee", name(v, org.Mentee), "mentor", name(v, org.Mentor))
	return v.Go(base(v) + "/facts")
}

// EndForm asks before the coordinator ends a pair.
func (s Pages) EndForm(v *visit.Visit) error {
	p := factsShell(v, v.T("pairs.end_title"))
	p.Narrow = true
	return v.Show(endPage(p, v.T("pairs.names", "mentee", v.Place.Mentee.Name, "mentor", v.Place.Mentor.Name), base(v)+"/facts"))
}

// End ends a pair for its coordinator.
func (s Pages) End(v *visit.Visit) error {
	if _, err := v.Form(pair.FormEnd); err != nil {
		return err
	}
	if err := s.Pairs.End(v.Ctx(), v.Actor, v.Place.Pair); err != nil {
		return told(v, err, base(v)+"/facts")
	}
	v.Say("", "pairs.ended_by_you")
	return v.Go(base(v) + "/facts")
}

// factsShell marks the place in the coordinator's menu that the page belongs to.
func factsShell(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	for i := range p.Nav {
		p.Nav[i].Current = p.Nav[i].Key == "pairs"
	}
	return p
}

func (s Pages) factsView(v *visit.Visit, message string, errs map[string]string) (FactsView, error) {
	sum, err := s.Pairs.Summary(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return FactsView{}, err
	}
	history, err := s.Pairs.History(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return FactsView{}, err
	}
	out := FactsView{
		Title: v.T("pairs.names", "mentee", sum.Mentee.Person.Name, "mentor", sum.Mentor.Person.Name), Lede: v.T("pairs.facts_lede"), Phases: phases(v, history, sum.Phase), Closed: sum.Phase == pair.Closed,
		Mentee: personView(v, sum.Pair, org.Mentee), Mentor: personView(v, sum.Pair, org.Mentor), Signs: signalWords(v, sum.Signals(v.Now())),
		HelloURL: base(v) + "/hello", EndURL: base(v) + "/facts/end", ListURL: "/p/" + v.Place.Programme + "/pairs",
	}
	fact := func(key, text string) {
		out.Facts = append(out.Facts, FactView{Label: v.T("pairs.fact_" + key), Text: text})
	}
	fact("since", i18n.Date(v.Lang, sum.StartedOn))
	fact("until", i18n.Date(v.Lang, sum.EndsOn))
	fact("phase", v.T("pairs.fact_phase_since", "phase", v.T("pair.phase_"+string(sum.Phase)), "day", day(v, sum.PhaseSince)))
	if sum.Rests(clock.DateOf(v.Now())) {
		fact("paused", i18n.Date(v.Lang, sum.PausedOn))
	}
	fact("meetings", strconv.Itoa(sum.MeetingsHeld))
	if sum.MeetingsHeld > 0 {
		fact("first", day(v, sum.FirstHeld))
		fact("last", day(v, sum.LastHeld))
		fact("hours", i18n.Decimal(v.Lang, float64(sum.MinutesHeld)/60, 1))
	}
	if !sum.NextMeeting.IsZero() && !out.Closed {
		fact("next", day(v, sum.NextMeeting))
	}
	if sum.AgreementSigned == "" {
		fact("agreement", v.T("pairs.agreement_unsigned"))
	} else {
		fact("agreement", v.T("pairs.fact_agreement_on", "day", i18n.Date(v.Lang, sum.AgreementSigned), "n", sum.AgreementVersions))
	}
	if sum.Weeks > 0 {
		fact("rhythm", v.T("pairs.rhythm", "n", sum.Weeks))
	}
	if e := sum.Ending; e != nil {
		fact("ended", v.T("pairs.ended_"+string(e.Kind), "day", i18n.Date(v.Lang, e.On)))
		for _, side := range pair.Sides {
			wish := e.Rematch(side)
			if wish == "" {
				wish = "unknown"
			}
			out.Wishes = append(out.Wishes, FactView{Label: sum.Seat(side).Person.Name, Text: v.T("pairs.wish_" + wish)})
		}
	}
	if out.Closed {
		seeks, err := s.Matches.Seeks(v.Ctx(), s.DB, sum.Mentee)
		if err != nil {
			return out, err
		}
		if seeks {
			out.Again = &ui.Action{
				Label: v.T("offer.find_new", "mentee", name(v, org.Mentee)), Icon: "arrows-join-2", URL: ui.WithQuery("/p/"+v.Place.Programme+"/match/options", "seat", sum.Mentee.ID),
			}
		}
	}
	for _, h := range history {
		out.History = append(out.History, v.T("pairs.history_"+string(h.Phase), "day", day(v, h.At)))
	}
	out.Message = ui.Field{Name: "message", Kind: ui.FieldTextarea, Label: v.T("pair.hello_message"), Hint: v.T("pairs.hello_hint"), Value: message, Optional: true, Error: errs["message"], Vis: ui.VisPartner}
	out.Errors = ui.Errors(out.Message)
	return out, nil
}

func personView(v *visit.Visit, x pair.Pair, side org.Role) PersonView {
	s := x.Seat(side)
	return PersonView{Side: string(side), Initials: visit.Initials(s.Person.Name), Name: s.Person.Name, Work: work(s), Email: s.Person.Email, URL: "/p/" + v.Place.Programme + "/people/" + s.ID}
}
