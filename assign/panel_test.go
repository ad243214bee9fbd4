package assign

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

func drawPanel(r *rng, rows, cols int) *Panel {
	p := &Panel{Instance: draw(r, rows, cols)}
	for i := range p.Rows {
		p.forms(i, func(_, c int32) {
			if c > 1<<20 || c < -1<<20 {
				p.Instance = sparseForm(p.Instance)
			}
		})
	}
	for k, c := range p.Cost {
		p.Cost[k] = c % 1000
	}
	if r.n(4) > 0 {
		p.Demand = make([]int, p.Rows)
		for i := range p.Demand {
			p.Demand[i] = r.n(4)
		}
	}
	if r.n(3) == 0 {
		withMinimum(r, p.Instance)
	}
	return p
}

// brutePanel tries all and gives the aims of the best: pairs, then per number how many rows have at least so many columns, minimums met, cost.
func brutePanel(p *Panel) []int64 {
	cols, costs := make([][]int32, p.Rows), make([][]int32, p.Rows)
	for i := range p.Rows {
		p.each(i, func(j, c int32) { cols[i], costs[i] = append(cols[i], j), append(costs[i], c) })
	}
	load := make([]int, p.Cols)
	has := make([]int, p.Rows)
	var best []int64
	var try func(i, k int, cost int64)
	try = func(i, k int, cost int64) {
		if i == p.Rows {
			if key := panelAims(p, has, load, cost); best == nil || slices.Compare(key, best) < 0 {
				best = key
			}
			return
		}
		if k == len(cols[i]) {
			try(i+1, 0, cost)
			return
		}
		j := cols[i][k]
		if has[i] < p.demand(i) && load[j] < p.seats(int(j)) {
			has[i]++
			load[j]++
			try(i, k+1, cost+int64(costs[i][k]))
			has[i]--
			load[j]--
		}
		try(i, k+1, cost)
	}
	try(0, 0, 0)
	return best
}

func panelAims(p *Panel, has, load []int, cost int64) []int64 {
	key := make([]int64, 6)
	for _, n := range has {
		key[0] -= int64(n)
		for k := 1; k <= min(n, 3); k++ {
			key[k]--
		}
	}
	for j, n := range load {
		key[4] -= int64(min(n, p.minimum(j)))
	}
	key[5] = cost
	return key
}

func paneled(t testing.TB, p *Panel) *PanelResult {
	t.Helper()
	r, err := SolvePanel(context.Background(), p)
	if err != nil {
		t.Fatalf("%v\n%+v %+v", err, p.Instance, p.Demand)
	}
	if err := VerifyPanel(p, r); err != nil {
		t.Fatalf("%v\n%+v %+v\n%+v", err, p.Instance, p.Demand, r)
	}
	return r
}

func TestPanelBruteForce(t *testing.T) {
	r := rng(51)
	more, short := 0, 0
	for range draws(100000) {
		p := drawPanel(&r, 3, 4)
		got := paneled(t, p)
		has, load := make([]int, p.Rows), make([]int, p.Cols)
		for i, mates := range got.Mates {
			has[i] = len(mates)
			if has[i] > 1 {
				more++
			}
			for _, j := range mates {
				load[j]++
			}
		}
		short += len(got.Short)
		if key, want := panelAims(p, has, load, got.Cost), brutePanel(p); !slices.Equal(key, want) {
			t.Fatalf("aims %v, want %v\n%+v %v\n%+v", key, want, p.Instance, p.Demand, got)
		}
	}
	if more < draws(10000) || short < draws(20000) {
		t.Errorf("hardly tried: %d rows with several columns, %d short of some", more, short)
	}
}

// With a demand of one each it is the problem that Solve solves.
func TestPanelOfOne(t *testing.T) {
	r := rng(52)
	for range draws(2000) {
		p := drawPanel(&r, 40, 30)
		p.Demand = nil
		got, want := paneled(t, p), solved(t, p.Instance)
		missing := func(all []Unserved) (n int) {
			for _, u := range all {
				n += u.Minimum - u.Has
			}
			return n
		}
		if got.Pairs != want.Matched || got.Cost != want.Cost || missing(got.Unserved) != missing(want.Unserved) {
			t.Fatalf("%d pairs at %d, Solve %d at %d\n%+v", got.Pairs, got.Cost, want.Matched, want.Cost, p.Instance)
		}
	}
}

func TestPanelMutated(t *testing.T) {
	r := rng(53)
	tried := 0
	for range draws(20000) {
		p := drawPanel(&r, 6, 6)
		got := paneled(t, p)
		i := slices.IndexFunc(got.Mates, func(m []int32) bool { return len(m) > 0 })
		if i < 0 {
			continue
		}
		tried++
		bad := *got
		switch r.n(5) {
		case 0:
			bad.Mates = slices.Clone(got.Mates)
			bad.Mates[i] = got.Mates[i][1:]
			bad.Pairs--
		case 1:
			bad.Cost++
		case 2:
			bad.Pair++
		case 3:
			bad.U = slices.Clone(got.U)
			bad.U[i] += 1 << 55
		case 4:
			bad.Mates = slices.Clone(got.Mates)
			bad.Mates[i] = slices.Repeat(got.Mates[i], 2)
		}
		if err := VerifyPanel(p, &bad); !errors.Is(err, ErrProof) {
			t.Fatalf("accepted, or %v\n%+v\n%+v", err, p.Instance, bad)
		}
	}
	if tried < draws(8000) {
		t.Errorf("only %d tried", tried)
	}
}

func TestPanelHostile(t *testing.T) {
	one := &Instance{Rows: 1, Cols: 1, Dense: []int32{1}}
	for _, c := range []struct {
		p    *Panel
		want error
	}{
		{nil, ErrShape}, {&Panel{}, ErrShape}, {&Panel{Instance: one, Demand: []int{-1}}, ErrDemand}, {&Panel{Instance: one, Demand: []int{1, 1}}, ErrShape},
		{&Panel{Instance: &Instance{Rows: 1, Cols: 1, Minimum: []int{2}, Dense: []int32{1}}}, ErrMinimum},
	} {
		if _, err := SolvePanel(context.Background(), c.p); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	big := &Instance{Rows: 3, Cols: 2, Capacity: []int{math.MaxInt, math.MaxInt}, Dense: make([]int32, 6)}
	for _, p := range []*Panel{{Instance: &Instance{}}, {Instance: big, Demand: []int{math.MaxInt, 2, 0}}, {Instance: &Instance{Rows: 2, Cols: 2, Capacity: []int{0, 0}, Dense: make([]int32, 4)}}} {
		paneled(t, p)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := SolvePanel(ctx, &Panel{Instance: one}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func BenchmarkPanel(b *testing.B) {
	p := &Panel{Instance: sparseOf("quest", 5000, 1500, 30, 8, 16, false, 53), Demand: slices.Repeat([]int{3}, 5000)}
	for b.Loop() {
		paneled(b, p)
	}
}
