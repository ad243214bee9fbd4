package fit

import (
	"fmt"
	"testing"
)

// BenchmarkRow scores a mentee beside 30,000 mentors, all criteria together and each alone.
func BenchmarkRow(b *testing.B) {
	pool := benchPool()
	d := prepare(pool, DefaultRules())
	s := d.scorer(marked{})
	out := make([]int32, 4096)
	all := s.lines
	for k := -1; k < len(all); k++ {
		name := "all"
		if s.lines = all; k >= 0 {
			s.lines, name = all[k:k+1], fmt.Sprintf("%d-%T", k, all[k])
		}
		b.Run(name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				for lo := 0; lo < len(d.mentors); lo += len(out) {
					s.costs(int32(i), lo, out[:min(len(out), len(d.mentors)-lo)])
				}
				i = (i + 1) % len(d.mentees)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(d.mentors)), "ns/pair")
		})
	}
}

// BenchPool is set by the tests outside: fittest needs this package.
var BenchPool func() Pool

func benchPool() Pool {
	if BenchPool != nil {
		return BenchPool()
	}
	return Pool{}
}
