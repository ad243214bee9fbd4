package enrolment

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Status is where a seat is on its way.
type Status string

// The states.
const (
	Applied   Status = "applied"
	Waiting   Status = "waiting"
	Accepted  Status = "accepted"
	Declined  Status = "declined"
	Withdrawn Status = "withdrawn"
)

// Seat is one person's place in a programme, as mentor or as mentee.
type Seat struct {
	ID, Org, Programme string
	Person             org.Person
	Role               org.Role // org.Mentor or org.Mentee
	Status             Status
	Capacity           int // how many mentees a mentor takes; 1 for a mentee
	Profile            Profile
	TrainedOn          clock.Date // "" for not yet
	Paused             time.Time  // since when a mentor takes no new mentee; zero for one who does
	Source             string     // form, import or coordinator
	Note               string     // the coordinator's own
	Applied            time.Time
	Decided, Changed   time.Time // Decided: zero while nobody has answered
}

// MentorRole is one of the nine roles a mentor can take.
type MentorRole string

// The nine roles.
const (
	RoleModel       MentorRole = "role_model"
	SparringPartner MentorRole = "sparring_partner"
	Adviser         MentorRole = "adviser"
	KnowledgeSharer MentorRole = "knowledge_sharer"
	Coach           MentorRole = "coach"
	Critic          MentorRole = "critic"
	Networker       MentorRole = "networker"
	DoorOpener      MentorRole = "door_opener"
	Friend          MentorRole = "friend"
)

// MentorRoles in the order of the deck.
var MentorRoles = []MentorRole{RoleModel, SparringPartner, Adviser, KnowledgeSharer, Coach, Critic, Networker, DoorOpener, Friend}

// Profile is what someone tells about themselves when they apply. Lists keep the order in which they were written. Competences,
// themes and topics are the words people used, cleaned of spaces; two are the same when they are equal without regard to case.
type Profile struct {
	Strengths   []string     `json:"strengths,omitempty"`
	Competences []string     `json:"competences,omitempty"` // a mentor has them to give, a mentee seeks them
	Themes      []string     `json:"themes,omitempty"`      // a mentor can help with them, a mentee wants to work on them
	Roles       []MentorRole `json:"roles,omitempty"`       // a mentor likes them; a mentee wishes them, most wished first
	RolesNot    []MentorRole `json:"roles_not,omitempty"`   // a mentor would rather not
	Languages   []string     `json:"languages,omitempty"`   // ISO 639 codes where known, else the word as written
	Level       int          `json:"level,omitempty"`       // 1 (top) to 5; 0 unknown
	Years       float64      `json:"years,omitempty"`       // of experience; HasYears tells 0 from unknown
	HasYears    bool         `json:"has_years,omitempty"`
	Site        string       `json:"site,omitempty"`
	Video       string       `json:"video,omitempty"`      // yes, no or ""
	TravelMax   int          `json:"travel_max,omitempty"` // minutes; 0 unknown
	Times       []string     `json:"times,omitempty"`      // mon_am, mon_pm ... fri_pm, evening, weekend
	Wishes      []string     `json:"wishes,omitempty"`     // person ids of wished partners, most wished first
	Hours       float64      `json:"hours,omitempty"`      // a month
	Motivation  string       `json:"motivation,omitempty"`
	Direction   string       `json:"direction,omitempty"`  // where a mentee wants to go, in a sentence
	Values      []int        `json:"values,omitempty"`     // answers to the statements about working style, 1 to 5; 0 is no answer
	Culture     bool         `json:"culture,omitempty"`    // a culture bearer, named by the coordinator
	Zone        string       `json:"zone,omitempty"`       // IANA name; "" unknown
	Gender      Gender       `json:"gender,omitempty"`     // for figures, and where a mentee asked; see GenderOf
	OwnGender   string       `json:"own_gender,omitempty"` // yes: a mentee asks for a mentor of their own gender; see AsksOwnGender
	AgeBand     string       `json:"age_band,omitempty"`   // under_15, 15_17, 18_plus; "" unknown
	Cleared     bool         `json:"cleared,omitempty"`    // a valid clearance for work with children was seen
	Consent     string       `json:"consent,omitempty"`    // of a guardian: yes, missing or ""
	// Unsettled names what a person must decide before this seat can be matched: a veto that may mean several people.
	Unsettled []Unsettled       `json:"unsettled,omitempty"`
	Extra     map[string]string `json:"extra,omitempty"` // answers to a programme's own questions

	// When the duty card, the declaration of conflicts and the use of these answers were said yes to; "" for not yet.
	DutyOn    clock.Date `json:"duty_on,omitempty"`
	DeclareOn clock.Date `json:"declare_on,omitempty"`
	AgreeOn   clock.Date `json:"agree_on,omitempty"`
}

// Unsettled is a barrier that someone asked for in words that do not name exactly one person of the directory.
type Unsettled struct {
	Kind  BarrierKind `json:"kind"`
	Words string      `json:"words"`
}

// ForPartner is the part of a profile that a partner, also a proposed one, may see.
func (p Profile) ForPartner() Profile {
	return Profile{
		Strengths: p.Strengths, Competences: p.Competences, Themes: p.Themes, Roles: p.Roles, Languages: p.Languages,
		Years: p.Years, HasYears: p.HasYears, Site: p.Site, Video: p.Video, Times: p.Times, Direction: p.Direction,
	}
}

// Enrolments is the slice's verbs.
type Enrolments struct {
	DB         *db.DB
	Clock      clock.Clock
	Orgs       *org.Orgs
	People     *people.People
	Programmes *programme.Programmes
	Notify     *notify.Notify
	// Leaving is asked, in the same transaction, before an accepted seat is given up. Later slices close what hangs on the seat, or
	// refuse with a fault that says what must end first.
	Leaving []func(ctx context.Context, tx *db.Tx, t Seat) error
}
