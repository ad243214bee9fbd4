package assign

import (
	"context"
	"math"
	"slices"
	"testing"
)

// edit makes a random edit of a live solution, and says what it was.
func edit(t *testing.T, r *rng, l *Live) string {
	t.Helper()
	row, col := r.n(l.rows()+1), r.n(l.cols()+1)
	cost := int32(r.n(12))
	pairs := func(n int) []Pair {
		var out []Pair
		for k := range n {
			if r.n(2) == 0 {
				out = append(out, Pair{k, int32(r.n(12))})
			}
		}
		return out
	}
	var err error
	what := ""
	switch r.n(13) {
	case 0, 1:
		what, err = "forbid", l.Forbid(row, col)
	case 2, 3:
		what, err = "cost", l.SetCost(row, col, cost)
	case 4:
		if row < l.rows() && l.Mate(row) >= 0 {
			what, err = "forbid mate", l.Forbid(row, l.Mate(row))
		}
	case 5:
		what, err = "capacity", l.SetCapacity(col, r.n(4))
	case 6:
		if row < l.rows() && len(l.list[row]) > 0 {
			col = int(l.list[row][r.n(len(l.list[row]))].col)
		}
		what, err = "lock", l.Lock(row, col)
	case 7:
		if k := slices.IndexFunc(l.locked, func(j int32) bool { return j >= 0 }); k >= 0 {
			what, err = "unlock", l.Unlock(k)
		} else if row < l.rows() {
			what, err = "lock", l.Lock(row, col)
		}
	case 8:
		what, err = "remove row", l.RemoveRow(row)
	case 9:
		_, err = l.AddRow(nil, int64(-l.rows()-1))
		what = "add empty row"
		if r.n(2) == 0 {
			live := pairs(l.cols())
			live = slices.DeleteFunc(live, func(p Pair) bool { return l.goneCol[p.With] })
			_, err = l.AddRow(live, int64(-l.rows()-1))
			what = "add row"
		}
	case 10:
		what, err = "remove column", l.RemoveCol(col)
	case 11:
		live := slices.DeleteFunc(pairs(l.rows()), func(p Pair) bool { return l.gone[p.With] })
		seats := r.n(4)
		_, err = l.AddCol(seats, r.n(2)*r.n(seats+1), live, int64(-l.cols()-1))
		what = "add column"
	case 12:
		what, err = "minimum", l.SetMinimum(col, r.n(3))
	}
	if err != nil {
		return "refused " + what
	}
	return what
}

// checkLive holds a live solution against a cold one.
func checkLive(t *testing.T, l *Live, after []string) {
	t.Helper()
	in := l.Instance()
	got, err := l.Result(context.Background())
	if err != nil {
		t.Fatalf("after %v: %v", after, err)
	}
	if err := Verify(in, got); err != nil {
		t.Fatalf("after %v: %v\n%+v\n%+v", after, err, in, got)
	}
	want := solved(t, in)
	if got.Matched != want.Matched || got.Cost != want.Cost || !slices.Equal(got.Mate, want.Mate) {
		t.Fatalf("after %v: %d pairs at %d: %v, cold %d at %d: %v\n%+v", after, got.Matched, got.Cost, got.Mate, want.Matched, want.Cost, want.Mate, in)
	}
	if l.Matched() != want.Matched || l.Cost() != want.Cost {
		t.Fatalf("after %v: counts %d pairs at %d, cold %d at %d", after, l.Matched(), l.Cost(), want.Matched, want.Cost)
	}
}

func live(t testing.TB, in *Instance) *Live {
	t.Helper()
	l, err := NewLive(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// narrow runs a test with so few pairs listed of a matrix that most edits must read it.
func narrow(t *testing.T, test func(t *testing.T)) {
	t.Run("wide", test)
	defer func(width int) { coreWidth = width }(coreWidth)
	coreWidth = 1
	t.Run("narrow", test)
}

func TestLiveEdits(t *testing.T) { narrow(t, testLiveEdits) }

func testLiveEdits(t *testing.T) {
	r := rng(21)
	made := map[string]int{}
	for range draws(25000) {
		in := drawForm(&r, 7, 6)
		l := live(t, in)
		var after []string
		checkLive(t, l, after)
		for range 1 + r.n(12) {
			what := edit(t, &r, l)
			made[what]++
			after = append(after, what)
			checkLive(t, l, after)
		}
	}
	for _, what := range []string{"forbid", "forbid mate", "cost", "capacity", "lock", "unlock", "remove row", "add row", "add empty row", "remove column", "add column", "minimum"} {
		if made[what] < draws(300) {
			t.Errorf("%s was hardly tried: %d times", what, made[what])
		}
	}
}

// What Price and Range say is held against solving anew.
func TestLivePrices(t *testing.T) { narrow(t, testLivePrices) }

func testLivePrices(t *testing.T) {
	r := rng(22)
	for range draws(10000) {
		in := drawForm(&r, 6, 5)
		if in.Rows == 0 || in.Cols == 0 {
			continue
		}
		l := live(t, in)
		for range r.n(4) {
			edit(t, &r, l)
		}
		row, col := r.n(l.rows()), r.n(l.cols())
		now := l.Instance()
		if p, err := l.Price(row, col); err == nil {
			forced := *now
			forced.Locked = slices.Clone(now.Locked)
			forced.Locked[row] = int32(col)
			before, after := solved(t, now), solved(t, &forced)
			if after.Matched-before.Matched != p.Pairs || after.Cost-before.Cost != p.Cost {
				t.Fatalf("price of %d, %d: %+v, solved %d pairs at %d, was %d at %d\n%+v", row, col, p, after.Matched, after.Cost, before.Matched, before.Cost, now)
			}
		}
		checkLive(t, l, []string{"price"})
		lo, hi, err := l.Range(row, col)
		if err != nil {
			continue
		}
		checkLive(t, l, []string{"range"})
		mate := l.Mate(row) == col
		c, _ := l.costOf(int32(row), int32(col))
		if int64(c) < lo || int64(c) > hi {
			t.Fatalf("range of %d, %d: %d is not from %d to %d", row, col, c, lo, hi)
		}
		// stays says whether the pairs of l are still among the best when the pair costs x.
		was := l.state()
		stays := func(x int64) bool {
			if err := l.SetCost(row, col, int32(x)); err != nil {
				t.Fatal(err)
			}
			now := l.state()
			now.Cost -= was.Cost
			if err := l.SetCost(row, col, c); err != nil {
				t.Fatal(err)
			}
			if mate {
				return now.Cost == x-int64(c)
			}
			return now.Cost == 0
		}
		if lo != math.MinInt64 && (!stays(lo) || stays(lo-1)) || lo == math.MinInt64 && !stays(-10000) {
			t.Fatalf("range of %d, %d at %d begins at %d, or not (mate %v, state %+v)\n%+v", row, col, c, lo, mate, was, now)
		}
		if hi != math.MaxInt64 && (!stays(hi) || stays(hi+1)) || hi == math.MaxInt64 && !stays(10000) {
			t.Fatalf("range of %d, %d at %d ends at %d, or not\n%+v", row, col, c, hi, now)
		}
	}
}
