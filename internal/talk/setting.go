package talk

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Setting is how a programme uses one-off conversations.
type Setting struct {
	Offered bool
	Ahead   int // how many a mentee may have booked and not yet held
}

// MaxAhead is the most that Ahead may be.
const MaxAhead = 20

// DefaultSetting is a fresh programme's.
func DefaultSetting() Setting { return Setting{Ahead: 2} }

// Setting reads a programme's; DefaultSetting where nobody has chosen.
func (t *Talks) Setting(ctx context.Context, q db.Q, orgID, programmeID string) (Setting, error) {
	s, err := db.Get(ctx, q, func(s db.Scan) (x Setting, err error) {
		err = s(&x.Offered, &x.Ahead)
		return x, err
	}, "select offered, ahead from talk_setting where org_id=$1 and programme_id=$2", orgID, programmeID)
	if fault.Is(err, fault.NotFound) {
		return DefaultSetting(), nil
	}
	return s, err
}

// SaveSetting changes it. What is booked stays booked, also when talks are no longer offered.
func (t *Talks) SaveSetting(ctx context.Context, a org.Actor, s Setting) error {
	if err := mayLead(a); err != nil {
		return err
	}
	if s.Ahead < 1 || s.Ahead > MaxAhead {
		return fault.Field("ahead", "fault.bad_number", "field", i18n.Key("talk.ahead"), "min", 1, "max", MaxAhead)
	}
	return t.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := t.Programmes.Get(ctx, tx, a.Org, a.Programme); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into talk_setting (programme_id, org_id, offered, ahead, changed_at) values ($1,$2,$3,$4,$5)
			on conflict (programme_id) do update set offered=excluded.offered, ahead=excluded.ahead, changed_at=excluded.changed_at`,
			a.Programme, a.Org, s.Offered, s.Ahead, db.At(t.Clock.Now()))
		if err != nil {
			return err
		}
		return t.log(ctx, tx, a, "talk_setting", a.Programme)
	})
}

// offered reads a programme that takes new times and bookings, and its setting.
func (t *Talks) offered(ctx context.Context, q db.Q, a org.Actor) (programme.Programme, Setting, error) {
	pr, err := t.Programmes.Get(ctx, q, a.Org, a.Programme)
	if err != nil {
		return pr, Setting{}, err
	}
	s, err := t.Setting(ctx, q, a.Org, a.Programme)
	if err == nil && (!s.Offered || pr.Status != programme.Open && pr.Status != programme.Running) {
		err = fault.New(fault.Conflict, "talk.not_offered")
	}
	return pr, s, err
}
