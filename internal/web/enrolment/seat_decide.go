package enrolment

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// answer is what is about to be said to some people, shown before it is said.
type answer struct {
	To            enrolment.Status
	Seats         []enrolment.Seat
	Cannot        int // chosen, but their status does not allow it
	NoMail        int
	Lang          i18n.Lang
	Subject, Body string
	Back          string
}

const shownNames = 12

// SeatAsk shows whom an answer would reach and the mail they would get. Nothing happens before the button is pressed.
func (p Pages) SeatAsk(v *visit.Visit) error {
	q := v.R.URL.Query()
	a := answer{To: enrolment.Status(q.Get("to")), Back: "/p/" + v.Place.Programme + "/people"}
	if a.To != enrolment.Accepted && a.To != enrolment.Waiting && a.To != enrolment.Declined {
		a.To = enrolment.Accepted
	}
	chosen, err := p.chosen(v, q["seat"], q.Get("all") == "yes")
	if err != nil {
		return err
	}
	for _, t := range chosen {
		if !t.Status.CanBecome(a.To) {
			a.Cannot++
			continue
		}
		if t.Person.Email == "" {
			a.NoMail++
		}
		a.Seats = append(a.Seats, t)
	}
	if len(a.Seats) > 0 {
		if a.Lang, a.Subject, a.Body, err = p.Enrolments.Preview(v.Ctx(), v.Actor, a.Seats[0], a.To); err != nil {
			return err
		}
	}
	if len(q["seat"]) == 1 && q.Get("all") == "" && len(chosen) == 1 {
		a.Back += "/" + chosen[0].ID
	}
	title := v.T("enrolment.decide_nobody_title")
	if len(a.Seats) > 0 {
		title = v.T("enrolment.decide_"+string(a.To), "n", len(a.Seats), "name", a.Seats[0].Person.Name)
	}
	return v.Show(answerPage(v, v.Page(title), a))
}

// chosen reads the seats that were ticked, or all of a filtered list.
func (p Pages) chosen(v *visit.Visit, ids []string, all bool) ([]enrolment.Seat, error) {
	f := enrolment.Filter{}
	if all {
		f = filterOf(v.R.URL.Query())
	} else if len(ids) == 0 {
		return nil, nil
	}
	const most = 20_000
	found, err := p.Enrolments.List(v.Ctx(), v.Actor, f, 1, most)
	if err != nil || all {
		return found.Seats, err
	}
	return slices.DeleteFunc(found.Seats, func(t enrolment.Seat) bool { return !slices.Contains(ids, t.ID) }), nil
}

// SeatDecide gives the answer.
func (p Pages) SeatDecide(v *visit.Visit) error {
	form, err := v.Form(enrolment.FormDecide)
	if err != nil {
		return err
	}
	to := enrolment.Status(form.Get("to"))
	n, err := p.Enrolments.DecideAll(v.Ctx(), v.Actor, form["seat"], to)
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.decided_"+string(to), "n", n)
	if len(form["seat"]) == 1 {
		return v.Go("/p/" + v.Place.Programme + "/people/" + form.Get("seat"))
	}
	return v.Go("/p/" + v.Place.Programme + "/people")
}
