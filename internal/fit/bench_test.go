package fit_test

import (
	"fmt"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
)

// BenchmarkSolve solves pools of people who were drawn by Crowd, reasons and proof included. The largest takes a minute.
func init() { fit.BenchPool = func() fit.Pool { return fittest.Crowd(1, 2000, 30_000) } }

func BenchmarkSolve(b *testing.B) {
	for _, size := range [][2]int{{500, 500}, {2000, 600}, {10_000, 3_000}, {100_000, 30_000}} {
		for _, aim := range fit.Aims {
			if aim != fit.MostPoints && size[0] > 2000 {
				continue
			}
			b.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1], aim), func(b *testing.B) {
				if size[0] > 10_000 && testing.Short() {
					b.Skip("takes a minute")
				}
				pool, rules := fittest.Crowd(1, size[0], size[1]), fit.DefaultRules()
				rules.Aim = aim
				b.ReportAllocs()
				for b.Loop() {
					out, err := fit.Solve(b.Context(), pool, rules, nil)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(out.Summary.Matched), "pairs")
				}
			})
		}
	}
}
