package org

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

// Everyone reads the whole directory in no order, for work that looks at all of it.
func (o *Orgs) Everyone(ctx context.Context, q db.Q, orgID string) ([]Person, error) {
	return db.All(ctx, q, scanPerson, selectPerson+" where org_id=$1", orgID)
}

// SavePeople adds or changes many people, whose IDs are set and whose addresses are clean. An address may pass from one of them to
// another, and an account that somebody has got stays theirs. done, which may be nil, is told how many are saved.
func (o *Orgs) SavePeople(ctx context.Context, tx *db.Tx, orgID string, people []Person, done func(n int)) error {
	now := db.At(o.Clock.Now())
	held := map[string]string{} // who holds an address now
	holders, err := db.All(ctx, tx, func(s db.Scan) (p Person, err error) { err = s(&p.ID, &p.Email); return p, err },
		"select id, email from person where org_id=$1 and email<>''", orgID)
	if err != nil {
		return err
	}
	for _, h := range holders {
		held[h.ID] = h.Email
	}
	rows := make([][]any, len(people))
	for i, p := range people {
		if was := held[p.ID]; was != "" && was != p.Email {
			if _, err := tx.Exec(ctx, "update person set email='' where org_id=$1 and id=$2", orgID, p.ID); err != nil {
				return err
			}
		}
		if p.Extra == nil {
			p.Extra = map[string]string{}
		}
		rows[i] = []any{p.ID, orgID, p.Account, p.StaffNo, p.Name, p.Email, p.Phone, p.Title, p.Unit, p.Place, p.Leader, db.J(p.Extra), now, now}
	}
	return tx.Bulk(ctx, "person (id, org_id, account_id, staff_no, name, email, phone, title, unit, place, leader_id, extra, created_at, changed_at)",
		`on conflict (id) do update set account_id=case when excluded.account_id<>'' then excluded.account_id else person.account_id end, staff_no=excluded.staff_no, name=excluded.name, email=excluded.email, phone=excluded.phone,
		title=excluded.title, unit=excluded.unit, place=excluded.place, leader_id=excluded.leader_id, extra=excluded.extra, changed_at=excluded.changed_at
		where person.org_id=excluded.org_id`, rows, done)
}
