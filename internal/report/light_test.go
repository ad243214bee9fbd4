package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
)

// running is a programme in its fourth month with all that set-up asks for, 24 pairs that have signed, and all mentors trained.
func running() report.Facts {
	signed := report.Mentee{Stage: report.Learning, Met: true, Signed: true}
	ready := func(c programme.Criterion) programme.Light {
		return programme.Light{Criterion: c, State: programme.OK, Says: []programme.Say{{Key: "programme.purpose_all"}}, Step: "time"}
	}
	f := report.Facts{
		Now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
		Programme: programme.Programme{
			ID: "p", Status: programme.Running, Purpose: "Turde lede", StrategicGoal: "2030", Indicator: "Trivsel", OwnerName: "Karen", OwnerEmail: "karen@fjordby.example",
			StartsOn: "2026-09-01", EndsOn: "2027-08-31", MidwayOn: "2027-03-01", FinalOn: "2027-08-10", Training: programme.Training{MentorOn: "2026-08-20", Demanded: true},
		},
		Sponsor: programme.Commitment{ID: "c", Name: "Søren Ågaard", Signed: time.Date(2026, 8, 20, 9, 0, 0, 0, time.UTC)},
		Mentors: map[report.Mentor]int{{Stage: report.Unmatched, Trained: true}: 24},
		Mentees: map[report.Mentee]int{signed: 24},
		Plan:    []evaluation.Status{{Kind: evaluation.Midway, Planned: "2027-03-01"}, {Kind: evaluation.Final, Planned: "2027-08-10"}},
	}
	for _, c := range programme.Criteria {
		f.Ready = append(f.Ready, ready(c))
	}
	return f
}

func survey(k evaluation.Kind, open bool, asked, answered int) evaluation.Status {
	r := evaluation.Response{All: evaluation.Count{Asked: asked, Answered: answered, AskedPeople: asked, AnsweredPeople: answered}}
	s := &evaluation.Survey{Kind: k, OpensOn: "2026-11-20", ClosesOn: "2026-12-04", Figures: evaluation.Figures{Response: r}}
	if !open {
		s.Closed = time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	}
	return evaluation.Status{Kind: k, Planned: "2026-11-20", Survey: s, Response: r}
}

func setReady(f *report.Facts, c programme.Criterion, s programme.State) {
	for i := range f.Ready {
		if f.Ready[i].Criterion == c {
			f.Ready[i].State = s
		}
	}
}

func TestLights(t *testing.T) {
	going := report.Mentee{Stage: report.Learning, Met: true}
	signed := report.Mentee{Stage: report.Learning, Met: true, Signed: true}
	late := report.Mentee{Stage: report.Establishing, Late: true}
	trained, untrained := report.Mentor{Stage: report.Unmatched, Trained: true}, report.Mentor{Stage: report.Unmatched}
	for name, c := range map[string]struct {
		change    func(*report.Facts)
		criterion programme.Criterion
		state     programme.State
		says      string // part of the evidence in English
		fix       string // part of what would turn it green; "" for nothing
	}{
		"purpose in place": {func(*report.Facts) {}, programme.ClearPurpose, programme.OK, "", ""},
		"purpose not begun in a draft": {func(f *report.Facts) {
			f.Programme.Status = programme.Draft
			setReady(f, programme.ClearPurpose, programme.Wait)
		}, programme.ClearPurpose, programme.Wait, "", "purpose"},
		"purpose missing while open": {func(f *report.Facts) {
			f.Programme.Status = programme.Open
			setReady(f, programme.ClearPurpose, programme.Wait)
		}, programme.ClearPurpose, programme.Bad, "", "purpose"},
		"sponsor signed": {func(*report.Facts) {}, programme.Anchored, programme.OK, "", ""},
		"sponsor named, draft": {func(f *report.Facts) {
			f.Programme.Status = programme.Draft
			f.Sponsor.Signed = time.Time{}
			setReady(f, programme.Anchored, programme.Mind)
		}, programme.Anchored, programme.Mind, "", "sponsor to sign"},
		"sponsor named, running": {func(f *report.Facts) { f.Sponsor.Signed = time.Time{}; setReady(f, programme.Anchored, programme.Mind) }, programme.Anchored, programme.Bad, "", "sponsor to sign"},
		"no sponsor, running": {func(f *report.Facts) {
			f.Sponsor = programme.Commitment{}
			setReady(f, programme.Anchored, programme.Wait)
		}, programme.Anchored, programme.Bad, "", "top leader"},
		"all mentors trained": {func(*report.Facts) {}, programme.Prepared, programme.OK, "All 24 mentors", ""},
		"22 of 24 trained":    {func(f *report.Facts) { f.Mentors = map[report.Mentor]int{trained: 22, untrained: 2} }, programme.Prepared, programme.Mind, "22 of 24", "Train the mentors"},
		"half trained":        {func(f *report.Facts) { f.Mentors = map[report.Mentor]int{trained: 12, untrained: 12} }, programme.Prepared, programme.Bad, "12 of 24", "Train the mentors"},
		"none trained, the day to come": {func(f *report.Facts) {
			f.Mentors = map[report.Mentor]int{untrained: 24}
			f.Programme.Training.MentorOn = "2026-12-10"
		}, programme.Prepared, programme.Wait, "10 December 2026", "Hold the training"},
		"nobody to train, a day set":   {func(f *report.Facts) { f.Mentors = nil; setReady(f, programme.Prepared, programme.Mind) }, programme.Prepared, programme.Mind, "", "Set a day"},
		"waiting mentors do not count": {func(f *report.Facts) { f.Mentors[report.Mentor{Stage: report.Asked}] = 9 }, programme.Prepared, programme.OK, "All 24 mentors", ""},
		"all agreements signed":        {func(*report.Facts) {}, programme.Expectations, programme.OK, "All 24 pairs", ""},
		"five unsigned in time":        {func(f *report.Facts) { f.Mentees = map[report.Mentee]int{signed: 19, going: 5} }, programme.Expectations, programme.Wait, "19 of 24 agreements are signed. Nobody is past day 60", "own pace"},
		"two late of 24":               {func(f *report.Facts) { f.Mentees = map[report.Mentee]int{signed: 19, going: 3, late: 2} }, programme.Expectations, programme.Bad, "2 pairs are past day 60", "Offer help"},
		"one late of 24":               {func(f *report.Facts) { f.Mentees = map[report.Mentee]int{signed: 23, late: 1} }, programme.Expectations, programme.Mind, "One pair is past day 60", "Offer help"},
		"no pairs yet":                 {func(f *report.Facts) { f.Mentees = nil }, programme.Expectations, programme.OK, "", ""},
		"twelve months, no changes":    {func(*report.Facts) {}, programme.RightLength, programme.OK, "Nobody has changed", ""},
		"one change":                   {func(f *report.Facts) { f.Changes = 1 }, programme.RightLength, programme.OK, "One has changed", ""},
		"one in four has changed":      {func(f *report.Facts) { f.Changes = 6 }, programme.RightLength, programme.Mind, "6 have changed", "why so many"},
		"too short":                    {func(f *report.Facts) { setReady(f, programme.RightLength, programme.Mind) }, programme.RightLength, programme.Mind, "", "how long"},
		"evaluation planned":           {func(*report.Facts) {}, programme.Evaluated, programme.Wait, "", "Nothing to do before 1 March 2027"},
		"evaluation without dates": {func(f *report.Facts) {
			setReady(f, programme.Evaluated, programme.Wait)
			f.Plan[0].Planned, f.Plan[1].Planned = "", ""
		}, programme.Evaluated, programme.Bad, "", "Set days"},
		"midway overdue":                 {func(f *report.Facts) { f.Plan[0].Planned = "2026-11-01" }, programme.Evaluated, programme.Bad, "Midway should have opened on 1 November 2026", "Open the survey: Midway"},
		"midway open":                    {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, true, 48, 30) }, programme.Evaluated, programme.Wait, "62% have answered, 30 of 48", "Remind"},
		"midway closed, 82 per cent":     {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 48, 39) }, programme.Evaluated, programme.OK, "81% have answered", ""},
		"midway closed, 60 per cent":     {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 48, 29) }, programme.Evaluated, programme.Mind, "60% have answered", "why people did not"},
		"midway closed, 40 per cent":     {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 48, 19) }, programme.Evaluated, programme.Bad, "40% have answered", "why people did not"},
		"midway closed, four were asked": {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 4, 4) }, programme.Evaluated, programme.Mind, "not shown", "Ask more"},
		"midway closed, three answered":  {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 48, 3) }, programme.Evaluated, programme.Bad, "Fewer than five of 48", "why people did not"},
		"midway closed, final undated":   {func(f *report.Facts) { f.Plan[0] = survey(evaluation.Midway, false, 48, 39); f.Plan[1].Planned = "" }, programme.Evaluated, programme.Bad, "81%", "Set days"},
		"midway closed, final overdue": {func(f *report.Facts) {
			f.Plan[0] = survey(evaluation.Midway, false, 48, 39)
			f.Plan[1].Planned = "2026-11-25"
		}, programme.Evaluated, programme.Bad, "Final should have opened", "Open the survey: Final"},
		"final closed well": {func(f *report.Facts) {
			f.Plan[0] = survey(evaluation.Midway, false, 48, 10)
			f.Plan[1] = survey(evaluation.Final, false, 40, 30)
		}, programme.Evaluated, programme.OK, "75% have answered", ""},
		"midway skipped, final open": {func(f *report.Facts) { f.Plan[1] = survey(evaluation.Final, true, 40, 30) }, programme.Evaluated, programme.Wait, "Final: open until 4 December 2026", "Remind"},
	} {
		t.Run(name, func(t *testing.T) {
			f := running()
			c.change(&f)
			lights := report.Lights(f, report.Exact(f))
			if len(lights) != 6 {
				t.Fatalf("%d lights", len(lights))
			}
			for i, l := range lights {
				if l.Criterion != programme.Criteria[i] {
					t.Fatalf("light %d is %s", i, l.Criterion)
				}
				if l.State == programme.OK && l.Fix.Key != "" || l.State != programme.OK && l.Fix.Key == "" {
					t.Errorf("%s is %s, and what would turn it green is %q", l.Criterion, l.State, l.Fix.Key)
				}
				if l.Criterion != c.criterion {
					continue
				}
				says := programme.Sentences(i18n.English, l.Says)
				fix := ""
				if l.Fix.Key != "" {
					fix = l.Fix.In(i18n.English)
				}
				if l.State != c.state || !strings.Contains(says, c.says) || !strings.Contains(fix, c.fix) || (c.fix == "") != (fix == "") {
					t.Errorf("%s\n says %q\n fix %q\nwant %s, %q, %q", l.State, says, fix, c.state, c.says, c.fix)
				}
				if strings.Contains(says+fix, "⟦") || strings.Contains(says+fix, "{") {
					t.Errorf("a text is missing: %s %s", says, fix)
				}
			}
		})
	}
}

// TestProtectedLightsTellNoSmallFigure looks at the same lights as the sponsor sees them.
func TestProtectedLightsTellNoSmallFigure(t *testing.T) {
	f := running()
	f.Mentors = map[report.Mentor]int{{Stage: report.Unmatched, Trained: true}: 22, {Stage: report.Unmatched}: 2}
	f.Mentees = map[report.Mentee]int{{Stage: report.Learning, Met: true, Signed: true}: 21, {Stage: report.Establishing, Late: true}: 3}
	f.Changes = 2
	var all []string
	for _, l := range report.Lights(f, report.Protecting(f)) {
		all = append(all, programme.Sentences(i18n.English, l.Says))
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"All but fewer than five of 24 mentors", "All but fewer than five of 24 pairs", "A few pairs are past day 60", "There have been changes of mentor"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, small := range []string{"22", "21", "3 pairs", "2 have"} {
		if strings.Contains(text, small) {
			t.Errorf("%q is told in\n%s", small, text)
		}
	}
}

func TestFactsAreOfTheProgrammesDay(t *testing.T) {
	f := report.Facts{Now: time.Date(2026, 12, 1, 0, 30, 0, 0, time.FixedZone("CET", 3600))}
	if f.Today() != clock.Date("2026-12-01") {
		t.Fatal(f.Today())
	}
}
