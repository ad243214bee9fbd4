package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPause is the form of a pause; the coordinator sees that the pair rests, so that nobody worries.
const FormPause = "pause"

func init() { visibility.Register(FormPause, visibility.Coordinator, "until") }

// Pause lets a pair rest: no signals until it goes on. until may be "".
func (p *Pairs) Pause(ctx context.Context, a org.Actor, pairID string, until clock.Date) error {
	return p.rest(ctx, a, pairID, func(x *Pair, today clock.Date) error {
		if _, ok := clock.ParseDate(string(until)); !ok {
			return fault.Field("until", "fault.bad_date")
		}
		if until != "" && until <= today {
			return fault.Field("until", "pair.pause_past")
		}
		x.PausedOn, x.PausedUntil = today, until
		return nil
	})
}

// Resume ends the pause.
func (p *Pairs) Resume(ctx context.Context, a org.Actor, pairID string) error {
	return p.rest(ctx, a, pairID, func(x *Pair, _ clock.Date) error {
		if x.PausedOn == "" {
			return fault.New(fault.Conflict, "pair.not_paused")
		}
		x.PausedOn, x.PausedUntil = "", ""
		return nil
	})
}

func (p *Pairs) rest(ctx context.Context, a org.Actor, pairID string, change func(*Pair, clock.Date) error) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		pr, err := p.Programmes.Get(ctx, tx, x.Org, x.Programme)
		if err != nil {
			return err
		}
		if err := change(&x, p.today(pr)); err != nil {
			return err
		}
		if err := p.savePause(ctx, tx, x); err != nil {
			return err
		}
		key := "pair_resumed"
		switch {
		case x.PausedUntil != "":
			key = "pair_paused_until"
		case x.PausedOn != "":
			key = "pair_paused"
		}
		return p.mail(ctx, tx, x, Other(a.Side), letter{
			key: key, event: key + "-" + p.Clock.Now().Format(time.RFC3339Nano), path: "/pair/" + x.ID,
			args: func(lang i18n.Lang, _ *time.Location) []any { return []any{"until", i18n.Date(lang, x.PausedUntil)} },
		})
	})
}
