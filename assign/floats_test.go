package assign

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestFromFloats(t *testing.T) {
	for _, c := range []struct {
		in     []float64
		want   []int32
		factor float64
	}{
		{nil, []int32{}, 1},
		{[]float64{0, 0}, []int32{0, 0}, 1},
		{[]float64{3, -7}, []int32{3, -7}, 1},
		{[]float64{0.1, 0.25, -3.5}, []int32{10, 25, -350}, 100},
		{[]float64{0.1 + 0.2}, []int32{3}, 10},
	} {
		got, s, err := FromFloats(c.in)
		if err != nil || !slices.Equal(got, c.want) || s.Factor != c.factor || !s.Exact() {
			t.Errorf("%v: %v, %+v, %v", c.in, got, s, err)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, _, err := FromFloats([]float64{1, x}); !errors.Is(err, ErrFloat) {
			t.Errorf("%v: %v", x, err)
		}
	}
	// Whatever the size of the numbers, the costs fit, and what was rounded is no more than is said.
	for _, size := range []float64{1e-320, 1e-300, 1e-9, 1, math.Pi * 1e6, 1e30, math.MaxFloat64} {
		numbers := []float64{size, -size / 3, size / 7}
		got, s, err := FromFloats(numbers)
		if err != nil {
			t.Fatal(err)
		}
		for k, c := range got {
			if off := math.Abs(float64(c)-numbers[k]*s.Factor) / s.Factor; off > s.Error || c >= narrowLimit || c <= -narrowLimit {
				t.Errorf("%g became %d, off by %g, %+v", numbers[k], c, off, s)
			}
		}
		if size > 1e-300 && s.Error > size*1e-7 {
			t.Errorf("%g is off by %g", size, s.Error)
		}
	}
}

func ExampleFromFloats() {
	costs, s, err := FromFloats([]float64{0.125, 0.5, 1})
	fmt.Println(costs, s.Factor, s.Exact(), err)
	_, _, err = FromFloats([]float64{math.NaN()})
	fmt.Println(err)
	// Output:
	// [125 500 1000] 1000 true <nil>
	// assign: not a finite number: NaN at place 0
}
