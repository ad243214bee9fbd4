package fit

import (
	"math"
	"testing"
)

// TestWeightsOrderTheAims holds the weights against what they must outweigh, up to the largest pool that an int32 carries, and refuses
// the first that it does not.
func TestWeightsOrderTheAims(t *testing.T) {
	largest := 0
	for _, pairs := range []int{0, 1, 2, 7, 1000, 100_000, 214_000, 214_747, 214_748, 300_000, 1 << 27} {
		moved, point, err := costs(Few, pairs)
		if fits := moved+Full < math.MaxInt32; fits != (err == nil) {
			t.Fatalf("few, %d pairs: %d %d %v", pairs, moved, point, err)
		}
		if err == nil {
			largest = pairs
			if moved <= pairs*Full*point { // one move more is dearer than all points together
				t.Errorf("few, %d pairs: a move costs %d", pairs, moved)
			}
		}
		moved, point, err = costs(Whole, pairs)
		if fits := moved+point*Full < math.MaxInt32; fits != (err == nil) {
			t.Fatalf("whole, %d pairs: %d %d %v", pairs, moved, point, err)
		}
		if err == nil && point <= pairs*moved { // one hundredth of a point is dearer than all moves together
			t.Errorf("whole, %d pairs: a hundredth costs %d", pairs, point)
		}
		if moved, point, err = costs(Stay, pairs); moved != 0 || point != 1 || err != nil {
			t.Errorf("stay: %d %d %v", moved, point, err)
		}
	}
	if largest < 200_000 {
		t.Errorf("only %d pairs fit", largest)
	}
}
