package stats

import "slices"

// Ledger shows counts over one population that is divided into kinds A, each person of exactly one kind. A count is shown when it is
// about nobody or about Small people or more, and when no group smaller than that can be worked out from it and the counts shown
// before, whichever way they are added and subtracted. What is asked for first is shown first.
type Ledger[A comparable] struct {
	kinds []A // those that somebody is of
	n     []int
	small [][]int64 // every group of 1 to Small-1 people that is made of whole kinds, as a row of ones and noughts
	known [][]int64 // what has been shown, as rows in echelon form modulo prime
}

// prime is the field in which rows are reduced: a row of ones and noughts that depends on others does so there as well.
const prime = 1<<31 - 1

// NewLedger opens a ledger for a population; count tells how many there are of each kind.
func NewLedger[A comparable](order []A, count map[A]int) *Ledger[A] {
	l := &Ledger[A]{}
	for _, a := range order {
		if count[a] > 0 {
			l.kinds, l.n = append(l.kinds, a), append(l.n, count[a])
		}
	}
	l.groups(make([]int64, len(l.kinds)), 0, 0)
	return l
}

// groups lists the small groups by adding one kind after another.
func (l *Ledger[A]) groups(row []int64, from, sum int) {
	for i := from; i < len(row); i++ {
		if sum+l.n[i] >= Small {
			continue
		}
		next := slices.Clone(row)
		next[i] = 1
		l.small = append(l.small, next)
		l.groups(next, i+1, sum+l.n[i])
	}
}

// Count asks for the number of people of the kinds that in picks. shown false: it is hidden to protect somebody.
func (l *Ledger[A]) Count(in func(A) bool) (n int, shown bool) {
	row := make([]int64, len(l.kinds))
	for i, k := range l.kinds {
		if in(k) {
			row[i] = 1
			n += l.n[i]
		}
	}
	if n == 0 {
		return 0, true
	}
	if n < Small {
		return 0, false
	}
	rest := reduce(l.known, row)
	if rest == nil { // follows from what is known already
		return n, true
	}
	known := append(slices.Clone(l.known), rest)
	for _, g := range l.small {
		if reduce(known, g) == nil {
			return 0, false
		}
	}
	l.known = known
	return n, true
}

// CountAll asks for several numbers at once: all of them are shown, or none.
func (l *Ledger[A]) CountAll(in ...func(A) bool) (n []int, shown bool) {
	before := l.known
	for _, f := range in {
		one, ok := l.Count(f)
		if !ok {
			l.known = before
			return nil, false
		}
		n = append(n, one)
	}
	return n, true
}

// reduce takes away from row what the known rows give; nil when nothing is left. The rest has a leading one.
func reduce(known [][]int64, row []int64) []int64 {
	r := slices.Clone(row)
	for _, k := range known {
		lead := slices.Index(k, 1) // rows are kept with a leading one and noughts before it
		if f := r[lead]; f != 0 {
			for i := range r {
				r[i] = (r[i] - f*k[i]%prime + prime) % prime
			}
		}
	}
	lead := slices.IndexFunc(r, func(v int64) bool { return v != 0 })
	if lead < 0 {
		return nil
	}
	inverse := power(r[lead], prime-2)
	for i := range r {
		r[i] = r[i] * inverse % prime
	}
	return r
}

func power(base, exponent int64) int64 {
	out := int64(1)
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			out = out * base % prime
		}
		base = base * base % prime
	}
	return out
}
