package fit

// written is likeness of what two wrote: the products of their words are added up mentor by mentor, by an index from word to mentors.
type written struct {
	d     *deck
	i     int
	holds map[int32][]weighed // by term
	told  []bool              // by mentor
}

// weighed is a mentor who used a term, and its weight.
type weighed struct{ mentor, weight int32 }

func (d *deck) written(i int) line {
	l := &written{d: d, i: i, holds: map[int32][]weighed{}, told: make([]bool, len(d.mentors))}
	for j := range d.mentors {
		l.told[j] = len(d.mentors[j].terms) > 0
		for _, t := range d.mentors[j].terms {
			l.holds[t.id] = append(l.holds[t.id], weighed{int32(j), t.weight})
		}
	}
	return l
}

func (l *written) add(w *worker, mentee int32, lo, hi int) {
	d, n := l.d, &l.d.mentees[mentee]
	missing := func(fit int) int { return d.of[l.i] - d.points(l.i, fit) }
	none, silent := missing(0), missing(unknown)
	if w.dots == nil {
		w.dots = make([]int64, len(d.mentors))
	}
	clear(w.dots)
	for _, t := range n.terms {
		for _, h := range l.holds[t.id] {
			w.dots[h.mentor] += int64(t.weight) * int64(h.weight)
		}
	}
	for j := lo; j < min(hi, len(d.mentors)); j++ {
		switch {
		case len(n.terms) == 0 || !l.told[j]:
			w.sums.add(j-lo, silent)
		case w.dots[j] == 0:
			w.sums.add(j-lo, none)
		default:
			w.sums.add(j-lo, missing(textFit(w.dots[j])))
		}
	}
}
