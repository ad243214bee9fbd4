package assign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Solve finds a solution with the most pairs and, among those, the least total cost. Among all that are equally good it
// takes the first in order of keys: the row with the least key has the column with the least key that it has in any of
// them, then the next row the least that this leaves it, and so on; to have no column comes last.
//
// An instance in which nobody can be paired is solved like any other. An error means that the instance is malformed
// (see Check) or that ctx ended first.
func Solve(ctx context.Context, in *Instance) (*Result, error) {
	return SolveWith(ctx, in, Options{})
}

// SolveWith is Solve with an objective, threads, progress and a bound on memory.
func SolveWith(ctx context.Context, in *Instance, o Options) (*Result, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	if err := in.checkMemory(o); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := &solver{ctx: ctx, in: in.unlocked(), o: o}
	if err := s.open(); err != nil {
		return nil, err
	}
	solve := s.solve
	if o.Objective == Fair {
		solve = s.fair
	}
	r, err := solve()
	if err != nil {
		return nil, err
	}
	r.lock(in)
	r.Method = s.method(r)
	return r, nil
}

// method says in a few words what was done and why.
func (s *solver) method(r *Result) string {
	var parts []string
	if s.src == nil {
		parts = append(parts, fmt.Sprintf("all %d allowed pairs are listed", len(s.core.Col)))
	} else {
		parts = append(parts, fmt.Sprintf("solved over a core of %d of %d pairs and priced over all of them, %d times", len(s.core.Col), s.in.Pairs(), s.rounds))
	}
	switch {
	case r.Objective == Fair:
		parts = append(parts, fmt.Sprintf("level by level from the greatest cost down, %d levels", len(r.Levels)))
	case r.ShortRows == nil:
		parts = append(parts, "every row can have a column, so only cost counts")
	default:
		rows, cols := 0, 0
		for _, short := range r.ShortRows {
			if short {
				rows++
			}
		}
		for _, short := range r.ShortCols {
			if short {
				cols++
			}
		}
		parts = append(parts, fmt.Sprintf("%d rows share too few seats in %d columns, which are solved apart from the rest, from the seats", rows, cols))
	}
	if s.scaled {
		parts = append(parts, "by bidding with a surplus that shrinks, as every seat is taken and costs lie far apart, and shortest paths for the last")
	} else {
		parts = append(parts, "by bidding, and shortest paths for the last")
	}
	return strings.Join(parts, "; ")
}

// solver solves one instance. What it computes with is the core: the pairs that are listed, which of a matrix or an
// implicit instance are a small part. Where the core is not all, readings of the source add what else matters to it.
type solver struct {
	ctx  context.Context
	in   *Instance
	o    Options
	core *Instance
	src  *source // nil where the core is all
	last *Result // over a smaller core

	turned *byColumn // the core by column, where that is known

	rounds int  // of pricing
	scaled bool // a block was large enough in its costs for bidding with a surplus

	stage Progress
}

func (s *solver) begin(phase Phase, round int) {
	s.stage = Progress{Phase: phase, Round: round}
	if s.o.Progress != nil {
		s.o.Progress(s.stage)
	}
}

// open lists the pairs to begin with.
func (s *solver) open() error {
	src, err := newSource(s.ctx, s.in, s.o.Threads)
	if err != nil || src == nil {
		s.core = s.in
		return err
	}
	s.src = src
	if s.o.Progress != nil {
		src.report = func(done int) {
			p := s.stage
			p.Done = done
			s.o.Progress(p)
		}
	}
	s.begin(Selecting, 1)
	s.core, err = src.candidates(s.ctx)
	if err != nil {
		return err
	}
	return s.room(len(s.core.Col))
}

func (s *solver) solve() (*Result, error) {
	r, tight, err := s.optimum()
	if err != nil {
		return nil, err
	}
	if err := s.finish(r, tight); err != nil {
		return nil, err
	}
	return r, nil
}

// finish makes the choice among equals in an optimum and says why rows and columns have nothing.
func (s *solver) finish(r *Result, tight *tightPairs) error {
	s.begin(Choosing, 1)
	if err := choose(s.ctx, s.in, s.core, r, tight, s.src); err != nil {
		return err
	}
	s.begin(Explaining, 1)
	if err := s.explain(r); err != nil {
		return err
	}
	r.name(s.in)
	return nil
}

// optimum solves over the core and adds the pairs that would do better until there are none. The second result lists
// the tight pairs where the core is not all.
func (s *solver) optimum() (*Result, *tightPairs, error) {
	for round := 1; ; round++ {
		s.begin(Pairing, round)
		r, err := s.pairing()
		if err != nil || s.src == nil {
			return r, nil, err
		}
		if round == 1 && s.src.guessed() {
			// The dual values of a solution over the candidates say which pairs are likely to matter better than they do.
			s.begin(Selecting, 1)
			rows := make([][]hit, s.in.Rows)
			if err := s.src.best(s.ctx, r.V, coreWidth, rows); err != nil {
				return nil, nil, err
			}
			if err := s.grow(rows); err != nil {
				return nil, nil, err
			}
			continue
		}
		s.begin(Pricing, round)
		s.rounds = round
		better, tight, err := s.src.price(s.ctx, r, violators<<round)
		if err != nil {
			return nil, nil, err
		}
		if better == nil {
			return r, tight, nil
		}
		if err := s.grow(better); err != nil {
			return nil, nil, err
		}
		s.last = r
	}
}

// grow adds pairs to the core.
func (s *solver) grow(more [][]hit) error {
	n := len(s.core.Col)
	for _, pairs := range more {
		n += len(pairs)
	}
	if err := s.room(min(n, s.in.Pairs())); err != nil {
		return err
	}
	s.core, s.turned = grown(s.core, more), nil
	return nil
}

// pairing solves the core.
func (s *solver) pairing() (*Result, error) {
	r := newResult(s.in)
	seats := s.core.clamped()
	var err error
	if s.last != nil && s.last.Matched == s.in.Rows && s.in.Minimum == nil {
		side := wholeSide(s.core, seats) // every row still has a column, and where all seats are full the dual values hardly change
		if side.block.exact {
			side.block.start(s.last.V)
		}
		err = solveRest(s.ctx, side, nil, r)
	} else {
		s.turned, err = solveSides(s.ctx, s.core, seats, r)
	}
	if err != nil {
		return nil, err
	}
	r.complete(s.core, seats)
	s.scaled = s.scaled || r.ShortRows == nil && spread(s.core.Cost) >= scaleSpread && r.full(seats)
	if s.src != nil {
		r.bar(s.in, s.src.extent)
	}
	return r, nil
}

// full says whether every seat is taken.
func (r *Result) full(seats []int32) bool {
	return total(seats) == r.Matched
}

func newResult(in *Instance) *Result {
	return &Result{Mate: slices.Repeat([]int32{-1}, in.Rows), U: make([]int64, in.Rows), V: make([]int64, in.Cols)}
}

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
