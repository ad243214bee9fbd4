package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

const selectSeat = `select s.id, s.org_id, s.programme_id, s.role, s.status, s.capacity, s.profile, s.trained_on, s.source, s.note, s.applied_at, s.decided_at, s.changed_at, s.paused_at,
	n.id, n.account_id, n.staff_no, n.name, n.email, n.phone, n.title, n.unit, n.place, n.leader_id, n.extra
	from seat s join person n on n.id = s.person_id`

func scanSeat(s db.Scan) (t Seat, err error) {
	var profile db.JSON[Profile]
	var extra db.JSON[map[string]string]
	var applied, decided, changed, paused db.Time
	p := &t.Person
	err = s(&t.ID, &t.Org, &t.Programme, &t.Role, &t.Status, &t.Capacity, &profile, &t.TrainedOn, &t.Source, &t.Note, &applied, &decided, &changed, &paused,
		&p.ID, &p.Account, &p.StaffNo, &p.Name, &p.Email, &p.Phone, &p.Title, &p.Unit, &p.Place, &p.Leader, &extra)
	t.Profile, p.Extra, t.Applied, t.Decided, t.Changed, t.Paused = profile.V, extra.V, applied.Time, decided.Time, changed.Time, paused.Time
	return t, err
}

// Seat reads one seat.
func (e *Enrolments) Seat(ctx context.Context, q db.Q, orgID, seatID string) (Seat, error) {
	return db.Get(ctx, q, scanSeat, selectSeat+" where s.org_id=$1 and s.id=$2", orgID, seatID)
}

// Seats reads a programme's seats, by name in Danish order; role "" and status "" mean any.
func (e *Enrolments) Seats(ctx context.Context, q db.Q, orgID, programmeID string, role org.Role, status Status) ([]Seat, error) {
	return db.All(ctx, q, scanSeat, selectSeat+` where s.org_id=$1 and s.programme_id=$2 and ($3='' or s.role=$3) and ($4='' or s.status=$4)
		order by n.name collate "da", s.role, s.id`, orgID, programmeID, role, status)
}

// lockSeat reads a seat that is about to be changed.
func (e *Enrolments) lockSeat(ctx context.Context, tx *db.Tx, orgID, seatID string) (Seat, error) {
	if _, err := db.One[string](ctx, tx, "select id from seat where org_id=$1 and id=$2"+tx.Lock(), orgID, seatID); err != nil {
		return Seat{}, err
	}
	return e.Seat(ctx, tx, orgID, seatID)
}

// SeatsOf reads every seat a person holds in the organisation.
func (e *Enrolments) SeatsOf(ctx context.Context, q db.Q, orgID, personID string) ([]Seat, error) {
	return db.All(ctx, q, scanSeat, selectSeat+" where s.org_id=$1 and s.person_id=$2 order by s.applied_at", orgID, personID)
}

// saveSeat adds (empty ID) or changes a seat.
func (e *Enrolments) saveSeat(ctx context.Context, tx *db.Tx, t *Seat) error {
	t.Changed = e.Clock.Now()
	if t.Capacity < 1 {
		t.Capacity = 1
	}
	if t.ID == "" {
		t.ID = id.New()
		if t.Applied.IsZero() {
			t.Applied = t.Changed
		}
		_, err := tx.Exec(ctx, `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, trained_on, source, note, applied_at, decided_at, changed_at)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`, t.ID, t.Org, t.Programme, t.Person.ID, t.Role, t.Status, t.Capacity, db.J(t.Profile),
			t.TrainedOn, t.Source, t.Note, db.At(t.Applied), db.At(t.Decided), db.At(t.Changed))
		return err
	}
	_, err := tx.Exec(ctx, `update seat set status=$3, capacity=$4, profile=$5, trained_on=$6, note=$7, applied_at=$8, decided_at=$9, changed_at=$10, paused_at=$11 where org_id=$1 and id=$2`,
		t.Org, t.ID, t.Status, t.Capacity, db.J(t.Profile), t.TrainedOn, t.Note, db.At(t.Applied), db.At(t.Decided), db.At(t.Changed), db.At(t.Paused))
	return err
}
