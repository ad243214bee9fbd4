package assign

import "slices"

// densePairs is a full matrix, row by row.
type densePairs struct {
	cost  []int32
	width int // columns of the matrix

	// Of one search. The inner loop runs straight along a row of the matrix and these arrays, without lists in between.
	price  []int64 // per column: v, or nobody once its shortest path is known
	dist   []int64 // per column: the length of the shortest path so far, far once it is known
	via    []int32 // per column: the row that would step to it on that path
	closed []reached
	ready  []int32 // rows that sit in closed columns and have not stepped on
	seen   []int32 // per kind of row: the last search that came to it
	search int32
}

// reached is a column whose shortest path is known.
type reached struct {
	col  int32
	dist int64
}

func newDense(rows int, kind, seats, cost []int32) *block {
	n := len(seats)
	p := &densePairs{
		cost: cost, width: n,
		price: make([]int64, n), dist: make([]int64, n), via: make([]int32, n), seen: make([]int32, len(cost)/max(n, 1)),
	}
	return newBlock(rows, kind, seats, p, cost)
}

func (p *densePairs) plan(b *block) plan {
	if b.kind != nil {
		return plan{rounds: 1, each: 8} // seats of one column are content with the same rows, and only wait for each other
	}
	return plan{rounds: 8, each: 8}
}

func (p *densePairs) row(kind int32) []int32 {
	return p.cost[int(kind)*p.width : (int(kind)+1)*p.width]
}

func (p *densePairs) least(v []int64) {
	for j := range v {
		v[j] = far
	}
	for row := range slices.Chunk(p.cost, max(p.width, 1)) {
		for j, c := range row {
			v[j] = min(v[j], int64(c))
		}
	}
}

func (p *densePairs) best(b *block, kind int32) choice {
	c := choice{-1, -1, far, far}
	row := p.row(kind)
	v := b.v[:len(row)]
	for j, cost := range row {
		if w := int64(cost) - v[j]; w < c.w2 {
			c.add(int32(j), w)
		}
	}
	return c
}

// seat is Dijkstra's method over cost-v. The nearest column not yet closed is closed, and the rows that sit in it
// step on from there, until none is nearer than the nearest free seat.
func (p *densePairs) seat(b *block, i int32) {
	p.closed = p.closed[:0]
	p.search++
	p.seen[b.kindOf(i)] = p.search
	next, end := p.start(b, i)
	if next.dist < end.dist && p.closeKind(b, i, next.dist) {
		next = p.nearest()
	}
	for next.dist < end.dist {
		d := next.dist
		p.close(b, next.col, d)
		for len(p.ready) > 0 {
			r := p.ready[len(p.ready)-1]
			p.ready = p.ready[:len(p.ready)-1]
			p.closeKind(b, r, d)
			j := b.mate[r]
			next = p.look(b, r, p.at(b.kindOf(r), j)-b.v[j]-d, &end)
		}
	}
	for _, c := range p.closed {
		b.v[c.col] += c.dist - end.dist
	}
	b.shift(i, end.col, p.via)
}

// close closes column j at the distance d. Its rows are ready to step on, but for kinds that were here before: those
// were nearer, and a second step would find nothing new.
func (p *densePairs) close(b *block, j int32, d int64) {
	p.closed = append(p.closed, reached{j, d})
	p.price[j], p.dist[j] = nobody, far
	for _, r := range b.at[j] {
		if kind := b.kindOf(r); p.seen[kind] != p.search {
			p.seen[kind] = p.search
			p.ready = append(p.ready, r)
		}
	}
}

// closeKind closes the columns in which rows of the same kind as i sit, for they are at the same distance. It says
// whether there was one to close.
func (p *densePairs) closeKind(b *block, i int32, d int64) (closed bool) {
	if b.kind == nil {
		return false
	}
	kind := b.kind[i]
	seatOf := func(r int32) {
		if j := b.mate[r]; j >= 0 && p.price[j] != nobody {
			p.close(b, j, d)
			closed = true
		}
	}
	for r := i; r >= 0 && b.kind[r] == kind; r-- {
		seatOf(r)
	}
	for r := i + 1; int(r) < b.rows && b.kind[r] == kind; r++ {
		seatOf(r)
	}
	return closed
}

// start begins a search with the steps from row i. It gives the nearest column and the nearest free seat.
func (p *densePairs) start(b *block, i int32) (next, end reached) {
	next, end = reached{-1, far}, reached{-1, far}
	row := p.row(b.kindOf(i))
	v, price, dist, via := b.v[:len(row)], p.price[:len(row)], p.dist[:len(row)], p.via[:len(row)]
	for j, cost := range row {
		d := int64(cost) - v[j]
		price[j], dist[j], via[j] = v[j], d, i
		if d < end.dist && b.free(int32(j)) {
			end = reached{int32(j), d}
		}
		if d < next.dist {
			next = reached{int32(j), d}
		}
	}
	return next, end
}

// look steps from row i to every open column, where less makes every path through row i shorter. It gives the
// nearest open column.
func (p *densePairs) look(b *block, i int32, less int64, end *reached) reached {
	next := reached{-1, far}
	row := p.row(b.kindOf(i))
	price, dist := p.price[:len(row)], p.dist[:len(row)]
	for j, cost := range row {
		d := dist[j]
		if w := int64(cost) - price[j] - less; w < d {
			d = w
			p.dist[j], p.via[j] = d, i
			if d < end.dist && b.free(int32(j)) {
				*end = reached{int32(j), d}
			}
		}
		if d < next.dist {
			next = reached{int32(j), d}
		}
	}
	return next
}

func (p *densePairs) nearest() reached {
	next := reached{-1, far}
	for j, d := range p.dist {
		if d < next.dist {
			next = reached{int32(j), d}
		}
	}
	return next
}

func (p *densePairs) at(kind, j int32) int64 { return int64(p.cost[int(kind)*p.width+int(j)]) }
