package fit_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
)

type seat = enrolment.Seat

// figures are what a plan is judged by.
type figures struct{ pairs, moved, points int }

// best tries every way to put a pool's mentees with somebody or nobody, and gives the best by an order.
func best(pool fit.Pool, rules fit.Rules, standing []fit.Couple, better func(a, b figures) bool) figures {
	stands := map[string]string{}
	for _, s := range standing {
		stands[s.Mentee] = s.Mentor
	}
	type option struct {
		mentor string
		score  int
	}
	options := make([][]option, len(pool.Mentees))
	for i, e := range pool.Mentees {
		for _, c := range fit.Candidates(pool, rules, e.ID) {
			if c.Rule == "" {
				options[i] = append(options[i], option{c.Seat.ID, c.Pair.Score})
			}
		}
	}
	free := map[string]int{}
	for _, s := range pool.Mentors {
		free[s.ID] = pool.Free(s)
	}
	var top figures
	first := true
	var try func(i int, f figures)
	try = func(i int, f figures) {
		if i == len(pool.Mentees) {
			if first || better(f, top) {
				top, first = f, false
			}
			return
		}
		e := pool.Mentees[i]
		stood, stand := stands[e.ID]
		out := f
		if stand {
			out.moved++
		}
		try(i+1, out)
		if pool.Free(e) == 0 {
			return
		}
		for _, o := range options[i] {
			if free[o.mentor] == 0 {
				continue
			}
			free[o.mentor]--
			in := figures{f.pairs + 1, f.moved, f.points + o.score}
			if stand && stood != o.mentor {
				in.moved++
			}
			try(i+1, in)
			free[o.mentor]++
		}
	}
	try(0, figures{})
	return top
}

func of(p fit.Plan) figures { return figures{p.Pairs(), len(p.Moved), p.Points} }

// TestRepairAgainstEveryWay holds the three plans of random pools against all there is: Stay moves nobody and is the best that does,
// Few is most pairs, then fewest moved, then most points, and Whole is most pairs, then most points, then fewest moved.
func TestRepairAgainstEveryWay(t *testing.T) {
	more := map[fit.PlanKind]int{}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 27))
		pool := randomPool(r, 4, 5)
		rules := fit.DefaultRules()
		out, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil {
			t.Fatal(err)
		}
		// Some of the pool has proposals, by no means the best ones; the others wait.
		var standing []fit.Couple
		for _, p := range out.Pairs {
			if r.IntN(3) > 0 {
				mentor := p.Mentor
				if c := fit.Candidates(pool, rules, p.Mentee); r.IntN(2) == 0 {
					for _, c := range slices.Backward(c) {
						if c.Rule == "" && !c.Full {
							mentor = c.Seat.ID
							break
						}
					}
				}
				at := slices.IndexFunc(pool.Mentors, func(s seat) bool { return s.ID == mentor })
				if pool.Free(pool.Mentors[at]) == 0 {
					continue
				}
				standing = append(standing, fit.Couple{Mentor: mentor, Mentee: p.Mentee})
				pool.Taken[mentor]++
				pool.Taken[p.Mentee]++
			}
		}
		before, plans, err := fit.Repair(t.Context(), pool, rules, nil, standing)
		if err != nil {
			t.Fatal(err)
		}
		free := pool
		free.Taken = map[string]int{}
		for k, n := range pool.Taken {
			free.Taken[k] = n
		}
		for _, s := range standing {
			free.Taken[s.Mentor]--
			free.Taken[s.Mentee]--
		}
		stay := best(free, rules, standing, func(a, b figures) bool {
			if a.moved != b.moved {
				return a.moved < b.moved
			}
			return a.pairs > b.pairs || a.pairs == b.pairs && a.points > b.points
		})
		few := best(free, rules, standing, func(a, b figures) bool {
			if a.pairs != b.pairs {
				return a.pairs > b.pairs
			}
			return a.moved < b.moved || a.moved == b.moved && a.points > b.points
		})
		whole := best(free, rules, standing, func(a, b figures) bool {
			if a.pairs != b.pairs {
				return a.pairs > b.pairs
			}
			return a.points > b.points || a.points == b.points && a.moved < b.moved
		})
		if got := of(plans[0]); plans[0].Kind != fit.Stay || got != stay || got.moved != 0 {
			t.Fatalf("seed %d: stay %+v, want %+v", seed, got, stay)
		}
		if len(before.Moved) != 0 && before.Pairs() != len(standing) {
			t.Fatalf("seed %d: before %+v", seed, before)
		}
		want := []figures{stay}
		if few.pairs > stay.pairs {
			want = append(want, few)
			more[fit.Few]++
		}
		if last := want[len(want)-1]; whole.pairs > last.pairs || whole.points > last.points {
			want = append(want, whole)
			more[fit.Whole]++
		}
		if len(want) != len(plans) {
			t.Fatalf("seed %d: %d plans, want %d: %+v", seed, len(plans), len(want), want)
		}
		for i, p := range plans {
			if of(p) != want[i] {
				t.Fatalf("seed %d: %s %+v, want %+v", seed, p.Kind, of(p), want[i])
			}
			if stale := fit.Stale(free, rules, nil, slices.Concat(p.New, p.Kept)); len(stale) > 0 {
				t.Fatalf("seed %d: %s has pairs that cannot be: %+v", seed, p.Kind, stale)
			}
			if p.Kind == fit.Stay && len(fit.Stale(pool, rules, nil, p.New)) > 0 {
				t.Fatalf("seed %d: stay takes a place that is held", seed)
			}
		}
	}
	if more[fit.Few] < 5 || more[fit.Whole] < 20 {
		t.Fatalf("too few pools where moving helps for the test to say anything: %v", more)
	}
}

// TestRepairHoldsMarks: a forbidden pair is in no plan, and a lock of somebody who waits is in all.
func TestRepairHoldsMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	held := 0
	for range 100 {
		pool := randomPool(r, 5, 6)
		out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Pairs) < 3 {
			continue
		}
		held++
		stand := out.Pairs[0]
		pool.Taken[stand.Mentor]++
		pool.Taken[stand.Mentee]++
		lock, ban := out.Pairs[1], out.Pairs[2]
		marks := []fit.Mark{{Mentor: lock.Mentor, Mentee: lock.Mentee, Kind: fit.Lock}, {Mentor: ban.Mentor, Mentee: ban.Mentee, Kind: fit.Forbid}}
		_, plans, err := fit.Repair(t.Context(), pool, fit.DefaultRules(), marks, []fit.Couple{{Mentor: stand.Mentor, Mentee: stand.Mentee}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range plans {
			is := func(c fit.Pair) func(fit.Pair) bool {
				return func(x fit.Pair) bool { return x.Mentor == c.Mentor && x.Mentee == c.Mentee }
			}
			if !slices.ContainsFunc(p.New, is(lock)) || slices.ContainsFunc(p.New, is(ban)) {
				t.Fatalf("%s: %+v", p.Kind, p.New)
			}
		}
	}
	if held < 30 {
		t.Fatalf("only %d pools", held)
	}
}

// TestRepairTooLarge: a pool with too many pairs of people is refused before anything is listed.
func TestRepairTooLarge(t *testing.T) {
	pool := fit.Pool{Taken: map[string]int{}}
	for range 4001 {
		pool.Mentors, pool.Mentees = append(pool.Mentors, seat{Role: "mentor", Capacity: 1}), append(pool.Mentees, seat{Role: "mentee", Capacity: 1})
	}
	if _, _, err := fit.Repair(t.Context(), pool, fit.DefaultRules(), nil, nil); !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
}

// TestPartOfTheBestStays: when some pairs of a solution take their places, the best of the rest is the rest, with the same points.
func TestPartOfTheBestStays(t *testing.T) {
	shared := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		pool := randomPool(r, 3+r.IntN(6), 3+r.IntN(8))
		for _, side := range [][]seat{pool.Mentors, pool.Mentees} { // most have told little, so that a criterion may hang on one person
			for i := range side {
				if p := &side[i].Profile; r.IntN(4) > 0 {
					p.Roles, p.HasYears, p.Level, p.Languages, p.Strengths = nil, false, 0, nil, nil
				}
			}
		}
		out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var keep []fit.Pair
		for _, p := range out.Pairs {
			if r.IntN(2) == 0 {
				pool.Taken[p.Mentor]++
				pool.Taken[p.Mentee]++
			} else {
				keep = append(keep, p)
			}
		}
		rest, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(rest.Pairs) != len(keep) {
			t.Fatalf("seed %d: %d pairs, want %d", seed, len(rest.Pairs), len(keep))
		}
		for i, p := range rest.Pairs {
			if p.Mentor != keep[i].Mentor || p.Mentee != keep[i].Mentee || p.Score != keep[i].Score {
				t.Fatalf("seed %d: %+v, want %+v", seed, p, keep[i])
			}
		}
		shared += len(keep)
	}
	if shared < 300 {
		t.Fatalf("only %d pairs were kept", shared)
	}
}
