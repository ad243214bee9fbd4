package fit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// randomPool makes people who have told more or less about themselves, with leaders, vetoes, waiting seats and earlier pairs.
func randomPool(r *rand.Rand, mentors, mentees int) fit.Pool {
	p := fit.Pool{Leaders: map[string]org.Person{}, Taken: map[string]int{}, Trained: r.IntN(4) == 0}
	some := func(from []string, most int) []string {
		var out []string
		for _, i := range r.Perm(len(from))[:r.IntN(min(most, len(from))+1)] {
			out = append(out, from[i])
		}
		return out
	}
	subjects := []string{"Delegering", "Økonomi", "feedback", "Åbenhed", "IT-drift", "forhandling", "Prioritering og tid"}
	var roles []string
	for _, role := range enrolment.MentorRoles {
		roles = append(roles, string(role))
	}
	seat := func(role org.Role, i int) enrolment.Seat {
		person := fmt.Sprintf("%s-%d", role, i)
		if r.IntN(12) == 0 {
			person = fmt.Sprintf("both-%d", r.IntN(3))
		}
		s := enrolment.Seat{
			ID: fmt.Sprintf("%s-seat-%d", role, i), Role: role, Capacity: 1, Status: enrolment.Accepted,
			Person: org.Person{ID: person, Name: "Person " + person, Unit: []string{"", "A", "B", "C"}[r.IntN(4)]},
		}
		if role == org.Mentor {
			s.Capacity = 1 + r.IntN(2)
		}
		p := &s.Profile
		p.Strengths, p.Competences, p.Themes = some(subjects, 3), some(subjects, 4), some(subjects, 3)
		for _, x := range some(roles, 4) {
			p.Roles = append(p.Roles, enrolment.MentorRole(x))
		}
		for _, x := range some(roles, 1) {
			p.RolesNot = append(p.RolesNot, enrolment.MentorRole(x))
		}
		p.Languages, p.Times = some([]string{"da", "en", "ar", "uk"}, 3), some(fit.Slots, 5)
		p.Level, p.Years, p.HasYears = r.IntN(6), float64(r.IntN(400))/10, r.IntN(3) > 0
		p.Site, p.Video, p.TravelMax = []string{"", "Viborg", "Randers"}[r.IntN(3)], []string{"", "yes", "no"}[r.IntN(3)], r.IntN(90)
		p.AgeBand, p.Cleared = []string{"", "under_15", "18_plus"}[r.IntN(3)], r.IntN(2) == 0
		if r.IntN(20) == 0 {
			p.Consent = "missing"
		}
		if r.IntN(20) == 0 {
			p.Unsettled = []enrolment.Unsettled{{Kind: enrolment.Veto, Words: "Lars"}}
		}
		if r.IntN(2) == 0 {
			s.TrainedOn = "2026-08-01"
		}
		for range r.IntN(9) {
			p.Values = append(p.Values, r.IntN(6))
		}
		p.Culture, p.Zone = r.IntN(5) == 0, []string{"", "Europe/Copenhagen", "Asia/Tokyo", "America/New_York"}[r.IntN(4)]
		p.Gender, p.OwnGender = enrolment.Gender([]string{"", "woman", "man", "other"}[r.IntN(4)]), []string{"", "yes", "no"}[r.IntN(3)]
		p.Direction, p.Motivation = strings.Join(some(subjects, 3), " og "), strings.Join(some(subjects, 3), " and the ")
		p.Extra = map[string]string{"Fag": strings.Join(some(subjects, 3), "; "), "Antal": []string{"", "2", "3,5", "-1", "mange"}[r.IntN(5)]}
		for range r.IntN(3) {
			other := org.Mentor
			if role == org.Mentor {
				other = org.Mentee
			}
			p.Wishes = append(p.Wishes, fmt.Sprintf("%s-%d", other, r.IntN(mentors+1)))
		}
		return s
	}
	for i := range mentors {
		p.Mentors = append(p.Mentors, seat(org.Mentor, i))
	}
	for i := range mentees {
		p.Mentees = append(p.Mentees, seat(org.Mentee, i))
	}
	for _, s := range slices.Concat(p.Mentors, p.Mentees) {
		if r.IntN(3) == 0 {
			p.Leaders[s.Person.ID] = org.Person{ID: s.Person.ID, Leader: p.Mentors[r.IntN(mentors)].Person.ID} // circles too
		}
	}
	for range r.IntN(mentors + 1) {
		a, b := p.Mentors[r.IntN(mentors)], p.Mentees[r.IntN(mentees)]
		p.Barriers = append(p.Barriers, enrolment.Barrier{MentorPerson: a.Person.ID, MenteePerson: b.Person.ID, Kind: enrolment.BarrierKinds[r.IntN(3)]})
		p.Acquainted = append(p.Acquainted, [2]string{p.Mentors[r.IntN(mentors)].Person.ID, p.Mentees[r.IntN(mentees)].Person.ID})
		p.Earlier = append(p.Earlier, fit.Couple{Mentor: p.Mentors[r.IntN(mentors)].ID, Mentee: p.Mentees[r.IntN(mentees)].ID})
	}
	return p
}

func randomRules(r *rand.Rand) fit.Rules {
	rules := fit.DefaultRules()
	for _, c := range fit.Criteria {
		rules.Weights[c] = r.IntN(40)
	}
	rules.Weights[fit.Goals]++
	rules.Hard = fit.Hard{SameLeader: r.IntN(2) == 0, SameUnit: r.IntN(2) == 0, Language: r.IntN(2) == 0, Trained: r.IntN(4) == 0, Zone: r.IntN(4) == 0, ZoneHours: r.IntN(12)}
	for i, kind := range fit.OwnKinds {
		if r.IntN(3) == 0 {
			o := fit.Own{Name: fmt.Sprintf("Eget %d", i), Kind: kind, Field: "Fag", Weight: r.IntN(20)}
			if kind == fit.Between {
				o.Field, o.Min, o.Max = "Antal", 1, 3
			}
			rules.Own = append(rules.Own, o)
		}
	}
	rules.Experience.YearsMin = r.IntN(8)
	return rules
}

func TestRandomPools(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for n := range 300 {
		pool, rules := randomPool(r, 1+r.IntN(8), 1+r.IntN(12)), randomRules(r)
		out, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil {
			t.Fatalf("pool %d: %v", n, err)
		}
		pairs, total := flow(pool, rules, nil)
		if out.Summary.Matched != pairs || out.Summary.Total != total {
			t.Fatalf("pool %d: %d pairs with %d, an independent flow gives %d with %d", n, out.Summary.Matched, out.Summary.Total, pairs, total)
		}
		holdsTogether(t, pool, rules, out)
	}
}

// holdsTogether checks what every outcome must obey, whatever the pool.
func holdsTogether(t *testing.T, pool fit.Pool, rules fit.Rules, out fit.Outcome) {
	t.Helper()
	of := 0
	for _, s := range out.Summary.Of {
		of += s.Of
	}
	if of != fit.Full && !out.Summary.Weightless {
		t.Fatalf("the criteria share %d hundredths, not %d", of, fit.Full)
	}
	seats, used, paired := map[string]enrolment.Seat{}, map[string]int{}, map[string]bool{}
	for _, s := range slices.Concat(pool.Mentors, pool.Mentees) {
		seats[s.ID] = s
	}
	total := 0
	for _, p := range out.Pairs {
		sum := 0
		for _, s := range p.Shares {
			if s.Got < 0 || s.Got > s.Of {
				t.Fatalf("%d of %d points for %s", s.Got, s.Of, s.Criterion)
			}
			sum += s.Got
		}
		if sum != p.Score || p.Score < 0 || p.Score > fit.Full {
			t.Fatalf("points %d, score %d", sum, p.Score)
		}
		total += p.Score
		used[p.Mentor]++
		if paired[p.Mentee] || used[p.Mentor] > seats[p.Mentor].Capacity {
			t.Fatal("a place was given twice")
		}
		paired[p.Mentee] = true
		for _, lang := range i18n.Langs {
			for _, reason := range p.Reasons {
				if text := reason.Text(lang, "Bo", "Ane"); strings.ContainsAny(text, "⟦{}") || !strings.HasSuffix(text, ".") {
					t.Fatalf("%s: %q", lang, text)
				}
			}
		}
	}
	if total != out.Summary.Total {
		t.Fatalf("total %d, sum of scores %d", out.Summary.Total, total)
	}
	apart := 0
	for _, f := range out.Summary.Funnel {
		apart += f.Count
	}
	if apart+out.Summary.Allowed != len(pool.Mentors)*len(pool.Mentees) {
		t.Fatalf("%d pairs apart and %d allowed of %d", apart, out.Summary.Allowed, len(pool.Mentors)*len(pool.Mentees))
	}
	waiting := 0
	for _, l := range out.Left {
		if l.Role != org.Mentee {
			continue
		}
		waiting++
		candidates := fit.Candidates(pool, rules, l.Seat)
		allowed := slices.ContainsFunc(candidates, func(c fit.Candidate) bool { return c.Rule == "" })
		if none := l.Cause == fit.NoPartner || l.Cause == fit.Aside; none == allowed {
			t.Fatalf("%s is left by %s, allowed partners: %v", l.Seat, l.Cause, allowed)
		}
		if l.Cause == fit.NoPartner {
			n := 0
			for _, r := range l.Rules {
				n += r.Count
			}
			if n != len(pool.Mentors) {
				t.Fatalf("rules explain %d of %d mentors", n, len(pool.Mentors))
			}
		}
	}
	if waiting+len(out.Pairs) != len(pool.Mentees) {
		t.Fatalf("%d pairs and %d waiting of %d", len(out.Pairs), waiting, len(pool.Mentees))
	}
}

func two(mentor, mentee enrolment.Profile) fit.Pool {
	return fit.Pool{
		Mentors: []enrolment.Seat{{ID: "m", Role: org.Mentor, Capacity: 1, Profile: mentor, Person: org.Person{ID: "pm", Name: "Bo Ravn", Unit: "Havn"}}},
		Mentees: []enrolment.Seat{{ID: "e", Role: org.Mentee, Capacity: 1, Profile: mentee, Person: org.Person{ID: "pe", Name: "Ane Toft", Unit: "Skole"}}},
	}
}

func TestReasonsInWords(t *testing.T) {
	pool := two(
		enrolment.Profile{
			Themes: []string{"Delegering", "den  svære samtale"}, Roles: []enrolment.MentorRole{enrolment.Coach, enrolment.Adviser}, RolesNot: []enrolment.MentorRole{enrolment.Critic},
			Years: 12, HasYears: true, Languages: []string{"da", "en"}, Site: "Viborg", Video: "yes", Times: []string{"tue_pm"},
		},
		enrolment.Profile{
			Themes: []string{"Den svære samtale", "økonomi"}, Strengths: []string{"it"}, Roles: []enrolment.MentorRole{enrolment.Critic, enrolment.Coach}, Years: 1.4, HasYears: true,
			Languages: []string{"uk", "en"}, Site: "Randers", Video: "yes", Times: []string{"tue_pm", "mon_am"}, Wishes: []string{"x", "pm"},
		})
	out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[i18n.Lang][]string{
		i18n.Danish: {
			"+ Bo kan hjælpe med »Den svære samtale«.",
			"+ Bo vil gerne være det, Ane ønsker sig: coach.", "! Ane ønsker mest en kritiker. Den rolle vil Bo helst undgå.",
			"+ Ane har ønsket Bo som nummer 2.",
			"+ Bo har 11 års erfaring mere end Ane.",
			"! De har engelsk til fælles, men ikke det sprog, Ane nævnte først.",
			"+ De vil begge gerne mødes på video.", "! Kun én fælles mødetid: tirsdag eftermiddag.",
			"+ På tværs: Skole og Havn.", "+ Ane kommer med »it«, som Bo ikke har nævnt.",
		},
		i18n.English: {
			"+ Bo can help with “Den svære samtale”.",
			"+ Bo is happy to be what Ane wishes for: coach.", "! Ane most wants a critic. Bo would rather not be one.",
			"+ Ane asked for Bo as number 2.",
			"+ Bo has 11 years more experience than Ane.",
			"! They share English, but not the language Ane put first.",
			"+ They are both happy to meet on video.", "! Only one time in common: Tuesday afternoon.",
			"+ Across units: Skole and Havn.", "+ Ane brings “it”, which Bo has not mentioned.",
		},
	} {
		var got []string
		for _, r := range out.Pairs[0].Reasons {
			got = append(got, map[int]string{1: "+ ", -1: "! ", 0: "  "}[r.Speaks]+r.Text(lang, "Bo", "Ane"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", lang, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	for _, r := range fit.ForBoth(out.Pairs[0].Reasons) {
		if r.Speaks <= 0 || r.Criterion == fit.Wishes {
			t.Errorf("the two would read %q", r.Text(i18n.English, "Bo", "Ane"))
		}
	}
}

// TestPointsByHand works one pair out on paper. Goals 1 of 2, roles 1 of 3, wishes second, years inside the range, a second language,
// video and one time, across units, all strengths new.
func TestPointsByHand(t *testing.T) {
	pool := two(
		enrolment.Profile{Themes: []string{"a"}, Roles: []enrolment.MentorRole{enrolment.Coach}, Years: 12, HasYears: true, Languages: []string{"en"}, Video: "yes", Times: []string{"tue_pm"}},
		enrolment.Profile{
			Themes: []string{"a", "b"}, Strengths: []string{"c"}, Roles: []enrolment.MentorRole{enrolment.Critic, enrolment.Coach}, Years: 2, HasYears: true,
			Languages: []string{"uk", "en"}, Video: "yes", Times: []string{"tue_pm"}, Wishes: []string{"x", "pm"},
		})
	out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []fit.Share{
		{Criterion: fit.Goals, Got: 1500, Of: 3000},
		{Criterion: fit.Roles, Got: 500, Of: 1500},
		{Criterion: fit.Wishes, Got: 1275, Of: 1500},
		{Criterion: fit.Experience, Got: 1000, Of: 1000},
		{Criterion: fit.Languages, Got: 600, Of: 1000},
		{Criterion: fit.Practical, Got: 700, Of: 1000},
		{Criterion: fit.Across, Got: 500, Of: 500},
		{Criterion: fit.Difference, Got: 500, Of: 500},
	}
	if got := out.Pairs[0].Shares; !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if out.Pairs[0].Score != 6575 {
		t.Errorf("score %d", out.Pairs[0].Score)
	}
}

func TestWhatNobodyToldCountsForNothing(t *testing.T) {
	pool := two(enrolment.Profile{Themes: []string{"a"}}, enrolment.Profile{Themes: []string{"a"}})
	pool.Mentors[0].Person.Unit = ""
	out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
	if err != nil || out.Pairs[0].Score != fit.Full || len(out.Pairs[0].Shares) != 1 {
		t.Fatalf("%+v, %v", out.Pairs, err)
	}
	pool = two(enrolment.Profile{}, enrolment.Profile{})
	pool.Mentors[0].Person.Unit = ""
	out, err = fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
	if err != nil || len(out.Pairs) != 1 || !out.Summary.Weightless {
		t.Fatalf("%+v, %v", out, err)
	}
}

func TestEmptyPools(t *testing.T) {
	full := two(enrolment.Profile{}, enrolment.Profile{})
	for name, pool := range map[string]fit.Pool{
		"nobody": {}, "no mentee": {Mentors: full.Mentors}, "no mentor": {Mentees: full.Mentees},
		"all taken": {Mentors: full.Mentors, Mentees: full.Mentees, Taken: map[string]int{"m": 1, "e": 1}},
	} {
		out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
		if err != nil || len(out.Pairs) != 0 {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
		if name == "no mentor" && (len(out.Left) != 1 || out.Left[0].Cause != fit.NoPartner) {
			t.Errorf("%s: %+v", name, out.Left)
		}
	}
}

func TestHardRulesOneByOne(t *testing.T) {
	for want, change := range map[fit.Rule]func(*fit.Pool, *fit.Rules){
		fit.Self:        func(p *fit.Pool, _ *fit.Rules) { p.Mentors[0].Person.ID = "pe" },
		fit.LeaderChain: func(p *fit.Pool, _ *fit.Rules) { p.Leaders = line("pe", "x", "y", "pm") },
		fit.SameLeader: func(p *fit.Pool, _ *fit.Rules) {
			p.Leaders = map[string]org.Person{"pe": {ID: "pe", Leader: "z"}, "pm": {ID: "pm", Leader: "z"}}
		},
		fit.VetoRule: func(p *fit.Pool, _ *fit.Rules) {
			p.Barriers = []enrolment.Barrier{{MentorPerson: "pm", MenteePerson: "pe", Kind: enrolment.Veto}}
		},
		fit.ConflictRule: func(p *fit.Pool, _ *fit.Rules) {
			p.Barriers = []enrolment.Barrier{{MentorPerson: "pm", MenteePerson: "pe", Kind: enrolment.Conflict}}
		},
		fit.SameUnit:    func(p *fit.Pool, r *fit.Rules) { p.Mentors[0].Person.Unit, r.Hard.SameUnit = " skole", true },
		fit.EarlierRule: func(p *fit.Pool, _ *fit.Rules) { p.Earlier = []fit.Couple{{Mentor: "m", Mentee: "e"}} },
		fit.NoLanguage: func(p *fit.Pool, _ *fit.Rules) {
			p.Mentors[0].Profile.Languages, p.Mentees[0].Profile.Languages = []string{"da"}, []string{"uk"}
		},
		fit.Clearance: func(p *fit.Pool, _ *fit.Rules) { p.Mentees[0].Profile.AgeBand = "under_15" },
		fit.NoConsent: func(p *fit.Pool, _ *fit.Rules) { p.Mentees[0].Profile.Consent = "missing" },
		fit.Unsettled: func(p *fit.Pool, _ *fit.Rules) {
			p.Mentees[0].Profile.Unsettled = []enrolment.Unsettled{{Words: "Lars"}}
		},
		fit.Untrained: func(p *fit.Pool, _ *fit.Rules) { p.Trained = true },
	} {
		pool, rules := two(enrolment.Profile{}, enrolment.Profile{}), fit.DefaultRules()
		change(&pool, &rules)
		out, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil || len(out.Pairs) != 0 || len(out.Summary.Funnel) != 1 || out.Summary.Funnel[0].Rule != want {
			t.Errorf("%s: %+v, %v", want, out.Summary, err)
		}
		if _, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{{Mentor: "m", Mentee: "e", Kind: fit.Lock}}); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: a lock broke the rule: %v", want, err)
		}
	}
	if l := line("pm", "x", "pe"); true { // the mentee above the mentor counts as much
		pool := two(enrolment.Profile{}, enrolment.Profile{})
		pool.Leaders = l
		if c := fit.Candidates(pool, fit.DefaultRules(), "e"); c[0].Rule != fit.LeaderChain {
			t.Errorf("%+v", c)
		}
	}
}

// line makes each the subordinate of the next.
func line(ids ...string) map[string]org.Person {
	out := map[string]org.Person{}
	for i := 0; i+1 < len(ids); i++ {
		out[ids[i]] = org.Person{ID: ids[i], Leader: ids[i+1]}
	}
	return out
}
