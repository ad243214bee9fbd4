package programme

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// mayLead lets those in who set a programme up: its coordinators, and the administrators of its organisation. What is outside an
// actor's organisation, or outside the programme the actor acts in, does not exist for them.
func mayLead(a org.Actor, programmeID string) error {
	switch {
	case a.Org == "", a.Programme != programmeID && (a.Programme != "" || !a.Has(org.Admin)):
		return fault.Missing()
	case !a.Has(org.Coordinator, org.Admin):
		return fault.Denied()
	}
	return nil
}

// ListFor reads the programmes that an actor leads or looks after: all of the organisation for its administrators.
func (ps *Programmes) ListFor(ctx context.Context, a org.Actor) ([]Programme, error) {
	switch {
	case a.Org == "":
		return nil, fault.Missing()
	case a.Has(org.Admin):
		return ps.List(ctx, ps.DB, a.Org)
	case !a.Has(org.Coordinator):
		return nil, fault.Denied()
	}
	return ps.listOf(ctx, ps.DB, a.Org, a.Account)
}

// change is how every step saves: permission, the programme locked, the rules of the step, the row and its audit entry together.
func (ps *Programmes) change(ctx context.Context, a org.Actor, programmeID, step string, f func(tx *db.Tx, p *Programme) error) error {
	if err := mayLead(a, programmeID); err != nil {
		return err
	}
	return ps.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := ps.lock(ctx, tx, a.Org, programmeID)
		if err != nil {
			return err
		}
		if p.Status == Closed {
			return fault.New(fault.Conflict, "programme.is_closed")
		}
		if err := f(tx, &p); err != nil {
			return err
		}
		if err := ps.update(ctx, tx, p); err != nil {
			return err
		}
		return ps.log(ctx, tx, a, p, "programme_changed", map[string]string{"step": step})
	})
}

func (ps *Programmes) log(ctx context.Context, tx *db.Tx, a org.Actor, p Programme, act string, detail map[string]string) error {
	return audit.Log(ctx, tx, ps.Clock, audit.Entry{Org: p.Org, Programme: p.ID, Account: a.Account, Act: act, Object: p.ID, Detail: detail})
}

// onlyKnown refuses a list that holds something else than the known values.
func onlyKnown[T comparable](all, chosen []T) bool {
	return !slices.ContainsFunc(chosen, func(v T) bool { return !slices.Contains(all, v) })
}
