package assign

import "context"

// look is where the network looks for an arc that would gain: in a list of pairs that gained when it was made, and
// in all arcs to the hub. The pairs are listed anew when nothing there gains any more.
type look struct {
	list []gaining
	next int // the place where the next look begins
}

type gaining struct {
	arc      int
	row, col int32
	cost     int32
}

// listEach is how many pairs of a row are listed at a time. A matrix is then read only a few dozen times.
const listEach = 12

// entering is an arc that would gain.
type entering struct {
	arc        int
	tail, head int32
	room       int32
	reduced    int64 // its cost over the potentials
}

// run makes steps until no arc gains.
func (s *network) run(ctx context.Context) error {
	for some := true; some; {
		block := 32
		for block*block < len(s.list)+s.rows+2*s.cols {
			block++
		}
		s.next = 0
		for n := 1; ; n++ {
			if n%256 == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			e, ok := s.find(block)
			if !ok {
				break
			}
			s.enter(e)
		}
		var err error
		if some, err = s.relist(ctx); err != nil {
			return err
		}
	}
	return nil // no pair gains, and just before none of the arcs to the hub did
}

// relist lists the pairs that gain, of each row those that gain most, and says whether there are any.
func (s *network) relist(ctx context.Context) (bool, error) {
	s.list = s.list[:0]
	v := s.pi[s.rows : s.rows+s.cols]
	var gains [listEach]int64 // of the row, most first
	for i := range s.rows {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return false, err
			}
		}
		lo, hi := s.start[i], s.start[i+1]
		cost, state := s.cost[lo:hi], s.state[lo:hi]
		state = state[:len(cost)]
		u, from := s.pi[i], len(s.list)
		worst := int64(0)
		note := func(k int, j int32, g int64) {
			n := len(s.list) - from
			if n == listEach {
				n--
			} else {
				s.list = append(s.list, gaining{})
			}
			row := s.list[from:]
			for ; n > 0 && gains[n-1] > g; n-- {
				gains[n], row[n] = gains[n-1], row[n-1]
			}
			gains[n], row[n] = g, gaining{lo + k, int32(i), j, cost[k]}
			if len(row) == listEach {
				worst = gains[listEach-1]
			}
		}
		if s.dense() {
			v := v[:len(cost)]
			for k, c := range cost {
				if g := int64(state[k]) * (int64(c) + u - v[k]); g < worst {
					note(k, int32(k), g)
				}
			}
		} else {
			for k, j := range s.col[lo:hi] {
				if g := int64(state[k]) * (int64(cost[k]) + u - v[j]); g < worst {
					note(k, j, g)
				}
			}
		}
	}
	return len(s.list) > 0, nil
}

// find looks for an arc that gains from where it last stopped, a block of arcs at a time, and takes the one that gains
// most in the first block with any. There the rows stand after the list, and the columns twice after the rows.
func (s *network) find(block int) (entering, bool) {
	best, gain := entering{arc: -1}, int64(0)
	wishes := len(s.list)
	mins := wishes + s.rows
	all := mins + 2*s.cols
	for seen := 0; seen < all; {
		if s.next >= all {
			s.next = 0
		}
		lo, hi := s.next, min(s.next+block, all)
		if lo < wishes {
			s.findPairs(lo, min(hi, wishes), &best, &gain)
		}
		if lo < mins && hi > wishes {
			s.findWishes(max(lo, wishes)-wishes, min(hi, mins)-wishes, &best, &gain)
		}
		if hi > mins {
			s.findSeats(max(lo, mins)-mins, hi-mins, &best, &gain)
		}
		s.next = hi
		seen += hi - lo
		if best.arc >= 0 {
			return best, true
		}
	}
	return best, false
}

func (s *network) findPairs(lo, hi int, best *entering, gain *int64) {
	v := s.pi[s.rows : s.rows+s.cols]
	for _, p := range s.list[lo:hi] {
		reduced := int64(p.cost) + s.pi[p.row] - v[p.col]
		if g := int64(s.state[p.arc]) * reduced; g < *gain {
			*gain, *best = g, entering{p.arc, p.row, int32(s.rows) + p.col, 1, reduced}
		}
	}
}

// findWishes looks at the wishes of some rows. Since the first are worth most, only the last of those that came true and
// the first of those that did not can gain, and while a wish is in the tree none.
func (s *network) findWishes(lo, hi int, best *entering, gain *int64) {
	hub := int32(s.rows + s.cols)
	for i := lo; i < hi; i++ {
		met, want := int(s.met[i]), int(s.lim.want[i])
		for k := max(met, 1); k <= min(met+1, want); k++ {
			a := s.wishes + s.wish[i] + k - 1
			reduced := s.lim.worth(k) + s.pi[i] - s.pi[hub]
			if g := int64(s.state[a]) * reduced; g < *gain {
				*gain, *best = g, entering{a, int32(i), hub, 1, reduced}
			}
		}
	}
}

// findSeats looks at the arcs from columns to the hub, counted from the first: those up to the minimums, then the others.
func (s *network) findSeats(lo, hi int, best *entering, gain *int64) {
	hub := int32(s.rows + s.cols)
	for a := lo; a < hi; a++ {
		j, room, cost := a, int32(0), -s.lim.weight
		if a < s.cols {
			room = s.lim.least[j]
		} else {
			j = a - s.cols
			room, cost = s.lim.seats[j]-s.lim.least[j], 0
		}
		x := int32(s.rows + j)
		reduced := cost + s.pi[x] - s.pi[hub]
		if g := int64(s.state[s.mins+a]) * reduced; g < *gain {
			*gain, *best = g, entering{s.mins + a, x, hub, room, reduced}
		}
	}
}
