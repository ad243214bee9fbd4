package enrolment

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// moves are the ways from state to state. A no can be turned into a yes when a place becomes free.
var moves = map[Status][]Status{
	Applied:   {Accepted, Waiting, Declined, Withdrawn},
	Waiting:   {Accepted, Declined, Withdrawn},
	Accepted:  {Withdrawn},
	Declined:  {Accepted, Waiting, Applied},
	Withdrawn: {Applied},
}

// CanBecome tells whether a seat may go from one state to another.
func (s Status) CanBecome(to Status) bool { return slices.Contains(moves[s], to) }

// Decide answers an application: Accepted, Waiting or Declined. The applicant gets a mail in their own language; the same answer a
// second time changes nothing and sends nothing. A seat on the waiting list keeps its place: the list goes by when people applied.
func (e *Enrolments) Decide(ctx context.Context, a org.Actor, seatID string, to Status) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := e.decide(ctx, tx, a, seatID, to)
		return err
	})
}

// DecideAll gives several seats the same answer, all or none, and tells how many it changed.
func (e *Enrolments) DecideAll(ctx context.Context, a org.Actor, seatIDs []string, to Status) (changed int, err error) {
	err = e.DB.Write(ctx, func(tx *db.Tx) error {
		changed = 0
		for _, id := range seatIDs {
			moved, err := e.decide(ctx, tx, a, id, to)
			if err != nil {
				return err
			}
			if moved {
				changed++
			}
		}
		return nil
	})
	return changed, err
}

func (e *Enrolments) decide(ctx context.Context, tx *db.Tx, a org.Actor, seatID string, to Status) (bool, error) {
	t, err := e.lockSeat(ctx, tx, a.Org, seatID)
	if err != nil {
		return false, err
	}
	if err := mayLead(a, t.Org, t.Programme); err != nil {
		return false, err
	}
	if to != Accepted && to != Waiting && to != Declined {
		return false, fault.Field("status", "fault.bad_choice", "field", i18n.Key("enrolment.status"))
	}
	if t.Status == to {
		return false, nil
	}
	if !t.Status.CanBecome(to) {
		return false, cannot(t.Status, to)
	}
	t.Status, t.Decided = to, e.Clock.Now()
	if err := e.saveSeat(ctx, tx, &t); err != nil {
		return false, err
	}
	if err := e.log(ctx, tx, a.Account, "seat_"+string(to), t); err != nil {
		return false, err
	}
	if to == Accepted {
		return true, e.welcome(ctx, tx, &t)
	}
	return true, e.write(ctx, tx, t, "seat_"+string(to), "")
}

func cannot(from, to Status) error {
	return fault.New(fault.Conflict, "enrolment.no_move", "from", i18n.Key("enrolment.status_"+string(from)), "to", i18n.Key("enrolment.status_"+string(to)))
}
