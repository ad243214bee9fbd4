package fit_test

import (
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// broken are pools of two whom one rule keeps apart.
func broken() map[fit.Rule]func(*fit.Pool, *fit.Rules) {
	barrier := func(kind enrolment.BarrierKind) func(*fit.Pool, *fit.Rules) {
		return func(p *fit.Pool, _ *fit.Rules) {
			p.Barriers = append(p.Barriers, enrolment.Barrier{MentorPerson: "pm", MenteePerson: "pe", Kind: kind})
		}
	}
	return map[fit.Rule]func(*fit.Pool, *fit.Rules){
		fit.Self:        func(p *fit.Pool, _ *fit.Rules) { p.Mentors[0].Person.ID = "pe" },
		fit.LeaderChain: func(p *fit.Pool, _ *fit.Rules) { p.Leaders = line("pe", "x", "y", "pm") },
		fit.SameLeader: func(p *fit.Pool, _ *fit.Rules) {
			p.Leaders = map[string]org.Person{"pe": {ID: "pe", Leader: "z"}, "pm": {ID: "pm", Leader: "z"}}
		},
		fit.VetoRule: barrier(enrolment.Veto), fit.ConflictRule: barrier(enrolment.Conflict), fit.AssessRule: barrier(enrolment.Assessment),
		fit.SameUnit:    func(p *fit.Pool, r *fit.Rules) { p.Mentors[0].Person.Unit, r.Hard.SameUnit = " skole", true },
		fit.EarlierRule: func(p *fit.Pool, _ *fit.Rules) { p.Earlier = []fit.Couple{{Mentor: "m", Mentee: "e"}} },
		fit.NoLanguage: func(p *fit.Pool, _ *fit.Rules) {
			p.Mentors[0].Profile.Languages, p.Mentees[0].Profile.Languages = []string{"da"}, []string{"uk"}
		},
		fit.FarZone: func(p *fit.Pool, r *fit.Rules) {
			r.Hard.Zone, r.Hard.ZoneHours = true, 5
			p.Mentors[0].Profile.Zone, p.Mentees[0].Profile.Zone = "Europe/Copenhagen", "America/New_York"
		},
		fit.Clearance: func(p *fit.Pool, _ *fit.Rules) { p.Mentees[0].Profile.AgeBand = "under_15" },
		fit.NoConsent: func(p *fit.Pool, _ *fit.Rules) { p.Mentees[0].Profile.Consent = "missing" },
		fit.Unsettled: func(p *fit.Pool, _ *fit.Rules) {
			p.Mentees[0].Profile.Unsettled = []enrolment.Unsettled{{Words: "Lars"}}
		},
		fit.Untrained: func(p *fit.Pool, _ *fit.Rules) { p.Trained = true },
	}
}

// Each rule keeps two apart; a lock with a reason sets aside those that can be, and no others.
func TestOverrideRuleByRule(t *testing.T) {
	stands := []fit.Rule{fit.Self, fit.VetoRule, fit.Clearance, fit.NoConsent, fit.Unsettled}
	all := broken()
	for _, rule := range fit.HardRules {
		if rule == fit.Forbidden { // a mark, and a lock on the same two takes its place
			continue
		}
		pool, rules := two(enrolment.Profile{}, enrolment.Profile{}), fit.DefaultRules()
		all[rule](&pool, &rules)
		if got, _ := fit.Against(pool, rules, "m", "e"); !slices.Equal(got, []fit.Rule{rule}) {
			t.Errorf("%s: %v", rule, got)
		}
		mark := fit.Mark{Mentor: "m", Mentee: "e", Kind: fit.Lock, Over: []fit.Rule{rule}, Reason: "Vi har talt om det."}
		out, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{mark})
		if slices.Contains(stands, rule) == rule.Bendable() {
			t.Errorf("%s: bendable %v", rule, rule.Bendable())
		}
		if !rule.Bendable() {
			if !fault.Is(err, fault.Conflict) {
				t.Errorf("%s was set aside: %v", rule, err)
			}
			continue
		}
		if err != nil || len(out.Pairs) != 1 || !out.Pairs[0].Locked || len(out.Summary.Funnel) != 0 || out.Summary.Allowed != 1 {
			t.Errorf("%s: %+v, %v", rule, out.Summary, err)
			continue
		}
		if stale := fit.Stale(pool, rules, []fit.Mark{mark}, out.Pairs); len(stale) != 0 {
			t.Errorf("%s: the pair is called stale", rule)
		}
		if stale := fit.Stale(pool, rules, nil, out.Pairs); len(stale) != 1 {
			t.Errorf("%s: without its mark the pair still stands", rule)
		}
		short := mark
		short.Reason = "fordi"
		if err := fit.CheckMarks(pool, rules, []fit.Mark{short}); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: five letters were a reason", rule)
		}
		forbid := mark
		forbid.Kind = fit.Forbid
		if out, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{forbid}); err != nil || len(out.Pairs) != 0 {
			t.Errorf("%s: a mark that forbids set it aside: %v", rule, err)
		}
		// What came later was never weighed: a veto above all, but also another rule.
		for _, late := range []fit.Rule{fit.VetoRule, fit.Clearance, fit.ConflictRule, fit.EarlierRule} {
			if late == rule {
				continue
			}
			now := pool
			now.Mentees = slices.Clone(pool.Mentees)
			r := rules
			all[late](&now, &r)
			if _, err := fit.Solve(t.Context(), now, r, []fit.Mark{mark}); !fault.Is(err, fault.Conflict) {
				t.Errorf("%s was set aside, and %s with it", rule, late)
			}
			if stale := fit.Stale(now, r, []fit.Mark{mark}, out.Pairs); len(stale) != 1 {
				t.Errorf("%s: the pair stands in spite of %s", rule, late)
			}
		}
	}
}

// A veto stands beside a conflict of interest, whichever was written first.
func TestVetoIsNotHiddenByConflict(t *testing.T) {
	b := func(kind enrolment.BarrierKind) enrolment.Barrier {
		return enrolment.Barrier{MentorPerson: "pm", MenteePerson: "pe", Kind: kind}
	}
	for _, barriers := range [][]enrolment.Barrier{{b(enrolment.Veto), b(enrolment.Conflict)}, {b(enrolment.Conflict), b(enrolment.Veto)}} {
		pool := two(enrolment.Profile{}, enrolment.Profile{})
		pool.Barriers = barriers
		if got, _ := fit.Against(pool, fit.DefaultRules(), "m", "e"); !slices.Equal(got, []fit.Rule{fit.VetoRule, fit.ConflictRule}) {
			t.Error(got)
		}
	}
}

func TestHoursApartOnTheClock(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		hours int // the most that still keeps them apart; -1 for never
	}{
		{"Europe/Copenhagen", "Europe/Copenhagen", -1},
		{"Europe/Copenhagen", "Europe/London", 0},
		{"Europe/Copenhagen", "America/New_York", 5},
		{"Europe/Copenhagen", "Asia/Kolkata", 4},
		{"Europe/London", "Asia/Kolkata", 5},        // five and a half in winter
		{"Pacific/Auckland", "Pacific/Honolulu", 1}, // 22 hours the long way
		{"Europe/Copenhagen", "Asia/Tokyo", 7},
		{"Europe/Copenhagen", "", -1},
		{"Europe/Copenhagen", "Not/AZone", -1},
	} {
		for _, swap := range []bool{false, true} {
			a, b := c.a, c.b
			if swap {
				a, b = b, a
			}
			pool, rules := two(enrolment.Profile{Zone: a}, enrolment.Profile{Zone: b}), fit.DefaultRules()
			rules.Hard.Zone = true
			for hours := range 12 {
				rules.Hard.ZoneHours = hours
				if got, _ := fit.Against(pool, rules, "m", "e"); (len(got) == 1) != (hours <= c.hours) {
					t.Errorf("%s and %s, at most %d: %v", a, b, hours, got)
				}
			}
		}
	}
}

func TestFunnelStepByStep(t *testing.T) {
	pool, rules := two(enrolment.Profile{}, enrolment.Profile{}), fit.DefaultRules()
	pool.Mentors = append(pool.Mentors, enrolment.Seat{ID: "m2", Role: org.Mentor, Capacity: 1, Person: org.Person{ID: "p2", Unit: "Skole"}})
	broken()[fit.AssessRule](&pool, &rules)
	rules.Hard.SameUnit = true
	s, err := fit.Count(pool, rules, nil)
	if err != nil || s.Possible() != 2 || s.Allowed != 0 || s.Places != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	want := []fit.Step{{RuleCount: fit.RuleCount{Rule: fit.AssessRule, Count: 1}, Left: 1}, {RuleCount: fit.RuleCount{Rule: fit.SameUnit, Count: 1}, Left: 0}}
	if got := s.Steps(); !slices.Equal(got, want) || s.Hardest().Rule != fit.AssessRule {
		t.Errorf("%+v", got)
	}
	out, err := fit.Solve(t.Context(), pool, rules, nil)
	if err != nil || !slices.Equal(out.Summary.Funnel, s.Funnel) || out.Summary.Allowed != s.Allowed {
		t.Errorf("solving counts otherwise: %+v, %v", out.Summary, err)
	}
}
