package fit

import (
	"maps"
	sets "math/bits"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Cause says why somebody is left without a partner.
type Cause string

// The causes.
const (
	Aside     Cause = "aside"      // someone must do something first: Rule says what
	NoPartner Cause = "no_partner" // rules keep everybody apart from this one: Rules says which
	AllFull   Cause = "all_full"   // those who are allowed are taken by people who can have no others
	Outbid    Cause = "outbid"     // there are not places enough, and others make a better total
	Preferred Cause = "preferred"  // of the stable aim: those who are allowed have places for others whom they would rather have
	Spare     Cause = "spare"      // a mentor with a place left when all who could take it have one
)

// Left is somebody without a partner, and why.
type Left struct {
	Seat  string      `json:"-"`
	Role  org.Role    `json:"-"`
	Cause Cause       `json:"cause"`
	Rule  Rule        `json:"rule,omitempty"`
	Rules []RuleCount `json:"rules,omitempty"`

	Rivals   int    `json:"rivals,omitempty"`   // AllFull, Outbid: how many, this one included, share the same partners
	Partners int    `json:"partners,omitempty"` // how many partners those are
	Places   int    `json:"places,omitempty"`   // and how many places they have
	Instead  string `json:"instead,omitempty"`  // the seat that would wait if this one came in
	Price    int    `json:"price,omitempty"`    // and what the total would lose, in hundredths of a point
	Free     int    `json:"free,omitempty"`     // Spare: places left
}

func (d *deck) leftMentees(t task, m marked, res *assign.Result) []Left {
	var out []Left
	spare := -res.Matched // places that nobody has
	for _, places := range t.in.Capacity {
		spare += places
	}
	for _, u := range res.Unmatched {
		i := t.rows[u.Row]
		l := Left{Seat: d.mentees[i].seat.ID, Role: org.Mentee}
		switch {
		case d.waits(&d.mentees[i]) != "":
			l.Cause, l.Rule = Aside, d.waits(&d.mentees[i])
		case u.Cause == assign.NoPartner:
			l.Cause, l.Rules = NoPartner, counts(t.apartFrom(i))
		case t.aim == StableWants:
			l.Cause, l.Partners = Preferred, len(u.Cols)
		default:
			l.Cause = AllFull
			if spare == 0 {
				l.Cause = Outbid
			}
			l.Rivals, l.Partners = len(u.Rows), len(u.Cols)
			for _, j := range u.Cols {
				l.Places += t.in.Capacity[j]
			}
			if u.Instead >= 0 && t.aim != NoneWeak { // an exchange has no price where the sum is not the aim
				l.Instead, l.Price = d.mentees[t.rows[u.Instead]].seat.ID, int(u.Price)
			}
		}
		out = append(out, l)
	}
	return out
}

func (d *deck) leftMentors(t task, m marked, used []int) []Left {
	var out []Left
	alone := map[int32]int{} // mentors whom rules keep from everybody -> place in out
	for j := range int32(len(d.mentors)) {
		c := &d.mentors[j]
		l := Left{Seat: c.seat.ID, Role: org.Mentor, Cause: Spare, Free: d.pool.Free(c.seat) - used[j]}
		if l.Free == 0 {
			continue
		}
		if rule := d.waits(c); rule != "" {
			l.Cause, l.Rule = Aside, rule
		} else if used[j] == 0 && len(d.mentees) > 0 && !t.reaches(d, j, m) {
			l.Cause = NoPartner
			alone[j] = len(out)
		}
		out = append(out, l)
	}
	for j, tally := range d.apartFromMentors(t, m, alone) {
		out[alone[j]].Rules = counts(tally)
	}
	return out
}

// apartFrom counts the mentors whom rules keep from a mentee.
func (t task) apartFrom(mentee int32) map[Rule]int {
	out := map[Rule]int{}
	var n tallies
	w := t.scorer.worker()
	defer t.scorer.back(w)
	w.row = mentee
	t.scorer.fences.row(mentee, w.fence, &n, nil)
	for k, rule := range HardRules {
		out[rule] = n[k]
	}
	return out
}

// reaches says whether rules allow a mentor anybody.
func (t task) reaches(d *deck, mentor int32, m marked) bool {
	if t.reached != nil {
		return t.reached[mentor/64]>>(mentor%64)&1 == 1
	}
	for i := range int32(len(d.mentees)) {
		if d.without(mentor, i, m) == "" {
			return true
		}
	}
	return false
}

// apartFromMentors counts the mentees whom rules keep from each of some mentors.
func (d *deck) apartFromMentors(t task, m marked, of map[int32]int) map[int32]map[Rule]int {
	out := map[int32]map[Rule]int{}
	for j := range of {
		out[j] = map[Rule]int{}
	}
	if t.scorer == nil || len(of) < 8 {
		for j := range of {
			for i := range int32(len(d.mentees)) {
				out[j][d.without(j, i, m)]++
			}
		}
		return out
	}
	wanted := bitsOf(slices.Collect(maps.Keys(of)), len(d.mentors))
	w := t.scorer.worker()
	defer t.scorer.back(w)
	seen := make([]uint64, len(w.fence))
	for i := range int32(len(d.mentees)) {
		var n tallies
		clear(seen)
		w.row = i
		t.scorer.fences.row(i, w.fence, &n, func(rule int) {
			for k, now := range w.fence {
				for fresh := now &^ seen[k] & wanted[k]; fresh != 0; fresh &= fresh - 1 {
					out[int32(64*k+sets.TrailingZeros64(fresh))][HardRules[rule]]++
				}
			}
			copy(seen, w.fence)
		})
	}
	return out
}

// SortLeft puts mentees before mentors, and those whom only the coordinator can help first.
func SortLeft(all []Left) {
	rank := []Cause{NoPartner, Aside, AllFull, Outbid, Preferred, Spare}
	slices.SortStableFunc(all, func(a, b Left) int {
		if a.Role != b.Role {
			if a.Role == org.Mentee {
				return -1
			}
			return 1
		}
		return slices.Index(rank, a.Cause) - slices.Index(rank, b.Cause)
	})
}

// Text says the cause in a sentence or two. name is the first name of the one it is about, instead that of who would wait for them.
func (l Left) Text(lang i18n.Lang, name, instead string) string {
	side := string(l.Role)
	switch l.Cause {
	case Aside:
		return i18n.T(lang, "matching.left_aside_"+string(l.Rule), "name", name)
	case NoPartner:
		if len(l.Rules) == 0 {
			return i18n.T(lang, "matching.left_nobody_"+side)
		}
		list, n := make([]string, 0, len(l.Rules)), 0
		for _, r := range l.Rules {
			list = append(list, i18n.T(lang, "matching.count_"+string(r.Rule), "n", r.Count))
			n += r.Count
		}
		return i18n.T(lang, "matching.left_no_partner_"+side, "n", n, "list", Series(lang, list))
	case AllFull, Outbid:
		text := i18n.T(lang, "matching.left_"+string(l.Cause), "n", l.Partners, "rivals", l.Rivals, "places", l.Places)
		if l.Instead != "" && instead != "" {
			text += " " + i18n.T(lang, "matching.left_price", "name", name, "instead", instead, "points", Points(lang, l.Price))
		}
		return text
	case Preferred:
		return i18n.T(lang, "solving.left_preferred", "n", l.Partners)
	}
	return i18n.T(lang, "matching.left_spare", "n", l.Free)
}
