package assign

import (
	"errors"
	"slices"
	"testing"
)

func (r *Result) clone() *Result {
	c := *r
	c.Mate, c.U, c.V = slices.Clone(r.Mate), slices.Clone(r.U), slices.Clone(r.V)
	c.ShortRows, c.ShortCols = slices.Clone(r.ShortRows), slices.Clone(r.ShortCols)
	c.Unmatched = slices.Clone(r.Unmatched)
	return &c
}

// isSolution says whether the mates are one, adding up to what the result says. It knows nothing of proofs.
func isSolution(in *Instance, r *Result) bool {
	taken := make([]int, in.Cols)
	matched, cost := 0, int64(0)
	for i, j := range r.Mate {
		if j == -1 {
			continue
		}
		allowed := false
		in.each(i, func(k, c int32) {
			if k == j {
				allowed = true
				cost += int64(c)
			}
		})
		if !allowed {
			return false
		}
		taken[j]++
		matched++
		if taken[j] > in.seats(int(j)) {
			return false
		}
	}
	return matched == r.Matched && cost == r.Cost
}

// Every single falsification of a proof that makes its claim untrue is refused, and nearly every other one too.
func TestMutatedProof(t *testing.T) {
	r := rng(6)
	tried, accepted := 0, 0
	for range draws(3000) {
		in := draw(&r, 8, 6)
		good := solved(t, in)
		try := func(what string, must bool, mutate func(m *Result)) {
			t.Helper()
			m := good.clone()
			mutate(m)
			tried++
			err := Verify(in, m)
			if err != nil {
				if !errors.Is(err, ErrProof) {
					t.Fatalf("%s: error of another kind: %v", what, err)
				}
				return
			}
			accepted++
			if must {
				t.Fatalf("%s: accepted\n%+v\n%+v", what, in, m)
			}
			if m.Matched != good.Matched || m.Cost != good.Cost || !isSolution(in, m) {
				t.Fatalf("%s: a wrong result is accepted\n%+v\n%+v", what, in, m)
			}
		}
		for i, j := range good.Mate {
			try("another column", false, func(m *Result) { m.Mate[i] = int32(r.n(in.Cols+3)) - 2 })
			if j >= 0 {
				try("mate left", true, func(m *Result) { m.Mate[i] = -1 })
			}
			try("U raised", true, func(m *Result) { m.U[i]++ })
			try("U lowered", true, func(m *Result) { m.U[i]-- })
			try("U far away", true, func(m *Result) { m.U[i] = -1 << 63 })
			if good.ShortRows != nil {
				try("row changes side", false, func(m *Result) { m.ShortRows[i] = !m.ShortRows[i] })
			}
		}
		for j := range good.V {
			must := in.seats(j) > 0
			try("V raised", must, func(m *Result) { m.V[j]++ })
			try("V lowered", must, func(m *Result) { m.V[j]-- })
			try("V far away", true, func(m *Result) { m.V[j] = 1<<63 - 1 })
			if good.ShortCols != nil {
				try("column changes side", false, func(m *Result) { m.ShortCols[j] = !m.ShortCols[j] })
			}
		}
		try("one pair more", true, func(m *Result) { m.Matched++ })
		try("cheaper", true, func(m *Result) { m.Cost-- })
		try("dearer", true, func(m *Result) { m.Cost++ })
		try("a row too many", true, func(m *Result) { m.Mate = append(m.Mate, -1) })
		try("a dual value too many", true, func(m *Result) { m.V = append(m.V, 0) })
		try("half a short side", in.Cols > 0, func(m *Result) { m.ShortRows, m.ShortCols = make([]bool, in.Rows), nil })
		try("an unknown row unmatched", true, func(m *Result) { m.Unmatched = append(m.Unmatched, Unmatched{Row: in.Rows}) })
		if n := len(good.Unmatched); n > 0 {
			try("no cause", true, func(m *Result) { m.Unmatched = m.Unmatched[:n-1] })
			try("no short side", true, func(m *Result) { m.ShortRows, m.ShortCols = nil, nil })
		}
	}
	if tried < draws(100000) || accepted*20 > tried {
		t.Errorf("%d of %d falsifications accepted", accepted, tried)
	}
	forged := &Result{Mate: []int32{0}, Matched: 1, U: []int64{0}, V: []int64{0}}
	if err := Verify(&Instance{Rows: 1, Cols: 1}, forged); !errors.Is(err, ErrProof) {
		t.Errorf("a pair where none is allowed: %v", err)
	}
	if err := Verify(&Instance{}, nil); !errors.Is(err, ErrProof) {
		t.Errorf("no result: %v", err)
	}
}

// Forgeries that break one rule of the proof each, and no other. Their claims are all untrue.
func TestForgedProof(t *testing.T) {
	yes, no := []bool{true, true}, []bool{false, false}
	out := func(rows ...int) (u []Unmatched) {
		for _, i := range rows {
			u = append(u, Unmatched{Row: i})
		}
		return u
	}
	oneRow := &Instance{Rows: 1, Cols: 2, Dense: []int32{5, 0}}
	twoRows := &Instance{Rows: 2, Cols: 1, Dense: []int32{0, 5}}
	onePair := &Instance{Rows: 1, Cols: 1, Dense: []int32{3}}
	cases := []struct {
		name string
		in   *Instance
		r    Result
	}{
		{"V above 0", oneRow, Result{Mate: []int32{0}, Matched: 1, Cost: 5, U: []int64{-5}, V: []int64{10, 0}}},
		{"V below 0 with a free seat", oneRow, Result{Mate: []int32{0}, Matched: 1, Cost: 5, U: []int64{5}, V: []int64{0, -5}}},
		{"pair cheaper than U+V", oneRow, Result{Mate: []int32{0}, Matched: 1, Cost: 5, U: []int64{5}, V: []int64{0, 0}}},
		{"chosen pair dearer than U+V", oneRow, Result{Mate: []int32{0}, Matched: 1, Cost: 5, U: []int64{0}, V: []int64{0, 0}}},
		{"cost not the sum", oneRow, Result{Mate: []int32{1}, Matched: 1, Cost: -1, U: []int64{0}, V: []int64{0, 0}}},
		{"pairs not counted", oneRow, Result{Mate: []int32{1}, Matched: 2, Cost: 0, U: []int64{0}, V: []int64{0, 0}}},
		{"U above 0 on the short side", twoRows, Result{Mate: []int32{-1, 0}, Matched: 1, Cost: 5, U: []int64{0, 5}, V: []int64{0}, ShortRows: yes, ShortCols: yes[:1], Unmatched: out(0)}},
		{"U below 0 without a column", twoRows, Result{Mate: []int32{-1, 0}, Matched: 1, Cost: 5, U: []int64{-5, 0}, V: []int64{5}, ShortRows: yes, ShortCols: yes[:1], Unmatched: out(0)}},
		{"too many rows in a column", twoRows, Result{Mate: []int32{0, 0}, Matched: 2, Cost: 5, U: []int64{0, 5}, V: []int64{0}}},
		{"without a column outside the short side", onePair, Result{Mate: []int32{-1}, U: []int64{0}, V: []int64{0}, Unmatched: out(0)}},
		{"free seat on the short side", onePair, Result{Mate: []int32{-1}, U: []int64{0}, V: []int64{0}, ShortRows: yes[:1], ShortCols: yes[:1], Unmatched: out(0)}},
		{"way out of the short side", onePair, Result{Mate: []int32{-1}, U: []int64{0}, V: []int64{0}, ShortRows: yes[:1], ShortCols: no[:1], Unmatched: out(0)}},
		{
			"pair across the short side",
			&Instance{Rows: 2, Cols: 2, RowStart: []int{0, 2, 3}, Col: []int32{0, 1, 0}, Cost: []int32{0, 0, 0}},
			Result{Mate: []int32{0, -1}, Matched: 1, U: []int64{0, 0}, V: []int64{0, 0}, ShortRows: []bool{false, true}, ShortCols: []bool{true, false}, Unmatched: out(1)},
		},
		{
			"pair that is not allowed",
			&Instance{Rows: 1, Cols: 2, RowStart: []int{0, 1}, Col: []int32{1}, Cost: []int32{7}},
			Result{Mate: []int32{0}, Matched: 1, Cost: 0, U: []int64{0}, V: []int64{0, 0}},
		},
	}
	for _, c := range cases {
		if err := Verify(c.in, &c.r); !errors.Is(err, ErrProof) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// A worse solution is not proven by any dual values: here by those of the best, by none, and by ones drawn at random.
func TestWorseSolution(t *testing.T) {
	r := rng(7)
	worse := 0
	for range draws(20000) {
		in := draw(&r, 5, 5)
		best := solved(t, in)
		m := best.clone()
		for i := range m.Mate {
			if r.n(2) == 0 {
				m.Mate[i] = int32(r.n(in.Cols+1)) - 1
			}
		}
		m.Matched, m.Cost, m.Unmatched = 0, 0, nil
		for i, j := range m.Mate {
			if j < 0 {
				m.Unmatched = append(m.Unmatched, Unmatched{Row: i})
				continue
			}
			m.Matched++
			in.each(i, func(k, c int32) {
				if k == j {
					m.Cost += int64(c)
				}
			})
		}
		if !isSolution(in, m) || m.Matched == best.Matched && m.Cost == best.Cost {
			continue
		}
		worse++
		short := make([]bool, in.Rows+in.Cols)
		for k := range short {
			short[k] = r.n(2) == 0
		}
		for _, change := range []func(){
			func() {},
			func() {
				for i, j := range m.Mate { // what the pairs themselves say
					if m.U[i] = 0; j >= 0 {
						in.each(i, func(k, c int32) {
							if k == j {
								m.U[i] = int64(c) - m.V[j]
							}
						})
					}
				}
			},
			func() { m.ShortRows, m.ShortCols = short[:in.Rows], short[in.Rows:] },
			func() {
				for i := range m.U {
					m.U[i] = int64(r.n(9)) - 4
				}
				for j := range m.V {
					m.V[j] = int64(r.n(9)) - 4
				}
			},
		} {
			change()
			if err := Verify(in, m); !errors.Is(err, ErrProof) {
				t.Fatalf("accepted, or refused for another reason: %v\n%+v\n%+v", err, in, m)
			}
		}
	}
	if worse < draws(1000) {
		t.Errorf("only %d worse solutions tried", worse)
	}
}
