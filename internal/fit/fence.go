package fit

import (
	"maps"
	sets "math/bits"
	"slices"
	"sync/atomic"

	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// fences are the hard rules for whole rows: which mentors a mentee must not meet, as bits. deck.without is the definition, and
// TestRowsArePairs holds the fences to it, the rule that counts included.
type fences struct {
	d   *deck
	all []uint64 // every mentor

	self, below, leader, unit map[int32]crowd // by person, by leader, by unit
	uncleared                 []uint64
	waits                     map[Rule]crowd // mentors who wait
	tongue                    []int32        // mentee -> class of languages
	tongues                   []int32        // one mentee of each class
	mute                      []atomic.Pointer[[]uint64]

	listed map[int32]*fenced // mentee -> pairs that are named one by one
	pairs  bool              // a rule is not known here: every pair is asked for by itself
}

// fenced are the mentors who are named for one mentee.
type fenced struct{ veto, conflict, earlier, forbidden []int32 }

// fenceRules are the rules that have a fence. Where HardRules has another, all rows are made pair by pair: right, but slow.
var fenceRules = []Rule{Self, LeaderChain, SameLeader, VetoRule, ConflictRule, SameUnit, EarlierRule, NoLanguage, Clearance, NoConsent, Unsettled, Untrained, Forbidden}

// tallies counts pairs by rule, in the order of HardRules.
type tallies [32]int

func newFences(d *deck, m marked) *fences {
	n := len(d.mentors)
	f := &fences{d: d, all: make([]uint64, (n+63)/64), listed: map[int32]*fenced{}}
	for j := range n {
		f.all[j/64] |= 1 << (j % 64)
	}
	f.pairs = slices.ContainsFunc(HardRules, func(r Rule) bool { return !slices.Contains(fenceRules, r) })
	if f.pairs {
		f.listForbidden(m)
		return f
	}
	at := func(of func(*card) int32) map[int32]crowd {
		return crowds(n, func(j int) int32 { return of(&d.mentors[j]) })
	}
	f.self = at(func(c *card) int32 { return c.person })
	lists := map[int32][]int32{}
	for j := range d.mentors {
		for _, person := range d.mentors[j].chain {
			lists[person] = append(lists[person], int32(j))
		}
	}
	f.below = map[int32]crowd{}
	for person, list := range lists {
		f.below[person] = newCrowd(list, n)
	}
	if d.rules.Hard.SameLeader {
		f.leader = at(func(c *card) int32 { return c.leader })
	}
	if d.rules.Hard.SameUnit {
		f.unit = at(func(c *card) int32 { return c.unit })
	}
	var uncleared []int32
	waiting := map[Rule][]int32{}
	for j := range d.mentors {
		if !d.mentors[j].seat.Profile.Cleared {
			uncleared = append(uncleared, int32(j))
		}
		if rule := d.waits(&d.mentors[j]); rule != "" {
			waiting[rule] = append(waiting[rule], int32(j))
		}
	}
	f.uncleared = bitsOf(uncleared, n)
	f.waits = map[Rule]crowd{}
	for rule, list := range waiting {
		f.waits[rule] = newCrowd(list, n)
	}
	if d.rules.Hard.Language {
		f.tongue, f.tongues = classes(d.mentees, tonguesKey)
		f.mute = make([]atomic.Pointer[[]uint64], len(f.tongues))
	}
	f.list(m)
	return f
}

func (f *fences) of(mentee int32) *fenced {
	x := f.listed[mentee]
	if x == nil {
		x = &fenced{}
		f.listed[mentee] = x
	}
	return x
}

func (f *fences) list(m marked) {
	for at, kind := range f.d.barriers {
		switch x := f.of(at.mentee); kind {
		case enrolment.Veto:
			x.veto = append(x.veto, at.mentor)
		case enrolment.Conflict:
			x.conflict = append(x.conflict, at.mentor)
		}
	}
	for at := range f.d.earlier {
		x := f.of(at.mentee)
		x.earlier = append(x.earlier, at.mentor)
	}
	f.listForbidden(m)
}

func (f *fences) listForbidden(m marked) {
	for at := range maps.Keys(m.forbidden) {
		x := f.of(at.mentee)
		x.forbidden = append(x.forbidden, at.mentor)
	}
}

// row writes the fence of one mentee, a bit for each mentor who is kept away, and counts by the first rule that does. see, if not nil,
// is told each rule, by its place in HardRules, when its mentors are in.
func (f *fences) row(mentee int32, out []uint64, n *tallies, see func(rule int)) {
	clear(out)
	if see == nil {
		see = func(int) {}
	}
	if f.pairs {
		f.byPair(mentee, out, n, see)
		return
	}
	d, e := f.d, &f.d.mentees[mentee]
	hard := d.rules.Hard
	x := f.listed[mentee]
	if x == nil {
		x = &none
	}
	for k, rule := range HardRules {
		switch rule {
		case Self:
			n[k] += f.self[e.person].into(out)
		case LeaderChain:
			for _, person := range e.chain {
				n[k] += f.self[person].into(out)
			}
			n[k] += f.below[e.person].into(out)
		case SameLeader:
			if hard.SameLeader && e.leader >= 0 {
				n[k] += f.leader[e.leader].into(out)
			}
		case VetoRule:
			n[k] += crowd{list: x.veto}.into(out)
		case ConflictRule:
			n[k] += crowd{list: x.conflict}.into(out)
		case SameUnit:
			if hard.SameUnit && e.unit >= 0 {
				n[k] += f.unit[e.unit].into(out)
			}
		case EarlierRule:
			n[k] += crowd{list: x.earlier}.into(out)
		case NoLanguage:
			if hard.Language && len(e.tongues) > 0 {
				n[k] += crowd{bits: f.muteTo(mentee)}.into(out)
			}
		case Clearance:
			if e.seat.Profile.AgeBand == Under15 {
				n[k] += crowd{bits: f.uncleared}.into(out)
			}
			if waits := d.waits(e); waits != "" { // before any mentor's own
				see(k)
				at := slices.Index(HardRules, waits)
				n[at] += crowd{bits: f.all}.into(out)
				see(at)
			}
		case Forbidden:
			n[k] += crowd{list: x.forbidden}.into(out)
		default:
			n[k] += f.waits[rule].into(out)
		}
		see(k)
	}
}

var none fenced

func (f *fences) byPair(mentee int32, out []uint64, n *tallies, see func(rule int)) {
	forbidden := f.listed[mentee]
	if forbidden == nil {
		forbidden = &none
	}
	for j := range int32(len(f.d.mentors)) {
		rule := f.d.apart(j, mentee)
		if rule == "" && contains(forbidden.forbidden, j) {
			rule = Forbidden
		}
		if rule != "" {
			out[j/64] |= 1 << (j % 64)
			at := slices.Index(HardRules, rule)
			n[at]++
			see(at)
		}
	}
}

// muteTo gives the mentors who have told their languages and share none with a mentee.
func (f *fences) muteTo(mentee int32) []uint64 {
	class := f.tongue[mentee]
	if row := f.mute[class].Load(); row != nil {
		return *row
	}
	row := make([]uint64, len(f.all))
	n := &f.d.mentees[f.tongues[class]]
	for j := range f.d.mentors {
		if m := &f.d.mentors[j]; len(m.tongues) > 0 && !shares(n.tongues, m.tongueSet) {
			row[j/64] |= 1 << (j % 64)
		}
	}
	f.mute[class].Store(&row)
	return row
}

// into puts a crowd among others, and says how many were not there before.
func (c crowd) into(all []uint64) int {
	n := 0
	for _, j := range c.list {
		if bit := uint64(1) << (j % 64); all[j/64]&bit == 0 {
			all[j/64] |= bit
			n++
		}
	}
	for k, w := range c.bits {
		if w &^= all[k]; w != 0 {
			all[k] |= w
			n += sets.OnesCount64(w)
		}
	}
	return n
}
