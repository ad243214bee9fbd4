package assign

import (
	"context"
	"slices"
	"testing"
)

// drawPanel makes a panel of up to a number of rows and columns, with demands and minimums or without, within reach
// or not.
func drawPanel(r *rng, rows, cols int) *Panel {
	p := &Panel{Instance: draw(r, rows, cols)}
	if r.n(5) > 0 {
		p.Demand = make([]int, p.Rows)
		most := 1 + r.n(4)
		for i := range p.Demand {
			p.Demand[i] = r.n(most + 1)
			if r.n(20) == 0 {
				p.Demand[i] = 1 << 40
			}
		}
	}
	if r.n(2) == 0 {
		p.Minimum = make([]int, p.Cols)
		most := 1 + r.n(4)
		for j := range p.Minimum {
			p.Minimum[j] = min(r.n(most+1), p.seats(j))
			if r.n(20) == 0 {
				p.Minimum[j] = p.seats(j)
			}
		}
	}
	return p
}

// panelSolved solves a panel and checks the proof.
func panelSolved(t testing.TB, p *Panel) *PanelResult {
	t.Helper()
	r, err := SolvePanel(context.Background(), p)
	if err != nil {
		t.Fatalf("SolvePanel: %v\n%s", err, panelText(p))
	}
	if err := VerifyPanel(p, r); err != nil {
		t.Fatalf("VerifyPanel: %v\n%s\n%+v", err, panelText(p), r)
	}
	return r
}

// score is what a solution is worth: rows served up to the minimums, pairs, and how many rows have at least 1, 2, …
// columns; then the cost.
type score struct {
	served, pairs int
	atLeast       [32]int
	cost          int64
}

// aims gives all of a score but the cost, each to be as great as can be.
func (s score) aims() []int { return append([]int{s.served, s.pairs}, s.atLeast[:]...) }

// better compares the aims in the order in which they are promised, which is not the order the solver uses.
func (s score) better(t score) bool {
	if c := slices.Compare(s.aims(), t.aims()); c != 0 {
		return c > 0
	}
	return s.cost < t.cost
}

func scored(p *Panel, mates [][]int32) score {
	var s score
	load := make([]int, p.Cols)
	for i, m := range mates {
		s.pairs += len(m)
		for k, j := range m {
			s.atLeast[k]++
			load[j]++
			c, _ := pairCost(p.Instance, i, j)
			s.cost += c
		}
	}
	for j, n := range load {
		s.served += min(n, p.minimum(j))
	}
	return s
}

// brutePanel tries every solution. Beside the best it gives the greatest sums "columns of a row, but at most k" that
// any solution has, each alone.
func brutePanel(p *Panel) (best score, upTo [32]int, served int) {
	left := make([]int, p.Cols)
	for j := range left {
		left[j] = p.seats(j)
	}
	cols := make([][]int32, p.Rows)
	for i := range cols {
		p.each(i, func(j, _ int32) { cols[i] = append(cols[i], j) })
	}
	best.pairs = -1
	best.served = -1
	now := make([][]int32, p.Rows)
	var row func(i int)
	var pair func(i, k int)
	row = func(i int) {
		if i < p.Rows {
			pair(i, 0)
			return
		}
		s := scored(p, now)
		if s.better(best) {
			best = s
		}
		served = max(served, s.served)
		sum := 0
		for k, n := range s.atLeast {
			sum += n
			upTo[k] = max(upTo[k], sum)
		}
	}
	pair = func(i, k int) {
		if k == len(cols[i]) || len(now[i]) >= p.demand(i) {
			row(i + 1)
			return
		}
		j := cols[i][k]
		if left[j] > 0 {
			left[j]--
			now[i] = append(now[i], j)
			pair(i, k+1)
			now[i] = now[i][:len(now[i])-1]
			left[j]++
		}
		pair(i, k+1)
	}
	row(0)
	return best, upTo, served
}

func TestPanelBruteForce(t *testing.T) {
	r := rng(11)
	short, crowded, unserved, several, forced := 0, 0, 0, 0, 0
	for range draws(100000) {
		p := drawPanel(&r, 5, 4)
		got := panelSolved(t, p)
		s := scored(p, got.Mates)
		want, upTo, served := brutePanel(p)
		if s != want || got.Pairs != s.pairs || got.Cost != s.cost {
			t.Fatalf("%+v, brute force %+v\n%s\n%+v", s, want, panelText(p), got)
		}
		// No aim is less than it could be alone.
		sum := 0
		for k, n := range s.atLeast {
			if sum += n; sum != upTo[k] {
				t.Fatalf("up to %d columns each there are %d pairs, could be %d\n%s", k+1, sum, upTo[k], panelText(p))
			}
		}
		if s.served != served {
			t.Fatalf("minimums served %d times, could be %d\n%s", s.served, served, panelText(p))
		}
		for _, f := range got.Short {
			checkShortfall(t, p, f)
			short++
			if f.Cause == Crowded {
				crowded++
			}
			if f.Row < 0 {
				unserved++
			}
		}
		if s.atLeast[1] > 0 {
			several++
		}
		if p.Minimum != nil && s.served > 0 {
			free := atLeast(&Panel{Instance: sparseForm(p.Instance), Demand: p.Demand}, nil)
			if panelSolved(t, free).Cost < got.Cost {
				forced++
			}
		}
	}
	if short < draws(100000) || crowded < draws(25000) || unserved < draws(15000) || several < draws(7000) || forced < draws(1000) {
		t.Errorf("the draws hardly try anything: %d fall short, %d crowded, %d minimums; %d panels with several columns for a row, %d dearer for a minimum",
			short, crowded, unserved, several, forced)
	}
}

// checkShortfall counts the set of a Shortfall anew, in the plainest way.
func checkShortfall(t testing.TB, p *Panel, f Shortfall) {
	t.Helper()
	allowed := func(i, j int) bool { _, ok := pairCost(p.Instance, i, int32(j)); return ok }
	var wanted, seats int64
	if f.Row >= 0 {
		for _, i := range f.Rows {
			d := min(p.demand(i), p.Cols+1)
			if f.Each > 0 {
				d = min(d, f.Each)
			}
			wanted += int64(d)
		}
		for j := range p.Cols {
			n := 0
			for _, i := range f.Rows {
				if allowed(i, j) {
					n++
				}
			}
			if (n > 0) != slices.Contains(f.Cols, j) {
				t.Fatalf("column %d in the set: %t, rows of the set that may use it: %d\n%s\n%+v", j, n == 0, n, panelText(p), f)
			}
			seats += int64(min(n, p.seats(j)))
		}
		if !slices.Contains(f.Rows, f.Row) || f.Each != 0 && f.Each != f.Has+1 {
			t.Fatalf("%+v\n%s", f, panelText(p))
		}
	} else {
		for _, j := range f.Cols {
			wanted += int64(min(p.minimum(j), p.Rows+1))
		}
		for i := range p.Rows {
			n := 0
			for _, j := range f.Cols {
				if allowed(i, j) {
					n++
				}
			}
			if (n > 0) != slices.Contains(f.Rows, i) {
				t.Fatalf("row %d in the set: %t, columns of the set that it may use: %d\n%s\n%+v", i, n == 0, n, panelText(p), f)
			}
			seats += int64(min(n, p.demand(i)))
		}
		if !slices.Contains(f.Cols, f.Col) {
			t.Fatalf("%+v\n%s", f, panelText(p))
		}
	}
	if wanted != f.Wanted || seats != f.Seats || wanted <= seats {
		t.Fatalf("set that wants %d and gets %d\n%s\n%+v", wanted, seats, panelText(p), f)
	}
}
