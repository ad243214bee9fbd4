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

// draw makes a small instance: dense or sparse, with capacities or without, with few or many different costs.
func draw(r *rng) *Instance {
	in := &Instance{Rows: r.n(7), Cols: r.n(6)}
	if r.n(3) > 0 {
		in.Capacity = make([]int, in.Cols)
		for j := range in.Capacity {
			in.Capacity[j] = r.n(4)
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

// brute tries every solution. Among the best it gives the one that Solve promises: it tries the columns of each row in
// ascending order, no column last, and keeps the first.
func brute(in *Instance) (mate []int32, matched int, cost int64) {
	left := make([]int, in.Cols)
	for j := range left {
		left[j] = in.seats(j)
	}
	best, bestCost := -1, int64(0)
	now := make([]int32, in.Rows)
	var try func(i, n int, c int64)
	try = func(i, n int, c int64) {
		if n+in.Rows-i < best {
			return
		}
		if i == in.Rows {
			if n > best || c < bestCost {
				best, bestCost, mate = n, c, slices.Clone(now)
			}
			return
		}
		cols, costs := in.row(i)
		for k, x := range costs {
			j := k
			if cols != nil {
				j = int(cols[k])
			}
			if left[j] > 0 {
				left[j]--
				now[i] = int32(j)
				try(i+1, n+1, c+int64(x))
				left[j]++
			}
		}
		now[i] = -1
		try(i+1, n, c)
	}
	try(0, 0, 0)
	return mate, best, bestCost
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

func TestBruteForce(t *testing.T) {
	draws := 20000
	if testing.Short() {
		draws = 2000
	}
	r := rng(1)
	for range draws {
		in := draw(&r)
		got := solved(t, in)
		mate, matched, cost := brute(in)
		if got.Matched != matched || got.Cost != cost {
			t.Fatalf("%d pairs at %d, brute force %d at %d\n%+v", got.Matched, got.Cost, matched, cost, in)
		}
		if !slices.Equal(got.Mate, mate) {
			t.Fatalf("chose %v, not the first of the best, %v\n%+v", got.Mate, mate, in)
		}
	}
}
