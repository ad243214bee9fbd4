package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

// Veto keeps the holder of a seat apart from a person, as they asked for when somebody was suggested to them. It is quiet: the rules
// hold it like any other barrier, and only the holder can read it or take it back. So nobody learns of it, and a holder who was shown
// somebody without a name does not learn the name from their own list.
func (e *Enrolments) Veto(ctx context.Context, tx *db.Tx, t Seat, personID string) error {
	b := t.between(Veto, personID)
	b.Quiet = true
	return e.AddBarrier(ctx, tx, t.Org, t.Programme, b)
}

// Unveto takes a quiet veto back; one that was asked for openly stays.
func (e *Enrolments) Unveto(ctx context.Context, tx *db.Tx, t Seat, personID string) error {
	b := t.between(Veto, personID)
	_, err := tx.Exec(ctx, `delete from barrier where org_id=$1 and programme_id=$2 and mentor_person_id=$3 and mentee_person_id=$4 and kind=$5 and asked_by=$6 and quiet`,
		t.Org, t.Programme, b.MentorPerson, b.MenteePerson, b.Kind, b.By)
	return err
}

// Vetoed reads whom the holder of a seat quietly asked not to meet in its role, by person.
func (e *Enrolments) Vetoed(ctx context.Context, q db.Q, t Seat) (map[string]bool, error) {
	all, err := db.All(ctx, q, scanBarrier, selectBarrier+` where org_id=$1 and programme_id=$2 and asked_by=$3 and kind=$4 and quiet
		and (($5='mentor' and mentor_person_id=$3) or ($5='mentee' and mentee_person_id=$3))`, t.Org, t.Programme, t.Person.ID, Veto, t.Role)
	out := map[string]bool{}
	for _, b := range all {
		out[b.Other(t.Person.ID)] = true
	}
	return out, err
}

// SetWishes keeps whom the holder of a seat would like as a partner: person ids, most wished first.
func (e *Enrolments) SetWishes(ctx context.Context, tx *db.Tx, orgID, seatID string, wishes []string) error {
	t, err := e.lockSeat(ctx, tx, orgID, seatID)
	if err != nil {
		return err
	}
	t.Profile.Wishes = wishes
	return e.saveSeat(ctx, tx, &t)
}
