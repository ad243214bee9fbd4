package programme

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Kind is one of the seven kinds of mentoring; a programme may combine several.
type Kind string

// The seven kinds.
const (
	Voluntary     Kind = "voluntary"
	Paid          Kind = "paid"
	CrossCultural Kind = "cross_cultural"
	Youth         Kind = "youth"
	Professional  Kind = "professional"
	Leadership    Kind = "leadership"
	Informal      Kind = "informal"
)

// Kinds in the order of the deck.
var Kinds = []Kind{Voluntary, Paid, CrossCultural, Youth, Professional, Leadership, Informal}

// Status is where a programme is in its life.
type Status string

// The states.
const (
	Draft   Status = "draft"
	Open    Status = "open"
	Running Status = "running"
	Closed  Status = "closed"
)

// Programme is one cycle of mentoring in one organisation.
type Programme struct {
	ID, Org, Name string
	Kinds         []Kind
	Status        Status
	Lang          i18n.Lang
	Zone          string // IANA name; never empty

	Purpose           string // one sentence
	PurposeTemplate   string // which suggestion it began as
	StrategicGoal     string
	Indicator         string // how one will see that the goal is nearer
	IndicatorBaseline string
	IndicatorTarget   string
	OwnerName         string
	OwnerEmail        string
	Description       string // for the public page

	StartsOn, EndsOn, MidwayOn, FinalOn clock.Date
	SeatsMentor, SeatsMentee            int // aimed at; 0 for not decided
	Training                            Training
	Settings                            Settings
	Opened, Created, Changed            time.Time // Opened: zero until applications are taken
}

// Training is how mentors and mentees are prepared.
type Training struct {
	MentorOn    clock.Date `json:"mentor_on,omitempty"`
	MenteeOn    clock.Date `json:"mentee_on,omitempty"`
	Place       string     `json:"place,omitempty"`
	Demanded    bool       `json:"demanded,omitempty"` // mentors without it stay out of the match
	Description string     `json:"description,omitempty"`
}

// Programmes is the slice's verbs.
type Programmes struct {
	DB     *db.DB
	Clock  clock.Clock
	Notify *notify.Notify
	Orgs   *org.Orgs
	// Closing is asked, in the same transaction, before a programme is closed. Later slices end what hangs on it, or refuse with a
	// fault that says what must end first.
	Closing []func(ctx context.Context, tx *db.Tx, p Programme) error
}

// Path is the programme's start page.
func (p Programme) Path() string { return "/p/" + p.ID }

// Location is the programme's time zone.
func (p Programme) Location() *time.Location {
	l, err := time.LoadLocation(p.Zone)
	if err != nil {
		return time.UTC
	}
	return l
}
