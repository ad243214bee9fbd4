package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

func (m *Matches) marks(ctx context.Context, q db.Q, orgID, programmeID string) ([]fit.Mark, error) {
	return db.All(ctx, q, func(s db.Scan) (mk fit.Mark, err error) {
		var over string
		err = s(&mk.Mentor, &mk.Mentee, &mk.Kind, &over, &mk.Reason)
		mk.Over = rulesOf(over)
		return mk, err
	}, "select mentor_seat_id, mentee_seat_id, mark, rule, reason from match_mark where org_id=$1 and programme_id=$2 order by created_at, mentee_seat_id, mentor_seat_id", orgID, programmeID)
}

// saveSteps writes what steps change: marks, and places.
func (m *Matches) saveSteps(ctx context.Context, tx *db.Tx, a org.Actor, steps []step) error {
	for _, s := range steps {
		if k := s.Was; k != nil {
			_, err := tx.Exec(ctx, "delete from match_mark where org_id=$1 and programme_id=$2 and mentor_seat_id=$3 and mentee_seat_id=$4", a.Org, a.Programme, k.Mentor, k.Mentee)
			if err != nil {
				return err
			}
		}
		if k := s.Now; k != nil {
			if err := m.putMark(ctx, tx, a, *k); err != nil {
				return err
			}
		}
		if s.Seat != "" {
			if err := m.Enrolments.SetCapacity(ctx, tx, a, s.Seat, s.To); err != nil {
				return err
			}
		}
		if err := m.logStep(ctx, tx, a, s); err != nil {
			return err
		}
	}
	return nil
}

func (m *Matches) putMark(ctx context.Context, tx *db.Tx, a org.Actor, k fit.Mark) error {
	_, err := tx.Exec(ctx, `insert into match_mark (programme_id, org_id, mentor_seat_id, mentee_seat_id, mark, rule, reason, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
		on conflict (programme_id, mentor_seat_id, mentee_seat_id) do update set mark=excluded.mark, rule=excluded.rule, reason=excluded.reason, created_at=excluded.created_at`,
		a.Programme, a.Org, k.Mentor, k.Mentee, k.Kind, ruleText(k.Over), k.Reason, db.At(m.Clock.Now()))
	return err
}

// logStep tells who did it and which rules a lock set aside, and not why: a reason may tell of people.
func (m *Matches) logStep(ctx context.Context, tx *db.Tx, a org.Actor, s step) error {
	switch {
	case s.Now != nil && len(s.Now.Over) > 0:
		return m.log(ctx, tx, a, "match_override", s.Now.Mentee, map[string]string{"mentor": s.Now.Mentor, "rule": ruleText(s.Now.Over)})
	case s.Now != nil:
		return m.log(ctx, tx, a, "match_"+string(s.Now.Kind), s.Now.Mentee, map[string]string{"mentor": s.Now.Mentor})
	case s.Was != nil:
		return m.log(ctx, tx, a, "match_"+string(Release), s.Was.Mentee, map[string]string{"mentor": s.Was.Mentor})
	}
	return nil // enrolment has logged the places
}
