package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/org"
)

// FairRound is a round with everybody who was in it, by side.
type FairRound struct {
	Round
	Sides map[org.Role][]fairness.Person
}

// Fairness reads the newest round that was kept, and the one before it; nil where there is none. Everything is as it was when the round was
// solved, but for gender: a run does not hold it, so it is read as people have told it now.
func (m *Matches) Fairness(ctx context.Context, a org.Actor) (now, before *FairRound, err error) {
	if err := mayLead(a); err != nil {
		return nil, nil, err
	}
	kept, err := db.All(ctx, m.DB, scanRound, selectRound+` where r.org_id=$1 and r.programme_id=$2
		and exists (select 1 from match_run k where k.round_id = r.id) order by r.number desc limit 2`, a.Org, a.Programme)
	if err != nil || len(kept) == 0 {
		return nil, nil, err
	}
	seats, err := m.Enrolments.Seats(ctx, m.DB, a.Org, a.Programme, "", "")
	if err != nil {
		return nil, nil, err
	}
	gender := map[string]string{}
	for _, s := range seats {
		gender[s.ID] = fairness.GenderOf(s.Profile)
	}
	both := make([]*FairRound, 2)
	for i, r := range kept {
		run, err := m.run(ctx, m.DB, a, r.ID)
		if fault.Is(err, fault.Gone) { // somebody was deleted this moment
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		pairs, err := run.Pairs()
		if err != nil {
			return nil, nil, err
		}
		both[i] = &FairRound{r, fairness.People(run.Pool.Pool(), pairs, func(seat string) string { return gender[seat] })}
	}
	return both[0], both[1], nil
}

// SamePeople says whether two rounds were solved over the same people.
func (f FairRound) SamePeople(other FairRound) bool {
	in := map[string]bool{}
	n := 0
	for _, side := range f.Sides {
		n += len(side)
		for _, p := range side {
			in[p.Seat] = true
		}
	}
	for _, side := range other.Sides {
		n -= len(side)
		for _, p := range side {
			if !in[p.Seat] {
				return false
			}
		}
	}
	return n == 0
}
