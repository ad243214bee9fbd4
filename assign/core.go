package assign

import (
	"cmp"
	"context"
	"slices"
)

// The core of a matrix or an implicit instance is a sparse instance of those of its pairs that matter: to begin with the
// few of each row that are likely to, and then those that a solution over the core is not proven against. A reading of
// all pairs finds them: each pair that Verify would refuse. When there are none, the solution over the core is the best
// over all pairs, by the proof of doc.go. This is the pricing out of Lee and Orlin.

// coreWidth is how many pairs of each row are listed to begin with.
var coreWidth = 24 // the tests list fewer

// violators times two are added to a row, and twice as many each time again, so that there are few rounds.
const violators = 4

// candidates lists the pairs to begin with: of each row those where the cost less a first guess of V is least.
func (s *source) candidates(ctx context.Context) (*Instance, error) {
	in := s.in
	rows := make([][]hit, in.Rows)
	if in.Implicit != nil && in.Implicit.Candidates != nil {
		err := s.each(ctx, func(_ *reader, i int) {
			if !in.skipped(i) {
				rows[i] = s.named(i)
			}
		})
		s.reads.Store(0)
		return listed(in, rows), err
	}
	v, err := s.guess(ctx)
	if err != nil {
		return nil, err
	}
	err = s.best(ctx, v, coreWidth, rows)
	return listed(in, rows), err
}

// best lists, for every row, the pairs where cost-v is least.
func (s *source) best(ctx context.Context, v []int64, width int, rows [][]hit) error {
	p := s.prices(v, 0)
	return s.chunks(ctx, func(w *reader, lo, hi int) {
		pairs := make([]hit, 0, width*(hi-lo))
		list := shortlist{pairs: make([]hit, 0, width), room: width}
		for i := lo; i < hi; i++ {
			s.shortest(w, i, p, barred+far/2, &list)
			first := len(pairs)
			pairs = append(pairs, list.pairs...)
			rows[i] = pairs[first:len(pairs):len(pairs)]
		}
	})
}

// guessed says whether the pairs to begin with were named by the instance, and not found by a reading.
func (s *source) guessed() bool { return s.in.Implicit != nil && s.in.Implicit.Candidates != nil }

// named gives the pairs of row i in the columns that the instance names as candidates.
func (s *source) named(i int) []hit {
	cols := slices.Clone(s.in.Implicit.Candidates(i))
	slices.Sort(cols)
	pairs := make([]hit, 0, len(cols))
	var c [1]int32
	for _, j := range slices.Compact(cols) {
		if j < 0 || int(j) >= s.in.Cols {
			continue
		}
		s.in.Implicit.Costs(i, int(j), c[:])
		s.check(c[:], false)
		if c[0] != NotAllowed {
			pairs = append(pairs, hit{col: j, cost: c[0]})
		}
	}
	return pairs
}

// guess is V to select by. Where seats are scarce even the columns that nobody likes will be used: they are given the
// least cost that anybody has there, so that each has a row that lists it.
func (s *source) guess(ctx context.Context) ([]int64, error) {
	in := s.in
	v := make([]int64, in.Cols)
	seats := 0
	for j := range v {
		seats += min(in.seats(j), in.Rows)
	}
	if seats > in.Rows && in.Minimum == nil {
		return v, nil
	}
	for j := range v {
		v[j] = barred
	}
	parts := make(chan []int64, s.threads)
	for range cap(parts) {
		parts <- nil
	}
	err := s.chunks(ctx, func(w *reader, lo, hi int) {
		mine := <-parts
		if mine == nil {
			mine = slices.Clone(v)
		}
		for i := lo; i < hi; i++ {
			s.least(w, i, mine)
		}
		parts <- mine
	})
	for range cap(parts) {
		for j, x := range <-parts {
			v[j] = min(v[j], x)
		}
	}
	for j := range v {
		if v[j] == barred {
			v[j] = 0
		}
	}
	return v, err
}

// listed makes a sparse instance of some pairs of each row.
func listed(in *Instance, rows [][]hit) *Instance {
	core := &Instance{Rows: in.Rows, Cols: in.Cols, Capacity: in.Capacity, Minimum: in.Minimum, RowKeys: in.RowKeys, ColKeys: in.ColKeys}
	n := 0
	for _, pairs := range rows {
		n += len(pairs)
	}
	core.RowStart = make([]int, 1, in.Rows+1)
	core.Col, core.Cost = make([]int32, 0, n), make([]int32, 0, n)
	for _, pairs := range rows {
		sortByColumn(pairs)
		for _, h := range pairs {
			core.Col, core.Cost = append(core.Col, h.col), append(core.Cost, h.cost)
		}
		core.RowStart = append(core.RowStart, len(core.Col))
	}
	return core
}

// sortByColumn sorts a few pairs, by insertion.
func sortByColumn(pairs []hit) {
	if len(pairs) > 64 {
		slices.SortFunc(pairs, func(a, b hit) int { return cmp.Compare(a.col, b.col) })
		return
	}
	for k := 1; k < len(pairs); k++ {
		h, p := pairs[k], k
		for ; p > 0 && pairs[p-1].col > h.col; p-- {
			pairs[p] = pairs[p-1]
		}
		pairs[p] = h
	}
}

// grown adds pairs that are not in it to a core.
func grown(core *Instance, more [][]hit) *Instance {
	n := len(core.Col)
	for _, pairs := range more {
		n += len(pairs)
	}
	out := *core
	out.RowStart = make([]int, 1, core.Rows+1)
	out.Col, out.Cost = make([]int32, 0, n), make([]int32, 0, n)
	for i := range core.Rows {
		cols, costs := core.row(i)
		slices.SortFunc(more[i], func(a, b hit) int { return cmp.Compare(a.col, b.col) })
		k := 0
		for _, h := range more[i] {
			for ; k < len(cols) && cols[k] < h.col; k++ {
				out.Col, out.Cost = append(out.Col, cols[k]), append(out.Cost, costs[k])
			}
			if k < len(cols) && cols[k] == h.col {
				continue
			}
			out.Col, out.Cost = append(out.Col, h.col), append(out.Cost, h.cost)
		}
		out.Col, out.Cost = append(out.Col, cols[k:]...), append(out.Cost, costs[k:]...)
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return &out
}

// tightPairs are the pairs of a matrix or an implicit instance that cost just U+V, by row.
type tightPairs struct {
	cols [][]int32
	more bool // there are too many to list
}

// tightShare is the part of all pairs that may be listed as tight: so the list takes less memory than an eighth of the
// smallest matrix.
var (
	tightShare = 32
	tightLeast = 1 << 16
)

// price reads all pairs and finds those that cost less than U+V, or that the sides do not allow to exist: per row the
// worst of them, no more than most. It is nil when there are none, and then the tight pairs are complete.
func (s *source) price(ctx context.Context, r *Result, most int) ([][]hit, *tightPairs, error) {
	in := s.in
	better, tight := make([][]hit, in.Rows), &tightPairs{cols: make([][]int32, in.Rows)}
	zones := s.zonePrices(r)
	budget := newBudget(max(tightLeast, in.Pairs()/tightShare))
	found := newBudget(0)
	err := s.chunks(ctx, func(w *reader, lo, hi int) {
		var cols []int32
		n := 0
		for i := lo; i < hi; i++ {
			w.hits = s.scan(w, i, zones[r.rowZone(i)], r.U[i], w.hits[:0])
			first := len(cols)
			bad := w.hits[:0]
			for _, h := range w.hits {
				if h.less == 0 {
					cols = append(cols, h.col)
				} else {
					bad = append(bad, h)
				}
			}
			tight.cols[i] = cols[first:len(cols):len(cols)]
			if len(bad) > 0 {
				n += len(bad)
				better[i] = worst(bad, most)
			}
			if budget.spent() {
				cols = nil
			}
		}
		budget.take(len(cols))
		found.take(n)
	})
	if err != nil {
		return nil, nil, err
	}
	if found.spent() {
		return better, nil, nil
	}
	tight.more = budget.spent()
	return nil, tight, nil
}

// worst gives the pairs that are most below their U+V, in a slice of their own.
func worst(pairs []hit, most int) []hit {
	if len(pairs) > most {
		slices.SortFunc(pairs, func(a, b hit) int { return cmp.Or(cmp.Compare(a.less, b.less), cmp.Compare(a.col, b.col)) })
		pairs = pairs[:most]
	}
	return slices.Clone(pairs)
}

// zonePrices gives V as the rows of each zone see it. Rows of the rest and of the starved side may use the short side at
// any cost, rows of the starved side all the others too; every other pair across may not exist.
func (s *source) zonePrices(r *Result) [3]prices {
	most := int64(0)
	for _, u := range r.U {
		most = max(most, u, -u)
	}
	var out [3]prices
	for z := range out {
		if z == int(rest) || z == int(short) && r.ShortRows != nil || z == int(starved) && r.StarvedRows != nil {
			v := slices.Clone(r.V)
			for j := range v {
				if at := r.colZone(j); at != zone(z) {
					v[j] = across(zone(z), at)
				}
			}
			out[z] = s.prices(v, most)
		}
	}
	return out
}

// across is the V that says whether rows of one zone may use columns of another: -barred if they may, at any cost, and
// barred if such a pair may not exist.
func across(row, col zone) int64 {
	if col == short || row == starved && col == rest {
		return -barred
	}
	return barred
}
