package fit

import "sync/atomic"

// practical is where two can meet and when: an octet holds the number of times in common, and above it the number of what their
// places are worth. Without places it is when alone.
type practical struct {
	d      *deck
	i      int
	told   octets   // noTimes where a mentor has told no times
	slots  []octets // by slot: 1 for mentors who can
	place  *classed // the classes of places; its points are not used
	places []atomic.Pointer[octets]
}

const noTimes = 15 // more than there are times

// placeFits are the fits that fitPlace gives.
var placeFits = [...]int{0, unknown, 800, 1000}

// placeKey is what counts of where somebody can meet.
func (d *deck) placeKey(c *card, b []byte) []byte {
	p := &c.seat.Profile
	travels := p.TravelMax >= d.rules.Practical.TravelMinutes && p.TravelMax > 0
	return append(number32(b, int(c.site)), flag(p.Video == "yes"), flag(travels))
}

func (d *deck) practical(i int, places bool) line {
	l := &practical{d: d, i: i, told: newOctets(len(d.mentors))}
	if len(Slots) >= noTimes {
		return plain{d, i}
	}
	if places {
		l.place = d.classedBy(i, d.placeKey, d.placeKey, d.fitPlace)
		if len(l.place.mentees)*blocks(len(d.mentors)) > rowWords {
			return plain{d, i}
		}
		l.places = make([]atomic.Pointer[octets], len(l.place.mentees))
	}
	l.slots = make([]octets, len(Slots))
	for s := range l.slots {
		l.slots[s] = newOctets(len(d.mentors))
	}
	for j := range d.mentors {
		if d.mentors[j].times == 0 {
			l.told.add(j, noTimes)
		}
		for s := range l.slots {
			if d.mentors[j].times>>s&1 == 1 {
				l.slots[s].add(j, 1)
			}
		}
	}
	return l
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}

func (l *practical) add(w *worker, mentee int32, lo, hi int) {
	n := &l.d.mentees[mentee]
	t, stale := w.table(l, mentee)
	if stale {
		l.fill(n, &t.octet)
	}
	w.counts = append(w.counts[:0], l.told[lo/block:hi/block])
	if l.place != nil {
		w.counts = append(w.counts, l.placesOf(mentee)[lo/block:hi/block])
	}
	for s, row := range l.slots {
		if n.times>>s&1 == 1 {
			w.counts = append(w.counts, row[lo/block:hi/block])
		}
	}
	w.counted(lo, hi).look(&t.octet, w.sums)
}

// fill writes what is missing by place and number of times in common.
func (l *practical) fill(n *card, table *[256]uint16) {
	for k, place := range placeFits {
		for met := range noTimes + 1 {
			times := fitTimes(&card{times: 1<<30 | 1<<met - 1}, &card{times: 1<<29 | 1<<noTimes - 1})
			if n.times == 0 || met == noTimes {
				times = unknown
			}
			fit := times
			if l.place != nil {
				fit = (place + times) / 2
			}
			table[(noTimes+1)*k+met] = uint16(l.d.of[l.i] - l.d.points(l.i, fit))
		}
	}
}

// placesOf gives the number of what the places are worth for each mentor, above where the times are counted.
func (l *practical) placesOf(mentee int32) octets {
	at := &l.places[l.place.mentee[mentee]]
	if row := at.Load(); row != nil {
		return *row
	}
	number := make([]int, len(l.place.mentors))
	for c, j := range l.place.mentors {
		fit := l.d.fitPlace(&l.d.mentors[j], &l.d.mentees[mentee])
		for k, f := range placeFits {
			if f == fit {
				number[c] = (noTimes + 1) * k
			}
		}
	}
	row := newOctets(len(l.d.mentors))
	for j := range l.d.mentors {
		row.add(j, number[l.place.mentor[j]])
	}
	at.Store(&row)
	return row
}
