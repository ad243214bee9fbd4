package assign

import "slices"

// Level is how many pairs of a solution have one cost.
type Level struct {
	Cost  int32
	Pairs int
}

// LevelProof proves one level of a fair solution: that among the solutions that have as few pairs as can be at every greater cost none
// has fewer at this one. U, V and the sides prove it as those of a Result do, for the instance that doc.go tells how to make.
type LevelProof struct {
	Cost int32
	U, V []int64

	ShortRows, ShortCols, StarvedRows, StarvedCols []bool
}

// fair solves for the objective Fair. The levels are gone through from the greatest cost down. Each is an instance of its
// own in which a pair of that cost costs 1 and the others nothing, over the pairs that are still used by some solution that is the
// best at all greater costs: the tight ones of the stage before.
func (s *solver) fair() (*Result, error) {
	base, _, err := s.optimum()
	if err != nil {
		return nil, err
	}
	f := &fairness{solver: s, base: base}
	if err := f.list(); err != nil {
		return nil, err
	}
	if err := f.bottleneck(); err != nil {
		return nil, err
	}
	r := base
	for k := len(f.levels) - 1; k >= 0; k-- {
		stage, err := f.stage(f.levels[k])
		if err != nil {
			return nil, err
		}
		if stage != nil {
			r = stage
		}
	}
	return f.finish(r)
}

type fairness struct {
	*solver
	base   *Result
	in     *Instance // the pairs that are still used by some solution
	levels []int32   // the costs of its pairs, ascending
	cost   []int32   // of its pairs: what they cost in the instance to be solved

	mate    []int32 // a solution that is the best so far
	mustRow []bool  // rows that have a column in all of those
	mustCol []bool  // columns that have no seat left in all of those
	stages  []LevelProof
}

// list lists the pairs that cost no more than the dearest of a solution with the most pairs: no fair one has any other.
func (f *fairness) list() error {
	r, in := f.base, f.solver.in
	f.mate = slices.Clone(r.Mate)
	f.mustRow, f.mustCol = make([]bool, in.Rows), make([]bool, in.Cols)
	most := int64(-far)
	for i, j := range r.Mate {
		if j >= 0 {
			most = max(most, f.core.costOf(i, j))
		}
	}
	if f.src == nil {
		f.in = within(in, int32(max(most, -1<<31)))
	} else {
		rows := make([][]hit, in.Rows)
		p := f.src.prices(make([]int64, in.Cols), max(most, -most))
		count := newBudget(0)
		if err := f.src.each(f.ctx, func(w *reader, i int) {
			if most > -far && f.room(int(-count.left.Load())) == nil {
				w.hits = f.src.scan(w, i, p, most, w.hits[:0])
				rows[i] = slices.Clone(w.hits)
				count.take(len(rows[i]))
			}
		}); err != nil {
			return err
		}
		if err := f.room(int(-count.left.Load())); err != nil {
			return err
		}
		f.in = listed(in, rows)
	}
	f.in.Capacity = make([]int, in.Cols)
	for j := range f.in.Capacity {
		f.in.Capacity[j] = in.seats(j)
	}
	f.levels = slices.Clone(f.in.Cost)
	slices.Sort(f.levels)
	f.levels = slices.Compact(f.levels)
	return nil
}

// within copies the pairs of a sparse instance that cost at most so much.
func within(in *Instance, most int32) *Instance {
	return filtered(in, func(_, k int) bool { return in.Cost[k] <= most })
}

// filtered copies those pairs of a sparse instance that are kept: keep is asked for each with its row and its place.
func filtered(in *Instance, keep func(i, k int) bool) *Instance {
	out := *in
	out.RowStart, out.Col, out.Cost = make([]int, 1, in.Rows+1), nil, nil
	for i := range in.Rows {
		if in.RowStart != nil {
			for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
				if keep(i, k) {
					out.Col, out.Cost = append(out.Col, in.Col[k]), append(out.Cost, in.Cost[k])
				}
			}
		}
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return &out
}

// bottleneck finds the least cost that the dearest pair must have, so that nothing above it needs a stage.
func (f *fairness) bottleneck() error {
	lo, hi := 0, len(f.levels)-1
	for lo < hi {
		mid := (lo + hi) / 2
		part := within(f.in, f.levels[mid])
		s, err := fill(f.ctx, part, part.clamped())
		if err != nil {
			return err
		}
		if f.enough(s.mate) {
			hi = mid
			f.mate = s.mate
		} else {
			lo = mid + 1
		}
	}
	if len(f.levels) > 0 {
		f.levels = f.levels[:hi+1]
		f.in = within(f.in, f.levels[hi])
	}
	return nil
}

// enough says whether a solution has as many pairs, and meets as many of the minimums, as the best.
func (f *fairness) enough(mate []int32) bool {
	count := func(mate []int32) (pairs, served int) {
		load := make([]int, f.in.Cols)
		for _, j := range mate {
			if j >= 0 {
				pairs++
				load[j]++
			}
		}
		for j, n := range load {
			served += min(n, f.in.minimum(j))
		}
		return pairs, served
	}
	pairs, served := count(mate)
	most, mostServed := count(f.base.Mate)
	return pairs == most && served == mostServed
}

// stage makes the pairs at one cost as few as can be. It gives nil where there need be none at all.
func (f *fairness) stage(cost int32) (*Result, error) {
	if f.count(f.mate, cost) == 0 {
		f.drop(cost)
		return nil, nil
	}
	one := *f.in
	one.Cost = f.staged(cost)
	r := newResult(&one)
	seats := one.clamped()
	if _, err := solveSides(f.ctx, &one, seats, r); err != nil {
		return nil, err
	}
	r.complete(&one, seats)
	f.mate = r.Mate
	if f.count(r.Mate, cost) == 0 {
		f.drop(cost)
		return nil, nil
	}
	f.stages = append(f.stages, LevelProof{cost, r.U, r.V, r.ShortRows, r.ShortCols, r.StarvedRows, r.StarvedCols})
	f.narrow(&one, r)
	return r, nil
}

// drop takes away the pairs of one cost, which no solution needs that is as good as the best so far.
func (f *fairness) drop(cost int32) {
	old := f.in
	f.in = filtered(old, func(_, k int) bool { return old.Cost[k] != cost })
	if f.cost != nil {
		kept := f.cost[:0]
		for k, c := range f.cost {
			if old.Cost[k] != cost {
				kept = append(kept, c)
			}
		}
		f.cost = kept
	}
}

func (f *fairness) count(mate []int32, cost int32) int {
	n := 0
	for i, j := range mate {
		if j >= 0 && f.in.costOf(i, j) == int64(cost) {
			n++
		}
	}
	return n
}

// staged gives the costs of one stage. That rows and columns which no best solution leaves out must not be left out is
// worth more than all pairs at the level.
func (f *fairness) staged(cost int32) []int32 {
	must := int32(f.in.Rows + 1)
	out := make([]int32, len(f.in.Cost))
	for i := range f.in.Rows {
		for k := f.in.RowStart[i]; k < f.in.RowStart[i+1]; k++ {
			if f.in.Cost[k] == cost {
				out[k] = 1
			}
			if f.mustRow[i] {
				out[k] -= must
			}
			if f.mustCol[f.in.Col[k]] {
				out[k] -= must
			}
		}
	}
	return out
}

// narrow keeps what every solution has that is the best of a stage: the tight pairs, and what the dual values say of rows and columns.
func (f *fairness) narrow(one *Instance, r *Result) {
	f.in = filtered(f.in, func(i, k int) bool {
		j := one.Col[k]
		return r.rowZone(i) == r.colZone(int(j)) && int64(one.Cost[k]) == r.U[i]+r.V[j]
	})
	f.cost = make([]int32, 0, len(f.in.Col))
	for i := range one.Rows {
		for k := one.RowStart[i]; k < one.RowStart[i+1]; k++ {
			if j := one.Col[k]; r.rowZone(i) == r.colZone(int(j)) && int64(one.Cost[k]) == r.U[i]+r.V[j] {
				f.cost = append(f.cost, one.Cost[k])
			}
		}
	}
	for i, u := range r.U {
		if r.rowZone(i) == short && u < 0 {
			f.mustRow[i] = true
		}
	}
	f.in.Capacity = slices.Clone(f.in.Capacity)
	for j, v := range r.V {
		zone := r.colZone(j)
		if zone == starved || zone == rest && v > 0 {
			f.in.Capacity[j] = f.in.minimum(j)
		}
		if zone != short && v < 0 {
			f.mustCol[j] = true
		}
	}
}

// finish makes the choice among equals, which is one among those of the last stage, and says the rest of the result.
func (f *fairness) finish(r *Result) (*Result, error) {
	in := f.solver.in
	f.begin(Choosing, 1)
	if len(f.stages) > 0 {
		last := *f.in
		last.Cost = f.cost
		if err := choose(f.ctx, &last, &last, r, nil, nil); err != nil {
			return nil, err
		}
	}
	out := newResult(in)
	out.Objective, out.Mate, out.LevelProofs = Fair, r.Mate, f.stages
	b := f.base
	out.ShortRows, out.ShortCols, out.StarvedRows, out.StarvedCols = b.ShortRows, b.ShortCols, b.StarvedRows, b.StarvedCols
	for i, j := range out.Mate {
		if j >= 0 {
			cost, _ := pairCost(in, i, j)
			out.Matched++
			out.Cost += cost
		}
	}
	out.Levels = levelsOf(in, out.Mate)
	// Who could come in for whom is asked of an instance in which nothing costs anything: a place has no price here.
	f.begin(Explaining, 1)
	free := *f.core
	free.Cost = make([]int32, len(f.core.Cost))
	alike := &solver{ctx: f.ctx, in: in, o: f.o, core: &free}
	if f.src != nil {
		var err error
		if alike.src, err = newSource(f.ctx, f.src.allowed(), f.o.Threads); err != nil {
			return nil, err
		}
	}
	if err := alike.explain(out); err != nil {
		return nil, err
	}
	out.name(in)
	return out, nil
}

// allowed is the instance of a source with no cost for any pair.
func (s *source) allowed() *Instance {
	in := *s.in
	in.Dense, in.Dense16, in.Dense8 = nil, nil, nil
	in.Implicit = &Implicit{Costs: func(row, lo int, out []int32) {
		s.copyRow(row, lo, out)
		for k, c := range out {
			if c != NotAllowed || s.in.matrix() && !s.in.Holes {
				out[k] = 0
			}
		}
	}}
	return &in
}

// levelsOf counts the pairs of a solution by cost, the greatest first.
func levelsOf(in *Instance, mate []int32) []Level {
	var costs []int32
	for i, j := range mate {
		if j >= 0 {
			c, _ := pairCost(in, i, j)
			costs = append(costs, int32(c))
		}
	}
	slices.Sort(costs)
	slices.Reverse(costs)
	var out []Level
	for _, c := range costs {
		if n := len(out); n > 0 && out[n-1].Cost == c {
			out[n-1].Pairs++
		} else {
			out = append(out, Level{c, 1})
		}
	}
	return out
}
