package matching

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// desks keeps the drafts that coordinators are working on ready for the next change. What is kept is only a copy: each change holds it
// against the database first, so another process may work on the same draft.
type desks struct {
	mu sync.Mutex
	of map[string]*held // by programme
}

// held is one draft laid out. It belongs to whoever holds mu.
type held struct {
	mu    sync.Mutex
	used  time.Time
	desk  *fit.Desk // nil: nothing is laid out
	round string
	pool  fit.Pool
	stamp string // of the pool
	marks []fit.Mark
	left  string // what the database has of those without a partner, as JSON; "" for unknown
}

const (
	deskMost  = 4           // drafts that are kept
	deskPairs = 3000 * 3000 // a pool with more pairs is not laid out: a change waits for the next round
	deskSmall = 1000        // seats up to which the pool is read anew for each change
)

// take gives a programme's place, locked.
func (d *desks) take(programme string) *held {
	d.mu.Lock()
	if d.of == nil {
		d.of = map[string]*held{}
	}
	h, ok := d.of[programme]
	if !ok {
		for len(d.of) >= deskMost {
			oldest := ""
			for key, other := range d.of {
				if oldest == "" || other.used.Before(d.of[oldest].used) {
					oldest = key
				}
			}
			delete(d.of, oldest)
		}
		h = &held{}
		d.of[programme] = h
	}
	h.used = time.Now()
	d.mu.Unlock()
	h.mu.Lock()
	return h
}

// errNoDesk says that a draft cannot be laid out: it is too large, or its marks cannot all stand any more.
var errNoDesk = errors.New("matching: no desk")

// freshen brings a desk to what the database says of pool and marks now.
func (m *Matches) freshen(ctx context.Context, a org.Actor, h *held, r Round) error {
	marks, err := m.marks(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return err
	}
	stamp, small, err := m.stamp(ctx, a)
	if err != nil {
		return err
	}
	if h.desk != nil && h.round == r.ID && !small && h.stamp == stamp {
		if !slices.EqualFunc(h.marks, marks, fit.Mark.Same) {
			err = h.desk.Mark(ctx, marks)
		}
	} else {
		if h.pool, err = m.pool(ctx, m.DB, a.Org, a.Programme); err != nil {
			return err
		}
		switch {
		case len(h.pool.Mentors)*len(h.pool.Mentees) > deskPairs:
			h.desk = nil
			return errNoDesk
		case h.desk == nil || h.round != r.ID:
			h.desk, err = fit.NewDesk(ctx, h.pool, r.Rules, marks)
			h.left = ""
		default:
			err = h.desk.Pool(ctx, h.pool, r.Rules, marks)
		}
	}
	if err != nil {
		h.desk = nil
		if fault.Is(err, fault.Conflict) {
			return errNoDesk
		}
		return err
	}
	h.round, h.marks, h.stamp = r.ID, marks, stamp
	return nil
}

// stamp is a text that changes when the pool does; small tells whether the pool is so small that reading it is as quick.
func (m *Matches) stamp(ctx context.Context, a org.Actor) (text string, small bool, err error) {
	var n int
	_, err = db.Get(ctx, m.DB, func(s db.Scan) (struct{}, error) {
		var parts [6]string
		err := s(&n, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5])
		for _, p := range parts {
			text += p + " "
		}
		return struct{}{}, err
	}, `select (select count(*) from seat where org_id=$1 and programme_id=$2),
		(select coalesce(max(changed_at),'') from seat where org_id=$1 and programme_id=$2),
		(select coalesce(max(changed_at),'') from person where org_id=$1),
		(select cast(count(*) as text) || coalesce(max(created_at),'') from barrier where org_id=$1 and programme_id=$2),
		(select cast(count(*) as text) || coalesce(max(created_at),'') || coalesce(max(closed_at),'') from proposal where org_id=$1 and programme_id=$2),
		(select cast(count(*) as text) || coalesce(max(phase_since),'') from pair where org_id=$1 and programme_id=$2),
		(select changed_at from programme where org_id=$1 and id=$2)`, a.Org, a.Programme)
	return text, n <= deskSmall, err
}

// warmFrom is from how many pairs on laying a draft out takes so long that a first change would be felt to wait for it.
const warmFrom = 1 << 18

// Warm begins to lay a large draft out ahead of the first change, in the background.
func (m *Matches) Warm(ctx context.Context, a org.Actor, r Round) {
	if n := r.Summary.Possible(); n < warmFrom || n > deskPairs {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	go func() {
		defer stop()
		h := m.desks.take(a.Programme)
		defer h.mu.Unlock()
		if h.desk == nil || h.round != r.ID {
			_ = m.freshen(ctx, a, h, r) // the first change tries again and says what is wrong
		}
	}()
}

// Why says what it would cost the draft to put two together, and names everybody it would move.
func (m *Matches) Why(ctx context.Context, a org.Actor, mentor, mentee string) (w fit.Why, people map[string]Party, err error) {
	err = m.atDesk(ctx, a, func(h *held) error {
		if w, err = h.desk.Why(ctx, mentor, mentee); err != nil {
			return err
		}
		people = names(h.pool, append(slices.Clone(w.Moves), fit.Move{Mentee: mentee, To: mentor}))
		return nil
	})
	if err != nil {
		return w, nil, err
	}
	k, err := m.mask(ctx, m.DB, a)
	return w, k.people(people), err
}

// Best lists the mentors who suit a mentee of the draft best, at most n, and names them and the mentee.
func (m *Matches) Best(ctx context.Context, a org.Actor, mentee string, n int) (pairs []fit.Pair, people map[string]Party, err error) {
	err = m.atDesk(ctx, a, func(h *held) error {
		if pairs, err = h.desk.Best(mentee, n); err != nil {
			return err
		}
		moves := []fit.Move{{Mentee: mentee}}
		for _, p := range pairs {
			moves = append(moves, fit.Move{To: p.Mentor})
		}
		people = names(h.pool, moves)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	k, err := m.mask(ctx, m.DB, a)
	return pairs, k.people(people), err
}

// atDesk asks something of the draft as it is now. Without a draft it is NotFound; what is too large to lay out is a Conflict.
func (m *Matches) atDesk(ctx context.Context, a org.Actor, ask func(h *held) error) error {
	if err := mayLead(a); err != nil {
		return err
	}
	r, err := m.Draft(ctx, a)
	if err != nil {
		return err
	}
	h := m.desks.take(a.Programme)
	defer h.mu.Unlock()
	if err := m.freshen(ctx, a, h, r); err != nil {
		if errors.Is(err, errNoDesk) {
			err = fault.New(fault.Conflict, "board.no_desk")
		}
		return err
	}
	return ask(h)
}

// names gives the people that moves are about.
func names(pool fit.Pool, moves []fit.Move) map[string]Party {
	out := map[string]Party{}
	for _, v := range moves {
		for _, seat := range []string{v.Mentee, v.From, v.To} {
			out[seat] = Party{}
		}
	}
	for _, seats := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
		for _, s := range seats {
			if _, wanted := out[s.ID]; wanted {
				out[s.ID] = Party{Seat: s.ID, Name: s.Person.Name, Title: s.Person.Title, Unit: s.Person.Unit}
			}
		}
	}
	return out
}
