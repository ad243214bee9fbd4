package assign

import (
	"context"
	"slices"
	"testing"
)

func BenchmarkPanel(b *testing.B) {
	cases := []struct {
		name    string
		demand  int
		minimum int
		make    func() *Instance
	}{
		{"scarce/quest/5000x1500x30", 3, 0, func() *Instance { return sparseOf("quest", 5000, 1500, 30, 1, 5, false, 53) }},
		{"scarce/uni/5000x1500x30", 3, 0, func() *Instance { return sparseOf("uni", 5000, 1500, 30, 1, 5, false, 53) }},
		{"short/quest/5000x1500x30", 3, 3, func() *Instance { return sparseOf("quest", 5000, 1500, 30, 3, 15, false, 54) }},
		{"enough/quest/5000x1500x30", 3, 0, func() *Instance { return sparseOf("quest", 5000, 1500, 30, 5, 30, false, 55) }},
		{"enough/uni/5000x1500x30", 3, 8, func() *Instance { return sparseOf("uni", 5000, 1500, 30, 8, 13, false, 56) }},
		{"short/quest/5000x1500", 3, 0, func() *Instance { return denseOf("quest", 5000, 1500, 1, 15, 57) }},
		{"enough/uni/5000x1500", 3, 0, func() *Instance { return denseOf("uni", 5000, 1500, 8, 15, 58) }},
		{"enough/quest/50000x15000x30", 3, 0, func() *Instance { return sparseOf("quest", 50000, 15000, 30, 8, 15, false, 59) }},
	}
	for _, c := range cases {
		var p *Panel
		b.Run(c.name, func(b *testing.B) {
			if p == nil {
				in := c.make()
				p = atLeast(&Panel{Instance: in, Demand: slices.Repeat([]int{c.demand}, in.Rows)}, slices.Repeat([]int{c.minimum}, in.Cols))
			}
			b.ReportAllocs()
			for b.Loop() {
				r, err := SolvePanel(context.Background(), p)
				if err != nil {
					b.Fatal(err)
				}
				if err := VerifyPanel(p, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
