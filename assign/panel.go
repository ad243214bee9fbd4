package assign

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrDemand is wrapped by the error for a demand below 0.
var ErrDemand = errors.New("assign: negative demand")

// Panel is an instance in which a row may need several different columns, as a mentee does who meets a panel of mentors.
// RowKeys, ColKeys and Locked are not heeded.
type Panel struct {
	*Instance

	Demand []int // per row: how many different columns it should have; nil means one each
}

// PanelResult is an optimal solution of a Panel: no row has more columns than it needs, and of these solutions it has
// first the most pairs, spread so that as many rows as possible have one column, then as many as possible two, and so on; and meets as many
// of the minimums as possible, which is never at odds with that; then the least total cost.
type PanelResult struct {
	Mates [][]int32 // per row: its columns, ascending
	Pairs int
	Cost  int64

	// The proof (see VerifyPanel): dual values of rows and columns, and what one pair more is worth.
	U, V []int64
	Pair int64

	Short    []Shortfall // rows with fewer columns than they need, ascending
	Unserved []Unserved  // columns with fewer rows than their minimum, ascending
}

// Shortfall is a row that has fewer columns than it needs. Either it may use no more than it has, or Rows and Cols say why: the
// columns are full, and all that these rows may use beside the columns they have. Only if another row of the set
// had fewer could this one have more.
type Shortfall struct {
	Row, Has, Demand int
	Rows, Cols       []int
}

// Check says whether the panel is well formed; beside the errors of Instance.Check there is ErrDemand.
func (p *Panel) Check() error {
	if p == nil || p.Instance == nil {
		return fmt.Errorf("%w: no instance", ErrShape)
	}
	if err := p.Instance.Check(); err != nil {
		return err
	}
	if p.Demand != nil && len(p.Demand) != p.Rows {
		return fmt.Errorf("%w: %d demands for %d rows", ErrShape, len(p.Demand), p.Rows)
	}
	for i, d := range p.Demand {
		if d < 0 {
			return fmt.Errorf("%w: row %d needs %d columns", ErrDemand, i, d)
		}
	}
	return nil
}

// demand is how many columns row i needs, as far as there are so many.
func (p *Panel) demand(i int) int {
	if p.Demand == nil {
		return min(1, p.Cols)
	}
	return min(p.Demand[i], p.Cols)
}

// panelPair is what a pair must be worth so that no sum of costs outweighs it; ok is false if the sums could leave an int64.
func panelPair(p *Panel) (pair int64, most int, ok bool) {
	units, extent := int64(1), int64(1)
	for i := range p.Rows {
		units += int64(p.demand(i))
		most = max(most, p.demand(i))
		p.forms(i, func(_, c int32) { extent = max(extent, int64(c)+1, -int64(c)) })
	}
	if units > 1<<31 || extent*2 > (1<<56)/units/int64(most+2) {
		return 0, most, false
	}
	return 2*units*extent + 1, most, true
}

// forms calls use for the allowed pairs of a row in whatever form they are.
func (in *Instance) forms(i int, use func(j, c int32)) {
	switch {
	case in.listed():
		cols, costs := in.row(i)
		for k, c := range costs {
			use(cols[k], c)
		}
	case in.Implicit != nil:
		out := make([]int32, in.Cols)
		in.Implicit.Costs(i, 0, out)
		for j, c := range out {
			if c != NotAllowed {
				use(int32(j), c)
			}
		}
	default:
		for j := range in.Cols {
			if c, ok := pairCost(in, i, int32(j)); ok {
				use(int32(j), int32(c))
			}
		}
	}
}

// SolvePanel solves a panel exactly: a flow that grows along shortest paths, one pair at a time. It takes O(pairs log columns) per pair
// of the solution at worst and lists all allowed pairs, 12 bytes each. It refuses with ErrTooLarge what costs so much that sums
// could overflow.
func SolvePanel(ctx context.Context, p *Panel) (*PanelResult, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	pair, most, ok := panelPair(p)
	if !ok {
		return nil, fmt.Errorf("%w: the costs of a panel of %d rows add up too high", ErrTooLarge, p.Rows)
	}
	f := newFlow(p, pair, most)
	for i := range int32(p.Rows) {
		for f.unmet[i] > 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if !f.grow(i) {
				break
			}
		}
	}
	return f.result(), nil
}

func (f *flow) result() *PanelResult {
	f.rest()
	p := f.panel
	r := &PanelResult{Mates: make([][]int32, p.Rows), U: f.u, V: f.v, Pair: f.pair}
	for i := range p.Rows {
		r.Mates[i] = []int32{}
		for k := f.start[i]; k < f.start[i+1]; k++ {
			if f.used[k] {
				r.Mates[i] = append(r.Mates[i], f.col[k])
				r.Cost += int64(f.cost[k])
				r.Pairs++
			}
		}
		wants := p.demand(i)
		if p.Demand != nil {
			wants = p.Demand[i]
		}
		if has := len(r.Mates[i]); has < wants || p.Demand == nil && has == 0 {
			s := Shortfall{Row: i, Has: has, Demand: max(wants, 1)}
			if f.start[i+1]-f.start[i] > has {
				s.Rows, s.Cols = f.set(int32(i))
			}
			r.Short = append(r.Short, s)
		}
	}
	for j := range p.Cols {
		if least := p.minimum(j); len(f.at[j]) < least {
			rows := []int{}
			for i := range p.Rows {
				for k := f.start[i]; k < f.start[i+1]; k++ {
					if int(f.col[k]) == j {
						rows = append(rows, i)
					}
				}
			}
			r.Unserved = append(r.Unserved, Unserved{Col: j, Has: len(f.at[j]), Minimum: least, Rows: rows, Cols: []int{j}})
		}
	}
	return r
}

// set gives what row i could reach: columns it does not have, the rows in them, and so on.
func (f *flow) set(i int32) (rows, cols []int) {
	seen, seenRow := map[int32]bool{}, map[int32]bool{i: true}
	queue := []int32{i}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		rows = append(rows, int(r))
		for k := f.start[r]; k < f.start[r+1]; k++ {
			j := f.col[k]
			if f.used[k] || seen[j] {
				continue
			}
			seen[j] = true
			cols = append(cols, int(j))
			for _, k := range f.at[j] {
				if o := f.row[k]; !seenRow[o] {
					seenRow[o] = true
					queue = append(queue, o)
				}
			}
		}
	}
	slices.Sort(rows)
	slices.Sort(cols)
	return rows, cols
}

// VerifyPanel checks that a result is an optimal solution of a panel, in one reading of the pairs and without trust in the solver. Its errors
// wrap ErrProof. What it checks: every pair of the solution costs at most U+V and every other allowed pair at least that; U of a row
// is at most what the last of its columns is worth to it and at least what one more would be; V of a column is at most what the last of its rows is worth to it
// and at least what one more would be. A column is worth Pair to a row, and Pair more for each column that the neediest row needs
// beyond that one; a row is worth Pair to a column below its minimum, and nothing above. Pair is more than all costs together can be.
func VerifyPanel(p *Panel, r *PanelResult) error {
	if err := p.Check(); err != nil {
		return err
	}
	if r == nil || len(r.Mates) != p.Rows || len(r.U) != p.Rows || len(r.V) != p.Cols {
		return unproven("result of another size")
	}
	pair, most, ok := panelPair(p)
	if !ok || r.Pair != pair {
		return unproven("a pair is worth %d", r.Pair)
	}
	load := make([]int, p.Cols)
	pairs, cost := 0, int64(0)
	for i, mates := range r.Mates {
		has, u := len(mates), r.U[i]
		if has > p.demand(i) || has > 0 && u > seatWorth(pair, most, has) || has < p.demand(i) && u < seatWorth(pair, most, has+1) {
			return unproven("row %d has %d columns and U %d", i, has, u)
		}
		found := 0
		var err error
		p.forms(i, func(j, c int32) {
			less := int64(c) - u - r.V[j]
			if found < has && mates[found] == j {
				found++
				load[j]++
				pairs++
				cost += int64(c)
				if less > 0 {
					err = unproven("row %d has column %d, which costs %d more than U and V", i, j, less)
				}
			} else if less < 0 {
				err = unproven("row %d does not have column %d, which costs %d less than U and V", i, j, -less)
			}
		})
		if err == nil && found < has {
			err = unproven("row %d has columns %v, not all allowed or not ascending", i, mates)
		}
		if err != nil {
			return err
		}
	}
	for j, n := range load {
		v := r.V[j]
		if n > p.seats(j) || n > 0 && v > rowWorth(pair, n, p.minimum(j)) || n < p.seats(j) && v < rowWorth(pair, n+1, p.minimum(j)) {
			return unproven("column %d has %d rows and V %d", j, n, v)
		}
	}
	if pairs != r.Pairs || cost != r.Cost {
		return unproven("%d pairs at %d, not %d at %d", pairs, cost, r.Pairs, r.Cost)
	}
	return nil
}

// seatWorth is what the column of number n is worth to a row, and rowWorth what the row of number n is to a column.
func seatWorth(pair int64, most, n int) int64 { return pair * int64(most+1-n) }

func rowWorth(pair int64, n, least int) int64 {
	if n <= least {
		return pair
	}
	return 0
}
