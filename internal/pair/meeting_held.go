package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Hold says that a meeting took place, when it really was and how long; said again, it corrects. The other one is told once.
func (p *Pairs) Hold(ctx context.Context, a org.Actor, pairID, meetingID string, start time.Time, minutes int) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		m, err := p.meeting(ctx, tx, a.Org, pairID, meetingID)
		if err != nil {
			return err
		}
		if m.Status == Cancelled {
			return fault.New(fault.Conflict, "pair.meeting_settled")
		}
		m.Start, m.Minutes = start, minutes
		if err := p.checkHeld(ctx, tx, x, m); err != nil {
			return err
		}
		m.Status, m.HeldAt = Held, p.Clock.Now()
		if err := p.saveMeeting(ctx, tx, &m); err != nil {
			return err
		}
		return p.askPulse(ctx, tx, x, m, Other(a.Side))
	})
}

// Record writes a meeting down that took place without an invitation.
func (p *Pairs) Record(ctx context.Context, a org.Actor, pairID string, start time.Time, minutes int) (m Meeting, err error) {
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		m = Meeting{ID: id.New(), Org: x.Org, Pair: x.ID, Status: Held, ProposedBy: a.Side, Start: start, Minutes: minutes, HeldAt: p.Clock.Now()}
		m.UID = m.ID + "@" + p.host()
		if err := p.checkHeld(ctx, tx, x, m); err != nil {
			return err
		}
		if err := p.addMeeting(ctx, tx, &m); err != nil {
			return err
		}
		return p.askPulse(ctx, tx, x, m, Other(a.Side))
	})
	return m, err
}

// Undo takes it back that a meeting took place. One with an invitation is planned again, one written down afterwards goes away; its
// pulses go in both cases, since they are about nothing.
func (p *Pairs) Undo(ctx context.Context, a org.Actor, pairID, meetingID string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := p.open(ctx, tx, a, pairID); err != nil {
			return err
		}
		m, err := p.meeting(ctx, tx, a.Org, pairID, meetingID)
		if err != nil {
			return err
		}
		if m.Status != Held {
			return fault.New(fault.Conflict, "pair.meeting_not_held")
		}
		if _, err := tx.Exec(ctx, "delete from pulse where org_id=$1 and meeting_id=$2", a.Org, m.ID); err != nil {
			return err
		}
		if m.Organiser == "" {
			_, err = tx.Exec(ctx, "delete from meeting where org_id=$1 and id=$2", a.Org, m.ID)
			return err
		}
		m.Status, m.HeldAt = Accepted, time.Time{}
		return p.saveMeeting(ctx, tx, &m)
	})
}

func (p *Pairs) checkHeld(ctx context.Context, tx *db.Tx, x Pair, m Meeting) error {
	pr, err := p.Programmes.Get(ctx, tx, x.Org, x.Programme)
	if err != nil {
		return err
	}
	var wrong fault.Fields
	switch {
	case m.Start.After(p.Clock.Now()):
		wrong.Add("date", "pair.held_ahead")
	case clock.DateOf(m.Start.In(pr.Location())) < x.StartedOn:
		wrong.Add("date", "pair.held_before")
	}
	checkMinutes(&wrong, m.Minutes)
	if err := wrong.Or(); err != nil {
		return err
	}
	// The same meeting written down twice, by each of the two.
	same, err := db.One[int](ctx, tx, "select count(*) from meeting where org_id=$1 and pair_id=$2 and id<>$3 and status='held' and starts_at>$4 and starts_at<$5",
		x.Org, x.ID, m.ID, db.At(m.Start.Add(-2*time.Hour)), db.At(m.End()))
	if err == nil && same > 0 {
		err = fault.Field("date", "pair.held_twice")
	}
	return err
}

func (p *Pairs) askPulse(ctx context.Context, tx *db.Tx, x Pair, m Meeting, side org.Role) error {
	return p.mail(ctx, tx, x, side, letter{
		key: "meeting_held", event: "held-" + m.ID, path: "/pair/" + x.ID + "/meetings/" + m.ID + "/pulse",
		args: func(lang i18n.Lang, zone *time.Location) []any { return []any{"day", i18n.Day(lang, m.Start.In(zone))} },
	})
}
