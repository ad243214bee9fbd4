package programme

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

func scanCommitment(s db.Scan) (c Commitment, err error) {
	var signed, created db.Time
	err = s(&c.ID, &c.Org, &c.Programme, &c.Account, &c.Name, &c.Email, &c.MentorMinutes, &c.MenteeMinutes, &c.Budget, &c.Message, &signed, &c.SignedName, &created)
	c.Signed, c.Created = signed.Time, created.Time
	return c, err
}

// Commitment reads the promise that counts now; its zero value when nobody is named.
func (ps *Programmes) Commitment(ctx context.Context, q db.Q, orgID, programmeID string) (Commitment, error) {
	all, err := db.All(ctx, q, scanCommitment, `select id, org_id, programme_id, account_id, name, email, mentor_minutes, mentee_minutes, budget, message, signed_at, signed_name, created_at
		from sponsor_commitment where org_id=$1 and programme_id=$2 order by id desc limit 1`, orgID, programmeID)
	if err != nil || len(all) == 0 {
		return Commitment{}, err
	}
	return all[0], nil
}

func (ps *Programmes) insertCommitment(ctx context.Context, tx *db.Tx, c Commitment) error {
	_, err := tx.Exec(ctx, `insert into sponsor_commitment (id, org_id, programme_id, account_id, name, email, mentor_minutes, mentee_minutes, budget, message, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`, c.ID, c.Org, c.Programme, c.Account, c.Name, c.Email, c.MentorMinutes, c.MenteeMinutes, c.Budget, c.Message, db.At(c.Created))
	return err
}

func (ps *Programmes) updateCommitment(ctx context.Context, tx *db.Tx, c Commitment) error {
	_, err := tx.Exec(ctx, `update sponsor_commitment set name=$3, mentor_minutes=$4, mentee_minutes=$5, budget=$6, message=$7, signed_at=$8, signed_name=$9
		where org_id=$1 and id=$2`, c.Org, c.ID, c.Name, c.MentorMinutes, c.MenteeMinutes, c.Budget, c.Message, db.At(c.Signed), c.SignedName)
	return err
}
