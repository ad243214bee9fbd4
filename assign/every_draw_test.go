package assign

import (
	"math"
	"slices"
)

// numbersFrom is where draws come from: a random generator, or the bytes of a fuzzer.
type numbersFrom interface{ n(k int) int }

// bytesFrom takes draws from bytes, one for each; when they run out all are 0.
type bytesFrom struct{ b []byte }

func (f *bytesFrom) n(k int) int {
	x := 0
	for span := 1; span < k; span <<= 8 {
		x <<= 8
		if len(f.b) > 0 {
			x, f.b = x|int(f.b[0]), f.b[1:]
		}
	}
	return x % k
}

// The forms that an instance can have.
const (
	asList = iota
	as32
	as32Holes
	as16
	as16Holes
	as8
	as8Holes
	asCosts
	asCostsHoles
	asCandidates
	asCandidatesHoles
	forms
)

var formNames = [forms]string{
	"list", "Dense", "Dense with holes", "Dense16", "Dense16 with holes", "Dense8", "Dense8 with holes",
	"Implicit", "Implicit with holes", "Implicit with candidates", "Implicit with candidates and holes",
}

// extentOf gives the least and the greatest cost that a form can hold.
func extentOf(form int) (least, most int) {
	switch form {
	case as32Holes, asCosts, asCostsHoles, asCandidates, asCandidatesHoles:
		return math.MinInt32, math.MaxInt32 - 1
	case as16:
		return math.MinInt16, math.MaxInt16
	case as16Holes:
		return math.MinInt16, math.MaxInt16 - 1
	case as8:
		return 0, math.MaxUint8
	case as8Holes:
		return 0, math.MaxUint8 - 1
	}
	return math.MinInt32, math.MaxInt32
}

func allAllowed(form int) bool {
	return form == as32 || form == as16 || form == as8 || form == asCosts || form == asCandidates
}

// drawEvery makes an instance of any form, of up to a number of rows and columns: with costs anywhere in what the form
// can hold, and with capacities, minimums, keys and locked pairs or without.
func drawEvery(d numbersFrom, rows, cols int) (in *Instance, form int) {
	form = d.n(forms)
	in = &Instance{Rows: d.n(rows + 1), Cols: d.n(cols + 1)}
	if d.n(3) > 0 {
		most := 1 + d.n(4)
		in.Capacity = make([]int, in.Cols)
		for j := range in.Capacity {
			if in.Capacity[j] = d.n(most + 1); d.n(20) == 0 {
				in.Capacity[j] = 1 << 40
			}
		}
	}
	if d.n(3) == 0 {
		in.Minimum = make([]int, in.Cols)
		for j := range in.Minimum {
			in.Minimum[j] = d.n(min(in.seats(j), 3) + 1)
		}
	}
	if d.n(4) == 0 {
		in.RowKeys = keysFrom(d, in.Rows)
	}
	if d.n(4) == 0 {
		in.ColKeys = keysFrom(d, in.Cols)
	}
	least, most := extentOf(form)
	span := min([]int{1, 2, 4, 10, 1000, 1 << 32}[d.n(6)], most-least+1)
	origin := least + []int{0, min(-least, most-least+1-span), most - least + 1 - span}[d.n(3)]
	share := 1 + d.n(10)
	for range in.Rows {
		if in.RowStart == nil {
			in.RowStart = make([]int, 1, in.Rows+1)
		}
		for j := range in.Cols {
			if allAllowed(form) || d.n(10) < share {
				in.Col, in.Cost = append(in.Col, int32(j)), append(in.Cost, int32(origin+d.n(span)))
			}
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	if d.n(6) == 0 {
		lockSome(d, in)
	}
	return formed(d, in, form), form
}

func keysFrom(d numbersFrom, n int) []int64 {
	keys := make([]int64, n)
	for k := range keys {
		keys[k] = int64(k)*5 - 7
	}
	if n > 1 {
		keys[0], keys[n-1] = math.MaxInt64, math.MinInt64
	}
	for k := range keys {
		other := d.n(k + 1)
		keys[k], keys[other] = keys[other], keys[k]
	}
	return keys
}

// lockSome locks some rows of a sparse instance.
func lockSome(d numbersFrom, in *Instance) {
	in.Locked = slices.Repeat([]int32{-1}, in.Rows)
	held := make([]int, in.Cols)
	for i := range in.Rows {
		if cols, _ := in.row(i); len(cols) > 0 && d.n(3) == 0 {
			if j := cols[d.n(len(cols))]; held[j] < in.seats(int(j)) {
				held[j]++
				in.Locked[i] = j
			}
		}
	}
}

// formed gives a sparse instance in a form that can hold its costs.
func formed(d numbersFrom, in *Instance, form int) *Instance {
	if form == asList {
		return in
	}
	out := *in
	out.RowStart, out.Col, out.Cost = nil, nil, nil
	cells := slices.Repeat([]int32{NotAllowed}, in.Rows*in.Cols)
	for i := range in.Rows {
		in.each(i, func(j, c int32) { cells[i*in.Cols+int(j)] = c })
	}
	out.Holes = form == as32Holes || form == as16Holes || form == as8Holes
	switch form {
	case as32, as32Holes:
		out.Dense = cells
	case as16, as16Holes:
		out.Dense16 = make([]int16, len(cells))
		for k, c := range cells {
			if out.Dense16[k] = int16(c); out.Holes && c == NotAllowed {
				out.Dense16[k] = math.MaxInt16
			}
		}
	case as8, as8Holes:
		out.Dense8 = make([]uint8, len(cells))
		for k, c := range cells {
			if out.Dense8[k] = uint8(c); out.Holes && c == NotAllowed {
				out.Dense8[k] = math.MaxUint8
			}
		}
	default:
		least, most := extentOf(form)
		out.Implicit = &Implicit{Least: int32(least), Most: int32(most)}
		if len(in.Cost) > 0 && d.n(2) == 0 { // just what there is
			out.Implicit.Least, out.Implicit.Most = slices.Min(in.Cost), slices.Max(in.Cost)
		}
		out.Implicit.Costs = func(row, lo int, costs []int32) { copy(costs, cells[row*in.Cols+lo:]) }
		if form == asCandidates || form == asCandidatesHoles {
			named := candidatesFrom(d, in)
			out.Implicit.Candidates = func(row int) []int32 { return named[row] }
		}
	}
	return &out
}

// candidatesFrom names columns for each row: none, any, the same again, ones that are not allowed and ones that do not exist.
func candidatesFrom(d numbersFrom, in *Instance) [][]int32 {
	named := make([][]int32, in.Rows)
	for i := range named {
		switch d.n(4) {
		case 0:
		case 1:
			named[i] = []int32{-1, int32(in.Cols), math.MaxInt32, math.MinInt32}
		default:
			for range d.n(4) {
				named[i] = append(named[i], int32(d.n(in.Cols+2)-1))
			}
		}
	}
	return named
}
