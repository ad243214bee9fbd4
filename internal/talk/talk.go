package talk

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms. When and where a mentor can be met is for those who may book it; the link to the room, and what a talk is about, for the two.
const (
	FormSetting = "talk_setting"
	FormTime    = "talk_time"
	FormBook    = "talk_book"
	FormStep    = "talk_step" // a button: call off, took place, did not
)

func init() {
	visibility.Register(FormSetting, visibility.Coordinator, "offered", "ahead")
	visibility.Register(FormTime, visibility.Partner, "date", "time", "minutes", "places", "every", "months", "place")
	visibility.Register(FormTime, visibility.Two, "video")
	visibility.Register(FormBook, visibility.Two, "about")
	visibility.Register(FormStep, visibility.Coordinator, "held")
}

// Status is where a talk is on its way.
type Status string

// The states.
const (
	Booked    Status = "booked"
	Held      Status = "held"
	Missed    Status = "missed"
	Cancelled Status = "cancelled"
)

// Party is one of the two, as the other one may know them.
type Party struct{ Seat, Person, Name, Title, Unit string }

// Talk is one mentee's booking of one mentor's time.
type Talk struct {
	ID, Org, Programme string
	Time               Time
	Mentor, Mentee     Party
	About              string // for the two; "" when it was called off or is long over
	UID                string
	Sequence           int // of its invitations
	Status             Status
	Organiser          string   // the address its invitations come from
	CancelledBy        org.Role // the side that called it off
	Created, Modified  time.Time
}

// Party gives one of the two.
func (t Talk) Party(side org.Role) Party {
	if side == org.Mentor {
		return t.Mentor
	}
	return t.Mentee
}

// Ahead tells whether the talk is still to come.
func (t Talk) Ahead(now time.Time) bool { return t.Status == Booked && t.Time.Start.After(now) }

// Unsaid tells whether the talk should have begun and nobody has said that it took place.
func (t Talk) Unsaid(now time.Time) bool { return t.Status == Booked && !t.Time.Start.After(now) }

// Other is the opposite side.
func Other(side org.Role) org.Role {
	if side == org.Mentor {
		return org.Mentee
	}
	return org.Mentor
}

var sides = []org.Role{org.Mentee, org.Mentor}

// Talks is the slice's verbs.
type Talks struct {
	DB         *db.DB
	Clock      clock.Clock
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Enrolments *enrolment.Enrolments
	Matches    *matching.Matches
	Notify     *notify.Notify
	// From gives the address that calendar invitations come from: the one the program's mails are sent from.
	From func(ctx context.Context, q db.Q) (string, error)
}
