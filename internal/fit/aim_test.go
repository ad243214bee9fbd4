package fit_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
)

// TestBlockingPairs counts them twice, and finds none where stable wishes are the aim.
func TestBlockingPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	some := 0
	for n := range 120 {
		pool, rules := randomPool(r, 1+r.IntN(10), 1+r.IntN(14)), randomRules(r)
		rules.Aim = fit.Aims[n%len(fit.Aims)]
		var marks []fit.Mark
		if n%4 == 0 {
			if first, err := fit.Solve(t.Context(), pool, rules, nil); err == nil && len(first.Pairs) > 0 {
				marks = append(marks, fit.Mark{Mentor: first.Pairs[0].Mentor, Mentee: first.Pairs[0].Mentee, Kind: fit.Lock})
			}
		}
		out, listed, err := fit.Blocking(t.Context(), pool, rules, marks)
		if err != nil {
			t.Fatal(err)
		}
		if out.Summary.Blocking != listed || out.Summary.Aim != rules.Aim {
			t.Fatalf("pool %d, %s: %d blocking pairs, a list of all finds %d", n, rules.Aim, out.Summary.Blocking, listed)
		}
		if rules.Aim == fit.StableWants && listed > 0 {
			t.Fatalf("pool %d: %d pairs would rather have each other", n, listed)
		}
		some += listed
		if marks == nil {
			holdsTogether(t, pool, rules, out)
		}
	}
	if some == 0 {
		t.Fatal("no pool had a blocking pair: nothing was tested")
	}
}

// TestFairIsFairest tries all solutions of small pools: none has as many pairs and, from the weakest up, a stronger pair.
func TestFairIsFairest(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	differ := 0
	for n := range 150 {
		pool, rules := randomPool(r, 1+r.IntN(4), 1+r.IntN(5)), randomRules(r)
		rules.Aim = fit.NoneWeak
		out, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil {
			t.Fatal(err)
		}
		best := fairest(t, pool, rules)
		var got []int
		for _, p := range out.Pairs {
			got = append(got, p.Score)
		}
		slices.Sort(got)
		if !slices.Equal(got, best) {
			t.Fatalf("pool %d: points %v, the fairest has %v", n, got, best)
		}
		rules.Aim = fit.MostPoints
		total, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil {
			t.Fatal(err)
		}
		if total.Summary.Lowest > out.Summary.Lowest {
			t.Fatalf("pool %d: the weakest pair of the greatest sum has %d, of the fair one %d", n, total.Summary.Lowest, out.Summary.Lowest)
		}
		if total.Summary.Lowest < out.Summary.Lowest {
			differ++
		}
	}
	if differ == 0 {
		t.Fatal("the aims never differed")
	}
}

func fairest(t *testing.T, pool fit.Pool, rules fit.Rules) (best []int) {
	t.Helper()
	rows, _, err := fit.PairRows(pool, rules, nil)
	if err != nil {
		t.Fatal(err)
	}
	free := make([]int, len(pool.Mentors))
	for j, s := range pool.Mentors {
		free[j] = pool.Free(s)
	}
	var try func(i int, points []int)
	try = func(i int, points []int) {
		if i == len(rows) {
			sorted := slices.Sorted(slices.Values(points))
			if len(sorted) > len(best) || len(sorted) == len(best) && slices.Compare(sorted, best) > 0 {
				best = sorted
			}
			return
		}
		try(i+1, points)
		for j, cost := range rows[i] {
			if cost >= 0 && free[j] > 0 {
				free[j]--
				try(i+1, append(points, fit.Full-int(cost)))
				free[j]++
			}
		}
	}
	try(0, nil)
	return best
}

func TestProgressAndCancel(t *testing.T) {
	pool, rules := fittest.Crowd(2, 900, 300), fit.DefaultRules()
	for _, sizes := range [][2]int{{1 << 20, 1 << 20}, {0, 1 << 20}, {0, 0}} {
		restore := fit.Sizes(sizes[0], sizes[1], 0)
		for _, aim := range fit.Aims {
			rules.Aim = aim
			last, at := 0.0, 0
			var seen []fit.Phase
			_, err := fit.SolveWith(t.Context(), pool, rules, nil, fit.Options{Threads: 2, Progress: func(done float64, p fit.Phase) {
				place := slices.Index(fit.Phases, p)
				if done < last || done > 1 || place < at {
					t.Errorf("%s: %v %s after %v", aim, done, p, last)
				}
				if last, at = done, place; len(seen) == 0 || seen[len(seen)-1] != p {
					seen = append(seen, p)
				}
			}})
			if err != nil || !slices.Equal(seen, fit.Phases) {
				t.Fatalf("%s: %v, phases %v", aim, err, seen)
			}
			for _, when := range fit.Phases {
				ctx, cancel := context.WithCancel(t.Context())
				_, err := fit.SolveWith(ctx, pool, rules, nil, fit.Options{Progress: func(_ float64, p fit.Phase) {
					if p == when {
						cancel()
					}
				}})
				cancel()
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s, stopped while %s: %v", aim, when, err)
				}
			}
		}
		restore()
	}
}
