package assign

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"sync"
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

// Verify checks that a result is a solution of the instance and that its proof holds: that no solution has more pairs
// or meets more of the minimums, and that none with as many of both costs less. It shares nothing with the solver and
// reads each pair once. The package comment says why what it checks is a proof.
//
// Which rows and columns are listed in Unmatched and Unserved is checked, what is said there of each is not.
func Verify(in *Instance, r *Result) error { return VerifyWith(in, r, 1) }

// VerifyWith is Verify with the pairs read by a number of goroutines.
func VerifyWith(in *Instance, r *Result, threads int) error {
	if err := in.Check(); err != nil {
		return err
	}
	if r != nil && r.Objective == Fair {
		return verifyFair(in, r, threads)
	}
	p, err := newProof(in, r)
	if err != nil {
		return err
	}
	return p.all(threads)
}

func (p *proof) all(threads int) error {
	if err := p.mates(); err != nil {
		return err
	}
	if err := p.columns(); err != nil {
		return err
	}
	return p.pairs(threads)
}

// proof is a result with all that it claims spelled out.
type proof struct {
	in       *Instance
	r        *Result
	row, col []zone
	taken    []int // rows per column, locked ones included
	held     []int // locked rows per column; nil for none
	free     bool  // nothing costs anything: only the most pairs and minimums are proven
}

// locked says whether row i is locked, and so outside all that is proven.
func (p *proof) locked(i int) bool { return p.in.Locked != nil && p.in.Locked[i] >= 0 }

func newProof(in *Instance, r *Result) (*proof, error) {
	if r == nil || len(r.Mate) != in.Rows || len(r.U) != in.Rows || len(r.V) != in.Cols {
		return nil, unproven("result of another size")
	}
	p := &proof{in: in, r: r, row: make([]zone, in.Rows), col: make([]zone, in.Cols), taken: make([]int, in.Cols)}
	if (r.ShortRows == nil) != (r.ShortCols == nil) || (r.StarvedRows == nil) != (r.StarvedCols == nil) {
		return nil, unproven("half a side")
	}
	mark := func(zones []zone, flags []bool, which zone) bool {
		for k, on := range flags {
			if k == len(zones) || on && zones[k] != rest {
				return false
			}
			if on {
				zones[k] = which
			}
		}
		return flags == nil || len(flags) == len(zones)
	}
	if !mark(p.row, r.ShortRows, short) || !mark(p.col, r.ShortCols, short) || !mark(p.row, r.StarvedRows, starved) || !mark(p.col, r.StarvedCols, starved) {
		return nil, unproven("sides of another size, or that overlap")
	}
	if in.Locked != nil {
		p.held = make([]int, in.Cols)
	}
	tooGreat := func(x int64) bool { return x > dualBound || x < -dualBound }
	if slices.ContainsFunc(r.U, tooGreat) || slices.ContainsFunc(r.V, tooGreat) {
		return nil, unproven("dual value out of bounds")
	}
	return p, nil
}

// mates checks the pairs that were chosen and the rows without one. It counts the rows of each column.
func (p *proof) mates() error {
	r := p.r
	matched, total := 0, int64(0)
	var out []int
	for i, mate := range r.Mate {
		if p.locked(i) {
			if mate != p.in.Locked[i] {
				return unproven("row %d has column %d and is locked to %d", i, mate, p.in.Locked[i])
			}
			cost, _ := pairCost(p.in, i, mate) // Check saw to it that the pair is allowed
			if p.free {
				cost = 0
			}
			p.taken[mate]++
			p.held[mate]++
			matched++
			total += cost
			continue
		}
		if p.row[i] == short && r.U[i] > 0 {
			return unproven("row %d of the short side has U %d above 0", i, r.U[i])
		}
		if mate == -1 {
			if p.row[i] != short || r.U[i] != 0 {
				return unproven("row %d has no column, U %d, and stands on the short side: %t", i, r.U[i], p.row[i] == short)
			}
			out = append(out, i)
			continue
		}
		cost, ok := pairCost(p.in, i, mate)
		if p.free {
			cost = 0
		}
		if !ok {
			return unproven("row %d has column %d, which is not allowed", i, mate)
		}
		if p.row[i] != p.col[mate] {
			return unproven("the pair of row %d and column %d lies across two sides", i, mate)
		}
		if cost != r.U[i]+r.V[mate] {
			return unproven("the pair of row %d and column %d costs %d, not %d and %d", i, mate, cost, r.U[i], r.V[mate])
		}
		p.taken[mate]++
		matched++
		total += cost
	}
	if matched != r.Matched || total != r.Cost {
		return unproven("%d pairs at %d in all, not %d at %d", matched, total, r.Matched, r.Cost)
	}
	if !slices.EqualFunc(out, r.Unmatched, func(i int, u Unmatched) bool { return i == u.Row }) {
		return unproven("Unmatched does not list the rows without a column, which are %v", out)
	}
	return nil
}

func pairCost(in *Instance, i int, j int32) (int64, bool) {
	if j < 0 || int(j) >= in.Cols {
		return 0, false
	}
	k := i*in.Cols + int(j)
	switch {
	case in.Dense8 != nil:
		return int64(in.Dense8[k]), !in.Holes || in.Dense8[k] != math.MaxUint8
	case in.Dense16 != nil:
		return int64(in.Dense16[k]), !in.Holes || in.Dense16[k] != math.MaxInt16
	case in.Dense != nil:
		return int64(in.Dense[k]), !in.Holes || in.Dense[k] != math.MaxInt32
	case in.Implicit != nil:
		var c [1]int32
		in.Implicit.Costs(i, int(j), c[:])
		return int64(c[0]), c[0] != NotAllowed
	case in.RowStart == nil:
		return 0, false
	}
	cols := in.Col[in.RowStart[i]:in.RowStart[i+1]]
	k = sort.Search(len(cols), func(k int) bool { return cols[k] >= j })
	if k == len(cols) || cols[k] != j {
		return 0, false
	}
	return int64(in.Cost[in.RowStart[i]+k]), true
}

func (p *proof) columns() error {
	var under []int
	for j, n := range p.taken {
		seats, least := 1, 0
		if p.in.Capacity != nil {
			seats = p.in.Capacity[j]
		}
		if p.in.Minimum != nil {
			least = p.in.Minimum[j]
		}
		if n < least {
			under = append(under, j)
		}
		v := p.r.V[j]
		if n > seats {
			return unproven("column %d has %d seats and %d rows", j, seats, n)
		}
		if p.held != nil { // around the locked rows
			n, seats, least = n-p.held[j], seats-p.held[j], max(least-p.held[j], 0)
		}
		switch p.col[j] {
		case short:
			if n < seats {
				return unproven("column %d of the short side has a free seat", j)
			}
		case starved:
			if n > least || v > 0 || n < least && v != 0 {
				return unproven("column %d of the starved side has %d rows, V %d and a minimum of %d", j, n, v, least)
			}
		case rest:
			if n < least || v > 0 && (n > least || least == 0) || v < 0 && n < seats {
				return unproven("column %d has %d rows, V %d, %d seats and a minimum of %d", j, n, v, seats, least)
			}
		}
	}
	if !slices.EqualFunc(under, p.r.Unserved, func(j int, u Unserved) bool { return j == u.Col }) {
		return unproven("Unserved does not list the columns without their minimum, which are %v", under)
	}
	return nil
}

// pairs checks that no allowed pair costs less than its U+V. Of the pairs across the sides, those into the short side
// and out of the starved side may cost anything, and the others may not exist.
func (p *proof) pairs(threads int) error {
	var seen [3][]int64 // V, as the rows of each zone see it
	for _, z := range []zone{rest, short, starved} {
		seen[z] = slices.Clone(p.r.V)
		for j, at := range p.col {
			if at == z {
				continue
			}
			seen[z][j] = barred
			if at == short || z == starved {
				seen[z][j] = -barred
			}
		}
	}
	threads = min(threadsOf(threads), max(p.in.Rows, 1))
	errs := make([]error, threads)
	var group sync.WaitGroup
	for t := range threads {
		group.Go(func() {
			var buf []int32
			if p.in.Implicit != nil {
				buf = make([]int32, min(p.in.Cols, 1<<12))
			}
			for i := p.in.Rows * t / threads; i < p.in.Rows*(t+1)/threads && errs[t] == nil; i++ {
				if p.locked(i) {
					continue
				}
				errs[t] = p.pairsOf(i, seen[p.row[i]], buf)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// pairsOf checks the pairs of one row. buf is for costs that are computed.
func (p *proof) pairsOf(i int, v []int64, buf []int32) error {
	in, u := p.in, p.r.U[i]
	if p.free {
		u = -barred / 2 // below what any pair costs, but for one that may not exist
	}
	bad := -1
	switch lo, hi := i*in.Cols, (i+1)*in.Cols; {
	case in.Dense8 != nil:
		bad = below(in.Dense8[lo:hi], v, u, math.MaxUint8, in.Holes)
	case in.Dense16 != nil:
		bad = below(in.Dense16[lo:hi], v, u, math.MaxInt16, in.Holes)
	case in.Dense != nil:
		bad = below(in.Dense[lo:hi], v, u, math.MaxInt32, in.Holes)
	case in.Implicit != nil:
		for first := 0; first < in.Cols && bad < 0; first += len(buf) {
			costs := buf[:min(len(buf), in.Cols-first)]
			in.Implicit.Costs(i, first, costs)
			if k := below(costs, v[first:first+len(costs)], u, NotAllowed, true); k >= 0 {
				bad = first + k
			}
		}
	case in.RowStart != nil:
		for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
			if int64(in.Cost[k])-v[in.Col[k]] < u {
				bad = int(in.Col[k])
				break
			}
		}
	}
	if bad < 0 {
		return nil
	}
	if v[bad] == barred {
		return unproven("row %d may use column %d, which lies across two sides", i, bad)
	}
	cost, _ := pairCost(in, i, int32(bad))
	return unproven("row %d and column %d cost %d, less than %d and %d", i, bad, cost, u, v[bad])
}

// below gives the first column of a row that costs less than u+v, or -1.
func below[T uint8 | int16 | int32](costs []T, v []int64, u int64, hole T, holes bool) int {
	v = v[:len(costs)]
	for j, c := range costs {
		if int64(c)-v[j] < u && (!holes || c != hole) {
			return j
		}
	}
	return -1
}
