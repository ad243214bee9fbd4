package matching

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

func (m *Matches) saveRound(ctx context.Context, tx *db.Tx, a org.Actor, r Round, out fit.Outcome) error {
	s := out.Summary
	_, err := tx.Exec(ctx, `insert into match_round (id, org_id, programme_id, number, status, rules, result, proof, matched, cost, verified, created_by, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`, r.ID, r.Org, r.Programme, r.Number, r.Status, db.J(r.Rules),
		db.J(result{s, r.Took.Microseconds()}), db.J(out.Proof), s.Matched, s.Matched*fit.Full-s.Total, r.Verified, a.Account, db.At(r.Created))
	if err != nil {
		return err
	}
	if err := savePairs(ctx, tx, r, out.Pairs); err != nil {
		return err
	}
	fit.SortLeft(out.Left)
	return saveLeft(ctx, tx, r, out.Left)
}

func savePairs(ctx context.Context, tx *db.Tx, r Round, pairs []fit.Pair) error {
	rows := make([][]any, 0, len(pairs))
	for _, p := range pairs {
		rows = append(rows, []any{r.ID, r.Org, p.Mentor, p.Mentee, p.Score, p.Locked, db.J(p.Shares), db.J(p.Reasons)})
	}
	return tx.Bulk(ctx, "match_pair (round_id, org_id, mentor_seat_id, mentee_seat_id, score, locked, shares, reasons)", "", rows, nil)
}

// saveLeft writes them in the order they are shown.
func saveLeft(ctx context.Context, tx *db.Tx, r Round, left []fit.Left) error {
	rows := make([][]any, 0, len(left))
	for i, l := range left {
		rows = append(rows, []any{r.ID, r.Org, i, l.Seat, l.Role, l.Cause, db.J(l)})
	}
	return tx.Bulk(ctx, "match_left (round_id, org_id, place, seat_id, role, cause, detail)", "", rows, nil)
}

const selectRound = `select r.id, r.org_id, r.programme_id, r.number, r.status, r.rules, r.result, r.verified, coalesce(a.name,''), r.created_at, r.published_at, r.revision, r.asked_by, r.asked_at, r.approved_by, r.approved_at, r.review_note,
	r.touched_at<>'' or exists (select 1 from seat s where s.org_id=r.org_id and s.programme_id=r.programme_id and s.changed_at>coalesce(nullif(r.settled_at,''), r.created_at))
	or exists (select 1 from barrier b where b.org_id=r.org_id and b.programme_id=r.programme_id and b.created_at>coalesce(nullif(r.settled_at,''), r.created_at))
	from match_round r left join account a on a.id = r.created_by`

func scanRound(s db.Scan) (r Round, err error) {
	var rules db.JSON[fit.Rules]
	var res db.JSON[result]
	var created, published, asked, approved db.Time
	err = s(&r.ID, &r.Org, &r.Programme, &r.Number, &r.Status, &rules, &res, &r.Verified, &r.By, &created, &published, &r.Revision, &r.Review.AskedBy, &asked, &r.Review.ApprovedBy, &approved, &r.Review.Note, &r.Touched)
	r.Rules, r.Summary, r.Took = rules.V, res.V.Summary, time.Duration(res.V.Micros)*time.Microsecond
	r.Created, r.Published, r.Review.Asked, r.Review.Approved = created.Time, published.Time, asked.Time, approved.Time
	return r, err
}

// Rounds reads a programme's rounds, newest first: at most limit.
func (m *Matches) Rounds(ctx context.Context, a org.Actor, limit int) ([]Round, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	return db.All(ctx, m.DB, scanRound, selectRound+" where r.org_id=$1 and r.programme_id=$2 order by r.number desc limit $3", a.Org, a.Programme, limit)
}

// Round reads one round of the actor's programme.
func (m *Matches) Round(ctx context.Context, a org.Actor, roundID string) (Round, error) {
	if err := mayLead(a); err != nil {
		return Round{}, err
	}
	return m.round(ctx, m.DB, a, roundID)
}

func (m *Matches) round(ctx context.Context, q db.Q, a org.Actor, roundID string) (Round, error) {
	return db.Get(ctx, q, scanRound, selectRound+" where r.org_id=$1 and r.programme_id=$2 and r.id=$3", a.Org, a.Programme, roundID)
}
