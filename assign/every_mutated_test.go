package assign

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func (r *Result) copied() *Result {
	c := r.clone()
	c.StarvedRows, c.StarvedCols, c.Unserved = slices.Clone(r.StarvedRows), slices.Clone(r.StarvedCols), slices.Clone(r.Unserved)
	return c
}

// claims says whether what a result claims is so: its pairs are a solution that keeps to the locks, with as many pairs, as many
// of the minimums met and at the same cost as the best.
func claims(in *Instance, m, best *Result) bool {
	if !isSolution(in, m) || m.Matched != best.Matched || m.Cost != best.Cost || servedBy(in, m.Mate) != servedBy(in, best.Mate) {
		return false
	}
	for i, j := range in.Locked {
		if j >= 0 && m.Mate[i] != j {
			return false
		}
	}
	return true
}

// A proof of any form that is changed in one place is refused when it must be, and never makes an untrue claim pass; with
// threads just as without.
func TestEveryFormMutated(t *testing.T) {
	r := rng(76)
	tried, accepted, starvedTried := 0, 0, 0
	for range draws(6000) {
		in, form := drawEvery(&r, 8, 12)
		good := solved(t, in)
		try := func(what string, must bool, mutate func(m *Result)) {
			t.Helper()
			m := good.copied()
			mutate(m)
			tried++
			err := Verify(in, m)
			if two := VerifyWith(in, m, 2); (two == nil) != (err == nil) {
				t.Fatalf("%s, %s: %v, and with two threads %v\n%+v\n%+v", formNames[form], what, err, two, in, m)
			}
			if err != nil {
				if !errors.Is(err, ErrProof) {
					t.Fatalf("%s, %s: error of another kind: %v", formNames[form], what, err)
				}
				return
			}
			accepted++
			if must || !claims(in, m, good) {
				t.Fatalf("%s, %s: accepted\n%+v\n%+v", formNames[form], what, in, m)
			}
		}
		locked := func(i int) bool { return in.Locked != nil && in.Locked[i] >= 0 }
		held := heldBy(in)
		for i, j := range good.Mate {
			try("another column", false, func(m *Result) { m.Mate[i] = int32(r.n(in.Cols+3)) - 2 })
			if j >= 0 {
				try("mate left", true, func(m *Result) { m.Mate[i] = -1 })
				try("mate left, and counted so", true, func(m *Result) {
					c, _ := pairCost(in, i, j)
					m.Mate[i], m.Matched, m.Cost = -1, m.Matched-1, m.Cost-c
					m.Unmatched = append(m.Unmatched, Unmatched{Row: i})
					slices.SortFunc(m.Unmatched, func(a, b Unmatched) int { return a.Row - b.Row })
				})
			}
			try("U raised", !locked(i), func(m *Result) { m.U[i]++ })
			try("U lowered", !locked(i), func(m *Result) { m.U[i]-- })
			try("U far away", true, func(m *Result) { m.U[i] = math.MinInt64 })
			if good.ShortRows != nil {
				try("row changes side", false, func(m *Result) { m.ShortRows[i] = !m.ShortRows[i] })
			}
			if good.StarvedRows != nil {
				try("row changes starved side", false, func(m *Result) { m.StarvedRows[i] = !m.StarvedRows[i] })
			}
		}
		for j := range good.V {
			must := slices.ContainsFunc(good.Mate, func(mate int32) bool { return int(mate) == j }) && held[j] == 0
			try("V raised", must, func(m *Result) { m.V[j]++ })
			try("V lowered", must, func(m *Result) { m.V[j]-- })
			try("V far away", true, func(m *Result) { m.V[j] = math.MaxInt64 })
			if good.ShortCols != nil {
				try("column changes side", false, func(m *Result) { m.ShortCols[j] = !m.ShortCols[j] })
			}
			if good.StarvedCols != nil {
				try("column changes starved side", false, func(m *Result) { m.StarvedCols[j] = !m.StarvedCols[j] })
			}
		}
		try("one pair more", true, func(m *Result) { m.Matched++ })
		try("cheaper", true, func(m *Result) { m.Cost-- })
		try("a dual value too many", true, func(m *Result) { m.U = append(m.U, 0) })
		try("an unknown row unmatched", true, func(m *Result) { m.Unmatched = append(m.Unmatched, Unmatched{Row: in.Rows}) })
		try("an unknown column unserved", true, func(m *Result) { m.Unserved = append(m.Unserved, Unserved{Col: in.Cols}) })
		try("fair, which it is not", in.Rows > 0 && good.Matched > 0, func(m *Result) { m.Objective = Fair })
		if n := len(good.Unmatched); n > 0 {
			try("no cause", true, func(m *Result) { m.Unmatched = m.Unmatched[:n-1] })
			try("no short side", true, func(m *Result) { m.ShortRows, m.ShortCols = nil, nil })
			try("half a short side", true, func(m *Result) { m.ShortCols = nil })
		}
		if n := len(good.Unserved); n > 0 {
			starvedTried++
			try("an unserved column not named", true, func(m *Result) { m.Unserved = m.Unserved[:n-1] })
			try("no starved side", true, func(m *Result) { m.StarvedRows, m.StarvedCols = nil, nil })
			try("half a starved side", true, func(m *Result) { m.StarvedRows = nil })
			try("starved columns only", slices.Contains(good.StarvedRows, true), func(m *Result) { m.StarvedRows = make([]bool, in.Rows) })
			try("a starved side of another size", true, func(m *Result) { m.StarvedCols = append(m.StarvedCols, false) })
			try("all starved", false, func(m *Result) {
				m.StarvedRows, m.StarvedCols = slices.Repeat([]bool{true}, in.Rows), slices.Repeat([]bool{true}, in.Cols)
				m.ShortRows, m.ShortCols = nil, nil
			})
		}
	}
	if tried < draws(200000) || accepted*8 > tried || starvedTried < draws(300) {
		t.Errorf("%d of %d falsifications accepted, %d with a starved side", accepted, tried, starvedTried)
	}
}

// A proof holds for its own instance only: when one cost falls below what U and V say, one seat is taken away, a minimum is raised or a
// hole is filled, it is refused or still true.
func TestEveryFormOtherInstance(t *testing.T) {
	r := rng(77)
	refused := 0
	for range draws(20000) {
		in, form := drawEvery(&r, 5, 5)
		in.Locked = nil
		good, list := solved(t, in), listForm(in)
		other := *list
		switch r.n(4) {
		case 0:
			if len(list.Cost) > 0 {
				other.Cost = slices.Clone(list.Cost)
				other.Cost[r.n(len(list.Cost))] = []int32{0, math.MinInt32, 254}[r.n(3)]
			}
		case 1:
			other.Capacity = make([]int, in.Cols)
			for j := range other.Capacity {
				other.Capacity[j] = max(in.seats(j)+r.n(3)-1, in.minimum(j))
			}
		case 2:
			other.Minimum = make([]int, in.Cols)
			for j := range other.Minimum {
				other.Minimum[j] = min(r.n(3), in.seats(j))
			}
		case 3:
			if i := r.n(in.Rows + 1); i < in.Rows && in.Cols > 0 {
				taken, j := map[int32]int32{}, int32(r.n(in.Cols))
				list.each(i, func(j, c int32) { taken[j] = c })
				if _, ok := taken[j]; ok {
					break
				}
				pairs := append(pairsOf(list, func(i, j, c int) [3]int { return [3]int{i, j, c} }), [3]int{i, int(j), r.n(3)})
				other = *rebuilt(in.Rows, in.Cols, in.Capacity, pairs)
				other.Minimum = in.Minimum
			}
		}
		can := formsFor(&other)
		told := formed(&r, &other, can[r.n(len(can))])
		err := VerifyWith(told, good, 1+r.n(2))
		if err != nil {
			if refused++; !errors.Is(err, ErrProof) {
				t.Fatalf("error of another kind: %v", err)
			}
			continue
		}
		_, matched, served, cost := exhausted(told, -1, -1)
		if !isSolution(told, good) || good.Matched != matched || good.Cost != cost || servedBy(told, good.Mate) != served {
			t.Fatalf("%s: accepted, and the best is %d pairs, %d for minimums, at %d\n%+v\n%+v", formNames[form], matched, served, cost, told, good)
		}
	}
	if refused < draws(3000) {
		t.Errorf("only %d refused", refused)
	}
}
