package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// holds tells whether the actor is the one of the two that they say they are.
func (x Pair) holds(a org.Actor) bool {
	return (a.Side == org.Mentor && a.Seat == x.Mentor.ID || a.Side == org.Mentee && a.Seat == x.Mentee.ID) && a.Has(a.Side)
}

// mine reads a pair that the actor is one of the two in. To anyone else it does not exist.
func (p *Pairs) mine(ctx context.Context, q db.Q, a org.Actor, pairID string) (Pair, error) {
	x, err := p.Pair(ctx, q, a.Org, pairID)
	if err == nil && !x.holds(a) {
		err = fault.Missing()
	}
	return x, err
}

// lockMine is mine for a change: nobody else changes the pair until the transaction ends.
func (p *Pairs) lockMine(ctx context.Context, tx *db.Tx, a org.Actor, pairID string) (Pair, error) {
	if _, err := db.One[string](ctx, tx, "select id from pair where org_id=$1 and id=$2"+tx.Lock(), a.Org, pairID); err != nil {
		return Pair{}, err
	}
	return p.mine(ctx, tx, a, pairID)
}

// open is lockMine for a pair that goes on.
func (p *Pairs) open(ctx context.Context, tx *db.Tx, a org.Actor, pairID string) (Pair, error) {
	x, err := p.lockMine(ctx, tx, a, pairID)
	if err == nil && x.Phase == Closed {
		err = fault.New(fault.Conflict, "pair.is_closed")
	}
	return x, err
}

// coordinates reads a pair that the actor coordinates.
func (p *Pairs) coordinates(ctx context.Context, tx *db.Tx, a org.Actor, pairID string) (Pair, error) {
	if _, err := db.One[string](ctx, tx, "select id from pair where org_id=$1 and id=$2"+tx.Lock(), a.Org, pairID); err != nil {
		return Pair{}, err
	}
	x, err := p.Pair(ctx, tx, a.Org, pairID)
	if err != nil {
		return x, err
	}
	if x.Programme != a.Programme {
		return x, fault.Missing()
	}
	if !a.Has(org.Coordinator, org.Admin) {
		return x, fault.Denied()
	}
	return x, nil
}
