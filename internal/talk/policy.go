package talk

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// mayLead lets in who runs the programme that the actor stands in.
func mayLead(a org.Actor) error {
	switch {
	case a.Org == "" || a.Programme == "":
		return fault.Missing()
	case !a.Has(org.Coordinator, org.Admin):
		return fault.Denied()
	}
	return nil
}

// mine reads the actor's own seat of one side in their programme.
func (t *Talks) mine(ctx context.Context, q db.Q, a org.Actor, side org.Role) (enrolment.Seat, error) {
	switch {
	case a.Org == "" || a.Programme == "" || a.Seat == "":
		return enrolment.Seat{}, fault.Missing()
	case a.Side != side || !a.Has(side):
		return enrolment.Seat{}, fault.Denied()
	}
	s, err := t.Enrolments.Seat(ctx, q, a.Org, a.Seat)
	if err == nil && (s.Programme != a.Programme || s.Role != side) {
		err = fault.Missing()
	}
	return s, err
}

// lockMine is mine for something new: the seat must be accepted, and nothing else happens to it until the transaction ends.
func (t *Talks) lockMine(ctx context.Context, tx *db.Tx, a org.Actor, side org.Role) (enrolment.Seat, error) {
	if _, err := db.One[string](ctx, tx, "select id from seat where org_id=$1 and id=$2"+tx.Lock(), a.Org, a.Seat); err != nil {
		return enrolment.Seat{}, err
	}
	s, err := t.mine(ctx, tx, a, side)
	if err == nil && s.Status != enrolment.Accepted {
		err = fault.New(fault.Conflict, "talk.not_accepted")
	}
	return s, err
}

// holds tells whether the actor is the one of the two that they say they are.
func (t Talk) holds(a org.Actor) bool {
	return (a.Side == org.Mentor || a.Side == org.Mentee) && a.Seat == t.Party(a.Side).Seat && a.Has(a.Side) && a.Programme == t.Programme
}

func (t *Talks) log(ctx context.Context, tx *db.Tx, a org.Actor, act, object string) error {
	return audit.Log(ctx, tx, t.Clock, audit.Entry{Org: a.Org, Programme: a.Programme, Account: a.Account, Act: act, Object: object})
}
