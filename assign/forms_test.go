package assign

import (
	"context"
	"errors"
	"math"
	"reflect"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// listedFew runs a test with so few pairs listed of a matrix, and room for so few tight ones, that all of its paths are taken.
func listedFew(t *testing.T, test func(t *testing.T)) {
	t.Run("wide", test)
	defer func(width, share, least int) { coreWidth, tightShare, tightLeast = width, share, least }(coreWidth, tightShare, tightLeast)
	coreWidth = 1
	t.Run("narrow", test)
	tightShare, tightLeast = 1<<30, 0
	t.Run("bits", test)
}

// drawForm makes an instance of any form: with holes, minimums, keys and locked pairs, or without.
func drawForm(r *rng, rows, cols int) *Instance {
	in := sparseForm(draw(r, rows, cols))
	span := []int32{2, 5, 90}[r.n(3)]
	for k, c := range in.Cost {
		in.Cost[k] = (c%span + span) % span
	}
	if r.n(3) == 0 {
		withMinimum(r, in)
	}
	if r.n(3) == 0 {
		in.RowKeys, in.ColKeys = drawKeys(r, in.Rows), drawKeys(r, in.Cols)
	}
	if r.n(5) == 0 {
		in.Locked = slices.Repeat([]int32{-1}, in.Rows)
		left := make([]int, in.Cols)
		for j := range left {
			left[j] = in.seats(j)
		}
		for i := range in.Rows {
			if cols, _ := in.row(i); len(cols) > 0 && r.n(3) == 0 {
				if j := cols[r.n(len(cols))]; left[j] > 0 {
					left[j]--
					in.Locked[i] = j
				}
			}
		}
	}
	return inForm(in, r.n(5), r.n(3))
}

func drawKeys(r *rng, n int) []int64 {
	keys := make([]int64, n)
	for k, p := range shuffled(r, n) {
		keys[k] = int64(p)*3 - 20
	}
	return keys
}

// inForm gives a sparse instance in another form; all costs must be below 100.
func inForm(in *Instance, form, candidates int) *Instance {
	out := *in
	if form == 0 {
		return &out
	}
	out.RowStart, out.Col, out.Cost = nil, nil, nil
	out.Holes = true
	dense := slices.Repeat([]int32{NotAllowed}, in.Rows*in.Cols)
	for i := range in.Rows {
		in.each(i, func(j, c int32) { dense[i*in.Cols+int(j)] = c })
	}
	switch form {
	case 1:
		out.Dense = dense
	case 2:
		out.Dense16 = make([]int16, len(dense))
		for k, c := range dense {
			out.Dense16[k] = int16(min(c, math.MaxInt16))
		}
	case 3:
		out.Dense8 = make([]uint8, len(dense))
		for k, c := range dense {
			out.Dense8[k] = uint8(min(c, math.MaxUint8))
		}
	case 4:
		out.Holes = false
		out.Implicit = &Implicit{Most: 99, Costs: func(row, lo int, out []int32) { copy(out, dense[row*in.Cols+lo:]) }}
		if candidates > 0 {
			out.Implicit.Candidates = func(row int) []int32 { // good ones, doubled ones and nonsense
				return []int32{int32(row), int32(row), -1, int32(in.Cols), int32(in.Cols - 1)}[:candidates*2]
			}
		}
	}
	return &out
}

// The same instance in any form, with any number of threads and processors, gives the same, down to the last dual value where the form
// is the same.
func TestFormsAgree(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	listedFew(t, func(t *testing.T) {
		r := rng(62)
		for range draws(600) {
			in := sparseForm(draw(&r, 90, 60))
			for k, c := range in.Cost {
				in.Cost[k] = (c%90 + 90) % 90
			}
			want := solved(t, in)
			for form := 1; form < 5; form++ {
				other := inForm(in, form, r.n(3))
				got := solved(t, other)
				if !slices.Equal(got.Mate, want.Mate) {
					t.Fatalf("form %d: %v, want %v\n%+v", form, got.Mate, want.Mate, in)
				}
				runtime.GOMAXPROCS(1 + r.n(3))
				threaded, err := SolveWith(context.Background(), other, Options{Threads: 2 + r.n(3)})
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(threaded, got) {
					t.Fatalf("form %d with threads:\n%+v\n%+v", form, threaded, got)
				}
				if err := VerifyWith(other, threaded, 3); err != nil {
					t.Fatal(err)
				}
				if in.Rows == 0 {
					continue
				}
				threaded.U[0]++
				if (VerifyWith(other, threaded, 3) == nil) != (Verify(other, threaded) == nil) {
					t.Fatal("threads accept what one does not")
				}
			}
		}
	})
}

// Rows and columns with keys have the same partners in whatever order they are listed.
func TestKeysAnyOrder(t *testing.T) {
	r := rng(63)
	for range draws(3000) {
		in := drawForm(&r, 30, 20)
		in.Locked = nil
		in.RowKeys, in.ColKeys = drawKeys(&r, in.Rows), drawKeys(&r, in.Cols)
		want := solved(t, in)
		rows, cols := shuffled(&r, in.Rows), shuffled(&r, in.Cols)
		moved := rebuilt(in.Rows, in.Cols, make([]int, in.Cols), pairsOf(in, func(i, j, c int) [3]int { return [3]int{rows[i], cols[j], c} }))
		moved.RowKeys, moved.ColKeys = make([]int64, in.Rows), make([]int64, in.Cols)
		for i, p := range rows {
			moved.RowKeys[p] = in.RowKeys[i]
		}
		if in.Minimum != nil {
			moved.Minimum = make([]int, in.Cols)
		}
		for j, p := range cols {
			moved.ColKeys[p], moved.Capacity[p] = in.ColKeys[j], in.seats(j)
			if in.Minimum != nil {
				moved.Minimum[p] = in.Minimum[j]
			}
		}
		got := solved(t, inForm(moved, r.n(5), r.n(3)))
		for i, j := range want.Mate {
			if k := got.Mate[rows[i]]; j < 0 && k >= 0 || j >= 0 && (k < 0 || k != int32(cols[j])) {
				t.Fatalf("row %d has %d, and %d when they are listed in another order\n%+v", i, j, k, in)
			}
		}
		fair, fairMoved := fairly(t, in), fairly(t, moved)
		for i, j := range fair.Mate {
			if k := fairMoved.Mate[rows[i]]; j >= 0 && (k < 0 || k != int32(cols[j])) {
				t.Fatalf("fair: row %d has %d, and %d when they are listed in another order\n%+v", i, j, k, in)
			}
		}
	}
}

func TestFormsMutated(t *testing.T) {
	r := rng(64)
	tried := 0
	for range draws(20000) {
		in := drawForm(&r, 7, 6)
		if in.Rows == 0 || in.Cols == 0 {
			continue
		}
		bad := solved(t, in)
		i := r.n(in.Rows)
		switch r.n(6) {
		case 0:
			if in.Locked != nil && in.Locked[i] >= 0 {
				continue
			}
			bad.U[i]++
		case 1:
			j := int32(r.n(in.Cols))
			if c, ok := pairCost(in, i, j); bad.Mate[i] == j || ok && c == bad.U[i]+bad.V[j] {
				continue // as good, perhaps
			}
			bad.Mate[i] = j
		case 2:
			bad.Cost--
		case 3:
			bad.Matched++
		case 4:
			if bad.StarvedRows == nil {
				continue
			}
			bad.StarvedRows, bad.StarvedCols = nil, nil
		case 5:
			if len(bad.Unserved) == 0 {
				continue
			}
			bad.Unserved = bad.Unserved[1:]
		}
		tried++
		if err := Verify(in, bad); !errors.Is(err, ErrProof) {
			t.Fatalf("accepted, or %v\n%+v\n%+v", err, in, bad)
		}
	}
	if tried < draws(7000) {
		t.Errorf("only %d tried", tried)
	}
}

// Work stops wherever it is when the context ends.
func TestFormsCancelled(t *testing.T) {
	r := rng(65)
	for range 40 {
		in := drawForm(&r, 120, 80)
		stages := int64(1)
		if _, err := SolveWith(context.Background(), in, Options{Progress: func(Progress) { stages++ }}); err != nil {
			t.Fatal(err)
		}
		for stop := range stages {
			ctx, cancel := context.WithCancel(context.Background())
			var seen, at atomic.Int64
			_, err := SolveWith(ctx, in, Options{Threads: 2, Progress: func(Progress) {
				if at.Add(1) != 1 {
					t.Error("progress told by two at a time")
				}
				if seen.Add(1) == stop {
					cancel()
				}
				at.Add(-1)
			}})
			cancel()
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped at %d: %v", stop, err)
			}
		}
	}
}

// What is allocated stays below what Memory says.
func TestMemory(t *testing.T) {
	for _, in := range []*Instance{
		denseOf("uni", 800, 800, 0, 0, 1), denseOf("quest", 800, 300, 1, 4, 2),
		{Rows: 700, Cols: 700, Dense8: make([]uint8, 490000)},
		sparseOf("uni", 4000, 4000, 20, 0, 0, true, 3), sparseOf("quest", 4000, 1200, 30, 1, 5, false, 4),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if _, err := Solve(context.Background(), in); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if used := int64(after.TotalAlloc - before.TotalAlloc); used > in.Memory(Options{}) {
			t.Errorf("%d x %d: %d bytes allocated, Memory says %d", in.Rows, in.Cols, used, in.Memory(Options{}))
		}
	}
}
