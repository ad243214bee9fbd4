package pair

import (
	"context"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Phase is where a pair is in its course.
type Phase string

// The phases. Closed is over, whichever way it ended.
const (
	Introduction Phase = "introduction"
	Establishing Phase = "establishing"
	Learning     Phase = "learning"
	Closing      Phase = "closing"
	Closed       Phase = "closed"
)

// Phases in order.
var Phases = []Phase{Introduction, Establishing, Learning, Closing, Closed}

// Next is the phase behind the gate; "" after the last.
func (f Phase) Next() Phase {
	i := slices.Index(Phases, f)
	if i < 0 || i+1 == len(Phases) {
		return ""
	}
	return Phases[i+1]
}

// Pair is two people of a programme on their way together. In lists the seats carry name, unit and address, no profile.
type Pair struct {
	ID, Org, Programme, Proposal string
	Mentor, Mentee               enrolment.Seat
	Phase                        Phase
	StartedOn, EndsOn            clock.Date
	PausedOn, PausedUntil        clock.Date // PausedOn "": not on pause; PausedUntil may be ""
	PhaseSince, Created          time.Time
}

// Seat is the place of one side.
func (p Pair) Seat(side org.Role) enrolment.Seat {
	if side == org.Mentor {
		return p.Mentor
	}
	return p.Mentee
}

// Other is the opposite side.
func Other(side org.Role) org.Role {
	if side == org.Mentor {
		return org.Mentee
	}
	return org.Mentor
}

// Sides in the order they are shown: the mentee stands on the left.
var Sides = []org.Role{org.Mentee, org.Mentor}

// Actor acts as one of the two, for a seed or a job that plays them.
func (p Pair) Actor(side org.Role) org.Actor { return SeatActor(p.Seat(side)) }

// SeatActor acts as the holder of a seat.
func SeatActor(s enrolment.Seat) org.Actor {
	return org.Actor{
		Account: s.Person.Account, Name: s.Person.Name, Email: s.Person.Email, Org: s.Org, Programme: s.Programme,
		Roles: []org.Role{s.Role}, Side: s.Role, Seat: s.ID,
	}
}

// Pairs is the slice's verbs.
type Pairs struct {
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

// Pair reads one pair, both seats with their profiles.
func (p *Pairs) Pair(ctx context.Context, q db.Q, orgID, id string) (Pair, error) {
	x, err := db.Get(ctx, q, scanPair, selectPair+" where x.org_id=$1 and x.id=$2", orgID, id)
	if err != nil {
		return x, err
	}
	if x.Mentor, err = p.Enrolments.Seat(ctx, q, orgID, x.Mentor.ID); err != nil {
		return x, err
	}
	x.Mentee, err = p.Enrolments.Seat(ctx, q, orgID, x.Mentee.ID)
	return x, err
}

// PairsOf reads the pairs that a seat has been in, newest first, the open ones before the closed.
func (p *Pairs) PairsOf(ctx context.Context, q db.Q, orgID, seatID string) ([]Pair, error) {
	return db.All(ctx, q, scanPair, selectPair+` where x.org_id=$1 and (x.mentor_seat_id=$2 or x.mentee_seat_id=$2)
		order by case when x.phase='closed' then 1 else 0 end, x.created_at desc`, orgID, seatID)
}

// today is the calendar day at the programme.
func (p *Pairs) today(pr programme.Programme) clock.Date {
	return clock.DateOf(p.Clock.Now().In(pr.Location()))
}
