package assign

import (
	"encoding/binary"
	"slices"
)

// hallSets finds, for rows without a column, a small set of rows that may use too few seats: the columns that the row
// may use, those that their rows may use, and so on, and all rows that may use no others. Rows that lead into the
// same columns share one set.
type hallSets struct {
	in     *Instance
	r      *Result
	at     [][]int32 // per column of the short side: its rows
	ring   []int32   // per column: those that lead to each other have the same number
	known  map[string]hallSet
	whole  hallSet // the short side, when the pairs are not all listed or the work to find smaller ones runs out
	coarse bool    // not all pairs are listed
	steps  int

	seen   []int // per column: the last search that came there
	search int
}

type hallSet struct{ rows, cols []int }

// hallSteps times the size of the instance bounds the work and the memory of all sets together.
const hallSteps = 16

// newHallSets needs to know the causes of the rows without a column.
func newHallSets(in *Instance, r *Result, at [][]int32, coarse bool) *hallSets {
	h := &hallSets{in: in, r: r, at: at, coarse: coarse, known: map[string]hallSet{}, seen: make([]int, in.Cols)}
	h.steps = hallSteps * (in.Pairs() + in.Rows + in.Cols)
	without := r.Unmatched // those without an allowed column belong to no set
	for i, short := range r.ShortRows {
		for len(without) > 0 && without[0].Row < i {
			without = without[1:]
		}
		if short && (len(without) == 0 || without[0].Row != i || without[0].Cause != NoPartner) {
			h.whole.rows = append(h.whole.rows, i)
		}
	}
	for j, short := range r.ShortCols {
		if short {
			h.whole.cols = append(h.whole.cols, j)
		}
	}
	if !coarse {
		h.ring, _ = components(in.Cols+in.Rows, h)
	}
	return h
}

// next makes a graph of the columns and, numbered after them, the rows: from a column to its rows, from a row to the
// columns it may use.
func (h *hallSets) next(x int32, k int) int32 {
	if x < int32(h.in.Cols) {
		if k < len(h.at[x]) {
			return int32(h.in.Cols) + h.at[x][k]
		}
		return -1
	}
	i := int(x) - h.in.Cols
	if cols, _ := h.in.row(i); h.r.ShortRows[i] && h.r.Mate[i] >= 0 && k < len(cols) {
		return cols[k]
	}
	return -1
}

// of gives the set of row i, which has allowed columns but none of them.
func (h *hallSets) of(i int) hallSet {
	if h.coarse || h.steps < 0 {
		return h.whole
	}
	cols, _ := h.in.row(i)
	rings := make([]int32, len(cols))
	for k, j := range cols {
		rings[k] = h.ring[j]
	}
	slices.Sort(rings)
	var key []byte
	for _, c := range slices.Compact(rings) {
		key = binary.LittleEndian.AppendUint32(key, uint32(c))
	}
	set, ok := h.known[string(key)]
	if !ok {
		set = h.collect(cols)
		h.known[string(key)] = set
	}
	return set
}

// collect finds the set that some columns lead into.
func (h *hallSets) collect(cols []int32) hallSet {
	var set hallSet
	h.search++
	add := func(cols []int32) {
		h.steps -= len(cols)
		for _, j := range cols {
			if h.seen[j] != h.search {
				h.seen[j] = h.search
				set.cols = append(set.cols, int(j))
			}
		}
	}
	add(cols)
	for k := 0; k < len(set.cols); k++ {
		for _, i := range h.at[set.cols[k]] {
			cols, _ := h.in.row(int(i))
			add(cols)
		}
	}
	inside := func(i int) bool {
		cols, _ := h.in.row(i)
		for _, j := range cols {
			h.steps--
			if h.seen[j] != h.search {
				return false
			}
		}
		return true
	}
	for _, i := range h.whole.rows {
		if j := h.r.Mate[i]; j >= 0 && h.seen[j] == h.search || j < 0 && inside(i) {
			set.rows = append(set.rows, i)
		}
	}
	h.steps -= len(h.whole.rows)
	slices.Sort(set.cols)
	return set
}
