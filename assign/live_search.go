package assign

import "slices"

// search is a shortest path through the pairs of a Live, from a row, a column or the hub to a column or the hub, by
// Dijkstra's method over cost-(U+V) from both ends at once. The hub is where seats are counted: a step from a column to the hub fills
// a seat of the column, one back frees it, and rows without a column sit there.
//
// Its nodes are the columns and, numbered after them, the hub. A row is not a node: all ways to it lead through the node where it sits.
type search struct {
	fore, back half
}

// half is a search from one of the two ends.
type half struct {
	dist  []int64 // per node: the length of the path so far, far where there is none
	next  []int32 // per node: the node before it, or, from the back, after it; -1 at the end
	row   []int32 // per node: the row that moves along that step, -1 for none
	heap  colHeap
	known []int32 // nodes that have a path
}

func (s *search) grow(cols int) {
	for _, h := range []*half{&s.fore, &s.back} {
		h.dist = slices.Repeat([]int64{far}, cols+1)
		h.next, h.row = make([]int32, cols+1), make([]int32, cols+1)
		h.heap = newColHeap(cols + 1)
	}
}

func (h *half) clear() {
	for _, x := range h.known {
		h.dist[x] = far
	}
	h.heap.clear()
	h.known = h.known[:0]
}

// reach notes a path to node x, if it is shorter than the one known.
func (h *half) reach(x int32, d int64, next, row int32) bool {
	if d >= h.dist[x] {
		return false
	}
	if h.dist[x] == far {
		h.known = append(h.known, x)
	}
	h.dist[x], h.next[x], h.row[x] = d, next, row
	h.heap.lower(x, h.dist)
	return true
}

func (h *half) top() int64 {
	if h.heap.empty() {
		return far
	}
	return h.dist[h.heap.top()]
}

const nowhere = -1

// path is the search at work.
type path struct {
	*Live
	fore, back *half
	hub        int32
	first      int32 // the row that it begins with, or -1
	best       int64 // the shortest way from end to end so far
	meet       int32 // where its halves meet
}

// augment moves rows along the shortest path from row i, if there is one, or else from node from, to node to, and brings
// the duals to where the solution is proven again.
func (l *Live) augment(i, from, to int32) {
	p := path{Live: l, fore: &l.search.fore, back: &l.search.back, hub: int32(l.cols()), first: i, best: far, meet: nowhere}
	if i >= 0 {
		p.stepRow(i, 0, nowhere)
	} else {
		p.foreReach(from, 0, nowhere, -1)
	}
	p.backReach(to, 0, nowhere, -1)
	for p.fore.top()+p.back.top() < p.best {
		if len(p.fore.heap.cols) <= len(p.back.heap.cols) {
			p.forward()
		} else {
			p.backward()
		}
	}
	p.raise()
	p.shift(to)
	p.fore.clear()
	p.back.clear()
}

func (p *path) foreReach(x int32, d int64, before, row int32) {
	if d < p.best && p.fore.reach(x, d, before, row) && p.back.dist[x] < far && d+p.back.dist[x] < p.best {
		p.best, p.meet = d+p.back.dist[x], x
	}
}

func (p *path) backReach(x int32, d int64, after, row int32) {
	if d < p.best && p.back.reach(x, d, after, row) && p.fore.dist[x] < far && d+p.fore.dist[x] < p.best {
		p.best, p.meet = d+p.fore.dist[x], x
	}
}

// stepRow steps from row i, which sits at node x, to wherever it may sit.
func (p *path) stepRow(i int32, d int64, x int32) {
	d -= p.u[i]
	for _, a := range p.list[i] {
		if a.col != x {
			p.foreReach(a.col, d+int64(a.cost)-p.v[a.col], x, i)
		}
	}
	if x != p.hub {
		p.foreReach(p.hub, d+big, x, i)
	}
}

func (p *path) forward() {
	x := p.fore.heap.top()
	p.fore.heap.pop(p.fore.dist)
	d := p.fore.dist[x]
	if x != p.hub {
		for _, i := range p.at[x] {
			p.stepRow(i, d, x)
		}
		if add, ok := p.oneMore(x); ok {
			p.foreReach(p.hub, d+add, x, -1)
		}
		return
	}
	for j := range p.hub {
		if take, ok := p.oneLess(j); ok {
			p.foreReach(j, d+take, x, -1)
		}
	}
	for i, j := range p.mate {
		if j < 0 && int32(i) != p.first && !p.absent(int32(i)) {
			p.stepRow(int32(i), d, x)
		}
	}
}

func (p *path) backward() {
	x := p.back.heap.top()
	p.back.heap.pop(p.back.dist)
	d := p.back.dist[x]
	if x == p.hub {
		for j := range p.hub {
			if add, ok := p.oneMore(j); ok {
				p.backReach(j, d+add, x, -1)
			}
		}
		for i, j := range p.mate {
			if j >= 0 {
				p.backReach(j, d+big-p.u[i], x, int32(i))
			}
		}
		return
	}
	users := p.users[x]
	for k := 0; k < len(users); k++ {
		i := users[k]
		at, ok := find(p.list[i], x)
		if !ok { // no longer
			users[k] = users[len(users)-1]
			users = users[:len(users)-1]
			k--
			continue
		}
		if p.absent(i) || p.mate[i] == x || i == p.first {
			continue
		}
		from := p.mate[i]
		if from < 0 {
			from = p.hub
		}
		p.backReach(from, d+int64(p.list[i][at].cost)-p.u[i]-p.v[x], x, i)
	}
	p.users[x] = users
	if take, ok := p.oneLess(x); ok {
		p.backReach(p.hub, d+take, x, -1)
	}
}

// oneMore is what it costs, over V, to count one row more in column j, if there is a seat for it; oneLess is what it costs
// to count one less, if there is one.
func (l *Live) oneMore(j int32) (int64, bool) {
	switch {
	case l.load[j] < l.lo[j]:
		return l.v[j] - big, true
	case l.load[j] < l.hi[j]:
		return l.v[j], true
	}
	return 0, false
}

func (l *Live) oneLess(j int32) (int64, bool) {
	switch {
	case l.load[j] == 0:
		return 0, false
	case l.load[j] <= l.lo[j]:
		return big - l.v[j], true
	}
	return -l.v[j], true
}

// raise changes the duals so that the path found costs nothing over them and no pair costs less: what lies nearer to one
// of the ends than half the path moves by what it is nearer. The hub stays where it is.
func (p *path) raise() {
	near := min(p.fore.top(), p.best) // how far around the start, and the rest around the end
	rest := p.best - near
	move := func(x int32, by int64) {
		if x == p.hub {
			return
		}
		p.v[x] += by
		for _, r := range p.at[x] {
			p.u[r] -= by
		}
	}
	still := int64(0) // how the hub would move
	for _, x := range p.fore.known {
		if d := p.fore.dist[x] - near; d < 0 {
			move(x, d)
			if x == p.hub {
				still += d
			}
		}
	}
	for _, x := range p.back.known {
		if d := rest - p.back.dist[x]; d > 0 {
			move(x, d)
			if x == p.hub {
				still += d
			}
		}
	}
	if p.first >= 0 {
		p.u[p.first] += near
	}
	if p.src != nil {
		p.raised += p.risen(near, rest, still)
	}
	if still == 0 {
		for _, x := range p.back.known {
			if x != p.hub {
				p.lower(x)
			}
		}
		return
	}
	for x := range p.v {
		p.v[x] -= still
		p.lower(int32(x))
	}
	for r, j := range p.mate {
		if j >= 0 || int32(r) == p.first {
			p.u[r] += still
		}
	}
}

// risen is how much V of any column rises at most when the halves and the hub move, less than nothing if all fall.
func (p *path) risen(near, rest, still int64) int64 {
	most := int64(-far)
	for j := range p.hub {
		if !p.goneCol[j] {
			most = max(most, min(p.fore.dist[j]-near, 0)+max(rest-p.back.dist[j], 0)-still)
		}
	}
	if most == -far {
		return 0
	}
	return most
}

// lower brings V of a column that counts nobody down to what it means at most.
func (l *Live) lower(j int32) {
	if l.load[j] == 0 {
		most := int64(0)
		if l.lo[j] > 0 && l.hi[j] > 0 {
			most = big
		}
		l.v[j] = min(l.v[j], most)
	}
}

// step is a part of a path: a row that moves, or -1 where a seat is counted.
type step struct{ row, from, to int32 }

// shift moves the rows on the path.
func (p *path) shift(to int32) {
	for _, s := range p.steps(to) {
		switch {
		case s.row >= 0:
			p.unseat(s.row)
			if s.to != p.hub {
				p.seat(s.row, s.to)
			}
		case s.to == p.hub:
			p.load[s.from]++
		default:
			p.load[s.to]--
		}
	}
}

// steps lists the path from its start. Where its halves cross twice, on a ring that costs nothing, the ring is left out.
func (p *path) steps(to int32) []step {
	var steps []step
	for x := p.meet; p.fore.next[x] != nowhere || p.fore.row[x] >= 0; x = p.fore.next[x] {
		steps = append(steps, step{p.fore.row[x], p.fore.next[x], x})
		if p.fore.next[x] == nowhere {
			break
		}
	}
	slices.Reverse(steps)
	for x := p.meet; x != to; x = p.back.next[x] {
		steps = append(steps, step{p.back.row[x], x, p.back.next[x]})
	}
	out := steps[:0]
	for _, s := range steps {
		if at := slices.IndexFunc(out, func(o step) bool { return o.from == s.to }); at >= 0 {
			out = out[:at]
			continue
		}
		out = append(out, s)
	}
	return out
}

// unseat takes row i from its column, and seat gives it one; neither counts seats.
func (l *Live) unseat(i int32) {
	j := l.mate[i]
	if j < 0 {
		return
	}
	p, last := l.place[i], len(l.at[j])-1
	r := l.at[j][last]
	l.at[j][p], l.place[r] = r, p
	l.at[j] = l.at[j][:last]
	l.mate[i] = -1
	c, _ := l.costOf(i, j)
	l.matched--
	l.cost -= int64(c)
}

func (l *Live) seat(i, j int32) {
	l.sit(i, j)
	c, _ := l.costOf(i, j)
	l.matched++
	l.cost += int64(c)
}
