package fit_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
)

// BenchmarkRepair: four of five mentees have a proposal that nobody has answered, the others wait.
func BenchmarkRepair(b *testing.B) {
	for _, n := range []int{100, 500, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			pool := randomPool(rand.New(rand.NewPCG(1, uint64(n))), n, n)
			out, err := fit.Solve(b.Context(), pool, fit.DefaultRules(), nil)
			if err != nil {
				b.Fatal(err)
			}
			var standing []fit.Couple
			for i, p := range out.Pairs {
				if i%5 > 0 {
					standing = append(standing, fit.Couple{Mentor: p.Mentor, Mentee: p.Mentee})
					pool.Taken[p.Mentor]++
					pool.Taken[p.Mentee]++
				}
			}
			for b.Loop() {
				if _, _, err := fit.Repair(b.Context(), pool, fit.DefaultRules(), nil, standing); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
