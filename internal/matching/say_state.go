package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Told is how many of one role were asked in a round, and how many have said something.
type Told struct{ Of, Said int }

// WishState is a round as the coordinator sees it: who has said something, never what. What was wished stands in the profiles when the
// round is closed, and there only.
type WishState struct {
	Round            WishRound
	Mentees, Mentors Told
	Left             int     // paused, withdrawn or found a partner on the way
	Waiting          []Party // whose turn it is and who have said nothing, by name
}

// WishState reads the newest round of the actor's programme; NotFound when there has been none.
func (m *Matches) WishState(ctx context.Context, a org.Actor) (st WishState, err error) {
	if err := mayLead(a); err != nil {
		return st, err
	}
	st.Round, err = db.Get(ctx, m.DB, scanWishRound, selectWishRound+" where r.org_id=$1 and r.programme_id=$2 order by r.opened_at desc limit 1", a.Org, a.Programme)
	if err != nil {
		return st, err
	}
	in, err := m.wishers(ctx, m.DB, st.Round)
	if err != nil {
		return st, err
	}
	choices, err := m.choices(ctx, m.DB, st.Round)
	if err != nil {
		return st, err
	}
	for _, w := range in {
		if w.Left {
			st.Left++
		}
	}
	for _, w := range invited(st.Round, in, choices) {
		told := &st.Mentees
		if w.Role == org.Mentor {
			told = &st.Mentors
		}
		told.Of++
		if w.Said {
			told.Said++
		}
	}
	waiting, err := m.waiting(ctx, m.DB, st.Round)
	if err != nil || len(waiting) == 0 {
		return st, err
	}
	st.Waiting, err = db.All(ctx, m.DB, func(s db.Scan) (p Party, err error) {
		err = s(&p.Seat, &p.Name, &p.Title, &p.Unit)
		return p, err
	}, `select s.id, n.name, n.title, n.unit from wish_seat w join seat s on s.id = w.seat_id join person n on n.id = s.person_id
		where w.org_id=$1 and w.round_id=$2 and w.said_at='' order by n.name collate "da", s.id`, a.Org, st.Round.ID)
	st.Waiting = slices.DeleteFunc(st.Waiting, func(p Party) bool {
		return !slices.ContainsFunc(waiting, func(w wisher) bool { return w.Seat == p.Seat })
	})
	return st, err
}

// waiting are those whose turn it is in a round that runs, and who have said nothing.
func (m *Matches) waiting(ctx context.Context, q db.Q, r WishRound) ([]wisher, error) {
	if !r.Live() {
		return nil, nil
	}
	in, err := m.wishers(ctx, q, r)
	if err != nil {
		return nil, err
	}
	choices, err := m.choices(ctx, q, r)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(invited(r, in, choices), func(w wisher) bool {
		return w.Said || r.Status == Answering && w.Role == org.Mentee
	}), nil
}

// LiveWishes tells whether a round runs in the actor's programme, and until when; ok is false when none does.
func (m *Matches) LiveWishes(ctx context.Context, a org.Actor) (r WishRound, ok bool, err error) {
	if err := mayLead(a); err != nil {
		return r, false, err
	}
	r, err = m.liveWishes(ctx, m.DB, a.Org, a.Programme)
	if fault.Is(err, fault.NotFound) {
		return r, false, nil
	}
	return r, err == nil, err
}
