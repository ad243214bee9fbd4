package fit

import (
	sets "math/bits"
	"slices"

	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// Share is what a pair has of a criterion, out of what there is: hundredths of a point.
type Share struct {
	Criterion Criterion `json:"c"`
	Got       int       `json:"got"`
	Of        int       `json:"of"`
}

// Full is all the points there are: 100.00.
const Full = 100_00

// share divides the full points among the criteria that the pool has told something about, by their weights; what rounding leaves
// goes to the largest remainders, so that the sum is exact.
func (d *deck) share() {
	told := d.told()
	d.of = make([]int, len(d.criteria))
	sum := 0
	for i := range d.criteria {
		if told[i] {
			sum += d.weight(i)
		}
	}
	if sum == 0 {
		return
	}
	type rest struct{ at, left int }
	var rests []rest
	given := 0
	for i := range d.criteria {
		if !told[i] || d.weight(i) == 0 {
			continue
		}
		d.of[i] = Full * d.weight(i) / sum
		given += d.of[i]
		rests = append(rests, rest{i, Full * d.weight(i) % sum})
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return b.left - a.left })
	for i := range Full - given {
		d.of[rests[i].at]++
	}
}

// weight is how much the criterion at a place counts.
func (d *deck) weight(i int) int {
	if i < len(Criteria) {
		return d.rules.Weights[Criteria[i]]
	}
	return d.rules.Own[i-len(Criteria)].Weight
}

// told says which criteria there is anything to compare by: something on both sides, or a wish on either.
func (d *deck) told() []bool {
	told := make([]bool, len(d.criteria))
	both := func(f func(*card) bool) bool {
		some := func(cards []card) bool {
			for i := range cards {
				if f(&cards[i]) {
					return true
				}
			}
			return false
		}
		return some(d.mentors) && some(d.mentees)
	}
	wishes := func(cards []card) bool {
		return slices.ContainsFunc(cards, func(c card) bool { return len(c.wishes) > 0 })
	}
	for i, c := range d.criteria {
		switch c {
		case Goals:
			told[i] = both(func(c *card) bool { return len(c.subjects) > 0 })
		case Wishes:
			told[i] = wishes(d.mentors) || wishes(d.mentees)
		case Roles:
			told[i] = both(func(c *card) bool { return c.offers != 0 })
		case Experience:
			told[i] = both(func(c *card) bool { return c.tenths >= 0 }) || both(func(c *card) bool { return c.seat.Profile.Level > 0 })
		case Languages:
			told[i] = both(func(c *card) bool { return len(c.tongues) > 0 })
		case Practical:
			told[i] = both(func(c *card) bool { return c.site >= 0 }) || !d.timesApart() && both(func(c *card) bool { return c.times != 0 }) ||
				both(func(c *card) bool { return c.seat.Profile.Video != "" })
		case Across:
			told[i] = both(func(c *card) bool { return c.unit >= 0 })
		case Difference:
			told[i] = slices.ContainsFunc(d.mentees, func(c card) bool { return len(c.strengths) > 0 }) &&
				slices.ContainsFunc(d.mentors, func(c card) bool { return len(c.subjects) > 0 })
		case Values:
			told[i] = both(func(c *card) bool { return c.style != [enrolment.Statements]int8{} })
		case Times:
			told[i] = both(func(c *card) bool { return c.times != 0 })
		case Culture:
			told[i] = slices.ContainsFunc(d.mentors, func(c card) bool { return c.seat.Profile.Culture })
		case Text:
			told[i] = both(func(c *card) bool { return len(c.terms) > 0 })
		case Acquainted:
			told[i] = slices.ContainsFunc(d.mentees, func(c card) bool { return len(c.known) > 0 })
		case OwnGender:
			told[i] = slices.ContainsFunc(d.mentees, func(c card) bool { return c.asksGender && c.gender != "" }) &&
				slices.ContainsFunc(d.mentors, func(c card) bool { return c.gender != "" })
		default:
			own := i - len(Criteria)
			told[i] = both(func(c *card) bool { return c.own[own].any() })
		}
	}
	return told
}

// score is a pair's points in hundredths: the sum of what it gets of each criterion.
func (d *deck) score(r, e int32) int {
	m, n := &d.mentors[r], &d.mentees[e]
	sum := 0
	for i := range d.of {
		if d.of[i] > 0 {
			sum += d.got(i, m, n)
		}
	}
	return sum
}

// shares lists a pair's points by criterion; they add up to its score.
func (d *deck) shares(r, e int32) []Share {
	var out []Share
	for i, c := range d.criteria {
		if d.of[i] > 0 {
			out = append(out, Share{c, d.got(i, &d.mentors[r], &d.mentees[e]), d.of[i]})
		}
	}
	return out
}

// got turns how well a criterion fits, in thousandths, into hundredths of a point.
func (d *deck) got(i int, m, n *card) int {
	if i >= len(Criteria) {
		return (d.of[i]*d.fitOwn(i-len(Criteria), m, n) + 500) / 1000
	}
	return (d.of[i]*d.fit(Criteria[i], m, n) + 500) / 1000
}

// unknown is the fit where one of the two has told nothing: the middle, so that silence is neither rewarded nor punished.
const unknown = 500

// fit says how well a pair does on one criterion, from 0 to 1000.
func (d *deck) fit(c Criterion, m, n *card) int {
	switch c {
	case Goals:
		return fitGoals(m, n)
	case Roles:
		return fitRoles(m, n)
	case Wishes:
		return fitWishes(m, n)
	case Experience:
		return d.fitExperience(m, n)
	case Languages:
		return fitLanguages(m, n)
	case Practical:
		if d.timesApart() {
			return d.fitPlace(m, n)
		}
		return (d.fitPlace(m, n) + fitTimes(m, n)) / 2
	case Across:
		return fitAcross(m, n)
	case Difference:
		return fitDifference(m, n)
	case Values:
		return fitValues(m, n)
	case Times:
		return fitTimes(m, n)
	case Culture:
		return fitCulture(m)
	case Text:
		return fitText(m, n)
	case Acquainted:
		return fitAcquainted(m, n)
	case OwnGender:
		return fitOwnGender(m, n)
	}
	return 0
}

// timesApart tells whether free times have a weight of their own. While they have none they are half of Practical, as they were before
// they could have one.
func (d *deck) timesApart() bool { return d.rules.Weights[Times] > 0 }

// Enough is how many shared subjects give full points: nobody is helped with ten things in a year.
const Enough = 4

func fitGoals(m, n *card) int {
	if len(n.subjects) == 0 || len(m.subjects) == 0 {
		return unknown
	}
	met := 0
	for _, s := range n.subjects {
		if m.has.has(s) {
			met++
		}
	}
	want := min(len(n.subjects), Enough)
	return 1000 * min(met, want) / want
}

// fitRoles weighs the most wished role most: of three wishes the first counts 3, the second 2, the third 1. A role the mentor would
// rather not take is not offered.
func fitRoles(m, n *card) int {
	if len(n.wished) == 0 || m.offers == 0 {
		return unknown
	}
	got, sum := 0, 0
	for i, role := range n.wished {
		w := len(n.wished) - i
		sum += w
		if roleBit[role]&m.offers&^m.avoids != 0 {
			got += w
		}
	}
	return 1000 * got / sum
}

// fitWishes gives full points to two who asked for each other and to a first wish, and a little less for each further place.
func fitWishes(m, n *card) int {
	byMentee, menteeHas := wish(n, m.person)
	byMentor, mentorHas := wish(m, n.person)
	switch {
	case !menteeHas && !mentorHas:
		return unknown
	case byMentee > 0 && byMentor > 0:
		return 1000
	case !menteeHas && byMentor == 0, !mentorHas && byMentee == 0:
		return 0
	}
	return max(byMentee, byMentor)
}

// wish says how much someone asked for a person, and whether they asked for anybody at all.
func wish(c *card, person int32) (fit int, any bool) {
	at, found := c.wishes[person]
	if !found {
		return 0, len(c.wishes) > 0
	}
	return max(1000-150*at, 400), true
}

// fitExperience takes the better of years and levels: one to two levels or five to fifteen years is the usual advice.
func (d *deck) fitExperience(m, n *card) int {
	best := -1
	if m.tenths >= 0 && n.tenths >= 0 {
		best = d.fitYears(m.tenths - n.tenths)
	}
	if a, b := m.seat.Profile.Level, n.seat.Profile.Level; a > 0 && b > 0 {
		best = max(best, d.fitLevels(b-a))
	}
	if best < 0 {
		return unknown
	}
	return best
}

// fitGap is full inside the ideal range and falls evenly outside it: to nothing at no gap, and at twice the largest.
func fitGap(gap, low, high int) int {
	switch {
	case gap >= low && gap <= high:
		return 1000
	case gap < low && low > 0:
		return 1000 * max(gap, 0) / low
	case gap > high && high > 0:
		return 1000 * max(2*high-gap, 0) / high
	}
	return 0
}

// fitLanguages gives full points when the mentee's first language is shared, and less when only another is.
func fitLanguages(m, n *card) int {
	if len(n.tongues) == 0 || len(m.tongues) == 0 {
		return unknown
	}
	if m.tongueSet.has(n.tongues[0]) {
		return 1000
	}
	if shares(n.tongues, m.tongueSet) {
		return 600
	}
	return 0
}

func (d *deck) fitPlace(m, n *card) int {
	switch d.meeting(m, n) {
	case samePlace:
		return 1000
	case onVideo:
		return 800
	case byTravel:
		return unknown
	case farApart:
		return 0
	}
	return unknown
}

// meeting says how two can meet.
type meeting int

const (
	notTold meeting = iota
	samePlace
	onVideo
	byTravel
	farApart
)

func (d *deck) meeting(m, n *card) meeting {
	a, b := &m.seat.Profile, &n.seat.Profile
	far := d.rules.Practical.TravelMinutes
	switch {
	case m.site >= 0 && m.site == n.site:
		return samePlace
	case a.Video == "yes" && b.Video == "yes":
		return onVideo
	case m.site < 0 || n.site < 0:
		return notTold
	case a.TravelMax >= far && b.TravelMax >= far && a.TravelMax > 0 && b.TravelMax > 0:
		return byTravel
	}
	return farApart
}

func fitTimes(m, n *card) int {
	if m.times == 0 || n.times == 0 {
		return unknown
	}
	switch sets.OnesCount32(m.times & n.times) {
	case 0:
		return 0
	case 1:
		return 600
	}
	return 1000
}

func slots(set uint32) []string {
	var out []string
	for _, s := range Slots {
		if set&slotBit[s] != 0 {
			out = append(out, s)
		}
	}
	return out
}

func fitAcross(m, n *card) int {
	switch {
	case m.unit < 0 || n.unit < 0:
		return unknown
	case m.unit == n.unit:
		return 0
	}
	return 1000
}

// fitDifference is the share of the mentee's strengths that the mentor has not named: what the mentee can teach.
func fitDifference(m, n *card) int {
	if len(n.strengths) == 0 || len(m.subjects) == 0 {
		return unknown
	}
	own := 0
	for _, s := range n.strengths {
		if !m.has.has(s) {
			own++
		}
	}
	return 1000 * own / len(n.strengths)
}
