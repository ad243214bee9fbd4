package fit

import (
	"container/heap"
	"context"
	"fmt"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Circles is what is known of a solution in groups beside its pairs.
type Circles struct {
	Least  int  `json:"least"`
	Most   int  `json:"most"`
	Count  int  `json:"count"`            // mentors with a circle, those of before not counted
	Tried  int  `json:"tried"`            // choices of circles that were solved
	Pairs  int  `json:"pairs,omitempty"`  // not proven: at most so many more people could have a place
	Points int  `json:"points,omitempty"` // not proven, and as many have a place: at most so many hundredths of a point more
	Proven bool `json:"proven"`
}

// choice is what is settled about the circles: per mentor open, closed or free.
type choice []int8

const (
	free   int8 = iota // any number, also below the least: a bound on both other states
	open               // at least the least
	closed             // nobody
)

// circles looks for the best choice of circles by branch and bound. A choice with free mentors is solved as an assignment problem that
// lets them take any number: no choice below it is better. If every free mentor happens to have nobody or enough, it is a solution;
// else one who has too few is opened in one branch and closed in the other. Each problem is solved to its proven optimum.
type circles struct {
	in    assign.Instance
	least []int // per mentor; 0 where a circle of before stands already
	tried int
	limit int
	best  *node
	queue nodes
}

type node struct {
	choice choice
	res    *assign.Result
	load   []int
	seq    int
}

// betterThan tells whether a places more people than b, or as many with more points.
func betterThan(a, b *assign.Result) bool {
	return a.Matched > b.Matched || a.Matched == b.Matched && a.Cost < b.Cost
}

type nodes []*node

func (q nodes) Len() int { return len(q) }
func (q nodes) Less(i, j int) bool {
	if betterThan(q[i].res, q[j].res) != betterThan(q[j].res, q[i].res) {
		return betterThan(q[i].res, q[j].res)
	}
	return q[i].seq < q[j].seq
}
func (q nodes) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *nodes) Push(x any)   { *q = append(*q, x.(*node)) }
func (q *nodes) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// work is how many allowed pairs may be read in the search, all choices together: what ends it is the same on every machine.
const work = 20_000_000

// dive is after how many nodes the search goes straight down from one, in the hope of a better solution to measure the others by.
const dive = 32

// solveGroups puts people into circles: a mentor takes the least number or more, or nobody. As many mentees as possible have a place, and
// among those solutions it is the one with the most points. When the choices of circles are too many to be tried, Summary.Circles says
// that the best one found is not proven to be the best, and how far from it it can be at most.
func (d *deck) solveGroups(ctx context.Context, m marked) (Outcome, error) {
	t, err := d.problemWith(ctx, m, Options{listed: true})
	if err != nil {
		return Outcome{}, err
	}
	c := circles{in: t.in, least: make([]int, t.in.Cols), limit: min(max(work/max(len(t.in.Col), 1), 100), 50_000)}
	root := make(choice, t.in.Cols)
	shape := d.rules.Shape
	c.in.Capacity = slices.Clone(t.in.Capacity)
	for j := range root {
		mentor := d.mentors[j].seat
		before, locked := d.pool.Taken[mentor.ID], m.taken[int32(j)]
		c.in.Capacity[j] = max(min(c.in.Capacity[j], shape.Most-before-locked), 0)
		c.least[j] = max(shape.Least-before-locked, 0)
		switch {
		case locked > 0 && c.least[j] > c.in.Capacity[j]:
			return Outcome{}, fault.New(fault.Conflict, "group.lock_small", "mentor", mentor.Person.Name, "least", shape.Least)
		case locked > 0:
			root[j] = open
		case c.least[j] > c.in.Capacity[j]:
			root[j] = closed
		}
	}
	if err := c.search(ctx, root); err != nil {
		return Outcome{}, err
	}
	if c.best == nil {
		for j, state := range root {
			if state == open {
				return Outcome{}, fault.New(fault.Conflict, "group.lock_small", "mentor", d.mentors[j].seat.Person.Name, "least", shape.Least)
			}
		}
		return Outcome{}, fmt.Errorf("matching: no choice of circles")
	}
	return d.inCircles(ctx, t, m, &c)
}

// try solves a choice; nil when an open circle cannot have its least number.
func (c *circles) try(ctx context.Context, x choice) (*node, error) {
	in := c.in
	in.Capacity, in.Minimum = slices.Clone(c.in.Capacity), make([]int, in.Cols)
	for j, state := range x {
		switch state {
		case closed:
			in.Capacity[j] = 0
		case open:
			in.Minimum[j] = c.least[j]
		}
	}
	c.tried++
	res, err := assign.Solve(ctx, &in)
	if err != nil {
		return nil, fmt.Errorf("matching: solve circles: %w", err)
	}
	if err := assign.Verify(&in, res); err != nil {
		return nil, fmt.Errorf("matching: the proof of circles does not hold: %w", err)
	}
	if len(res.Unserved) > 0 {
		return nil, nil //nolint:nilnil // no such circles
	}
	n := &node{choice: x, res: res, load: make([]int, in.Cols), seq: c.tried}
	for _, j := range res.Mate {
		if j >= 0 {
			n.load[j]++
		}
	}
	return n, nil
}

// small gives the free mentor with too few who has the most of them; -1 when there is none and the node is a solution.
func (c *circles) small(n *node) int {
	at := -1
	for j, state := range n.choice {
		if state == free && n.load[j] > 0 && n.load[j] < c.least[j] && (at < 0 || n.load[j] > n.load[at]) {
			at = j
		}
	}
	return at
}

func (x choice) with(j int, state int8) choice {
	y := slices.Clone(x)
	y[j] = state
	return y
}

// search runs until nothing better is possible, or the limit is reached.
func (c *circles) search(ctx context.Context, root choice) error {
	first, err := c.try(ctx, root)
	if err != nil || first == nil {
		return err
	}
	if err := c.descend(ctx, first); err != nil {
		return err
	}
	c.put(first)
	for popped := 0; len(c.queue) > 0 && c.tried < c.limit; {
		n := heap.Pop(&c.queue).(*node)
		if c.best != nil && !betterThan(n.res, c.best.res) {
			c.queue = nil
			break
		}
		if popped++; popped%dive == 0 {
			if err := c.descend(ctx, n); err != nil {
				return err
			}
		}
		j := c.small(n)
		for _, state := range []int8{open, closed} {
			child, err := c.try(ctx, n.choice.with(j, state))
			if err != nil {
				return err
			}
			c.put(child)
		}
	}
	return nil
}

// put keeps a node that is a solution better than the best, or that may lead to one.
func (c *circles) put(n *node) {
	switch {
	case n == nil || c.best != nil && !betterThan(n.res, c.best.res):
	case c.small(n) < 0:
		c.best = n
	default:
		heap.Push(&c.queue, n)
	}
}

// descend goes straight down from a node to a solution: the circles with the fewest are closed, one at a time or of many a quarter, until none is too small.
func (c *circles) descend(ctx context.Context, n *node) error {
	for n != nil && c.small(n) >= 0 {
		var few []int
		for j, state := range n.choice {
			if state == free && n.load[j] > 0 && n.load[j] < c.least[j] {
				few = append(few, j)
			}
		}
		slices.SortStableFunc(few, func(a, b int) int { return n.load[a] - n.load[b] })
		x := n.choice
		for _, j := range few[:max(len(few)/4, 1)] {
			x = x.with(j, closed)
		}
		var err error
		if n, err = c.try(ctx, x); err != nil {
			return err
		}
	}
	if n != nil && (c.best == nil || betterThan(n.res, c.best.res)) {
		c.best = n
	}
	return nil
}

// inCircles tells the best choice as an outcome: the circles that came to nothing are taken away, so that everything said of who is
// left holds for the circles there are.
func (d *deck) inCircles(ctx context.Context, t task, m marked, c *circles) (Outcome, error) {
	shut := func(j int32) bool { return c.best.load[j] == 0 && c.least[j] > 0 }
	in := assign.Instance{Rows: c.in.Rows, Cols: c.in.Cols, Capacity: slices.Clone(c.in.Capacity), Minimum: make([]int, c.in.Cols), RowStart: []int{0}}
	for j := range in.Minimum {
		if shut(int32(j)) {
			in.Capacity[j] = 0
		} else {
			in.Minimum[j] = c.least[j]
		}
	}
	for i := range c.in.Rows {
		for k := c.in.RowStart[i]; k < c.in.RowStart[i+1]; k++ {
			if j := c.in.Col[k]; !shut(j) {
				in.Col, in.Cost = append(in.Col, j), append(in.Cost, c.in.Cost[k])
			}
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	t.in = in
	res, err := assign.Solve(ctx, &t.in)
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: solve circles: %w", err)
	}
	if err := assign.Verify(&t.in, res); err != nil {
		return Outcome{}, fmt.Errorf("matching: the proof of circles does not hold: %w", err)
	}
	if res.Matched != c.best.res.Matched || res.Cost != c.best.res.Cost || len(res.Unserved) > 0 {
		return Outcome{}, fmt.Errorf("matching: circles have %d at %d, not %d at %d", res.Matched, res.Cost, c.best.res.Matched, c.best.res.Cost)
	}
	out := d.outcome(t, m, res)
	s := &Circles{Least: d.rules.Shape.Least, Most: d.rules.Shape.Most, Tried: c.tried, Proven: true}
	for _, n := range c.queue {
		if betterThan(n.res, c.best.res) {
			s.Proven = false
			if more := n.res.Matched - c.best.res.Matched; more > s.Pairs {
				s.Pairs, s.Points = more, 0
			} else if more == 0 && s.Pairs == 0 {
				s.Points = max(s.Points, int(c.best.res.Cost-n.res.Cost))
			}
		}
	}
	for j := range d.mentors {
		s.Count += one(c.best.load[j] > 0 || m.taken[int32(j)] > 0)
	}
	out.Summary.Circles = s
	d.leftOfCircles(&out, m, shut, c)
	return out, nil
}

// leftOfCircles corrects what the assignment problem says of those who are left: a circle that came to nothing is no partner.
func (d *deck) leftOfCircles(out *Outcome, m marked, shut func(int32) bool, c *circles) {
	mentors, mentees := map[string]int32{}, map[string]int32{}
	for j := range d.mentors {
		mentors[d.mentors[j].seat.ID] = int32(j)
	}
	for i := range d.mentees {
		mentees[d.mentees[i].seat.ID] = int32(i)
	}
	kept := out.Left[:0]
	for _, l := range out.Left {
		switch {
		case l.Role == org.Mentee && l.Cause == NoPartner:
			i := mentees[l.Seat]
			for j := range int32(len(d.mentors)) {
				if shut(j) && d.without(j, i, m) == "" {
					l = Left{Seat: l.Seat, Role: l.Role, Cause: SmallCircle, Places: d.rules.Shape.Least}
					break
				}
			}
		case l.Role == org.Mentor && l.Cause == Spare:
			j := mentors[l.Seat]
			l.Free = c.in.Capacity[j] - c.best.load[j]
			if shut(j) {
				l = Left{Seat: l.Seat, Role: l.Role, Cause: SmallCircle, Places: d.rules.Shape.Least, Free: d.pool.Free(d.mentors[j].seat)}
			} else if l.Free <= 0 {
				continue
			}
		}
		kept = append(kept, l)
	}
	out.Left = kept
}
