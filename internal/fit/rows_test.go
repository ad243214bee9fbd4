package fit_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
)

// TestRowsArePairs holds whole rows to the definitions, pair by pair: the same points to the hundredth, the same people kept apart, and
// the same rule counted.
func TestRowsArePairs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for n := range 150 {
		pool, rules := randomPool(r, 1+r.IntN(90), 1+r.IntN(30)), randomRules(r)
		var marks []fit.Mark
		for range r.IntN(4) {
			marks = append(marks, fit.Mark{Mentor: pool.Mentors[r.IntN(len(pool.Mentors))].ID, Mentee: pool.Mentees[r.IntN(len(pool.Mentees))].ID, Kind: fit.Forbid})
		}
		sameRows(t, n, r, pool, rules, marks)
	}
	for n := range 3 {
		rules := fit.DefaultRules()
		rules.Hard.SameUnit = n == 1
		sameRows(t, 1000+n, r, fittest.Crowd(uint64(n), 700, 300), rules, nil)
	}
}

func sameRows(t *testing.T, n int, r *rand.Rand, pool fit.Pool, rules fit.Rules, marks []fit.Mark) {
	t.Helper()
	want, wantTally, err := fit.PairRows(pool, rules, marks)
	if err != nil {
		t.Fatal(err)
	}
	got, tally, err := fit.FastRows(pool, rules, marks, []int{r.IntN(20), 20 + r.IntN(30), 50 + r.IntN(200)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			for j := range want[i] {
				if got[i][j] != want[i][j] {
					t.Fatalf("pool %d: mentee %d, mentor %d of %d: %d, not %d", n, i, j, len(want[i]), got[i][j], want[i][j])
				}
			}
		}
	}
	if !maps.Equal(tally, wantTally) {
		t.Fatalf("pool %d: rules keep apart %v, not %v", n, tally, wantTally)
	}
}

// TestFormsAgree solves the same pools as lists, as matrices and with computed costs, in one thread and in several, with the seats in
// another order: always the same pairs.
func TestFormsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	for n := range 60 {
		pool, rules := randomPool(r, 1+r.IntN(30), 1+r.IntN(40)), randomRules(r)
		rules.Aim = fit.Aims[n%len(fit.Aims)]
		if n%5 == 0 {
			pool = fittest.Crowd(uint64(n), 80, 40)
		}
		for _, fine := range []int{0, 1000} {
			var first fit.Outcome
			for k, sizes := range [][2]int{{1 << 20, 1 << 20}, {0, 1 << 20}, {0, 0}} {
				restore := fit.Sizes(sizes[0], sizes[1], fine)
				out, err := fit.SolveWith(t.Context(), pool, rules, nil, fit.Options{Threads: 1 + k})
				restore()
				if err != nil {
					t.Fatalf("pool %d, form %d: %v", n, k, err)
				}
				if k == 0 {
					first = out
					continue
				}
				if !equal(out.Pairs, first.Pairs) || !slices.Equal(out.Summary.Funnel, first.Summary.Funnel) || out.Summary.Total != first.Summary.Total || k < 2 && out.Summary.Blocking != first.Summary.Blocking {
					t.Fatalf("pool %d, %s: form %d gives other pairs:\n%+v\n%+v", n, rules.Aim, k, out.Summary, first.Summary)
				}
				holdsTogether(t, pool, rules, out)
			}
			if twice(pool.Mentors) || twice(pool.Mentees) { // which of their seats a barrier is about hangs on the order
				continue
			}
			shuffled := pool
			shuffled.Mentors, shuffled.Mentees = slices.Clone(pool.Mentors), slices.Clone(pool.Mentees)
			r.Shuffle(len(shuffled.Mentors), func(a, b int) { shuffled.Mentors[a], shuffled.Mentors[b] = shuffled.Mentors[b], shuffled.Mentors[a] })
			r.Shuffle(len(shuffled.Mentees), func(a, b int) { shuffled.Mentees[a], shuffled.Mentees[b] = shuffled.Mentees[b], shuffled.Mentees[a] })
			restore := fit.Sizes(1<<20, 1<<20, fine)
			out, err := fit.Solve(t.Context(), shuffled, rules, nil)
			restore()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := byMentee(out), byMentee(first); !maps.Equal(got, want) {
				t.Fatalf("pool %d, %s: another order of seats gives other pairs", n, rules.Aim)
			}
		}
	}
}

func twice(seats []enrolment.Seat) bool {
	seen := map[string]bool{}
	for _, s := range seats {
		if seen[s.Person.ID] {
			return true
		}
		seen[s.Person.ID] = true
	}
	return false
}

func byMentee(out fit.Outcome) map[string]string {
	m := map[string]string{}
	for _, p := range out.Pairs {
		m[p.Mentee] = p.Mentor
	}
	return m
}

// TestEverythingIsFast names what large pools would be slow by.
func TestEverythingIsFast(t *testing.T) {
	if slow := fit.Plain(fittest.Crowd(1, 60, 20), fit.DefaultRules()); len(slow) > 0 {
		t.Errorf("scored pair by pair, which large pools cannot bear: %v (see line.go and fence.go)", slow)
	}
}
