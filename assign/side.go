package assign

import "math"

// side is a part of an instance with the block that solves it. It knows its rows and columns by their numbers in the
// instance; a list that is nil stands for all, in order.
type side struct {
	rows, cols []int32
	block      *block
}

func (s *side) row(k int) int {
	if s.rows == nil {
		return k
	}
	return int(s.rows[k])
}

func (s *side) col(k int) int {
	if s.cols == nil {
		return k
	}
	return int(s.cols[k])
}

// wholeSide is a whole instance in which every row can have a seat. It copies nothing.
func wholeSide(in *Instance, seats []int32) *side {
	return &side{block: newSparse(in.Rows, nil, seats, in.RowStart, in.Col, in.Cost)}
}

// partSide copies the rest of an instance, or its starved side.
func partSide(in *Instance, seats []int32, r *Result, which zone) *side {
	s, local, capacity := part(in, seats, r, which)
	start := []int{0}
	var col, cost []int32
	for _, i := range s.rows {
		js, cs := in.row(int(i))
		for k, j := range js {
			if local[j] >= 0 {
				col, cost = append(col, local[j]), append(cost, cs[k])
			}
		}
		start = append(start, len(col))
	}
	s.block = newSparse(len(s.rows), nil, capacity, start, col, cost)
	return s
}

// turnLimit is how many times more pairs the seats of a turned block may look at together than the rows would.
var turnLimit = 16 // the tests try both ways

// shortSide copies the short side.
func shortSide(in *Instance, seats []int32, r *Result) *side {
	work := 0
	degree := in.degrees()
	for j, short := range r.ShortCols {
		if short {
			work += int(seats[j]) * degree[j]
		}
	}
	if work > turnLimit*in.Pairs() {
		return benchedSide(in, seats, r)
	}
	return turnedSide(in, seats, r)
}

// benchedSide copies the short side as it is and adds the bench.
func benchedSide(in *Instance, seats []int32, r *Result) *side {
	s, local, capacity := part(in, seats, r, short)
	bench := int32(len(s.cols))
	start := []int{0}
	var col, cost []int32
	for _, i := range s.rows {
		js, cs := in.row(int(i))
		for k, j := range js {
			if local[j] >= 0 {
				col, cost = append(col, local[j]), append(cost, cs[k])
			}
		}
		col, cost = append(col, bench), append(cost, 0)
		start = append(start, len(col))
	}
	rest := len(s.rows)
	for _, c := range capacity {
		rest -= int(c)
	}
	s.block = newSparse(len(s.rows), nil, append(capacity, int32(rest)), start, col, cost)
	return s
}

// turnedSide copies the short side with rows and columns exchanged.
func turnedSide(in *Instance, seats []int32, r *Result) *side {
	s, local, capacity := part(in, seats, r, short)
	start := make([]int, len(s.cols)+1)
	for _, i := range s.rows {
		js, _ := in.row(int(i))
		for _, j := range js {
			if local[j] >= 0 {
				start[local[j]+1]++
			}
		}
	}
	for j := range s.cols {
		start[j+1] += start[j]
	}
	next := append([]int(nil), start...)
	row, cost := make([]int32, start[len(s.cols)]), make([]int32, start[len(s.cols)])
	for k, i := range s.rows {
		js, cs := in.row(int(i))
		for n, j := range js {
			if l := local[j]; l >= 0 {
				row[next[l]], cost[next[l]] = int32(k), cs[n]
				next[l]++
			}
		}
	}
	kind := kinds(capacity)
	s.block = newSparse(len(kind), kind, ones(len(s.rows)), start, row, cost)
	return s
}

// part lists the rows of a zone, and its columns with seats and how many; local gives a column's place, or -1.
func part(in *Instance, seats []int32, r *Result, which zone) (s *side, local, capacity []int32) {
	s = &side{rows: []int32{}, cols: []int32{}}
	for i := range in.Rows {
		if r.rowZone(i) == which {
			s.rows = append(s.rows, int32(i))
		}
	}
	local = make([]int32, len(seats))
	for j, c := range seats {
		if which == starved {
			c = min(c, int32(min(in.minimum(j), math.MaxInt32)))
		}
		local[j] = -1
		if r.colZone(j) == which && c > 0 {
			local[j] = int32(len(s.cols))
			s.cols, capacity = append(s.cols, int32(j)), append(capacity, c)
		}
	}
	return s, local, capacity
}

// kinds lists seats, each by the number of its column.
func kinds(seats []int32) []int32 {
	kind := []int32{}
	for j, c := range seats {
		for range c {
			kind = append(kind, int32(j))
		}
	}
	return kind
}

func ones(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = 1
	}
	return s
}
