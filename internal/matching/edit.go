package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormEdit is the form behind every button of the board that changes the draft.
const FormEdit = "match_edit"

func init() {
	visibility.Register(FormEdit, visibility.Coordinator, "mentor", "mentee", "mark", "places", "back")
}

// Release takes a mark away; Places gives a mentor another number of mentees. Both are kinds of an Edit beside the marks.
const (
	Release fit.MarkKind = "release"
	Places  fit.MarkKind = "places"
)

// Edit is one change a coordinator makes on the board.
type Edit struct {
	Kind           fit.MarkKind
	Mentor, Mentee string // seats; Places needs no mentee
	Places         int    // how many mentees the mentor takes in all
}

// Effect is what a change did to the draft.
type Effect struct {
	Edited  bool             `json:"-"` // there is a draft, and it follows
	Pairs   int              `json:"pairs"`
	Points  int              `json:"points"` // hundredths
	Moves   []fit.Move       `json:"moves"`
	Names   map[string]Party `json:"-"` // seats that Moves name
	Touched []string         `json:"-"` // mentees whose pair or mark is another now
}

// step is a part of a change: a mark that came or went, or places that became others.
type step struct {
	Was  *fit.Mark `json:"was,omitempty"`
	Now  *fit.Mark `json:"now,omitempty"`
	Seat string    `json:"seat,omitempty"`
	From int       `json:"from,omitempty"`
	To   int       `json:"to,omitempty"`
}

func (s step) back() step { return step{Was: s.Now, Now: s.Was, Seat: s.Seat, From: s.To, To: s.From} }

func (s step) locks() bool { return s.Now != nil && s.Now.Kind == fit.Lock }

// backward undoes steps, last first.
func backward(steps []step) []step {
	out := make([]step, 0, len(steps))
	for _, s := range slices.Backward(steps) {
		out = append(out, s.back())
	}
	return out
}

// apply gives marks and pool as steps make them.
func apply(steps []step, marks []fit.Mark, pool fit.Pool) ([]fit.Mark, fit.Pool) {
	marks = slices.Clone(marks)
	for _, s := range steps {
		if s.Was != nil {
			marks = slices.DeleteFunc(marks, func(m fit.Mark) bool { return m.Mentor == s.Was.Mentor && m.Mentee == s.Was.Mentee })
		}
		if s.Now != nil {
			marks = append(marks, *s.Now)
		}
		if s.Seat != "" {
			pool.Mentors = slices.Clone(pool.Mentors)
			for i := range pool.Mentors {
				if pool.Mentors[i].ID == s.Seat {
					pool.Mentors[i].Capacity = s.To
				}
			}
		}
	}
	return marks, pool
}

// Edit changes one thing. Where a draft waits it follows at once, still the best there is, and the effect says what moved; without one
// the next round will heed it. A change that cannot stand, because a rule or a lock is against it, is a Conflict that says which.
func (m *Matches) Edit(ctx context.Context, a org.Actor, e Edit) (Effect, error) {
	return m.change(ctx, a, func(q db.Q, marks []fit.Mark) ([]step, error) { return m.steps(ctx, q, a, e, marks) }, edited)
}

// Mark locks two seats together, forbids them, or releases them.
func (m *Matches) Mark(ctx context.Context, a org.Actor, mentorSeat, menteeSeat string, kind fit.MarkKind) error {
	_, err := m.Edit(ctx, a, Edit{Kind: kind, Mentor: mentorSeat, Mentee: menteeSeat})
	return err
}

// steps works out what an edit changes.
func (m *Matches) steps(ctx context.Context, q db.Q, a org.Actor, e Edit, marks []fit.Mark) ([]step, error) {
	mentor, err := m.seatOf(ctx, q, a, e.Mentor, org.Mentor)
	if err != nil {
		return nil, err
	}
	if e.Kind == Places {
		if e.Places < 1 || e.Places > enrolment.MaxCapacity {
			return nil, fault.Field("places", "enrolment.bad_number", "min", 1, "max", enrolment.MaxCapacity)
		}
		if e.Places == mentor.Capacity {
			return nil, nil
		}
		return []step{{Seat: mentor.ID, From: mentor.Capacity, To: e.Places}}, nil
	}
	if _, err := m.seatOf(ctx, q, a, e.Mentee, org.Mentee); err != nil {
		return nil, err
	}
	switch e.Kind {
	case fit.Lock, fit.Forbid:
		way, err := m.Way(ctx, q, a.Org, a.Programme)
		return locking(marks, fit.Mark{Mentor: e.Mentor, Mentee: e.Mentee, Kind: e.Kind}, way.Shape), err
	case Release:
		for _, k := range marks {
			if k.Mentor == e.Mentor && k.Mentee == e.Mentee {
				return []step{{Was: &k}}, nil
			}
		}
		return nil, nil
	}
	return nil, fault.Field("mark", "fault.bad_choice", "field", i18n.Key("matching.mark"))
}

// locking sets a mark in place of what stands on the two, and a lock in place of another of the same mentee, where a mentee has one mentor. Set twice it is nothing.
func locking(marks []fit.Mark, now fit.Mark, shape fit.Shape) (out []step) {
	for _, k := range marks {
		same := k.Mentor == now.Mentor && k.Mentee == now.Mentee
		switch {
		case same && k.Same(now):
			return nil
		case same, shape.Mentors() == 1 && now.Kind == fit.Lock && k.Kind == fit.Lock && k.Mentee == now.Mentee:
			out = append(out, step{Was: &k})
		}
	}
	return append(out, step{Now: &now})
}

// seatOf reads an accepted seat of the programme with a role; anything else is missing.
func (m *Matches) seatOf(ctx context.Context, q db.Q, a org.Actor, seatID string, role org.Role) (enrolment.Seat, error) {
	s, err := m.Enrolments.Seat(ctx, q, a.Org, seatID)
	if err == nil && (s.Programme != a.Programme || s.Role != role || s.Status != enrolment.Accepted) {
		err = fault.Missing()
	}
	return s, err
}
