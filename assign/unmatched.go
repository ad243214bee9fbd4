package assign

import (
	"context"
	"slices"
)

// explain gives each row without a column its cause, its Hall set and its price.
func (s *solver) explain(r *Result) error {
	in := s.in
	if r.Matched == in.Rows {
		return nil
	}
	e, err := s.exchange(r)
	if err != nil {
		return err
	}
	left := seatLeft(in, r)
	for i, j := range r.Mate {
		if j >= 0 {
			continue
		}
		u := Unmatched{Row: i, Cause: AllFull}
		var any bool
		any, u.Instead, u.Price = e.price(i)
		switch {
		case !any:
			u.Cause = NoPartner
		case !left && u.Instead >= 0:
			u.Cause = Outbid
		}
		r.Unmatched = append(r.Unmatched, u)
	}
	h := newHallSets(s.core, r, e.at, s.src != nil)
	for k := range r.Unmatched {
		if u := &r.Unmatched[k]; u.Cause != NoPartner {
			set := h.of(u.Row)
			u.Rows, u.Cols = set.rows, set.cols
		}
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
	core  *Instance
	r     *Result
	at    [][]int32 // per column: its rows
	cost  []int64   // per column: above what V says, far while unknown
	leave []int32   // per column: the row to send away
	heap  colHeap
	t     *byColumn

	src  *source
	v    prices // of the source: V less cost
	read reader
	best shortlist
}

// exchange solves over the core, and where that is not all reads the pairs for shorter ways until there are none, as
// optimum does.
func (s *solver) exchange(r *Result) (*exchange, error) {
	for round := 1; ; round++ {
		e := newExchange(s.core, r, s.turned)
		if err := e.solve(s.ctx); err != nil || s.src == nil {
			return e, err
		}
		e.src = s.src
		better, err := e.shorter(s.ctx, violators<<round)
		if err != nil || better == nil {
			return e, err
		}
		if err := s.grow(better); err != nil {
			return nil, err
		}
	}
}

func newExchange(core *Instance, r *Result, turned *byColumn) *exchange {
	e := &exchange{
		core: core, r: r, at: make([][]int32, core.Cols), leave: make([]int32, core.Cols), heap: newColHeap(core.Cols),
		cost: slices.Repeat([]int64{far}, core.Cols), best: shortlist{room: 1},
	}
	for i, j := range r.Mate {
		if j >= 0 && r.rowZone(i) == short {
			e.at[j] = append(e.at[j], int32(i))
			e.lower(j, -r.U[i], int32(i))
		}
	}
	if e.t = turned; e.t == nil {
		e.t = transposed(core)
	}
	return e
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
		for k := e.t.start[j]; k < e.t.start[j+1]; k++ {
			i := e.t.row[k]
			if mate := e.r.Mate[i]; mate >= 0 && mate != j && e.r.rowZone(int(i)) == short {
				e.lower(mate, base+int64(e.t.cost[k])-e.r.U[i], leave)
			}
		}
	}
	return nil
}

// shorter reads all pairs for moves that make a way to the bench shorter than the core knows.
func (e *exchange) shorter(ctx context.Context, most int) ([][]hit, error) {
	v := make([]int64, e.core.Cols)
	for j := range v {
		if v[j] = -barred; e.cost[j] < far {
			v[j] = e.r.V[j] - e.cost[j]
		}
	}
	u := make([]int64, e.core.Rows)
	greatest := int64(0)
	for i, j := range e.r.Mate {
		if u[i] = -far; j >= 0 && e.r.rowZone(i) == short {
			u[i] = e.r.U[i] + e.cost[j] // every seat of the short side has a way to the bench
			greatest = max(greatest, u[i], -u[i])
		}
	}
	e.v = e.src.prices(v, greatest)
	better := make([][]hit, len(u))
	found := newBudget(0)
	err := e.src.each(ctx, func(w *reader, i int) {
		if u[i] == -far {
			return
		}
		if w.hits = e.src.scan(w, i, e.v, u[i]-1, w.hits[:0]); len(w.hits) > 0 {
			better[i] = worst(w.hits, most)
			found.take(len(w.hits))
		}
	})
	if err != nil || !found.spent() {
		return nil, err
	}
	return better, nil
}

// price says whether row i has any allowed column, and gives the matched row that could leave for it at the least extra
// cost, -1 when there is none, and that cost.
func (e *exchange) price(i int) (allowed bool, instead int, price int64) {
	instead, price = -1, far
	if e.src != nil {
		e.src.shortest(&e.read, i, e.v, barred+far/2, &e.best)
		if len(e.best.pairs) == 0 {
			return false, -1, 0
		}
		h := e.best.pairs[0]
		if e.cost[h.col] >= far {
			return true, -1, 0
		}
		return true, int(e.leave[h.col]), int64(h.cost) - e.r.V[h.col] + e.cost[h.col]
	}
	cols, costs := e.core.row(i)
	for k, j := range cols {
		if e.cost[j] >= far {
			continue
		}
		if p := int64(costs[k]) - e.r.V[j] + e.cost[j]; p < price {
			instead, price = int(e.leave[j]), p
		}
	}
	if instead < 0 {
		price = 0
	}
	return len(cols) > 0, instead, price
}
