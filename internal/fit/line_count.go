package fit

// untold is what the octet of a mentor who has told nothing begins at. Counts stay below it.
const untold = 128

// counted is a criterion whose points hang on how many of a mentee's words a mentor has too.
type counted struct {
	d     *deck
	i     int
	told  octets    // untold where a mentor has told nothing
	holds []holders // by word
	words func(n *card) []int32
	fit   func(n *card, met int) int // in thousandths, by how many are met; -1 as a mentor who has told nothing
}

// holders are the mentors who have a word: a row of ones, or a list where they are few.
type holders struct {
	row  octets
	list []int32
}

func (l *counted) add(w *worker, mentee int32, lo, hi int) {
	d, n := l.d, &l.d.mentees[mentee]
	words := l.words(n)
	if len(words) >= untold {
		plain{d, l.i}.add(w, mentee, lo, hi)
		return
	}
	t, stale := w.table(l, mentee)
	if stale {
		missing := func(met int) uint16 { return uint16(d.of[l.i] - d.points(l.i, l.fit(n, met))) }
		for k := range len(words) + 1 {
			t.octet[k] = missing(k)
		}
		t.octet[untold] = missing(-1)
	}
	w.counts = append(w.counts[:0], l.told[lo/block:hi/block])
	for _, word := range words {
		if h := &l.holds[word]; h.row != nil {
			w.counts = append(w.counts, h.row[lo/block:hi/block])
		}
	}
	count := w.counted(lo, hi)
	for _, word := range words {
		for _, j := range l.holds[word].list {
			if int(j) >= lo && int(j) < hi {
				count.add(int(j)-lo, 1)
			}
		}
	}
	count.look(&t.octet, w.sums)
}

// counted adds up the rows of counts.
func (w *worker) counted(lo, hi int) octets {
	count := w.count[:(hi-lo)/block]
	total(count, w.counts, w.zeros)
	return count
}

// counted makes a line over the mentors' words; two criteria share the rows.
func (c *lines) counted(i int) *counted {
	d := c.d
	if c.words == nil {
		c.words = &counted{told: newOctets(len(d.mentors)), holds: make([]holders, d.subjects)}
		lists := make([][]int32, d.subjects)
		for j := range d.mentors {
			if len(d.mentors[j].subjects) == 0 {
				c.words.told.add(j, untold)
			}
			for _, s := range d.mentors[j].subjects {
				lists[s] = append(lists[s], int32(j))
			}
		}
		for s, list := range lists {
			if len(list) <= len(d.mentors)/64 {
				c.words.holds[s].list = list
				continue
			}
			c.words.holds[s].row = newOctets(len(d.mentors))
			for _, j := range list {
				c.words.holds[s].row.add(int(j), 1)
			}
		}
	}
	return &counted{d: d, i: i, told: c.words.told, holds: c.words.holds}
}

func (c *lines) goals(i int) line {
	l := c.counted(i)
	l.words = func(n *card) []int32 { return n.subjects }
	l.fit = func(n *card, met int) int {
		if len(n.subjects) == 0 || met < 0 {
			return unknown
		}
		want := min(len(n.subjects), Enough)
		return 1000 * min(met, want) / want
	}
	return l
}

func (c *lines) difference(i int) line {
	l := c.counted(i)
	l.words = func(n *card) []int32 { return n.strengths }
	l.fit = func(n *card, met int) int {
		if len(n.strengths) == 0 || met < 0 {
			return unknown
		}
		return 1000 * (len(n.strengths) - met) / len(n.strengths)
	}
	return l
}
