package fit

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// PlanKind says what a repair puts first.
type PlanKind string

// The plans, from the least change to the most. Each puts the number of pairs first among what it may do.
const (
	Stay  PlanKind = "stay"  // what has been sent stands: most pairs among free places, then most points
	Few   PlanKind = "few"   // most pairs, then fewest moved, then most points
	Whole PlanKind = "whole" // most pairs, then most points, then fewest moved
)

// Plan is one way to go on after somebody has become free.
type Plan struct {
	Kind    PlanKind
	New     []Pair   // to be proposed
	Kept    []Pair   // proposals that stand, among those that could have been moved
	Moved   []Couple // proposals that would be taken back
	Waiting []string // mentee seats that would have nobody
	Points  int      // of New and Kept together, in hundredths
}

// Pairs is how many there would be.
func (p Plan) Pairs() int { return len(p.New) + len(p.Kept) }

// maxRepair is how many pairs of people a repair looks at; beyond it a new round is solved instead.
const maxRepair = 9_000_000

// Repair computes what can be done for those who wait. standing are open proposals that nobody has answered: they may be moved, and
// the pool counts their places as taken. All else that holds a place stands. Before is how it is now. Plans hold Stay, and Few
// and Whole where they give more pairs or more points than the one before. All are exact and verified, and count points alike.
func Repair(ctx context.Context, pool Pool, rules Rules, marks []Mark, standing []Couple) (before Plan, plans []Plan, err error) {
	free := pool
	free.Taken = maps.Clone(pool.Taken)
	stands := map[string]string{} // mentee -> mentor
	for _, s := range standing {
		free.Taken[s.Mentor]--
		free.Taken[s.Mentee]--
		stands[s.Mentee] = s.Mentor
	}
	marks = slices.DeleteFunc(slices.Clone(marks), func(k Mark) bool { return k.Kind == Lock && stands[k.Mentee] != "" })
	if there := free.open(); len(there.Mentors)*len(there.Mentees) > maxRepair {
		return before, nil, fault.New(fault.Conflict, "offer.too_many")
	}
	d := opened(free, rules)
	r := repair{deck: d, stands: stands, mentor: map[string]int32{}}
	for j := range d.mentors {
		r.mentor[d.mentors[j].seat.ID] = int32(j)
	}
	if r.marked, err = d.mark(marks); err != nil {
		return before, nil, err
	}
	r.list()
	before = r.plan(Stay, nil)
	stay, err := r.solve(ctx, Stay)
	if err != nil {
		return before, nil, err
	}
	plans = []Plan{stay}
	if len(standing) == 0 {
		return before, plans, nil
	}
	few, err := r.solve(ctx, Few)
	if err != nil {
		return before, nil, err
	}
	if few.Pairs() > stay.Pairs() { // else nobody need be moved for a pair, and the two are the same
		plans = append(plans, few)
	}
	whole, err := r.solve(ctx, Whole)
	if last := plans[len(plans)-1]; err == nil && (whole.Pairs() > last.Pairs() || whole.Points > last.Points) {
		plans = append(plans, whole)
	}
	return before, plans, err
}

// repair is a pool in which the proposals that may be moved have given their places back.
type repair struct {
	*deck
	marked
	stands map[string]string // mentee seat -> mentor seat
	mentor map[string]int32  // mentor seat -> place in the deck

	// The pairs that may be: those of mentee i are with[start[i]:start[i+1]], at the points in the same places.
	start  []int
	with   []int32
	points []int32
}

// list finds the pairs that may be, once for all plans.
func (r *repair) list() {
	r.start = append(r.start, 0)
	for i := range int32(len(r.mentees)) {
		for j := range int32(len(r.mentors)) {
			if r.without(j, i, r.marked) == "" {
				r.with, r.points = append(r.with, j), append(r.points, int32(r.score(j, i)))
			}
		}
		r.start = append(r.start, len(r.with))
	}
}

// stood says whether two have a proposal that stands.
func (r repair) stood(j, i int32) bool {
	mentor, ok := r.stands[r.mentees[i].seat.ID]
	return ok && mentor == r.mentors[j].seat.ID
}

// costs turns points and moves into costs of package assign, which gives most pairs whatever they cost. What comes first weighs more
// than all that comes after it can add up to over the whole solution: a pair costs at most Full in points and 1 in moves, and
// there are at most as many pairs as the smaller side has places.
//
//	Few    cost = (pairs*Full + 1) * moved + (Full - points)
//	Whole  cost = (pairs + 1) * (Full - points) + moved
//
// moved is 1 for a pair that does not stand, 0 for one that does. For a given number of pairs the fewest that do not stand leaves
// the most that do, so it counts the proposals taken back. Costs are int32: more than 214,000 pairs are refused.
func costs(kind PlanKind, pairs int) (moved, point int, err error) {
	switch kind {
	case Few:
		moved, point = pairs*Full+1, 1
	case Whole:
		moved, point = 1, pairs+1
	default:
		moved, point = 0, 1
	}
	if moved+point*Full > math.MaxInt32-1 { // the greatest int32 means "not allowed" to the solver
		err = fault.New(fault.Conflict, "offer.too_many")
	}
	return moved, point, err
}

func (r repair) solve(ctx context.Context, kind PlanKind) (Plan, error) {
	seats := 0
	for j := range r.mentors {
		seats += r.pool.Free(r.mentors[j].seat)
	}
	moved, point, err := costs(kind, min(seats, len(r.mentees)))
	if err != nil {
		return Plan{}, err
	}
	in := assign.Instance{Cols: len(r.mentors), Capacity: make([]int, len(r.mentors)), RowStart: []int{0}}
	for j := range r.mentors {
		in.Capacity[j] = r.pool.Free(r.mentors[j].seat) - r.taken[int32(j)]
	}
	if kind == Stay {
		for _, mentor := range r.stands {
			if j, ok := r.mentor[mentor]; ok {
				in.Capacity[j]--
			}
		}
	}
	var rows []int32
	for i := range int32(len(r.mentees)) {
		_, locked := r.locked[i]
		if _, stands := r.stands[r.mentees[i].seat.ID]; locked || stands && kind == Stay {
			continue
		}
		for k := r.start[i]; k < r.start[i+1]; k++ {
			cost := point * (Full - int(r.points[k]))
			if !r.stood(r.with[k], i) {
				cost += moved
			}
			in.Col, in.Cost = append(in.Col, r.with[k]), append(in.Cost, int32(cost))
		}
		rows = append(rows, i)
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	in.Rows = len(rows)
	for j, n := range in.Capacity {
		in.Capacity[j] = max(n, 0) // a lock on top of a full table says nothing here
	}
	res, err := assign.Solve(ctx, &in)
	if err != nil {
		return Plan{}, fmt.Errorf("fit: repair: %w", err)
	}
	if err := assign.Verify(&in, res); err != nil {
		return Plan{}, fmt.Errorf("fit: the proof of a repair does not hold: %w", err)
	}
	mate := maps.Clone(r.locked)
	for row, j := range res.Mate {
		if j >= 0 {
			mate[rows[row]] = j
		}
	}
	return r.plan(kind, mate), nil
}

// plan says what a solution means for those who have a proposal and those who wait. mate nil is to do nothing.
func (r repair) plan(kind PlanKind, mate map[int32]int32) Plan {
	p := Plan{Kind: kind}
	for i := range int32(len(r.mentees)) {
		mentee := r.mentees[i].seat.ID
		mentor, stands := r.stands[mentee]
		j, matched := mate[i]
		switch {
		case stands && (kind == Stay || matched && r.mentors[j].seat.ID == mentor):
			at, ok := r.mentor[mentor]
			if !ok {
				continue
			}
			pair := r.pair(at, i)
			p.Kept, p.Points = append(p.Kept, pair), p.Points+pair.Score
			continue
		case stands:
			p.Moved = append(p.Moved, Couple{Mentor: mentor, Mentee: mentee})
		}
		if !matched {
			p.Waiting = append(p.Waiting, mentee)
			continue
		}
		pair := r.pair(j, i)
		p.New, p.Points = append(p.New, pair), p.Points+pair.Score
	}
	return p
}
