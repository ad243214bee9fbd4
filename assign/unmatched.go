package assign

import (
	"context"
	"slices"
)

// explain gives each row without a column its cause, its Hall set and its price.
func explain(ctx context.Context, in *Instance, r *Result) error {
	if r.Matched == in.Rows {
		return nil
	}
	e := newExchange(in, r)
	if err := e.solve(ctx); err != nil {
		return err
	}
	h := newHallSets(in, r, e.at)
	left := seatLeft(in, r)
	for i, j := range r.Mate {
		if j >= 0 {
			continue
		}
		if _, costs := in.row(i); len(costs) == 0 {
			r.Unmatched = append(r.Unmatched, Unmatched{Row: i, Cause: NoPartner, Instead: -1})
			continue
		}
		u := Unmatched{Row: i, Cause: AllFull}
		u.Instead, u.Price = e.price(i)
		if !left && u.Instead >= 0 {
			u.Cause = Outbid
		}
		set := h.of(i)
		u.Rows, u.Cols = set.rows, set.cols
		r.Unmatched = append(r.Unmatched, u)
	}
	return nil
}

// seatLeft says whether any column has a free seat.
func seatLeft(in *Instance, r *Result) bool {
	taken := make([]int, in.Cols)
	for _, j := range r.Mate {
		if j >= 0 {
			taken[j]++
		}
	}
	for j, n := range taken {
		if n < in.seats(j) {
			return true
		}
	}
	return false
}

// exchange finds what it costs, per column of the short side, to free a seat in it by sending one matched row away.
// That is a shortest path from the column to the bench, and one run of Dijkstra's method from the bench backwards
// finds them all.
type exchange struct {
	in    *Instance
	r     *Result
	at    [][]int32 // per column: its rows
	cost  []int64   // per column: above what V says, far while unknown
	leave []int32   // per column: the row to send away
	heap  colHeap

	start []int // sparse: the rows that may use column j are rows[start[j]:start[j+1]]
	rows  []int32
	costs []int32
}

func newExchange(in *Instance, r *Result) *exchange {
	e := &exchange{in: in, r: r, at: make([][]int32, in.Cols), cost: make([]int64, in.Cols), leave: make([]int32, in.Cols), heap: newColHeap(in.Cols)}
	for j := range e.cost {
		e.cost[j] = far
	}
	for i, j := range r.Mate {
		if j < 0 || !r.shortRow(i) {
			continue
		}
		e.at[j] = append(e.at[j], int32(i))
		e.lower(j, -r.U[i], int32(i))
	}
	if in.Dense == nil {
		e.transpose()
	}
	return e
}

// transpose lists the pairs by column: those of the short side that a row has beside its own.
func (e *exchange) transpose() {
	e.start = make([]int, e.in.Cols+1)
	each := func(use func(i int32, j, cost int32)) {
		for i, mate := range e.r.Mate {
			if mate < 0 || !e.r.shortRow(i) {
				continue
			}
			cols, costs := e.in.row(i)
			for k, j := range cols {
				if j != mate {
					use(int32(i), j, costs[k])
				}
			}
		}
	}
	each(func(_, j, _ int32) { e.start[j+1]++ })
	for j := range e.in.Cols {
		e.start[j+1] += e.start[j]
	}
	e.rows, e.costs = make([]int32, e.start[e.in.Cols]), make([]int32, e.start[e.in.Cols])
	next := slices.Clone(e.start)
	each(func(i, j, cost int32) {
		e.rows[next[j]], e.costs[next[j]] = i, cost
		next[j]++
	})
}

func (e *exchange) lower(j int32, cost int64, leave int32) {
	if cost < e.cost[j] {
		e.cost[j], e.leave[j] = cost, leave
		e.heap.lower(j, e.cost)
	}
}

func (e *exchange) solve(ctx context.Context) error {
	for !e.heap.empty() {
		if err := ctx.Err(); err != nil {
			return err
		}
		j := e.heap.top()
		e.heap.pop(e.cost)
		base, leave := e.cost[j]-e.r.V[j], e.leave[j]
		if e.in.Dense == nil {
			for k := e.start[j]; k < e.start[j+1]; k++ {
				i := e.rows[k]
				e.lower(e.r.Mate[i], base+int64(e.costs[k])-e.r.U[i], leave)
			}
			continue
		}
		for i, mate := range e.r.Mate {
			if mate >= 0 {
				e.lower(mate, base+int64(e.in.Dense[i*e.in.Cols+int(j)])-e.r.U[i], leave)
			}
		}
	}
	return nil
}

// price gives the matched row that could leave for row i at the least extra cost, -1 when there is none, and that cost.
func (e *exchange) price(i int) (instead int, price int64) {
	instead, price = -1, far
	cols, costs := e.in.row(i)
	for k, c := range costs {
		j := int32(k)
		if cols != nil {
			j = cols[k]
		}
		if e.cost[j] >= far {
			continue
		}
		if p := int64(c) - e.r.V[j] + e.cost[j]; p < price {
			instead, price = int(e.leave[j]), p
		}
	}
	if instead < 0 {
		price = 0
	}
	return instead, price
}
