package assign

// network is the network simplex method on the flow network of a panel. Its nodes are the rows, then the columns, then the
// hub. Its arcs are, in this order,
//
//   - the allowed pairs, from row to column, with room for 1;
//   - for each row an arc to the hub for each column that it wants, with room for 1: what flows there is a wish
//     that stays open, at a cost of what it was worth (see worth);
//   - from each column an arc to the hub for the rows up to its minimum, which earn the weight;
//   - from each column an arc to the hub for all other rows, free of cost.
//
// Every row sends out as much as it wants. A flow is a solution, and one that costs least is an optimal one.
//
// The arcs of a spanning tree carry any flow between 0 and their room, all others are empty or full. The potentials of
// the nodes make every tree arc cost nothing; while some other arc would gain by a change, it enters the tree. The tree is
// kept such that every node could send one unit more along it to the hub (Cunningham 1976), which rules out running in
// a ring.
type network struct {
	*panelPairs
	lim *panelLimits

	wish  []int   // per row: its first wish, counted from the first of all; one more entry for the end
	met   []int32 // per row: how many wishes outside the tree came true; they are the first ones
	state []int8  // per arc: empty, full, or inside, which is also said of arcs that may not be used

	wishes, mins, rest, arcs int // where the arcs of each sort begin, and how many there are

	look // for the next arc

	tree
}

const (
	empty  int8 = 1
	full   int8 = -1
	inside int8 = 0
)

func newNetwork(l *panelPairs, lim *panelLimits) *network {
	s := &network{panelPairs: l, lim: lim, wish: make([]int, l.rows+1)}
	for i, w := range lim.want {
		s.wish[i+1] = s.wish[i] + int(w)
	}
	s.wishes = len(l.cost)
	s.mins = s.wishes + s.wish[l.rows]
	s.rest = s.mins + l.cols
	s.arcs = s.rest + l.cols
	s.state, s.met = make([]int8, s.arcs), make([]int32, l.rows)
	s.tree = newTree(l.rows + l.cols + 1)
	s.begin()
	return s
}

// leave is called when an arc becomes empty or full. Of a wish it notes whether it came true; x is its row.
func (s *network) leave(arc int, state int8, x int32) {
	s.state[arc] = state
	if arc < s.wishes || arc >= s.mins {
		return
	}
	k := int32(arc - s.wishes - s.wish[x])
	if state == empty {
		k++
	}
	s.met[x] = k
}
