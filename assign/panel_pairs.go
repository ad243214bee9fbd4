package assign

import "slices"

// panelPairs are the allowed pairs of a panel in one list, row by row; col is nil when every pair is allowed.
type panelPairs struct {
	rows, cols int
	start      []int // per row: its first pair; one more entry for the end
	col        []int32
	cost       []int32
}

func listPairs(in *Instance) *panelPairs {
	l := &panelPairs{rows: in.Rows, cols: in.Cols, start: in.RowStart, col: in.Col, cost: in.Cost}
	switch {
	case in.Dense != nil && !in.Holes:
		l.cost = in.Dense
		l.start = make([]int, in.Rows+1)
		for i := range l.start {
			l.start[i] = i * in.Cols
		}
	case !in.listed():
		l.start, l.col = make([]int, 1, in.Rows+1), []int32{}
		for i := range in.Rows {
			in.forms(i, func(j, c int32) { l.col, l.cost = append(l.col, j), append(l.cost, c) })
			l.start = append(l.start, len(l.col))
		}
	case in.RowStart == nil:
		l.start = make([]int, in.Rows+1)
	}
	return l
}

// forms calls use for the allowed pairs of a row in whatever form they are.
func (in *Instance) forms(i int, use func(j, c int32)) {
	switch {
	case in.listed():
		cols, costs := in.row(i)
		for k, c := range costs {
			use(cols[k], c)
		}
	case in.Implicit != nil:
		out := make([]int32, in.Cols)
		in.Implicit.Costs(i, 0, out)
		for j, c := range out {
			if c != NotAllowed {
				use(int32(j), c)
			}
		}
	default:
		for j := range in.Cols {
			if c, ok := pairCost(in, i, int32(j)); ok {
				use(int32(j), int32(c))
			}
		}
	}
}

// dense says whether the pairs of a row are all columns, in order. Where there is no pair at all, either will do.
func (l *panelPairs) dense() bool { return l.col == nil }

// at is the column of pair k of row i.
func (l *panelPairs) at(i, k int) int32 {
	if l.dense() {
		return int32(k - l.start[i])
	}
	return l.col[k]
}

// each calls use for the pairs of a row.
func (l *panelPairs) each(i int, use func(j, cost int32)) {
	for k := l.start[i]; k < l.start[i+1]; k++ {
		use(l.at(i, k), l.cost[k])
	}
}

// degrees counts the rows that may use each column.
func (l *panelPairs) degrees() []int {
	degree := make([]int, l.cols)
	for i := range l.rows {
		l.each(i, func(j, _ int32) { degree[j]++ })
	}
	return degree
}

// turned exchanges rows and columns. Costs are left out; only how many there are is kept.
func turned(l *panelPairs) *panelPairs {
	t := &panelPairs{rows: l.cols, cols: l.rows, start: make([]int, l.cols+1), cost: l.cost}
	if l.dense() {
		for j := range t.start {
			t.start[j] = j * l.rows
		}
		if len(l.cost) == 0 { // perhaps not a matrix but no pair at all
			clear(t.start)
		}
		return t
	}
	for _, j := range l.col {
		t.start[j+1]++
	}
	for j := range l.cols {
		t.start[j+1] += t.start[j]
	}
	t.col = make([]int32, len(l.col))
	next := slices.Clone(t.start)
	for i := range l.rows {
		for _, j := range l.col[l.start[i]:l.start[i+1]] {
			t.col[next[j]] = int32(i)
			next[j]++
		}
	}
	return t
}
