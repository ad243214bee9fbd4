package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// FairRound is a round with everybody who was in it, by side.
type FairRound struct {
	Round
	Sides map[org.Role][]fairness.Person
}

// FairView is what there is to judge: the round that is looked at, the one before it, and the newest, in which sensitive figures may
// have been seen already. Each is nil where there is none; Newest is nil too when it is the round looked at.
type FairView struct {
	Kept                []Round // newest first: all that can be looked at
	Now, Before, Newest *FairRound
}

// maxKept is how far back one can look.
const maxKept = 20

// Fairness reads a round that was kept, with the one before it. Without an id it is the newest that is large enough to show anything, else
// the newest. Everything is as it was when the round was solved, but for gender: a run does not hold it, so it is read as people have told
// it now.
func (m *Matches) Fairness(ctx context.Context, a org.Actor, roundID string) (f FairView, err error) {
	if err := mayLead(a); err != nil {
		return f, err
	}
	if err := m.rerunDraft(ctx, a); err != nil {
		return f, err
	}
	f.Kept, err = db.All(ctx, m.DB, scanRound, selectRound+` where r.org_id=$1 and r.programme_id=$2
		and exists (select 1 from match_run k where k.round_id = r.id) order by r.number desc limit $3`, a.Org, a.Programme, maxKept)
	if err != nil {
		return f, err
	}
	at := slices.IndexFunc(f.Kept, func(r Round) bool {
		if roundID != "" {
			return r.ID == roundID
		}
		return max(r.Summary.Mentees, r.Summary.Mentors) >= 2*stats.Small
	})
	switch {
	case at < 0 && roundID != "":
		return f, fault.Missing()
	case len(f.Kept) == 0:
		return f, nil
	}
	at = max(at, 0)
	seats, err := m.Enrolments.Seats(ctx, m.DB, a.Org, a.Programme, "", "")
	if err != nil {
		return f, err
	}
	gender := map[string]string{}
	for _, s := range seats {
		gender[s.ID] = fairness.GenderOf(s.Profile)
	}
	if f.Now, err = m.fairRound(ctx, a, f.Kept[at], gender); err != nil {
		return f, err
	}
	if at+1 < len(f.Kept) {
		if f.Before, err = m.fairRound(ctx, a, f.Kept[at+1], gender); err != nil {
			return f, err
		}
	}
	if at > 0 {
		f.Newest, err = m.fairRound(ctx, a, f.Kept[0], gender)
	}
	return f, err
}

func (m *Matches) fairRound(ctx context.Context, a org.Actor, r Round, gender map[string]string) (*FairRound, error) {
	run, err := m.run(ctx, m.DB, a, r.ID)
	if err != nil {
		return nil, err
	}
	pairs, err := run.Pairs()
	if err != nil {
		return nil, err
	}
	return &FairRound{r, fairness.People(run.Pool.Pool(), pairs, func(seat string) string { return gender[seat] })}, nil
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
