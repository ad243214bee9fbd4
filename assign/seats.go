package assign

// seating is who sits where while a solution is being built: each row in at most one column, each column with up to
// seats[j] rows. A column is never copied once per seat; it keeps the list of its rows.
type seating struct {
	seats []int32   // per column
	at    [][]int32 // per column: its rows
	mate  []int32   // per row: its column or -1
	place []int32   // per row: where in at[mate] it stands
}

func newSeating(rows int, seats []int32) *seating {
	s := &seating{seats: seats, at: make([][]int32, len(seats)), mate: make([]int32, rows), place: make([]int32, rows)}
	for i := range s.mate {
		s.mate[i] = -1
	}
	// One array for all lists while it is small; columns with more seats than there are rows to take them grow theirs.
	total := 0
	for _, c := range seats {
		total += int(c)
	}
	if total <= 2*rows+len(seats) {
		flat := make([]int32, total)
		for j, c := range seats {
			s.at[j], flat = flat[:0:c], flat[c:]
		}
	}
	return s
}

// copied is a seating of its own with everybody in the same column.
func (s *seating) copied() *seating {
	c := newSeating(len(s.mate), s.seats)
	for i, j := range s.mate {
		if j >= 0 {
			c.sit(int32(i), j)
		}
	}
	return c
}

// free says whether column j has a seat left.
func (s *seating) free(j int32) bool { return len(s.at[j]) < int(s.seats[j]) }

// sit gives row i a free seat in column j.
func (s *seating) sit(i, j int32) {
	s.mate[i], s.place[i] = j, int32(len(s.at[j]))
	s.at[j] = append(s.at[j], i)
}

// swap gives row i the seat of row r, which stands up.
func (s *seating) swap(i, r int32) {
	j, p := s.mate[r], s.place[r]
	s.at[j][p] = i
	s.mate[i], s.place[i] = j, p
	s.mate[r] = -1
}

// shift moves rows along a path that a search found: via[j] is the row that wants column j. The path starts at row i,
// which has no seat, and ends in column j, which has a free one.
func (s *seating) shift(i, j int32, via []int32) {
	p := int32(len(s.at[j]))
	s.at[j] = append(s.at[j], -1)
	for {
		r := via[j]
		left, leftPlace := s.mate[r], s.place[r]
		s.at[j][p] = r
		s.mate[r], s.place[r] = j, p
		if r == i {
			return
		}
		j, p = left, leftPlace
	}
}
