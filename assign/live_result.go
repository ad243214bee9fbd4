package assign

import (
	"context"
	"math"
	"slices"
)

// Instance is the instance as the edits have made it: sparse if it was given so, and otherwise one that computes its costs
// from what was given and the edits, and that the next edit changes. Rows and columns that were removed are in it without
// pairs or seats.
func (l *Live) Instance() *Instance {
	n, m := l.rows(), l.cols()
	in := &Instance{
		Rows: n, Cols: m, Capacity: slices.Clone(l.cap), Minimum: slices.Clone(l.min), Locked: slices.Clone(l.locked),
		RowKeys: slices.Clone(l.rowKeys), ColKeys: slices.Clone(l.colKeys),
	}
	if !slices.ContainsFunc(in.Minimum, func(least int) bool { return least > 0 }) {
		in.Minimum = nil
	}
	if l.src != nil {
		in.Implicit = &Implicit{
			Costs: l.costs, Most: int32(min(l.extent, math.MaxInt32-1)), Least: int32(max(-l.extent-1, math.MinInt32)),
		}
		return in
	}
	in.RowStart = make([]int, 1, n+1)
	for _, list := range l.list {
		for _, a := range list {
			in.Col, in.Cost = append(in.Col, a.col), append(in.Cost, a.cost)
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	return in
}

// costs is Costs of Instance.
func (l *Live) costs(row, lo int, out []int32) {
	for k := range out {
		out[k] = NotAllowed
	}
	if l.gone[row] {
		return
	}
	if row < l.base[0] {
		l.src.copyRow(row, lo, out[:max(0, min(len(out), l.base[1]-lo))])
	}
	if l.goneBase > 0 {
		for k := range out {
			if l.goneCol[lo+k] {
				out[k] = NotAllowed
			}
		}
	}
	for j, c := range l.edits[int32(row)] {
		if k := int(j) - lo; k >= 0 && k < len(out) && !l.goneCol[j] {
			out[k] = c
		}
	}
}

// copyRow writes the costs of a row in the columns from lo on.
func (s *source) copyRow(row, lo int, out []int32) {
	in, at := s.in, row*s.in.Cols+lo
	if len(out) == 0 {
		return
	}
	switch {
	case in.Implicit != nil:
		in.Implicit.Costs(row, lo, out)
	case in.Dense8 != nil:
		widen(in.Dense8[at:at+len(out)], out, math.MaxUint8, in.Holes)
	case in.Dense16 != nil:
		widen(in.Dense16[at:at+len(out)], out, math.MaxInt16, in.Holes)
	default:
		copy(out, in.Dense[at:at+len(out)]) // a hole is NotAllowed
	}
}

func widen[T element](costs []T, out []int32, hole T, holes bool) {
	for k, c := range costs {
		if out[k] = int32(c); holes && c == hole {
			out[k] = NotAllowed
		}
	}
}

// Result is the solution with its proof and all that Solve says of one, for Instance: the pairs are those that Solve would
// choose. It takes a reading of all pairs.
func (l *Live) Result(ctx context.Context) (*Result, error) {
	in := l.Instance()
	left := in.unlocked()
	s := &solver{ctx: ctx, in: left, o: Options{Threads: l.threads}, core: left}
	var tight *tightPairs
	r := l.duals(left)
	if l.src != nil {
		var err error
		if s.src, err = newSource(ctx, left, l.threads); err != nil {
			return nil, err
		}
		rows := make([][]hit, l.rows())
		for i, list := range l.list {
			if !l.absent(int32(i)) {
				for _, a := range list {
					rows[i] = append(rows[i], hit{col: a.col, cost: a.cost})
				}
			}
		}
		s.core = listed(left, rows)
	}
	r.complete(s.core, s.core.clamped())
	if s.src != nil {
		r.bar(left, s.src.extent)
		better, listed, err := s.src.price(ctx, r, violators)
		if err != nil {
			return nil, err
		}
		if better != nil {
			return nil, unproven("the live solution is not the best")
		}
		tight = listed
	}
	if err := s.finish(r, tight); err != nil {
		return nil, err
	}
	r.lock(in)
	return r, nil
}

// duals gives the solution without what is locked, and its sides: how many times big a dual value holds says which.
func (l *Live) duals(in *Instance) *Result {
	r := newResult(in)
	sides := func(values []int64, short, starved int64) (inShort, inStarved []bool) {
		for k, x := range values {
			side := (x + big/2) >> 54
			values[k] = x - side*big
			switch side {
			case short:
				inShort = marked(inShort, k, len(values))
			case starved:
				inStarved = marked(inStarved, k, len(values))
			}
		}
		return inShort, inStarved
	}
	for j, v := range l.v {
		if len(l.at[j]) == 0 && l.lo[j] == 0 {
			v = min(v, 0) // nobody comes, whatever it is above 0
		}
		r.V[j] = v
	}
	copy(r.U, l.u)
	for i, j := range l.mate {
		r.Mate[i] = j
		if l.absent(int32(i)) {
			r.U[i] = big // a row without pairs
		}
	}
	r.ShortRows, r.StarvedRows = sides(r.U, 1, -1)
	r.ShortCols, r.StarvedCols = sides(r.V, -1, 1)
	pair := func(rows, cols *[]bool) {
		if *rows == nil && *cols != nil {
			*rows = make([]bool, in.Rows)
		} else if *cols == nil && *rows != nil {
			*cols = make([]bool, in.Cols)
		}
	}
	pair(&r.ShortRows, &r.ShortCols)
	for j := range r.ShortCols {
		if in.seats(j) == 0 { // its V means nothing
			r.ShortCols[j] = true
		}
	}
	pair(&r.StarvedRows, &r.StarvedCols)
	return r
}

// marked sets place k of a list of n, which is made when it is first needed.
func marked(set []bool, k, n int) []bool {
	if set == nil {
		set = make([]bool, n)
	}
	set[k] = true
	return set
}
