package org

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

// Coordinators finds who gets what is written to »the coordinator« of a programme: those of the programme itself, else those of
// the whole organisation, else its administrators. Person is empty: they are reached as accounts.
func (o *Orgs) Coordinators(ctx context.Context, q db.Q, orgID, programmeID string) ([]Receiver, error) {
	for _, at := range []struct {
		programme string
		role      Role
	}{{programmeID, Coordinator}, {"", Coordinator}, {"", Admin}} {
		found, err := db.All(ctx, q, func(s db.Scan) (r Receiver, err error) {
			err = s(&r.Account, &r.Name, &r.Email, &r.Lang)
			return r, err
		}, `select a.id, a.name, a.email, a.lang from hat h join account a on a.id = h.account_id
			where h.org_id=$1 and h.programme_id=$2 and h.role=$3 order by a.email`, orgID, at.programme, at.role)
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}
