package fit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// truthPool is a random pool in which one person has at most one seat a side, as the database has it; with mentors of no, one or several
// places, places that are taken, and sometimes so few things to tell apart that many pairs are worth the same.
func truthPool(r *rand.Rand) (fit.Pool, fit.Rules) {
	pool := randomPool(r, 1+r.IntN(6), 1+r.IntN(9))
	for _, side := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
		seen := map[string]bool{}
		for i := range side {
			if seen[side[i].Person.ID] {
				side[i].Person.ID = fmt.Sprintf("%s-again-%d", side[i].Role, i)
			}
			seen[side[i].Person.ID] = true
			if side[i].Role == org.Mentor {
				side[i].Capacity = r.IntN(4)
			}
			if r.IntN(10) == 0 {
				pool.Taken[side[i].ID] = 1
			}
			if r.IntN(3) > 0 { // most are ready, or few pools would have a pair
				p := &side[i].Profile
				p.Consent, p.Unsettled, p.Cleared, side[i].TrainedOn = "", nil, true, "2026-08-01"
			}
			if r.IntN(6) == 0 {
				side[i].Person.Place, side[i].Profile.Site = "randers ", ""
			}
		}
	}
	rules := fit.DefaultRules()
	random := randomRules(r)
	rules.Hard, rules.Experience = random.Hard, random.Experience
	few := r.IntN(3) == 0 // ties: only one or two coarse criteria
	for _, c := range weighed {
		rules.Weights[c] = r.IntN(40)
		if few && c != fit.Across && c != fit.Languages {
			rules.Weights[c] = 0
		}
	}
	rules.Weights[fit.Across]++
	for _, c := range fit.Criteria { // what the oracle does not know counts for nothing
		if !slices.Contains(weighed, c) {
			rules.Weights[c] = 0
		}
	}
	return pool, rules
}

// TestEveryExplanationIsTrue recomputes all that a round says of 1,000 random pools: each pair's points by hand, the funnel and each cause
// by the rules as they are written, and each price by forcing the pair and solving everything anew, by trying all there is.
func TestEveryExplanationIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(1000, 4))
	seen := map[string]int{}
	for n := range 1000 {
		pool, rules := truthPool(r)
		marks := randomMarks(r, pool, rules)
		out, err := fit.Solve(t.Context(), pool, rules, marks)
		if err != nil {
			t.Fatalf("pool %d: %v", n, err)
		}
		o := consult(pool, rules)
		x := &trial{T: t, n: n, o: o, out: out, seen: seen, forbidden: map[fit.Couple]bool{}, locked: map[string]string{}, mentor: map[string]enrolment.Seat{}, mentee: map[string]enrolment.Seat{}}
		for _, m := range marks {
			if m.Kind == fit.Forbid {
				x.forbidden[fit.Couple{Mentor: m.Mentor, Mentee: m.Mentee}] = true
			}
		}
		for _, s := range o.mentors {
			x.mentor[s.ID] = s
		}
		for _, s := range o.mentees {
			x.mentee[s.ID] = s
		}
		for _, m := range marks {
			if _, there := x.mentor[m.Mentor]; there && m.Kind == fit.Lock && x.mentee[m.Mentee].ID != "" {
				x.locked[m.Mentee] = m.Mentor
			}
		}
		x.pairs()
		x.funnel()
		x.left()
		if pairs, total, possible := o.cold(x.forbidden, x.locked, "", ""); !possible || pairs != out.Summary.Matched || total != out.Summary.Total {
			t.Fatalf("pool %d: %d pairs with %d, trying everything gives %d with %d", n, out.Summary.Matched, out.Summary.Total, pairs, total)
		}
	}
	for _, want := range []string{"pair", "locked", "priced", "a tie in price", "several places", "full", "rule forbidden", "cause aside", "cause no_partner", "cause all_full", "cause outbid", "cause spare"} {
		if seen[want] < 10 {
			t.Errorf("the pools try %q only %d times", want, seen[want])
		}
	}
	for _, rule := range fit.HardRules {
		if seen["rule "+string(rule)] < 10 {
			t.Errorf("the pools try the rule %q only %d times", rule, seen["rule "+string(rule)])
		}
	}
	t.Log(seen)
}

// trial is one pool and what came out.
type trial struct {
	*testing.T
	n              int
	o              *oracle
	out            fit.Outcome
	seen           map[string]int
	forbidden      map[fit.Couple]bool
	locked         map[string]string // mentee -> mentor
	mentor, mentee map[string]enrolment.Seat
}

func (x *trial) pairs() {
	x.Helper()
	used, sums := map[string]int{}, map[fit.Criterion]int{}
	for _, p := range x.out.Pairs {
		m, n := x.mentor[p.Mentor], x.mentee[p.Mentee]
		if rule := x.o.apart(m, n, x.forbidden); m.ID == "" || n.ID == "" || rule != "" {
			x.Fatalf("pool %d: a pair against the rule %q, or of somebody who has no place", x.n, rule)
		}
		by, sum := x.o.points(m, n)
		if sum != p.Score {
			x.Fatalf("pool %d: %d points, by hand %d (%v)", x.n, p.Score, sum, by)
		}
		for _, s := range p.Shares {
			if s.Got != by[s.Criterion] || s.Of != x.o.of[s.Criterion] {
				x.Fatalf("pool %d: %s %d of %d, by hand %d of %d", x.n, s.Criterion, s.Got, s.Of, by[s.Criterion], x.o.of[s.Criterion])
			}
			sums[s.Criterion] += s.Got
		}
		if len(p.Shares) != len(by) {
			x.Fatalf("pool %d: points of %d criteria, by hand %d", x.n, len(p.Shares), len(by))
		}
		if p.Locked != (x.locked[p.Mentee] == p.Mentor) {
			x.Fatalf("pool %d: locked %v", x.n, p.Locked)
		}
		if used[p.Mentor]++; used[p.Mentor] > x.o.places(m) {
			x.Fatalf("pool %d: a place too many", x.n)
		}
		x.seen["pair"]++
		if p.Locked {
			x.seen["locked"]++
		}
		if used[p.Mentor] > 1 {
			x.seen["several places"]++
		}
	}
	for _, s := range x.out.Summary.Of {
		if s.Got != sums[s.Criterion] || s.Of != x.o.of[s.Criterion] {
			x.Fatalf("pool %d: all pairs have %d of %s, by hand %d", x.n, s.Got, s.Criterion, sums[s.Criterion])
		}
	}
	x.seen["full"] += len(x.o.pool.Mentors) - len(x.o.mentors)
}

func (x *trial) funnel() {
	x.Helper()
	want := map[fit.Rule]int{}
	allowed := 0
	for _, m := range x.o.mentors {
		for _, n := range x.o.mentees {
			rule := x.o.apart(m, n, x.forbidden)
			want[rule]++
			x.seen["rule "+string(rule)]++
			if rule == "" {
				allowed++
			}
		}
	}
	s := x.out.Summary
	got := map[fit.Rule]int{"": s.Allowed}
	for _, f := range s.Funnel {
		got[f.Rule] = f.Count
	}
	for _, rule := range append([]fit.Rule{""}, fit.HardRules...) {
		if got[rule] != want[rule] {
			x.Fatalf("pool %d: the rule %q keeps %d pairs apart, by hand %d", x.n, rule, got[rule], want[rule])
		}
	}
	if s.Mentors != len(x.o.mentors) || s.Mentees != len(x.o.mentees) || s.Allowed != allowed {
		x.Fatalf("pool %d: %+v", x.n, s)
	}
	steps := s.Steps() // the same as a funnel: what is left after each rule
	left := len(x.o.mentors) * len(x.o.mentees)
	for i, f := range steps {
		if left -= want[f.Rule]; f.Left != left || f.Count != want[f.Rule] {
			x.Fatalf("pool %d: after %s %d pairs are left, by hand %d", x.n, f.Rule, f.Left, left)
		}
		if i == len(steps)-1 && left != allowed {
			x.Fatalf("pool %d: the funnel ends at %d, not %d", x.n, left, allowed)
		}
	}
}

func (x *trial) left() {
	x.Helper()
	matched, used := map[string]bool{}, map[string]int{}
	for _, p := range x.out.Pairs {
		matched[p.Mentee] = true
		used[p.Mentor]++
	}
	spare := 0
	for _, m := range x.o.mentors {
		spare += x.o.places(m) - used[m.ID]
	}
	told := map[string]bool{}
	for _, l := range x.out.Left {
		if told[l.Seat] {
			x.Fatalf("pool %d: %s is left twice", x.n, l.Seat)
		}
		told[l.Seat] = true
		x.seen["cause "+string(l.Cause)]++
		if l.Role == org.Mentor {
			x.leftMentor(l, used[l.Seat])
			continue
		}
		n := x.mentee[l.Seat]
		if n.ID == "" || matched[l.Seat] {
			x.Fatalf("pool %d: %s is said to be left", x.n, l.Seat)
		}
		by := map[fit.Rule]int{}
		for _, m := range x.o.mentors {
			by[x.o.apart(m, n, x.forbidden)]++
		}
		aside := n.Profile.Consent == "missing" || len(n.Profile.Unsettled) > 0
		switch {
		case aside != (l.Cause == fit.Aside), !aside && (by[""] == 0) != (l.Cause == fit.NoPartner), by[""] > 0 && (spare == 0) != (l.Cause == fit.Outbid):
			x.Fatalf("pool %d: %s is left by %s: aside %v, %d allowed, %d places over", x.n, l.Seat, l.Cause, aside, by[""], spare)
		case l.Cause == fit.NoPartner:
			x.counts(l, by)
		case l.Cause == fit.AllFull, l.Cause == fit.Outbid:
			if l.Rivals <= l.Places || l.Partners < by[""] {
				x.Fatalf("pool %d: %d rivals for %d places of %d partners, of whom %d are allowed", x.n, l.Rivals, l.Places, l.Partners, by[""])
			}
			x.price(l)
		}
	}
	for id := range x.mentee {
		if !matched[id] && !told[id] {
			x.Fatalf("pool %d: nothing is said of %s", x.n, id)
		}
	}
	for id, m := range x.mentor {
		if (x.o.places(m) > used[id]) != told[id] {
			x.Fatalf("pool %d: %s has %d places left and is told of: %v", x.n, id, x.o.places(m)-used[id], told[id])
		}
	}
}

func (x *trial) leftMentor(l fit.Left, used int) {
	x.Helper()
	m := x.mentor[l.Seat]
	by := map[fit.Rule]int{}
	for _, n := range x.o.mentees {
		by[x.o.apart(m, n, x.forbidden)]++
	}
	waits := m.Profile.Consent == "missing" || len(m.Profile.Unsettled) > 0 || (x.o.pool.Trained || x.o.rules.Hard.Trained) && m.TrainedOn == ""
	none := !waits && used == 0 && len(x.o.mentees) > 0 && by[""] == 0
	if l.Free != x.o.places(m)-used || waits != (l.Cause == fit.Aside) || none != (l.Cause == fit.NoPartner) {
		x.Fatalf("pool %d: a mentor is left by %+v; waits %v, allowed %d", x.n, l, waits, by[""])
	}
	if none {
		x.counts(l, by)
	}
}

func (x *trial) counts(l fit.Left, by map[fit.Rule]int) {
	x.Helper()
	sum := 0
	for _, c := range l.Rules {
		if c.Count != by[c.Rule] {
			x.Fatalf("pool %d: %s keeps %d apart from %s, by hand %d", x.n, c.Rule, c.Count, l.Seat, by[c.Rule])
		}
		sum += c.Count
	}
	all := 0
	for _, n := range by {
		all += n
	}
	if sum != all {
		x.Fatalf("pool %d: rules explain %d of %d for %s", x.n, sum, all, l.Seat)
	}
}

// price forces somebody in and tries everything: the total must fall by what was said, with as many pairs, and it can be the one who was
// named that waits.
func (x *trial) price(l fit.Left) {
	x.Helper()
	s := x.out.Summary
	pairs, total, possible := x.o.cold(x.forbidden, x.locked, l.Seat, "")
	if l.Instead == "" {
		if possible && pairs == s.Matched {
			x.Fatalf("pool %d: nobody is named who could wait instead of %s, but there is a way, at %d", x.n, l.Seat, s.Total-total)
		}
		return
	}
	x.seen["priced"]++
	if !possible || pairs != s.Matched || s.Total-total != l.Price {
		x.Fatalf("pool %d: %s is said to cost %d; forced, there are %d of %d pairs and it costs %d", x.n, l.Seat, l.Price, pairs, s.Matched, s.Total-total)
	}
	if l.Price == 0 {
		x.seen["a tie in price"]++
	}
	pairs, total, possible = x.o.cold(x.forbidden, x.locked, l.Seat, l.Instead)
	if !possible || pairs != s.Matched || s.Total-total != l.Price {
		x.Fatalf("pool %d: %s would wait instead of %s for %d; forced, there are %d of %d pairs and it costs %d", x.n, l.Instead, l.Seat, l.Price, pairs, s.Matched, s.Total-total)
	}
}
