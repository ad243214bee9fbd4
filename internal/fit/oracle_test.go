package fit_test

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
)

// oracle works out rules and points from what is written about them, plainly and slowly, and shares no code with the package: words are
// compared as words, one pair at a time.
type oracle struct {
	pool             fit.Pool
	rules            fit.Rules
	mentors, mentees []enrolment.Seat // with a place left
	of               map[fit.Criterion]int
}

// weighed are the criteria that the oracle knows.
var weighed = []fit.Criterion{fit.Goals, fit.Roles, fit.Wishes, fit.Experience, fit.Languages, fit.Practical, fit.Across, fit.Difference}

func consult(pool fit.Pool, rules fit.Rules) *oracle {
	o := &oracle{pool: pool, rules: rules, of: map[fit.Criterion]int{}}
	for _, s := range pool.Mentors {
		if o.places(s) > 0 {
			o.mentors = append(o.mentors, s)
		}
	}
	for _, s := range pool.Mentees {
		if o.places(s) > 0 {
			o.mentees = append(o.mentees, s)
		}
	}
	sum := 0
	for _, c := range weighed {
		if o.told(c) {
			sum += rules.Weights[c]
		}
	}
	if sum == 0 {
		return o
	}
	given := 0
	for _, c := range weighed {
		if o.told(c) {
			o.of[c] = 10000 * rules.Weights[c] / sum
			given += o.of[c]
		}
	}
	for ; given < 10000; given++ { // one hundredth each to those who lost most by rounding down
		best, most := fit.Criterion(""), -1.0
		for _, c := range weighed {
			exact := 10000 * float64(rules.Weights[c]) / float64(sum)
			if lost := exact - float64(o.of[c]); o.told(c) && rules.Weights[c] > 0 && lost > most+1e-9 {
				best, most = c, lost
			}
		}
		o.of[best]++
	}
	return o
}

func (o *oracle) places(s enrolment.Seat) int { return max(s.Capacity-o.pool.Taken[s.ID], 0) }

func sameWord(a, b string) bool {
	a, b = plain(a), plain(b)
	return a != "" && a == b
}

func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// distinct lists words once each, the empty ones left out.
func distinct(lists ...[]string) (out []string) {
	for _, l := range lists {
		for _, w := range l {
			if w = plain(w); w != "" && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

func common(a, b []string) (n int) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

func gives(s enrolment.Seat) []string {
	return distinct(s.Profile.Competences, s.Profile.Themes, s.Profile.Strengths)
}

func seeks(s enrolment.Seat) []string { return distinct(s.Profile.Competences, s.Profile.Themes) }

func where(s enrolment.Seat) string {
	if s.Profile.Site != "" {
		return s.Profile.Site
	}
	return s.Person.Place
}

func roles(list []enrolment.MentorRole) (out []string) {
	for _, r := range list {
		if slices.Contains(enrolment.MentorRoles, r) && !slices.Contains(out, string(r)) {
			out = append(out, string(r))
		}
	}
	return out
}

func (o *oracle) told(c fit.Criterion) bool {
	any := func(side []enrolment.Seat, f func(s enrolment.Seat) bool) bool { return slices.ContainsFunc(side, f) }
	both := func(f func(s enrolment.Seat) bool) bool { return any(o.pool.Mentors, f) && any(o.pool.Mentees, f) }
	switch c {
	case fit.Goals:
		return any(o.pool.Mentors, func(s enrolment.Seat) bool { return len(gives(s)) > 0 }) && any(o.pool.Mentees, func(s enrolment.Seat) bool { return len(seeks(s)) > 0 })
	case fit.Roles:
		return both(func(s enrolment.Seat) bool { return len(roles(s.Profile.Roles)) > 0 })
	case fit.Wishes:
		f := func(s enrolment.Seat) bool { return len(distinct(s.Profile.Wishes)) > 0 }
		return any(o.pool.Mentors, f) || any(o.pool.Mentees, f)
	case fit.Experience:
		return both(func(s enrolment.Seat) bool { return s.Profile.HasYears }) || both(func(s enrolment.Seat) bool { return s.Profile.Level > 0 })
	case fit.Languages:
		return both(func(s enrolment.Seat) bool { return len(distinct(s.Profile.Languages)) > 0 })
	case fit.Practical:
		return both(func(s enrolment.Seat) bool { return plain(where(s)) != "" }) || both(func(s enrolment.Seat) bool { return len(distinct(s.Profile.Times)) > 0 }) ||
			both(func(s enrolment.Seat) bool { return s.Profile.Video != "" })
	case fit.Across:
		return both(func(s enrolment.Seat) bool { return plain(s.Person.Unit) != "" })
	case fit.Difference:
		return any(o.pool.Mentees, func(s enrolment.Seat) bool { return len(distinct(s.Profile.Strengths)) > 0 }) && any(o.pool.Mentors, func(s enrolment.Seat) bool { return len(gives(s)) > 0 })
	}
	return false
}

// boss is the nearest leader; somebody who is their own leader has none.
func (o *oracle) boss(person string) string {
	if l := o.pool.Leaders[person].Leader; l != person {
		return l
	}
	return ""
}

func (o *oracle) above(person, other string) bool {
	for range len(o.pool.Leaders) + 1 { // a circle ends there too
		person = o.boss(person)
		if person == "" {
			return false
		}
		if person == other {
			return true
		}
	}
	return false
}

// apart gives the first rule against a pair.
func (o *oracle) apart(m, n enrolment.Seat, forbidden map[fit.Couple]bool) fit.Rule {
	a, b, hard := m.Person.ID, n.Person.ID, o.rules.Hard
	barrier := func(kind enrolment.BarrierKind) bool {
		return slices.ContainsFunc(o.pool.Barriers, func(x enrolment.Barrier) bool { return x.MentorPerson == a && x.MenteePerson == b && x.Kind == kind })
	}
	waits := func(s enrolment.Seat, rule fit.Rule) bool {
		switch rule {
		case fit.NoConsent:
			return s.Profile.Consent == "missing"
		case fit.Unsettled:
			return len(s.Profile.Unsettled) > 0
		}
		return (o.pool.Trained || hard.Trained) && s.TrainedOn == "" && s.Role == m.Role
	}
	tongues, own := distinct(n.Profile.Languages), distinct(m.Profile.Languages)
	two := fit.Couple{Mentor: m.ID, Mentee: n.ID}
	for _, try := range []struct {
		rule  fit.Rule
		apart bool
	}{
		{fit.Self, a == b},
		{fit.LeaderChain, o.above(a, b) || o.above(b, a)},
		{fit.SameLeader, hard.SameLeader && o.boss(a) != "" && o.boss(a) == o.boss(b)},
		{fit.VetoRule, barrier(enrolment.Veto)},
		{fit.ConflictRule, barrier(enrolment.Conflict)},
		{fit.AssessRule, barrier(enrolment.Assessment)},
		{fit.SameUnit, hard.SameUnit && sameWord(m.Person.Unit, n.Person.Unit)},
		{fit.EarlierRule, slices.Contains(o.pool.Earlier, two)},
		{fit.NoLanguage, hard.Language && len(tongues) > 0 && len(own) > 0 && common(tongues, own) == 0},
		{fit.FarZone, hard.Zone && clocksApart(m.Profile.Zone, n.Profile.Zone) > float64(hard.ZoneHours)},
		{fit.Clearance, n.Profile.AgeBand == "under_15" && !m.Profile.Cleared},
		{fit.NoConsent, waits(n, fit.NoConsent) || waits(m, fit.NoConsent)},
		{fit.Unsettled, waits(n, fit.Unsettled) || waits(m, fit.Unsettled)},
		{fit.Untrained, waits(m, fit.Untrained)},
		{fit.Forbidden, forbidden[two]},
	} {
		if try.apart {
			return try.rule
		}
	}
	return ""
}

// clocksApart is how many hours two clocks are apart on a round dial, in winter or summer, whichever is more; 0 where one is not told.
func clocksApart(a, b string) (most float64) {
	if a == "" || b == "" {
		return 0
	}
	for _, day := range []time.Time{time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), time.Date(2026, 7, 15, 12, 0, 0, 0, time.UTC)} {
		hand := func(zone string) float64 {
			l, err := time.LoadLocation(zone)
			if err != nil {
				panic(err)
			}
			t := day.In(l)
			return float64(t.Hour()) + float64(t.Minute())/60
		}
		gap := math.Abs(hand(a) - hand(b))
		most = max(most, min(gap, 24-gap))
	}
	return most
}

// points gives what a pair has of each criterion, and the sum.
func (o *oracle) points(m, n enrolment.Seat) (by map[fit.Criterion]int, sum int) {
	by = map[fit.Criterion]int{}
	for _, c := range weighed {
		if o.of[c] > 0 {
			by[c] = int(math.Floor(float64(o.of[c])*float64(o.fits(c, m, n))/1000 + 0.5))
			sum += by[c]
		}
	}
	return by, sum
}

// thousandths cuts a share off after three decimals.
func thousandths(got, of int) int { return 1000 * got / of }

// fits says how well a pair does, in thousandths: 500 where one of them has told nothing.
func (o *oracle) fits(c fit.Criterion, m, n enrolment.Seat) int {
	a, b := m.Profile, n.Profile
	switch c {
	case fit.Goals:
		if len(gives(m)) == 0 || len(seeks(n)) == 0 {
			return 500
		}
		want := min(4, len(seeks(n)))
		return thousandths(min(want, common(seeks(n), gives(m))), want)
	case fit.Roles:
		wished, offered := roles(b.Roles), roles(a.Roles)
		if len(wished) == 0 || len(offered) == 0 {
			return 500
		}
		got, all := 0, 0
		for i, r := range wished {
			all += len(wished) - i
			if slices.Contains(offered, r) && !slices.Contains(roles(a.RolesNot), r) {
				got += len(wished) - i
			}
		}
		return thousandths(got, all)
	case fit.Wishes:
		wish := func(p enrolment.Profile, other string) (asked bool, fit int) {
			for i, w := range p.Wishes {
				if sameWord(w, other) {
					return true, max(1000-150*i, 400)
				}
			}
			return len(distinct(p.Wishes)) > 0, 0
		}
		menteeAsked, byMentee := wish(b, m.Person.ID)
		mentorAsked, byMentor := wish(a, n.Person.ID)
		switch {
		case !menteeAsked && !mentorAsked:
			return 500
		case byMentee > 0 && byMentor > 0:
			return 1000
		}
		return max(byMentee, byMentor)
	case fit.Experience:
		best := -1
		gap := func(d, low, high int) {
			fits := 0
			switch {
			case low <= d && d <= high:
				fits = 1000
			case d < low && low > 0:
				fits = thousandths(max(d, 0), low)
			case d > high && high > 0:
				fits = thousandths(max(2*high-d, 0), high)
			}
			best = max(best, fits)
		}
		e := o.rules.Experience
		if a.HasYears && b.HasYears {
			gap(int(math.Round(a.Years*10))-int(math.Round(b.Years*10)), 10*e.YearsMin, 10*e.YearsMax)
		}
		if a.Level > 0 && b.Level > 0 {
			gap(10*(b.Level-a.Level), 10*e.LevelsMin, 10*e.LevelsMax)
		}
		if best < 0 {
			return 500
		}
		return best
	case fit.Languages:
		wants, has := distinct(b.Languages), distinct(a.Languages)
		switch {
		case len(wants) == 0 || len(has) == 0:
			return 500
		case slices.Contains(has, wants[0]):
			return 1000
		case common(wants, has) > 0:
			return 600
		}
		return 0
	case fit.Practical:
		place, times := 0, 0
		far := o.rules.Practical.TravelMinutes
		switch {
		case sameWord(where(m), where(n)):
			place = 1000
		case a.Video == "yes" && b.Video == "yes":
			place = 800
		case plain(where(m)) == "" || plain(where(n)) == "":
			place = 500
		case min(a.TravelMax, b.TravelMax) >= max(far, 1):
			place = 500
		}
		mine, theirs := distinct(a.Times), distinct(b.Times)
		switch k := common(mine, theirs); {
		case len(mine) == 0 || len(theirs) == 0:
			times = 500
		case k == 1:
			times = 600
		case k > 1:
			times = 1000
		}
		return (place + times) / 2
	case fit.Across:
		switch {
		case plain(m.Person.Unit) == "" || plain(n.Person.Unit) == "":
			return 500
		case sameWord(m.Person.Unit, n.Person.Unit):
			return 0
		}
		return 1000
	}
	brings := distinct(b.Strengths)
	if len(brings) == 0 || len(gives(m)) == 0 {
		return 500
	}
	return thousandths(len(brings)-common(brings, gives(m)), len(brings))
}

// cold finds the most pairs and, of those, the most points by trying everything: one mentee after the other, for every way in which
// places can be left. in must have a partner, out must have none; "" is nobody.
func (o *oracle) cold(forbidden map[fit.Couple]bool, locked map[string]string, in, out string) (pairs, total int, possible bool) {
	type left [12]int8
	type best struct{ pairs, total int }
	var start left
	for j, m := range o.mentors {
		start[j] = int8(o.places(m))
	}
	now := map[left]best{start: {}}
	for _, n := range o.mentees {
		next := map[left]best{}
		keep := func(l left, b best) {
			if was, ok := next[l]; !ok || b.pairs > was.pairs || b.pairs == was.pairs && b.total > was.total {
				next[l] = b
			}
		}
		for l, b := range now {
			if n.ID != in && locked[n.ID] == "" {
				keep(l, b)
			}
			if n.ID == out {
				continue
			}
			for j, m := range o.mentors {
				if l[j] == 0 || locked[n.ID] != "" && locked[n.ID] != m.ID || o.apart(m, n, forbidden) != "" {
					continue
				}
				_, score := o.points(m, n)
				l := l
				l[j]--
				keep(l, best{b.pairs + 1, b.total + score})
			}
		}
		now = next
	}
	for _, b := range now {
		if !possible || b.pairs > pairs || b.pairs == pairs && b.total > total {
			pairs, total, possible = b.pairs, b.total, true
		}
	}
	return pairs, total, possible
}
