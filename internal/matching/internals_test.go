package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// MaxTries is how often work is taken up again.
const MaxTries = maxTries

// SolveStoppedLate solves for a solving that is stopped in the moment between finding the pairs and writing them down.
func (m *Matches) SolveStoppedLate(ctx context.Context, a org.Actor, s Solving) error {
	var stopErr error
	_, err := m.solve(ctx, a, fit.Options{}, func() { stopErr = m.StopSolving(ctx, a, s.ID) }, func(tx *db.Tx, r Round) error {
		return endSolving(ctx, tx, s, SolvingDone, "", r.ID, m.Clock.Now())
	})
	if stopErr != nil {
		return stopErr
	}
	return err
}
