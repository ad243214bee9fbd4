package enrolment

import (
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages holds what these pages need.
type Pages struct {
	Enrolments *enrolment.Enrolments
	Programmes *programme.Programmes
	Orgs       *org.Orgs
	People     *people.People
}

// programme reads the programme of the place.
func (p Pages) programme(v *visit.Visit) (programme.Programme, error) {
	return p.Programmes.Get(v.Ctx(), p.Enrolments.DB, v.Place.Org, v.Place.Programme)
}

// seat reads the seat of the place. An address that names another programme than the seat's leads nowhere.
func (p Pages) seat(v *visit.Visit) (enrolment.Seat, error) {
	if named := v.R.PathValue("programme"); named != "" && named != v.Place.Programme {
		return enrolment.Seat{}, fault.Missing()
	}
	return p.Enrolments.Seat(v.Ctx(), p.Enrolments.DB, v.Place.Org, v.R.PathValue("seat"))
}

// side reads mentor or mentee from the path.
func side(v *visit.Visit) (org.Role, error) {
	switch s := org.Role(v.R.PathValue("side")); s {
	case org.Mentor, org.Mentee:
		return s, nil
	}
	return "", fault.Missing()
}
