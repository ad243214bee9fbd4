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
	// Assessment is between two of whom one assesses the other: marks, exams, pay talks.
	Assessment BarrierKind = "assessment"
)

// BarrierKinds in the order in which they are asked about.
var BarrierKinds = []BarrierKind{Veto, Conflict, Assessment}

// Barrier stands between two people of a programme. By is the person who asked for it, who may take it back; "" for a coordinator.
type Barrier struct {
	MentorPerson, MenteePerson string
	Kind                       BarrierKind
	By                         string
	Quiet                      bool // only By may read it
}

// Other is the person on the far side from personID.
func (b Barrier) Other(personID string) string {
	if b.MentorPerson == personID {
		return b.MenteePerson
	}
	return b.MentorPerson
}

// Barriers reads a programme's barriers. The same two may be divided by several, each asked for by someone else.
func (e *Enrolments) Barriers(ctx context.Context, q db.Q, orgID, programmeID string) ([]Barrier, error) {
	return db.All(ctx, q, scanBarrier, selectBarrier+" where org_id=$1 and programme_id=$2", orgID, programmeID)
}

const selectBarrier = "select mentor_person_id, mentee_person_id, kind, asked_by, quiet from barrier"

func scanBarrier(s db.Scan) (b Barrier, err error) {
	err = s(&b.MentorPerson, &b.MenteePerson, &b.Kind, &b.By, &b.Quiet)
	return b, err
}

// AddBarrier puts a barrier up; a second time changes nothing, but one that is asked for openly as well is no longer quiet.
func (e *Enrolments) AddBarrier(ctx context.Context, tx *db.Tx, orgID, programmeID string, b Barrier) error {
	_, err := tx.Exec(ctx, `insert into barrier (id, org_id, programme_id, mentor_person_id, mentee_person_id, kind, asked_by, quiet, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (programme_id, mentor_person_id, mentee_person_id, kind, asked_by)
		do update set quiet=false where barrier.quiet and not excluded.quiet`,
		id.New(), orgID, programmeID, b.MentorPerson, b.MenteePerson, b.Kind, b.By, b.Quiet, db.At(e.Clock.Now()))
	return err
}

// takeBarrier takes one down that was asked for openly.
func (e *Enrolments) takeBarrier(ctx context.Context, tx *db.Tx, orgID, programmeID string, b Barrier) error {
	_, err := tx.Exec(ctx, `delete from barrier where org_id=$1 and programme_id=$2 and mentor_person_id=$3 and mentee_person_id=$4 and kind=$5 and asked_by=$6 and not quiet`,
		orgID, programmeID, b.MentorPerson, b.MenteePerson, b.Kind, b.By)
	return err
}

// asked reads what the holder of a seat has openly asked for in its role.
func (e *Enrolments) asked(ctx context.Context, q db.Q, t Seat) ([]Barrier, error) {
	return db.All(ctx, q, scanBarrier, selectBarrier+` where org_id=$1 and programme_id=$2 and asked_by=$3 and not quiet
		and (($4='mentor' and mentor_person_id=$3) or ($4='mentee' and mentee_person_id=$3))`, t.Org, t.Programme, t.Person.ID, t.Role)
}

// between is the barrier that the holder of seat t puts up against a person.
func (t Seat) between(kind BarrierKind, personID string) Barrier {
	b := Barrier{Kind: kind, By: t.Person.ID, MentorPerson: t.Person.ID, MenteePerson: personID}
	if t.Role != "mentor" {
		b.MentorPerson, b.MenteePerson = personID, t.Person.ID
	}
	return b
}
