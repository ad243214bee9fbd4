package home

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what the start page needs.
type Pages struct {
	DB          *db.DB
	Orgs        *org.Orgs
	Programmes  *programme.Programmes
	Enrolments  *enrolment.Enrolments
	Matches     *matching.Matches
	Pairs       *pair.Pairs
	Evaluations *evaluation.Evaluations
}

// Me leads from a hat in a programme to the seat that it stands for.
func (s Pages) Me(v *visit.Visit) error {
	role := org.Role(v.R.PathValue("role"))
	if role != org.Mentor && role != org.Mentee {
		return fault.Missing()
	}
	who, err := s.Orgs.PersonOf(v.Ctx(), s.DB, v.Place.Org, v.Account.ID)
	if err != nil {
		return err
	}
	seats, err := s.Enrolments.SeatsOf(v.Ctx(), s.DB, v.Place.Org, who.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(seats, func(t enrolment.Seat) bool { return t.Programme == v.Place.Programme && t.Role == role })
	if i < 0 {
		return fault.Missing()
	}
	return v.Go(seats[i].Path())
}

// Home is the start page of a seat.
func (s Pages) Home(v *visit.Visit) error {
	seat, err := s.Enrolments.Seat(v.Ctx(), s.DB, v.Place.Org, v.Place.Seat)
	if err != nil {
		return err
	}
	view := View{Greeting: v.T("home.greeting", "name", pair.First(seat.Person.Name))}
	if seat.Status == enrolment.Accepted {
		err = s.accepted(v, seat, &view)
	} else {
		waiting(v, seat, &view)
		err = s.before(v, seat, &view)
	}
	if err != nil {
		return err
	}
	return v.Show(homePage(v.Page(view.Greeting), view))
}
