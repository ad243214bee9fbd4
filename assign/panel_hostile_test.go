package assign

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"
	"time"
)

func TestPanelMalformed(t *testing.T) {
	one := func() *Instance { return &Instance{Rows: 2, Cols: 2, Capacity: []int{2, 0}, Dense: make([]int32, 4)} }
	cases := []struct {
		name string
		p    *Panel
		want error
	}{
		{"nil", nil, ErrShape},
		{"no instance", &Panel{}, ErrShape},
		{"instance malformed", &Panel{Instance: &Instance{Rows: -1}}, ErrShape},
		{"capacity negative", &Panel{Instance: &Instance{Cols: 1, Capacity: []int{-1}}}, ErrCapacity},
		{"column too great", &Panel{Instance: &Instance{Rows: 1, Cols: 1, RowStart: []int{0, 1}, Col: []int32{1}, Cost: []int32{1}}}, ErrColumn},
		{"demands too few", &Panel{Instance: one(), Demand: []int{1}}, ErrShape},
		{"demands too many", &Panel{Instance: one(), Demand: []int{1, 1, 1}}, ErrShape},
		{"demand negative", &Panel{Instance: one(), Demand: []int{1, -1}}, ErrDemand},
		{"demand very negative", &Panel{Instance: one(), Demand: []int{math.MinInt, 1}}, ErrDemand},
		{"minimums too few", atLeast(&Panel{Instance: one()}, []int{}), ErrShape},
		{"minimum negative", atLeast(&Panel{Instance: one()}, []int{-1, 0}), ErrMinimum},
		{"minimum above capacity", atLeast(&Panel{Instance: one()}, []int{3, 0}), ErrMinimum},
		{"minimum without seats", atLeast(&Panel{Instance: one()}, []int{1, 1}), ErrMinimum},
		{"minimum above the one seat", atLeast(&Panel{Instance: &Instance{Cols: 1}}, []int{2}), ErrMinimum},
	}
	for _, c := range cases {
		if r, err := SolvePanel(context.Background(), c.p); !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: SolvePanel gave %v and error %v, want %v", c.name, r, err, c.want)
		}
		if err := VerifyPanel(c.p, &PanelResult{}); !errors.Is(err, c.want) {
			t.Errorf("%s: VerifyPanel gave %v, want %v", c.name, err, c.want)
		}
	}
}

// Sums that could leave an int64 are refused, and only those.
func TestPanelTooLarge(t *testing.T) {
	l := &panelPairs{rows: MaxSide, cols: MaxSide, cost: []int32{math.MinInt32, math.MaxInt32}}
	if _, err := panelWeight(l, 3); !errors.Is(err, ErrTooLarge) {
		t.Errorf("greatest size, greatest costs: %v", err)
	}
	if w, err := panelWeight(&panelPairs{rows: MaxSide, cols: MaxSide, cost: []int32{0, 1 << 20}}, 100); err != nil || w <= MaxSide<<20 {
		t.Errorf("greatest size, costs up to a million: weight %d, %v", w, err)
	}
	if _, err := panelWeight(&panelPairs{rows: 100_000, cols: 30_000, cost: l.cost}, 1000); err != nil {
		t.Errorf("a large programme with the greatest costs: %v", err)
	}
	if _, err := panelWeight(&panelPairs{rows: 1 << 20, cols: 1 << 20, cost: l.cost}, 1<<20); !errors.Is(err, ErrTooLarge) {
		t.Errorf("demands of a million: %v", err)
	}
}

func TestPanelDegenerate(t *testing.T) {
	n := func(c ...int) []int { return c }
	lo, hi := int32(math.MinInt32), int32(math.MaxInt32)
	cases := []struct {
		name  string
		p     Panel
		pairs int
		cost  int64
		short int
	}{
		{"nothing", Panel{Instance: &Instance{}}, 0, 0, 0},
		{"nothing, dense", *atLeast(&Panel{Instance: &Instance{Dense: []int32{}}, Demand: n()}, n()), 0, 0, 0},
		{"no columns", Panel{Instance: &Instance{Rows: 3}, Demand: n(0, 1, 2)}, 0, 0, 2},
		{"no columns, dense", Panel{Instance: &Instance{Rows: 3, Dense: []int32{}}, Demand: n(0, 1, 2)}, 0, 0, 2},
		{"no rows", *atLeast(&Panel{Instance: &Instance{Cols: 3}}, n(0, 1, 1)), 0, 0, 2},
		{"no rows, dense", *atLeast(&Panel{Instance: &Instance{Cols: 3, Dense: []int32{}}}, n(0, 1, 1)), 0, 0, 2},
		{"no pairs", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 2, RowStart: n(0, 0, 0)}}, n(1, 0)), 0, 0, 3},
		{"no pairs, no form", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 2}}, n(1, 0)), 0, 0, 3},
		{"nobody wants anything", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 1, Dense: []int32{-5, 5}}, Demand: n(0, 0)}, n(1)), 0, 0, 1},
		{"demand greater than degree", Panel{Instance: &Instance{Rows: 1, Cols: 2, Dense: []int32{3, 4}}, Demand: n(3)}, 2, 7, 1},
		{"demand beyond all counting", Panel{Instance: &Instance{Rows: 2, Cols: 1, Capacity: n(2), Dense: []int32{3, 4}}, Demand: n(math.MaxInt, math.MaxInt)}, 2, 7, 2},
		{"no seats", Panel{Instance: &Instance{Rows: 2, Cols: 2, Capacity: n(0, 0), Dense: []int32{lo, hi, 0, lo}}, Demand: n(2, 1)}, 0, 0, 2},
		{"seats beyond all counting", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 2, Capacity: n(math.MaxInt, math.MaxInt), Dense: []int32{1, 2, 1, 2}}, Demand: n(2, 1)}, n(math.MaxInt, 0)), 3, 4, 1},
		{"empty row and column", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 2, RowStart: n(0, 0, 1), Col: []int32{1}, Cost: []int32{4}}, Demand: n(2, 2)}, n(1, 1)), 1, 4, 3},
		{"a pair more at any cost", Panel{Instance: &Instance{Rows: 2, Cols: 2, RowStart: n(0, 2, 3), Col: []int32{0, 1, 0}, Cost: []int32{lo, hi, hi}}}, 2, 2 * int64(hi), 0},
		{"evenness at any cost", Panel{Instance: &Instance{Rows: 2, Cols: 2, Dense: []int32{lo, lo, hi, hi}}, Demand: n(2, 2)}, 2, int64(lo) + int64(hi), 2},
		{"a minimum at any cost", *atLeast(&Panel{Instance: &Instance{Rows: 2, Cols: 2, Capacity: n(2, 2), Dense: []int32{lo, hi, lo, hi}}}, n(0, 2)), 2, 2 * int64(hi), 0},
	}
	for _, c := range cases {
		r := panelSolved(t, &c.p)
		if r.Pairs != c.pairs || r.Cost != c.cost || len(r.Short) != c.short {
			t.Errorf("%s: %d pairs at %d, %d fall short, want %d at %d and %d", c.name, r.Pairs, r.Cost, len(r.Short), c.pairs, c.cost, c.short)
		}
		for _, f := range r.Short {
			checkShortfall(t, &c.p, f)
		}
	}
}

// Panels on which a careless method takes the square of their size, or goes in circles among equals.
func TestPanelManyAlike(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 10_000
	}
	all := func(p *Panel, demand int) *Panel { p.Demand = slices.Repeat([]int{demand}, p.Rows); return p }
	cases := []struct {
		name  string
		p     *Panel
		pairs int
	}{
		{"identical rows, seats for half", all(&Panel{Instance: repeated(n, []int{n / 2, n / 2}, 5, 5)}, 2), n},
		{"identical rows, minimums", all(atLeast(&Panel{Instance: repeated(n, []int{n, n, n}, 3, 7, 1)}, []int{n / 3, n / 3, n / 3}), 2), 2 * n},
		{"identical rows that tie", all(&Panel{Instance: repeated(n, []int{n / 3, n / 3, n / 4}, 0, 0, 0)}, 3), n/3 + n/3 + n/4},
		{"one row for all columns", all(&Panel{Instance: &Instance{Rows: 1, Cols: n, Dense: make([]int32, n)}}, n), n},
		{"one row for half the columns", all(&Panel{Instance: &Instance{Rows: 1, Cols: n, Dense: make([]int32, n)}}, n/2), n / 2},
		{"one column", all(atLeast(&Panel{Instance: repeated(n, []int{n / 2}, 1)}, []int{n / 2}), 1), n / 2},
		{"all equal", all(&Panel{Instance: &Instance{Rows: 600, Cols: 600, Capacity: slices.Repeat([]int{3}, 600), Dense: make([]int32, 360000)}}, 3), 1800},
		{"all equal, too few seats", all(&Panel{Instance: &Instance{Rows: 800, Cols: 400, Dense: make([]int32, 320000)}}, 2), 400},
		{"all equal, minimums out of reach", all(atLeast(&Panel{Instance: &Instance{Rows: 400, Cols: 800, Capacity: slices.Repeat([]int{5}, 800), Dense: make([]int32, 320000)}}, slices.Repeat([]int{5}, 800)), 2), 800},
		{"a long chain", all(&Panel{Instance: chain(n / 40)}, 1), n / 40},
		{"a long chain, too much wanted", all(&Panel{Instance: chain(n / 40)}, 2), n / 40},
		{"a long chain with one too many", all(&Panel{Instance: broken(chain(n / 40))}, 1), n/40 - 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			r := panelSolved(t, c.p)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			if r.Pairs != c.pairs {
				t.Errorf("%d pairs, want %d", r.Pairs, c.pairs)
			}
		})
	}
}

// Where every row has a set of its own, each within the next, they are not all written out.
func TestPanelNestedSets(t *testing.T) {
	n := 3000
	in, together := chain(n), 0
	for _, p := range []*Panel{
		{Instance: in, Demand: slices.Repeat([]int{2}, n)},
		{Instance: rebuilt(n, n, nil, pairsOf(in, func(i, j, c int) [3]int { return [3]int{n - 1 - i, n - 1 - j, c} })), Demand: slices.Repeat([]int{2}, n)},
	} {
		r := panelSolved(t, p)
		size, whole := 0, 0
		sets := map[*int]bool{}
		for _, f := range r.Short {
			if f.Each == 0 {
				whole++
			}
			if !sets[&f.Rows[0]] {
				sets[&f.Rows[0]] = true
				size += len(f.Rows) + len(f.Cols)
			}
		}
		if len(r.Short) < n || size > 4*crowdSteps*n {
			t.Errorf("%d fall short, %d of them with a set for all, and sets of %d in all", len(r.Short), whole, size)
		}
		together += whole
	}
	if together < n/2 {
		t.Errorf("only %d rows share a set for want of room for their own", together)
	}
}

func TestPanelCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := SolvePanel(ctx, &Panel{Instance: &Instance{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	in := sparseOf("quest", 600, 200, 10, 1, 5, false, 3)
	p := &Panel{Instance: in, Demand: slices.Repeat([]int{3}, 600)}
	stops := 0
	for ; ; stops++ {
		r, err := SolvePanel(newCountdown(stops), p)
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || r != nil {
			t.Fatalf("%v and error %v", r, err)
		}
	}
	if stops < 8 {
		t.Errorf("the solver asked only %d times whether to stop", stops)
	}
}

// The same panel gives the same result, however many processors there are, and stays as it was.
func TestPanelSameEveryTime(t *testing.T) {
	in := sparseOf("quest", 400, 150, 8, 1, 3, false, 5)
	p := atLeast(&Panel{Instance: in, Demand: slices.Repeat([]int{2}, 400)}, slices.Repeat([]int{1}, 150))
	before := sparseForm(in)
	first := panelSolved(t, p)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second := panelSolved(t, p)
	if !slices.EqualFunc(first.Mates, second.Mates, slices.Equal[[]int32]) || !slices.Equal(first.U, second.U) || !slices.Equal(first.V, second.V) {
		t.Error("two results for one panel")
	}
	if !slices.Equal(in.Col, before.Col) || !slices.Equal(in.Cost, before.Cost) || !slices.Equal(in.Capacity, before.Capacity) {
		t.Error("SolvePanel changed the instance")
	}
}
