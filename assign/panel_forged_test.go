package assign

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// Proofs that break a single rule, so that nothing else would refuse them.
func TestPanelForgedProof(t *testing.T) {
	const w = 1000
	pair := func(rows, cols int, costs ...int32) *Instance {
		return &Instance{Rows: rows, Cols: cols, Dense: costs}
	}
	out := func(i int) []Shortfall {
		return []Shortfall{{Row: i, Col: -1, Want: 1, Cause: Crowded, Rows: []int{0, 1}, Cols: []int{0}, Each: 1, Wanted: 2, Seats: 1}}
	}
	cases := []struct {
		rule string
		p    Panel
		r    PanelResult
	}{
		{"row 0 has 2 columns and wants 1", Panel{Instance: pair(1, 2, -1, -1)}, PanelResult{
			Mates: [][]int32{{0, 1}}, Pairs: 2, Cost: -2, U: []int64{0}, V: []int64{0, 0},
		}},
		{"row 0 has 1 columns and U 1004, which is too high", Panel{Instance: pair(2, 1, 5, 1)}, PanelResult{
			Mates: [][]int32{{0}, {}}, Pairs: 1, Cost: 5, U: []int64{w + 4, w}, V: []int64{1 - w}, Short: out(1),
		}},
		{"row 0 has 0 columns and U 996, which is too low", Panel{Instance: pair(2, 1, 1, 5)}, PanelResult{
			Mates: [][]int32{{}, {0}}, Pairs: 1, Cost: 5, U: []int64{w - 4, w}, V: []int64{5 - w}, Short: out(0),
		}},
		{"column 0 has 1 rows and V 4, which is too high", Panel{Instance: pair(1, 2, 5, 1)}, PanelResult{
			Mates: [][]int32{{0}}, Pairs: 1, Cost: 5, U: []int64{1}, V: []int64{4, 0},
		}},
		{"column 1 has 0 rows and V -4, which is too low", Panel{Instance: pair(1, 2, 5, 1)}, PanelResult{
			Mates: [][]int32{{0}}, Pairs: 1, Cost: 5, U: []int64{5}, V: []int64{0, -4},
		}},
		{"column 0 has 1 seats and 2 rows", Panel{Instance: pair(2, 1, 5, 5)}, PanelResult{
			Mates: [][]int32{{0}, {0}}, Pairs: 2, Cost: 10, U: []int64{5, 5}, V: []int64{0},
		}},
		{"the pair of row 0 and column 0 costs 5, more than 1", Panel{Instance: pair(1, 2, 5, 1)}, PanelResult{
			Mates: [][]int32{{0}}, Pairs: 1, Cost: 5, U: []int64{1}, V: []int64{0, 0},
		}},
		{"row 0 does not have column 1, which costs 1, less than 5", Panel{Instance: pair(1, 2, 5, 1)}, PanelResult{
			Mates: [][]int32{{0}}, Pairs: 1, Cost: 5, U: []int64{5}, V: []int64{0, 0},
		}},
	}
	for _, c := range cases {
		c.r.Weight = w
		err := VerifyPanel(&c.p, &c.r)
		if !errors.Is(err, ErrProof) || !strings.HasSuffix(err.Error(), c.rule) {
			t.Errorf("%s: %v", c.rule, err)
		}
	}
}

// A set is no proof when it has as many seats as it wants, however well counted.
func TestPanelForgedSet(t *testing.T) {
	p := &Panel{Instance: &Instance{
		Rows: 3, Cols: 3, RowStart: []int{0, 1, 2, 4}, Col: []int32{0, 0, 1, 2}, Cost: []int32{1, 2, 3, 3},
	}}
	r := panelSolved(t, p)
	if len(r.Short) != 1 || !slices.Equal(r.Short[0].Rows, []int{0, 1}) {
		t.Fatalf("%+v", r.Short)
	}
	r.Short[0].Rows, r.Short[0].Cols, r.Short[0].Wanted, r.Short[0].Seats = []int{0, 1, 2}, []int{0, 1, 2}, 3, 3
	if err := VerifyPanel(p, r); !errors.Is(err, ErrProof) {
		t.Errorf("accepted: %v", err)
	}
}

// Row 0 leads to row 1, which has fewer columns, and also to row 2, which has more: its set does not explain row 1.
func TestPanelSetOfFewer(t *testing.T) {
	p := &Panel{
		Instance: &Instance{
			Rows: 4, Cols: 7, Capacity: []int{1, 1, 2, 1, 1, 1, 1},
			RowStart: []int{0, 3, 5, 8, 10},
			Col:      []int32{0, 1, 2, 2, 3, 2, 4, 5, 3, 6},
			Cost:     []int32{0, 0, 10, 0, 10, 0, 0, 0, 0, 0},
		},
		Demand: []int{3, 2, 3, 2},
	}
	r := panelSolved(t, p)
	if len(r.Short) != 2 || !slices.Equal(r.Short[0].Rows, []int{0, 1, 2, 3}) || !slices.Equal(r.Short[1].Rows, []int{1, 3}) {
		t.Errorf("%+v", r.Short)
	}
	for _, f := range r.Short {
		checkShortfall(t, p, f)
	}
}

// After every step the tree is one, its arcs cost nothing over the potentials, and every node can send one unit more to
// the hub. The last is what rules out running in a ring.
func TestPanelTree(t *testing.T) {
	r := rng(16)
	steps := 0
	for range draws(5000) {
		p := drawPanel(&r, 20, 15)
		l := listPairs(p.Instance)
		lim, err := p.limits(l)
		if err != nil {
			t.Fatal(err)
		}
		s := newNetwork(l, lim)
		for {
			checkTree(t, s)
			if _, err := s.relist(t.Context()); err != nil {
				t.Fatal(err)
			}
			e, ok := s.find(1 + r.n(20))
			if !ok {
				break
			}
			s.enter(e)
			steps++
		}
	}
	if steps < draws(20000) {
		t.Errorf("only %d steps", steps)
	}
}

func checkTree(t *testing.T, s *network) {
	t.Helper()
	hub := int32(s.rows + s.cols)
	for x := range hub {
		l := s.link[x]
		if l.left(true) <= 0 || l.flow < 0 || l.flow > l.room {
			t.Fatalf("node %d cannot send more to the hub: %+v", x, l)
		}
		if s.depth[x] != s.depth[s.parent[x]]+1 {
			t.Fatalf("node %d is %d deep under one that is %d deep", x, s.depth[x], s.depth[s.parent[x]])
		}
		tail, head, cost := x, s.parent[x], int64(0)
		if !l.up {
			tail, head = head, tail
		}
		switch {
		case l.arc < 0:
			continue
		case l.arc < s.wishes:
			cost = int64(s.cost[l.arc])
		case l.arc < s.mins:
			cost = s.lim.worth(l.arc - s.wishes - s.wish[x] + 1)
		case l.arc < s.rest:
			cost = -s.lim.weight
		}
		if s.state[l.arc] != inside || cost+s.pi[tail]-s.pi[head] != 0 {
			t.Fatalf("tree arc %d of state %d costs %d", l.arc, s.state[l.arc], cost+s.pi[tail]-s.pi[head])
		}
	}
	for i := range s.rows { // wishes come true from the first, and stay open to the last
		for k := range int(s.lim.want[i]) {
			want := full
			if k < int(s.met[i]) {
				want = empty
			}
			if got := s.state[s.wishes+s.wish[i]+k]; got != inside && got != want {
				t.Fatalf("row %d has %d wishes met and state %d of number %d", i, s.met[i], got, k+1)
			}
		}
	}
}
