package fit_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestSuggestionsOfRandomPools holds what every set of suggestions must: as many as there are and no more, best first, never across a
// rule or a forbidding mark, and the same each time.
func TestSuggestionsOfRandomPools(t *testing.T) {
	for seed := range 60 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		pool, rules := randomPool(r, 1+r.IntN(9), 1+r.IntN(14)), randomRules(r)
		each := 1 + r.IntN(4)
		var marks []fit.Mark
		for _, s := range pool.Mentees {
			if r.IntN(4) == 0 {
				marks = append(marks, fit.Mark{Mentor: pool.Mentors[r.IntN(len(pool.Mentors))].ID, Mentee: s.ID, Kind: fit.Forbid})
			}
		}
		got, err := fit.Suggest(t.Context(), pool, rules, marks, each)
		if err != nil {
			t.Fatal(err)
		}
		again, err := fit.Suggest(t.Context(), pool, rules, marks, each)
		if err != nil || !reflect.DeepEqual(got, again) {
			t.Fatalf("seed %d: not the same a second time (%v)", seed, err)
		}
		of := map[string][]fit.Pair{}
		for _, p := range got {
			of[p.Mentee] = append(of[p.Mentee], p)
		}
		for _, s := range pool.Mentees {
			may := map[string]int{}
			for _, c := range fit.Candidates(pool, rules, s.ID) {
				forbidden := false
				for _, k := range marks {
					forbidden = forbidden || k.Mentor == c.Seat.ID && k.Mentee == s.ID
				}
				if c.Rule == "" && !c.Full && !forbidden && pool.Free(s) > 0 {
					may[c.Seat.ID] = c.Pair.Score
				}
			}
			if want := min(each, len(may)); len(of[s.ID]) != want {
				t.Fatalf("seed %d: %s sees %d of %d who may be, wanted %d", seed, s.ID, len(of[s.ID]), len(may), want)
			}
			last := fit.Full
			for _, p := range of[s.ID] {
				score, ok := may[p.Mentor]
				if !ok || score != p.Score || p.Score > last {
					t.Fatalf("seed %d: %s sees %+v", seed, s.ID, p)
				}
				delete(may, p.Mentor) // nobody twice
				last = p.Score
			}
		}
	}
}

// TestSuggestionsSpreadThePopular: one mentor suits everybody best, and still comes up for half as many again as their part at most.
func TestSuggestionsSpreadThePopular(t *testing.T) {
	var pool fit.Pool
	for i := range 10 {
		s := enrolment.Seat{ID: fmt.Sprint("mentor", i), Role: org.Mentor, Capacity: 1, Person: org.Person{ID: fmt.Sprint("r", i)}, Profile: enrolment.Profile{Themes: []string{"andet"}}}
		if i == 0 {
			s.Profile.Themes = []string{"delegering"}
		}
		pool.Mentors = append(pool.Mentors, s)
	}
	for i := range 20 {
		pool.Mentees = append(pool.Mentees, enrolment.Seat{ID: fmt.Sprint("mentee", i), Role: org.Mentee, Capacity: 1, Person: org.Person{ID: fmt.Sprint("e", i)}, Profile: enrolment.Profile{Themes: []string{"delegering"}}})
	}
	got, err := fit.Suggest(t.Context(), pool, fit.DefaultRules(), nil, 3)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, p := range got {
		seen[p.Mentor]++
	}
	if len(got) != 60 || len(seen) != 10 {
		t.Fatalf("%d suggestions of %d mentors: %v", len(got), len(seen), seen)
	}
	for mentor, n := range seen {
		if n > 9 { // 60 suggestions among 10 equal mentors, and half as much again
			t.Errorf("%s comes up %d times", mentor, n)
		}
	}
	if seen["mentor0"] != 9 {
		t.Errorf("the popular one comes up %d times", seen["mentor0"])
	}
}

func BenchmarkSuggest(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	pool := randomPool(r, 700, 2000)
	for b.Loop() {
		if _, err := fit.Suggest(b.Context(), pool, fit.DefaultRules(), nil, 3); err != nil {
			b.Fatal(err)
		}
	}
}
