package assign

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrEdit is wrapped by every error of an edit that cannot be made. The solution is then as it was.
var ErrEdit = errors.New("assign: cannot edit")

// Live is a solution that is kept the best while its instance is edited: pairs forbidden, allowed or given another cost,
// seats added or taken away, rows and columns that come and go, pairs locked. After each edit the solution is exact, for
// the objective Total. An edit starts from the dual values of the last solution and usually looks at a few hundred pairs.
//
// A Live is not safe for concurrent use. The instance it was made from must not change while it is used.
type Live struct {
	arcs
	seating       // at, mate and place; the lists of at grow as they need
	cap     []int // per column: seats, those of locked rows included
	min     []int // per column: rows that it should have, locked ones included
	taken   []int // per column: rows that are locked to it
	hi, lo  []int // cap and min without those
	load    []int // per column: its rows, or one more or less while an edit is being made
	u, v    []int64
	matched int
	cost    int64

	locked  []int32 // per row: the column that it is locked to, or -1
	gone    []bool  // per row: removed
	goneCol []bool
	rowKeys []int64
	colKeys []int64
	search  search
	threads int
}

// To stay out costs a row big, and so does every row that a column has too few. No sum of costs along a path comes near it,
// so it never mixes with them: each dual value is a multiple of big, which tells the side, and a small rest.
const (
	big      = 1 << 54
	bigLimit = big / 8
)

// NewLive solves an instance and keeps the solution ready for edits. Of the options it heeds Threads and Progress. It refuses with
// ErrTooLarge what is so large that costs could add up to 2^51, and with ErrEdit an objective other than Total.
func NewLive(ctx context.Context, in *Instance, o Options) (*Live, error) {
	if o.Objective != Total {
		return nil, fmt.Errorf("%w: the objective is %v", ErrEdit, o.Objective)
	}
	if err := in.Check(); err != nil {
		return nil, err
	}
	free := *in
	free.Locked = nil // they are locked when all is ready
	s := &solver{ctx: ctx, in: &free, o: o}
	if err := s.open(); err != nil {
		return nil, err
	}
	r, _, err := s.optimum()
	if err != nil {
		return nil, err
	}
	l := newLive(&free, r, o)
	if err := l.listAll(ctx, s); err != nil {
		return nil, err
	}
	if err := sizeError(l.rows(), l.extent); err != nil {
		return nil, err
	}
	for i, j := range in.Locked {
		if j >= 0 {
			if err := l.Lock(i, int(j)); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

func newLive(in *Instance, r *Result, o Options) *Live {
	n, m := in.Rows, in.Cols
	l := &Live{
		seating: seating{at: make([][]int32, m), mate: make([]int32, n), place: make([]int32, n)},
		cap:     make([]int, m), min: make([]int, m), taken: make([]int, m), hi: make([]int, m), lo: make([]int, m), load: make([]int, m), u: make([]int64, n), v: make([]int64, m),
		locked: make([]int32, n), gone: make([]bool, n), goneCol: make([]bool, m),
		rowKeys: append([]int64(nil), in.RowKeys...), colKeys: append([]int64(nil), in.ColKeys...), threads: o.Threads,
	}
	for j := range m {
		l.cap[j], l.min[j] = in.seats(j), in.minimum(j)
		l.hi[j], l.lo[j] = l.cap[j], l.min[j]
		l.v[j] = r.V[j]
		switch r.colZone(j) {
		case short:
			l.v[j] -= big
		case starved:
			l.v[j] += big
		}
	}
	for i, j := range r.Mate {
		l.mate[i], l.locked[i] = -1, -1
		l.u[i] = r.U[i]
		switch r.rowZone(i) {
		case short:
			l.u[i] += big
		case starved:
			l.u[i] -= big
		}
		if j >= 0 {
			l.sit(int32(i), j)
			l.load[j]++
		}
	}
	l.matched, l.cost = r.Matched, r.Cost
	l.search.grow(m)
	return l
}

// sizeError refuses what could come near big.
func sizeError(rows int, extent int64) error {
	if extent+1 > bigLimit/(4*int64(rows+2)) {
		return fmt.Errorf("%w: %d rows with costs up to %d", ErrTooLarge, rows, extent)
	}
	return nil
}

func (l *Live) rows() int { return len(l.mate) }
func (l *Live) cols() int { return len(l.v) }

// Matched is how many rows have a column, locked ones included.
func (l *Live) Matched() int { return l.matched }

// Cost is the sum of the costs of all pairs, locked ones included.
func (l *Live) Cost() int64 { return l.cost }

// Mate is the column of a row, or -1.
func (l *Live) Mate(row int) int {
	if row < 0 || row >= l.rows() {
		return -1
	}
	if j := l.locked[row]; j >= 0 {
		return int(j)
	}
	return int(l.mate[row])
}

// Reads is how many pairs of a matrix or of an implicit instance were read since the last call.
func (l *Live) Reads() int64 {
	if l.src == nil {
		return 0
	}
	return l.src.reads.Swap(0)
}

// Change is what an edit, or one that is only thought of, does to a solution.
type Change struct {
	Pairs  int   // how many pairs there are more, or fewer if below 0
	Served int   // how many more rows count towards the minimums of columns, or fewer
	Cost   int64 // how much more the pairs cost in all
}

// Same says whether as many pairs remain and as many minimums are met, so that Cost says all.
func (c Change) Same() bool { return c.Pairs == 0 && c.Served == 0 }

func (l *Live) state() Change {
	served := 0
	for j, least := range l.lo {
		served += min(l.load[j], least)
	}
	return Change{l.matched, served, l.cost}
}

func (c Change) less(o Change) Change {
	return Change{c.Pairs - o.Pairs, c.Served - o.Served, c.Cost - o.Cost}
}

// Price says what changes if row and column are paired whatever it costs the others: without a loss of pairs, Cost is
// what the total loses. For a pair of the solution it is the zero Change.
func (l *Live) Price(row, col int) (Change, error) {
	if l.Mate(row) == col {
		return Change{}, l.check(row, col)
	}
	if err := l.check(row, col); err != nil {
		return Change{}, err
	}
	if j := l.locked[row]; j >= 0 {
		return Change{}, fmt.Errorf("%w: row %d is locked to column %d", ErrEdit, row, j)
	}
	before, least := l.state(), l.lo[col]
	defer l.hold()()
	if err := l.Lock(row, col); err != nil {
		return Change{}, err
	}
	p := l.state().less(before)
	if l.lo[col] < least { // the row counts towards the minimum of the column it is locked to
		p.Served++
	}
	return p, l.Unlock(row)
}

// Range says between which costs of an allowed pair the present solution stays one of the best. An end that nothing bounds
// is math.MinInt64 or math.MaxInt64.
func (l *Live) Range(row, col int) (lo, hi int64, err error) {
	if err := l.check(row, col); err != nil {
		return 0, 0, err
	}
	c, ok := l.costOf(int32(row), int32(col))
	if !ok {
		return 0, 0, fmt.Errorf("%w: row %d may not use column %d", ErrEdit, row, col)
	}
	lo, hi = math.MinInt64, math.MaxInt64
	switch {
	case l.locked[row] >= 0: // whatever it costs
	case l.mate[row] == int32(col):
		before := l.state()
		defer l.hold()()
		if err := l.Forbid(row, col); err != nil {
			return 0, 0, err
		}
		if p := l.state().less(before); p.Same() {
			hi = int64(c) + p.Cost
		}
		err = l.SetCost(row, col, c)
	default:
		var p Change
		if p, err = l.Price(row, col); err == nil && p.Same() {
			lo = int64(c) - p.Cost
		}
	}
	return lo, hi, err
}

// hold gives a function that brings back the pairs as they are now, after edits that were undone: what is left may be
// another of several equally good solutions, and to ask must change nothing.
func (l *Live) hold() func() {
	mate := slices.Clone(l.mate)
	return func() {
		for i, j := range l.mate {
			if j != mate[i] && j >= 0 {
				l.unseat(int32(i))
				l.load[j]--
			}
		}
		for i, j := range mate {
			if j != l.mate[i] && j >= 0 {
				l.insert(int32(i), j)
				l.seat(int32(i), j)
				l.load[j]++
			}
		}
	}
}

func (l *Live) check(row, col int) error {
	if row < 0 || row >= l.rows() || l.gone[row] {
		return fmt.Errorf("%w: there is no row %d", ErrEdit, row)
	}
	if col < 0 || col >= l.cols() || l.goneCol[col] {
		return fmt.Errorf("%w: there is no column %d", ErrEdit, col)
	}
	return nil
}
