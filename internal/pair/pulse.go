package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPulse is the one minute after a meeting.
const FormPulse = "pulse"

// PulseItems are its four questions, each from 1 to 5.
var PulseItems = []string{"worth", "free", "matter", "challenged"}

func init() { visibility.Register(FormPulse, visibility.Statistics, PulseItems...) }

// DontKnow is the answer to a question that someone cannot or will not answer.
const DontKnow = 0

// Pulse is one side's answers after one meeting: 1 (not at all) to 5 (to a high degree), or DontKnow.
type Pulse struct {
	Side       org.Role
	Worth      int // the meeting was worth my time
	Free       int // I could speak freely
	Matter     int // we worked on what matters to me
	Challenged int // I was suitably challenged
}

// AnswerPulse keeps a side's answers after a meeting that took place. A new answer takes the place of the old one, which nobody can
// look at again: answers are only ever counted.
func (p *Pairs) AnswerPulse(ctx context.Context, a org.Actor, pairID, meetingID string, u Pulse) error {
	var wrong fault.Fields
	for i, v := range []int{u.Worth, u.Free, u.Matter, u.Challenged} {
		if v < DontKnow || v > 5 {
			wrong.Add(PulseItems[i], "fault.bad_choice", "field", i18n.Key("pair.pulse_"+PulseItems[i]))
		}
	}
	if err := wrong.Or(); err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := p.lockMine(ctx, tx, a, pairID); err != nil { // a closed pair may still answer: its last meeting counts too
			return err
		}
		m, err := p.meeting(ctx, tx, a.Org, pairID, meetingID)
		if err != nil {
			return err
		}
		if m.Status != Held {
			return fault.New(fault.Conflict, "pair.meeting_not_held")
		}
		_, err = tx.Exec(ctx, `insert into pulse (meeting_id, org_id, side, worth, free, matter, challenged, answered_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
			on conflict (meeting_id, side) do update set worth=excluded.worth, free=excluded.free, matter=excluded.matter, challenged=excluded.challenged, answered_at=excluded.answered_at`,
			m.ID, a.Org, a.Side, u.Worth, u.Free, u.Matter, u.Challenged, db.At(p.Clock.Now()))
		return err
	})
}

// Answered tells which held meetings of a pair the actor's side has answered the pulse of. What the other side has done is not told.
func (p *Pairs) Answered(ctx context.Context, q db.Q, a org.Actor, pairID string) (map[string]bool, error) {
	if _, err := p.mine(ctx, q, a, pairID); err != nil {
		return nil, err
	}
	ids, err := db.Column[string](ctx, q, "select u.meeting_id from pulse u join meeting m on m.id = u.meeting_id where m.org_id=$1 and m.pair_id=$2 and u.side=$3", a.Org, pairID, a.Side)
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// Pulses reads every pulse of a programme for its figures, without pair, meeting or time. Whoever shows them must hide what is about
// fewer than five people.
func (p *Pairs) Pulses(ctx context.Context, q db.Q, orgID, programmeID string) ([]Pulse, error) {
	return db.All(ctx, q, func(s db.Scan) (u Pulse, err error) {
		err = s(&u.Side, &u.Worth, &u.Free, &u.Matter, &u.Challenged)
		return u, err
	}, `select u.side, u.worth, u.free, u.matter, u.challenged from pulse u join meeting m on m.id = u.meeting_id join pair x on x.id = m.pair_id
		where x.org_id=$1 and x.programme_id=$2 order by u.side, u.worth, u.free, u.matter, u.challenged`, orgID, programmeID)
}
