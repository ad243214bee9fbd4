package programme_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
)

func TestDates(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		for _, c := range []struct {
			name string
			in   programme.Plan
			want []string
		}{
			{"no start", programme.Plan{EndsOn: "2027-08-31"}, []string{"starts_on programme.start_first"}},
			{"no such day", programme.Plan{StartsOn: "2026-02-30", EndsOn: "31-08-2027"}, []string{"starts_on programme.no_such_day", "ends_on programme.no_such_day"}},
			{"end before start", programme.Plan{StartsOn: "2026-09-01", EndsOn: "2026-08-31"}, []string{"ends_on programme.end_before_start"}},
			{"same day", programme.Plan{StartsOn: "2026-09-01", EndsOn: "2026-09-01"}, []string{"ends_on programme.end_before_start"}},
			{"three weeks", programme.Plan{StartsOn: "2026-09-01", EndsOn: "2026-09-21"}, []string{"ends_on programme.end_too_soon"}},
			{"wrong century", programme.Plan{StartsOn: "2026-09-01", EndsOn: "2126-08-31"}, []string{"ends_on programme.end_too_late"}},
			{"phases out of order", programme.Plan{StartsOn: "2026-09-01", EstablishingOn: "2026-12-01", LearningOn: "2026-12-01"}, []string{"learning_on programme.phase_order"}},
			{"phase outside", programme.Plan{StartsOn: "2026-09-01", EndingOn: "2027-09-01"}, []string{"closing_on programme.phase_outside"}},
			{"midway outside", programme.Plan{StartsOn: "2026-09-01", MidwayOn: "2026-09-01"}, []string{"midway_on programme.midway_outside"}},
			{"final first", programme.Plan{StartsOn: "2026-09-01", FinalOn: "2026-10-01"}, []string{"final_on programme.final_before_midway"}},
			{"final too late", programme.Plan{StartsOn: "2026-09-01", FinalOn: "2027-12-02"}, []string{"final_on programme.final_too_late"}},
		} {
			t.Run(c.name, func(t *testing.T) {
				_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, c.in)
				(&house{T: t}).refused(err, c.want...)
			})
		}
		if p := h.get(); p.StartsOn != "" {
			t.Fatalf("a refused plan was saved: %s", p.StartsOn)
		}
	})
}

func TestTwelveMonthsAndFourPhasesAreSuggestedAndFollow(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		plan, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
		h.ok(err)
		want := programme.Plan{
			StartsOn: "2026-09-01", EndsOn: "2027-08-31", IntroductionOn: "2026-09-01", EstablishingOn: "2026-10-01", LearningOn: "2026-11-30",
			EndingOn: "2027-07-18", MidwayOn: "2027-03-02", FinalOn: "2027-08-10",
		}
		if plan != want {
			t.Fatalf("%+v", plan)
		}
		spans, err := h.ps.Phases(t.Context(), h.ps.DB, h.org, h.p.ID)
		h.ok(err)
		if !slices.Equal(spans, want.Spans()) || spans[0].EndsOn != "2026-09-30" || spans[3].EndsOn != "2027-08-31" {
			t.Fatalf("%+v", spans)
		}
		// One date moved by hand stays; what was only suggested follows the new ends.
		plan.LearningOn = "2026-12-15"
		plan, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, plan)
		h.ok(err)
		plan.StartsOn, plan.EndsOn = "2026-10-01", ""
		plan, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, plan)
		h.ok(err)
		kept, err := h.ps.Plan(t.Context(), h.ps.DB, h.org, h.p.ID)
		h.ok(err)
		if kept != plan || plan.EndsOn != "2027-09-30" || plan.LearningOn != "2026-12-15" || plan.EstablishingOn != "2026-10-31" || plan.IntroductionOn != "2026-10-01" {
			t.Fatalf("%+v", plan)
		}
	})
}

func TestUnusualLengthIsSavedWithAWarning(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		for _, c := range []struct {
			end  clock.Date
			want string
		}{
			{"2027-05-30", "programme.warn_short"}, {"2027-05-31", ""}, {"2027-08-31", ""}, {"2027-11-30", ""}, {"2027-12-01", "programme.warn_long"},
		} {
			_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01", EndsOn: c.end})
			h.ok(err)
			got := ""
			if w := h.get().Warnings(); len(w) > 0 {
				got = w[0].Key
			}
			if got != c.want {
				t.Errorf("%s: %q, want %q", c.end, got, c.want)
			}
		}
	})
}

func TestLength(t *testing.T) {
	for _, c := range []struct {
		start, end   clock.Date
		months, days int
	}{
		{"2026-09-01", "2027-08-31", 12, 0},
		{"2026-09-01", "2027-05-31", 9, 0},
		{"2026-09-01", "2026-09-30", 1, 0},
		{"2026-09-01", "2026-09-29", 0, 29},
		{"2027-02-01", "2027-02-28", 1, 0},
		{"2026-09-01", "2026-08-01", 0, 0},
		{"", "2026-08-01", 0, 0},
	} {
		if m, d := programme.Length(c.start, c.end); m != c.months || d != c.days {
			t.Errorf("%s to %s: %d months, %d days", c.start, c.end, m, d)
		}
	}
}

// The suggestion must pass its own rules, whatever the length.
func TestEverySuggestionIsAllowed(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		start := clock.Date("2028-01-31")
		for days := 27; days < 1800; days += 37 {
			plan, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: start, EndsOn: start.Add(0, 0, days)})
			if err != nil {
				t.Fatalf("%d days: %v (%+v)", days, err, plan)
			}
		}
	})
}

func TestBasicsAreChecked(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.refused(h.ps.ChangeBasics(t.Context(), h.karen, h.p.ID, programme.Basics{Name: "  ", Kinds: []programme.Kind{"secret"}, Lang: "fr", Zone: "Local"}),
			"name programme.need_line", "kind fault.bad_choice", "lang fault.bad_choice", "zone fault.bad_choice")
		h.refused(h.ps.ChangeBasics(t.Context(), h.karen, h.p.ID, programme.Basics{Name: strings.Repeat("å", 121), Lang: "da", Zone: "UTC"}),
			"name fault.too_long", "kind programme.kind_one")
		h.refused(h.ps.ChangeBasics(t.Context(), h.karen, h.p.ID, programme.Basics{Name: "For 010190-1234", Kinds: []programme.Kind{programme.Kinds[0]}, Lang: "da", Zone: "UTC"}),
			"name org.cpr")
		h.ok(h.ps.ChangeAgreement(t.Context(), h.karen, h.p.ID, programme.Agreed{Weeks: 6, Minutes: 60, Clauses: []programme.Clause{programme.ClauseStop, programme.ClauseGoals}}))
		in := programme.Basics{Name: "Nye  ledere\n2026", Kinds: []programme.Kind{programme.Leadership, programme.Youth}, Lang: "en", Zone: "Atlantic/Faroe"}
		h.ok(h.ps.ChangeBasics(t.Context(), h.karen, h.p.ID, in))
		p := h.get()
		if p.Name != "Nye ledere 2026" || p.Settings.Weeks != 6 || !slices.Equal(p.Settings.Clauses, []programme.Clause{programme.ClauseGoals, programme.ClauseStop}) {
			t.Fatalf("own choices were lost: %+v", p)
		}
		if p.Location().String() != "Atlantic/Faroe" || p.Lang != i18n.English || !slices.Equal(p.Kinds, []programme.Kind{programme.Youth, programme.Leadership}) {
			t.Fatalf("%+v", p)
		}
		in.Defaults = true
		h.ok(h.ps.ChangeBasics(t.Context(), h.karen, h.p.ID, in))
		if s := h.get().Settings; s.Weeks != 1 || !slices.Contains(s.Clauses, programme.ClauseYouth) || s.Agreed {
			t.Fatalf("%+v", s)
		}
	})
}

func TestTemplatesHaveWordsInBothLanguages(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, tpl := range programme.Templates {
			s := tpl.Suggest(lang)
			if empty := s.Sentence == ""; empty != (tpl == programme.Free) {
				t.Errorf("%s %s: %q", lang, tpl, s.Sentence)
			}
			if strings.Contains(s.Sentence+s.Goal+s.Indicator, "⟦") {
				t.Errorf("%s %s: %+v", lang, tpl, s)
			}
		}
	}
	if s := programme.Template("../x").Suggest("da"); s != (programme.Purpose{Template: programme.Free}) {
		t.Errorf("%+v", s)
	}
}

func TestIntakeAndAgreementAreChecked(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
		h.ok(err)
		h.refused(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{SeatsMentor: -1, Training: programme.Training{MentorOn: "2026-13-01", MenteeOn: "2027-09-01"}}),
			"seats_mentor fault.bad_number", "question programme.question_one", "mentor_on programme.no_such_day", "mentee_on programme.training_after_end")
		h.refused(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: []programme.Question{"cpr"}}), "question fault.bad_choice")
		h.refused(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: programme.Questions, Own: []string{"a", "b", "c", "d", "e", "f"}}), "own programme.own_many")
		h.refused(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: programme.Questions, Own: []string{"a", "a"}}), "own programme.own_twice")
		h.refused(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: programme.Questions, Own: []string{strings.Repeat("a", 121)}}), "own fault.too_long")
		h.refused(h.ps.ChangeAgreement(t.Context(), h.karen, h.p.ID, programme.Agreed{Weeks: 0, Minutes: 301}),
			"weeks fault.bad_number", "minutes fault.bad_number", "clause programme.clause_one")
		in := programme.Intake{
			Own: []string{"Hvad er dit fag?"}, SeatsMentor: 36, SeatsMentee: 48, Questions: []programme.Question{programme.AskTimes, programme.AskStrengths},
			Training: programme.Training{MentorOn: "2026-08-20", MenteeOn: "2026-08-27", Place: "Rådhuset", Demanded: true},
		}
		h.ok(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, in))
		p := h.get()
		if p.SeatsMentee != 48 || !slices.Equal(p.Settings.Own, in.Own) || p.Training != in.Training || !slices.Equal(p.Settings.Questions, []programme.Question{programme.AskStrengths, programme.AskTimes}) {
			t.Fatalf("%+v", p)
		}
	})
}

func TestReadinessShowsEvidence(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		lights := func() string {
			all, err := h.ps.Readiness(t.Context(), h.ps.DB, h.org, h.p.ID)
			h.ok(err)
			var b strings.Builder
			for i, l := range all {
				if l.Criterion != programme.Criteria[i] || len(l.Says) == 0 || l.Step == "" {
					t.Errorf("%+v", l)
				}
				for _, lang := range i18n.Langs {
					if s := programme.Sentences(lang, l.Says); strings.ContainsAny(s, "⟦{") {
						t.Errorf("%s: %q", lang, s)
					}
				}
				b.WriteString(string(l.State) + " ")
			}
			return strings.TrimSpace(b.String())
		}
		want := func(w string) {
			t.Helper()
			if got := lights(); got != w {
				t.Fatalf("%q, want %q", got, w)
			}
		}
		want("wait wait wait wait wait wait")
		in := whole
		in.Goal = ""
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, in))
		want("bad wait wait wait wait wait")
		in = whole
		in.Target = ""
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, in))
		want("mind wait wait wait wait wait")
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, whole))
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, programme.Commitment{Name: "Søren Ågaard", Email: "soren@example.dk", MentorMinutes: 150, MenteeMinutes: 120}))
		want("ok mind wait wait wait wait")
		sign(h)
		h.ok(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: programme.Questions, Training: programme.Training{MenteeOn: "2026-08-20"}}))
		want("ok ok bad wait wait wait")
		h.ok(h.ps.ChangeIntake(t.Context(), h.karen, h.p.ID, programme.Intake{Questions: programme.Questions, Training: programme.Training{MentorOn: "2026-08-20", MenteeOn: "2026-08-20", Demanded: true}}))
		h.ok(h.ps.ChangeAgreement(t.Context(), h.karen, h.p.ID, programme.Agreed{Weeks: 4, Minutes: 90, Clauses: []programme.Clause{programme.ClauseStop}}))
		want("ok ok ok mind wait wait")
		h.ok(h.ps.ChangeAgreement(t.Context(), h.karen, h.p.ID, programme.Agreed{Weeks: 4, Minutes: 90, Clauses: programme.BaseClauses}))
		_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01", EndsOn: "2026-12-31"})
		h.ok(err)
		want("ok ok ok ok mind ok")
		_, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-08-01", EndsOn: "2027-07-31"})
		h.ok(err)
		want("ok ok mind ok ok ok")
	})
}
