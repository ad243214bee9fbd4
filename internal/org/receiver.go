package org

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

// ReceiversWith finds everyone who holds a role in a programme, organisation-wide holders included: for mails to its coordinators.
func (o *Orgs) ReceiversWith(ctx context.Context, q db.Q, orgID, programmeID string, role Role) ([]Receiver, error) {
	return db.All(ctx, q, func(s db.Scan) (r Receiver, err error) {
		err = s(&r.Account, &r.Name, &r.Email, &r.Lang)
		return r, err
	}, `select distinct a.id, a.name, a.email, a.lang from hat h join account a on a.id = h.account_id
		where h.org_id=$1 and (h.programme_id=$2 or h.programme_id='') and h.role=$3 order by a.email`, orgID, programmeID, role)
}
