package assign

import (
	"context"
)

// canon makes the one choice among all equally good solutions that Solve promises: the first row takes the first column that
// it has in any of them, then the second row the first that this leaves it, and so on; to have no column comes last. Rows and
// columns are first and second by their keys, and a place is a column by that order.
//
// All these solutions lie within the tight pairs, those whose cost is just U+V, and one turns into another by rows
// moving round in a ring. So a row can move to a column if, and only if, a chain of moves leads from there to the seat
// it leaves. Two more things can close a chain: the bench, where the rows without a column sit, and a free seat, which
// may turn up in another column instead when V is 0 there.
type canon struct {
	rows, cols int
	bench      int32 // its number, after those of the columns
	free       []int // per place: seats left
	room       []int // per place: seats that may be left at most
	open       []int32
	shut       []bool // per place: nobody may take a free seat here

	places placeSets // per row: the places that it may take
	at     [][]int32
	mate   []int32 // per row: its place
	pos    []int32 // per row: where it stands in at[mate]

	// Per place: no chain leads from a place to a place of another ring and back again.
	ring  []int32
	rings int32

	seen   []int32 // per place: the last search that came there
	search int32
	via    []int32 // per place: the row that would move there, or -1 for a free seat that turns up there
	spared int32   // the place whose free seat that search used
	queue  []int32
	steps  int // how much more work may be done
}

// canonSteps times the size of the tight pairs bounds the work, so that an instance made to be slow cannot hold the
// solver. What is left then stays as the solver has it: as good, and also the same every time.
const canonSteps = 1 << 10

// choose makes the canonical choice in r, whose duals are complete. tight is nil where core lists all pairs of the instance.
func choose(ctx context.Context, in, core *Instance, r *Result, tight *tightPairs, src *source) error {
	order := newRanks(in.ColKeys, in.Cols)
	places, err := tightPlaces(ctx, in, core, r, tight, src, order)
	if err != nil {
		return err
	}
	if places.single(in.Rows) {
		return nil // no row has a second place
	}
	c := newCanon(in, r, places, order)

	c.ring, c.rings = components(in.Rows+in.Cols+2, c)
	c.steps = canonSteps * (places.size(in.Rows) + in.Cols)
	rows := newRanks(in.RowKeys, in.Rows)
	var own []int32
	for k := range in.Rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		i := rows.at(int32(k))
		own = append(own[:0], places.of(i)...) // what moves asks for others
		for _, j := range own {
			if j >= c.mate[i] || c.steps < 0 || c.move(i, j) {
				break
			}
		}
		c.lift(i) // it stays where it is, and no chain may lead through it
	}
	for i, j := range c.mate {
		if j == c.bench {
			r.Mate[i] = -1
		} else {
			r.Mate[i] = order.at(j)
		}
	}
	return nil
}

func newCanon(in *Instance, r *Result, places placeSets, order ranks) *canon {
	n, m := in.Rows, in.Cols
	c := &canon{
		rows: n, cols: m, bench: int32(m), free: make([]int, m+1), room: make([]int, m+1), shut: make([]bool, m+1), at: make([][]int32, m+1),
		places: places, mate: make([]int32, n), pos: make([]int32, n), seen: make([]int32, m+1), via: make([]int32, m+1),
	}
	for j := range m {
		x, seats := order.of(int32(j)), in.seats(j)
		if r.colZone(j) == starved {
			c.free[x], c.room[x] = in.minimum(j), in.minimum(j)
		} else {
			c.free[x], c.room[x] = seats, seats-in.minimum(j)
		}
		c.shut[x] = r.V[j] != 0
		if r.V[j] == 0 && r.colZone(j) != short {
			c.open = append(c.open, x)
		}
	}
	count := make([]int32, m+1)
	for i, j := range r.Mate {
		x := c.bench
		if j >= 0 {
			x = order.of(j)
			c.free[x]--
		}
		c.mate[i] = x
		count[x]++
	}
	flat := make([]int32, n)
	for x, k := range count {
		c.at[x], flat = flat[:0:k], flat[k:] // a list that grows gets memory of its own
	}
	for i, x := range c.mate {
		c.put(int32(i), x)
	}
	return c
}

// spare says whether a row that moves to place x would find a free seat there.
func (c *canon) spare(x int32) bool { return c.free[x] > 0 && !c.shut[x] }

// next makes a graph of the places, one node for all free seats, and the rows.
func (c *canon) next(x int32, k int) int32 {
	seat, firstRow := c.bench+1, c.bench+2
	switch {
	case x < seat && k < len(c.at[x]):
		return firstRow + c.at[x][k]
	case x < seat && k == len(c.at[x]) && c.spare(x):
		return seat
	case x == seat && k < len(c.open):
		return c.open[k]
	case x > seat:
		y := c.places.edge(x-firstRow, k)
		if y == noEdge {
			return x // an edge to itself stands for none
		}
		return y
	}
	return -1
}

// move seats row i in place j if a chain of moves allows it.
func (c *canon) move(i, j int32) bool {
	target := c.mate[i]
	if c.ring[j] != c.ring[target] {
		return false
	}
	c.search++
	c.spared = -1
	c.seen[j], c.via[j] = c.search, i
	c.queue = append(c.queue[:0], j)
	for k := 0; k < len(c.queue); k++ {
		x := c.queue[k]
		if c.spare(x) && c.spared < 0 {
			c.spared = x
			if c.reach(-1, c.open, target) {
				c.follow(i, j)
				return true
			}
		}
		for _, r := range c.at[x] {
			if c.reach(r, c.places.of(r), target) {
				c.follow(i, j)
				return true
			}
		}
	}
	// Nothing leads out of the places seen, and chains only become fewer. They are a ring apart from now on.
	for _, x := range c.queue {
		c.ring[x] = c.rings
	}
	c.rings++
	return false
}

// reach notes the places that row r may take from where it is, and says whether the target is one.
func (c *canon) reach(r int32, places []int32, target int32) bool {
	c.steps -= len(places)
	for _, x := range places {
		if c.seen[x] == c.search || c.ring[x] != c.ring[target] || r < 0 && c.free[x] >= c.room[x] {
			continue
		}
		c.seen[x], c.via[x] = c.search, r
		if x == target {
			return true
		}
		c.queue = append(c.queue, x)
	}
	return false
}

// follow makes the moves of the chain from the seat of row i back to place j, where row i comes to sit.
func (c *canon) follow(i, j int32) {
	x := c.mate[i]
	c.lift(i)
	for x != j {
		r := c.via[x]
		from := c.spared
		if r < 0 {
			c.free[x]++
			c.free[from]--
		} else {
			from = c.mate[r]
			c.lift(r)
			c.put(r, x)
		}
		x = from
	}
	c.put(i, j)
}

func (c *canon) put(i, j int32) {
	c.mate[i], c.pos[i] = j, int32(len(c.at[j]))
	c.at[j] = append(c.at[j], i)
}

// lift takes row i out of the list of its place; its mate stays noted.
func (c *canon) lift(i int32) {
	j, p := c.mate[i], c.pos[i]
	last := len(c.at[j]) - 1
	r := c.at[j][last]
	c.at[j][p], c.pos[r] = r, p
	c.at[j] = c.at[j][:last]
}
