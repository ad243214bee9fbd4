package assign

import "context"

// hall finds the greatest number of pairs, whatever they cost, by the method of Hopcroft and Karp (1973) with seats:
// each phase layers the rows and columns by their distance from the rows without a seat, then walks down the layers
// along as many separate paths as there are, and shifts the rows on each.
type hall struct {
	in *Instance
	*seating
	depth []int32 // per column: the layer of the rows that may step to it, or -1
	pair  []int   // per row: the pair to try next in this phase
	turn  []int32 // per column: the place in it to try next in this phase
	queue []int32 // rows, layer by layer
	layer []int32 // per row
	path  []int32 // rows from a root down to where the walk stands
}

// fill seats as many rows as possible.
func fill(ctx context.Context, in *Instance, seats []int32) (*seating, error) {
	return fillUp(ctx, in, seats, newSeating(in.Rows, seats))
}

// fillUp seats as many rows as possible, beginning with those that have a seat.
func fillUp(ctx context.Context, in *Instance, seats []int32, s *seating) (*seating, error) {
	h := &hall{
		in: in, seating: s,
		depth: make([]int32, in.Cols), turn: make([]int32, in.Cols),
		pair: make([]int, in.Rows), layer: make([]int32, in.Rows),
	}
	if in.Minimum != nil {
		// First only as many as each column must have. What comes after takes no row out of a column without another for it,
		// so that as many minimums are met as can be.
		h.seats = make([]int32, in.Cols)
		for j, c := range seats {
			h.seats[j] = int32(min(in.Minimum[j], int(c)))
		}
		if err := h.most(ctx); err != nil {
			return nil, err
		}
		h.seats = seats
	}
	return h.seating, h.most(ctx)
}

// most adds as many pairs as the seats allow.
func (h *hall) most(ctx context.Context) error {
	h.greedy()
	for h.layers() {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range int32(h.in.Rows) {
			if h.mate[i] < 0 {
				h.walk(i)
			}
		}
	}
	return nil
}

// greedy gives each row the first free seat it may take.
func (h *hall) greedy() {
	for i := range int32(h.in.Rows) {
		if h.mate[i] >= 0 {
			continue
		}
		cols, _ := h.in.row(int(i))
		for _, j := range cols {
			if h.free(j) {
				h.sit(i, j)
				break
			}
		}
	}
}

// layers numbers the layers anew and says whether a free seat can be reached.
func (h *hall) layers() bool {
	for j := range h.depth {
		h.depth[j], h.turn[j] = -1, 0
	}
	h.queue = h.queue[:0]
	for i := range int32(h.in.Rows) {
		h.pair[i] = h.in.RowStart[i]
		if h.mate[i] < 0 {
			h.layer[i] = 0
			h.queue = append(h.queue, i)
		}
	}
	last := int32(-1) // the layer in which a free seat was seen
	for k := 0; k < len(h.queue); k++ {
		i := h.queue[k]
		if last >= 0 && h.layer[i] > last {
			break
		}
		cols, _ := h.in.row(int(i))
		for _, j := range cols {
			if h.depth[j] >= 0 {
				continue
			}
			h.depth[j] = h.layer[i]
			if h.free(j) {
				last = h.layer[i]
				continue
			}
			for _, r := range h.at[j] {
				h.layer[r] = h.layer[i] + 1
				h.queue = append(h.queue, r)
			}
		}
	}
	return last >= 0
}

// walk goes from row i down the layers to a free seat and shifts the rows on its way. It keeps its own stack, because
// a path may be as long as there are rows.
func (h *hall) walk(i int32) {
	h.path = append(h.path[:0], i)
	for len(h.path) > 0 {
		r := h.path[len(h.path)-1]
		switch j := h.step(r); {
		case j < 0: // no way down from here: try the next row of the column that r sits in
			h.path = h.path[:len(h.path)-1]
			if len(h.path) > 0 {
				h.turn[h.mate[r]]++
			}
		case h.free(j):
			h.take(j)
			return
		default:
			h.path = append(h.path, h.at[j][h.turn[j]])
		}
	}
}

// step gives the column that row r tries now, -1 when it has none left.
func (h *hall) step(r int32) int32 {
	for end := h.in.RowStart[r+1]; h.pair[r] < end; h.pair[r]++ {
		j := h.in.Col[h.pair[r]]
		if h.depth[j] == h.layer[r] && (h.free(j) || int(h.turn[j]) < len(h.at[j])) {
			return j
		}
	}
	return -1
}

// take gives the last row of the path the free seat in column j, and each row before it the seat that was left.
func (h *hall) take(j int32) {
	p := int32(len(h.at[j]))
	h.at[j] = append(h.at[j], -1)
	for k := len(h.path) - 1; k >= 0; k-- {
		r := h.path[k]
		left, leftPlace := h.mate[r], h.place[r]
		h.at[j][p] = r
		h.mate[r], h.place[r] = j, p
		h.turn[j] = max(h.turn[j], p+1) // whoever sits here now is in no lower layer
		j, p = left, leftPlace
	}
}

// short gives the short side: all rows that a row without a seat could push out of theirs, and all columns they
// may use. Both are nil when every row has a seat.
func (s *seating) short(in *Instance) (rows, cols []bool) {
	var queue []int32
	for i, j := range s.mate {
		if j < 0 {
			queue = append(queue, int32(i))
		}
	}
	if len(queue) == 0 {
		return nil, nil
	}
	rows, cols = make([]bool, in.Rows), make([]bool, in.Cols)
	for _, i := range queue {
		rows[i] = true
	}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		js, _ := in.row(int(i))
		for _, j := range js {
			if cols[j] {
				continue
			}
			cols[j] = true
			for _, r := range s.at[j] {
				if !rows[r] {
					rows[r] = true
					queue = append(queue, r)
				}
			}
		}
	}
	return rows, cols
}
