package assign

import (
	"context"
	"fmt"
	"slices"
)

// Market is a two-sided matching problem: rows and columns each rank those on the other side, with ties, and only pairs in
// which both accept each other are listed. It is the hospitals/residents problem with ties; with one seat per column it is
// stable marriage with ties and incomplete lists.
//
// The pairs of row i are Col[RowStart[i]:RowStart[i+1]], ascending and without repeats. In the same places RowRank says how
// the row ranks the column and ColRank how the column ranks the row: less is better, equal is a tie.
type Market struct {
	Rows, Cols int
	Capacity   []int // seats per column; nil means one each

	RowStart         []int
	Col              []int32
	RowRank, ColRank []int32
}

// Check says whether the market is well formed; its errors are those of Instance.Check.
func (m *Market) Check() error {
	if m == nil {
		return fmt.Errorf("%w: no market", ErrShape)
	}
	if len(m.RowRank) != len(m.Col) || len(m.ColRank) != len(m.Col) {
		return fmt.Errorf("%w: %d pairs, %d and %d ranks", ErrShape, len(m.Col), len(m.RowRank), len(m.ColRank))
	}
	return m.pairs().Check()
}

// pairs is the market as an instance, which has no ranks.
func (m *Market) pairs() *Instance {
	return &Instance{Rows: m.Rows, Cols: m.Cols, Capacity: m.Capacity, RowStart: m.RowStart, Col: m.Col, Cost: m.RowRank}
}

// MarketOf makes a market of an instance in which both sides rank by the cost of the pair. It lists all allowed pairs.
func MarketOf(in *Instance) (*Market, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	m := &Market{Rows: in.Rows, Cols: in.Cols, Capacity: in.Capacity, RowStart: make([]int, 1, in.Rows+1)}
	for i := range in.Rows {
		in.forms(i, func(j, c int32) { m.Col, m.RowRank = append(m.Col, j), append(m.RowRank, c) })
		m.RowStart = append(m.RowStart, len(m.Col))
	}
	m.ColRank = m.RowRank
	return m, nil
}

// StableOptions say how hard to look for a larger stable matching. The zero value is a good choice.
type StableOptions struct {
	Tries int // orders in which ties are broken, each a run of its own; 0 means 32, or fewer where the market is large
}

// StableResult is a weakly stable matching: there is no pair of a row and a column who would both rather have each
// other than what they have. Among the many that ties allow it is the largest that was found.
type StableResult struct {
	Mate    []int32 // per row: its column, or -1
	Matched int

	// UpperBound is a number of pairs that no matching exceeds, stable or not, with its proof: every allowed pair has its row in
	// CoverRows or its column in CoverCols, and UpperBound counts those rows and the seats of those columns. Largest says that
	// Matched is as many, so that no stable matching is larger.
	UpperBound           int
	CoverRows, CoverCols []bool
	Largest              bool
}

// SolveStable finds a weakly stable matching. Each run is Király's method (2013), after which a matching has at least two thirds of
// the pairs of the largest stable one; runs with other orders among ties often find the largest.
func SolveStable(ctx context.Context, m *Market, o StableOptions) (*StableResult, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	in := m.pairs()
	if m.RowStart == nil {
		in.RowStart = make([]int, m.Rows+1)
	}
	full, err := fill(ctx, in, in.clamped())
	if err != nil {
		return nil, err
	}
	r := &StableResult{}
	r.cover(m, full)
	s := newSuitors(m, in.RowStart)
	tries := o.Tries
	if tries <= 0 {
		tries = max(1, min(32, 20_000_000/(len(m.Col)+1)))
	}
	for try := range tries {
		if err := s.run(ctx, uint64(try)); err != nil {
			return nil, err
		}
		if n := s.matched(); r.Mate == nil || n > r.Matched {
			r.Mate, r.Matched = slices.Clone(s.mate), n
		}
		if r.Matched == r.UpperBound {
			break
		}
	}
	r.Largest = r.Matched == r.UpperBound
	return r, nil
}

// cover sets the upper bound by König's theorem: what cannot be reached from a row without a column in a greatest matching, and the
// columns that can.
func (r *StableResult) cover(m *Market, full *seating) {
	r.CoverRows, r.CoverCols = slices.Repeat([]bool{true}, m.Rows), make([]bool, m.Cols)
	if rows, cols := full.short(m.pairs()); rows != nil {
		for i, out := range rows {
			r.CoverRows[i] = !out
		}
		r.CoverCols = cols
	}
	for i, j := range full.mate {
		if j >= 0 {
			r.UpperBound++
		} else {
			r.CoverRows[i] = false
		}
	}
}

// Blocking counts the pairs who would both rather have each other than what a matching gives them: a row that prefers the column
// to its own or has none, and a column with a free seat or a row that it likes less.
func (m *Market) Blocking(mate []int32) int {
	n := 0
	m.blocking(mate, func(_ int, _ int32) bool {
		n++
		return true
	})
	return n
}

// blocking calls found for each blocking pair until it says no.
func (m *Market) blocking(mate []int32, found func(row int, col int32) bool) {
	if m.RowStart == nil {
		return
	}
	load, worst := make([]int, m.Cols), slices.Repeat([]int64{-far}, m.Cols)
	own := slices.Repeat([]int64{far}, m.Rows)
	for i, j := range mate {
		for k := m.RowStart[i]; k < m.RowStart[i+1]; k++ {
			if m.Col[k] == j {
				load[j]++
				worst[j] = max(worst[j], int64(m.ColRank[k]))
				own[i] = int64(m.RowRank[k])
			}
		}
	}
	for i := range m.Rows {
		for k := m.RowStart[i]; k < m.RowStart[i+1]; k++ {
			j := m.Col[k]
			if int64(m.RowRank[k]) < own[i] && (load[j] < m.seats(int(j)) || int64(m.ColRank[k]) < worst[j]) && !found(i, j) {
				return
			}
		}
	}
}

func (m *Market) seats(j int) int {
	if m.Capacity == nil {
		return 1
	}
	return m.Capacity[j]
}

// VerifyStable checks that a result is a weakly stable matching and that its bound holds, in two readings of the pairs. Its errors
// wrap ErrProof.
func VerifyStable(m *Market, r *StableResult) error {
	if err := m.Check(); err != nil {
		return err
	}
	if r == nil || len(r.Mate) != m.Rows || len(r.CoverRows) != m.Rows || len(r.CoverCols) != m.Cols {
		return unproven("result of another size")
	}
	load := make([]int, m.Cols)
	matched, bound := 0, 0
	in := m.pairs()
	for i, j := range r.Mate {
		if r.CoverRows[i] {
			bound++
		}
		if j == -1 {
			continue
		}
		if _, ok := pairCost(in, i, j); !ok {
			return unproven("row %d has column %d, which is not allowed", i, j)
		}
		load[j]++
		matched++
	}
	for j, n := range load {
		if n > m.seats(j) {
			return unproven("column %d has %d seats and %d rows", j, m.seats(j), n)
		}
		if r.CoverCols[j] {
			bound += min(m.seats(j), m.Rows)
		}
	}
	if matched != r.Matched || bound != r.UpperBound || r.Largest != (matched == bound) {
		return unproven("%d pairs of at most %d, not %d of %d", matched, bound, r.Matched, r.UpperBound)
	}
	if m.RowStart != nil {
		for i := range m.Rows {
			for _, j := range m.Col[m.RowStart[i]:m.RowStart[i+1]] {
				if !r.CoverRows[i] && !r.CoverCols[j] {
					return unproven("the pair of row %d and column %d is not covered", i, j)
				}
			}
		}
	}
	var err error
	m.blocking(r.Mate, func(i int, j int32) bool {
		err = unproven("row %d and column %d would rather have each other", i, j)
		return false
	})
	return err
}
