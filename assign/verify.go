package assign

import (
	"errors"
	"fmt"
	"slices"
)

// ErrProof is wrapped by every error of Verify that finds a result not proven to be optimal.
var ErrProof = errors.New("assign: not proven")

// Verify checks that a result is a solution of the instance and that its proof holds: that no solution has more pairs,
// and that none with as many pairs costs less. It shares no code with the solver and reads each allowed pair once.
func Verify(in *Instance, r *Result) error {
	if err := in.Check(); err != nil {
		return err
	}
	if r == nil || len(r.Mate) != in.Rows || len(r.U) != in.Rows || len(r.V) != in.Cols {
		return fmt.Errorf("%w: result of another size", ErrProof)
	}
	shortRows, shortCols := r.ShortRows, r.ShortCols
	if shortRows == nil && shortCols == nil {
		shortRows, shortCols = make([]bool, in.Rows), make([]bool, in.Cols)
	}
	if len(shortRows) != in.Rows || len(shortCols) != in.Cols {
		return fmt.Errorf("%w: short side of another size", ErrProof)
	}
	if err := verifyBounds(r); err != nil {
		return err
	}

	taken := make([]int, in.Cols)
	matched, cost := 0, int64(0)
	for i, mate := range r.Mate {
		u, short := r.U[i], shortRows[i]
		if short && u > 0 {
			return fmt.Errorf("%w: row %d of the short side has U %d above 0", ErrProof, i, u)
		}
		if mate < 0 && (!short || u != 0 || mate != -1) {
			return fmt.Errorf("%w: row %d has no column, U %d, and stands on the short side: %t", ErrProof, i, u, short)
		}
		found := false
		cols, costs := in.row(i)
		for k, c := range costs {
			j := int32(k)
			if cols != nil {
				j = cols[k]
			}
			if short != shortCols[j] {
				if short {
					return fmt.Errorf("%w: row %d of the short side may use column %d outside", ErrProof, i, j)
				}
				if j == mate {
					return fmt.Errorf("%w: row %d outside takes column %d of the short side", ErrProof, i, j)
				}
				continue
			}
			slack := int64(c) - u - r.V[j]
			if slack < 0 {
				return fmt.Errorf("%w: row %d and column %d cost %d, less than %d and %d", ErrProof, i, j, c, u, r.V[j])
			}
			if j == mate {
				if slack != 0 {
					return fmt.Errorf("%w: pair of row %d and column %d costs %d, more than %d and %d", ErrProof, i, j, c, u, r.V[j])
				}
				found = true
				matched++
				cost += int64(c)
				taken[j]++
			}
		}
		if mate >= 0 && !found {
			return fmt.Errorf("%w: row %d has column %d, which is not allowed", ErrProof, i, mate)
		}
	}

	for j, n := range taken {
		seats := in.seats(j)
		switch v := r.V[j]; {
		case n > seats:
			return fmt.Errorf("%w: column %d has %d seats and %d rows", ErrProof, j, seats, n)
		case shortCols[j] && n < seats:
			return fmt.Errorf("%w: column %d of the short side has a free seat", ErrProof, j)
		case !shortCols[j] && v > 0:
			return fmt.Errorf("%w: column %d has V %d above 0", ErrProof, j, v)
		case n < seats && v != 0:
			return fmt.Errorf("%w: column %d has a free seat and V %d", ErrProof, j, v)
		}
	}
	if matched != r.Matched || cost != r.Cost {
		return fmt.Errorf("%w: %d pairs at %d in all, not %d at %d", ErrProof, matched, cost, r.Matched, r.Cost)
	}
	return verifyUnmatched(r)
}

// verifyBounds refuses dual values so great that sums of them could overflow.
func verifyBounds(r *Result) error {
	const bound = 1 << 61
	tooGreat := func(x int64) bool { return x > bound || x < -bound }
	if slices.ContainsFunc(r.U, tooGreat) || slices.ContainsFunc(r.V, tooGreat) {
		return fmt.Errorf("%w: dual value out of bounds", ErrProof)
	}
	return nil
}

// verifyUnmatched checks that just the rows without a column are explained.
func verifyUnmatched(r *Result) error {
	rest := r.Unmatched
	for i, mate := range r.Mate {
		if mate >= 0 {
			continue
		}
		if len(rest) == 0 || rest[0].Row != i {
			return fmt.Errorf("%w: row %d has no column and no cause", ErrProof, i)
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: cause for row %d", ErrProof, rest[0].Row)
	}
	return nil
}
