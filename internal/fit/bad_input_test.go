package fit_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// three is a pool of two mentees and a mentor, all of one unit.
func three() fit.Pool {
	p := two(enrolment.Profile{Languages: []string{"da"}}, enrolment.Profile{Languages: []string{"da"}})
	p.Mentees = append(p.Mentees, enrolment.Seat{ID: "f", Role: org.Mentee, Capacity: 1, Person: org.Person{ID: "pf", Name: "Dan Holm", Unit: "Skole"}})
	return p
}

func TestMarksThatContradictEachOther(t *testing.T) {
	lock := func(mentor, mentee string) fit.Mark {
		return fit.Mark{Mentor: mentor, Mentee: mentee, Kind: fit.Lock}
	}
	pool := three()
	pool.Mentors = append(pool.Mentors, enrolment.Seat{ID: "m2", Role: org.Mentor, Capacity: 1, Person: org.Person{ID: "pm2", Name: "Eva Friis"}})
	for name, c := range map[string]struct {
		marks []fit.Mark
		key   string
		n     int // pairs that the rule in the message keeps apart
	}{
		"a mentee locked to two":    {[]fit.Mark{lock("m", "e"), lock("m2", "e")}, "matching.lock_twice", 0},
		"a mentor locked to many":   {[]fit.Mark{lock("m", "e"), lock("m", "f")}, "matching.lock_full", 0},
		"locked and forbidden":      {[]fit.Mark{lock("m", "e"), {Mentor: "m", Mentee: "e", Kind: fit.Forbid}, {Mentor: "m", Mentee: "f", Kind: fit.Forbid}}, "matching.lock_apart", 2},
		"locked against a rule":     {[]fit.Mark{lock("m", "e")}, "matching.lock_apart", 1},
		"the same lock twice":       {[]fit.Mark{lock("m", "f"), lock("m", "f")}, "", 0},
		"about people not there":    {[]fit.Mark{lock("x", "y")}, "", 0},
		"a lock and another forbid": {[]fit.Mark{lock("m", "f"), {Mentor: "m", Mentee: "e", Kind: fit.Forbid}}, "", 0},
	} {
		p := pool
		if name == "locked against a rule" {
			p.Earlier = []fit.Couple{{Mentor: "m", Mentee: "e"}}
		}
		_, err := fit.Solve(t.Context(), p, fit.DefaultRules(), c.marks)
		if c.key == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		l := fault.List(err)
		if len(l) != 1 || l[0].Kind != fault.Conflict || l[0].Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
			continue
		}
		for i, arg := range l[0].Args {
			if arg == "n" && l[0].Args[i+1] != c.n {
				t.Errorf("%s: the rule is said to keep %v pairs apart, want %d", name, l[0].Args[i+1], c.n)
			}
		}
	}
}

func TestRulesThatWeighNothing(t *testing.T) {
	rules := fit.DefaultRules()
	for _, c := range fit.Criteria {
		rules.Weights[c] = 0
	}
	if l := fault.List(rules.Check()); len(l) != 1 || l[0].Key != "matching.no_weight" {
		t.Errorf("%v", l)
	}
	out, err := fit.Solve(t.Context(), three(), rules, nil)
	if err != nil || len(out.Pairs) != 1 || !out.Summary.Weightless || out.Pairs[0].Score != 0 {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestFunnelThatLeavesNobody(t *testing.T) {
	pool, rules := three(), fit.DefaultRules()
	pool.Mentees[0].Profile.Languages = []string{"uk"}
	rules.Hard.SameUnit = true
	pool.Mentors[0].Person.Unit, pool.Mentees[0].Person.Unit = "Skole", "Havn"
	pool.Mentors = append(pool.Mentors, enrolment.Seat{ID: "none", Role: org.Mentor})
	out, err := fit.Solve(t.Context(), pool, rules, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []fit.Step{{fit.RuleCount{Rule: fit.SameUnit, Count: 1}, 1}, {fit.RuleCount{Rule: fit.NoLanguage, Count: 1}, 0}}
	got := out.Summary.Steps()
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] || out.Summary.Allowed != 0 || out.Summary.Full != 1 || out.Summary.Possible() != 2 {
		t.Errorf("%+v of %+v", got, out.Summary)
	}
	if got := (fit.Summary{}).Steps(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
