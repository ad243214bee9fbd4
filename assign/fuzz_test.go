package assign

import (
	"bytes"
	"slices"
	"testing"
)

// FuzzReadMBN reads anything; what it accepts it must write again as it was, solve and prove.
func FuzzReadMBN(f *testing.F) {
	r := rng(9)
	for range 20 {
		b := written(f, draw(&r, 6, 5))
		f.Add(b)
		f.Add(packed(f, b))
	}
	f.Add(words(head(0, 1<<20, 1<<20, 0, 1<<40), 1, 2, 3))
	f.Fuzz(func(t *testing.T, file []byte) {
		in, err := readMBN(bytes.NewReader(file), 1<<20)
		if err != nil {
			return
		}
		again, err := ReadMBN(bytes.NewReader(written(t, in)))
		if err != nil {
			t.Fatalf("%v\n%+v", err, in)
		}
		if !bytes.Equal(written(t, again), written(t, in)) {
			t.Fatalf("read %+v, then %+v", in, again)
		}
		if in.Pairs() < 5000 && in.Rows+in.Cols < 5000 {
			solved(t, in)
		}
	})
}

// FuzzSolve makes an instance of any bytes, well formed by design, and holds the result against brute force.
func FuzzSolve(f *testing.F) {
	f.Add([]byte{3, 3, 1, 1, 1, 5, 2, 0, 9, 4, 4, 1, 8, 8})
	f.Add([]byte{7, 5, 0, 2, 3, 1, 0, 255, 128, 127, 64, 32, 16, 8, 4, 2, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		next := func() int {
			if len(b) == 0 {
				return 0
			}
			x := b[0]
			b = b[1:]
			return int(x)
		}
		rows, cols := next()%8, next()%7
		capacity := make([]int, cols)
		for j := range capacity {
			capacity[j] = next() % 4
		}
		var pairs [][3]int
		for i := range rows {
			for j := range cols {
				if c := next(); c > 0 {
					pairs = append(pairs, [3]int{i, j, (c - 128) << (next() % 25)})
				}
			}
		}
		in := rebuilt(rows, cols, capacity, pairs)
		got, want := solved(t, in), brute(in, -1, -1)
		if got.Matched != want.matched || got.Cost != want.cost || !slices.Equal(got.Mate, want.mate) {
			t.Fatalf("%v: %d pairs at %d, brute force %+v\n%+v", got.Mate, got.Matched, got.Cost, want, in)
		}
		left := seatsLeft(in, got)
		for _, u := range got.Unmatched {
			checkUnmatched(t, in, got, u, left)
		}
	})
}

// FuzzEveryForm makes an instance of any form of any bytes, well formed by design, and holds the result against the plain reference, in
// all the ways that the solver can go.
func FuzzEveryForm(f *testing.F) {
	r := rng(10)
	for form := range forms {
		for range 6 {
			b := make([]byte, 40+r.n(400))
			for k := range b {
				b[k] = byte(r.n(256))
			}
			b[0] = byte(form) // what drawEvery asks for first
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		defer func(width, share, least, limit int) {
			coreWidth, tightShare, tightLeast, turnLimit = width, share, least, limit
		}(coreWidth, tightShare, tightLeast, turnLimit)
		d := &bytesFrom{b}
		in, form := drawEvery(d, 12, 20)
		if d.n(2) == 1 {
			coreWidth = 1 + d.n(2)
		}
		if d.n(2) == 1 {
			tightShare, tightLeast = 1<<30, d.n(4)
		}
		turnLimit *= d.n(2)
		got := solved(t, in)
		matched, served, cost := reference(in)
		if has := servedBy(in, got.Mate); got.Matched != matched || has != served || got.Cost != cost {
			t.Fatalf("%s: %d pairs, %d for minimums, at %d, reference %d, %d at %d\n%+v", formNames[form], got.Matched, has, got.Cost, matched, served, cost, in)
		}
		if again := solved(t, listForm(in)); !slices.Equal(again.Mate, got.Mate) {
			t.Fatalf("%s: %v, as a list %v\n%+v", formNames[form], got.Mate, again.Mate, in)
		}
		if in.Implicit == nil && !in.Holes && in.Minimum == nil && in.Locked == nil && in.RowKeys == nil && in.ColKeys == nil {
			read, err := ReadMBN(bytes.NewReader(written(t, in)))
			if err != nil {
				t.Fatal(err)
			}
			if again := solved(t, read); !slices.Equal(again.Mate, got.Mate) || again.Cost != got.Cost {
				t.Fatalf("%s: %v, from a file %v\n%+v", formNames[form], got.Mate, again.Mate, in)
			}
		}
	})
}

// FuzzVerify takes any numbers for a result: what Verify accepts must be optimal.
func FuzzVerify(f *testing.F) {
	f.Add([]byte{2, 2, 1, 1, 1, 2, 3, 4, 0, 1, 1, 3, 0, 0, 0})
	f.Add([]byte{0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		next := func() int {
			if len(b) == 0 {
				return 0
			}
			x := int8(b[0])
			b = b[1:]
			return int(x)
		}
		in := &Instance{Rows: next() & 3, Cols: next() & 3}
		in.Dense, in.Capacity = make([]int32, in.Rows*in.Cols), make([]int, in.Cols)
		for k := range in.Dense {
			in.Dense[k] = int32(next())
		}
		for j := range in.Capacity {
			in.Capacity[j] = next() & 3
		}
		r := &Result{Mate: make([]int32, in.Rows), U: make([]int64, in.Rows), V: make([]int64, in.Cols), ShortRows: make([]bool, in.Rows), ShortCols: make([]bool, in.Cols)}
		for i := range r.Mate {
			r.Mate[i], r.U[i], r.ShortRows[i] = int32(next()), int64(next()), next()&1 == 1
			if r.Mate[i] < 0 {
				r.Unmatched = append(r.Unmatched, Unmatched{Row: i})
			} else if j := int(r.Mate[i]); j < in.Cols {
				r.Matched++
				r.Cost += int64(in.Dense[i*in.Cols+j])
			}
		}
		for j := range r.V {
			r.V[j], r.ShortCols[j] = int64(next()), next()&1 == 1
		}
		if Verify(in, r) != nil {
			return
		}
		if want := brute(in, -1, -1); !isSolution(in, r) || r.Matched != want.matched || r.Cost != want.cost {
			t.Fatalf("accepted %+v, best is %+v\n%+v", r, want, in)
		}
	})
}

// FuzzLive draws an instance of any form and edits it; after each edit the live solution must be what solving anew gives.
func FuzzLive(f *testing.F) {
	f.Add(uint64(1), uint8(3), false)
	f.Add(uint64(2026), uint8(20), true)
	f.Fuzz(func(t *testing.T, seed uint64, edits uint8, few bool) {
		if few {
			defer func(width int) { coreWidth = width }(coreWidth)
			coreWidth = 1
		}
		r := rng(seed)
		l := live(t, drawForm(&r, 9, 7))
		var after []string
		for range edits % 24 {
			after = append(after, edit(t, &r, l))
			checkLive(t, l, after)
		}
	})
}
