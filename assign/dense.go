package assign

import "slices"

// densePairs is a full matrix, row by row. On the bench, should there be one, every row sits at cost 0.
type densePairs struct {
	cost  []int32
	width int // columns of the matrix
	bench bool

	// Of one search. The inner loop runs straight along a row of the matrix and these arrays, without lists in between.
	price  []int64 // per column: v, or nobody once its shortest path is known
	dist   []int64 // per column: the length of the shortest path so far, far once it is known
	via    []int32 // per column: the row that would step to it on that path
	closed []reached
}

// reached is a column whose shortest path is known.
type reached struct {
	col  int32
	dist int64
}

func newDense(rows int, seats []int32, cost []int32, width int) *block {
	cols := len(seats)
	p := &densePairs{
		cost: cost, width: width, bench: cols > width,
		price: make([]int64, cols), dist: make([]int64, cols), via: make([]int32, cols),
	}
	return newBlock(rows, seats, p, cost)
}

func (p *densePairs) least(v []int64) {
	v = v[:p.width]
	for j := range v {
		v[j] = far
	}
	for row := range slices.Chunk(p.cost, max(p.width, 1)) {
		for j, c := range row {
			v[j] = min(v[j], int64(c))
		}
	}
}

func (p *densePairs) row(i int32) []int32 { return p.cost[int(i)*p.width : (int(i)+1)*p.width] }

func (p *densePairs) at(i, j int32) int64 {
	if int(j) == p.width {
		return 0
	}
	return int64(p.cost[int(i)*p.width+int(j)])
}

func (p *densePairs) best(b *block, i int32) choice {
	c := choice{-1, -1, far, far}
	row := p.row(i)
	v := b.v[:len(row)]
	for j, cost := range row {
		if w := int64(cost) - v[j]; w < c.w2 {
			c.add(int32(j), w)
		}
	}
	if p.bench {
		if w := -b.v[p.width]; w < c.w2 {
			c.add(int32(p.width), w)
		}
	}
	return c
}

func (c *choice) add(j int32, w int64) {
	if w < c.w1 {
		c.j1, c.w1, c.j2, c.w2 = j, w, c.j1, c.w1
	} else {
		c.j2, c.w2 = j, w
	}
}

// seat is Dijkstra's method over cost-v. The nearest column not yet closed is closed, and the rows that sit in it
// look on from there, until none is nearer than the nearest free seat.
func (p *densePairs) seat(b *block, i int32) {
	copy(p.price, b.v)
	for j := range p.dist {
		p.dist[j] = far
	}
	p.closed = p.closed[:0]
	end := reached{-1, far} // the nearest free seat
	next := p.look(b, i, 0, &end)
	for next.dist < end.dist {
		j := next.col
		p.closed = append(p.closed, next)
		p.price[j], p.dist[j] = nobody, far
		for _, r := range b.at[j] {
			next = p.look(b, r, p.at(r, j)-b.v[j]-p.closed[len(p.closed)-1].dist, &end)
		}
	}
	for _, c := range p.closed {
		b.v[c.col] += c.dist - end.dist
	}
	b.shift(i, end.col, p.via)
}

// look steps from row i to every open column, where less makes every path through row i shorter. It gives the
// nearest open column.
func (p *densePairs) look(b *block, i int32, less int64, end *reached) reached {
	next := reached{-1, far}
	row := p.row(i)
	price, dist := p.price[:len(row)], p.dist[:len(row)]
	for j, cost := range row {
		d := dist[j]
		if w := int64(cost) - price[j] - less; w < d {
			d = w
			p.lower(b, i, int32(j), d, end)
		}
		if d < next.dist {
			next = reached{int32(j), d}
		}
	}
	if p.bench {
		j := int32(p.width)
		if w := -p.price[j] - less; w < p.dist[j] {
			p.lower(b, i, j, w, end)
		}
		if d := p.dist[j]; d < next.dist {
			next = reached{j, d}
		}
	}
	return next
}

func (p *densePairs) lower(b *block, i, j int32, d int64, end *reached) {
	p.dist[j], p.via[j] = d, i
	if d < end.dist && b.free(j) {
		*end = reached{j, d}
	}
}
