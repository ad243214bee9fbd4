package fit_test

import (
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
)

// BenchmarkDesk lays out 2,000 mentees and 2,000 mentors and changes a mark, as a press on the board does.
func BenchmarkDesk(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	pool, rules := byID(randomPool(r, 2000, 2000)), fit.DefaultRules()
	pool.Trained = false
	k, err := fit.NewDesk(b.Context(), pool, rules, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("lay", func(b *testing.B) {
		for b.Loop() {
			if _, err := fit.NewDesk(b.Context(), pool, rules, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("forbid", func(b *testing.B) {
		n := 0
		for b.Loop() {
			p := k.Outcome().Pairs[n%1000]
			n++
			marks := []fit.Mark{{Mentor: p.Mentor, Mentee: p.Mentee, Kind: fit.Forbid}}
			if err := k.Mark(b.Context(), marks); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("why", func(b *testing.B) {
		n := 0
		for b.Loop() {
			pairs := k.Outcome().Pairs
			p, q := pairs[n%1000], pairs[(n*7+13)%1000]
			n++
			if _, err := k.Why(b.Context(), p.Mentor, q.Mentee); err != nil {
				b.Fatal(err)
			}
		}
	})
}
