package assign

import (
	"context"
	"slices"
)

// Solve finds a solution with the most pairs and, among those, the least total cost. It returns an error only for a
// malformed instance (see Check) or when ctx ends first; an instance in which nobody can be paired is solved like any
// other. The same instance always gives the same result.
func Solve(ctx context.Context, in *Instance) (*Result, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &Result{Mate: make([]int32, in.Rows), U: make([]int64, in.Rows), V: make([]int64, in.Cols)}
	seats := in.clamped()
	var err error
	if in.Dense != nil {
		err = solveDense(ctx, in, seats, r)
	} else {
		err = solveSparse(ctx, in, seats, r)
	}
	if err != nil {
		return nil, err
	}
	finish(in, seats, r)
	return r, nil
}

// solveDense needs no search for the greatest number of pairs: it is the number of rows or of seats.
func solveDense(ctx context.Context, in *Instance, seats []int32, r *Result) error {
	total := 0
	for _, c := range seats {
		total += int(c)
	}
	cols := seats
	if total < in.Rows {
		r.ShortRows, r.ShortCols = all(in.Rows), all(in.Cols)
		cols = append(append(make([]int32, 0, in.Cols+1), seats...), int32(in.Rows-total))
	}
	b := newDense(in.Rows, cols, in.Dense, in.Cols)
	if err := b.solve(ctx); err != nil {
		return err
	}
	shift := b.level(len(cols) > in.Cols)
	for j := range r.V {
		r.V[j] = b.v[j] - shift
	}
	copy(r.Mate, b.mate)
	for i, j := range r.Mate {
		if int(j) == in.Cols {
			r.Mate[i] = -1
		}
	}
	return nil
}

func all(n int) []bool {
	yes := make([]bool, n)
	for i := range yes {
		yes[i] = true
	}
	return yes
}

// solveSparse finds the short side first. No solution with the most pairs has a pair across it, so the two sides are
// solved apart.
func solveSparse(ctx context.Context, in *Instance, seats []int32, r *Result) error {
	if in.RowStart == nil {
		in = &Instance{Rows: in.Rows, Cols: in.Cols, Capacity: in.Capacity, RowStart: make([]int, in.Rows+1)}
	}
	s, err := fill(ctx, in, seats)
	if err != nil {
		return err
	}
	r.ShortRows, r.ShortCols = s.short(in)
	if r.ShortRows == nil {
		b := newSparse(in.Rows, seats, in.RowStart, in.Col, in.Cost)
		if err := b.solve(ctx); err != nil {
			return err
		}
		copy(r.Mate, b.mate)
		shift := b.level(false)
		for j, v := range b.v {
			r.V[j] = v - shift
		}
		return nil
	}
	for _, short := range []bool{false, true} {
		if err := solveSide(ctx, in, seats, r, short); err != nil {
			return err
		}
	}
	return nil
}

// solveSide solves one side of a sparse instance as a block of its own.
func solveSide(ctx context.Context, in *Instance, seats []int32, r *Result, short bool) error {
	var rows, cols []int32 // of the side, by their numbers in the instance
	local := make([]int32, in.Cols)
	var capacity []int32
	total := 0
	for j := range local {
		local[j] = -1
		if r.ShortCols[j] == short && seats[j] > 0 {
			local[j] = int32(len(cols))
			cols = append(cols, int32(j))
			capacity = append(capacity, seats[j])
			total += int(seats[j])
		}
	}
	start := []int{0}
	var col, cost []int32
	bench := int32(len(cols))
	for i := range in.Rows {
		if r.ShortRows[i] != short {
			continue
		}
		rows = append(rows, int32(i))
		js, cs := in.row(i)
		for k, j := range js {
			if local[j] >= 0 {
				col, cost = append(col, local[j]), append(cost, cs[k])
			}
		}
		if short {
			col, cost = append(col, bench), append(cost, 0)
		}
		start = append(start, len(col))
	}
	if short {
		capacity = append(capacity, int32(len(rows)-total))
	}
	b := newSparse(len(rows), capacity, start, col, cost)
	if err := b.solve(ctx); err != nil {
		return err
	}
	shift := b.level(short)
	for k, j := range cols {
		r.V[j] = b.v[k] - shift
	}
	for k, i := range rows {
		if j := b.mate[k]; short && j == bench {
			r.Mate[i] = -1
		} else {
			r.Mate[i] = cols[j]
		}
	}
	return nil
}

// finish completes a result that has its pairs, its short side and V of every column with seats.
func finish(in *Instance, seats []int32, r *Result) {
	for i, j := range r.Mate {
		if j < 0 {
			continue // U is 0
		}
		c := in.costOf(i, j)
		r.Matched++
		r.Cost += c
		r.U[i] = c - r.V[j]
	}
	explain(in, r)
	// A column without seats has a value at which nobody wants it.
	if !slices.Contains(seats, 0) {
		return
	}
	for j, c := range seats {
		if c == 0 {
			r.V[j] = 0
		}
	}
	for i := range in.Rows {
		cols, costs := in.row(i)
		for k, c := range costs {
			j := k
			if cols != nil {
				j = int(cols[k])
			}
			if seats[j] == 0 && (r.ShortRows == nil || r.ShortRows[i] == r.ShortCols[j]) {
				r.V[j] = min(r.V[j], int64(c)-r.U[i])
			}
		}
	}
}

// costOf is the cost of row i in column j, which is one of its pairs.
func (in *Instance) costOf(i int, j int32) int64 {
	cols, costs := in.row(i)
	if cols == nil {
		return int64(costs[j])
	}
	k, _ := slices.BinarySearch(cols, j)
	return int64(costs[k])
}
