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
	Aside       Cause = "aside"      // someone must do something first: Rule says what
	NoPartner   Cause = "no_partner" // rules keep everybody apart from this one: Rules says which
	AllFull     Cause = "all_full"   // those who are allowed are taken by people who can have no others
	Outbid      Cause = "outbid"     // there are not places enough, and others make a better total
	Preferred   Cause = "preferred"  // of the stable aim: those who are allowed have places for others whom they would rather have
	SmallCircle Cause = "small"      // in groups: a circle with this one would not have the least number
	Spare       Cause = "spare"      // a mentor with a place left when all who could take it have one
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
	Remedy   Remedy `json:"remedy,omitzero"`
}

// Remedy is what would help somebody who is left. One place more with More gives this one a partner, and nobody else another; Short
// places more, with people as described, give all Rivals one.
type Remedy struct {
	More     string `json:"more,omitempty"`   // the mentor with the most points among those who are allowed
	Points   int    `json:"points,omitempty"` // hundredths of that pair
	Short    int    `json:"short,omitempty"`
	Subject  string `json:"subject,omitempty"` // what most of the rivals seek
	Seek     int    `json:"seek,omitempty"`    // how many of them
	Language string `json:"language,omitempty"`
	Speak    int    `json:"speak,omitempty"`
}

func (d *deck) leftMentees(t task, m marked, res *assign.Result) []Left {
	var out []Left
	groups := map[*int]*Remedy{} // by the rivals, whom several share
	spare := -res.Matched        // places that nobody has
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
			group := groups[&u.Rows[0]]
			if group == nil {
				g := d.need(t, u.Rows)
				g.Short = l.Rivals - l.Places
				group = &g
				groups[&u.Rows[0]] = group
			}
			l.Remedy = *group
			l.Remedy.More, l.Remedy.Points = t.more(d, i, m)
		}
		out = append(out, l)
	}
	return out
}

// more is the mentor with whom somebody would have the most points, if places were no matter.
func (t task) more(d *deck, i int32, m marked) (seat string, points int) {
	points = -1
	if t.scorer != nil {
		costs := make([]int32, len(d.mentors))
		t.scorer.costs(i, 0, costs)
		for j, cost := range costs {
			if score := Full - int(cost); cost != assign.NotAllowed && score > points {
				seat, points = d.mentors[j].seat.ID, score
			}
		}
		return seat, max(points, 0)
	}
	for j := range int32(len(d.mentors)) {
		if d.without(j, i, m) == "" {
			if score := d.score(j, i); score > points {
				seat, points = d.mentors[j].seat.ID, score
			}
		}
	}
	return seat, max(points, 0)
}

// need says what most of some mentees seek, and which language most of them speak. Of equals the first in the order of the pool.
func (d *deck) need(t task, rows []int) (r Remedy) {
	seek, speak := map[int32]int{}, map[int32]int{}
	for _, row := range rows {
		c := &d.mentees[t.rows[row]]
		for _, s := range c.subjects {
			seek[s]++
		}
		for _, l := range c.tongues {
			speak[l]++
		}
	}
	for _, row := range rows {
		c := &d.mentees[t.rows[row]]
		for n, s := range c.subjects {
			if seek[s] > r.Seek {
				r.Subject, r.Seek = c.subjectWords[n], seek[s]
			}
		}
		for n, l := range c.tongues {
			if speak[l] > r.Speak {
				r.Language, r.Speak = c.tongueWords[n], speak[l]
			}
		}
	}
	return r
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
	rank := []Cause{NoPartner, Aside, SmallCircle, AllFull, Outbid, Preferred, Spare}
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
	case SmallCircle:
		return i18n.T(lang, "group.left_small_"+side, "name", name, "least", l.Places, "n", l.Free)
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

// Help says what would give this one a partner. more is the name of the mentor who could take one more. It is "" where the cause
// already says what to do.
func (l Left) Help(lang i18n.Lang, name, more string) string {
	r := l.Remedy
	if r.More == "" || more == "" {
		return ""
	}
	text := i18n.T(lang, "matching.help_more", "name", name, "more", more, "points", Points(lang, r.Points))
	if l.Rivals < 2 {
		return text
	}
	key := "matching.help_group"
	switch {
	case r.Seek > 1 && r.Speak > 1:
		key = "matching.help_group_both"
	case r.Seek > 1:
		key = "matching.help_group_subject"
	}
	return text + " " + i18n.T(lang, key, "n", r.Short, "rivals", l.Rivals, "subject", r.Subject, "seek", r.Seek, "language", LanguageName(lang, r.Language), "speak", r.Speak)
}
