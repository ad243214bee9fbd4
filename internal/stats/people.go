package stats

import "math/bits"

// people is a set of persons; each is a small whole number.
type people []uint64

func (p people) with(person int) people {
	for len(p) <= person/64 {
		p = append(p, 0)
	}
	p[person/64] |= 1 << (person % 64)
	return p
}

// join gives everyone who is in any of the sets.
func join(sets ...people) people {
	var out people
	for _, s := range sets {
		for len(out) < len(s) {
			out = append(out, 0)
		}
		for i, w := range s {
			out[i] |= w
		}
	}
	return out
}

func (p people) count() int {
	n := 0
	for _, w := range p {
		n += bits.OnesCount64(w)
	}
	return n
}

// fit tells whether a figure about these people may be shown: nobody at all, or enough.
func (p people) fit() bool {
	n := p.count()
	return n == 0 || n >= Small
}
