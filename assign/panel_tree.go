package assign

import "math"

// tree is a spanning tree of a network, hung up at the hub. Each node knows the arc to its parent, and its children are
// a chain.
type tree struct {
	parent, first, before, after []int32 // -1 where there is none
	depth                        []int32
	link                         []link
	pi                           []int64 // potentials: every tree arc has cost + pi of its tail = pi of its head
}

// link is a tree arc, kept at its lower end.
type link struct {
	arc        int
	flow, room int32
	up         bool // it leads to the parent
}

// roomless is room without end: no flow is as great.
const roomless = math.MaxInt32

func newTree(nodes int) tree {
	t := tree{
		parent: make([]int32, nodes), first: make([]int32, nodes), before: make([]int32, nodes), after: make([]int32, nodes),
		depth: make([]int32, nodes), link: make([]link, nodes), pi: make([]int64, nodes),
	}
	for x := range nodes {
		t.parent[x], t.first[x], t.before[x], t.after[x] = -1, -1, -1, -1
	}
	return t
}

// hang puts node x with its potential under a parent.
func (t *tree) hang(x, parent int32, l link, pi int64) {
	t.join(x, parent, l)
	t.depth[x], t.pi[x] = t.depth[parent]+1, pi
}

func (t *tree) join(x, parent int32, l link) {
	t.parent[x], t.link[x] = parent, l
	next := t.first[parent]
	t.before[x], t.after[x], t.first[parent] = -1, next, x
	if next >= 0 {
		t.before[next] = x
	}
}

func (t *tree) part(x int32) {
	b, a := t.before[x], t.after[x]
	if b >= 0 {
		t.after[b] = a
	} else {
		t.first[t.parent[x]] = a
	}
	if a >= 0 {
		t.before[a] = b
	}
}

// enter sends as much flow as it can around the ring that the arc closes, and puts it into the tree in place of an arc that
// let no more through. Of several such it is the last on the way around from the top of the ring, which keeps for every
// node the room to send one unit more to the hub.
func (s *network) enter(e entering) {
	a, b := e.tail, e.head // the flow goes from a to b along e
	if s.state[e.arc] == full {
		a, b = b, a
	}
	top := s.top(a, b)
	amount, out, below := e.room, int32(-1), a
	for x := a; x != top; x = s.parent[x] { // the flow comes down here
		if m := s.link[x].left(false); m < amount {
			amount, out = m, x
		}
	}
	for x := b; x != top; x = s.parent[x] { // and goes up here
		if m := s.link[x].left(true); m <= amount {
			amount, out, below = m, x, b
		}
	}
	if amount > 0 {
		for x := a; x != top; x = s.parent[x] {
			s.link[x].send(false, amount)
		}
		for x := b; x != top; x = s.parent[x] {
			s.link[x].send(true, amount)
		}
	}
	if out < 0 { // e itself lets no more through
		s.leave(e.arc, -s.state[e.arc], e.tail)
		return
	}
	l := link{arc: e.arc, flow: amount, room: e.room, up: below == e.tail}
	if s.state[e.arc] == full {
		l.flow = e.room - amount
	}
	s.state[e.arc] = inside
	if old := s.link[out]; old.flow == 0 {
		s.leave(old.arc, empty, out)
	} else {
		s.leave(old.arc, full, out)
	}
	shift := e.reduced
	if l.up {
		shift = -shift
	}
	s.turn(below, out, a+b-below, l)
	s.lift(below, shift)
}

func (t *tree) top(a, b int32) int32 {
	for a != b {
		switch {
		case t.depth[a] > t.depth[b]:
			a = t.parent[a]
		case t.depth[b] > t.depth[a]:
			b = t.parent[b]
		default:
			a, b = t.parent[a], t.parent[b]
		}
	}
	return a
}

// left is how much more can flow up to the parent, or down from it.
func (l *link) left(up bool) int32 {
	if l.up == up {
		return l.room - l.flow
	}
	return l.flow
}

func (l *link) send(up bool, amount int32) {
	if l.up == up {
		l.flow += amount
	} else {
		l.flow -= amount
	}
}

// turn hangs the part of the tree from out down by node x, which becomes its highest, under a parent.
func (t *tree) turn(x, out, parent int32, l link) {
	for {
		above, old := t.parent[x], t.link[x]
		t.part(x)
		t.join(x, parent, l)
		if x == out {
			return
		}
		old.up = !old.up
		x, parent, l = above, x, old
	}
}

// lift shifts the potentials of all nodes from x down, and sets their depths.
func (t *tree) lift(x int32, shift int64) {
	for y := x; ; {
		t.depth[y] = t.depth[t.parent[y]] + 1
		t.pi[y] += shift
		if t.first[y] >= 0 {
			y = t.first[y]
			continue
		}
		for y != x && t.after[y] < 0 {
			y = t.parent[y]
		}
		if y == x {
			return
		}
		y = t.after[y]
	}
}
