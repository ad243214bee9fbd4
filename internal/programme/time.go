package programme

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormTime is the step about dates.
const FormTime = "programme_time"

func init() {
	for _, f := range planFields {
		visibility.Register(FormTime, visibility.Public, f.name)
	}
}

// Plan reads the programme in time; what nobody has planned is empty.
func (ps *Programmes) Plan(ctx context.Context, q db.Q, orgID, programmeID string) (Plan, error) {
	p, err := ps.Get(ctx, q, orgID, programmeID)
	if err != nil {
		return Plan{}, err
	}
	spans, err := ps.Phases(ctx, q, orgID, programmeID)
	return p.plan(spans), err
}

// ChangeTime saves the dates and returns them as they are kept: an end that was left open comes after the programme's usual length, and
// phases and evaluations that nobody has moved follow when the ends move. Unusual lengths are saved; Warnings speaks of them.
func (ps *Programmes) ChangeTime(ctx context.Context, a org.Actor, programmeID string, in Plan) (Plan, error) {
	err := ps.change(ctx, a, programmeID, "time", func(tx *db.Tx, p *Programme) error {
		if err := in.read().Or(); err != nil {
			return err
		}
		spans, err := ps.Phases(ctx, tx, p.Org, p.ID)
		if err != nil {
			return err
		}
		in = in.settle(p.plan(spans), p.Settings.Months)
		if err := in.check().Or(); err != nil {
			return err
		}
		p.StartsOn, p.EndsOn, p.MidwayOn, p.FinalOn = in.StartsOn, in.EndsOn, in.MidwayOn, in.FinalOn
		return ps.savePhases(ctx, tx, *p, in.Spans())
	})
	return in, err
}

// Warnings speaks of dates that are possible and unwise.
func (p Programme) Warnings() []Say {
	if p.StartsOn == "" || p.EndsOn == "" {
		return nil
	}
	out := p.unusual()
	if p.Training.MentorOn > p.StartsOn {
		out = append(out, say("programme.training_late"))
	}
	return out
}

// unusual speaks of a length outside what has proved itself.
func (p Programme) unusual() []Say {
	after := p.EndsOn.Add(0, 0, 1)
	switch {
	case after < p.StartsOn.Add(0, ShortestMonths, 0):
		return []Say{say("programme.warn_short", "limit", ShortestMonths)}
	case after > p.StartsOn.Add(0, LongestMonths, 0):
		return []Say{say("programme.warn_long", "limit", LongestMonths)}
	}
	return nil
}
