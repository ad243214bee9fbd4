package assign

import (
	"context"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

func TestEveryFormReference(t *testing.T) {
	seed := rng(72)
	everyWay(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(1500) {
			in, form := drawEvery(&r, 30, 40)
			got := solved(t, in)
			matched, served, cost := reference(in)
			if has := servedBy(in, got.Mate); got.Matched != matched || has != served || got.Cost != cost {
				t.Fatalf("%s: %d pairs, %d for minimums, at %d, reference %d, %d at %d\n%+v", formNames[form], got.Matched, has, got.Cost, matched, served, cost, in)
			}
		}
	})
}

// listForm is a sparse instance with all that another says.
func listForm(in *Instance) *Instance {
	out := *in
	out.Dense, out.Dense16, out.Dense8, out.Holes, out.Implicit = nil, nil, nil, false, nil
	out.RowStart, out.Col, out.Cost = make([]int, 1, in.Rows+1), nil, nil
	for i := range in.Rows {
		in.each(i, func(j, c int32) { out.Col, out.Cost = append(out.Col, j), append(out.Cost, c) })
		out.RowStart = append(out.RowStart, len(out.Col))
	}
	return &out
}

// reordered lists the rows and columns of a sparse instance in another order: row i becomes row rows[i]. Keys, minimums and locks
// go with them.
func reordered(in *Instance, rows, cols []int) *Instance {
	out := rebuilt(in.Rows, in.Cols, nil, pairsOf(in, func(i, j, c int) [3]int { return [3]int{rows[i], cols[j], c} }))
	out.Capacity, out.Minimum = moved(in.Capacity, cols), moved(in.Minimum, cols)
	out.RowKeys, out.ColKeys = moved(in.RowKeys, rows), moved(in.ColKeys, cols)
	out.Locked = moved(in.Locked, rows)
	for i, j := range out.Locked {
		if j >= 0 {
			out.Locked[i] = int32(cols[j])
		}
	}
	return out
}

func moved[T any](s []T, to []int) []T {
	if s == nil {
		return nil
	}
	out := make([]T, len(s))
	for k, x := range s {
		out[to[k]] = x
	}
	return out
}

// formsFor are the forms that can hold a sparse instance.
func formsFor(in *Instance) (can []int) {
	for form := range forms {
		least, most := extentOf(form)
		full := len(in.Col) == in.Rows*in.Cols
		if (full || !allAllowed(form)) && !slices.ContainsFunc(in.Cost, func(c int32) bool { return int(c) < least || int(c) > most }) {
			can = append(can, form)
		}
	}
	return can
}

// The same instance told in another form and in another order has the same pairs, when it has keys.
func TestEveryFormSamePairs(t *testing.T) {
	seed := rng(73)
	everyWay(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(500) {
			drawn, _ := drawEvery(&r, 40, 45)
			if r.n(4) == 0 { // so that bytes can hold it
				for k := range drawn.Cost {
					drawn.Cost[k] = int32(r.n(9))
				}
			}
			drawn.RowKeys, drawn.ColKeys = keysFrom(&r, drawn.Rows), keysFrom(&r, drawn.Cols)
			want, list := solved(t, drawn), listForm(drawn)
			rows, cols := shuffled(&r, drawn.Rows), shuffled(&r, drawn.Cols)
			other := reordered(list, rows, cols)
			for _, form := range formsFor(list) {
				if got := solved(t, formed(&r, list, form)); !slices.Equal(got.Mate, want.Mate) {
					t.Fatalf("%s: %v, was %v\n%+v", formNames[form], got.Mate, want.Mate, drawn)
				}
				got := solved(t, formed(&r, other, form))
				for i, j := range want.Mate {
					if k := got.Mate[rows[i]]; j < 0 && k >= 0 || j >= 0 && (k < 0 || k != int32(cols[j])) {
						t.Fatalf("%s: row %d has %d, and %d in another order\n%+v", formNames[form], i, j, k, drawn)
					}
				}
				for _, u := range got.Unserved {
					if j := slices.Index(cols, u.Col); !slices.ContainsFunc(want.Unserved, func(u Unserved) bool { return u.Col == j }) {
						t.Fatalf("%s: column %d is unserved only in another order\n%+v", formNames[form], j, drawn)
					}
				}
			}
		}
	})
}

// Whatever the number of threads and processors, all of the result is the same.
func TestEveryFormThreads(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	seed := rng(74)
	everyWay(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(40) {
			in, form := drawEvery(&r, 200, 60)
			for _, objective := range []Objective{Total, Fair} {
				want, err := SolveWith(context.Background(), in, Options{Objective: objective})
				if err != nil {
					t.Fatal(err)
				}
				for _, n := range []int{1, 2, 4, math.MaxInt} {
					runtime.GOMAXPROCS(1 + r.n(2))
					got, err := SolveWith(context.Background(), in, Options{Threads: n, Objective: objective})
					if err != nil {
						t.Fatal(err)
					}
					if !reflect.DeepEqual(got, want) {
						t.Fatalf("%s, %s, %d threads:\n%+v\n%+v", formNames[form], objective, n, got, want)
					}
					if err := VerifyWith(in, got, n); err != nil {
						t.Fatalf("%s, %s, %d threads: %v", formNames[form], objective, n, err)
					}
				}
			}
		}
	})
}

// What must not change, or must change in a known way, when an instance of any form is told differently.
func TestEveryFormMetamorphic(t *testing.T) {
	seed := rng(75)
	everyWay(t, func(t *testing.T) {
		r := rng(seed.next())
		for range draws(1500) {
			in, form := drawEvery(&r, 30, 25)
			base, list := solved(t, in), listForm(in)
			into := func(what string, other *Instance) *Result {
				t.Helper()
				can := formsFor(other)
				form := can[r.n(len(can))]
				got := solved(t, formed(&r, other, form))
				if got.Matched != base.Matched {
					t.Fatalf("%s, %s: %d pairs, was %d\n%+v", what, formNames[form], got.Matched, base.Matched, in)
				}
				return got
			}

			if add := r.n(1000) - 500; fits(list, add) {
				more := *list
				more.Cost = slices.Clone(list.Cost)
				for k := range more.Cost {
					more.Cost[k] += int32(add)
				}
				got := into("with a constant added", &more)
				if got.Cost != base.Cost+int64(add*base.Matched) || !slices.Equal(got.Mate, base.Mate) {
					t.Fatalf("%s with %d added: %v at %d, was %v at %d\n%+v", formNames[form], add, got.Mate, got.Cost, base.Mate, base.Cost, in)
				}
			}

			if in.Locked != nil {
				continue
			}
			if in.Capacity == nil && in.Minimum == nil {
				turned := rebuilt(in.Cols, in.Rows, nil, pairsOf(in, func(i, j, c int) [3]int { return [3]int{j, i, c} }))
				if got := into("transposed", turned); got.Cost != base.Cost {
					t.Fatalf("%s transposed: at %d, was %d\n%+v", formNames[form], got.Cost, base.Cost, in)
				}
			}
			seats := oneSeatEach(in)
			if in.Minimum != nil { // as many of the seats of a column as its minimum want a row each
				for j := range in.Cols {
					for k := range min(in.seats(j), in.Rows) {
						wants := 0
						if k < in.Minimum[j] {
							wants = 1
						}
						seats.Minimum = append(seats.Minimum, wants)
					}
				}
			}
			if got := into("one column per seat", seats); got.Cost != base.Cost || servedBy(seats, got.Mate) != servedBy(in, base.Mate) {
				t.Fatalf("%s, one column per seat: at %d, was %d\n%+v", formNames[form], got.Cost, base.Cost, in)
			}
		}
	})
}
