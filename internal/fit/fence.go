package fit

import (
	sets "math/bits"
	"slices"
	"sync/atomic"
)

// fences are the hard rules for whole rows: which mentors a mentee must not meet, as bits. deck.without is the definition, and
// TestRowsArePairs holds the fences to it, the rule that counts included.
type fences struct {
	d   *deck
	all []uint64 // every mentor

	self, below, leader, unit map[int32]crowd // by person, by leader, by unit
	uncleared                 []uint64
	waits                     map[Rule]crowd   // mentors who wait
	far                       map[offset]crowd // by zone of the mentee: mentors whose clock is too far from it
	tongue                    []int32          // mentee -> class of languages
	tongues                   []int32          // one mentee of each class
	mute                      []atomic.Pointer[[]uint64]

	listed map[int32]*fenced // mentee -> pairs that are named one by one
	pairs  bool              // a rule is not known here: every pair is asked for by itself
	m      marked
}

// fenced are the mentors who are named for one mentee, by rule. In a row with a lock that sets rules aside every pair is asked for by
// itself.
type fenced struct {
	by   map[Rule][]int32
	bent bool
}

// fenceRules are the rules that have a fence. Where HardRules has another, all rows are made pair by pair: right, but slow.
var fenceRules = []Rule{Self, LeaderChain, SameLeader, VetoRule, ConflictRule, AssessRule, SameUnit, EarlierRule, NoLanguage, FarZone, Clearance, NoConsent, Unsettled, Untrained, Forbidden}

// tallies counts pairs by rule, in the order of HardRules.
type tallies [32]int

func newFences(d *deck, m marked) *fences {
	n := len(d.mentors)
	f := &fences{d: d, all: make([]uint64, (n+63)/64), listed: map[int32]*fenced{}, m: m}
	for j := range n {
		f.all[j/64] |= 1 << (j % 64)
	}
	f.pairs = slices.ContainsFunc(HardRules, func(r Rule) bool { return !slices.Contains(fenceRules, r) })
	if f.pairs {
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
		for _, rule := range d.mentors[j].waiting.list() {
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
	if d.rules.Hard.Zone {
		f.far = map[offset]crowd{}
		for i := range d.mentees {
			zone := d.mentees[i].zone
			if _, made := f.far[zone]; made || !zone.known {
				continue
			}
			var list []int32
			for j := range d.mentors {
				if d.tooFar(d.mentors[j].zone, zone) {
					list = append(list, int32(j))
				}
			}
			f.far[zone] = newCrowd(list, n)
		}
	}
	f.list()
	return f
}

func (f *fences) of(mentee int32) *fenced {
	x := f.listed[mentee]
	if x == nil {
		x = &fenced{by: map[Rule][]int32{}}
		f.listed[mentee] = x
	}
	return x
}

func (f *fences) list() {
	name := func(at couple, rules ruleSet) {
		x := f.of(at.mentee)
		for _, r := range rules.list() {
			x.by[r] = append(x.by[r], at.mentor)
		}
	}
	for at, rules := range f.d.barriers {
		name(at, rules)
	}
	for at := range f.d.earlier {
		name(at, bitOf[EarlierRule])
	}
	for at := range f.m.forbidden {
		name(at, bitOf[Forbidden])
	}
	for at := range f.m.over {
		f.of(at.mentee).bent = true
	}
}

// row writes the fence of one mentee, a bit for each mentor who is kept away, and counts by the first rule that does. see, if not nil,
// is told each rule, by its place in HardRules, when its mentors are in.
func (f *fences) row(mentee int32, out []uint64, n *tallies, see func(rule int)) {
	clear(out)
	if see == nil {
		see = func(int) {}
	}
	x := f.listed[mentee]
	if f.pairs || x != nil && x.bent {
		f.byPair(mentee, out, n, see)
		return
	}
	d, e := f.d, &f.d.mentees[mentee]
	hard := d.rules.Hard
	for k, rule := range HardRules {
		if e.waiting&bitOf[rule] != 0 {
			n[k] += crowd{bits: f.all}.into(out)
		}
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
		case SameUnit:
			if hard.SameUnit && e.unit >= 0 {
				n[k] += f.unit[e.unit].into(out)
			}
		case NoLanguage:
			if hard.Language && len(e.tongues) > 0 {
				n[k] += crowd{bits: f.muteTo(mentee)}.into(out)
			}
		case FarZone:
			n[k] += f.far[e.zone].into(out)
		case Clearance:
			if e.seat.Profile.AgeBand == Under15 {
				n[k] += crowd{bits: f.uncleared}.into(out)
			}
		case VetoRule, ConflictRule, AssessRule, EarlierRule, Forbidden:
			if x != nil {
				n[k] += crowd{list: x.by[rule]}.into(out)
			}
		default:
			n[k] += f.waits[rule].into(out)
		}
		see(k)
	}
}

func (f *fences) byPair(mentee int32, out []uint64, n *tallies, see func(rule int)) {
	for j := range int32(len(f.d.mentors)) {
		if rule := f.d.without(j, mentee, f.m); rule != "" {
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
