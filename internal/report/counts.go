package report

import (
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Number is a count that may be hidden to protect persons.
type Number struct {
	N     int
	Shown bool
	few   bool // hidden because it is about fewer than stats.Small itself
}

// Counts answers how many there are. Exact ones are for the coordinator; protecting ones hide what is too small, what is asked for first
// being shown first, and are asked by one page only.
type Counts struct {
	facts   Facts
	mentors *stats.Ledger[Mentor]
	mentees *stats.Ledger[Mentee]
}

// Exact counts hide nothing.
func Exact(f Facts) Counts { return Counts{facts: f} }

// Protecting counts hide.
func Protecting(f Facts) Counts {
	var mentors []Mentor
	var mentees []Mentee
	for _, s := range stages {
		for _, yes := range []bool{false, true} {
			mentors = append(mentors, Mentor{s, yes})
			for _, met := range []bool{false, true} {
				mentees = append(mentees, Mentee{s, met, yes, false}, Mentee{s, met, yes, true})
			}
		}
	}
	return Counts{f, stats.NewLedger(mentors, f.Mentors), stats.NewLedger(mentees, f.Mentees)}
}

// Protects tells whether small figures are hidden.
func (c Counts) Protects() bool { return c.mentees != nil }

// all counts mentees of several sorts: all are shown, or none.
func (c Counts) all(in ...func(Mentee) bool) ([]int, bool) {
	if c.mentees != nil {
		return c.mentees.CountAll(in...)
	}
	out := make([]int, len(in))
	for i, f := range in {
		out[i] = c.Mentees(f).N
	}
	return out, true
}

// about finds a shown count that a hidden one differs from by fewer than stats.Small, which being hidden tells anyway: more is true when
// the hidden one is the greater.
func about[A comparable](kinds map[A]int, shown []asked[A], in func(A) bool) (n int, more, ok bool) {
	for _, s := range shown {
		extra, missing := 0, 0
		for k, v := range kinds {
			switch {
			case in(k) && !s.in(k):
				extra += v
			case !in(k) && s.in(k):
				missing += v
			}
		}
		switch {
		case s.n == 0:
		case missing == 0 && extra < stats.Small:
			return s.n, true, true
		case extra == 0 && missing < stats.Small:
			return s.n, false, true
		}
	}
	return 0, false, false
}

// asked is a count that has been shown.
type asked[A any] struct {
	in func(A) bool
	n  int
}

// Mentors counts mentors.
func (c Counts) Mentors(in func(Mentor) bool) Number {
	n := 0
	for k, v := range c.facts.Mentors {
		if in(k) {
			n += v
		}
	}
	if c.mentors == nil {
		return Number{n, true, false}
	}
	shown, ok := c.mentors.Count(in)
	return Number{shown, ok, n < stats.Small}
}

// Mentees counts mentees; since a mentee has at most one pair at a time, it counts pairs too.
func (c Counts) Mentees(in func(Mentee) bool) Number {
	n := 0
	for k, v := range c.facts.Mentees {
		if in(k) {
			n += v
		}
	}
	if c.mentees == nil {
		return Number{n, true, false}
	}
	shown, ok := c.mentees.Count(in)
	return Number{shown, ok, n < stats.Small}
}

// mentorShare says how many of some mentors are of a kind.
func (c Counts) mentorShare(key string, whole, part func(Mentor) bool) programme.Say {
	both := func(m Mentor) bool { return whole(m) && part(m) }
	all := c.Mentors(whole)
	rest := 0
	for k, v := range c.facts.Mentors {
		if whole(k) && !part(k) {
			rest += v
		}
	}
	return share(key, c.Mentors(both), all, rest)
}

// menteeShare says how many of some mentees, or their pairs, are of a kind.
func (c Counts) menteeShare(key string, whole, part func(Mentee) bool) programme.Say {
	both := func(m Mentee) bool { return whole(m) && part(m) }
	all := c.Mentees(whole)
	rest := 0
	for k, v := range c.facts.Mentees {
		if whole(k) && !part(k) {
			rest += v
		}
	}
	return share(key, c.Mentees(both), all, rest)
}

// share is the sentence that fits what may be shown: <key>all, <key>none or <key>some, and where a figure is hidden <key>nearly
// (fewer than five are missing), <key>few (fewer than five have it) or <key>hidden.
func share(key string, part, whole Number, rest int) programme.Say {
	switch {
	case !whole.Shown:
		key += "hidden"
	case part.Shown && part.N == whole.N:
		key += "all"
	case part.Shown && part.N == 0:
		key += "none"
	case part.Shown:
		key += "some"
	case rest < stats.Small:
		key += "nearly"
	case part.few:
		key += "few"
	default:
		key += "hidden"
	}
	return programme.Say{Key: key, Args: []any{"n", part.N, "of", whole.N}}
}
