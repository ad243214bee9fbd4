package pair

import (
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB         *db.DB
	Pairs      *pair.Pairs
	Matches    *matching.Matches
	Programmes *programme.Programmes
}

// The addresses of a pair.
func base(v *visit.Visit) string     { return "/pair/" + v.Place.Pair }
func meetings(v *visit.Visit) string { return base(v) + "/meetings" }
func meetingURL(v *visit.Visit, id string) string {
	return meetings(v) + "/" + id
}
func agreementURL(v *visit.Visit) string { return base(v) + "/agreement" }

// partner is the other one of the two, as the visitor calls them: by first name.
func partner(v *visit.Visit) string { return pair.First(partnerName(v)) }

func partnerName(v *visit.Visit) string {
	if v.Actor.Side == org.Mentor {
		return v.Place.Mentee.Name
	}
	return v.Place.Mentor.Name
}

// name is the first name of a side.
func name(v *visit.Visit, side org.Role) string {
	if side == org.Mentor {
		return pair.First(v.Place.Mentor.Name)
	}
	return pair.First(v.Place.Mentee.Name)
}

func initials(v *visit.Visit) (mentee, mentor string) {
	return visit.Initials(v.Place.Mentee.Name), visit.Initials(v.Place.Mentor.Name)
}

// moment writes a time in the programme's zone.
func moment(v *visit.Visit, t time.Time) string { return i18n.Moment(v.Lang, t.In(v.Location())) }

func day(v *visit.Visit, t time.Time) string { return i18n.Day(v.Lang, t.In(v.Location())) }

// capital makes the first letter of a heading large.
func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// span writes a meeting's day and both its times.
func span(v *visit.Visit, m pair.Meeting) string {
	return capital(moment(v, m.Start)) + "–" + i18n.Clock(v.Lang, m.End().In(v.Location()))
}

// told sends a visitor whose button was refused back to the page it stood on, with the reason.
func told(v *visit.Visit, err error, back string) error {
	if v.Faults(err) == nil {
		return err
	}
	f := fault.List(err)[0]
	v.Say("mind", f.Key, f.Args...)
	return v.Go(back)
}
