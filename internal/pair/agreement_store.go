package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
)

// versions reads every version of a pair's agreement with its signatures, newest first.
func (p *Pairs) versions(ctx context.Context, q db.Q, orgID, pairID string) ([]Agreement, error) {
	all, err := db.All(ctx, q, func(s db.Scan) (g Agreement, err error) {
		var clauses db.JSON[[]Clause]
		var created, changed, signed db.Time
		err = s(&g.ID, &g.Org, &g.Pair, &g.Version, &g.Revision, &clauses, &g.Weeks, &g.ChangedBy, &created, &changed, &signed)
		g.Clauses, g.Created, g.Changed, g.Signed = clauses.V, created.Time, changed.Time, signed.Time
		g.Signatures = map[org.Role]Signature{}
		return g, err
	}, `select id, org_id, pair_id, version, revision, clauses, weeks, changed_by, created_at, changed_at, signed_at
		from agreement where org_id=$1 and pair_id=$2 order by version desc`, orgID, pairID)
	if err != nil || len(all) == 0 {
		return all, err
	}
	type line struct {
		agreement string
		side      org.Role
		Signature
	}
	names, err := db.All(ctx, q, func(s db.Scan) (l line, err error) {
		var at db.Time
		err = s(&l.agreement, &l.side, &l.Name, &at)
		l.At = at.Time
		return l, err
	}, "select s.agreement_id, s.side, s.name, s.signed_at from signature s join agreement g on g.id = s.agreement_id where g.org_id=$1 and g.pair_id=$2", orgID, pairID)
	for _, n := range names {
		for _, g := range all {
			if g.ID == n.agreement {
				g.Signatures[n.side] = n.Signature
			}
		}
	}
	return all, err
}

func (p *Pairs) addVersion(ctx context.Context, tx *db.Tx, g Agreement) error {
	_, err := tx.Exec(ctx, `insert into agreement (id, org_id, pair_id, version, revision, clauses, weeks, changed_by, created_at, changed_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$9)`,
		g.ID, g.Org, g.Pair, g.Version, g.Revision, db.J(g.Clauses), g.Weeks, g.ChangedBy, db.At(g.Created))
	return err
}

func (p *Pairs) changeVersion(ctx context.Context, tx *db.Tx, g Agreement) error {
	_, err := tx.Exec(ctx, "update agreement set revision=$3, clauses=$4, weeks=$5, changed_by=$6, changed_at=$7 where org_id=$1 and id=$2 and signed_at=''",
		g.Org, g.ID, g.Revision, db.J(g.Clauses), g.Weeks, g.ChangedBy, db.At(g.Changed))
	return err
}

func (p *Pairs) putInForce(ctx context.Context, tx *db.Tx, g Agreement) error {
	_, err := tx.Exec(ctx, "update agreement set signed_at=$3 where org_id=$1 and id=$2", g.Org, g.ID, db.At(g.Signed))
	return err
}

func (p *Pairs) addSignature(ctx context.Context, tx *db.Tx, g Agreement, a org.Actor, name string) error {
	_, err := tx.Exec(ctx, "insert into signature (agreement_id, org_id, side, account_id, name, signed_at) values ($1,$2,$3,$4,$5,$6)",
		g.ID, g.Org, a.Side, a.Account, name, db.At(g.Signatures[a.Side].At))
	return err
}
