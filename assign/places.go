package assign

import (
	"context"
	"math/bits"
	"slices"
)

// ranks is an order of rows or of columns: by their keys, or as they are listed.
type ranks struct {
	rank []int32 // by number; nil: the number itself
	back []int32
}

func newRanks(keys []int64, n int) ranks {
	if keys == nil {
		return ranks{}
	}
	o := ranks{rank: make([]int32, n), back: numbers(n)}
	slices.SortFunc(o.back, func(a, b int32) int {
		if keys[a] < keys[b] {
			return -1
		}
		return 1
	})
	for k, x := range o.back {
		o.rank[x] = int32(k)
	}
	return o
}

func (o ranks) of(x int32) int32 {
	if o.rank == nil {
		return x
	}
	return o.rank[x]
}

func (o ranks) at(k int32) int32 {
	if o.back == nil {
		return k
	}
	return o.back[k]
}

// placeSets are the places that each row may take in some best solution: the columns, by rank, of its tight pairs, and the
// bench. They are lists, or sets of bits where lists would be long.
type placeSets struct {
	start []int // the places of row i are list[start[i]:start[i+1]], ascending
	list  []int32

	words  int // per row
	set    []uint64
	places int // that a row can have
	buf    []int32
}

const noEdge = -2

func (p *placeSets) single(rows int) bool { return p.set == nil && len(p.list) == rows }

func (p *placeSets) size(rows int) int {
	if p.set != nil {
		return rows * p.words
	}
	return len(p.list)
}

// of gives the places of row i, valid until the next call.
func (p *placeSets) of(i int32) []int32 {
	if p.set == nil {
		return p.list[p.start[i]:p.start[i+1]]
	}
	p.buf = p.buf[:0]
	for k, w := range p.set[int(i)*p.words : (int(i)+1)*p.words] {
		for ; w != 0; w &= w - 1 {
			p.buf = append(p.buf, int32(64*k+bits.TrailingZeros64(w)))
		}
	}
	return p.buf
}

// edge gives the place of number k of row i, -1 behind the last and perhaps noEdge for some between.
func (p *placeSets) edge(i int32, k int) int32 {
	switch {
	case p.set == nil:
		if s := p.start[i] + k; s < p.start[i+1] {
			return p.list[s]
		}
		return -1
	case k >= p.places:
		return -1
	case p.set[int(i)*p.words+k/64]>>(k%64)&1 == 0:
		return noEdge
	}
	return int32(k)
}

// tightPlaces lists the places of all rows.
func tightPlaces(ctx context.Context, in, core *Instance, r *Result, tight *tightPairs, src *source, order ranks) (placeSets, error) {
	if tight != nil && tight.more {
		return tightBits(ctx, in, r, src, order)
	}
	p := placeSets{start: make([]int, 1, in.Rows+1), list: make([]int32, 0, in.Rows)}
	for i := range in.Rows {
		first := len(p.list)
		if tight != nil {
			p.list = append(p.list, tight.cols[i]...)
		} else {
			u, zone := r.U[i], r.rowZone(i)
			cols, costs := core.row(i)
			for k, j := range cols {
				if int64(costs[k])-r.V[j] == u && r.colZone(int(j)) == zone {
					p.list = append(p.list, j)
				}
			}
		}
		if order.rank != nil {
			own := p.list[first:]
			for k, j := range own {
				own[k] = order.rank[j]
			}
			slices.Sort(own)
		}
		if r.rowZone(i) == short && r.U[i] == 0 {
			p.list = append(p.list, int32(in.Cols))
		}
		p.start = append(p.start, len(p.list))
	}
	return p, nil
}

// tightBits reads the source once more.
func tightBits(ctx context.Context, in *Instance, r *Result, src *source, order ranks) (placeSets, error) {
	p := placeSets{places: in.Cols + 1, words: in.Cols/64 + 1, buf: make([]int32, 0, in.Cols+1)}
	p.set = make([]uint64, in.Rows*p.words)
	zones := src.zonePrices(r)
	err := src.each(ctx, func(w *reader, i int) {
		set := p.set[i*p.words : (i+1)*p.words]
		add := func(x int32) { set[x/64] |= 1 << (x % 64) }
		w.hits = src.scan(w, i, zones[r.rowZone(i)], r.U[i], w.hits[:0])
		for _, h := range w.hits {
			add(order.of(h.col))
		}
		if r.rowZone(i) == short && r.U[i] == 0 {
			add(int32(in.Cols))
		}
	})
	return p, err
}
