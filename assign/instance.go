package assign

import (
	"errors"
	"fmt"
	"math"
)

// MaxSide is the greatest number of rows, and of columns, that an Instance may have. Up to this size no sum of costs,
// dual value or length of a path can leave an int64, whatever int32 costs are given.
const MaxSide = 1 << 27

// Instance is one problem: rows that each want one column, columns that each have a number of seats, and a cost for
// every allowed pair. Rows are the mentees and columns the mentors of a mentoring programme; less cost is better, and
// a score becomes a cost as "a constant minus the score".
//
// The allowed pairs are given in one of two forms:
//
//   - dense: Dense holds Rows*Cols costs, row by row, and every pair is allowed. RowStart, Col and Cost are nil.
//   - sparse: the pairs of row i are Col[RowStart[i]:RowStart[i+1]], ascending and without repeats, at the costs in
//     the same places of Cost. RowStart has Rows+1 entries and starts at 0. Dense is nil.
//
// An Instance with neither form has no allowed pair. Solve and Verify read an Instance and never change it.
type Instance struct {
	Rows, Cols int

	Capacity []int // seats per column; nil means one each; 0 is a column that takes nobody

	RowStart []int
	Col      []int32
	Cost     []int32

	Dense []int32
}

// What can be wrong with an Instance. Every error of Check wraps one of these and says where.
var (
	ErrShape    = errors.New("assign: sizes do not fit together")
	ErrCapacity = errors.New("assign: negative capacity")
	ErrColumn   = errors.New("assign: column out of range")
	ErrOrder    = errors.New("assign: columns of a row not ascending")
	ErrTooLarge = errors.New("assign: too large")
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
	if in.Dense != nil {
		return in.checkDense()
	}
	return in.checkSparse()
}

func (in *Instance) checkDense() error {
	if in.RowStart != nil || in.Col != nil || in.Cost != nil {
		return fmt.Errorf("%w: both dense and sparse pairs", ErrShape)
	}
	// Both sides are at most 2^27, so the product cannot overflow an int of 64 bits; on 32 bits the comparison in
	// int64 still refuses what no slice can hold.
	if int64(len(in.Dense)) != int64(in.Rows)*int64(in.Cols) {
		return fmt.Errorf("%w: %d costs for %d rows and %d columns", ErrShape, len(in.Dense), in.Rows, in.Cols)
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

// Pairs is the number of allowed pairs.
func (in *Instance) Pairs() int {
	if in.Dense != nil {
		return len(in.Dense)
	}
	return len(in.Col)
}

// seats is how many rows column j takes, as given.
func (in *Instance) seats(j int) int {
	if in.Capacity == nil {
		return 1
	}
	return in.Capacity[j]
}

// row gives the pairs of a row: its columns (nil in a dense instance: all of them, in order) and their costs.
func (in *Instance) row(i int) (cols, costs []int32) {
	if in.Dense != nil {
		return nil, in.Dense[i*in.Cols : (i+1)*in.Cols]
	}
	if in.RowStart == nil {
		return nil, nil
	}
	lo, hi := in.RowStart[i], in.RowStart[i+1]
	return in.Col[lo:hi], in.Cost[lo:hi]
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

// degrees counts the rows that may use each column.
func (in *Instance) degrees() []int {
	degree := make([]int, in.Cols)
	if in.Dense != nil {
		for j := range degree {
			degree[j] = in.Rows
		}
	}
	for _, j := range in.Col {
		degree[j]++
	}
	return degree
}

// each calls use for the pairs of a row.
func (in *Instance) each(i int, use func(j, cost int32)) {
	cols, costs := in.row(i)
	for k, c := range costs {
		if cols != nil {
			use(cols[k], c)
		} else {
			use(int32(k), c)
		}
	}
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
