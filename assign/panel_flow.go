package assign

import "slices"

// flow is a solution of a panel while it grows. Its nodes are the rows, then the columns, then the hub, where seats and
// the columns that rows go without are counted. Every step that could be made costs at least nothing over the dual values.
type flow struct {
	panel *Panel
	pair  int64
	most  int

	start []int
	row   []int32
	col   []int32
	cost  []int32
	used  []bool
	at    [][]int // per column: the pairs that are used
	unmet []int   // per row
	u, v  []int64

	dist []int64
	via  []int // per node: the pair of the step that leads to it, or one of the two below
	from []int32
	heap colHeap
	done []int32
}

const (
	viaHub  = -1 // from or to the hub
	viaNone = -2
)

func newFlow(p *Panel, pair int64, most int) *flow {
	f := &flow{
		panel: p, pair: pair, most: most, start: make([]int, 1, p.Rows+1), at: make([][]int, p.Cols),
		unmet: make([]int, p.Rows), u: make([]int64, p.Rows), v: make([]int64, p.Cols),
	}
	for i := range p.Rows {
		p.forms(i, func(j, c int32) {
			f.row, f.col, f.cost = append(f.row, int32(i)), append(f.col, j), append(f.cost, c)
		})
		f.start = append(f.start, len(f.col))
		f.unmet[i] = p.demand(i)
	}
	f.used = make([]bool, len(f.col))
	for j := range p.Cols {
		f.v[j] = rowWorth(pair, 1, p.minimum(j))
		if p.seats(j) == 0 {
			f.v[j] = 0
		}
	}
	// No row has a column yet, so that each is worth what the first would be or more; what no pair may cost less than.
	for i := range p.Rows {
		f.u[i] = seatWorth(pair, most, 1)
	}
	for k, c := range f.cost {
		j := f.col[k]
		if p.seats(int(j)) == 0 { // nobody comes in, so V may be as low as it must
			f.v[j] = min(f.v[j], int64(c)-f.u[f.row[k]])
		}
	}
	n := p.Rows + p.Cols + 1
	f.dist, f.via, f.from, f.heap = slices.Repeat([]int64{far}, n), make([]int, n), make([]int32, n), newColHeap(n)
	return f
}

// rest lowers U of the rows that need no column to where it proves that they take none.
func (f *flow) rest() {
	for i := range f.panel.Rows {
		if f.panel.demand(i) > 0 {
			continue
		}
		f.u[i] = 0
		for k := f.start[i]; k < f.start[i+1]; k++ {
			f.u[i] = min(f.u[i], int64(f.cost[k])-f.v[f.col[k]])
		}
	}
}

// grow gives row i one column more, if that is worth it, along a shortest path to the hub. A row that gets one gives up nothing, but others may
// change theirs. It says whether row i got one.
func (f *flow) grow(i int32) bool {
	n, m := int32(f.panel.Rows), int32(f.panel.Cols)
	hub := n + m
	has := f.panel.demand(int(i)) - f.unmet[i]
	worth := seatWorth(f.pair, f.most, has+1)
	shift := int64(0) // how far below its dual value the row begins
	if has > 0 {
		if f.u[i] >= worth {
			return false
		}
	} else {
		// The row enters with U as low as its pairs allow.
		low := worth
		for k := f.start[i]; k < f.start[i+1]; k++ {
			low = min(low, int64(f.cost[k])-f.v[f.col[k]])
		}
		shift = f.u[i] - low
	}
	f.reach(i, 0, viaNone, -1)
	for !f.heap.empty() {
		x := f.heap.top()
		f.heap.pop(f.dist)
		f.done = append(f.done, x)
		if x == hub {
			break
		}
		f.step(x, i, shift, worth)
	}
	end := f.dist[hub]
	// Everything nearer than the hub moves by what it is nearer.
	for _, x := range f.done {
		by := end - f.dist[x]
		switch {
		case x == hub:
		case x == i:
			f.u[i] += by - shift
		case x < n:
			f.u[x] += by
		default:
			f.v[x-n] -= by
		}
	}
	got := f.push(i, hub)
	for _, x := range f.done {
		f.dist[x] = far
	}
	for _, x := range f.heap.clear() {
		f.dist[x] = far
	}
	f.done = f.done[:0]
	return got
}

func (f *flow) reach(x int32, d int64, via int, from int32) {
	if d < f.dist[x] {
		f.dist[x], f.via[x], f.from[x] = d, via, from
		f.heap.lower(x, f.dist)
	}
}

// step goes on from node x. first is the row where the path begins, whose dual value is lower by shift and which is worth so
// much where it stays without one more.
func (f *flow) step(x, first int32, shift, worth int64) {
	n := int32(f.panel.Rows)
	hub := n + int32(f.panel.Cols)
	d := f.dist[x]
	if x < n {
		u := f.u[x]
		bench := seatWorth(f.pair, f.most, f.panel.demand(int(x))-f.unmet[x]) - u // to go without the last of its columns
		if x == first {
			u -= shift
			bench = worth - u
		}
		for k := f.start[x]; k < f.start[x+1]; k++ {
			if !f.used[k] {
				f.reach(n+f.col[k], d+int64(f.cost[k])-u-f.v[f.col[k]], k, x)
			}
		}
		f.reach(hub, d+bench, viaHub, x)
		return
	}
	j := x - n
	if load := len(f.at[j]); load < f.panel.seats(int(j)) {
		f.reach(hub, d+f.v[j]-rowWorth(f.pair, load+1, f.panel.minimum(int(j))), viaHub, x)
	}
	for _, k := range f.at[j] {
		r := f.row[k]
		if r != first {
			f.reach(r, d-(int64(f.cost[k])-f.u[r]-f.v[j]), k, x)
		}
	}
}

// push makes the steps of the path to the hub, from its end. It says whether the row where it begins has one column more.
func (f *flow) push(i, hub int32) bool {
	n := int32(f.panel.Rows)
	x := hub
	got := true
	for x != i {
		k, before := f.via[x], f.from[x]
		switch {
		case k == viaHub && before < n:
			if before == i {
				return false
			}
			f.unmet[before]++
		case k == viaHub:
		case x >= n: // a row comes into a column
			f.used[k] = true
			f.at[x-n] = append(f.at[x-n], k)
		default: // a column lets a row go
			f.used[k] = false
			p := slices.Index(f.at[before-n], k)
			f.at[before-n] = slices.Delete(f.at[before-n], p, p+1)
		}
		x = before
	}
	if got {
		f.unmet[i]--
	}
	return got
}
