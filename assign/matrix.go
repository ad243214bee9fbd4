package assign

import "math/bits"

// The kernels that read a row of a matrix. All of a dense or implicit instance is read by these three, so they are what
// its speed hangs on: one reading costs little more than the memory it moves.

// element is a type that the costs of a matrix may have.
type element interface{ uint8 | int16 | int32 }

// word is the type in which costs less dual values are computed: int32 where everything fits, which is nearly always,
// and int64 otherwise.
type word interface{ int32 | int64 }

// hit is a pair that a reading found: its column, its cost, and its cost less both duals.
type hit struct {
	col, cost int32
	less      int64
}

// scan appends the pairs of a row with cost-v at most u. Eight at a time are looked at by sign alone, so that rows
// without one cost no branch per pair. hole is the cost that marks pairs that are not allowed, if holes says so.
func scan[T element, W word](row []T, v []W, u W, first int, hole T, holes bool, hits []hit) []hit {
	v = v[:len(row)]
	above := u + 1
	for j := 0; j < len(row); {
		if j+8 <= len(row) {
			c, p := (*[8]T)(row[j:]), (*[8]W)(v[j:])
			some := (W(c[0]) - p[0] - above) | (W(c[1]) - p[1] - above) | (W(c[2]) - p[2] - above) | (W(c[3]) - p[3] - above) |
				(W(c[4]) - p[4] - above) | (W(c[5]) - p[5] - above) | (W(c[6]) - p[6] - above) | (W(c[7]) - p[7] - above)
			if some >= 0 {
				j += 8
				continue
			}
		}
		for end := min(j+8, len(row)); j < end; j++ {
			if w := W(row[j]) - v[j]; w <= u && (!holes || row[j] != hole) {
				hits = append(hits, hit{int32(first + j), int32(row[j]), int64(w) - int64(u)})
			}
		}
	}
	return hits
}

// shortlist keeps the pairs of a row where cost-v is least, up to the number it has room for, in ascending order. Of equal ones the
// first that come stay.
type shortlist struct {
	pairs []hit // less is cost-v
	room  int
}

func (s *shortlist) add(h hit) {
	if len(s.pairs) < s.room {
		s.pairs = append(s.pairs, h)
	} else if h.less >= s.pairs[len(s.pairs)-1].less {
		return
	}
	k := len(s.pairs) - 1
	for ; k > 0 && s.pairs[k-1].less > h.less; k-- {
		s.pairs[k] = s.pairs[k-1]
	}
	s.pairs[k] = h
}

// most is the greatest cost-v that still comes onto the list, never more than top.
func (s *shortlist) most(top int64) int64 {
	if len(s.pairs) < s.room {
		return top
	}
	return min(top, s.pairs[len(s.pairs)-1].less-1)
}

// shortest puts the pairs of a row where cost-v is least, and at most top, on a shortlist. No v may be barred, only -barred.
func shortest[T element, W word](row []T, v []W, top W, first int, hole T, holes bool, s *shortlist) {
	v = v[:len(row)]
	above := W(s.most(int64(top))) + 1
	j := 0
	for ; j+8 <= len(row); j += 8 {
		c, p := (*[8]T)(row[j:]), (*[8]W)(v[j:])
		d0, d1, d2, d3 := W(c[0])-p[0]-above, W(c[1])-p[1]-above, W(c[2])-p[2]-above, W(c[3])-p[3]-above
		d4, d5, d6, d7 := W(c[4])-p[4]-above, W(c[5])-p[5]-above, W(c[6])-p[6]-above, W(c[7])-p[7]-above
		if d0|d1|d2|d3|d4|d5|d6|d7 >= 0 {
			continue
		}
		some := sign(d0) | sign(d1)<<1 | sign(d2)<<2 | sign(d3)<<3 | sign(d4)<<4 | sign(d5)<<5 | sign(d6)<<6 | sign(d7)<<7
		for ; some != 0; some &= some - 1 {
			k := bits.TrailingZeros8(some)
			if w := W(c[k]) - p[k]; w < above && (!holes || c[k] != hole) {
				s.add(hit{int32(first + j + k), int32(c[k]), int64(w)})
				above = W(s.most(int64(top))) + 1
			}
		}
	}
	for ; j < len(row); j++ {
		if w := W(row[j]) - v[j]; w < above && (!holes || row[j] != hole) {
			s.add(hit{int32(first + j), int32(row[j]), int64(w)})
			above = W(s.most(int64(top))) + 1
		}
	}
}

// sign is 1 for a number below 0.
func sign[W word](w W) uint8 { return uint8(uint64(int64(w)) >> 63) }

// least lowers v to the costs of a row where they are less.
func least[T element, W word](row []T, v []W, hole T, holes bool) {
	v = v[:len(row)]
	if holes {
		for j, c := range row {
			if c != hole {
				v[j] = min(v[j], W(c))
			}
		}
		return
	}
	for len(row) >= 8 {
		c, p := (*[8]T)(row), (*[8]W)(v)
		p[0], p[1], p[2], p[3] = min(p[0], W(c[0])), min(p[1], W(c[1])), min(p[2], W(c[2])), min(p[3], W(c[3]))
		p[4], p[5], p[6], p[7] = min(p[4], W(c[4])), min(p[5], W(c[5])), min(p[6], W(c[6])), min(p[7], W(c[7]))
		row, v = row[8:], v[8:]
	}
	for j, c := range row {
		v[j] = min(v[j], W(c))
	}
}

// extent is a number with at least as many bits as any of the costs, which are so all of them at least -extent-1 and at
// most extent.
func extent[T element](costs []T, hole T, holes bool) int32 {
	all := int32(0)
	for len(costs) >= 8 && !holes {
		c := (*[8]T)(costs)
		all |= sizeOf(c[0]) | sizeOf(c[1]) | sizeOf(c[2]) | sizeOf(c[3]) | sizeOf(c[4]) | sizeOf(c[5]) | sizeOf(c[6]) | sizeOf(c[7])
		costs = costs[8:]
	}
	for _, c := range costs {
		if !holes || c != hole {
			all |= sizeOf(c)
		}
	}
	return all
}

func sizeOf[T element](c T) int32 { return int32(c) ^ int32(c)>>31 }
