package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Withdraw gives a seat up: its holder for themself, or the coordinator for them. Nobody has to say why. Whoever did not press the
// button is told: the holder by mail, the coordinators when the holder leaves an accepted seat.
func (e *Enrolments) Withdraw(ctx context.Context, a org.Actor, seatID string) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		own := holds(a, t)
		if !own {
			if err := mayLead(a, t.Org, t.Programme); err != nil {
				return err
			}
		}
		if t.Status == Withdrawn {
			return nil
		}
		if !t.Status.CanBecome(Withdrawn) {
			return cannot(t.Status, Withdrawn)
		}
		was := t.Status
		if was == Accepted {
			for _, ask := range e.Leaving {
				if err := ask(ctx, tx, t); err != nil {
					return err
				}
			}
		}
		t.Status, t.Decided = Withdrawn, e.Clock.Now()
		if err := e.saveSeat(ctx, tx, &t); err != nil {
			return err
		}
		if err := e.log(ctx, tx, a.Account, "seat_withdrawn", t); err != nil {
			return err
		}
		if was == Accepted && t.Person.Account != "" {
			if err := e.Orgs.Take(ctx, tx, t.Org, t.Programme, t.Person.Account, t.Role); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		if !own {
			return e.write(ctx, tx, t, "seat_removed", "")
		}
		if err := e.write(ctx, tx, t, "seat_withdrawn", ""); err != nil || was != Accepted {
			return err
		}
		return e.tellCoordinators(ctx, tx, t, "seat_left")
	})
}
