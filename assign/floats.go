package assign

import (
	"errors"
	"fmt"
	"math"
)

// ErrFloat is wrapped by the error for a number that is not one: NaN or an infinity.
var ErrFloat = errors.New("assign: not a finite number")

// Scaling says how numbers became costs: each cost is the number times Factor, rounded to the nearest integer.
type Scaling struct {
	Factor float64
	Error  float64 // by how much a cost divided by Factor differs from its number, at most
}

// Exact says whether nothing was rounded.
func (s Scaling) Exact() bool { return s.Error == 0 }

// Slack is by how much a solution of so many pairs, the best for the costs, may miss the best for the numbers.
func (s Scaling) Slack(pairs int) float64 { return 2 * s.Error * float64(pairs) }

// scaledMost is how great a scaled cost may become: readings of a matrix are fastest below it.
const scaledMost = narrowLimit - 1

// FromFloats turns numbers into costs. The factor is the least power of ten with which all come out whole, if there
// is one up to 10^9 and the costs stay below 2^28; otherwise the greatest power of two with which they stay there. Numbers that a
// float holds as nearly as it can, like 0.1, count as whole if they are so to within a part in 2^50. NaN and the infinities are
// refused with ErrFloat, and none is changed.
func FromFloats(numbers []float64) ([]int32, Scaling, error) {
	most := 0.0
	for k, x := range numbers {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, Scaling{}, fmt.Errorf("%w: %v at place %d", ErrFloat, x, k)
		}
		most = max(most, math.Abs(x))
	}
	factor, exact := 1.0, false
	for ; factor <= 1e9 && most*factor <= scaledMost; factor *= 10 {
		if whole(numbers, factor) {
			exact = true
			break
		}
	}
	if !exact {
		factor = 1
		if most > 0 {
			factor = math.Ldexp(1, max(-1000, int(math.Floor(math.Log2(scaledMost)-math.Log2(most)))))
			if most*factor > scaledMost {
				factor /= 2
			}
		}
		factor = min(factor, math.Ldexp(1, 1000)) // numbers so small that nothing of them is left count as 0
	}
	out := make([]int32, len(numbers))
	s := Scaling{Factor: factor}
	for k, x := range numbers {
		c := math.Round(x * factor)
		out[k] = int32(c)
		if !exact {
			s.Error = max(s.Error, math.Abs(c-x*factor)/factor)
		}
	}
	return out, s, nil
}

func whole(numbers []float64, factor float64) bool {
	for _, x := range numbers {
		y := x * factor
		if math.Abs(y-math.Round(y)) > math.Abs(y)*0x1p-50 {
			return false
		}
	}
	return true
}
