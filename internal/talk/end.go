package talk

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Cancel calls a talk off, up to its start. Nobody has to say why. The place is free again when the mentee does it; when the mentor does
// and nobody else has booked the time, it is taken down.
func (t *Talks) Cancel(ctx context.Context, a org.Actor, talkID string) error {
	return t.change(ctx, a, talkID, func(tx *db.Tx, k Talk) error {
		switch {
		case k.Status == Cancelled:
			return nil // a second press on the button
		case k.Status != Booked || !k.Ahead(t.Clock.Now()):
			return fault.New(fault.Conflict, "talk.begun")
		}
		if a.Side == org.Mentor && k.Time.Taken == 1 {
			if err := t.shutTime(ctx, tx, k.Time); err != nil {
				return err
			}
		}
		if err := t.callOff(ctx, tx, k, a.Side); err != nil {
			return err
		}
		return t.log(ctx, tx, a, "talk_cancelled", k.ID)
	})
}

// Say tells whether a talk took place; said again, by either of the two, it corrects.
func (t *Talks) Say(ctx context.Context, a org.Actor, talkID string, held bool) error {
	return t.change(ctx, a, talkID, func(tx *db.Tx, k Talk) error {
		switch {
		case k.Status == Cancelled:
			return fault.New(fault.Conflict, "talk.was_cancelled")
		case k.Time.Start.After(t.Clock.Now()):
			return fault.New(fault.Conflict, "talk.not_begun")
		}
		k.Status = Missed
		if held {
			k.Status = Held
		}
		return t.saveTalk(ctx, tx, k)
	})
}

// change runs a change of a talk by one of the two.
func (t *Talks) change(ctx context.Context, a org.Actor, talkID string, do func(*db.Tx, Talk) error) error {
	return t.DB.Write(ctx, func(tx *db.Tx) error {
		k, err := t.talk(ctx, tx, a.Org, talkID)
		if err != nil {
			return err
		}
		if !k.holds(a) {
			return fault.Missing()
		}
		if _, err := t.lockTime(ctx, tx, a.Org, k.Time.ID); err != nil {
			return err
		}
		if k, err = t.talk(ctx, tx, a.Org, talkID); err != nil { // as it is now that nobody else can change it
			return err
		}
		return do(tx, k)
	})
}

// callOff cancels a talk whose time is locked, in the name of a side; "" is neither of them. What it was about is taken out.
func (t *Talks) callOff(ctx context.Context, tx *db.Tx, k Talk, by org.Role) error {
	k.Status, k.CancelledBy, k.About = Cancelled, by, ""
	k.Sequence++
	if err := t.saveTalk(ctx, tx, k); err != nil {
		return err
	}
	if by == "" {
		return t.invite(ctx, tx, k, "talk_off")
	}
	return t.invite(ctx, tx, k, "talk_cancelled")
}

// part calls off the coming talks of two who were kept apart after they were booked, by a veto or a conflict of interest. Neither is told
// whose wish it was, or that it was one.
func (t *Talks) part(ctx context.Context) error {
	barred, err := db.All(ctx, t.DB, func(s db.Scan) (x [3]string, err error) { err = s(&x[0], &x[1], &x[2]); return x, err },
		`select k.org_id, k.id, k.time_id from talk k join talk_time x on x.id = k.time_id join seat rs on rs.id = x.seat_id join seat es on es.id = k.mentee_seat_id
			where k.status='booked' and x.starts_at>$1 and exists (select 1 from barrier b where b.org_id = k.org_id and b.programme_id = k.programme_id
				and b.mentor_person_id = rs.person_id and b.mentee_person_id = es.person_id)`, db.At(t.Clock.Now()))
	if err != nil {
		return err
	}
	for _, x := range barred {
		err := t.DB.Write(ctx, func(tx *db.Tx) error {
			if _, err := t.lockTime(ctx, tx, x[0], x[2]); err != nil {
				return err
			}
			k, err := t.talk(ctx, tx, x[0], x[1])
			if err != nil || !k.Ahead(t.Clock.Now()) {
				return err
			}
			return t.callOff(ctx, tx, k, "")
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Leaving calls off what is booked with somebody who gives up their seat; it is one of enrolment's Leaving hooks.
func (t *Talks) Leaving(ctx context.Context, tx *db.Tx, s enrolment.Seat) error {
	if s.Role == org.Mentor {
		return t.closeTimes(ctx, tx, org.Mentor, s.Org, " and x.seat_id=$2 and x.status='open' and x.starts_at>$3", s.ID, db.At(t.Clock.Now()))
	}
	own, err := t.talks(ctx, tx, s.Org, " and k.mentee_seat_id=$2 and k.status='booked' and x.starts_at>$3", s.ID, db.At(t.Clock.Now()))
	if err != nil {
		return err
	}
	for _, k := range own {
		if _, err := t.lockTime(ctx, tx, s.Org, k.Time.ID); err != nil {
			return err
		}
		if k, err = t.talk(ctx, tx, s.Org, k.ID); err != nil {
			return err
		}
		if k.Status != Booked { // called off while this transaction waited for it
			continue
		}
		if err := t.callOff(ctx, tx, k, org.Mentee); err != nil {
			return err
		}
	}
	return nil
}

// ProgrammeCloses calls off what is still to come; it is one of the programme's Closing hooks.
func (t *Talks) ProgrammeCloses(ctx context.Context, tx *db.Tx, pr programme.Programme) error {
	return t.closeTimes(ctx, tx, "", pr.Org, " and x.programme_id=$2 and x.status='open' and x.starts_at>$3", pr.ID, db.At(t.Clock.Now()))
}

func (t *Talks) closeTimes(ctx context.Context, tx *db.Tx, by org.Role, orgID, where string, args ...any) error {
	all, err := t.times(ctx, tx, orgID, where, args...)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x, err = t.lockTime(ctx, tx, orgID, x.ID); err != nil {
			return err
		}
		if err := t.closeTime(ctx, tx, x, by); err != nil {
			return err
		}
	}
	return nil
}
