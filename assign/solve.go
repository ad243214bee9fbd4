package assign

import (
	"context"
	"slices"
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

	progress Progress
}

func (s *solver) begin(phase Phase, round int) {
	s.progress = Progress{Phase: phase, Round: round}
	if s.o.Progress != nil {
		s.o.Progress(s.progress)
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
			p := s.progress
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
	if err := s.room(min(n, s.in.Pairs())); err != nil { // some come twice
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
