package assign

import (
	"cmp"
	"math"
	"slices"
	"testing"
)

// The readings of a row, held against plain loops: for each type of cost and of dual value, at every length around the eight that
// are taken at a time, with costs and duals as far out as they may be.
func TestReadings(t *testing.T) {
	t.Run("8 narrow", testReadings[uint8, int32](0, math.MaxUint8))
	t.Run("8 wide", testReadings[uint8, int64](0, math.MaxUint8))
	t.Run("16 narrow", testReadings[int16, int32](math.MinInt16, math.MaxInt16))
	t.Run("16 wide", testReadings[int16, int64](math.MinInt16, math.MaxInt16))
	t.Run("32 narrow", testReadings[int32, int32](1-narrowLimit, narrowLimit-1))
	t.Run("32 wide", testReadings[int32, int64](math.MinInt32, math.MaxInt32))
}

func testReadings[T element, W word](lowest, most int64) func(t *testing.T) {
	wide := int64(W(math.MaxInt32)+1) > 0 // W has 64 bits
	bar, limit := int64(narrowBarred), int64(narrowLimit)
	if wide {
		bar, limit = barred, dualBound
	}
	hole := T(most)
	if !wide && most == narrowLimit-1 {
		hole = T(any(int32(math.MaxInt32)).(int32)) // narrow readings of 32 bits may have holes beyond what they compute with
	}
	return func(t *testing.T) {
		r := rng(81)
		for range draws(100000) {
			row, v := make([]T, r.n(40)), make([]W, 40)
			v = v[:len(row)]
			holes := r.n(2) == 0
			span := []int{1, 3, 50, int(most - lowest)}[r.n(4)] + 1
			origin := lowest + int64(r.n(int(min(most-lowest, 200))+1))
			for j := range row {
				row[j] = T(min(origin+int64(r.n(span)), most))
				if r.n(4) == 0 && holes {
					row[j] = hole
				}
				v[j] = W(r.n(9) - 4)
				switch r.n(12) {
				case 0:
					v[j] = W(bar)
				case 1:
					v[j] = W(-bar)
				case 2:
					v[j] = W(limit)
				case 3:
					v[j] = W(-limit)
				}
			}
			u := []int64{origin, origin + 3, -limit, limit, 0}[r.n(5)]
			u = max(min(u, limit), -limit)
			first := r.n(3) * 100
			var want []hit
			for j, c := range row {
				if w := int64(c) - int64(v[j]); w <= u && (!holes || c != hole) {
					want = append(want, hit{int32(first + j), int32(c), w - u})
				}
			}
			if got := scan(row, v, W(u), first, hole, holes, nil); !slices.Equal(got, want) {
				t.Fatalf("scan of %v less %v at most %d, holes %t: %v, want %v", row, v, u, holes, got, want)
			}

			for j, x := range v {
				if int64(x) == bar {
					v[j] = 0 // only scan is asked for pairs that may not exist
				}
			}
			top := []int64{u, bar + limit}[r.n(2)]
			want = nil
			for j, c := range row {
				if w := int64(c) - int64(v[j]); w <= top && (!holes || c != hole) {
					want = append(want, hit{int32(first + j), int32(c), w})
				}
			}
			slices.SortStableFunc(want, func(a, b hit) int { return cmp.Compare(a.less, b.less) })
			room := 1 + r.n(10)
			list := shortlist{room: room}
			if shortest(row, v, W(top), first, hole, holes, &list); !slices.Equal(list.pairs, want[:min(room, len(want))]) {
				t.Fatalf("%d shortest of %v less %v at most %d, holes %t: %v, want %v", room, row, v, top, holes, list.pairs, want)
			}

			low, lower := slices.Clone(v), slices.Clone(v)
			for j, c := range row {
				if !holes || c != hole {
					lower[j] = min(lower[j], W(c))
				}
			}
			if least(row, low, hole, holes); !slices.Equal(low, lower) {
				t.Fatalf("least of %v and %v, holes %t: %v, want %v", row, v, holes, low, lower)
			}

			e := int64(extent(row, hole, holes))
			for _, c := range row {
				if (!holes || c != hole) && (int64(c) > e || int64(c) < -e-1) {
					t.Fatalf("extent of %v, holes %t: %d", row, holes, e)
				}
			}
		}
	}
}
