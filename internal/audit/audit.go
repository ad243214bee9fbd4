// Package audit keeps what was done and by whom: in the transaction of the act itself, never what people said to each other.
package audit

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
)

// Entry is one act. Act is a key of i18n below "audit."; Detail holds its arguments, ids and counts only.
type Entry struct {
	Org, Programme, Account, Act, Object string
	Detail                               map[string]string
	At                                   time.Time
	By                                   string // the account's name, when read

	// When read by Page: what to ask the next page for, and the names of what the entry is about, where they are still known.
	ID, About, ProgrammeName string
}

// Log writes an entry in a transaction.
func Log(ctx context.Context, tx *db.Tx, c clock.Clock, e Entry) error {
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	_, err := tx.Exec(ctx, "insert into audit_entry (id, org_id, programme_id, account_id, act, object, detail, at) values ($1,$2,$3,$4,$5,$6,$7,$8)",
		id.New(), e.Org, e.Programme, e.Account, e.Act, e.Object, db.J(e.Detail), db.At(c.Now()))
	return err
}

// Page reads an organisation's entries, newest first: at most limit, older than before (an entry's ID; "" for the newest). The object is
// named where it is an account, a person or a seat: never a pair, whose two names are nobody's business here.
func Page(ctx context.Context, q db.Q, orgID, before string, limit int) ([]Entry, error) {
	return db.All(ctx, q, func(s db.Scan) (e Entry, err error) {
		var detail db.JSON[map[string]string]
		var at db.Time
		err = s(&e.ID, &e.Programme, &e.Account, &e.Act, &e.Object, &detail, &at, &e.By, &e.About, &e.ProgrammeName)
		e.Org, e.Detail, e.At = orgID, detail.V, at.Time
		return e, err
	}, `select e.id, e.programme_id, e.account_id, e.act, e.object, e.detail, e.at, coalesce(a.name,''), coalesce(oa.name,op.name,osp.name,''), coalesce(p.name,'')
		from audit_entry e left join account a on a.id = e.account_id left join programme p on p.id = e.programme_id and p.org_id = e.org_id
		left join account oa on oa.id = e.object left join person op on op.id = e.object and op.org_id = e.org_id
		left join seat os on os.id = e.object and os.org_id = e.org_id left join person osp on osp.id = os.person_id
		where e.org_id=$1 and ($2='' or (e.at, e.id) < (select x.at, x.id from audit_entry x where x.org_id=$1 and x.id=$2))
		order by e.at desc, e.id desc limit $3`, orgID, before, limit)
}

// About reads what was done to one object, newest first.
func About(ctx context.Context, q db.Q, orgID, object string, limit int) ([]Entry, error) {
	return db.All(ctx, q, func(s db.Scan) (e Entry, err error) {
		var detail db.JSON[map[string]string]
		var at db.Time
		err = s(&e.Programme, &e.Account, &e.Act, &detail, &at, &e.By)
		e.Org, e.Object, e.Detail, e.At = orgID, object, detail.V, at.Time
		return e, err
	}, `select e.programme_id, e.account_id, e.act, e.detail, e.at, coalesce(a.name,'')
		from audit_entry e left join account a on a.id = e.account_id
		where e.org_id=$1 and e.object=$2 order by e.id desc limit $3`, orgID, object, limit)
}
