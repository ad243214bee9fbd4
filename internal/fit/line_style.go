package fit

import "github.com/mentorskab/mentorskab/internal/enrolment"

// styled is likeness in values: an octet adds up how far apart two are on each statement. Of mentors who have answered every statement
// it is all there is to know; the others are scored by themselves, as is a mentee who left some out.
type styled struct {
	d      *deck
	i      int
	rows   [enrolment.Statements][6]octets // by statement and the mentee's answer: the mentors' distance
	partly []int32                         // mentors who left some out
}

// notStyled is above every sum of distances.
const notStyled = 4*enrolment.Statements + 1

func (c *card) styleWhole() bool {
	for _, a := range c.style {
		if a == 0 {
			return false
		}
	}
	return true
}

func (d *deck) styled(i int) line {
	l := &styled{d: d, i: i}
	for s := range l.rows {
		for a := 1; a <= 5; a++ {
			l.rows[s][a] = newOctets(len(d.mentors))
		}
	}
	for j := range d.mentors {
		m := &d.mentors[j]
		if !m.styleWhole() {
			l.partly = append(l.partly, int32(j))
			continue
		}
		for s, b := range m.style {
			for a := 1; a <= 5; a++ {
				l.rows[s][a].add(j, max(a-int(b), int(b)-a))
			}
		}
	}
	return l
}

func (l *styled) add(w *worker, mentee int32, lo, hi int) {
	d, n := l.d, &l.d.mentees[mentee]
	if !n.styleWhole() || len(l.partly) > len(d.mentors)/8 {
		plain{d, l.i}.add(w, mentee, lo, hi)
		return
	}
	t, stale := w.table(l, mentee)
	if stale {
		for apart := range notStyled {
			t.octet[apart] = uint16(d.of[l.i] - d.points(l.i, 1000*(4*enrolment.Statements-apart)/(4*enrolment.Statements)))
		}
	}
	w.counts = w.counts[:0]
	for s, a := range n.style {
		w.counts = append(w.counts, l.rows[s][a][lo/block:hi/block])
	}
	w.counted(lo, hi).look(&t.octet, w.sums)
	for _, j := range l.partly { // their octets are 0, which is as if they agreed in all
		if int(j) >= lo && int(j) < hi {
			w.sums.change(int(j)-lo, int(t.octet[0]), d.of[l.i]-d.got(l.i, &d.mentors[j], n))
		}
	}
}
