package assign

import (
	"context"
	"errors"
	"slices"
)

// solveSides finds the short side and the starved one and solves them and the rest apart, for no solution with the
// most pairs and minimums has a pair across. It sets the mates, V of the columns with seats, and U of the rows without one. It gives the
// pairs by column, if it had to list all of them so.
func solveSides(ctx context.Context, in *Instance, seats []int32, r *Result) (*byColumn, error) {
	if len(in.Col) == 0 { // perhaps without RowStart
		if in.Rows > 0 {
			r.ShortRows, r.ShortCols = slices.Repeat([]bool{true}, in.Rows), make([]bool, in.Cols)
		}
		r.starve(in, nil)
		return nil, nil
	}
	s, done, err := tryWhole(ctx, in, seats, r)
	if err != nil || done {
		return nil, err
	}
	if s == nil {
		if s, err = fill(ctx, in, seats); err != nil {
			return nil, err
		}
	}
	r.ShortRows, r.ShortCols = s.short(in)
	r.starve(in, s)
	if r.ShortRows == nil && r.StarvedRows == nil {
		return nil, solveRest(ctx, wholeSide(in, seats), in, r)
	}
	if err := solveRest(ctx, partSide(in, seats, r, rest), in, r); err != nil {
		return nil, err
	}
	if r.StarvedRows != nil {
		if err := solveRest(ctx, partSide(in, seats, r, starved), nil, r); err != nil {
			return nil, err
		}
	}
	if r.ShortRows == nil {
		return nil, nil
	}
	side := shortSide(in, seats, r)
	if err := solveShort(ctx, in, side, r); err != nil {
		return nil, err
	}
	if p, ok := side.block.pairs.(*sparsePairs); ok && side.block.kind != nil && len(side.rows) == in.Rows && len(side.cols) == in.Cols {
		return &byColumn{p.start, p.col, p.cost}, nil // turned round as it is
	}
	return nil, nil
}

// tryWhole solves an instance with just as many seats as rows as if all of them could be taken, as they mostly can. If they
// cannot, it gives a seating of as many as can be instead.
func tryWhole(ctx context.Context, in *Instance, seats []int32, r *Result) (*seating, bool, error) {
	if in.Minimum != nil || total(seats) != in.Rows || slices.Contains(seats, 0) {
		return nil, false, nil
	}
	for i := range in.Rows {
		if in.RowStart[i] == in.RowStart[i+1] {
			return nil, false, nil
		}
	}
	side := wholeSide(in, seats)
	waiting, err := side.block.begin(ctx)
	if err != nil {
		return nil, false, err
	}
	if err := side.block.finish(ctx, waiting); errors.Is(err, errNoSeat) {
		s, err := fillUp(ctx, in, seats, side.block.copied())
		return s, false, err
	} else if err != nil {
		return nil, false, err
	}
	side.take(r)
	return nil, true, nil
}

func total(seats []int32) int {
	n := 0
	for _, c := range seats {
		n += int(c)
	}
	return n
}

// take puts what a solved side found into a result.
func (s *side) take(r *Result) {
	for k, j := range s.block.mate {
		r.Mate[s.row(k)] = int32(s.col(int(j)))
	}
	for k, v := range s.block.v {
		r.V[s.col(k)] = v
	}
}

// solveRest solves a side on which every row has a seat. in, if not nil, says how many rows each column must have.
func solveRest(ctx context.Context, s *side, in *Instance, r *Result) error {
	if err := s.block.solve(ctx); err != nil {
		return err
	}
	if in != nil && in.Minimum != nil {
		if err := s.serve(ctx, in); err != nil {
			return err
		}
	}
	s.take(r)
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
		cols, costs := in.row(i)
		for k, j := range cols {
			if seats[j] == 0 {
				r.V[j] = min(r.V[j], int64(costs[k])-r.U[i])
			}
		}
	}
}

// bar sets the values of the columns without seats where not all pairs are listed: to one at which nobody can want it.
func (r *Result) bar(in *Instance, extent int64) {
	if in.Capacity == nil || !slices.Contains(in.Capacity, 0) || in.Rows == 0 {
		return
	}
	least := min(0, -extent-1-slices.Max(r.U))
	for j, c := range in.Capacity {
		if c == 0 {
			r.V[j] = least
			if r.ShortCols != nil {
				r.ShortCols[j] = true
			}
		}
	}
}

// costOf is the cost of row i in column j, which is one of its listed pairs.
func (in *Instance) costOf(i int, j int32) int64 {
	cols, costs := in.row(i)
	k, _ := slices.BinarySearch(cols, j)
	return int64(costs[k])
}
