package assign

import (
	"context"
	"errors"
	"slices"
)

// far stands for "no path". With at most 2^27 rows and columns and costs of 32 bits no path is longer than 2^60, and no
// dual value is farther from 0.
const far = 1 << 61

// nobody is v of a column that no row may look at: cost-nobody stays above far whatever a path takes off it.
const nobody = -1 << 62

// floor is as low as bidding may press v. Shortest paths keep to their own bound.
const floor = -1 << 58

// block is a part of an instance in which every row can have a seat, so that only cost is left to think of. Its solver
// leaves in v a value per column such that every row sits where cost-v is least for it; v is never above 0, and is 0
// where a seat is free.
//
// On the short side of an instance there are more rows than seats. Its block is turned round: every seat of a column
// is a row of the block, which wants one of the instance's rows. Seats of one column share its list of pairs (they are
// of one kind), so they cost no copy, and stand next to each other; the columns of such a block have one seat each. Where columns have so many seats that this would be
// slow, the block gets a bench instead: one more column, where to sit costs nothing, with just as many seats as there
// are rows too many.
type block struct {
	*seating
	rows   int
	kind   []int32 // per row: the number of its list of pairs, ascending; nil where every row has one to itself
	spread int64   // the greatest cost less the least
	warm   bool    // v is near its final values
	ones   bool    // every row has a list of its own, and every column one seat
	exact  bool    // no seat stays free, so v may have any sign while the block is being solved
	v      []int64 // per column
	limit  []int64 // per row, while bidding: as low as v of its column may sink before it would rather move
	pairs  pairs
}

// pairs are the allowed pairs of a block, by kind of row, and the two ways to look for a seat among them.
type pairs interface {
	// least sets v to the least cost of each column.
	least(v []int64)
	// best gives the two columns where cost-v is least.
	best(b *block, kind int32) choice
	// seat finds a seat for row i along a shortest path and moves the rows on it. It says whether there was one.
	seat(b *block, i int32) bool
	plan(b *block) plan
}

// plan says how to let the rows bid before shortest paths are looked for.
type plan struct {
	scale        bool
	rounds, each int // how often those without a seat bid again, and how many bids a row may make on average
}

// choice is the best and the second best column of a row, -1 where there is none.
type choice struct {
	j1, j2 int32
	w1, w2 int64
}

func (c *choice) add(j int32, w int64) {
	if w < c.w1 {
		c.j1, c.w1, c.j2, c.w2 = j, w, c.j1, c.w1
	} else {
		c.j2, c.w2 = j, w
	}
}

// gap is how much worse the second column is; most where there is none.
func (c choice) gap(most int64) int64 {
	if c.j2 < 0 {
		return most
	}
	return c.w2 - c.w1
}

func newBlock(rows int, kind, seats []int32, p pairs, costs []int32) *block {
	total := 0
	for _, c := range seats {
		total += int(c)
	}
	b := &block{
		seating: newSeating(rows, seats), rows: rows, kind: kind, exact: total == rows, spread: spread(costs),
		v: make([]int64, len(seats)), limit: make([]int64, rows), pairs: p,
	}
	if b.exact {
		p.least(b.v)
	}
	b.ones = kind == nil && len(seats) == rows && b.exact && !slices.ContainsFunc(seats, func(c int32) bool { return c != 1 })
	for j, c := range seats {
		if c == 0 {
			b.v[j] = nobody
		}
	}
	return b
}

// start takes values to begin with that are near the final ones.
func (b *block) start(v []int64) {
	b.warm = true
	for j, c := range b.seats {
		if c > 0 {
			b.v[j] = v[j]
		}
	}
}

func (b *block) kindOf(i int32) int32 {
	if b.kind == nil {
		return i
	}
	return b.kind[i]
}

// solve seats every row: most of them by bidding, which is quick and may stop anywhere, the rest by shortest paths,
// which always end with an optimum.
func (b *block) solve(ctx context.Context) error {
	waiting, err := b.begin(ctx)
	if err != nil {
		return err
	}
	return b.finish(ctx, waiting)
}

// begin lets the rows bid, and gives those that are still without a seat.
func (b *block) begin(ctx context.Context) ([]int32, error) {
	waiting := numbers(b.rows)
	plan := b.pairs.plan(b)
	if plan.scale && !b.warm {
		var err error
		if waiting, err = b.scale(ctx); err != nil {
			return nil, err
		}
	}
	return b.bid(ctx, waiting, plan)
}

// errNoSeat says that not every row of a block can have a seat.
var errNoSeat = errors.New("assign: a block has no seat for a row")

// finish seats the rest along shortest paths.
func (b *block) finish(ctx context.Context, waiting []int32) error {
	for _, i := range waiting {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !b.pairs.seat(b, i) {
			return errNoSeat
		}
	}
	b.level()
	return nil
}

func numbers(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

// level makes no v greater than 0. Only where no seat is free can one be, and there all of v may move together.
func (b *block) level() {
	if !b.exact {
		return
	}
	top := int64(-far)
	for j, c := range b.seats {
		if c > 0 {
			top = max(top, b.v[j])
		}
	}
	for j := range b.v {
		b.v[j] -= top
	}
}

// bid is the augmenting row reduction of Jonker and Volgenant, with seats. A row takes its best column and notes as
// its limit how far v may sink there before its second best is as good. In a full column the row with the greatest
// limit gives way, and v sinks to the greatest limit of those who stay: none of them would rather be elsewhere. It
// returns the rows that are still without a seat.
func (b *block) bid(ctx context.Context, waiting []int32, plan plan) ([]int32, error) {
	budget := plan.each * b.rows
	for range plan.rounds {
		queue := waiting
		var later []int32
		for len(queue) > 0 {
			if budget--; budget < 0 {
				later = append(later, queue...)
				break
			}
			if budget&63 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
			i := queue[0]
			r := b.offer(i, 0)
			if r == i {
				later = append(later, i)
			}
			if r < 0 || r == i {
				queue = queue[1:]
			} else {
				queue[0] = r
			}
		}
		waiting = later
	}
	return waiting, nil
}

// offer lets row i bid, with a surplus. It returns the row that is without a seat for it: i itself, another, or -1 for
// none.
func (b *block) offer(i int32, surplus int64) int32 {
	c := b.pairs.best(b, b.kindOf(i))
	j, more := c.j1, c.gap(b.spread)+surplus
	if more == 0 && c.j2 >= 0 && !b.free(j) {
		j = c.j2 // as good, and it may have a seat
	}
	if b.v[j]-more < floor {
		return i
	}
	b.limit[i] = b.v[j] - more
	if b.free(j) {
		b.sit(i, j)
		b.up(j, len(b.at[j])-1)
		if !b.free(j) {
			b.v[j] = b.limit[b.at[j][0]]
		}
		return -1
	}
	if more == 0 {
		return i
	}
	r := b.at[j][0]
	b.swap(i, r)
	b.down(j, 0)
	b.v[j] = b.limit[b.at[j][0]]
	return r
}

// up and down keep the rows of a column in a heap, the greatest limit first.
func (b *block) up(j int32, p int) {
	at := b.at[j]
	for p > 0 {
		q := (p - 1) / 2
		if b.limit[at[q]] >= b.limit[at[p]] {
			return
		}
		b.exchange(at, p, q)
		p = q
	}
}

func (b *block) down(j int32, p int) {
	at := b.at[j]
	for {
		q := 2*p + 1
		if q >= len(at) {
			return
		}
		if q+1 < len(at) && b.limit[at[q+1]] > b.limit[at[q]] {
			q++
		}
		if b.limit[at[p]] >= b.limit[at[q]] {
			return
		}
		b.exchange(at, p, q)
		p = q
	}
}

func (b *block) exchange(at []int32, p, q int) {
	at[p], at[q] = at[q], at[p]
	b.place[at[p]], b.place[at[q]] = int32(p), int32(q)
}
