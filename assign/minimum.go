package assign

import (
	"context"
	"math"
	"slices"
)

// starve finds the starved side: the columns that a seating with the most pairs leaves below their minimum, those that
// rows could leave for them without a gain, and the rows that sit in all of these. The seating must serve as many
// minimums as can be (see fill). s is nil where nobody sits.
func (r *Result) starve(in *Instance, s *seating) {
	if in.Minimum == nil {
		return
	}
	var queue []int32
	for j, least := range in.Minimum {
		if has := s.load(j); has < least {
			queue = append(queue, int32(j))
		}
	}
	if len(queue) == 0 {
		return
	}
	r.StarvedRows, r.StarvedCols = make([]bool, in.Rows), make([]bool, in.Cols)
	for _, j := range queue {
		r.StarvedCols[j] = true
	}
	if s == nil {
		return
	}
	t := transposed(in)
	for len(queue) > 0 {
		j := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, i := range t.rows(j) {
			if k := s.mate[i]; !r.StarvedCols[k] {
				r.StarvedCols[k] = true
				queue = append(queue, k)
			}
		}
	}
	for i, j := range s.mate {
		r.StarvedRows[i] = j >= 0 && r.StarvedCols[j]
	}
}

// name lists the columns of a result that have less than their minimum.
func (r *Result) name(in *Instance) {
	if r.StarvedCols == nil {
		return
	}
	load := make([]int, in.Cols)
	for _, j := range r.Mate {
		if j >= 0 {
			load[j]++
		}
	}
	rows, cols := indices(r.StarvedRows), indices(r.StarvedCols)
	for _, j := range cols {
		if least := in.minimum(j); load[j] < least {
			r.Unserved = append(r.Unserved, Unserved{Col: j, Has: load[j], Minimum: least, Rows: rows, Cols: cols})
		}
	}
}

func indices(set []bool) []int {
	var out []int
	for k, in := range set {
		if in {
			out = append(out, k)
		}
	}
	return out
}

// load is how many rows sit in column j.
func (s *seating) load(j int) int {
	if s == nil {
		return 0
	}
	return len(s.at[j])
}

// byColumn lists the rows of each column of a sparse instance.
type byColumn struct {
	start []int
	row   []int32
	cost  []int32
}

func (t *byColumn) rows(j int32) []int32 { return t.row[t.start[j]:t.start[j+1]] }

func transposed(in *Instance) *byColumn { return transpose(in.Cols, in.RowStart, in.Col, in.Cost) }

func transpose(n int, rowStart []int, col, cost []int32) *byColumn {
	t := &byColumn{start: make([]int, n+1), row: make([]int32, len(col)), cost: make([]int32, len(col))}
	for _, j := range col {
		t.start[j+1]++
	}
	for j := range n {
		t.start[j+1] += t.start[j]
	}
	next := slices.Clone(t.start)
	for i := range len(rowStart) - 1 {
		for k := rowStart[i]; k < rowStart[i+1]; k++ {
			j := col[k]
			t.row[next[j]], t.cost[next[j]] = int32(i), cost[k]
			next[j]++
		}
	}
	return t
}

// serve moves rows into the columns of a solved side that have less than their minimum, each along a shortest path, by
// Dijkstra's method over cost-(U+V) from the column backwards. It ends in a column with more rows than its minimum, which
// there is, since minimums out of reach are another side's. V of a column that has just its minimum may so rise above 0.
func (s *side) serve(ctx context.Context, in *Instance) error {
	b, p := s.block, s.block.pairs.(*sparsePairs)
	least := make([]int, len(b.v))
	wanting := false
	for k := range least {
		least[k] = in.minimum(s.col(k))
		wanting = wanting || len(b.at[k]) < least[k]
	}
	if !wanting {
		return nil
	}
	f := &serving{
		block: b, pairs: p, least: least, t: transpose(len(b.v), p.start, p.col, p.cost),
		dist: slices.Repeat([]int64{far}, len(b.v)), from: make([]int32, len(b.v)), row: make([]int32, len(b.v)), heap: newColHeap(len(b.v)),
	}
	for j := range int32(len(b.v)) {
		for len(b.at[j]) < least[j] {
			if err := ctx.Err(); err != nil {
				return err
			}
			f.one(j)
		}
	}
	return nil
}

// serving is the search for one row more for a column.
type serving struct {
	*block
	pairs *sparsePairs
	t     *byColumn
	least []int

	dist []int64 // per column: how much dearer it is, over cost-(U+V), to take a row from it
	from []int32 // per column: the column that its row would move to
	row  []int32 // per column: that row
	heap colHeap
}

func (f *serving) one(j int32) {
	closed := []int32{}
	end, best := int32(-1), int64(math.MaxInt64)
	f.dist[j] = 0
	f.heap.lower(j, f.dist)
	for !f.heap.empty() {
		x := f.heap.top()
		d := f.dist[x]
		if d >= best {
			break
		}
		f.heap.pop(f.dist)
		closed = append(closed, x)
		for n := f.t.start[x]; n < f.t.start[x+1]; n++ {
			i := f.t.row[n]
			k := f.mate[i]
			if k == x {
				continue
			}
			e := d + int64(f.t.cost[n]) - f.v[x] - (f.pairs.at(f.kindOf(i), k) - f.v[k])
			if e >= f.dist[k] || e >= best {
				continue
			}
			f.dist[k], f.from[k], f.row[k] = e, x, i
			f.heap.lower(k, f.dist)
			if len(f.at[k]) > f.least[k] && e-f.v[k] < best {
				end, best = k, e-f.v[k]
			}
		}
	}
	for _, x := range closed {
		f.v[x] += max(best-f.dist[x], 0)
		f.dist[x] = far
	}
	for _, x := range f.heap.clear() {
		f.dist[x] = far
	}
	for k := end; k != j; k = f.from[k] {
		f.move(f.row[k], f.from[k])
	}
}

// move takes row i from its seat to a new one in column j, whether that has one left or not.
func (s *seating) move(i, j int32) {
	old, p := s.mate[i], s.place[i]
	last := len(s.at[old]) - 1
	r := s.at[old][last]
	s.at[old][p], s.place[r] = r, p
	s.at[old] = s.at[old][:last]
	s.sit(i, j)
}
