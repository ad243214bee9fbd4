package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
)

const selectMeeting = `select id, org_id, pair_id, uid, sequence, status, organiser, proposed_by, starts_at, minutes, place, video_url, held_at, created_at, changed_at from meeting`

func scanMeeting(s db.Scan) (m Meeting, err error) {
	var start, held, created, changed db.Time
	err = s(&m.ID, &m.Org, &m.Pair, &m.UID, &m.Sequence, &m.Status, &m.Organiser, &m.ProposedBy, &start, &m.Minutes, &m.Place, &m.Video, &held, &created, &changed)
	m.Start, m.HeldAt, m.Created, m.Modified = start.Time, held.Time, created.Time, changed.Time
	return m, err
}

func (p *Pairs) meeting(ctx context.Context, q db.Q, orgID, pairID, meetingID string) (Meeting, error) {
	if !id.Valid(meetingID) {
		return Meeting{}, fault.Missing()
	}
	return db.Get(ctx, q, scanMeeting, selectMeeting+" where org_id=$1 and pair_id=$2 and id=$3", orgID, pairID, meetingID)
}

func (p *Pairs) addMeeting(ctx context.Context, tx *db.Tx, m *Meeting) error {
	m.Created = p.Clock.Now()
	m.Modified = m.Created
	_, err := tx.Exec(ctx, `insert into meeting (id, org_id, pair_id, uid, sequence, status, organiser, proposed_by, starts_at, minutes, place, video_url, held_at, created_at, changed_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$14)`, m.ID, m.Org, m.Pair, m.UID, m.Sequence, m.Status, m.Organiser, m.ProposedBy,
		db.At(m.Start), m.Minutes, m.Place, m.Video, db.At(m.HeldAt), db.At(m.Created))
	return err
}

func (p *Pairs) saveMeeting(ctx context.Context, tx *db.Tx, m *Meeting) error {
	m.Modified = p.Clock.Now()
	_, err := tx.Exec(ctx, `update meeting set sequence=$3, status=$4, proposed_by=$5, starts_at=$6, minutes=$7, place=$8, video_url=$9, held_at=$10, changed_at=$11 where org_id=$1 and id=$2`,
		m.Org, m.ID, m.Sequence, m.Status, m.ProposedBy, db.At(m.Start), m.Minutes, m.Place, m.Video, db.At(m.HeldAt), db.At(m.Modified))
	return err
}
