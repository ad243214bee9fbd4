package assign

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"time"
)

// Malformed input of every kind is refused with its error, by Solve and by Verify alike.
func TestEveryFormMalformed(t *testing.T) {
	square := func(change func(in *Instance)) *Instance {
		in := &Instance{Rows: 2, Cols: 2}
		change(in)
		return in
	}
	bytes := func(change func(in *Instance)) *Instance {
		return square(func(in *Instance) { in.Dense8 = make([]uint8, 4); change(in) })
	}
	none := func(int, int, []int32) {}
	for name, c := range map[string]struct {
		in   *Instance
		want error
	}{
		"Dense16 too short":            {square(func(in *Instance) { in.Dense16 = make([]int16, 3) }), ErrShape},
		"Dense16 too long":             {square(func(in *Instance) { in.Dense16 = make([]int16, 5) }), ErrShape},
		"Dense8 too short":             {square(func(in *Instance) { in.Dense8 = []uint8{} }), ErrShape},
		"Dense8 too long":              {square(func(in *Instance) { in.Dense8 = make([]uint8, 8) }), ErrShape},
		"Dense8 of no end":             {&Instance{Rows: MaxSide, Cols: MaxSide, Dense8: []uint8{}}, ErrShape},
		"two matrices":                 {bytes(func(in *Instance) { in.Dense16 = make([]int16, 4) }), ErrShape},
		"two matrices, one empty":      {bytes(func(in *Instance) { in.Dense = []int32{} }), ErrShape},
		"matrix and list":              {bytes(func(in *Instance) { in.RowStart = make([]int, 3) }), ErrShape},
		"matrix and function":          {bytes(func(in *Instance) { in.Implicit = &Implicit{Costs: none} }), ErrShape},
		"list and function":            {square(func(in *Instance) { in.Implicit, in.Cost = &Implicit{Costs: none}, []int32{} }), ErrShape},
		"too many rows":                {&Instance{Rows: MaxSide + 1, Implicit: &Implicit{Costs: none}}, ErrTooLarge},
		"too many columns":             {&Instance{Cols: MaxSide + 1, Implicit: &Implicit{Costs: none}}, ErrTooLarge},
		"no function":                  {square(func(in *Instance) { in.Implicit = &Implicit{Most: 5} }), ErrShape},
		"Least above Most":             {square(func(in *Instance) { in.Implicit = &Implicit{Costs: none, Least: 1} }), ErrCost},
		"Most is NotAllowed":           {square(func(in *Instance) { in.Implicit = &Implicit{Costs: none, Most: NotAllowed} }), ErrCost},
		"capacity negative":            {bytes(func(in *Instance) { in.Capacity = []int{1, -1} }), ErrCapacity},
		"capacities too many":          {bytes(func(in *Instance) { in.Capacity = []int{1, 1, 1} }), ErrShape},
		"minimums too few":             {bytes(func(in *Instance) { in.Minimum = []int{1} }), ErrShape},
		"minimums too many":            {bytes(func(in *Instance) { in.Minimum = []int{1, 1, 1} }), ErrShape},
		"minimum negative":             {bytes(func(in *Instance) { in.Minimum = []int{0, -1} }), ErrMinimum},
		"minimum above one seat":       {bytes(func(in *Instance) { in.Minimum = []int{0, 2} }), ErrMinimum},
		"minimum above the seats":      {bytes(func(in *Instance) { in.Capacity, in.Minimum = []int{3, 3}, []int{3, 4} }), ErrMinimum},
		"minimum of a shut column":     {bytes(func(in *Instance) { in.Capacity, in.Minimum = []int{3, 0}, []int{0, 1} }), ErrMinimum},
		"row keys too few":             {bytes(func(in *Instance) { in.RowKeys = []int64{} }), ErrShape},
		"row key twice":                {bytes(func(in *Instance) { in.RowKeys = []int64{7, 7} }), ErrKey},
		"column keys too many":         {bytes(func(in *Instance) { in.ColKeys = []int64{1, 2, 3} }), ErrShape},
		"column key twice":             {bytes(func(in *Instance) { in.ColKeys = []int64{math.MinInt64, math.MinInt64} }), ErrKey},
		"locks too few":                {bytes(func(in *Instance) { in.Locked = []int32{-1} }), ErrShape},
		"locked to no column":          {bytes(func(in *Instance) { in.Locked = []int32{-1, 2} }), ErrLocked},
		"locked below -1":              {bytes(func(in *Instance) { in.Locked = []int32{-2, -1} }), ErrLocked},
		"locked to a hole":             {bytes(func(in *Instance) { in.Holes, in.Dense8[3], in.Locked = true, math.MaxUint8, []int32{-1, 1} }), ErrLocked},
		"locked beyond the seats":      {bytes(func(in *Instance) { in.Locked = []int32{0, 0} }), ErrLocked},
		"locked to a shut column":      {bytes(func(in *Instance) { in.Capacity, in.Locked = []int{0, 9}, []int32{0, -1} }), ErrLocked},
		"locked at a cost beyond Most": {square(func(in *Instance) { in.Implicit, in.Locked = lies(1<<20, 1), []int32{0, 1} }), ErrCost},
	} {
		if r, err := Solve(context.Background(), c.in); !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err := VerifyWith(c.in, &Result{}, 2); !errors.Is(err, c.want) {
			t.Errorf("%s: Verify gave %v, want %v", name, err, c.want)
		}
	}
}

// lies computes costs from 0 to 9 but for every so many-th, which is another.
func lies(cost int32, every int) *Implicit {
	return &Implicit{Most: 9, Costs: func(row, lo int, out []int32) {
		for k := range out {
			if out[k] = int32((row*7 + (lo+k)*5) % 10); (row*1000+lo+k)%every == every-1 {
				out[k] = cost
			}
		}
	}}
}

// A function that breaks its word is found out, wherever its one wrong cost may lie.
func TestCostsOutside(t *testing.T) {
	for _, cost := range []int32{10, -1, math.MaxInt32 - 1, math.MinInt32} {
		for _, candidates := range []func(int) []int32{nil, func(int) []int32 { return []int32{1, 2} }} {
			for _, n := range []int{1, 50, 4200} {
				in := &Instance{Rows: 50, Cols: n, Implicit: lies(cost, 20*1000+n)}
				if candidates != nil && n > 1 {
					in.Implicit.Candidates = candidates
				}
				for _, o := range []Options{{}, {Threads: 2}, {Objective: Fair}} {
					if r, err := SolveWith(context.Background(), in, o); !errors.Is(err, ErrCost) || r != nil {
						t.Errorf("%d in the middle of %d columns, %+v: %v", cost, n, o, err)
					}
				}
			}
		}
	}
}

func TestMaxMemory(t *testing.T) {
	r := rng(78)
	for range draws(500) {
		in, form := drawEvery(&r, 20, 20)
		need := in.Memory(Options{})
		if _, err := SolveWith(context.Background(), in, Options{MaxMemory: need}); err != nil {
			t.Fatalf("%s: with all that Memory says: %v", formNames[form], err)
		}
		if need < 2 {
			continue
		}
		if r, err := SolveWith(context.Background(), in, Options{MaxMemory: need - 1}); !errors.Is(err, ErrMemory) || r != nil {
			t.Fatalf("%s: with a byte less: %v", formNames[form], err)
		}
	}
	vast := &Instance{Rows: MaxSide, Cols: MaxSide, Implicit: &Implicit{Costs: func(int, int, []int32) { t.Error("read") }}}
	for _, o := range []Options{{MaxMemory: 1 << 40}, {MaxMemory: 1 << 40, Threads: math.MaxInt, Objective: Fair}} {
		if _, err := SolveWith(context.Background(), vast, o); !errors.Is(err, ErrMemory) {
			t.Errorf("the greatest instance in a terabyte: %v", err)
		}
	}
}

// Whatever is well formed has a solution, in every form.
func TestEveryFormDegenerate(t *testing.T) {
	list := func(rows, cols int, pairs ...[3]int) *Instance { return rebuilt(rows, cols, nil, pairs) }
	full := func(rows, cols int, cost func(i, j int) int) *Instance {
		return list(rows, cols, pairsOf(&Instance{Rows: rows, Cols: cols, Dense8: make([]uint8, rows*cols)}, func(i, j, _ int) [3]int { return [3]int{i, j, cost(i, j)} })...)
	}
	zero := func(int, int) int { return 0 }
	with := func(in *Instance, capacity, minimum []int) *Instance {
		in.Capacity, in.Minimum = capacity, minimum
		return in
	}
	for name, c := range map[string]struct {
		in                *Instance
		matched, unserved int
		cost              int64
	}{
		"nothing":                {list(0, 0), 0, 0, 0},
		"no rows":                {list(0, 9), 0, 0, 0},
		"no rows, and a minimum": {with(list(0, 2), nil, []int{1, 0}), 0, 1, 0},
		"no columns":             {list(9, 0), 0, 0, 0},
		"no pairs":               {list(9, 9), 0, 0, 0},
		"no pairs, and minimums": {with(list(2, 2), nil, []int{1, 1}), 0, 2, 0},
		"one row":                {full(1, 20, func(_, j int) int { return 20 - j }), 1, 0, 1},
		"one column":             {full(20, 1, func(i, _ int) int { return 20 - i }), 1, 0, 1},
		"one of each":            {full(1, 1, zero), 1, 0, 0},
		"all zero":               {full(40, 40, zero), 40, 0, 0},
		"all equal":              {full(40, 30, func(int, int) int { return 200 }), 30, 0, 6000},
		"empty row":              {list(2, 2, [3]int{1, 0, 4}, [3]int{1, 1, 3}), 1, 0, 3},
		"empty column":           {list(2, 2, [3]int{0, 0, 4}, [3]int{1, 0, 3}), 1, 0, 3},
		"a Hall violator":        {list(3, 3, [3]int{0, 0, 1}, [3]int{1, 0, 2}, [3]int{2, 0, 0}, [3]int{2, 1, 50}), 2, 0, 51},
		"no seats":               {with(full(3, 3, zero), []int{0, 0, 0}, nil), 0, 0, 0},
		"seats beyond counting":  {with(full(3, 2, zero), []int{math.MaxInt, math.MaxInt}, []int{math.MaxInt, 0}), 3, 1, 0},
		"2^31 seats together":    {with(full(3, 3, zero), []int{1 << 30, 1 << 30, 1 << 30}, []int{0, 1, 2}), 3, 0, 0},
		"minimum out of reach":   {with(full(3, 2, zero), []int{9, 9}, []int{2, 2}), 3, 1, 0},
		"minimum at any cost":    {with(full(3, 2, func(_, j int) int { return j * 254 }), []int{9, 9}, []int{0, 3}), 3, 0, 762},
		"minimum nobody wants":   {with(list(2, 2, [3]int{0, 0, 1}, [3]int{1, 0, 1}), []int{2, 2}, []int{0, 2}), 2, 1, 2},
	} {
		for _, form := range formsFor(c.in) {
			r := rng(79)
			listedFew(t, func(t *testing.T) {
				got := solved(t, formed(&r, c.in, form))
				if got.Matched != c.matched || got.Cost != c.cost || len(got.Unserved) != c.unserved {
					t.Errorf("%s, %s: %d pairs at %d, %d unserved, want %d at %d, %d", name, formNames[form], got.Matched, got.Cost, len(got.Unserved), c.matched, c.cost, c.unserved)
				}
			})
		}
	}
}

// Great instances of which all or nothing is alike end soon, and with the first choice.
func TestEveryFormAlike(t *testing.T) {
	n, many := 5000, 1_000_000
	if testing.Short() {
		n, many = 700, 50_000
	}
	alike := func(int, int, []int32) {}
	descending := func(n int) []int64 {
		keys := make([]int64, n)
		for k := range keys {
			keys[k] = -int64(k)
		}
		return keys
	}
	for _, c := range []struct {
		name  string
		in    *Instance
		pairs int
	}{
		{"bytes", &Instance{Rows: n, Cols: n, Dense8: make([]uint8, n*n)}, n},
		{"bytes with keys", &Instance{Rows: n, Cols: n, Dense8: make([]uint8, n*n), RowKeys: descending(n), ColKeys: descending(n)}, n},
		{"bytes, too few seats", &Instance{Rows: n, Cols: n / 2, Dense8: make([]uint8, n*(n/2))}, n / 2},
		{"bytes, too many seats", &Instance{Rows: n / 2, Cols: n, Dense8: make([]uint8, n*(n/2))}, n / 2},
		{"bytes, minimums", &Instance{Rows: n, Cols: 100, Capacity: slices.Repeat([]int{n}, 100), Minimum: slices.Repeat([]int{n / 100}, 100), Dense8: make([]uint8, n*100)}, n},
		{"only holes", &Instance{Rows: n, Cols: n, Holes: true, Dense8: slices.Repeat([]uint8{math.MaxUint8}, n*n)}, 0},
		{"only holes of 16 bits", &Instance{Rows: n / 2, Cols: n, Holes: true, Dense16: slices.Repeat([]int16{math.MaxInt16}, n*(n/2))}, 0},
		{"computed", &Instance{Rows: n, Cols: n, Implicit: &Implicit{Costs: alike}}, n},
		{"many rows of bytes", &Instance{Rows: many, Cols: 3, Capacity: []int{many / 3, many, many / 4}, Dense8: slices.Repeat([]uint8{3, 7, 1}, many)}, many},
		{"many rows of bytes, one seat each", &Instance{Rows: many, Cols: 3, Dense8: slices.Repeat([]uint8{3, 7, 1}, many)}, 3},
		{"many rows, computed, that tie", &Instance{Rows: many, Cols: 3, Capacity: []int{many / 3, many / 3, many / 4}, Implicit: &Implicit{Costs: alike}}, 2*(many/3) + many/4},
		{"many columns for one row", &Instance{Rows: 1, Cols: many, Dense16: make([]int16, many)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			r := solved(t, c.in)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			if r.Matched != c.pairs {
				t.Errorf("%d pairs, want %d", r.Matched, c.pairs)
			}
			if c.name == "bytes" || c.name == "bytes with keys" || c.name == "computed" {
				for i, j := range r.Mate {
					if int(j) != i {
						t.Fatalf("row %d has %d", i, j)
					}
				}
			}
		})
	}
}
