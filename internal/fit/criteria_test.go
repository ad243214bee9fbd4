package fit_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// only are rules by which one criterion alone counts.
func only(c fit.Criterion) fit.Rules {
	r := fit.DefaultRules()
	clear(r.Weights)
	r.Weights[c] = 7
	return r
}

// solved is the only pair of a pool of two.
func solved(t *testing.T, pool fit.Pool, rules fit.Rules) fit.Pair {
	t.Helper()
	out, err := fit.Solve(t.Context(), pool, rules, nil)
	if err != nil || len(out.Pairs) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	return out.Pairs[0]
}

func said(p fit.Pair, lang i18n.Lang) string {
	var out []string
	for _, r := range p.Reasons {
		out = append(out, map[int]string{1: "+ ", -1: "! "}[r.Speaks]+r.Text(lang, "Bo", "Ane"))
	}
	return strings.Join(out, " ")
}

// TestNewCriteriaByHand works each criterion out alone: its fit in thousandths is then the score in tenths of a hundredth.
func TestNewCriteriaByHand(t *testing.T) {
	both := func(p enrolment.Profile) (enrolment.Profile, enrolment.Profile) { return p, p }
	values := func(v ...int) enrolment.Profile { return enrolment.Profile{Values: v} }
	extra := func(field, answer string) enrolment.Profile {
		return enrolment.Profile{Extra: map[string]string{field: answer}}
	}
	own := func(o fit.Own) fit.Rules {
		r := only("")
		clear(r.Weights)
		o.Name, o.Weight = "Fag", 3
		r.Own = []fit.Own{o}
		return r
	}
	same, same2 := both(enrolment.Profile{Gender: enrolment.Woman, OwnGender: "yes"})
	for name, c := range map[string]struct {
		rules          fit.Rules
		mentor, mentee enrolment.Profile
		score          int
		said           string
	}{
		// 0 apart on six, 4 and 2 on two: 26 of 32 parts
		"values": {only(fit.Values), values(1, 2, 3, 4, 5, 1, 2, 3), values(1, 2, 3, 4, 5, 5, 4, 3), 8120, "+ De svarer ens eller næsten ens på 6 af 8 udsagn om værdier og arbejdsstil."},
		// 4 apart on all five that both answered
		"values at opposite ends":   {only(fit.Values), values(1, 1, 1, 1, 1, 0, 0, 0), values(5, 5, 5, 5, 5, 5, 5, 5), 0, "! De svarer ens eller næsten ens på 0 af 5 udsagn om værdier og arbejdsstil."},
		"values hardly told":        {only(fit.Values), values(1, 1, 1, 0, 0, 0, 0, 0), values(1, 1, 1, 5, 5, 5, 5, 5), 5000, "De har ikke begge svaret på nok udsagn om arbejdsstil."},
		"two times":                 {only(fit.Times), enrolment.Profile{Times: []string{"mon_am", "tue_pm"}}, enrolment.Profile{Times: []string{"tue_pm", "mon_am"}}, 10000, "+ De kan begge mandag formiddag og tirsdag eftermiddag."},
		"one time":                  {only(fit.Times), enrolment.Profile{Times: []string{"mon_am"}}, enrolment.Profile{Times: []string{"tue_pm", "mon_am"}}, 6000, "! Kun én fælles mødetid: mandag formiddag."},
		"no time":                   {only(fit.Times), enrolment.Profile{Times: []string{"mon_am"}}, enrolment.Profile{Times: []string{"tue_pm"}}, 0, "! De har ingen fælles mødetid."},
		"place and times":           {only(fit.Practical), enrolment.Profile{Site: "Viborg", Times: []string{"mon_am"}}, enrolment.Profile{Site: "viborg", Times: []string{"mon_am"}}, 8000, "+ De arbejder samme sted: viborg. ! Kun én fælles mødetid: mandag formiddag."},
		"culture bearer":            {only(fit.Culture), enrolment.Profile{Culture: true}, enrolment.Profile{}, 10000, "+ Bo er udpeget som kulturbærer."},
		"asked for own gender":      {only(fit.OwnGender), same, same2, 10000, "+ Ane har bedt om en mentor af eget køn. Det passer her."},
		"asked and did not get":     {only(fit.OwnGender), enrolment.Profile{Gender: enrolment.Man}, same2, 0, "! Ane har bedt om en mentor af eget køn. Det passer ikke her."},
		"asked in a list":           {only(fit.OwnGender), extra("gender", "KVINDE"), enrolment.Profile{Extra: map[string]string{"gender": "Pige", "same_gender": "yes"}}, 10000, "+ Ane har bedt om en mentor af eget køn. Det passer her."},
		"overlap":                   {own(fit.Own{Kind: fit.Overlap, Field: "Fag"}), extra("fag", "Dansk, Fysik"), extra("Fag", "fysik"), 6660, "+ Fag: de har »fysik« til fælles."},
		"no overlap":                {own(fit.Own{Kind: fit.Overlap, Field: "Fag"}), extra("Fag", "dansk"), extra("Fag", "fysik"), 0, "! Fag: de har intet til fælles."},
		"difference wanted":         {own(fit.Own{Kind: fit.Different, Field: "Fag"}), extra("Fag", "dansk"), extra("Fag", "fysik"), 10000, "+ Fag: Ane har »fysik«, Bo har »dansk«."},
		"no difference":             {own(fit.Own{Kind: fit.Different, Field: "Fag"}), extra("Fag", "fysik"), extra("Fag", "fysik"), 0, "! Fag: de har begge »fysik«."},
		"offered":                   {own(fit.Own{Kind: fit.Offered, Field: "Søger", MentorField: "Giver"}), extra("Giver", "a; b; c"), extra("Søger", "a; d"), 5000, "+ Fag: Bo kan give »a«."},
		"gap inside":                {own(fit.Own{Kind: fit.Between, Field: "N", Min: 2, Max: 4}), extra("N", "4,5"), extra("N", "2"), 10000, "+ Fag: Bo ligger 2.5 over Ane, som I har ønsket det."},
		"gap below":                 {own(fit.Own{Kind: fit.Between, Field: "N", Min: 2, Max: 4}), extra("N", "3"), extra("N", "2"), 5000, "! Fag: Bo ligger 1 over Ane. I har ønsket 2 til 4."},
		"own words of the same":     {only(fit.Text), enrolment.Profile{Strengths: []string{"Samtalen"}}, enrolment.Profile{Direction: "Jeg vil gerne have flere samtaler"}, 10000, "+ Begge skriver om »samtaler«."},
		"own words of other things": {only(fit.Text), enrolment.Profile{Strengths: []string{"Økonomi"}}, enrolment.Profile{Direction: "Jeg vil gerne have flere samtaler"}, 0, "De skriver ikke om det samme."},
		// One word of two each: 1024 and 1622 long, so the angle is 1024²/(1024²+1622²) = 0.285 of 0.300.
		"own words of some of it": {only(fit.Text), enrolment.Profile{Strengths: []string{"Samtalen", "økonomi"}}, enrolment.Profile{Direction: "samtaler og salg"}, 9500, "+ Begge skriver om »samtaler«."},
		"own words in English":    {only(fit.Text), enrolment.Profile{Strengths: []string{"I am strong in negotiations and in budgets"}}, enrolment.Profile{Direction: "I want to negotiate the budget"}, 10000, ""},
	} {
		pool := two(c.mentor, c.mentee)
		p := solved(t, pool, c.rules)
		if p.Score != c.score || c.said != "" && said(p, i18n.Danish) != c.said {
			t.Errorf("%s: %d %q, want %d %q", name, p.Score, said(p, i18n.Danish), c.score, c.said)
		}
		if text := said(p, i18n.English); strings.ContainsAny(text, "⟦{}") {
			t.Errorf("%s: %q", name, text)
		}
	}
	pool := two(enrolment.Profile{}, enrolment.Profile{})
	pool.Acquainted = [][2]string{{"pe", "pm"}} // the other way round then
	if p := solved(t, pool, only(fit.Acquainted)); p.Score != 0 || said(p, i18n.Danish) != "! De har været et par før, i et andet program." {
		t.Errorf("%d %q", p.Score, said(p, i18n.Danish))
	}
}

// While free times have a weight of their own they are no part of the place, and nothing is counted twice.
func TestTimesApartFromPlace(t *testing.T) {
	pool := two(enrolment.Profile{Site: "Viborg", Times: []string{"mon_am"}}, enrolment.Profile{Site: "Viborg", Times: []string{"mon_am"}})
	rules := only(fit.Practical)
	rules.Weights[fit.Times] = 7
	p := solved(t, pool, rules)
	if want := []fit.Share{{Criterion: fit.Practical, Got: 5000, Of: 5000}, {Criterion: fit.Times, Got: 3000, Of: 5000}}; !slices.Equal(p.Shares, want) {
		t.Errorf("%+v", p.Shares)
	}
	if n := strings.Count(said(p, i18n.Danish), "mødetid"); n != 1 {
		t.Errorf("the times stand %d times", n)
	}
}

// Nobody's gender makes a difference to anybody who did not ask, and age, faith and health to nobody.
func TestSensitiveTraitsNeverCount(t *testing.T) {
	rules := fit.DefaultRules()
	for _, c := range fit.Criteria {
		rules.Weights[c] = 10
	}
	r := rand.New(rand.NewPCG(3, 5))
	for range 60 {
		pool := randomPool(r, 1+r.IntN(5), 2+r.IntN(5))
		asks := &pool.Mentees[0].Profile // one asks, so that the criterion is there; hers may move, and nobody else's
		for _, seats := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
			for i := range seats {
				p := &seats[i].Profile
				p.Gender, p.OwnGender, p.AgeBand, p.Direction = enrolment.Woman, "", "", "Jeg vil delegere. Jeg er en, har og er." // the small words tell the language
			}
		}
		asks.OwnGender = "yes"
		scores := func() (out []int) {
			for _, m := range pool.Mentees[1:] {
				for _, c := range fit.Candidates(pool, rules, m.ID) {
					out = append(out, c.Pair.Score)
				}
			}
			return out
		}
		before := scores()
		for _, seats := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
			for i := range seats {
				p := &seats[i].Profile
				p.Gender = enrolment.Genders[r.IntN(3)]
				p.AgeBand = []string{"15_17", "18_plus"}[r.IntN(2)]
				p.Direction = "Jeg vil delegere. Jeg er en ung kvinde, muslim, har ADHD og er flygtning (old, christian, woman, disability)."
			}
		}
		if after := scores(); !slices.Equal(before, after) {
			t.Fatalf("scores moved:\n%v\n%v", before, after)
		}
	}
	for _, field := range []string{"Køn", "alder", "Fødselsår", "Religion", "Nationalitet (land)", "gender", "Health status", "Handicap"} {
		rules := fit.DefaultRules()
		rules.Own = []fit.Own{{Name: "x", Kind: fit.Overlap, Field: field, Weight: 1}}
		if err := rules.Check(); err == nil || fault.List(err)[0].Key != "matching.own_sensitive" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if fit.Sensitive("Trojansk sprog") || fit.Sensitive("Agenda") || fit.Sensitive("Sexten") {
		t.Error("a harmless column is refused")
	}
}

// What only the coordinator may read never reaches the two.
func TestPrivateWordsStayPrivate(t *testing.T) {
	const canary = "kanariefuglen"
	rules := fit.DefaultRules()
	for _, c := range fit.Criteria {
		rules.Weights[c] = 10
	}
	rules.Own = []fit.Own{{Name: "Hemmelig", Kind: fit.Overlap, Field: "Fag", Weight: 10}}
	pool := two(
		enrolment.Profile{Strengths: []string{canary, "økonomi"}, Culture: true, Gender: enrolment.Woman, Extra: map[string]string{"Fag": canary}},
		enrolment.Profile{Motivation: canary, Direction: "økonomi", Gender: enrolment.Woman, OwnGender: "yes", Extra: map[string]string{"Fag": canary}})
	pool.Acquainted = [][2]string{{"pm", "pe"}}
	p := solved(t, pool, rules)
	if all := said(p, i18n.Danish); !strings.Contains(all, canary) || !strings.Contains(all, "eget køn") || !strings.Contains(all, "kulturbærer") {
		t.Fatalf("the coordinator reads too little: %s", all)
	}
	p.Reasons = fit.ForBoth(p.Reasons)
	for _, lang := range i18n.Langs {
		text := strings.ToLower(said(p, lang))
		for _, word := range []string{canary, "køn", "gender", "kulturbærer", "culture", "hemmelig", "været et par", "been a pair"} {
			if strings.Contains(text, word) {
				t.Errorf("the two read %q in: %s", word, text)
			}
		}
	}
	if !strings.Contains(said(p, i18n.Danish), "»økonomi«") {
		t.Error("what both may read is hidden")
	}
}

// The order in which people stand in the pool changes no score, no rule and no reason.
func TestOrderChangesNoScore(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 4))
	type about struct {
		score int
		rule  fit.Rule
		said  string
	}
	read := func(pool fit.Pool, rules fit.Rules) map[[2]string]about {
		out := map[[2]string]about{}
		for _, m := range pool.Mentees {
			for _, c := range fit.Candidates(pool, rules, m.ID) {
				b, err := json.Marshal(c.Pair.Reasons)
				if err != nil {
					t.Fatal(err)
				}
				out[[2]string{m.ID, c.Seat.ID}] = about{c.Pair.Score, c.Rule, string(b)}
			}
		}
		return out
	}
	for range 80 {
		pool, rules := randomPool(r, 1+r.IntN(7), 1+r.IntN(7)), randomRules(r)
		before := read(pool, rules)
		pool.Mentors, pool.Mentees = slices.Clone(pool.Mentors), slices.Clone(pool.Mentees)
		r.Shuffle(len(pool.Mentors), func(i, j int) { pool.Mentors[i], pool.Mentors[j] = pool.Mentors[j], pool.Mentors[i] })
		r.Shuffle(len(pool.Mentees), func(i, j int) { pool.Mentees[i], pool.Mentees[j] = pool.Mentees[j], pool.Mentees[i] })
		for two, a := range read(pool, rules) {
			if a != before[two] {
				t.Fatalf("%v: %+v, and in another order %+v", two, before[two], a)
			}
		}
	}
}
