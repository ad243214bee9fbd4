package assign

import (
	"context"
	"slices"
)

// Solve finds a solution with the most pairs and, among those, the least total cost. Among all that are equally good it
// takes the first in order of columns: row 0 has the lowest column that it has in any of them, then row 1 the lowest
// that this leaves it, and so on; to have no column comes last. (On an instance made up of almost nothing but equal
// costs and far beyond the size of a programme this last choice is cut short; the same instance still gives the same
// result every time.)
//
// An instance in which nobody can be paired is solved like any other. An error means that the instance is malformed
// (see Check) or that ctx ended first.
func Solve(ctx context.Context, in *Instance) (*Result, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &Result{Mate: make([]int32, in.Rows), U: make([]int64, in.Rows), V: make([]int64, in.Cols)}
	for i := range r.Mate {
		r.Mate[i] = -1
	}
	seats := in.clamped()
	if err := solveSides(ctx, in, seats, r); err != nil {
		return nil, err
	}
	r.complete(in, seats)
	if err := choose(ctx, in, r); err != nil {
		return nil, err
	}
	if err := explain(ctx, in, r); err != nil {
		return nil, err
	}
	return r, nil
}

// solveSides finds the short side and solves it and the rest apart, for no solution with the most pairs has a pair
// across. It sets the mates, V of the columns with seats, and U of the rows without one.
func solveSides(ctx context.Context, in *Instance, seats []int32, r *Result) error {
	if in.Dense != nil {
		total := 0
		for _, c := range seats {
			total += int(c)
		}
		if total >= in.Rows {
			return solveRest(ctx, wholeSide(in, seats), r)
		}
		r.ShortRows, r.ShortCols = slices.Repeat([]bool{true}, in.Rows), slices.Repeat([]bool{true}, in.Cols)
		return solveShort(ctx, in, shortSide(in, seats, r), r)
	}
	if len(in.Col) == 0 { // perhaps without RowStart
		r.ShortRows, r.ShortCols = slices.Repeat([]bool{true}, in.Rows), make([]bool, in.Cols)
		return nil
	}
	s, err := fill(ctx, in, seats)
	if err != nil {
		return err
	}
	r.ShortRows, r.ShortCols = s.short(in)
	if r.ShortRows == nil {
		return solveRest(ctx, wholeSide(in, seats), r)
	}
	if err := solveRest(ctx, restSide(in, seats, r), r); err != nil {
		return err
	}
	return solveShort(ctx, in, shortSide(in, seats, r), r)
}

// solveRest solves the side on which every row has a seat.
func solveRest(ctx context.Context, s *side, r *Result) error {
	if err := s.block.solve(ctx); err != nil {
		return err
	}
	for k, j := range s.block.mate {
		r.Mate[s.row(k)] = int32(s.col(int(j)))
	}
	for k, v := range s.block.v {
		r.V[s.col(k)] = v
	}
	return nil
}

// solveShort solves the short side, whose block has a bench or is turned round: its rows are seats, its columns rows.
func solveShort(ctx context.Context, in *Instance, s *side, r *Result) error {
	if err := s.block.solve(ctx); err != nil {
		return err
	}
	if s.block.kind == nil {
		bench := len(s.block.v) - 1
		for k, j := range s.block.mate {
			if int(j) < bench {
				r.Mate[s.row(k)] = int32(s.col(int(j)))
			}
		}
		for k, v := range s.block.v[:bench] {
			r.V[s.col(k)] = v - s.block.v[bench] // so that U is 0 on the bench
		}
		return nil
	}
	for k, u := range s.block.v {
		r.U[s.row(k)] = u
	}
	for seat, k := range s.block.mate {
		i, j := s.row(int(k)), s.col(int(s.block.kind[seat]))
		r.Mate[i] = int32(j)
		r.V[j] = in.costOf(i, int32(j)) - r.U[i] // the same for every seat of the column
	}
	return nil
}

// complete adds up the result and sets the duals that the blocks leave open.
func (r *Result) complete(in *Instance, seats []int32) {
	for i, j := range r.Mate {
		if j < 0 {
			continue
		}
		c := in.costOf(i, j)
		r.Matched++
		r.Cost += c
		r.U[i] = c - r.V[j]
	}
	if !slices.Contains(seats, 0) {
		return
	}
	// A column without seats has a value at which nobody wants it.
	for j, c := range seats {
		if c == 0 {
			r.V[j] = 0
		}
	}
	for i := range in.Rows {
		in.each(i, func(j, c int32) {
			if seats[j] == 0 {
				r.V[j] = min(r.V[j], int64(c)-r.U[i])
			}
		})
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
