package fit

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
)

// Suggest gives every mentee with a free place the mentors to think about: each of them, best first, in the order of the pool. Nobody
// is suggested whom a rule or a forbidding mark keeps apart; a lock says nothing here.
//
// All of them together are the best solution in which a mentor comes up at most half as often again as their part of the free places,
// and where it can be at least half as often: so the popular ones are spread, and those with few hits are seen as well. A mentee who
// would have too few by that gets, of the others they may have, those who have come up least. The same pool gives the same
// suggestions.
func Suggest(ctx context.Context, pool Pool, rules Rules, marks []Mark, each int) ([]Pair, error) {
	d := opened(pool, rules)
	forbidden := d.forbidden(marks)
	in := assign.Instance{Rows: len(d.mentees), Cols: len(d.mentors), RowStart: []int{0}}
	in.Minimum, in.Capacity = d.partOf(each)
	demand := make([]int, in.Rows)
	for i := range int32(in.Rows) {
		for j := range int32(in.Cols) {
			if d.without(j, i, forbidden) == "" {
				in.Col = append(in.Col, j)
				in.Cost = append(in.Cost, int32(Full-d.score(j, i)))
			}
		}
		in.RowStart = append(in.RowStart, len(in.Col))
		demand[i] = each
	}
	res, err := assign.SolvePanel(ctx, &assign.Panel{Instance: &in, Demand: demand})
	if err != nil {
		return nil, fmt.Errorf("fit: suggest: %w", err)
	}
	seen := make([]int, in.Cols) // how often a mentor comes up
	for _, mates := range res.Mates {
		for _, j := range mates {
			seen[j]++
		}
	}
	var out []Pair
	for i, mates := range res.Mates {
		if len(mates) < each {
			mates = d.fill(mates, in.Col[in.RowStart[i]:in.RowStart[i+1]], seen, int32(i), each)
		}
		slices.SortFunc(mates, func(a, b int32) int {
			return cmp.Or(d.score(b, int32(i))-d.score(a, int32(i)), cmp.Compare(a, b))
		})
		for _, j := range mates {
			out = append(out, d.pair(j, int32(i)))
		}
	}
	return out, nil
}

// partOf is how often each mentor should come up at least and may come up at most when every mentee sees so many.
func (d *deck) partOf(each int) (least, most []int) {
	free := 0
	for j := range d.mentors {
		free += d.pool.Free(d.mentors[j].seat)
	}
	for j := range d.mentors {
		part := each * len(d.mentees) * d.pool.Free(d.mentors[j].seat)
		least, most = append(least, part/(2*free)), append(most, (3*part+2*free-1)/(2*free))
	}
	return least, most
}

// fill adds to what a mentee sees those who have come up least, then those who suit best.
func (d *deck) fill(mates, allowed []int32, seen []int, mentee int32, each int) []int32 {
	rest := slices.DeleteFunc(slices.Clone(allowed), func(j int32) bool { return slices.Contains(mates, j) })
	slices.SortFunc(rest, func(a, b int32) int {
		return cmp.Or(seen[a]-seen[b], d.score(b, mentee)-d.score(a, mentee), cmp.Compare(a, b))
	})
	mates = slices.Clone(mates)
	for _, j := range rest[:min(each-len(mates), len(rest))] {
		mates = append(mates, j)
		seen[j]++
	}
	return mates
}

// forbidden reads the forbidding marks alone.
func (d *deck) forbidden(marks []Mark) marked {
	m := marked{forbidden: map[couple]bool{}}
	mentors, mentees := map[string]int32{}, map[string]int32{}
	for j := range d.mentors {
		mentors[d.mentors[j].seat.ID] = int32(j)
	}
	for i := range d.mentees {
		mentees[d.mentees[i].seat.ID] = int32(i)
	}
	for _, k := range marks {
		j, okMentor := mentors[k.Mentor]
		i, okMentee := mentees[k.Mentee]
		if k.Kind == Forbid && okMentor && okMentee {
			m.forbidden[couple{j, i}] = true
		}
	}
	return m
}
