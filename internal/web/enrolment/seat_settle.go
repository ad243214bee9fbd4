package enrolment

import (
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// settling is one open question: who was meant.
type settling struct {
	Seat   enrolment.Seat
	Open   enrolment.Unsettled
	Search string
	Who    ui.Field
}

// SeatSettle asks who was meant by words that name nobody surely.
func (p Pages) SeatSettle(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	if len(t.Profile.Unsettled) == 0 {
		return v.Go(peoplePath(t)) // nothing is open, and a page that is only opened leaves no message behind
	}
	return p.askWho(v, t, "")
}

// askWho draws the question about the first open words of a seat.
func (p Pages) askWho(v *visit.Visit, t enrolment.Seat, wrong string) error {
	s := settling{Seat: t, Open: t.Profile.Unsettled[0], Search: enrolment.Clean(v.R.URL.Query().Get("q"))}
	words := s.Search
	if words == "" {
		words = s.Open.Words
	}
	people, err := p.Enrolments.Meant(v.Ctx(), v.Actor, t, words)
	if err != nil {
		return err
	}
	s.Who = ui.Field{Name: "person", ID: "person", Kind: ui.FieldCheckbox, Label: v.T("enrolment.settle_who"), Vis: ui.VisCoordinator, Options: settleOptions(people, s.Open.Words), Error: wrong}
	page := settlePage(v, v.Page(v.T("enrolment.settle_title", "words", s.Open.Words)), s)
	if wrong != "" {
		return v.Invalid(page)
	}
	return v.Show(page)
}

// SeatSettled saves the answer and goes on to the next question.
func (p Pages) SeatSettled(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.FormSettle)
	if err != nil {
		return err
	}
	if len(form["person"]) == 0 && form.Get("nobody") != "yes" && len(t.Profile.Unsettled) > 0 {
		return p.askWho(v, t, v.T("enrolment.settle_pick"))
	}
	u := enrolment.Unsettled{Kind: enrolment.BarrierKind(form.Get("kind")), Words: form.Get("words")}
	if err := p.Enrolments.Settle(v.Ctx(), v.Actor, t.ID, u, form["person"]); err != nil {
		return err
	}
	if len(t.Profile.Unsettled) > 1 {
		return v.Go(t.Path() + "/settle")
	}
	v.Say("good", "enrolment.settled")
	return v.Go(peoplePath(t))
}
