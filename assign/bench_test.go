package assign

import (
	"context"
	"slices"
	"testing"
)

// The instances of the benchmarks are drawn as the peers' are, so that times compare: "uni" costs are even from 0 to
// a million, "quest" costs compare the answers of two people to a questionnaire, which cluster and tie.

const questions = 12

var weights = [questions]int{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}

type family struct {
	rng
	answers [2][][questions]int // of the rows and of the columns; none for uni
}

func newFamily(name string, rows, cols int, seed uint64) *family {
	f := &family{rng: rng(seed)}
	if name == "uni" {
		return f
	}
	for side, n := range []int{rows, cols} {
		f.answers[side] = make([][questions]int, n)
		for i := range n {
			kind := f.n(4)
			for q := range questions {
				base := (kind*(q+3) + q) % 5
				if f.n(100) < 55 {
					base = f.n(5)
				}
				f.answers[side][i][q] = base
			}
		}
	}
	return f
}

func (f *family) cost(i, j int) int32 {
	if f.answers[0] == nil {
		return int32(f.n(1000001))
	}
	sum, most := 0, 0
	for q, w := range weights {
		d := f.answers[0][i][q] - f.answers[1][j][q]
		sum += max(d, -d) * w
		most += 4 * w
	}
	return int32((sum*100 + most/2) / most)
}

func (f *family) capacity(cols, lo, hi int) []int {
	out := make([]int, cols)
	for j := range out {
		out[j] = lo + f.n(hi-lo+1)
	}
	return out
}

func denseOf(name string, rows, cols, lo, hi int, seed uint64) *Instance {
	f := newFamily(name, rows, cols, seed)
	in := &Instance{Rows: rows, Cols: cols, Dense: make([]int32, rows*cols)}
	if hi > 0 {
		in.Capacity = f.capacity(cols, lo, hi)
	}
	for i := range rows {
		for j := range cols {
			in.Dense[i*cols+j] = f.cost(i, j)
		}
	}
	return in
}

// sparseOf gives every row degree different columns; with a plant, one of them is its own in a perfect matching.
func sparseOf(name string, rows, cols, degree, lo, hi int, plant bool, seed uint64) *Instance {
	f := newFamily(name, rows, cols, seed)
	in := &Instance{Rows: rows, Cols: cols, RowStart: make([]int, 1, rows+1)}
	if hi > 0 {
		in.Capacity = f.capacity(cols, lo, hi)
	}
	own := make([]int, cols)
	for j := range own {
		k := f.n(j + 1)
		own[j], own[k] = own[k], j
	}
	for i := range rows {
		taken := map[int]bool{}
		if plant {
			taken[own[i%cols]] = true
		}
		for len(taken) < min(degree, cols) {
			taken[f.n(cols)] = true
		}
		for _, j := range sortedKeys(taken) {
			in.Col, in.Cost = append(in.Col, int32(j)), append(in.Cost, f.cost(i, j))
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	return in
}

func BenchmarkSolve(b *testing.B) {
	cases := []struct {
		name string
		make func() *Instance
	}{
		{"dense/uni/1000", func() *Instance { return denseOf("uni", 1000, 1000, 0, 0, 1007) }},
		{"dense/quest/1000", func() *Instance { return denseOf("quest", 1000, 1000, 0, 0, 1007) }},
		{"dense/uni/2000", func() *Instance { return denseOf("uni", 2000, 2000, 0, 0, 2007) }},
		{"dense/quest/2000", func() *Instance { return denseOf("quest", 2000, 2000, 0, 0, 2007) }},
		{"sparse/uni/10000x20", func() *Instance { return sparseOf("uni", 10000, 10000, 20, 0, 0, true, 10020) }},
		{"sparse/quest/10000x20", func() *Instance { return sparseOf("quest", 10000, 10000, 20, 0, 0, true, 10020) }},
		{"capacity/uni/5000x1500", func() *Instance { return denseOf("uni", 5000, 1500, 1, 5, 51) }},
		{"capacity/quest/5000x1500", func() *Instance { return denseOf("quest", 5000, 1500, 1, 5, 52) }},
		{"capacity/quest/5000x1500x30", func() *Instance { return sparseOf("quest", 5000, 1500, 30, 1, 5, false, 53) }},
	}
	for _, c := range cases {
		var in *Instance
		b.Run(c.name, func(b *testing.B) {
			if in == nil {
				in = c.make()
			}
			b.ReportAllocs()
			for b.Loop() {
				r, err := Solve(context.Background(), in)
				if err != nil {
					b.Fatal(err)
				}
				if err := Verify(in, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	in := denseOf("uni", 2000, 2000, 0, 0, 2007)
	r := solved(b, in)
	for b.Loop() {
		if err := Verify(in, r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(in.Pairs())*float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}

func sortedKeys(m map[int]bool) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
