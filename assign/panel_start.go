package assign

import (
	"cmp"
	"slices"
)

// startLevels is for how many levels rows choose in turn, before each takes all the rest that it wants.
const startLevels = 3

// begin makes the first solution, in which rows take the cheapest columns that have a seat left, and a tree for it in
// which every node could send one unit more to the hub.
func (s *network) begin() {
	has, load := make([]int32, s.rows), make([]int32, s.cols)
	for i, want := range s.lim.want {
		for k := s.start[i]; k < s.start[i+1] && want > 0; k++ {
			if s.lim.seats[s.at(i, k)] > 0 {
				s.state[k] = empty
			}
		}
	}
	for level := range startLevels {
		for i := range s.rows {
			if int(has[i]) == level && int(s.lim.want[i]) > level {
				s.take(i, 1, has, load)
			}
		}
	}
	for i := range s.rows {
		if has[i] == startLevels {
			s.take(i, int(s.lim.want[i]-has[i]), has, load)
		}
	}
	for i := range s.rows {
		s.hangRow(i, int(has[i]))
	}
	s.hangCols(load)
}

// take gives a row its cheapest columns with a seat left, up to a number.
func (s *network) take(i, most int, has, load []int32) {
	free := func(k int) bool { return s.state[k] == empty && load[s.at(i, k)] < s.lim.seats[s.at(i, k)] }
	var choice []int
	best := -1
	for k := s.start[i]; k < s.start[i+1] && most > 0; k++ {
		if !free(k) {
			continue
		}
		if most > 1 {
			choice = append(choice, k)
		} else if best < 0 || s.cost[k] < s.cost[best] {
			best = k
		}
	}
	if best >= 0 {
		choice = append(choice, best)
	}
	slices.SortStableFunc(choice, func(a, b int) int { return cmp.Compare(s.cost[a], s.cost[b]) })
	for _, k := range choice[:min(most, len(choice))] {
		s.state[k] = full
		has[i]++
		load[s.at(i, k)]++
	}
}

// hangRow hangs a row to the hub by the wish that came true last, which it can send back. Where none did, that is the
// first, and it has room without end.
func (s *network) hangRow(i, has int) {
	hub := int32(s.rows + s.cols)
	if s.lim.want[i] == 0 {
		s.hang(int32(i), hub, link{arc: -1, up: true, room: 1}, 0)
		return
	}
	first, end := s.wishes+s.wish[i], s.wishes+s.wish[i+1]
	for a := first; a < end; a++ {
		s.state[a] = full
		if a < first+has {
			s.state[a] = empty
		}
	}
	l, level := link{arc: first, up: true, flow: 1, room: roomless}, 1
	if has > 0 {
		l, level = link{arc: first + has - 1, up: true, room: 1}, has
	}
	s.state[l.arc] = inside
	s.met[i] = int32(has)
	s.hang(int32(i), hub, l, -s.lim.worth(level))
}

// hangCols hangs the columns to the hub where they have a seat left, and else to one of their rows, whom they can send
// back: the one for whom the seat is worth least, so that the others keep theirs.
func (s *network) hangCols(load []int32) {
	hub := int32(s.rows + s.cols)
	by, row := slices.Repeat([]int{-1}, s.cols), make([]int32, s.cols)
	for i := range s.rows {
		for k := s.start[i]; k < s.start[i+1]; k++ {
			if s.state[k] != full {
				continue
			}
			if j := s.at(i, k); by[j] < 0 || int64(s.cost[k])+s.pi[i] > int64(s.cost[by[j]])+s.pi[row[j]] {
				by[j], row[j] = k, int32(i)
			}
		}
	}
	for j, n := range load {
		x, seats, least := int32(s.rows+j), s.lim.seats[j], s.lim.least[j]
		if n >= least && least > 0 {
			s.state[s.mins+j] = full
		}
		if n < seats && n < least && seats > least {
			s.state[s.rest+j] = empty
		}
		switch {
		case seats == 0:
			s.hang(x, hub, link{arc: -1, up: true, room: 1}, 0)
		case n == seats:
			if seats > least {
				s.state[s.rest+j] = full
			}
			k, i := by[j], row[j]
			s.state[k] = inside
			s.hang(x, i, link{arc: k, flow: 1, room: 1}, int64(s.cost[k])+s.pi[i])
		case n < least:
			s.hang(x, hub, link{arc: s.mins + j, up: true, flow: n, room: least}, s.lim.weight)
		default:
			s.hang(x, hub, link{arc: s.rest + j, up: true, flow: n - least, room: seats - least}, 0)
		}
	}
}
