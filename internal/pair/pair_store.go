package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
)

const selectPair = `select x.id, x.org_id, x.programme_id, x.proposal_id, x.phase, x.started_on, x.ends_on, x.paused_on, x.paused_until, x.phase_since, x.created_at,
	rs.id, rs.status, rp.id, rp.account_id, rp.name, rp.email, rp.phone, rp.title, rp.unit, rp.place,
	es.id, es.status, ep.id, ep.account_id, ep.name, ep.email, ep.phone, ep.title, ep.unit, ep.place
	from pair x
	join seat rs on rs.id = x.mentor_seat_id join person rp on rp.id = rs.person_id
	join seat es on es.id = x.mentee_seat_id join person ep on ep.id = es.person_id`

func pairDest(x *Pair, since, created *db.Time) []any {
	r, e := &x.Mentor, &x.Mentee
	return []any{
		&x.ID, &x.Org, &x.Programme, &x.Proposal, &x.Phase, &x.StartedOn, &x.EndsOn, &x.PausedOn, &x.PausedUntil, since, created,
		&r.ID, &r.Status, &r.Person.ID, &r.Person.Account, &r.Person.Name, &r.Person.Email, &r.Person.Phone, &r.Person.Title, &r.Person.Unit, &r.Person.Place,
		&e.ID, &e.Status, &e.Person.ID, &e.Person.Account, &e.Person.Name, &e.Person.Email, &e.Person.Phone, &e.Person.Title, &e.Person.Unit, &e.Person.Place,
	}
}

func scanPair(s db.Scan) (x Pair, err error) {
	var since, created db.Time
	err = s(pairDest(&x, &since, &created)...)
	x.PhaseSince, x.Created = since.Time, created.Time
	x.Mentor.Role, x.Mentee.Role = org.Mentor, org.Mentee
	x.Mentor.Org, x.Mentee.Org, x.Mentor.Programme, x.Mentee.Programme = x.Org, x.Org, x.Programme, x.Programme
	return x, err
}

func (p *Pairs) savePhase(ctx context.Context, tx *db.Tx, x Pair) error {
	_, err := tx.Exec(ctx, "update pair set phase=$3, phase_since=$4 where org_id=$1 and id=$2", x.Org, x.ID, x.Phase, db.At(x.PhaseSince))
	return err
}

func (p *Pairs) savePause(ctx context.Context, tx *db.Tx, x Pair) error {
	_, err := tx.Exec(ctx, "update pair set paused_on=$3, paused_until=$4 where org_id=$1 and id=$2", x.Org, x.ID, x.PausedOn, x.PausedUntil)
	return err
}
