package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Pause is a mentor's "not now": out of the pool, with the open proposals taken back and the open requests declined, all told in kind
// words. Whoever comes back is in the pool again, and in a round that still runs; what was declined stays so until somebody asks again.
func (m *Matches) Pause(ctx context.Context, a org.Actor, on bool) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		seat, changed, err := m.Enrolments.Pause(ctx, tx, a, a.Seat, on)
		if err != nil || !changed {
			return err
		}
		if on {
			return m.Leaving(ctx, tx, seat)
		}
		return m.rejoinWishes(ctx, tx, seat)
	})
}

// leaveWishes takes a seat out of the round that runs. Whoever asked a mentor who leaves is told that it did not work out, not why.
func (m *Matches) leaveWishes(ctx context.Context, tx *db.Tx, seat enrolment.Seat) error {
	r, err := m.liveWishes(ctx, tx, seat.Org, seat.Programme)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if r, err = m.lockWishes(ctx, tx, seat.Org, r.ID); err != nil || !r.Live() {
		return err
	}
	now := db.At(m.Clock.Now())
	n, err := tx.Exec(ctx, "update wish_seat set left_at=$4 where org_id=$1 and round_id=$2 and seat_id=$3 and left_at=''", r.Org, r.ID, seat.ID, now)
	if err != nil || n == 0 {
		return err
	}
	choices, err := m.choicesOf(ctx, tx, r, seat.Role, seat.ID)
	if err != nil {
		return err
	}
	own, _, _ := mine(seat.Role)
	if _, err := tx.Exec(ctx, "update wish_choice set off_at=$4, message='' where org_id=$1 and round_id=$2 and "+own+"=$3 and off_at=''", r.Org, r.ID, seat.ID, now); err != nil {
		return err
	}
	if r.Kind != Requested || seat.Role != org.Mentor {
		return nil
	}
	pr, err := m.Programmes.Get(ctx, tx, r.Org, r.Programme)
	if err != nil {
		return err
	}
	for _, c := range choices {
		if c.Off || c.MenteeRank == 0 {
			continue
		}
		mentee, err := m.Enrolments.Seat(ctx, tx, r.Org, c.Mentee)
		if err != nil {
			return err
		}
		if mentee.Status != enrolment.Accepted {
			continue
		}
		letter := "say_off"
		if r.Status == Answering { // too late to ask somebody else
			letter = "say_off_late"
		}
		if err := m.tellAbout(ctx, tx, pr, r, mentee, letter, ":"+seat.ID); err != nil {
			return err
		}
	}
	return nil
}

// rejoinWishes puts a mentor who comes back into the round that runs. Those to whom they were suggested may think of them again.
func (m *Matches) rejoinWishes(ctx context.Context, tx *db.Tx, seat enrolment.Seat) error {
	r, err := m.liveWishes(ctx, tx, seat.Org, seat.Programme)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if r, err = m.lockWishes(ctx, tx, seat.Org, r.ID); err != nil || r.Status != Wishing {
		return err
	}
	n, err := tx.Exec(ctx, "update wish_seat set left_at='' where org_id=$1 and round_id=$2 and seat_id=$3", r.Org, r.ID, seat.ID)
	if err != nil || n == 0 || r.Kind != Suggested {
		return err
	}
	_, err = tx.Exec(ctx, `update wish_choice set off_at='' where org_id=$1 and round_id=$2 and mentor_seat_id=$3
		and mentee_seat_id in (select seat_id from wish_seat where org_id=$1 and round_id=$2 and left_at='')`, r.Org, r.ID, seat.ID)
	return err
}

// settleWishes closes what a round still holds open for two who have both said yes to each other: all of the mentee's, and the
// mentor's when no place is left.
func (m *Matches) settleWishes(ctx context.Context, tx *db.Tx, p Proposal) error {
	if err := m.leaveWishes(ctx, tx, p.Mentee); err != nil {
		return err
	}
	taken, err := db.One[int](ctx, tx, "select count(*) from ("+heldSeats+") h where seat=$3", p.Org, p.Programme, p.Mentor.ID)
	if err != nil || taken < p.Mentor.Capacity {
		return err
	}
	return m.leaveWishes(ctx, tx, p.Mentor)
}
