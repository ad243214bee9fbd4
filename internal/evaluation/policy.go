package evaluation

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// mine reads the programme of a pair that the actor is one of the two in; to anyone else there is no survey there.
func (e *Evaluations) mine(ctx context.Context, q db.Q, a org.Actor, pairID string, kind Kind) (programme.Programme, error) {
	if !slices.Contains(Kinds, kind) {
		return programme.Programme{}, fault.Missing()
	}
	x, err := e.Pairs.Pair(ctx, q, a.Org, pairID)
	if err != nil {
		return programme.Programme{}, err
	}
	if a.Side == "" || !a.Has(a.Side) || x.Seat(a.Side).ID != a.Seat {
		return programme.Programme{}, fault.Missing()
	}
	return e.Programmes.Get(ctx, q, a.Org, x.Programme)
}

// coordinated reads a programme that the actor coordinates.
func (e *Evaluations) coordinated(ctx context.Context, q db.Q, a org.Actor) (programme.Programme, error) {
	pr, err := e.Programmes.Get(ctx, q, a.Org, a.Programme)
	if err != nil {
		return pr, err
	}
	if !a.Has(org.Coordinator, org.Admin) {
		return pr, fault.Denied()
	}
	return pr, nil
}
