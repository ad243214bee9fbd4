package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/fit"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormMark is the form behind the buttons of a pair on the board.
const FormMark = "match_mark"

func init() {
	visibility.Register(FormMark, visibility.Coordinator, "mentor", "mentee", "mark", "back")
}

// Release takes a mark away.
const Release fit.MarkKind = "release"

// Mark locks two seats together, forbids them, or releases them. A lock that cannot hold is refused here, with the rule or the other
// lock that stands against it; a mark moves nobody before the next round.
func (m *Matches) Mark(ctx context.Context, a org.Actor, mentorSeat, menteeSeat string, kind fit.MarkKind) error {
	if err := mayLead(a); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.holdTwo(ctx, tx, a, mentorSeat, menteeSeat); err != nil {
			return err
		}
		switch kind {
		case Release:
			n, err := tx.Exec(ctx, "delete from match_mark where org_id=$1 and programme_id=$2 and mentor_seat_id=$3 and mentee_seat_id=$4", a.Org, a.Programme, mentorSeat, menteeSeat)
			if err != nil || n == 0 {
				return err
			}
		case fit.Lock, fit.Forbid:
			if err := m.saveMark(ctx, tx, a, fit.Mark{Mentor: mentorSeat, Mentee: menteeSeat, Kind: kind}); err != nil {
				return err
			}
			if err := m.canLock(ctx, tx, a, mentorSeat, menteeSeat, kind); err != nil {
				return err
			}
		default:
			return fault.Field("mark", "fault.bad_choice", "field", i18n.Key("matching.mark"))
		}
		if err := m.touch(ctx, tx, a); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_"+string(kind), menteeSeat, map[string]string{"mentor": mentorSeat})
	})
}

// holdTwo locks the programme and sees that both seats are in it.
func (m *Matches) holdTwo(ctx context.Context, tx *db.Tx, a org.Actor, mentorSeat, menteeSeat string) error {
	if err := m.hold(ctx, tx, a); err != nil {
		return err
	}
	if err := m.seatOf(ctx, tx, a, mentorSeat, org.Mentor); err != nil {
		return err
	}
	return m.seatOf(ctx, tx, a, menteeSeat, org.Mentee)
}

func (m *Matches) saveMark(ctx context.Context, tx *db.Tx, a org.Actor, mk fit.Mark) error {
	_, err := tx.Exec(ctx, `insert into match_mark (programme_id, org_id, mentor_seat_id, mentee_seat_id, mark, rule, reason, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
		on conflict (programme_id, mentor_seat_id, mentee_seat_id) do update set mark=excluded.mark, rule=excluded.rule, reason=excluded.reason, created_at=excluded.created_at`,
		a.Programme, a.Org, mk.Mentor, mk.Mentee, mk.Kind, ruleText(mk.Over), mk.Reason, db.At(m.Clock.Now()))
	return err
}

func (m *Matches) seatOf(ctx context.Context, q db.Q, a org.Actor, seatID string, role org.Role) error {
	s, err := m.Enrolments.Seat(ctx, q, a.Org, seatID)
	if err != nil {
		return err
	}
	if s.Programme != a.Programme || s.Role != role || s.Status != enrolment.Accepted {
		return fault.Missing()
	}
	return nil
}

// canLock tries all marks together as the next round will.
func (m *Matches) canLock(ctx context.Context, tx *db.Tx, a org.Actor, mentorSeat, menteeSeat string, kind fit.MarkKind) error {
	if kind != fit.Lock {
		return nil
	}
	pool, err := m.pool(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	rules, err := m.Rules(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	marks, err := m.marks(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	for _, s := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
		for _, t := range s {
			if (t.ID == mentorSeat || t.ID == menteeSeat) && pool.Free(t) == 0 {
				return fault.New(fault.Conflict, "matching.lock_taken", "name", t.Person.Name)
			}
		}
	}
	return fit.CheckMarks(pool, rules, marks)
}

func (m *Matches) marks(ctx context.Context, q db.Q, orgID, programmeID string) ([]fit.Mark, error) {
	return db.All(ctx, q, func(s db.Scan) (mk fit.Mark, err error) {
		var over string
		err = s(&mk.Mentor, &mk.Mentee, &mk.Kind, &over, &mk.Reason)
		mk.Over = rulesOf(over)
		return mk, err
	}, "select mentor_seat_id, mentee_seat_id, mark, rule, reason from match_mark where org_id=$1 and programme_id=$2 order by created_at, mentee_seat_id, mentor_seat_id", orgID, programmeID)
}
