package assign

import (
	"context"
	"slices"
	"testing"
)

// rng is splitmix64, so that every machine draws the same instances.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

func (r *rng) n(k int) int { return int(r.next() % uint64(k)) }

// draw makes an instance of up to a number of rows and columns: dense or sparse, with capacities or without, with few
// different costs or many.
func draw(r *rng, rows, cols int) *Instance {
	in := &Instance{Rows: r.n(rows + 1), Cols: r.n(cols + 1)}
	if r.n(3) > 0 {
		in.Capacity = make([]int, in.Cols)
		most := 1 + r.n(4)
		for j := range in.Capacity {
			in.Capacity[j] = r.n(most + 1)
			if r.n(20) == 0 {
				in.Capacity[j] = 1 << 40
			}
		}
	}
	costs := []int{1, 2, 4, 10, 1000, 1 << 32}[r.n(6)]
	cost := func() int32 { return int32(uint32(r.n(costs))) - int32(r.n(2)) }
	if r.n(2) == 0 {
		in.Dense = make([]int32, in.Rows*in.Cols)
		for k := range in.Dense {
			in.Dense[k] = cost()
		}
		return in
	}
	share := 1 + r.n(10)
	in.RowStart = make([]int, 1, in.Rows+1)
	for range in.Rows {
		for j := range in.Cols {
			if r.n(10) < share {
				in.Col, in.Cost = append(in.Col, int32(j)), append(in.Cost, cost())
			}
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	return in
}

// each calls use for the allowed pairs of a row, in order, whatever form the instance has.
func (in *Instance) each(i int, use func(j, cost int32)) {
	switch {
	case in.Implicit != nil:
		costs := make([]int32, in.Cols)
		in.Implicit.Costs(i, 0, costs)
		for j, c := range costs {
			if c != NotAllowed {
				use(int32(j), c)
			}
		}
	case in.listed():
		cols, costs := in.row(i)
		for k, c := range costs {
			use(cols[k], c)
		}
	default:
		for j := range in.Cols {
			if c, ok := pairCost(in, i, int32(j)); ok {
				use(int32(j), int32(c))
			}
		}
	}
}

// answer is a solution found by trying all.
type answer struct {
	mate    []int32
	matched int
	cost    int64
}

// brute tries every solution, or only those in which row with has a column and row without has none (-1: any). Among
// the best it gives the one that Solve promises: it tries the columns of each row in ascending order, no column last,
// and keeps the first.
func brute(in *Instance, with, without int) answer {
	left := make([]int, in.Cols)
	for j := range left {
		left[j] = in.seats(j)
	}
	cols, costs := make([][]int32, in.Rows), make([][]int32, in.Rows)
	for i := range in.Rows {
		in.each(i, func(j, c int32) { cols[i], costs[i] = append(cols[i], j), append(costs[i], c) })
	}
	best := answer{matched: -1}
	now := make([]int32, in.Rows)
	var try func(i, n int, c int64)
	try = func(i, n int, c int64) {
		if n+in.Rows-i < best.matched {
			return
		}
		if i == in.Rows {
			if n > best.matched || c < best.cost {
				best = answer{slices.Clone(now), n, c}
			}
			return
		}
		for k, x := range costs[i] {
			j := cols[i][k]
			if left[j] > 0 && i != without {
				left[j]--
				now[i] = j
				try(i+1, n+1, c+int64(x))
				left[j]++
			}
		}
		if i != with {
			now[i] = -1
			try(i+1, n, c)
		}
	}
	try(0, 0, 0)
	return best
}

// solved solves an instance and checks the proof.
func solved(t testing.TB, in *Instance) *Result {
	t.Helper()
	r, err := Solve(context.Background(), in)
	if err != nil {
		t.Fatalf("Solve: %v\n%+v", err, in)
	}
	if err := Verify(in, r); err != nil {
		t.Fatalf("Verify: %v\n%+v\n%+v", err, in, r)
	}
	return r
}

// bothWays runs a test with the short side turned round and with a bench.
func bothWays(t *testing.T, test func(t *testing.T)) {
	t.Run("turned", test)
	defer func(limit int) { turnLimit = limit }(turnLimit)
	turnLimit = 0
	t.Run("bench", test)
}

func draws(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func TestBruteForce(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		r := rng(1)
		matched, unmatched, swapped := 0, 0, 0
		for range draws(60000) {
			in := draw(&r, 6, 5)
			got, want := solved(t, in), brute(in, -1, -1)
			if got.Matched != want.matched || got.Cost != want.cost {
				t.Fatalf("%d pairs at %d, brute force %d at %d\n%+v", got.Matched, got.Cost, want.matched, want.cost, in)
			}
			if !slices.Equal(got.Mate, want.mate) {
				t.Fatalf("chose %v, not the first of the best, %v\n%+v", got.Mate, want.mate, in)
			}
			left := seatsLeft(in, got)
			for _, u := range got.Unmatched {
				checkUnmatched(t, in, got, u, left)
				if u.Instead >= 0 {
					swapped++
				}
			}
			matched += got.Matched
			unmatched += len(got.Unmatched)
		}
		if matched < draws(50000) || unmatched < draws(50000) || swapped < draws(10000) {
			t.Errorf("the draws hardly try anything: %d rows matched, %d not, %d of those could be", matched, unmatched, swapped)
		}
	})
}

func seatsLeft(in *Instance, r *Result) bool {
	left := make([]int, in.Cols)
	for j := range left {
		left[j] = in.seats(j)
	}
	for _, j := range r.Mate {
		if j >= 0 {
			left[j]--
		}
	}
	return slices.ContainsFunc(left, func(n int) bool { return n > 0 })
}

// checkUnmatched holds what is said of a row without a column against all solutions.
func checkUnmatched(t testing.TB, in *Instance, r *Result, u Unmatched, left bool) {
	t.Helper()
	allowed := 0
	in.each(u.Row, func(_, _ int32) { allowed++ })
	want := AllFull
	if allowed == 0 {
		want = NoPartner
	} else if !left && u.Instead >= 0 {
		want = Outbid
	}
	if u.Cause != want {
		t.Fatalf("row %d: %v, want %v\n%+v", u.Row, u.Cause, want, in)
	}
	if u.Cause != NoPartner {
		checkHallSet(t, in, u)
	}
	forced := brute(in, u.Row, -1)
	if possible := forced.matched == r.Matched; possible != (u.Instead >= 0) {
		t.Fatalf("row %d can come in: %t, but %+v\n%+v", u.Row, possible, u, in)
	}
	if u.Instead < 0 {
		return
	}
	if forced.cost-r.Cost != u.Price {
		t.Fatalf("row %d: price %d, want %d\n%+v", u.Row, u.Price, forced.cost-r.Cost, in)
	}
	if r.Mate[u.Instead] < 0 {
		t.Fatalf("row %d: row %d has no seat to leave\n%+v", u.Row, u.Instead, in)
	}
	if swap := brute(in, u.Row, u.Instead); swap.matched != r.Matched || swap.cost != forced.cost {
		t.Fatalf("row %d instead of row %d costs %d, want %d\n%+v", u.Row, u.Instead, swap.cost, forced.cost, in)
	}
}

func checkHallSet(t testing.TB, in *Instance, u Unmatched) {
	t.Helper()
	if !slices.Contains(u.Rows, u.Row) || !slices.IsSorted(u.Rows) || !slices.IsSorted(u.Cols) {
		t.Fatalf("row %d: set of rows %v and columns %v", u.Row, u.Rows, u.Cols)
	}
	seats := 0
	for _, j := range u.Cols {
		seats += in.seats(j)
	}
	if seats >= len(u.Rows) {
		t.Fatalf("row %d: %d seats for %d rows\n%+v", u.Row, seats, len(u.Rows), in)
	}
	for _, i := range u.Rows {
		in.each(i, func(j, _ int32) {
			if !slices.Contains(u.Cols, int(j)) {
				t.Fatalf("row %d: row %d of the set may use column %d outside\n%+v", u.Row, i, j, in)
			}
		})
	}
}
