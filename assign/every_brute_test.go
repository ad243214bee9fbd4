package assign

import (
	"cmp"
	"slices"
	"testing"
)

// exhausted tries every solution, or only those in which row with has a column and row without has none (-1: any). It gives
// what Solve promises: most pairs, then most of the minimums met, then least cost, and of those the first choice by keys.
// mate is nil when there is no solution at all. It shares nothing with the package but the reading of single pairs.
func exhausted(in *Instance, with, without int) (mate []int32, matched, served int, cost int64) {
	inOrder := func(n int, keys []int64) []int {
		order := make([]int, n)
		for k := range order {
			order[k] = k
		}
		if keys != nil {
			slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
		}
		return order
	}
	rows, rank := inOrder(in.Rows, in.RowKeys), make([]int, in.Cols)
	for k, j := range inOrder(in.Cols, in.ColKeys) {
		rank[j] = k
	}
	type pair struct{ col, cost int32 }
	pairs := make([][]pair, in.Rows)
	locked := func(i int) bool { return in.Locked != nil && in.Locked[i] >= 0 }
	for i := range in.Rows {
		in.each(i, func(j, c int32) {
			if !locked(i) || in.Locked[i] == j {
				pairs[i] = append(pairs[i], pair{j, c})
			}
		})
		slices.SortFunc(pairs[i], func(a, b pair) int { return cmp.Compare(rank[a.col], rank[b.col]) })
	}
	load, now := make([]int, in.Cols), slices.Repeat([]int32{-1}, in.Rows)
	var try func(k, n int, c int64)
	try = func(k, n int, c int64) {
		if mate != nil && n+in.Rows-k < matched {
			return
		}
		if k == in.Rows {
			s := 0
			for j, l := range load {
				s += min(l, in.minimum(j))
			}
			if mate == nil || n > matched || n == matched && (s > served || s == served && c < cost) {
				mate, matched, served, cost = slices.Clone(now), n, s, c
			}
			return
		}
		i := rows[k]
		if i != without {
			for _, p := range pairs[i] {
				if load[p.col] < in.seats(int(p.col)) {
					load[p.col]++
					now[i] = p.col
					try(k+1, n+1, c+int64(p.cost))
					load[p.col]--
					now[i] = -1
				}
			}
		}
		if i != with && !locked(i) {
			try(k+1, n, c)
		}
	}
	try(0, 0, 0)
	return mate, matched, served, cost
}

// everyWay runs a test in all the ways that the solver can go: with few pairs listed of a matrix and with many, with the tight pairs as
// lists and as sets of bits, with the short side turned round and with a bench.
func everyWay(t *testing.T, test func(t *testing.T)) {
	listedFew(t, func(t *testing.T) { bothWays(t, test) })
}

func TestEveryFormBruteForce(t *testing.T) {
	seed := rng(71)
	everyWay(t, func(t *testing.T) {
		r := rng(seed.next()) // other instances on each way
		var made [forms]int
		outbid, full, unserved := 0, 0, 0
		for k := range draws(17000) {
			rows, cols := 5, 4
			if k%8 == 0 {
				rows, cols = 3, 19 // what reads a matrix takes eight columns at a time
			}
			in, form := drawEvery(&r, rows, cols)
			made[form]++
			got := solved(t, in)
			mate, matched, served, cost := exhausted(in, -1, -1)
			if got.Matched != matched || got.Cost != cost || !slices.Equal(got.Mate, mate) {
				t.Fatalf("%s: %v, %d pairs at %d, want %v, %d at %d with %d for the minimums\n%+v", formNames[form], got.Mate, got.Matched, got.Cost, mate, matched, cost, served, in)
			}
			for _, u := range got.Unmatched {
				checkCause(t, in, got, u)
				if u.Cause == Outbid {
					outbid++
				} else if u.Cause == AllFull {
					full++
				}
			}
			for _, u := range got.Unserved {
				checkStarved(t, in, got, u)
				unserved++
			}
		}
		if slices.Min(made[:]) < draws(1000) || outbid < draws(1000) || full < draws(1000) || unserved < draws(1000) {
			t.Errorf("the draws hardly try anything: of the forms %v, %d rows outbid, %d before full columns, %d columns unserved", made, outbid, full, unserved)
		}
	})
}

// heldBy counts the locked rows of each column.
func heldBy(in *Instance) []int {
	held := make([]int, in.Cols)
	for _, j := range in.Locked {
		if j >= 0 {
			held[j]++
		}
	}
	return held
}

// checkCause holds what is said of a row without a column against all solutions. Around locked rows, a column has so many seats fewer.
func checkCause(t *testing.T, in *Instance, r *Result, u Unmatched) {
	t.Helper()
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("row %d, %+v: "+format+"\n%+v\n%+v", append(append([]any{u.Row, u}, args...), in, r)...)
	}
	may := func(i int) (cols []int) {
		in.each(i, func(j, _ int32) { cols = append(cols, int(j)) })
		return cols
	}
	mate, matched, _, cost := exhausted(in, u.Row, -1)
	possible := mate != nil && matched == r.Matched
	want := AllFull
	switch {
	case len(may(u.Row)) == 0:
		want = NoPartner
	case possible && !seatsLeft(in, r):
		want = Outbid
	}
	if u.Cause != want {
		fail("cause should be %v", want)
	}
	if possible != (u.Instead >= 0) {
		fail("can come in: %t", possible)
	}
	if u.Instead >= 0 {
		if cost-r.Cost != u.Price {
			fail("price should be %d", cost-r.Cost)
		}
		if _, n, _, c := exhausted(in, u.Row, u.Instead); n != r.Matched || c != cost {
			fail("instead of row %d it is %d pairs at %d", u.Instead, n, c)
		}
	}
	if u.Cause == NoPartner {
		if u.Rows != nil || u.Cols != nil || u.Instead != -1 || u.Price != 0 {
			fail("no partner, and a set or a price")
		}
		return
	}
	held, seats := heldBy(in), 0
	for _, j := range u.Cols {
		seats += in.seats(j) - held[j]
	}
	if !slices.Contains(u.Rows, u.Row) || !slices.IsSorted(u.Rows) || !slices.IsSorted(u.Cols) || seats >= len(u.Rows) {
		fail("no Hall set: %d seats", seats)
	}
	for _, i := range u.Rows {
		cols := may(i)
		if len(cols) == 0 || in.Locked != nil && in.Locked[i] >= 0 {
			fail("row %d wants nothing and is in the set", i)
		}
		for _, j := range cols {
			if !slices.Contains(u.Cols, j) {
				fail("row %d of the set may use column %d outside", i, j)
			}
		}
	}
}

// checkStarved holds the set that proves a minimum out of reach against its definition.
func checkStarved(t *testing.T, in *Instance, r *Result, u Unserved) {
	t.Helper()
	load, held := make([]int, in.Cols), heldBy(in)
	for _, j := range r.Mate {
		if j >= 0 {
			load[j]++
		}
	}
	least, rows := 0, []int{}
	for _, j := range u.Cols {
		least += max(in.minimum(j)-held[j], 0)
	}
	for i := range in.Rows {
		if in.Locked != nil && in.Locked[i] >= 0 {
			continue
		}
		may := false
		in.each(i, func(j, _ int32) { may = may || slices.Contains(u.Cols, int(j)) })
		if may {
			rows = append(rows, i)
		}
	}
	if u.Has != load[u.Col] || u.Minimum != in.minimum(u.Col) || u.Has >= u.Minimum || !slices.Contains(u.Cols, u.Col) || !slices.Equal(u.Rows, rows) || len(rows) >= least {
		t.Fatalf("%+v: %d rows, %v may use those columns, whose minimums are %d together\n%+v\n%+v", u, load[u.Col], rows, least, in, r)
	}
}
