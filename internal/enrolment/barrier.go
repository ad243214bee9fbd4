package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
)

// BarrierKind says why two people must not become a pair.
type BarrierKind string

// The kinds. A veto is never shown to the other side, and never as whose it was.
const (
	Veto     BarrierKind = "veto"     // one of them asked for it
	Conflict BarrierKind = "conflict" // a declared conflict of interest
)

// Barrier stands between two people of a programme.
type Barrier struct {
	MentorPerson, MenteePerson string
	Kind                       BarrierKind
}

// Barriers reads a programme's barriers.
func (e *Enrolments) Barriers(ctx context.Context, q db.Q, orgID, programmeID string) ([]Barrier, error) {
	return db.All(ctx, q, func(s db.Scan) (b Barrier, err error) {
		err = s(&b.MentorPerson, &b.MenteePerson, &b.Kind)
		return b, err
	}, "select mentor_person_id, mentee_person_id, kind from barrier where org_id=$1 and programme_id=$2", orgID, programmeID)
}

// AddBarrier puts a barrier up; a second time changes nothing.
func (e *Enrolments) AddBarrier(ctx context.Context, tx *db.Tx, orgID, programmeID string, b Barrier) error {
	_, err := tx.Exec(ctx, `insert into barrier (id, org_id, programme_id, mentor_person_id, mentee_person_id, kind, created_at) values ($1,$2,$3,$4,$5,$6,$7)
		on conflict (programme_id, mentor_person_id, mentee_person_id, kind) do nothing`,
		id.New(), orgID, programmeID, b.MentorPerson, b.MenteePerson, b.Kind, db.At(e.Clock.Now()))
	return err
}
