package assign

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

func (r *PanelResult) clone() *PanelResult {
	c := *r
	c.Mates = make([][]int32, len(r.Mates))
	for i, m := range r.Mates {
		c.Mates[i] = slices.Clone(m)
	}
	c.U, c.V, c.Short = slices.Clone(r.U), slices.Clone(r.V), slices.Clone(r.Short)
	for k, f := range c.Short {
		c.Short[k].Rows, c.Short[k].Cols = slices.Clone(f.Rows), slices.Clone(f.Cols)
	}
	return &c
}

// isPanelSolution says whether the mates are one, adding up to what the result says. It knows nothing of proofs.
func isPanelSolution(p *Panel, r *PanelResult) bool {
	load := make([]int, p.Cols)
	for i, m := range r.Mates {
		for k, j := range m {
			if _, ok := pairCost(p.Instance, i, j); !ok || slices.Contains(m[:k], j) {
				return false
			}
			if load[j]++; load[j] > p.seats(int(j)) {
				return false
			}
		}
		if len(m) > p.demand(i) {
			return false
		}
	}
	s := scored(p, r.Mates)
	return s.pairs == r.Pairs && s.cost == r.Cost
}

// Every falsification that makes a claim untrue is refused.
func TestPanelMutatedProof(t *testing.T) {
	r := rng(14)
	tried, accepted := 0, 0
	for range draws(3000) {
		p := drawPanel(&r, 7, 6)
		good := panelSolved(t, p)
		best := scored(p, good.Mates)
		try := func(what string, must bool, mutate func(m *PanelResult)) {
			t.Helper()
			m := good.clone()
			mutate(m)
			tried++
			if err := VerifyPanel(p, m); err != nil {
				if !errors.Is(err, ErrProof) {
					t.Fatalf("%s: error of another kind: %v", what, err)
				}
				return
			}
			accepted++
			if must || !isPanelSolution(p, m) || scored(p, m.Mates) != best {
				t.Fatalf("%s: accepted\n%s\n%+v", what, panelText(p), m)
			}
		}
		for i, mates := range good.Mates {
			for k := range mates {
				try("pair dropped", true, func(m *PanelResult) { m.Mates[i] = slices.Delete(m.Mates[i], k, k+1) })
				try("pair dropped everywhere", true, func(m *PanelResult) {
					c, _ := pairCost(p.Instance, i, mates[k])
					m.Mates[i] = slices.Delete(m.Mates[i], k, k+1)
					m.Pairs--
					m.Cost -= c
				})
				try("another column", false, func(m *PanelResult) { m.Mates[i][k] = int32(r.n(p.Cols+3)) - 2 })
				try("another column, costs right", false, func(m *PanelResult) {
					m.Mates[i][k] = int32(r.n(p.Cols))
					slices.Sort(m.Mates[i])
					m.Cost = scored(p, m.Mates).cost
				})
				try("pair twice", true, func(m *PanelResult) { m.Mates[i] = slices.Insert(m.Mates[i], k, mates[k]); m.Pairs++ })
			}
			if len(mates) > 1 {
				try("not in order", true, func(m *PanelResult) { slices.Reverse(m.Mates[i]) })
			}
			try("one more that is not allowed", true, func(m *PanelResult) { m.Mates[i] = append(m.Mates[i], int32(p.Cols)) })
			o := r.n(p.Rows)
			try("rows swapped", false, func(m *PanelResult) {
				m.Mates[i], m.Mates[o] = m.Mates[o], m.Mates[i]
				m.Cost = scored(p, m.Mates).cost
			})
			try("U raised", false, func(m *PanelResult) { m.U[i]++ })
			try("U lowered", false, func(m *PanelResult) { m.U[i]-- })
			try("U far away", true, func(m *PanelResult) { m.U[i] = math.MinInt64 })
			try("U at the other end", true, func(m *PanelResult) { m.U[i] = math.MaxInt64 })
		}
		for j := range p.Cols {
			try("V raised", false, func(m *PanelResult) { m.V[j]++ })
			try("V lowered", false, func(m *PanelResult) { m.V[j]-- })
			try("V far away", true, func(m *PanelResult) { m.V[j] = math.MinInt64 })
		}
		for k, f := range good.Short {
			try("not listed", true, func(m *PanelResult) { m.Short = slices.Delete(m.Short, k, k+1) })
			try("listed twice", true, func(m *PanelResult) { m.Short = slices.Insert(m.Short, k, f) })
			try("has more", true, func(m *PanelResult) { m.Short[k].Has++ })
			try("wants more", true, func(m *PanelResult) { m.Short[k].Want++ })
			try("another cause", true, func(m *PanelResult) { m.Short[k].Cause = 3 - f.Cause })
			try("set without rows", len(f.Rows) > 0, func(m *PanelResult) { m.Short[k].Rows = nil })
			try("set of rows that are not", true, func(m *PanelResult) { m.Short[k].Rows = append(m.Short[k].Rows, p.Rows) })
			try("set of columns that are not", true, func(m *PanelResult) { m.Short[k].Cols = append(m.Short[k].Cols, p.Cols) })
			try("set of strange rows", true, func(m *PanelResult) { m.Short[k].Rows = append([]int{-1}, m.Short[k].Rows...) })
			try("other level", true, func(m *PanelResult) { m.Short[k].Each += 1 + r.n(3) })
			try("more seats", true, func(m *PanelResult) { m.Short[k].Seats++ })
			try("more wanted", true, func(m *PanelResult) { m.Short[k].Wanted++ })
		}
		try("cheaper", true, func(m *PanelResult) { m.Cost-- })
		try("one pair more", true, func(m *PanelResult) { m.Pairs++ })
		try("no weight", true, func(m *PanelResult) { m.Weight = 0 })
		try("great weight", true, func(m *PanelResult) { m.Weight = math.MaxInt64 })
		try("rows missing", true, func(m *PanelResult) { m.Mates = append(m.Mates, nil) })
		try("duals missing", true, func(m *PanelResult) { m.V = append(m.V, 0) })
	}
	if tried < draws(150000) || accepted > tried/5 {
		t.Errorf("of %d falsifications %d were accepted", tried, accepted)
	}
}

// A solution that is optimal when a pair counts for little, with the duals that prove it for that weight, is no proof.
func TestPanelLightWeight(t *testing.T) {
	r := rng(15)
	wrong := 0
	for range draws(20000) {
		p := drawPanel(&r, 5, 5)
		if p.Rows == 0 || p.Cols == 0 {
			continue
		}
		l := listPairs(p.Instance)
		lim, err := p.limits(l)
		if err != nil {
			t.Fatal(err)
		}
		good := panelSolved(t, p)
		lim.weight = int64(r.n(int(min(lim.weight, 10))))
		s := newNetwork(l, lim)
		if err := s.run(context.Background()); err != nil {
			t.Fatal(err)
		}
		light := s.result()
		light.Short = good.Short
		if err := VerifyPanel(p, light); !errors.Is(err, ErrProof) {
			t.Fatalf("weight %d: %v\n%s", light.Weight, err, panelText(p))
		}
		if scored(p, light.Mates) != scored(p, good.Mates) {
			wrong++
			light.Weight = good.Weight
			if VerifyPanel(p, light) == nil {
				t.Fatalf("a wrong solution is accepted\n%s\n%+v", panelText(p), light)
			}
		}
	}
	if wrong < draws(1000) {
		t.Errorf("only %d panels where a light weight does harm", wrong)
	}
}
