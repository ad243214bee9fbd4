package matching

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

const selectSolving = "select id, org_id, programme_id, status, pairs, phase, share, tries, failed, round_id, asked_by, asked_at, began_at, beat_at from match_solving"

func scanSolving(s db.Scan) (v Solving, err error) {
	var share int
	var asked, began, beat db.Time
	err = s(&v.ID, &v.Org, &v.Programme, &v.Status, &v.Pairs, &v.Phase, &share, &v.Tries, &v.Failed, &v.Round, &v.By, &asked, &began, &beat)
	v.Share, v.Asked, v.Began, v.Beat = float64(share)/1000, asked.Time, began.Time, beat.Time
	return v, err
}

// solving reads the latest of the actor's programme.
func (m *Matches) solving(ctx context.Context, q db.Q, a org.Actor) (Solving, error) {
	return orNone(db.Get(ctx, q, scanSolving, selectSolving+" where org_id=$1 and programme_id=$2 order by asked_at desc, id desc limit 1", a.Org, a.Programme))
}

func solvingByID(ctx context.Context, q db.Q, orgID, solvingID string) (Solving, error) {
	return orNone(db.Get(ctx, q, scanSolving, selectSolving+" where org_id=$1 and id=$2", orgID, solvingID))
}

func orNone(s Solving, err error) (Solving, error) {
	if fault.Is(err, fault.NotFound) {
		return Solving{}, nil
	}
	return s, err
}

func addSolving(ctx context.Context, tx *db.Tx, s Solving) error {
	_, err := tx.Exec(ctx, "insert into match_solving (id, org_id, programme_id, status, pairs, asked_by, asked_at, beat_at) values ($1,$2,$3,$4,$5,$6,$7,$8)",
		s.ID, s.Org, s.Programme, s.Status, s.Pairs, s.By, db.At(s.Asked), db.At(s.Beat))
	return err
}

// beginSolving notes that the work is taken up; ok is false where nobody wants it any more.
func beginSolving(ctx context.Context, tx *db.Tx, s Solving, now time.Time) (ok bool, err error) {
	n, err := tx.Exec(ctx, `update match_solving set status=$3, tries=tries+1, phase='', share=0, began_at=$4, beat_at=$4
		where org_id=$1 and id=$2 and status in ('waiting','running')`, s.Org, s.ID, SolvingRuns, db.At(now))
	return n == 1, err
}

// beatSolving notes how far the work is; ok is false where it was broken off.
func beatSolving(ctx context.Context, tx *db.Tx, s Solving, phase fit.Phase, share float64, now time.Time) (ok bool, err error) {
	n, err := tx.Exec(ctx, "update match_solving set phase=$3, share=$4, beat_at=$5 where org_id=$1 and id=$2 and status='running'",
		s.Org, s.ID, phase, int(share*1000), db.At(now))
	return n == 1, err
}

// endSolving closes the work if it is still open; what has ended stays as it ended.
func endSolving(ctx context.Context, tx *db.Tx, s Solving, status SolvingStatus, failed, round string, now time.Time) error {
	n, err := tx.Exec(ctx, `update match_solving set status=$3, failed=$4, round_id=$5, share=case when $3='done' then 1000 else share end, ended_at=$6
		where org_id=$1 and id=$2 and status in ('waiting','running')`, s.Org, s.ID, status, failed, round, db.At(now))
	if err == nil && n == 0 && status == SolvingDone {
		return context.Canceled // broken off while the pairs were written down: they are not kept
	}
	return err
}
