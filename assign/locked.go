package assign

import (
	"fmt"
	"slices"
)

func (in *Instance) checkLocked() error {
	if in.Locked == nil {
		return nil
	}
	if len(in.Locked) != in.Rows {
		return fmt.Errorf("%w: %d locked for %d rows", ErrShape, len(in.Locked), in.Rows)
	}
	held := make([]int, in.Cols)
	for i, j := range in.Locked {
		if j == -1 {
			continue
		}
		cost, ok := pairCost(in, i, j)
		if !ok {
			return fmt.Errorf("%w: row %d may not use column %d", ErrLocked, i, j)
		}
		if m := in.Implicit; m != nil && (cost < int64(m.Least) || cost > int64(m.Most)) {
			return fmt.Errorf("%w: row %d has column %d at %d, not from %d to %d", ErrCost, i, j, cost, m.Least, m.Most)
		}
		if held[j]++; held[j] > in.seats(int(j)) {
			return fmt.Errorf("%w: more rows are locked to column %d than it has seats", ErrLocked, j)
		}
	}
	return nil
}

// skipped says whether a row of a matrix or an implicit instance takes no part.
func (in *Instance) skipped(i int) bool { return in.without != nil && in.without[i] }

// unlocked is the instance that is left when the locked rows have their seats: they have no pairs any more, and their
// columns so many seats fewer.
func (in *Instance) unlocked() *Instance {
	if in.Locked == nil || !slices.ContainsFunc(in.Locked, func(j int32) bool { return j >= 0 }) {
		return in
	}
	out := *in
	out.Locked, out.Capacity = nil, make([]int, in.Cols)
	out.Minimum = slices.Clone(in.Minimum)
	for j := range out.Capacity {
		out.Capacity[j] = in.seats(j)
	}
	for _, j := range in.Locked {
		if j >= 0 {
			out.Capacity[j]--
			if out.Minimum != nil {
				out.Minimum[j] = max(out.Minimum[j]-1, 0)
			}
		}
	}
	if !in.listed() {
		out.without = make([]bool, in.Rows)
		for i, j := range in.Locked {
			out.without[i] = j >= 0
		}
		return &out
	}
	out.RowStart, out.Col, out.Cost = make([]int, 1, in.Rows+1), nil, nil
	for i, j := range in.Locked {
		if j < 0 {
			cols, costs := in.row(i)
			out.Col, out.Cost = append(out.Col, cols...), append(out.Cost, costs...)
		}
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return &out
}

// lock puts the locked rows of an instance into a solution of what was left.
func (r *Result) lock(in *Instance) {
	if in.Locked == nil {
		return
	}
	held := make([]int, in.Cols)
	for i, j := range in.Locked {
		if j >= 0 {
			cost, _ := pairCost(in, i, j)
			r.Mate[i], r.U[i] = j, 0
			r.Matched++
			r.Cost += cost
			held[j]++
		}
	}
	if r.Objective == Fair {
		r.Levels = levelsOf(in, r.Mate)
	}
	r.Unmatched = slices.DeleteFunc(r.Unmatched, func(u Unmatched) bool { return in.Locked[u.Row] >= 0 })
	for k := range r.Unserved {
		u := &r.Unserved[k]
		u.Has += held[u.Col]
		u.Minimum = in.minimum(u.Col)
	}
}
