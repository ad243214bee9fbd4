package assign

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func fairly(t testing.TB, in *Instance) *Result {
	t.Helper()
	r, err := SolveWith(context.Background(), in, Options{Objective: Fair})
	if err != nil {
		t.Fatalf("fair: %v\n%+v", err, in)
	}
	if err := Verify(in, r); err != nil {
		t.Fatalf("fair: %v\n%+v\n%+v", err, in, r)
	}
	return r
}

// bruteFair tries every solution and gives the first, by the order of columns row by row, of those that are the best: most pairs, most
// minimums met, and then the least costs from the dearest down.
func bruteFair(in *Instance) []int32 {
	load := make([]int, in.Cols)
	var best []int32
	var bestKey []int64
	now := make([]int32, in.Rows)
	var costs []int64
	var try func(i int)
	try = func(i int) {
		if i == in.Rows {
			served := 0
			for j, n := range load {
				served += min(n, in.minimum(j))
			}
			key := slices.Clone(costs)
			slices.SortFunc(key, func(a, b int64) int { return int(b - a) })
			key = append([]int64{-int64(len(costs)), -int64(served)}, key...)
			if best == nil || slices.Compare(key, bestKey) < 0 {
				best, bestKey = slices.Clone(now), key
			}
			return
		}
		in.each(i, func(j, c int32) {
			if load[j] < in.seats(int(j)) {
				load[j]++
				now[i], costs = j, append(costs, int64(c))
				try(i + 1)
				load[j]--
				costs = costs[:len(costs)-1]
			}
		})
		now[i] = -1
		try(i + 1)
	}
	try(0)
	return best
}

func TestFairBruteForce(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		r := rng(31)
		for range draws(50000) {
			in := draw(&r, 5, 4)
			if r.n(3) == 0 {
				withMinimum(&r, in)
			}
			if got, want := fairly(t, in), bruteFair(in); !slices.Equal(got.Mate, want) {
				t.Fatalf("chose %v, want %v\n%+v\n%+v", got.Mate, want, in, got)
			}
		}
	})
}

// withMinimum says of some columns how many rows they should have.
func withMinimum(r *rng, in *Instance) {
	in.Minimum = make([]int, in.Cols)
	for j := range in.Minimum {
		in.Minimum[j] = r.n(min(in.seats(j), 3) + 1)
	}
}

// A solution is fair whatever the costs are called, as long as their order stays.
func TestFairOrderOnly(t *testing.T) {
	r := rng(32)
	for range draws(2000) {
		in := sparseForm(draw(&r, 30, 20))
		base := fairly(t, in)
		levels := slices.Clone(in.Cost)
		slices.Sort(levels)
		levels = slices.Compact(levels)
		other := *in
		other.Cost = slices.Clone(in.Cost)
		for k, c := range in.Cost {
			at, _ := slices.BinarySearch(levels, c)
			other.Cost[k] = int32(at*at) - 7
		}
		if got := fairly(t, &other); !slices.Equal(got.Mate, base.Mate) {
			t.Fatalf("chose %v, with other names for the costs %v\n%+v", base.Mate, got.Mate, in)
		}
		if total := solved(t, in); base.Matched != total.Matched || base.Cost < total.Cost {
			t.Fatalf("fair %d pairs at %d, total %d at %d\n%+v", base.Matched, base.Cost, total.Matched, total.Cost, in)
		}
	}
}

func TestFairMutated(t *testing.T) {
	r := rng(33)
	refused := 0
	for range draws(5000) {
		in := draw(&r, 12, 9)
		got := fairly(t, in)
		if len(got.LevelProofs) == 0 {
			continue
		}
		bad := *got
		bad.LevelProofs = slices.Clone(got.LevelProofs)
		k := r.n(len(bad.LevelProofs))
		switch r.n(4) {
		case 0:
			bad.LevelProofs = slices.Delete(bad.LevelProofs, k, k+1)
		case 1:
			bad.LevelProofs[k].Cost++
		case 2:
			bad.Levels = slices.Clone(got.Levels)
			bad.Levels[0].Pairs++
		case 3:
			i := slices.IndexFunc(got.Mate, func(j int32) bool { return j >= 0 })
			u := slices.Clone(bad.LevelProofs[k].U)
			u[i]++
			bad.LevelProofs[k].U = u
		}
		if Verify(in, &bad) == nil {
			t.Fatalf("accepted\n%+v\n%+v", in, bad)
		}
		refused++
	}
	if refused < draws(3000) {
		t.Errorf("only %d were tried", refused)
	}
	// The best total is no fair solution.
	in := &Instance{Rows: 2, Cols: 2, Dense: []int32{0, 6, 6, 10}}
	total, fair := solved(t, in), fairly(t, in)
	if total.Mate[0] == fair.Mate[0] {
		t.Fatalf("total %v and fair %v should differ", total.Mate, fair.Mate)
	}
	bad := *fair
	bad.Mate, bad.Cost, bad.Levels = total.Mate, total.Cost, levelsOf(in, total.Mate)
	if Verify(in, &bad) == nil {
		t.Error("the best total was accepted as fair")
	}
}

func TestFairPublished(t *testing.T) {
	dir := published(t)
	text, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct {
		Assignment []struct {
			Inst    string
			Leximin struct {
				Levels  any
				Card    int
				Cost    int64
				Profile []int `json:"leximin_profile"`
			}
		}
	}
	if err := json.Unmarshal(text, &expected); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, e := range expected.Assignment {
		levels, ok := e.Leximin.Levels.([]any)
		if !ok || e.Leximin.Profile == nil {
			continue
		}
		tried++
		got := fairly(t, readInstance(t, filepath.Join(dir, e.Inst+".mbn.gz")))
		count := map[int32]int{}
		for _, l := range got.Levels {
			count[l.Cost] = l.Pairs
		}
		for k, c := range levels {
			if got := count[int32(c.(float64))]; got != e.Leximin.Profile[k] {
				t.Errorf("%s: %d pairs at %v, want %d", e.Inst, got, c, e.Leximin.Profile[k])
			}
		}
		if got.Cost != e.Leximin.Cost || got.Matched != e.Leximin.Card {
			t.Errorf("%s: %d pairs at %d, want %d at %d", e.Inst, got.Matched, got.Cost, e.Leximin.Card, e.Leximin.Cost)
		}
	}
	if tried < 6 {
		t.Errorf("only %d instances have a fair profile", tried)
	}
}

func BenchmarkFair(b *testing.B) {
	for name, in := range map[string]*Instance{
		"uni/500x500":        denseOf("uni", 500, 500, 0, 0, 507),
		"quest/500x500":      denseOf("quest", 500, 500, 0, 0, 507),
		"quest/5000x1500x30": sparseOf("quest", 5000, 1500, 30, 1, 5, false, 53),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fairly(b, in)
			}
		})
	}
}
