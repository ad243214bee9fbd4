package assign

import (
	"context"
	"slices"
)

// suitors is Király's method for ties on both sides (2013), with seats. Rows propose to the columns they like best, among
// equals to one with a free seat first. A row that all have refused proposes once more to all, and is then preferred to its
// equals. A row that sits in a full column while an equal one has a free seat gives way to anybody, for it finds another.
type suitors struct {
	m     *Market
	start []int
	order []int // per row, in the places of its pairs: those places, the best first and by the order of the run among equals

	mate   []int32
	pos    []int   // per row: where in order its column stands
	next   []int   // per row: the first place in order of the equals that it proposes to now
	struck []bool  // per place of a pair: the column has refused the row, or thrown it out
	again  []uint8 // per row: 0 on its first way through its list, 1 on the second, 2 when that is over
	heaps  []suitorHeap
	queue  []int32
	salt   uint64
}

// suitorHeap is the rows of a column, the one that it likes least first.
type suitorHeap struct {
	rows []int32
	rank []int32
}

func newSuitors(m *Market, start []int) *suitors {
	return &suitors{
		m: m, start: start, order: make([]int, len(m.Col)), mate: make([]int32, m.Rows), pos: make([]int, m.Rows), next: make([]int, m.Rows),
		struck: make([]bool, len(m.Col)), again: make([]uint8, m.Rows), heaps: make([]suitorHeap, m.Cols),
	}
}

func (s *suitors) matched() int {
	n := 0
	for _, j := range s.mate {
		if j >= 0 {
			n++
		}
	}
	return n
}

// mixed is a number that depends on the run and on what is asked for, and on nothing else.
func (s *suitors) mixed(x int) uint64 {
	if s.salt == 0 {
		return uint64(x)
	}
	z := (uint64(x) + s.salt*0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>29) * 0x94D049BB133111EB
	return z ^ z>>32
}

func (s *suitors) run(ctx context.Context, salt uint64) error {
	s.salt = salt
	for k := range s.order {
		s.order[k] = k
		s.struck[k] = false
	}
	for i := range s.mate {
		s.mate[i], s.again[i], s.next[i] = -1, 0, s.start[i]
		slices.SortFunc(s.order[s.start[i]:s.start[i+1]], func(a, b int) int {
			if x, y := s.m.RowRank[a], s.m.RowRank[b]; x != y {
				if x < y {
					return -1
				}
				return 1
			}
			if s.mixed(int(s.m.Col[a])) < s.mixed(int(s.m.Col[b])) {
				return -1
			}
			return 1
		})
	}
	for j := range s.heaps {
		s.heaps[j].rows, s.heaps[j].rank = s.heaps[j].rows[:0], s.heaps[j].rank[:0]
	}
	s.queue = s.queue[:0]
	for i := range int32(len(s.mate)) {
		s.queue = append(s.queue, i)
	}
	slices.SortFunc(s.queue, func(a, b int32) int {
		if s.mixed(int(a)+s.m.Cols) > s.mixed(int(b)+s.m.Cols) {
			return -1
		}
		return 1
	})
	for n := 0; len(s.queue) > 0; n++ {
		if n&1023 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		i := s.queue[len(s.queue)-1]
		s.queue = s.queue[:len(s.queue)-1]
		s.propose(i)
	}
	return nil
}

// equals gives the end of those in the order of row i that it likes as much as the one at place at.
func (s *suitors) equals(i int32, at int) int {
	rank, end := s.m.RowRank[s.order[at]], at
	for end < s.start[i+1] && s.m.RowRank[s.order[end]] == rank {
		end++
	}
	return end
}

func (s *suitors) open(j int32) bool { return len(s.heaps[j].rows) < s.m.seats(int(j)) }

// propose lets row i, which has no column, propose until it has one or nobody is left.
func (s *suitors) propose(i int32) {
	for s.again[i] < 2 {
		if s.next[i] == s.start[i+1] { // all have refused it
			s.again[i]++
			s.next[i] = s.start[i]
			for k := s.start[i]; k < s.start[i+1]; k++ {
				s.struck[k] = false
			}
			continue
		}
		end, at := s.equals(i, s.next[i]), -1
		for p := s.next[i]; p < end; p++ {
			if k := s.order[p]; !s.struck[k] {
				if s.open(s.m.Col[k]) {
					at = p
					break
				}
				if at < 0 {
					at = p
				}
			}
		}
		if at < 0 {
			s.next[i] = end
			continue
		}
		if s.ask(i, at) {
			return
		}
		s.struck[s.order[at]] = true
	}
}

// ask says whether the column at a place in the order of row i takes it.
func (s *suitors) ask(i int32, at int) bool {
	k := s.order[at]
	j := s.m.Col[k]
	h := &s.heaps[j]
	if s.m.seats(int(j)) == 0 {
		return false
	}
	if !s.open(j) {
		if r := s.uncertain(j); r >= 0 {
			s.part(j, r, false)
		} else if r, rank := h.rows[0], h.rank[0]; s.m.ColRank[k] < rank || s.m.ColRank[k] == rank && s.again[i] > s.again[r] {
			s.part(j, 0, true)
		} else {
			return false
		}
	}
	s.mate[i], s.pos[i] = j, at
	s.push(h, i, s.m.ColRank[k])
	return true
}

// uncertain gives the place in a full column of a row that likes one with a free seat as much, or -1.
func (s *suitors) uncertain(j int32) int {
	for p, r := range s.heaps[j].rows {
		first := s.next[r]
		for q, end := first, s.equals(r, first); q < end; q++ {
			if k := s.order[q]; !s.struck[k] && s.m.Col[k] != j && s.open(s.m.Col[k]) {
				return p
			}
		}
	}
	return -1
}

// part throws the row at a place of a column out.
func (s *suitors) part(j int32, p int, strike bool) {
	h := &s.heaps[j]
	r := h.rows[p]
	last := len(h.rows) - 1
	h.rows[p], h.rank[p] = h.rows[last], h.rank[last]
	h.rows, h.rank = h.rows[:last], h.rank[:last]
	for at := last/2 - 1; at >= 0; at-- {
		s.down(h, at)
	}
	if strike {
		s.struck[s.order[s.pos[r]]] = true
	}
	s.mate[r] = -1
	s.queue = append(s.queue, r)
}

// worse says whether the column of a heap likes the row at place a less than the one at place b.
func (s *suitors) worse(h *suitorHeap, a, b int) bool {
	if h.rank[a] != h.rank[b] {
		return h.rank[a] > h.rank[b]
	}
	x, y := h.rows[a], h.rows[b]
	if s.again[x] != s.again[y] {
		return s.again[x] < s.again[y]
	}
	return s.mixed(int(x)+s.m.Cols) > s.mixed(int(y)+s.m.Cols)
}

func (s *suitors) swap(h *suitorHeap, a, b int) {
	h.rows[a], h.rows[b] = h.rows[b], h.rows[a]
	h.rank[a], h.rank[b] = h.rank[b], h.rank[a]
}

func (s *suitors) push(h *suitorHeap, i, rank int32) {
	h.rows, h.rank = append(h.rows, i), append(h.rank, rank)
	for p := len(h.rows) - 1; p > 0 && s.worse(h, p, (p-1)/2); p = (p - 1) / 2 {
		s.swap(h, p, (p-1)/2)
	}
}

func (s *suitors) down(h *suitorHeap, p int) {
	for {
		q := 2*p + 1
		if q >= len(h.rows) {
			return
		}
		if q+1 < len(h.rows) && s.worse(h, q+1, q) {
			q++
		}
		if !s.worse(h, q, p) {
			return
		}
		s.swap(h, p, q)
		p = q
	}
}
