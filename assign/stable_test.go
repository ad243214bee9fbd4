package assign

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func stably(t testing.TB, m *Market) *StableResult {
	t.Helper()
	r, err := SolveStable(context.Background(), m, StableOptions{})
	if err != nil {
		t.Fatalf("%v\n%+v", err, m)
	}
	if err := VerifyStable(m, r); err != nil {
		t.Fatalf("%v\n%+v\n%+v", err, m, r)
	}
	return r
}

func drawMarket(r *rng, rows, cols int) *Market {
	m := &Market{Rows: r.n(rows + 1), Cols: r.n(cols + 1), RowStart: []int{0}}
	if r.n(2) == 0 {
		m.Capacity = make([]int, m.Cols)
		for j := range m.Capacity {
			m.Capacity[j] = r.n(4)
		}
	}
	ranks, share := 1+r.n(5), 1+r.n(10)
	for range m.Rows {
		for j := range m.Cols {
			if r.n(10) < share {
				m.Col = append(m.Col, int32(j))
				m.RowRank, m.ColRank = append(m.RowRank, int32(r.n(ranks))), append(m.ColRank, int32(r.n(ranks)))
			}
		}
		m.RowStart = append(m.RowStart, len(m.Col))
	}
	return m
}

// bruteStable gives the sizes of the least and the largest stable matching, by trying all.
func bruteStable(m *Market) (least, most int) {
	least, most = 1<<30, -1
	mate := slices.Repeat([]int32{-1}, m.Rows)
	load := make([]int, m.Cols)
	var try func(i, n int)
	try = func(i, n int) {
		if i == m.Rows {
			if m.Blocking(mate) == 0 {
				least, most = min(least, n), max(most, n)
			}
			return
		}
		for _, j := range m.Col[m.RowStart[i]:m.RowStart[i+1]] {
			if load[j] < m.seats(int(j)) {
				load[j]++
				mate[i] = j
				try(i+1, n+1)
				load[j]--
			}
		}
		mate[i] = -1
		try(i+1, n)
	}
	try(0, 0)
	return least, most
}

func TestStableBruteForce(t *testing.T) {
	r := rng(41)
	found, all, largest := 0, 0, 0
	for range draws(100000) {
		m := drawMarket(&r, 5, 4)
		got, err := SolveStable(context.Background(), m, StableOptions{Tries: 1 + r.n(2)*7})
		if err != nil {
			t.Fatal(err)
		}
		if err := VerifyStable(m, got); err != nil {
			t.Fatalf("%v\n%+v\n%+v", err, m, got)
		}
		_, most := bruteStable(m)
		if 3*got.Matched < 2*most || got.Matched > most || got.UpperBound < most || got.Largest && got.Matched < most {
			t.Fatalf("%d pairs, at most %d, the largest stable has %d\n%+v\n%+v", got.Matched, got.UpperBound, most, m, got)
		}
		all++
		if got.Matched == most {
			found++
		}
		if got.Largest {
			largest++
		}
	}
	if found < all*99/100 || largest < all/2 {
		t.Errorf("found the largest in %d of %d, knew it in %d", found, all, largest)
	}
}

// Without ties all stable matchings have the same size (the rural hospitals theorem), and any run finds it.
func TestStableStrict(t *testing.T) {
	r := rng(42)
	for range draws(20000) {
		m := drawMarket(&r, 5, 4)
		byCol := make([][]int, m.Cols)
		for i := range m.Rows {
			lo, hi := m.RowStart[i], m.RowStart[i+1]
			for k, p := range shuffled(&r, hi-lo) {
				m.RowRank[lo+k] = int32(p)
			}
			for k := lo; k < hi; k++ {
				byCol[m.Col[k]] = append(byCol[m.Col[k]], k)
			}
		}
		for _, ks := range byCol {
			for n, p := range shuffled(&r, len(ks)) {
				m.ColRank[ks[n]] = int32(p)
			}
		}
		if least, most := bruteStable(m); least != most || stably(t, m).Matched != most {
			t.Fatalf("stable matchings of %d to %d pairs, found %d\n%+v", least, most, stably(t, m).Matched, m)
		}
	}
}

func TestStableMutated(t *testing.T) {
	r := rng(43)
	tried := 0
	for range draws(20000) {
		m := drawMarket(&r, 8, 6)
		got := stably(t, m)
		i := slices.IndexFunc(got.Mate, func(j int32) bool { return j >= 0 })
		if i < 0 {
			continue
		}
		tried++
		bad := *got
		switch r.n(4) {
		case 0: // whoever loses a partner and gets none would rather have it back
			bad.Mate = slices.Clone(got.Mate)
			bad.Mate[i], bad.Matched, bad.Largest = -1, got.Matched-1, false
		case 1:
			bad.UpperBound--
			bad.Largest = bad.Matched == bad.UpperBound
		case 2:
			bad.CoverRows, bad.CoverCols = make([]bool, m.Rows), make([]bool, m.Cols)
			bad.UpperBound = 0
		case 3:
			bad.Mate = slices.Clone(got.Mate)
			bad.Mate[i] = int32(m.Cols)
		}
		if err := VerifyStable(m, &bad); !errors.Is(err, ErrProof) {
			t.Fatalf("accepted, or %v\n%+v\n%+v", err, m, bad)
		}
	}
	if tried < draws(10000) {
		t.Errorf("only %d tried", tried)
	}
}

func TestStableHostile(t *testing.T) {
	for _, m := range []*Market{nil, {Rows: -1}, {Rows: 1, Cols: 1, RowStart: []int{0, 1}, Col: []int32{0}}, {Rows: 1, Cols: 1, RowStart: []int{0, 1}, Col: []int32{1}, RowRank: []int32{0}, ColRank: []int32{0}}, {Cols: 1, Capacity: []int{-1}}} {
		if _, err := SolveStable(context.Background(), m, StableOptions{}); err == nil {
			t.Errorf("%+v was accepted", m)
		}
	}
	n := 200_000
	alike := &Market{Rows: n, Cols: 2, Capacity: []int{n / 3, 1 << 40}, RowStart: make([]int, 1, n+1)}
	for range n {
		alike.Col = append(alike.Col, 0, 1)
		alike.RowStart = append(alike.RowStart, len(alike.Col))
	}
	alike.RowRank, alike.ColRank = make([]int32, 2*n), make([]int32, 2*n)
	for _, m := range []*Market{{}, {Rows: 3}, {Cols: 3}, {Rows: 1, Cols: 1, Capacity: []int{0}, RowStart: []int{0, 1}, Col: []int32{0}, RowRank: []int32{0}, ColRank: []int32{0}}, alike} {
		stably(t, m)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := SolveStable(ctx, alike, StableOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestStablePublished(t *testing.T) {
	dir := filepath.Join(published(t), "stable")
	for name, want := range map[string]int{"s50-i0.1-t0.5-1.txt": 50, "s50-i0.5-t0.5-1.txt": 50, "s50-i0.8-t0.1-1.txt": 46} {
		r := stably(t, readSMTI(t, filepath.Join(dir, name)))
		if r.Matched != want {
			t.Errorf("%s: %d pairs, at most %d; the largest has %d", name, r.Matched, r.UpperBound, want)
		}
	}
	if r := stably(t, readSMTI(t, filepath.Join(dir, "s100-i0.5-t0.5-1.txt"))); r.Matched != r.UpperBound {
		t.Errorf("s100: %d pairs of at most %d", r.Matched, r.UpperBound)
	}
}

// readSMTI reads an instance as Eyupoglu and others (2021) write them: after a line that says nothing and the two numbers, a line
// per row and then per column, with the number of its own and those that it accepts, the best first, equal ones within parentheses.
func readSMTI(t *testing.T, path string) *Market {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	number := func(s string) int {
		n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(s), "()"))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return n
	}
	m := &Market{Rows: number(lines[1]), Cols: number(lines[2]), RowStart: []int{0}}
	ranks := func(line string) map[int32]int32 {
		out := map[int32]int32{}
		rank := int32(0)
		for _, f := range strings.Fields(line)[1:] {
			out[int32(number(f))-1] = rank
			if strings.HasSuffix(f, ")") {
				rank++
			}
		}
		return out
	}
	cols := make([]map[int32]int32, m.Cols)
	for j := range cols {
		cols[j] = ranks(lines[3+m.Rows+j])
	}
	for i := range m.Rows {
		row := ranks(lines[3+i])
		for j := range int32(m.Cols) {
			a, ok := row[j]
			b, too := cols[j][int32(i)]
			if ok && too {
				m.Col, m.RowRank, m.ColRank = append(m.Col, j), append(m.RowRank, a), append(m.ColRank, b)
			}
		}
		m.RowStart = append(m.RowStart, len(m.Col))
	}
	return m
}
