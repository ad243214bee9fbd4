package matching

import (
	"context"
	"sync"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormAim is the choice of an aim.
const FormAim = "match_aim"

func init() { visibility.Register(FormAim, visibility.Coordinator, "aim") }

// Weak is the score below which a pair is called weak: hundredths.
const Weak = 55_00

// AimResult is what one aim would give today's pool.
type AimResult struct {
	Aim     fit.Aim
	Now     bool // the programme's
	Summary fit.Summary
	Weak    int // pairs below Weak
	Moved   int // mentees with another partner than in the draft, or than the programme's aim would give where there is none
}

// Aims solves today's pool by the programme's rules for each aim, side by side, and keeps nothing. A pool that is too large for it is a
// Conflict.
func (m *Matches) Aims(ctx context.Context, a org.Actor) ([]AimResult, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	if len(pool.Mentors)*len(pool.Mentees) > deskPairs {
		return nil, fault.New(fault.Conflict, "board.no_desk")
	}
	outs, errs := make([]fit.Outcome, len(fit.Aims)), make([]error, len(fit.Aims))
	var wg sync.WaitGroup
	for n, aim := range fit.Aims {
		wg.Go(func() {
			r := rules
			r.Aim = aim
			outs[n], errs[n] = fit.Solve(ctx, pool, r, marks)
		})
	}
	wg.Wait()
	now := 0
	for n, aim := range fit.Aims {
		if errs[n] != nil {
			return nil, errs[n]
		}
		if aim == rules.Aim {
			now = n
		}
	}
	out := make([]AimResult, len(outs))
	for n, o := range outs {
		out[n] = AimResult{Aim: fit.Aims[n], Now: n == now, Summary: o.Summary, Moved: len(fit.Moves(outs[now], o))}
		for _, p := range o.Pairs {
			if p.Score < Weak {
				out[n].Weak++
			}
		}
	}
	return out, nil
}

// SaveAim changes what the programme aims for, and makes a new suggestion by it.
func (m *Matches) SaveAim(ctx context.Context, a org.Actor, aim fit.Aim) (Round, error) {
	if err := mayLead(a); err != nil {
		return Round{}, err
	}
	r, err := m.Rules(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return Round{}, err
	}
	r.Aim = aim
	if err := m.SaveRules(ctx, a, r); err != nil {
		return Round{}, err
	}
	return m.Solve(ctx, a)
}
