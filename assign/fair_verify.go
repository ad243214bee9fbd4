package assign

import "slices"

// verifyFair checks a fair solution: first that it has the most pairs, as any, and then stage by stage that it has as few pairs
// as can be at the greatest cost, then at the next, and so on. It makes the instance of each stage itself, from the pairs that
// the stage before proved to be all that a solution as good can have.
func verifyFair(in *Instance, r *Result, threads int) error {
	free := *r // in which nothing costs anything
	free.Objective, free.Cost = Total, 0
	free.U, free.V = make([]int64, in.Rows), make([]int64, in.Cols)
	p, err := newProof(in, &free)
	if err != nil {
		return err
	}
	p.free = true
	if err := p.all(threads); err != nil {
		return err
	}
	total := int64(0)
	levels := levelsOf(in, r.Mate)
	for _, l := range levels {
		total += int64(l.Cost) * int64(l.Pairs)
	}
	if total != r.Cost || !slices.Equal(levels, r.Levels) {
		return unproven("levels %v at %d in all, not %v at %d", levels, total, r.Levels, r.Cost)
	}
	return verifyStages(in, r)
}

// verifyStages checks that there is a stage for each level and that it proves it.
func verifyStages(in *Instance, r *Result) error {
	left := in.unlocked()
	mate := slices.Clone(r.Mate)
	for i := range mate {
		if in.Locked != nil && in.Locked[i] >= 0 {
			mate[i] = -1
		}
	}
	levels := levelsOf(in, mate)
	if len(levels) != len(r.LevelProofs) {
		return unproven("%d levels and %d stages", len(levels), len(r.LevelProofs))
	}
	if len(levels) == 0 {
		return nil
	}
	now, costs := costlyPairs(left, levels[0].Cost)
	must := int32(in.Rows + 1)
	mustRow, mustCol := make([]bool, in.Rows), make([]bool, in.Cols)
	for k, s := range r.LevelProofs {
		if s.Cost != levels[k].Cost {
			return unproven("stage %d is for the cost %d, not %d", k, s.Cost, levels[k].Cost)
		}
		// Costs between this level and the one before are not in the solution, and none is fewer than none.
		one := &Instance{Rows: in.Rows, Cols: in.Cols, Capacity: now.Capacity, Minimum: now.Minimum, RowStart: make([]int, 1, in.Rows+1)}
		var real []int32
		for i := range in.Rows {
			for n := now.RowStart[i]; n < now.RowStart[i+1]; n++ {
				c := costs[n]
				if c > s.Cost && (k == 0 || c < levels[k-1].Cost) {
					continue
				}
				staged := int32(0)
				if c == s.Cost {
					staged = 1
				}
				if mustRow[i] {
					staged -= must
				}
				if mustCol[now.Col[n]] {
					staged -= must
				}
				one.Col, one.Cost, real = append(one.Col, now.Col[n]), append(one.Cost, staged), append(real, c)
			}
			one.RowStart = append(one.RowStart, len(one.Col))
		}
		proof := stageResult(one, s, mate)
		if err := Verify(one, proof); err != nil {
			return err
		}
		now, costs = stillUsed(one, real, proof)
		for i, u := range s.U {
			mustRow[i] = mustRow[i] || u < 0 && proof.rowZone(i) == short
		}
		for j, v := range s.V {
			zone := proof.colZone(j)
			mustCol[j] = mustCol[j] || v < 0 && zone != short
			if zone == starved || zone == rest && v > 0 {
				now.Capacity[j] = now.minimum(j)
			}
		}
	}
	return nil
}

// stageResult is the solution as the instance of a stage sees it.
func stageResult(one *Instance, s LevelProof, mate []int32) *Result {
	p := &Result{
		Mate: mate, U: s.U, V: s.V,
		ShortRows: s.ShortRows, ShortCols: s.ShortCols, StarvedRows: s.StarvedRows, StarvedCols: s.StarvedCols,
	}
	load := make([]int, one.Cols)
	for i, j := range mate {
		if j < 0 {
			p.Unmatched = append(p.Unmatched, Unmatched{Row: i})
			continue
		}
		if c, ok := pairCost(one, i, j); ok {
			p.Cost += c
		}
		p.Matched++
		load[j]++
	}
	for j, n := range load {
		if n < one.minimum(j) {
			p.Unserved = append(p.Unserved, Unserved{Col: j})
		}
	}
	return p
}

// stillUsed keeps the pairs of a stage that cost just U+V, which are all that a solution as good can have.
func stillUsed(one *Instance, real []int32, p *Result) (*Instance, []int32) {
	out := &Instance{Rows: one.Rows, Cols: one.Cols, Capacity: slices.Clone(one.Capacity), Minimum: one.Minimum, RowStart: make([]int, 1, one.Rows+1)}
	var costs []int32
	for i := range one.Rows {
		for n := one.RowStart[i]; n < one.RowStart[i+1]; n++ {
			if j := one.Col[n]; p.rowZone(i) == p.colZone(int(j)) && int64(one.Cost[n]) == p.U[i]+p.V[j] {
				out.Col, costs = append(out.Col, j), append(costs, real[n])
			}
		}
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return out, costs
}

// costlyPairs lists all pairs of an instance that cost at most so much.
func costlyPairs(in *Instance, most int32) (*Instance, []int32) {
	out := &Instance{Rows: in.Rows, Cols: in.Cols, Capacity: make([]int, in.Cols), Minimum: in.Minimum, RowStart: make([]int, 1, in.Rows+1)}
	for j := range out.Capacity {
		out.Capacity[j] = in.seats(j)
	}
	var costs []int32
	buf := make([]int32, in.Cols)
	add := func(j int, c int64, allowed bool) {
		if allowed && c <= int64(most) {
			out.Col, costs = append(out.Col, int32(j)), append(costs, int32(c))
		}
	}
	for i := range in.Rows {
		switch {
		case in.skipped(i):
		case in.Implicit != nil:
			in.Implicit.Costs(i, 0, buf)
			for j, c := range buf {
				add(j, int64(c), c != NotAllowed)
			}
		case in.matrix():
			for j := range in.Cols {
				c, ok := pairCost(in, i, int32(j))
				add(j, c, ok)
			}
		case in.RowStart != nil:
			for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
				add(int(in.Col[k]), int64(in.Cost[k]), true)
			}
		}
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return out, costs
}
