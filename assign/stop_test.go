package assign

import (
	"context"
	"errors"
	"reflect"
	"sync/atomic"
	"testing"
)

// Wherever the solver asks whether to stop, it must stop there, with the error of the context and nothing else, in every form and with
// threads; and what it does when it is not stopped does not hang on who asked before.
func TestEveryFormStopped(t *testing.T) {
	seed := rng(82)
	listedFew(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(40) {
			in, form := drawEvery(&r, 80, 30)
			for _, o := range []Options{{}, {Threads: 2}, {Objective: Fair, Threads: 2}} {
				want, err := SolveWith(context.Background(), in, o)
				if err != nil {
					t.Fatal(err)
				}
				step := 1 + r.n(4)
				for left := 0; ; left += step {
					got, err := SolveWith(newCountdown(left), in, o)
					if err == nil {
						if !reflect.DeepEqual(got, want) {
							t.Fatalf("%s, %+v: another result under a context that ends\n%+v\n%+v", formNames[form], o, got, want)
						}
						break
					}
					if !errors.Is(err, context.Canceled) || got != nil {
						t.Fatalf("%s, %+v, stopped at question %d: %+v, %v", formNames[form], o, left, got, err)
					}
				}
			}
		}
	})
}

// Progress is told of every phase at least once, by one goroutine at a time, and never of more rows than there are; after the choice
// nothing is solved any more.
func TestEveryFormProgress(t *testing.T) {
	seed := rng(83)
	listedFew(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(300) {
			in, form := drawEvery(&r, 150, 40)
			for _, o := range []Options{{}, {Threads: 4}, {Objective: Fair, Threads: 4}} {
				var inside, told atomic.Int32
				var all []Progress
				o.Progress = func(p Progress) {
					if inside.Add(1) != 1 {
						t.Error("told by two at a time")
					}
					told.Add(1)
					all = append(all, p)
					inside.Add(-1)
				}
				if _, err := SolveWith(context.Background(), in, o); err != nil {
					t.Fatal(err)
				}
				if n := told.Load(); int(n) != len(all) {
					t.Fatalf("told %d times, and %d came", n, len(all))
				}
				seen := map[Phase]bool{}
				for k, p := range all {
					seen[p.Phase] = true
					if p.Round < 1 || p.Done < 0 || p.Done > in.Rows || p.Phase < Selecting || p.Phase > Explaining {
						t.Fatalf("%s: %+v of %d rows", formNames[form], p, in.Rows)
					}
					if k > 0 && p.Phase < all[k-1].Phase && all[k-1].Phase >= Choosing {
						t.Fatalf("%s: %s after %s", formNames[form], p.Phase, all[k-1].Phase)
					}
				}
				for _, phase := range []Phase{Selecting, Pairing, Pricing, Choosing, Explaining} {
					reads := phase == Selecting || phase == Pricing
					if !seen[phase] && (!reads || !in.listed()) {
						t.Fatalf("%s, %+v: not told of %s: %v", formNames[form], o.Objective, phase, all)
					}
				}
			}
		}
	})
}
