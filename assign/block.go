package assign

import (
	"context"
	"math"
)

// far is greater than any length of a path (see MaxSide) and leaves room to add to it.
const far = math.MaxInt64 / 2

// nobody is v of a column without seats: so low that no row looks at it.
const nobody = -far - 1<<33

// block is a part of an instance in which every row can have a seat, so that only cost is left to think of. Its solver
// leaves in v a value per column such that every row sits where cost-v is least for it; v is never above 0, and is 0
// where a seat is free.
//
// On the short side of an instance there are more rows than seats. Its block has one more column, the bench: to sit
// there costs nothing, and it has as many seats as there are rows too many. No seat of such a block stays free (it is
// exact), and then v may have any sign.
type block struct {
	*seating
	rows, cols int // the bench included
	exact      bool
	spread     int64   // the greatest cost less the least
	v          []int64 // per column
	limit      []int64 // per row, while bidding: as low as v of its column may sink before it would rather move
	pairs      pairs
}

// pairs are the allowed pairs of a block and the two ways to look for a seat among them.
type pairs interface {
	// least sets v to the least cost of each column.
	least(v []int64)
	// best gives the two columns where cost-v is least for row i.
	best(b *block, i int32) choice
	// seat finds a seat for row i along a shortest path and moves the rows on it.
	seat(b *block, i int32)
}

// choice is the best and the second best column of a row, -1 where there is none.
type choice struct {
	j1, j2 int32
	w1, w2 int64
}

func newBlock(rows int, seats []int32, p pairs, costs []int32) *block {
	total := 0
	for _, c := range seats {
		total += int(c)
	}
	b := &block{
		seating: newSeating(rows, seats), rows: rows, cols: len(seats), exact: total == rows, spread: spread(costs),
		v: make([]int64, len(seats)), limit: make([]int64, rows), pairs: p,
	}
	if b.exact {
		p.least(b.v)
	}
	for j, c := range seats {
		if c == 0 {
			b.v[j] = nobody
		}
	}
	return b
}

// solve seats every row: most of them by bidding, which is quick and may stop anywhere, the rest by shortest paths,
// which always end with an optimum.
func (b *block) solve(ctx context.Context) error {
	waiting := make([]int32, b.rows)
	for i := range waiting {
		waiting[i] = int32(i)
	}
	waiting, err := b.bid(ctx, waiting)
	if err != nil {
		return err
	}
	for _, i := range waiting {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.pairs.seat(b, i)
	}
	return nil
}

// level is what to take off v so that it proves the block's part of a result: on the short side a row on the bench then
// has the value 0, and elsewhere no v is above 0.
func (b *block) level(bench bool) int64 {
	switch {
	case bench:
		return b.v[b.cols-1]
	case !b.exact:
		return 0
	}
	top := int64(-far)
	for j, c := range b.seats {
		if c > 0 {
			top = max(top, b.v[j])
		}
	}
	return top
}

// rounds of bidding, and how many bids per row at most. More bids seat few rows more, and cost more than they save.
const (
	bidRounds = 2
	bidsEach  = 4
)

// bid is the augmenting row reduction of Jonker and Volgenant, with seats. A row takes its best column and notes as
// its limit how far v may sink there before its second best is as good. In a full column the row with the greatest
// limit gives way, and v sinks to the greatest limit of those who stay: none of them would rather be elsewhere. It
// returns the rows that are still without a seat.
func (b *block) bid(ctx context.Context, waiting []int32) ([]int32, error) {
	budget := bidsEach * b.rows
	for range bidRounds {
		queue := waiting
		var later []int32
		for n := 0; len(queue) > 0; n++ {
			if n&63 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
			if budget--; budget < 0 {
				later = append(later, queue...)
				break
			}
			i := queue[0]
			c := b.pairs.best(b, i)
			gap := b.spread
			if c.j2 >= 0 {
				gap = c.w2 - c.w1
			}
			j := c.j1
			if gap == 0 && c.j2 >= 0 && !b.free(j) {
				j = c.j2 // as good, and it may have a seat
			}
			b.limit[i] = b.v[j] - gap
			switch {
			case b.free(j):
				b.sit(i, j)
				queue = queue[1:]
				b.up(j, len(b.at[j])-1)
				if !b.free(j) {
					b.v[j] = b.limit[b.at[j][0]]
				}
			case b.seats[j] > 0 && gap > 0:
				r := b.at[j][0]
				b.swap(i, r)
				b.down(j, 0)
				b.v[j] = b.limit[b.at[j][0]]
				queue[0] = r
			default:
				later = append(later, i)
				queue = queue[1:]
			}
		}
		waiting = later
	}
	return waiting, nil
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
