package matching

import (
	"context"
	"maps"
	"slices"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Trial is what rules would do with everybody who waits today, beside what the saved rules do. Nothing of it is kept.
type Trial struct {
	Saved, Tried fit.Summary
	Moves        []Move // mentees who would get another partner, none, or one after all
	Stayed       int    // pairs that are the same under both
	Measured     int    // what the pairs of Tried are worth by the saved rules, in hundredths of a point
}

// Move is a mentee whose partner depends on the rules, by name. From is the mentor by the saved rules and To by those tried; "" for none.
type Move struct{ Mentee, From, To string }

// TrialLimit is how many possible pairs a page tries by itself, while somebody types. Above it a button asks.
const TrialLimit = 250_000

// Reach says what rules leave possible of today's pool, without solving: the funnel of the hard rules. Where the pool is larger than
// TrialLimit it only counts people, and Allowed is -1.
func (m *Matches) Reach(ctx context.Context, a org.Actor, r fit.Rules) (s fit.Summary, headings []string, err error) {
	if err := mayLead(a); err != nil {
		return s, nil, err
	}
	pool, err := m.pool(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return s, nil, err
	}
	headings = headingsOf(pool)
	if len(pool.Mentors)*len(pool.Mentees) > TrialLimit {
		return fit.Summary{Mentors: len(pool.Mentors), Mentees: len(pool.Mentees), Allowed: -1}, headings, nil
	}
	marks, err := m.marks(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return s, nil, err
	}
	s, err = fit.Count(pool, r, marks)
	return s, headings, err
}

// headingsOf lists what an own criterion can be made of: the columns that lists brought, but for those about sensitive traits.
func headingsOf(pool fit.Pool) []string {
	seen := map[string]bool{}
	for _, s := range slices.Concat(pool.Mentors, pool.Mentees) {
		for heading, answer := range s.Profile.Extra {
			if answer != "" && !fit.Sensitive(heading) {
				seen[heading] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Try solves today's pool by the saved rules and by others, with the same marks, and says who would meet whom. It stores nothing.
func (m *Matches) Try(ctx context.Context, a org.Actor, r fit.Rules) (Trial, error) {
	var t Trial
	if err := mayLead(a); err != nil {
		return t, err
	}
	if err := r.Check(); err != nil {
		return t, err
	}
	pool, saved, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return t, err
	}
	tried, err := fit.Solve(ctx, pool, r, marks)
	if err != nil {
		return t, err
	}
	was, err := fit.Solve(ctx, pool, saved, marks)
	if err != nil {
		return t, err
	}
	t.Saved, t.Tried, t.Measured = was.Summary, tried.Summary, fit.Total(pool, saved, tried.Pairs)
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return t, err
	}
	moves := fit.Moves(was, tried)
	people := k.people(names(pool, moves))
	t.Stayed = len(tried.Pairs)
	for _, v := range moves {
		t.Moves = append(t.Moves, Move{people[v.Mentee].Name, people[v.From].Name, people[v.To].Name})
		if v.To != "" {
			t.Stayed--
		}
	}
	return t, nil
}
