package assign

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// MaxSide is the greatest number of rows, and of columns, that an Instance may have. Up to this size no sum of costs,
// dual value or length of a path can leave an int64, whatever int32 costs are given.
const MaxSide = 1 << 27

// Instance is one problem: rows that each want one column, columns that each have a number of seats, and a cost for
// every allowed pair. Rows are the mentees and columns the mentors of a mentoring programme; less cost is better, and
// a score becomes a cost as "a constant minus the score".
//
// The allowed pairs are given in one of three forms, and the fields of the others are nil:
//
//   - dense: Dense, Dense16 or Dense8 holds Rows*Cols costs, row by row. Every pair is allowed; with Holes, all but
//     those whose cost is the greatest number of the type.
//   - sparse: the pairs of row i are Col[RowStart[i]:RowStart[i+1]], ascending and without repeats, at the costs in
//     the same places of Cost. RowStart has Rows+1 entries and starts at 0.
//   - implicit: Implicit computes the costs when they are asked for, and only a small part of them is ever kept.
//
// An Instance with no form has no allowed pair. Solve and Verify read an Instance and never change it.
type Instance struct {
	Rows, Cols int

	Capacity []int // seats per column; nil means one each; 0 is a column that takes nobody
	Minimum  []int // rows that each column should have at least; nil means none

	RowStart []int
	Col      []int32
	Cost     []int32

	Dense   []int32
	Dense16 []int16
	Dense8  []uint8
	Holes   bool

	Implicit *Implicit

	without []bool // per row: it has no allowed pair, whatever is said elsewhere (see unlocked)

	// Locked gives rows a column whatever it costs the others: per row its column, by an allowed pair, or -1. The rest is
	// solved around them. Nil means that none is locked.
	Locked []int32

	// RowKeys and ColKeys say in which order the choice among equally good solutions is made, the least key first: with
	// keys of their own, rows and columns get the same partners in whatever order they are listed. No key may come twice.
	// Nil means the order of the instance.
	RowKeys, ColKeys []int64
}

// NotAllowed is what Implicit.Costs writes for a pair that is not allowed.
const NotAllowed = math.MaxInt32

// Implicit gives costs that are computed. Costs and Candidates are called by many goroutines at a time, any number of
// times for the same pair, and must always give the same.
type Implicit struct {
	// Costs writes the costs of a row in the columns lo, lo+1, … into out, one per element, NotAllowed for those that are
	// not allowed. All others must be from Least to Most.
	Costs       func(row, lo int, out []int32)
	Least, Most int32

	// Candidates gives columns that may suit a row well, in any order. It saves a reading of all pairs when a few dozen
	// good ones are quickly found, by an index; the solution is the best over all pairs whatever it gives. It may be nil.
	Candidates func(row int) []int32
}

// What can be wrong with an Instance. Every error of Check wraps one of these and says where.
var (
	ErrShape    = errors.New("assign: sizes do not fit together")
	ErrCapacity = errors.New("assign: negative capacity")
	ErrColumn   = errors.New("assign: column out of range")
	ErrOrder    = errors.New("assign: columns of a row not ascending")
	ErrTooLarge = errors.New("assign: too large")
	ErrMinimum  = errors.New("assign: minimum out of range")
	ErrCost     = errors.New("assign: cost out of range")
	ErrKey      = errors.New("assign: key given twice")
	ErrLocked   = errors.New("assign: locked pair")
)

// Check says whether the instance is well formed. Solve calls it first, so a caller needs it only to refuse early.
func (in *Instance) Check() error {
	if in == nil {
		return fmt.Errorf("%w: no instance", ErrShape)
	}
	if in.Rows < 0 || in.Cols < 0 {
		return fmt.Errorf("%w: %d rows, %d columns", ErrShape, in.Rows, in.Cols)
	}
	if in.Rows > MaxSide || in.Cols > MaxSide {
		return fmt.Errorf("%w: %d rows and %d columns, at most %d of each", ErrTooLarge, in.Rows, in.Cols, MaxSide)
	}
	if in.Capacity != nil && len(in.Capacity) != in.Cols {
		return fmt.Errorf("%w: %d capacities for %d columns", ErrShape, len(in.Capacity), in.Cols)
	}
	for j, c := range in.Capacity {
		if c < 0 {
			return fmt.Errorf("%w: column %d has %d seats", ErrCapacity, j, c)
		}
	}
	if err := in.checkMinimum(); err != nil {
		return err
	}
	if err := checkKeys("row", in.RowKeys, in.Rows); err != nil {
		return err
	}
	if err := checkKeys("column", in.ColKeys, in.Cols); err != nil {
		return err
	}
	forms := 0
	for _, given := range []bool{in.RowStart != nil || in.Col != nil || in.Cost != nil, in.Dense != nil, in.Dense16 != nil, in.Dense8 != nil, in.Implicit != nil} {
		if given {
			forms++
		}
	}
	var err error
	switch {
	case forms > 1:
		err = fmt.Errorf("%w: pairs in %d forms", ErrShape, forms)
	case in.matrix():
		err = in.checkDense()
	case in.Implicit != nil:
		err = in.checkImplicit()
	default:
		err = in.checkSparse()
	}
	if err != nil {
		return err
	}
	return in.checkLocked()
}

func (in *Instance) checkMinimum() error {
	if in.Minimum != nil && len(in.Minimum) != in.Cols {
		return fmt.Errorf("%w: %d minimums for %d columns", ErrShape, len(in.Minimum), in.Cols)
	}
	for j, least := range in.Minimum {
		if least < 0 || least > in.seats(j) {
			return fmt.Errorf("%w: column %d should have at least %d rows and has %d seats", ErrMinimum, j, least, in.seats(j))
		}
	}
	return nil
}

func checkKeys(side string, keys []int64, n int) error {
	if keys == nil {
		return nil
	}
	if len(keys) != n {
		return fmt.Errorf("%w: %d %s keys for %d", ErrShape, len(keys), side, n)
	}
	sorted := slices.Clone(keys)
	slices.Sort(sorted)
	for k := 1; k < n; k++ {
		if sorted[k] == sorted[k-1] {
			return fmt.Errorf("%w: two %ss have %d", ErrKey, side, sorted[k])
		}
	}
	return nil
}

func (in *Instance) checkDense() error {
	// Both sides are at most 2^27, so the product cannot overflow an int of 64 bits; on 32 bits the comparison in
	// int64 still refuses what no slice can hold.
	if n := len(in.Dense) + len(in.Dense16) + len(in.Dense8); int64(n) != int64(in.Rows)*int64(in.Cols) {
		return fmt.Errorf("%w: %d costs for %d rows and %d columns", ErrShape, n, in.Rows, in.Cols)
	}
	return nil
}

func (in *Instance) checkImplicit() error {
	m := in.Implicit
	if m.Costs == nil {
		return fmt.Errorf("%w: Implicit has no Costs", ErrShape)
	}
	if m.Least > m.Most || m.Most == NotAllowed {
		return fmt.Errorf("%w: costs from %d to %d", ErrCost, m.Least, m.Most)
	}
	return nil
}

func (in *Instance) checkSparse() error {
	if len(in.Col) != len(in.Cost) {
		return fmt.Errorf("%w: %d columns and %d costs", ErrShape, len(in.Col), len(in.Cost))
	}
	if in.RowStart == nil && len(in.Col) == 0 {
		return nil
	}
	if len(in.RowStart) != in.Rows+1 {
		return fmt.Errorf("%w: RowStart has %d entries for %d rows", ErrShape, len(in.RowStart), in.Rows)
	}
	if in.RowStart[0] != 0 || in.RowStart[in.Rows] != len(in.Col) {
		return fmt.Errorf("%w: RowStart runs from %d to %d over %d pairs", ErrShape, in.RowStart[0], in.RowStart[in.Rows], len(in.Col))
	}
	for i := range in.Rows {
		lo, hi := in.RowStart[i], in.RowStart[i+1]
		if lo > hi || hi > len(in.Col) {
			return fmt.Errorf("%w: row %d runs from %d to %d", ErrShape, i, lo, hi)
		}
		last := int32(-1)
		for _, j := range in.Col[lo:hi] {
			if j < 0 || int(j) >= in.Cols {
				return fmt.Errorf("%w: row %d names column %d of %d", ErrColumn, i, j, in.Cols)
			}
			if j <= last {
				return fmt.Errorf("%w: row %d has %d after %d", ErrOrder, i, j, last)
			}
			last = j
		}
	}
	return nil
}

// Pairs is the number of pairs that are listed: those of a sparse instance, and all of a matrix or an implicit
// instance, allowed or not.
func (in *Instance) Pairs() int {
	if in.listed() {
		return len(in.Col)
	}
	return in.Rows * in.Cols
}

// CostOf gives the cost of a pair, and whether it is allowed.
func (in *Instance) CostOf(row, col int) (cost int32, allowed bool) {
	if row < 0 || row >= in.Rows || col < 0 || col >= in.Cols {
		return 0, false
	}
	c, ok := pairCost(in, row, int32(col))
	return int32(c), ok
}

func (in *Instance) matrix() bool { return in.Dense != nil || in.Dense16 != nil || in.Dense8 != nil }
func (in *Instance) listed() bool { return !in.matrix() && in.Implicit == nil }

// seats is how many rows column j takes, as given.
func (in *Instance) seats(j int) int {
	if in.Capacity == nil {
		return 1
	}
	return in.Capacity[j]
}

// row gives the pairs of a row of a sparse instance: its columns and their costs.
func (in *Instance) row(i int) (cols, costs []int32) {
	if in.RowStart == nil {
		return nil, nil
	}
	lo, hi := in.RowStart[i], in.RowStart[i+1]
	return in.Col[lo:hi], in.Cost[lo:hi]
}

// minimum is how many rows column j should have at least.
func (in *Instance) minimum(j int) int {
	if in.Minimum == nil {
		return 0
	}
	return in.Minimum[j]
}

// clamped gives the capacities cut down to one more than each column can use, its number of allowed rows: so the sum
// is small however great the numbers given are, and a column that always has a free seat still has one.
func (in *Instance) clamped() []int32 {
	seats := make([]int32, in.Cols)
	for j, d := range in.degrees() {
		seats[j] = int32(min(in.seats(j), d+1))
	}
	return seats
}

// degrees counts the rows that may use each column of a sparse instance.
func (in *Instance) degrees() []int {
	degree := make([]int, in.Cols)
	for _, j := range in.Col {
		degree[j]++
	}
	return degree
}

// spread is the greatest cost less the least.
func spread(costs []int32) int64 {
	if len(costs) == 0 {
		return 0
	}
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	for _, c := range costs {
		lo, hi = min(lo, c), max(hi, c)
	}
	return int64(hi) - int64(lo)
}
