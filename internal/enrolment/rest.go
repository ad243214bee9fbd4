package enrolment

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Pause takes a mentor out of the pool for a while, or back into it: the mentor's own "not now". The seat and the pairs it has stay as
// they are, and nobody asks why. It tells whether anything changed; what hangs on a place that is no longer free is the caller's to
// close, in the same transaction.
func (e *Enrolments) Pause(ctx context.Context, tx *db.Tx, a org.Actor, seatID string, on bool) (t Seat, changed bool, err error) {
	if t, err = e.lockSeat(ctx, tx, a.Org, seatID); err != nil {
		return t, false, err
	}
	switch {
	case !holds(a, t):
		return t, false, fault.Missing()
	case t.Role != org.Mentor || t.Status != Accepted:
		return t, false, fault.New(fault.Conflict, "enrolment.no_pause")
	case on == t.Resting():
		return t, false, nil
	}
	act := "seat_resumed"
	t.Paused = time.Time{}
	if on {
		t.Paused, act = e.Clock.Now(), "seat_paused"
	}
	if err := e.saveSeat(ctx, tx, &t); err != nil {
		return t, false, err
	}
	return t, true, e.log(ctx, tx, a.Account, act, t)
}

// Resting tells whether a mentor takes no new mentee for now.
func (t Seat) Resting() bool { return !t.Paused.IsZero() }
