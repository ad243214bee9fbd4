package assign

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func TestMalformed(t *testing.T) {
	sparse := func(start []int, col []int32) *Instance {
		return &Instance{Rows: 2, Cols: 3, RowStart: start, Col: col, Cost: make([]int32, len(col))}
	}
	cases := []struct {
		name string
		in   *Instance
		want error
	}{
		{"nil", nil, ErrShape},
		{"negative rows", &Instance{Rows: -1}, ErrShape},
		{"negative columns", &Instance{Cols: -1}, ErrShape},
		{"too many rows", &Instance{Rows: MaxSide + 1}, ErrTooLarge},
		{"too many columns", &Instance{Cols: math.MaxInt}, ErrTooLarge},
		{"product overflows", &Instance{Rows: MaxSide, Cols: MaxSide, Dense: []int32{}}, ErrShape},
		{"matrix too short", &Instance{Rows: 2, Cols: 2, Dense: make([]int32, 3)}, ErrShape},
		{"matrix too long", &Instance{Rows: 2, Cols: 2, Dense: make([]int32, 5)}, ErrShape},
		{"dense and sparse", &Instance{Rows: 1, Cols: 1, Dense: make([]int32, 1), RowStart: []int{0, 0}}, ErrShape},
		{"capacities too few", &Instance{Cols: 2, Capacity: []int{1}}, ErrShape},
		{"capacity negative", &Instance{Cols: 2, Capacity: []int{1, -1}}, ErrCapacity},
		{"rows too few", sparse([]int{0, 1}, []int32{0}), ErrShape},
		{"no starts", sparse(nil, []int32{0}), ErrShape},
		{"starts late", sparse([]int{1, 1, 1}, []int32{0}), ErrShape},
		{"ends early", sparse([]int{0, 1, 1}, []int32{0, 1}), ErrShape},
		{"runs backwards", sparse([]int{0, 2, 1}, []int32{0}), ErrShape},
		{"starts negative", sparse([]int{0, -1, 1}, []int32{0}), ErrShape},
		{"more columns than costs", &Instance{Rows: 1, Cols: 1, RowStart: []int{0, 1}, Col: []int32{0}}, ErrShape},
		{"column negative", sparse([]int{0, 1, 1}, []int32{-1}), ErrColumn},
		{"column too great", sparse([]int{0, 1, 1}, []int32{3}), ErrColumn},
		{"columns not sorted", sparse([]int{0, 2, 2}, []int32{1, 0}), ErrOrder},
		{"column twice", sparse([]int{0, 2, 2}, []int32{1, 1}), ErrOrder},
	}
	for _, c := range cases {
		if r, err := Solve(context.Background(), c.in); !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: Solve gave %v and error %v, want %v", c.name, r, err, c.want)
		}
		if err := Verify(c.in, &Result{}); !errors.Is(err, c.want) {
			t.Errorf("%s: Verify gave %v, want %v", c.name, err, c.want)
		}
	}
}

func TestDegenerate(t *testing.T) {
	seats := func(c ...int) []int { return c }
	cases := []struct {
		name    string
		in      Instance
		matched int
		cost    int64
	}{
		{"nothing", Instance{}, 0, 0},
		{"nothing, dense", Instance{Dense: []int32{}}, 0, 0},
		{"no columns", Instance{Rows: 3}, 0, 0},
		{"no columns, dense", Instance{Rows: 3, Dense: []int32{}}, 0, 0},
		{"no rows", Instance{Cols: 3}, 0, 0},
		{"no pairs", Instance{Rows: 2, Cols: 2, RowStart: []int{0, 0, 0}}, 0, 0},
		{"one pair", Instance{Rows: 1, Cols: 1, Dense: []int32{-7}}, 1, -7},
		{"one row", Instance{Rows: 1, Cols: 3, Dense: []int32{5, 2, 3}}, 1, 2},
		{"one column", Instance{Rows: 3, Cols: 1, Dense: []int32{5, 2, 3}}, 1, 2},
		{"one column for all", Instance{Rows: 3, Cols: 1, Capacity: seats(3), Dense: []int32{5, 2, 3}}, 3, 10},
		{"no seats", Instance{Rows: 2, Cols: 2, Capacity: seats(0, 0), Dense: make([]int32, 4)}, 0, 0},
		{"no seats, sparse", Instance{Rows: 1, Cols: 2, Capacity: seats(0, 0), RowStart: []int{0, 2}, Col: []int32{0, 1}, Cost: []int32{1, 1}}, 0, 0},
		{"empty row and column", Instance{Rows: 2, Cols: 2, RowStart: []int{0, 0, 1}, Col: []int32{1}, Cost: []int32{4}}, 1, 4},
		{"seats beyond all counting", Instance{Rows: 2, Cols: 2, Capacity: seats(math.MaxInt, math.MaxInt), Dense: []int32{1, 2, 1, 2}}, 2, 2},
		{"seats beyond all counting, sparse", Instance{Rows: 2, Cols: 2, Capacity: seats(math.MaxInt, math.MaxInt), RowStart: []int{0, 2, 4}, Col: []int32{0, 1, 0, 1}, Cost: []int32{1, 2, 1, 2}}, 2, 2},
		{"greatest costs", Instance{Rows: 2, Cols: 2, Dense: []int32{math.MaxInt32, math.MaxInt32, math.MaxInt32, math.MaxInt32}}, 2, 2 * math.MaxInt32},
		{"least costs", Instance{Rows: 2, Cols: 2, Dense: []int32{math.MinInt32, math.MinInt32, math.MinInt32, math.MinInt32}}, 2, 2 * math.MinInt32},
		{"far apart", Instance{Rows: 2, Cols: 2, Dense: []int32{math.MinInt32, math.MaxInt32, math.MinInt32, math.MinInt32}}, 2, 2 * math.MinInt32},
		{"a pair more at any cost", Instance{Rows: 2, Cols: 2, RowStart: []int{0, 2, 3}, Col: []int32{0, 1, 0}, Cost: []int32{math.MinInt32, math.MaxInt32, math.MaxInt32}}, 2, 2 * math.MaxInt32},
	}
	for _, c := range cases {
		r := solved(t, &c.in)
		if r.Matched != c.matched || r.Cost != c.cost {
			t.Errorf("%s: %d pairs at %d, want %d at %d", c.name, r.Matched, r.Cost, c.matched, c.cost)
		}
	}
}

// repeated has the same row again and again.
func repeated(rows int, capacity []int, costs ...int32) *Instance {
	return &Instance{Rows: rows, Cols: len(costs), Capacity: capacity, Dense: slices.Repeat(costs, rows)}
}

// Instances on which a careless solver takes the square of their size. Each is sized so that the square would not end.
func TestManyAlike(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 50_000
	}
	cases := []struct {
		name string
		in   *Instance
	}{
		{"a million identical rows, seats for half", repeated(n, []int{n / 2}, 5)},
		{"a million identical rows, seats for all", repeated(n, []int{n / 3, n, n / 4}, 3, 7, 1)},
		{"a million identical rows, just as many seats", repeated(n, []int{n / 2, n / 4, n - n/2 - n/4}, 3, 7, 1)},
		{"a million identical rows, too few seats in three", repeated(n, []int{n / 3, 10, n / 4}, 3, 7, 1)},
		{"a million identical rows, one seat each", repeated(n, nil, 3, 7, 1)},
		{"a million identical rows that tie", repeated(n, []int{n / 3, n / 3, n / 4}, 0, 0, 0)},
		{"a million columns for one row", &Instance{Rows: 1, Cols: n, Dense: make([]int32, n)}},
		{"all equal", &Instance{Rows: 1500, Cols: 1500, Dense: make([]int32, 1500*1500)}},
		{"all equal, too few seats", &Instance{Rows: 2000, Cols: 1000, Dense: make([]int32, 2000*1000)}},
		{"a long chain", chain(n / 4)},
		{"a long chain with one too many", broken(chain(n / 4))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			r := solved(t, c.in)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			seats := 0
			for j := range c.in.Cols {
				seats += min(c.in.seats(j), c.in.Rows)
			}
			if want := min(c.in.Rows, seats); r.Matched != want {
				t.Errorf("%d pairs, want %d", r.Matched, want)
			}
		})
	}
}

// Among a million identical rows the first come first, in the order of the columns.
func TestManyAlikeChoice(t *testing.T) {
	const n = 100_000
	for _, in := range []*Instance{repeated(n, []int{n / 3, n / 3, n / 4}, 0, 0, 0), sparseForm(repeated(n, []int{n / 3, n / 3, n}, 5, 5, 5))} {
		r := solved(t, in)
		next, left := int32(0), in.seats(0)
		for i, j := range r.Mate {
			for next >= 0 && left == 0 {
				if next++; int(next) == in.Cols {
					next = -1
				} else {
					left = in.seats(int(next))
				}
			}
			if left--; j != next {
				t.Fatalf("row %d has column %d, want %d", i, j, next)
			}
		}
	}
}

// chain has rows that may use their own column and the next, where the cheap choice of each pushes all others along.
func chain(n int) *Instance {
	in := &Instance{Rows: n, Cols: n, RowStart: make([]int, 1, n+1)}
	for i := range n {
		in.Col, in.Cost = append(in.Col, int32(i)), append(in.Cost, 2)
		if i+1 < n {
			in.Col, in.Cost = append(in.Col, int32(i+1)), append(in.Cost, 1)
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	return in
}

// broken takes the seat of the first column, so that every row must move up and one stays out.
func broken(in *Instance) *Instance {
	in.Capacity = slices.Repeat([]int{1}, in.Cols)
	in.Capacity[0] = 0
	return in
}

// countdown is a context that ends when it has been asked a number of times, by one goroutine or by several.
type countdown struct {
	context.Context
	left atomic.Int64
}

func newCountdown(left int) *countdown {
	c := &countdown{Context: context.Background()}
	c.left.Store(int64(left))
	return c
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Solve(ctx, &Instance{}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	// Wherever the solver asks, it must stop there, and with the error of the context.
	instances := map[string]*Instance{
		"dense":  denseOf("quest", 100, 100, 0, 0, 1),
		"short":  denseOf("quest", 100, 50, 0, 3, 2),
		"sparse": sparseOf("uni", 300, 200, 5, 0, 3, false, 3),
		"exact":  sparseOf("uni", 300, 300, 5, 0, 0, true, 4),
	}
	for name, in := range instances {
		stops := 0
		for {
			r, err := Solve(newCountdown(stops), in)
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) || r != nil {
				t.Fatalf("%s: %v and error %v", name, r, err)
			}
			stops++
		}
		if stops < 8 {
			t.Errorf("%s: the solver asked only %d times whether to stop", name, stops)
		}
	}
}

// The same instance gives the same result, however many processors there are, and stays as it was.
func TestSameEveryTime(t *testing.T) {
	in := sparseOf("quest", 400, 150, 8, 1, 3, false, 5)
	before := sparseForm(in)
	first := solved(t, in)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second := solved(t, in)
	if !slices.Equal(first.Mate, second.Mate) || !slices.Equal(first.U, second.U) || !slices.Equal(first.V, second.V) {
		t.Error("two results for one instance")
	}
	if !slices.Equal(in.Col, before.Col) || !slices.Equal(in.Cost, before.Cost) || !slices.Equal(in.Capacity, before.Capacity) {
		t.Error("Solve changed the instance")
	}
}
