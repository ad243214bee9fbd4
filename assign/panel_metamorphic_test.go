package assign

import (
	"fmt"
	"slices"
	"testing"
)

func panelText(p *Panel) string {
	return fmt.Sprintf("%+v demand %v minimum %v", p.Instance, p.Demand, p.Minimum)
}

// atLeast gives a panel minimums.
func atLeast(p *Panel, minimum []int) *Panel {
	p.Minimum = minimum
	return p
}

// With one column for each row at most, a panel is an instance.
func TestPanelOfOne(t *testing.T) {
	r := rng(12)
	for range draws(2000) {
		in := draw(&r, 60, 40)
		want := solved(t, in)
		got := panelSolved(t, &Panel{Instance: in})
		if got.Pairs != want.Matched || got.Cost != want.Cost {
			t.Fatalf("%d pairs at %d, Solve %d at %d\n%+v", got.Pairs, got.Cost, want.Matched, want.Cost, in)
		}
		for i, m := range got.Mates {
			if len(m) > 1 {
				t.Fatalf("row %d has %v\n%+v", i, m, in)
			}
		}
	}
	for seed := range uint64(draws(20)) {
		for _, in := range []*Instance{
			sparseOf("quest", 500, 150, 10, 1, 5, false, seed), sparseOf("uni", 500, 150, 10, 0, 4, false, seed),
			denseOf("quest", 150, 50, 0, 5, seed), denseOf("uni", 150, 100, 0, 0, seed),
		} {
			want := solved(t, in)
			if got := panelSolved(t, &Panel{Instance: in}); got.Pairs != want.Matched || got.Cost != want.Cost {
				t.Fatalf("seed %d: %d pairs at %d, Solve %d at %d", seed, got.Pairs, got.Cost, want.Matched, want.Cost)
			}
		}
	}
}

// What must not change, or must change in a known way, when a panel is told differently.
func TestPanelMetamorphic(t *testing.T) {
	r := rng(13)
	for range draws(3000) {
		p := drawPanel(&r, 30, 20)
		base := panelSolved(t, p)
		was := scored(p, base.Mates)
		same := func(what string, q *Panel, change int64) {
			t.Helper()
			want := was
			want.cost += change
			if got := scored(q, panelSolved(t, q).Mates); got != want {
				t.Fatalf("%s: %+v, was %+v\n%s", what, got, was, panelText(p))
			}
		}
		same("in sparse form", atLeast(&Panel{Instance: sparseForm(p.Instance), Demand: p.Demand}, p.Minimum), 0)

		rows, cols := shuffled(&r, p.Rows), shuffled(&r, p.Cols)
		moved, minimum := &Panel{Demand: make([]int, p.Rows)}, make([]int, p.Cols)
		capacity := make([]int, p.Cols)
		for j, k := range cols {
			capacity[k], minimum[k] = p.seats(j), p.minimum(j)
		}
		for i, k := range rows {
			moved.Demand[k] = p.demand(i)
		}
		moved.Instance = rebuilt(p.Rows, p.Cols, capacity, pairsOf(p.Instance, func(i, j, c int) [3]int { return [3]int{rows[i], cols[j], c} }))
		same("shuffled", atLeast(moved, minimum), 0)

		if add := r.n(1000) - 500; fits(p.Instance, add) {
			more := &Panel{Demand: p.Demand}
			more.Instance = rebuilt(p.Rows, p.Cols, p.Capacity, pairsOf(p.Instance, func(i, j, c int) [3]int { return [3]int{i, j, c + add} }))
			same("with a constant added", atLeast(more, p.Minimum), int64(add)*int64(was.pairs))
		}

		// Turned round, as many pairs; the cost is the same where evenness leaves no choice in either.
		turned := turnedPanel(p)
		got := panelSolved(t, turned)
		if got.Pairs != base.Pairs {
			t.Fatalf("transposed: %d pairs, was %d\n%s", got.Pairs, base.Pairs, panelText(p))
		}
		if allServed(base) && allServed(got) && got.Cost != base.Cost {
			t.Fatalf("transposed: cost %d, was %d\n%s", got.Cost, base.Cost, panelText(p))
		}

		// One more seat never costs a pair, and one more wish never leaves fewer rows with at least one column.
		if p.Cols > 0 {
			more := atLeast(&Panel{Instance: sparseForm(p.Instance), Demand: moved.Demand}, p.Minimum)
			more.Capacity, more.Demand = make([]int, p.Cols), make([]int, p.Rows)
			for j := range more.Capacity {
				more.Capacity[j] = p.seats(j)
			}
			for i := range more.Demand {
				more.Demand[i] = p.demand(i)
			}
			more.Capacity[r.n(p.Cols)]++
			if p.Rows > 0 {
				more.Demand[r.n(p.Rows)]++
			}
			now := scored(more, panelSolved(t, more).Mates)
			if now.pairs < was.pairs || now.served < was.served || now.atLeast[0] < was.atLeast[0] {
				t.Fatalf("with more seats and wishes %+v, was %+v\n%s", now, was, panelText(p))
			}
		}
	}
}

func allServed(r *PanelResult) bool {
	return !slices.ContainsFunc(r.Short, func(f Shortfall) bool { return f.Row >= 0 })
}

// turnedPanel exchanges rows and columns, demands and capacities, and leaves minimums out.
func turnedPanel(p *Panel) *Panel {
	t := &Panel{Demand: make([]int, p.Cols)}
	capacity := make([]int, p.Rows)
	for j := range t.Demand {
		t.Demand[j] = p.seats(j)
	}
	for i := range capacity {
		capacity[i] = p.demand(i)
	}
	t.Instance = rebuilt(p.Cols, p.Rows, capacity, pairsOf(p.Instance, func(i, j, c int) [3]int { return [3]int{j, i, c} }))
	return t
}
