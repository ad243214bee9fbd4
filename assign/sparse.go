package assign

// sparsePairs are lists of allowed pairs, as in an Instance.
type sparsePairs struct {
	start []int
	col   []int32
	cost  []int32

	front []front // per kind of row, where it is worth its memory

	// Of one search.
	dist   []int64 // per column: the length of the shortest path so far, far when there is none
	via    []int32 // per column: the row that would step to it on that path
	heap   colHeap // the columns that have a path and are not closed
	closed []int32
	seen   []int32 // per kind of row: the last search that stepped on from it
	search int32
}

// reached is a column that a path leads to.
type reached struct {
	col  int32
	dist int64
}

func newSparse(rows int, kind, seats []int32, start []int, col, cost []int32) *block {
	n := len(seats)
	p := &sparsePairs{
		start: start, col: col, cost: cost,
		dist: make([]int64, n), via: make([]int32, n), heap: newColHeap(n), seen: make([]int32, len(start)),
	}
	for j := range p.dist {
		p.dist[j] = far
	}
	if kinds := len(start) - 1; kind == nil && len(col) >= frontLeast*kinds {
		p.front = make([]front, kinds)
		for k := range p.front {
			p.front[k].bound = -far
		}
	}
	return newBlock(rows, kind, seats, p, cost)
}

func (p *sparsePairs) plan(b *block) plan {
	if b.kind != nil {
		return plan{rounds: 1, each: 8} // seats of one column are content with the same rows, and only wait for each other
	}
	return plan{scale: b.exact && b.spread >= scaleSpread, rounds: 8, each: 40}
}

func (p *sparsePairs) least(v []int64) {
	for j := range v {
		v[j] = far
	}
	for k, j := range p.col {
		v[j] = min(v[j], int64(p.cost[k]))
	}
}

// front is the pairs of a row that were the best when they were last read, with what all its others are above since: while
// rows bid, v only falls, and so cost-v only rises. As long as two of the front are not above the bound they are the
// best two of the row.
type front struct {
	col, cost [4]int32
	bound     int64
}

// frontLeast is how many pairs a row should have on average for fronts to be quicker than reading them.
const frontLeast = 8

func (p *sparsePairs) best(b *block, kind int32) choice {
	if p.front != nil {
		return p.bestOfFront(b, kind)
	}
	c := choice{-1, -1, far, far}
	lo, hi := p.start[kind], p.start[kind+1]
	cost := p.cost[lo:hi]
	for k, j := range p.col[lo:hi] {
		if w := int64(cost[k]) - b.v[j]; w < c.w2 {
			c.add(j, w)
		}
	}
	return c
}

func (p *sparsePairs) bestOfFront(b *block, kind int32) choice {
	f := &p.front[kind]
	c := choice{-1, -1, far, far}
	if f.bound > -far {
		for k, j := range f.col {
			if j < 0 {
				break
			}
			if w := int64(f.cost[k]) - b.v[j]; w < c.w2 {
				c.add(j, w)
			}
		}
		if c.w2 <= f.bound {
			return c
		}
	}
	lo, hi := p.start[kind], p.start[kind+1]
	cost := p.cost[lo:hi]
	j0, j1, j2, j3 := int32(-1), int32(-1), int32(-1), int32(-1)
	w0, w1, w2, w3, w4 := int64(far), int64(far), int64(far), int64(far), int64(far)
	for k, j := range p.col[lo:hi] {
		w := int64(cost[k]) - b.v[j]
		if w >= w3 {
			w4 = min(w4, w)
			continue
		}
		w4 = w3
		k := int32(k)
		switch {
		case w >= w2:
			w3, j3 = w, k
		case w >= w1:
			w3, j3, w2, j2 = w2, j2, w, k
		case w >= w0:
			w3, j3, w2, j2, w1, j1 = w2, j2, w1, j1, w, k
		default:
			w3, j3, w2, j2, w1, j1, w0, j0 = w2, j2, w1, j1, w0, j0, w, k
		}
	}
	f.bound = w4
	for n, k := range [4]int32{j0, j1, j2, j3} {
		if f.col[n] = -1; k >= 0 {
			f.col[n], f.cost[n] = p.col[lo+int(k)], cost[k]
		}
	}
	c = choice{f.col[0], f.col[1], w0, w1}
	return c
}

// seat is Dijkstra's method over cost-v with a heap; it says whether there is a free seat to be had. Columns farther than the nearest free seat are left out of it.
func (p *sparsePairs) seat(b *block, i int32) bool {
	p.search++
	end := reached{-1, far} // the nearest free seat
	p.look(b, i, 0, &end)
	for !p.heap.empty() {
		j := p.heap.top()
		d := p.dist[j]
		if d >= end.dist {
			break
		}
		p.heap.pop(p.dist)
		p.closed = append(p.closed, j)
		for _, r := range b.at[j] {
			// A row of a kind that was here before, and so nearer, finds nothing new.
			if kind := b.kindOf(r); p.seen[kind] != p.search {
				p.look(b, r, p.at(kind, j)-b.v[j]-d, &end)
			}
		}
	}
	if end.col >= 0 {
		for _, j := range p.closed {
			b.v[j] += p.dist[j] - end.dist
		}
		b.shift(i, end.col, p.via)
	}
	for _, j := range p.closed {
		p.dist[j] = far
	}
	for _, j := range p.heap.clear() {
		p.dist[j] = far
	}
	p.closed = p.closed[:0]
	return end.col >= 0
}

func (p *sparsePairs) look(b *block, i int32, less int64, end *reached) {
	kind := b.kindOf(i)
	p.seen[kind] = p.search
	lo, hi := p.start[kind], p.start[kind+1]
	cost := p.cost[lo:hi]
	for k, j := range p.col[lo:hi] {
		d := int64(cost[k]) - b.v[j] - less
		if d >= p.dist[j] || d >= end.dist {
			continue
		}
		p.dist[j], p.via[j] = d, i
		p.heap.lower(j, p.dist)
		if b.free(j) {
			*end = reached{j, d}
		}
	}
}

// at is the cost of a row in column j, which is one of its pairs.
func (p *sparsePairs) at(kind, j int32) int64 {
	lo, hi := p.start[kind], p.start[kind+1]
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); p.col[mid] < j {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return int64(p.cost[lo])
}

// colHeap is a binary heap of columns by distance that can lower one in it.
type colHeap struct {
	cols []int32
	pos  []int32 // per column: its place plus one, 0 when it is not in the heap
}

func newColHeap(cols int) colHeap { return colHeap{pos: make([]int32, cols)} }

func (h *colHeap) empty() bool { return len(h.cols) == 0 }
func (h *colHeap) top() int32  { return h.cols[0] }

// lower puts column j in its place after its distance became less.
func (h *colHeap) lower(j int32, dist []int64) {
	p := int(h.pos[j]) - 1
	if p < 0 {
		p = len(h.cols)
		h.cols = append(h.cols, j)
	}
	for p > 0 {
		q := (p - 1) / 2
		if dist[h.cols[q]] <= dist[j] {
			break
		}
		h.cols[p] = h.cols[q]
		h.pos[h.cols[p]] = int32(p) + 1
		p = q
	}
	h.cols[p] = j
	h.pos[j] = int32(p) + 1
}

// pop takes the nearest column out.
func (h *colHeap) pop(dist []int64) {
	n := len(h.cols) - 1
	h.pos[h.cols[0]] = 0
	j := h.cols[n]
	h.cols = h.cols[:n]
	if n == 0 {
		return
	}
	p := 0
	for {
		q := 2*p + 1
		if q >= n {
			break
		}
		if q+1 < n && dist[h.cols[q+1]] < dist[h.cols[q]] {
			q++
		}
		if dist[j] <= dist[h.cols[q]] {
			break
		}
		h.cols[p] = h.cols[q]
		h.pos[h.cols[p]] = int32(p) + 1
		p = q
	}
	h.cols[p] = j
	h.pos[j] = int32(p) + 1
}

// clear empties the heap and gives the columns that were in it, valid until the next use.
func (h *colHeap) clear() []int32 {
	cols := h.cols
	for _, j := range cols {
		h.pos[j] = 0
	}
	h.cols = h.cols[:0]
	return cols
}
