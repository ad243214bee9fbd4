package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Places reads a programme's seats with no more of their people than the ID, in no order, for work that looks at all of them.
func (e *Enrolments) Places(ctx context.Context, q db.Q, orgID, programmeID string) ([]Seat, error) {
	return db.All(ctx, q, func(s db.Scan) (t Seat, err error) {
		var profile db.JSON[Profile]
		var applied, decided, changed db.Time
		err = s(&t.ID, &t.Org, &t.Programme, &t.Person.ID, &t.Role, &t.Status, &t.Capacity, &profile, &t.TrainedOn, &t.Source, &t.Note, &applied, &decided, &changed)
		t.Profile, t.Applied, t.Decided, t.Changed = profile.V, applied.Time, decided.Time, changed.Time
		return t, err
	}, `select id, org_id, programme_id, person_id, role, status, capacity, profile, trained_on, source, note, applied_at, decided_at, changed_at
		from seat where org_id=$1 and programme_id=$2`, orgID, programmeID)
}

// Taking reads who holds a seat anywhere in the organisation.
func (e *Enrolments) Taking(ctx context.Context, q db.Q, orgID string) (map[string]bool, error) {
	all, err := db.Column[string](ctx, q, "select distinct person_id from seat where org_id=$1", orgID)
	out := make(map[string]bool, len(all))
	for _, p := range all {
		out[p] = true
	}
	return out, err
}

// SavePlaces adds or changes many seats of a programme, whose IDs are set. New ones that are accepted put their hat on the account
// of a person who has one already; nobody gets a mail. done, which may be nil, is told how many are saved.
func (e *Enrolments) SavePlaces(ctx context.Context, tx *db.Tx, orgID, programmeID string, seats []Seat, accounts map[string]string, done func(n int)) error {
	now := e.Clock.Now()
	rows := make([][]any, len(seats))
	for i, t := range seats {
		if t.Applied.IsZero() {
			t.Applied = now
		}
		if t.Status == Accepted && t.Decided.IsZero() {
			t.Decided = now
		}
		rows[i] = []any{t.ID, orgID, programmeID, t.Person.ID, t.Role, t.Status, max(t.Capacity, 1), db.J(t.Profile), t.TrainedOn, t.Source, t.Note, db.At(t.Applied), db.At(t.Decided), db.At(now)}
	}
	err := tx.Bulk(ctx, "seat (id, org_id, programme_id, person_id, role, status, capacity, profile, trained_on, source, note, applied_at, decided_at, changed_at)",
		`on conflict (id) do update set capacity=excluded.capacity, profile=excluded.profile, trained_on=excluded.trained_on, note=excluded.note, changed_at=excluded.changed_at
		where seat.org_id=excluded.org_id and seat.programme_id=excluded.programme_id`, rows, done)
	if err != nil {
		return err
	}
	for _, t := range seats {
		if account := accounts[t.Person.ID]; account != "" && t.Status == Accepted && (t.Role == org.Mentor || t.Role == org.Mentee) {
			if err := e.Orgs.Give(ctx, tx, orgID, programmeID, account, t.Role); err != nil {
				return err
			}
		}
	}
	return nil
}

// AddBarriers puts up many barriers that were openly asked for; those that stand already stay, and are no longer quiet.
func (e *Enrolments) AddBarriers(ctx context.Context, tx *db.Tx, orgID, programmeID string, barriers []Barrier) error {
	now := db.At(e.Clock.Now())
	rows := make([][]any, len(barriers))
	for i, b := range barriers {
		rows[i] = []any{id.New(), orgID, programmeID, b.MentorPerson, b.MenteePerson, b.Kind, b.By, now}
	}
	return tx.Bulk(ctx, "barrier (id, org_id, programme_id, mentor_person_id, mentee_person_id, kind, asked_by, created_at)",
		"on conflict (programme_id, mentor_person_id, mentee_person_id, kind, asked_by) do update set quiet=false where barrier.quiet", rows, nil)
}
