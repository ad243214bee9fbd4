package fit_test

import (
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
)

// TestRankedIsMutual reads each list against the other: whom a mentee ranks, the mentor ranks where the list says.
func TestRankedIsMutual(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 4))
	checked := 0
	for range 160 {
		pool, rules := randomPool(r, 1+r.IntN(6), 1+r.IntN(8)), randomRules(r)
		for _, e := range pool.Mentees {
			list, apart := fit.ForMentee(pool, rules, e.ID, 100)
			if len(list)+apart != len(pool.Mentors) {
				t.Fatalf("%d ranked and %d apart of %d", len(list), apart, len(pool.Mentors))
			}
			for n, x := range list {
				if n > 0 && x.Pair.Score > list[n-1].Pair.Score {
					t.Fatal("not the best first")
				}
				back, _ := fit.ForMentor(pool, rules, x.Pair.Mentor, 100)
				better := 0
				for _, y := range back {
					if y.Pair.Score > x.Pair.Score {
						better++
					}
					if y.Pair.Mentee == e.ID {
						checked++
						rank := 1
						for _, z := range list {
							if z.Pair.Score > y.Pair.Score {
								rank++
							}
						}
						if y.Rank != rank || y.Pair.Score != x.Pair.Score {
							t.Fatalf("rank %d, want %d", y.Rank, rank)
						}
					}
				}
				if x.Rank != better+1 {
					t.Fatalf("rank %d, want %d", x.Rank, better+1)
				}
			}
		}
	}
	if checked < 300 {
		t.Fatalf("%d checked", checked)
	}
}
