package fit

import (
	"encoding/binary"
	"sync/atomic"
)

// How much memory the tables of one criterion may take: rows of all mentors by class of mentee, or points by class and class.
const (
	rowWords    = 1 << 22
	classPoints = 1 << 25
)

// classed is a criterion whose points hang only on the class of the mentor and the class of the mentee.
type classed struct {
	d              *deck
	i              int
	fit            func(m, n *card) int // in thousandths
	mentor, mentee []int32              // class by place; mentors are padded to whole blocks
	mentors        []int32              // one of each class
	mentees        []int32
	rows           []atomic.Pointer[lanes]    // by class of mentee; nil: too many
	points         []atomic.Pointer[[]uint16] // by class of mentee, then of mentor; nil: too many
}

// key writes what counts of somebody.
type key func(c *card, b []byte) []byte

// classed makes the line of a criterion that depends on nothing but the keys of the two.
func (d *deck) classed(i int, mentor, mentee key) *classed {
	return d.classedBy(i, mentor, mentee, func(m, n *card) int { return d.fit(d.criteria[i], m, n) })
}

func (d *deck) classedBy(i int, mentor, mentee key, fit func(m, n *card) int) *classed {
	l := &classed{d: d, i: i, fit: fit}
	l.mentor, l.mentors = classes(d.mentors, mentor)
	l.mentee, l.mentees = classes(d.mentees, mentee)
	for len(l.mentor)%block > 0 {
		l.mentor = append(l.mentor, 0)
	}
	switch {
	case len(l.mentees)*2*blocks(len(d.mentors)) <= rowWords:
		l.rows = make([]atomic.Pointer[lanes], len(l.mentees))
	case len(l.mentees)*len(l.mentors) <= classPoints:
		l.points = make([]atomic.Pointer[[]uint16], len(l.mentees))
	}
	return l
}

// classes numbers cards by key, and gives one of each.
func classes(cards []card, of key) (class, first []int32) {
	known := map[string]int32{}
	class = make([]int32, len(cards), len(cards)+block)
	var b []byte
	for k := range cards {
		b = of(&cards[k], b[:0])
		n, ok := known[string(b)]
		if !ok {
			n = int32(len(first))
			known[string(b)] = n
			first = append(first, int32(k))
		}
		class[k] = n
	}
	return class, first
}

// missing writes what is missing to full for a mentee beside one mentor of each class.
func (l *classed) missing(n *card, out []uint16) []uint16 {
	out = out[:0]
	for _, j := range l.mentors {
		out = append(out, uint16(l.d.of[l.i]-l.d.points(l.i, l.fit(&l.d.mentors[j], n))))
	}
	return out
}

// points turns thousandths of a criterion into hundredths of a point, as got does.
func (d *deck) points(i, fit int) int { return (d.of[i]*fit + 500) / 1000 }

func (l *classed) add(w *worker, mentee int32, lo, hi int) {
	class := l.mentee[mentee]
	if l.rows != nil {
		row := l.rows[class].Load()
		if row == nil {
			made := newLanes(len(l.d.mentors))
			l.gather(l.missing(&l.d.mentees[l.mentees[class]], nil), 0, made)
			row = &made
			l.rows[class].Store(row)
		}
		w.rows = append(w.rows, (*row)[lo/4:hi/4])
		return
	}
	l.gather(l.table(w, mentee), lo, w.sums)
}

// table gives what is missing by class of mentor.
func (l *classed) table(w *worker, mentee int32) []uint16 {
	if l.points != nil {
		at := &l.points[l.mentee[mentee]]
		if p := at.Load(); p != nil {
			return *p
		}
		made := l.missing(&l.d.mentees[mentee], make([]uint16, 0, len(l.mentors)))
		at.Store(&made)
		return made
	}
	t, stale := w.table(l, mentee)
	if stale {
		t.class = l.missing(&l.d.mentees[mentee], t.class)
	}
	return t.class
}

func (l *classed) gather(table []uint16, lo int, out lanes) {
	of := l.mentor[lo : lo+4*len(out)]
	for k := range out {
		c := (*[4]int32)(of[4*k:])
		out[k] += uint64(table[c[0]]) | uint64(table[c[1]])<<16 | uint64(table[c[2]])<<32 | uint64(table[c[3]])<<48
	}
}

func number32(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(int32(n))) }

func rolesOffered(m *card, b []byte) []byte {
	if m.offers == 0 {
		return b
	}
	return number32(b, int(m.offers&^m.avoids))
}

func rolesWished(n *card, b []byte) []byte {
	for _, r := range n.wished {
		b = number32(b, int(roleBit[r]))
	}
	return b
}

func experienceKey(c *card, b []byte) []byte {
	return number32(number32(b, c.tenths), c.seat.Profile.Level)
}

// tonguesKey keeps the order: the first language counts more.
func tonguesKey(c *card, b []byte) []byte {
	for _, t := range c.tongues {
		b = number32(b, int(t))
	}
	return b
}

func noKey(_ *card, b []byte) []byte      { return b }
func cultureKey(c *card, b []byte) []byte { return append(b, flag(c.seat.Profile.Culture)) }
func genderKey(c *card, b []byte) []byte  { return append(append(b, flag(c.asksGender)), c.gender...) }

func ownKey(t *told, b []byte) []byte {
	b = number32(append(b, flag(t.number)), t.tenths)
	for _, id := range t.ids {
		b = number32(b, int(id))
	}
	return b
}

func unitKey(c *card, b []byte) []byte { return number32(b, int(c.unit)) }

// patched is a classed criterion in which a few pairs are not as their classes.
type patched struct {
	*classed
	others func(mentee int32) []int32 // mentors by place, perhaps more than once
}

func (l *patched) add(w *worker, mentee int32, lo, hi int) {
	l.classed.add(w, mentee, lo, hi)
	d, n := l.d, &l.d.mentees[mentee]
	others := l.others(mentee)
	for k, j := range others {
		if int(j) < lo || int(j) >= hi || contains(others[:k], j) {
			continue
		}
		m := &d.mentors[j]
		w.sums.change(int(j)-lo, d.of[l.i]-d.points(l.i, l.fit(m, n)), d.of[l.i]-d.got(l.i, m, n))
	}
}

func contains(list []int32, x int32) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// wished: who has asked for nobody here gets what everybody without a wish between them gets.
func (d *deck) wished(i int) line {
	asks := func(c *card, b []byte) []byte {
		if len(c.wishes) > 0 {
			return append(b, 1)
		}
		return b
	}
	return &patched{
		d.classedBy(i, asks, asks, func(m, n *card) int {
			if len(m.wishes) == 0 && len(n.wishes) == 0 {
				return unknown
			}
			return 0
		}),
		newWishIndex(d).between,
	}
}

// acquainted: all but those who have been a pair elsewhere get the same.
func (d *deck) acquainted(i int) line {
	at := map[int32][]int32{}
	for j := range d.mentors {
		at[d.mentors[j].person] = append(at[d.mentors[j].person], int32(j))
	}
	return &patched{
		d.classedBy(i, noKey, noKey, func(_, _ *card) int { return 1000 }),
		func(mentee int32) (out []int32) {
			for _, person := range d.mentees[mentee].known {
				out = append(out, at[person]...)
			}
			return out
		},
	}
}
