package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormWay is the form of how a programme goes about its matching.
const FormWay = "match_way"

func init() {
	visibility.Register(FormWay, visibility.Coordinator, "first", "answer_days", "anonymous", "four_eyes", "hide_names")
}

// Turn says who of the two sees a proposal first.
type Turn string

// The turns.
const (
	Together    Turn = "together"
	MenteeFirst Turn = "mentee"
	MentorFirst Turn = "mentor"
)

// Turns in the order in which they are offered.
var Turns = []Turn{Together, MenteeFirst, MentorFirst}

// MaxAnswerDays is the longest time that somebody may be given to answer.
const MaxAnswerDays = 60

// Way is how a programme goes about its matching. What pairs are good is the rules'; this is who decides, and in which order.
type Way struct {
	FourEyes  bool `json:"four_eyes,omitempty"`  // a second coordinator approves before anything is sent
	HideNames bool `json:"hide_names,omitempty"` // serial numbers stand for names until the proposals are sent

	First      Turn      `json:"first,omitempty"`       // the other one is not written to before a yes
	AnswerDays int       `json:"answer_days,omitempty"` // for each step of a proposal, 1 to MaxAnswerDays
	Anonymous  bool      `json:"anonymous,omitempty"`   // both are first asked without names
	Shape      fit.Shape `json:"shape,omitzero"`        // pairs, circles or several mentors for a mentee, and who has the experience
}

// DefaultWay is a fresh programme's.
func DefaultWay() Way { return Way{First: Together, AnswerDays: 10} }

// Check says what is wrong with a way, one fault per field.
func (w Way) Check() error {
	var bad fault.Fields
	if !slices.Contains(Turns, w.First) {
		bad.Add("first", "fault.bad_choice", "field", i18n.Key("offer.first"))
	}
	if w.AnswerDays < 1 || w.AnswerDays > MaxAnswerDays {
		bad.Add("answer_days", "offer.bad_days", "max", MaxAnswerDays)
	}
	w.Shape.Gather(&bad)
	return bad.Or()
}

// Way reads how a programme goes about it; DefaultWay where nobody has changed anything.
func (m *Matches) Way(ctx context.Context, q db.Q, orgID, programmeID string) (Way, error) {
	stored, err := db.Get(ctx, q, func(s db.Scan) (w db.JSON[Way], err error) {
		err = s(&w)
		return w, err
	}, "select way from match_way where org_id=$1 and programme_id=$2", orgID, programmeID)
	if fault.Is(err, fault.NotFound) {
		return DefaultWay(), nil
	}
	w, fresh := stored.V, DefaultWay() // what was saved before a setting came into being has the setting's default
	if w.First == "" {
		w.First = fresh.First
	}
	if w.AnswerDays == 0 {
		w.AnswerDays = fresh.AnswerDays
	}
	return w, err
}

// SaveWay changes how a programme goes about it. What has been sent goes on as it was sent.
func (m *Matches) SaveWay(ctx context.Context, a org.Actor, w Way) error {
	if err := mayLead(a); err != nil {
		return err
	}
	if err := w.Check(); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		before, err := m.Way(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `insert into match_way (programme_id, org_id, way, changed_at) values ($1,$2,$3,$4)
			on conflict (programme_id) do update set way=excluded.way, changed_at=excluded.changed_at`, a.Programme, a.Org, db.J(w), db.At(m.Clock.Now()))
		if err != nil {
			return err
		}
		if before.Shape != w.Shape { // a draft was solved in another shape
			if err := m.touch(ctx, tx, a); err != nil {
				return err
			}
		}
		return m.log(ctx, tx, a, "match_way", a.Programme, nil)
	})
}
