package assign

import (
	"errors"
	"fmt"
	"slices"
	"sort"
)

// ErrProof is wrapped by every error of Verify that finds a result not proven to be optimal.
var ErrProof = errors.New("assign: not proven")

func unproven(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrProof}, args...)...)
}

// dualBound is how far from 0 a dual value may be, so that no sum of a few can overflow; barred is beyond any such sum.
const (
	dualBound = 1 << 60
	barred    = 1 << 62
)

// Verify checks that a result is a solution of the instance and that its proof holds: that no solution has more pairs,
// and that none with as many pairs costs less. It shares nothing with the solver and reads each allowed pair once.
// The package comment says why what it checks is a proof.
//
// Which rows are listed in Unmatched is checked, what is said there of each is not.
func Verify(in *Instance, r *Result) error {
	if err := in.Check(); err != nil {
		return err
	}
	short, err := verifySizes(in, r)
	if err != nil {
		return err
	}
	taken, err := verifyMates(in, r, short)
	if err != nil {
		return err
	}
	if err := verifyColumns(in, r, short, taken); err != nil {
		return err
	}
	return verifyPairs(in, r, short)
}

// shortFlags is the short side as a result names it, with all lists there.
type shortFlags struct{ rows, cols []bool }

func verifySizes(in *Instance, r *Result) (shortFlags, error) {
	if r == nil || len(r.Mate) != in.Rows || len(r.U) != in.Rows || len(r.V) != in.Cols {
		return shortFlags{}, unproven("result of another size")
	}
	s := shortFlags{r.ShortRows, r.ShortCols}
	if s.rows == nil && s.cols == nil {
		s = shortFlags{make([]bool, in.Rows), make([]bool, in.Cols)}
	}
	if len(s.rows) != in.Rows || len(s.cols) != in.Cols {
		return shortFlags{}, unproven("short side of another size")
	}
	tooGreat := func(x int64) bool { return x > dualBound || x < -dualBound }
	if slices.ContainsFunc(r.U, tooGreat) || slices.ContainsFunc(r.V, tooGreat) {
		return shortFlags{}, unproven("dual value out of bounds")
	}
	return s, nil
}

// verifyMates checks the pairs that were chosen and the rows without one. It counts the rows of each column.
func verifyMates(in *Instance, r *Result, short shortFlags) ([]int, error) {
	taken := make([]int, in.Cols)
	matched, total := 0, int64(0)
	var out []int
	for i, mate := range r.Mate {
		if short.rows[i] && r.U[i] > 0 {
			return nil, unproven("row %d of the short side has U %d above 0", i, r.U[i])
		}
		if mate == -1 {
			if !short.rows[i] || r.U[i] != 0 {
				return nil, unproven("row %d has no column, U %d, and stands on the short side: %t", i, r.U[i], short.rows[i])
			}
			out = append(out, i)
			continue
		}
		cost, ok := pairCost(in, i, mate)
		if !ok {
			return nil, unproven("row %d has column %d, which is not allowed", i, mate)
		}
		if short.rows[i] != short.cols[mate] {
			return nil, unproven("the pair of row %d and column %d lies across the short side", i, mate)
		}
		if cost != r.U[i]+r.V[mate] {
			return nil, unproven("the pair of row %d and column %d costs %d, not %d and %d", i, mate, cost, r.U[i], r.V[mate])
		}
		taken[mate]++
		matched++
		total += cost
	}
	if matched != r.Matched || total != r.Cost {
		return nil, unproven("%d pairs at %d in all, not %d at %d", matched, total, r.Matched, r.Cost)
	}
	if !slices.EqualFunc(out, r.Unmatched, func(i int, u Unmatched) bool { return i == u.Row }) {
		return nil, unproven("Unmatched does not list the rows without a column, which are %v", out)
	}
	return taken, nil
}

func pairCost(in *Instance, i int, j int32) (int64, bool) {
	if j < 0 || int(j) >= in.Cols {
		return 0, false
	}
	if in.Dense != nil {
		return int64(in.Dense[i*in.Cols+int(j)]), true
	}
	if in.RowStart == nil {
		return 0, false
	}
	cols := in.Col[in.RowStart[i]:in.RowStart[i+1]]
	k := sort.Search(len(cols), func(k int) bool { return cols[k] >= j })
	if k == len(cols) || cols[k] != j {
		return 0, false
	}
	return int64(in.Cost[in.RowStart[i]+k]), true
}

func verifyColumns(in *Instance, r *Result, short shortFlags, taken []int) error {
	for j, n := range taken {
		seats := 1
		if in.Capacity != nil {
			seats = in.Capacity[j]
		}
		switch v := r.V[j]; {
		case n > seats:
			return unproven("column %d has %d seats and %d rows", j, seats, n)
		case short.cols[j] && n < seats:
			return unproven("column %d of the short side has a free seat", j)
		case !short.cols[j] && v > 0:
			return unproven("column %d has V %d above 0", j, v)
		case n < seats && v != 0:
			return unproven("column %d has a free seat and V %d", j, v)
		}
	}
	return nil
}

// verifyPairs checks that no allowed pair costs less than its U+V. Of the pairs across the short side, those out of it
// may not exist, and those into it may cost anything.
func verifyPairs(in *Instance, r *Result, short shortFlags) error {
	outside, inside := slices.Clone(r.V), slices.Clone(r.V)
	for j, s := range short.cols {
		if s {
			outside[j] = -barred
		} else {
			inside[j] = barred
		}
	}
	for i, u := range r.U {
		v := outside
		if short.rows[i] {
			v = inside
		}
		if in.Dense != nil {
			row := in.Dense[i*in.Cols : (i+1)*in.Cols]
			v = v[:len(row)]
			for j, cost := range row {
				if int64(cost)-v[j] < u {
					return unprovenPair(r, short, i, j, cost)
				}
			}
		} else if in.RowStart != nil {
			for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
				if j := in.Col[k]; int64(in.Cost[k])-v[j] < u {
					return unprovenPair(r, short, i, int(j), in.Cost[k])
				}
			}
		}
	}
	return nil
}

func unprovenPair(r *Result, short shortFlags, i, j int, cost int32) error {
	if short.rows[i] && !short.cols[j] {
		return unproven("row %d of the short side may use column %d outside it", i, j)
	}
	return unproven("row %d and column %d cost %d, less than %d and %d", i, j, cost, r.U[i], r.V[j])
}
