package assign

import (
	"math"
	"slices"
	"testing"
)

// reference solves an instance by the plainest method that is exact, sharing nothing with the package: flow along
// cheapest paths found by Bellman and Ford's method, where a pair, a place below a minimum and a locked pair are each worth more
// than all that costs can say. It is for up to about 60 rows.
func reference(in *Instance) (matched, served int, cost int64) {
	const (
		meets = int64(1) << 40
		seat  = int64(1) << 47
		lock  = int64(1) << 54
	)
	type edge struct {
		to, room  int
		cost, own int64
	}
	var edges []edge
	from := make([][]int, in.Rows+in.Cols+2)
	join := func(a, b, room int, cost, worth int64) {
		from[a], from[b] = append(from[a], len(edges)), append(from[b], len(edges)+1)
		edges = append(edges, edge{b, room, cost - worth, cost}, edge{a, 0, worth - cost, -cost})
	}
	source, sink := in.Rows+in.Cols, in.Rows+in.Cols+1
	for i := range in.Rows {
		join(source, i, 1, 0, 0)
		in.each(i, func(j, c int32) {
			if in.Locked == nil || in.Locked[i] < 0 {
				join(i, in.Rows+int(j), 1, int64(c), seat)
			} else if in.Locked[i] == j {
				join(i, in.Rows+int(j), 1, int64(c), seat+lock)
			}
		})
	}
	for j := range in.Cols {
		join(in.Rows+j, sink, min(in.minimum(j), in.Rows), 0, meets)
		join(in.Rows+j, sink, min(in.seats(j)-in.minimum(j), in.Rows), 0, 0)
	}
	for {
		dist, via := slices.Repeat([]int64{math.MaxInt64}, len(from)), make([]int, len(from))
		dist[source] = 0
		for queue := []int{source}; len(queue) > 0; queue = queue[1:] {
			for _, e := range from[queue[0]] {
				if d := dist[queue[0]] + edges[e].cost; edges[e].room > 0 && d < dist[edges[e].to] {
					dist[edges[e].to], via[edges[e].to] = d, e
					queue = append(queue, edges[e].to)
				}
			}
		}
		if dist[sink] >= 0 {
			break
		}
		matched++
		for x := sink; x != source; x = edges[via[x]^1].to {
			edges[via[x]].room--
			edges[via[x]^1].room++
			cost += edges[via[x]].own
		}
	}
	for e := range edges {
		if edges[e].to == sink && edges[e].cost == -meets {
			served += edges[e^1].room
		}
	}
	return matched, served, cost
}

// servedBy is how many places below the minimums a solution fills.
func servedBy(in *Instance, mate []int32) int {
	load, served := make([]int, in.Cols), 0
	for _, j := range mate {
		if j >= 0 {
			load[j]++
		}
	}
	for j, n := range load {
		served += min(n, in.minimum(j))
	}
	return served
}

func TestReference(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		r := rng(2)
		for range draws(1500) {
			in := draw(&r, 30, 25)
			got := solved(t, in)
			if matched, _, cost := reference(in); got.Matched != matched || got.Cost != cost {
				t.Fatalf("%d pairs at %d, reference %d at %d\n%+v", got.Matched, got.Cost, matched, cost, in)
			}
		}
	})
}

// sparseForm gives the same instance in sparse form.
func sparseForm(in *Instance) *Instance {
	out := &Instance{Rows: in.Rows, Cols: in.Cols, Capacity: in.Capacity, RowStart: make([]int, 1, in.Rows+1)}
	for i := range in.Rows {
		in.each(i, func(j, c int32) { out.Col, out.Cost = append(out.Col, j), append(out.Cost, c) })
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return out
}

// rebuilt gives the instance with other rows and columns: pairs lists them in any order.
func rebuilt(rows, cols int, capacity []int, pairs [][3]int) *Instance {
	slices.SortFunc(pairs, func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
	out := &Instance{Rows: rows, Cols: cols, Capacity: capacity, RowStart: make([]int, rows+1)}
	for _, p := range pairs {
		out.RowStart[p[0]+1]++
		out.Col, out.Cost = append(out.Col, int32(p[1])), append(out.Cost, int32(p[2]))
	}
	for i := range rows {
		out.RowStart[i+1] += out.RowStart[i]
	}
	return out
}

func pairsOf(in *Instance, change func(i, j, c int) [3]int) [][3]int {
	var pairs [][3]int
	for i := range in.Rows {
		in.each(i, func(j, c int32) { pairs = append(pairs, change(i, int(j), int(c))) })
	}
	return pairs
}

func shuffled(r *rng, n int) []int {
	p := make([]int, n)
	for k := range p {
		m := r.n(k + 1)
		p[k], p[m] = p[m], k
	}
	return p
}

// What must not change, or must change in a known way, when an instance is told differently.
func TestMetamorphic(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		r := rng(3)
		for range draws(3000) {
			in := draw(&r, 40, 30)
			base := solved(t, in)
			same := func(what string, got *Result, cost int64) {
				t.Helper()
				if got.Matched != base.Matched || got.Cost != cost {
					t.Fatalf("%s: %d pairs at %d, was %d at %d\n%+v", what, got.Matched, got.Cost, base.Matched, cost, in)
				}
			}

			got := solved(t, sparseForm(in))
			same("in sparse form", got, base.Cost)
			if !slices.Equal(got.Mate, base.Mate) {
				t.Fatalf("in sparse form: %v, was %v\n%+v", got.Mate, base.Mate, in)
			}

			rows, cols := shuffled(&r, in.Rows), shuffled(&r, in.Cols)
			capacity := make([]int, in.Cols)
			for j := range capacity {
				capacity[cols[j]] = in.seats(j)
			}
			moved := rebuilt(in.Rows, in.Cols, capacity, pairsOf(in, func(i, j, c int) [3]int { return [3]int{rows[i], cols[j], c} }))
			same("shuffled", solved(t, moved), base.Cost)

			add := r.n(1000) - 500
			if fits(in, add) {
				more := rebuilt(in.Rows, in.Cols, in.Capacity, pairsOf(in, func(i, j, c int) [3]int { return [3]int{i, j, c + add} }))
				got := solved(t, more)
				same("with a constant added", got, base.Cost+int64(add)*int64(base.Matched))
				if !slices.Equal(got.Mate, base.Mate) {
					t.Fatalf("with a constant added: %v, was %v\n%+v", got.Mate, base.Mate, in)
				}
			}

			if in.Capacity == nil {
				turned := rebuilt(in.Cols, in.Rows, nil, pairsOf(in, func(i, j, c int) [3]int { return [3]int{j, i, c} }))
				same("transposed", solved(t, turned), base.Cost)
			}

			same("one column per seat", solved(t, oneSeatEach(in)), base.Cost)
		}
	})
}

func fits(in *Instance, add int) bool {
	for _, costs := range [][]int32{in.Dense, in.Cost} {
		for _, c := range costs {
			if int(c)+add > math.MaxInt32 || int(c)+add < math.MinInt32 {
				return false
			}
		}
	}
	return true
}

// oneSeatEach puts a column of its own in place of every seat.
func oneSeatEach(in *Instance) *Instance {
	first := make([]int, in.Cols+1)
	for j := range in.Cols {
		first[j+1] = first[j] + min(in.seats(j), in.Rows)
	}
	var pairs [][3]int
	for i := range in.Rows {
		in.each(i, func(j, c int32) {
			for k := first[j]; k < first[j+1]; k++ {
				pairs = append(pairs, [3]int{i, k, int(c)})
			}
		})
	}
	return rebuilt(in.Rows, first[in.Cols], nil, pairs)
}

// One more seat never costs a pair, and never raises the cost of as many pairs.
func TestOneMoreSeat(t *testing.T) {
	r := rng(4)
	for range draws(3000) {
		in := draw(&r, 20, 15)
		if in.Cols == 0 {
			continue
		}
		base := solved(t, in)
		more := *in
		more.Capacity = make([]int, in.Cols)
		for j := range more.Capacity {
			more.Capacity[j] = in.seats(j)
		}
		more.Capacity[r.n(in.Cols)]++
		if got := solved(t, &more); got.Matched < base.Matched || got.Matched == base.Matched && got.Cost > base.Cost {
			t.Fatalf("%d pairs at %d with one more seat, %d at %d before\n%+v", got.Matched, got.Cost, base.Matched, base.Cost, in)
		}
	}
}
