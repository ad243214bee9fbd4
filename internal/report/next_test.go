package report_test

import (
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
)

func TestTheOneNextStep(t *testing.T) {
	desk := report.Desk{Matching: matching.Glance{Places: 24}}
	pairs := func(n int) []pair.Facts {
		out := make([]pair.Facts, n)
		for i := range out {
			out[i].Phase = pair.Learning
		}
		return out
	}
	stalled := report.Desk{Matching: matching.Glance{Places: 24}, Signals: []report.Signal{{Signs: []pair.Signal{{Kind: pair.NoFirstMeeting, Days: 30}}}, {Signs: []pair.Signal{{Kind: pair.Gap, Days: 50}}}}}
	for name, c := range map[string]struct {
		change func(*report.Facts, *report.Desk)
		want   string
		to     string
	}{
		"a wish before all": {func(_ *report.Facts, d *report.Desk) {
			*d = stalled
			d.Wishes = []evaluation.Wish{{Name: "Ida Høyer"}}
		}, "wish", ""},
		"a draft with gaps":     {func(f *report.Facts, _ *report.Desk) { f.Programme.Status, f.Programme.Purpose = programme.Draft, "" }, "setup", "setup/purpose"},
		"a draft that is ready": {func(f *report.Facts, _ *report.Desk) { f.Programme.Status = programme.Draft }, "open", "setup"},
		"open and empty": {func(f *report.Facts, _ *report.Desk) {
			f.Programme.Status, f.Mentors, f.Mentees, f.Pairs = programme.Open, nil, nil, nil
		}, "recruit", "people"},
		"open with applicants": {func(f *report.Facts, _ *report.Desk) {
			f.Programme.Status = programme.Open
			f.Mentees = map[report.Mentee]int{{Stage: report.Asked}: 3}
			f.Pairs = nil
		}, "decide", "people?status=applied"},
		"open and full": {func(f *report.Facts, _ *report.Desk) {
			f.Programme.Status = programme.Open
			f.Mentees = map[report.Mentee]int{{Stage: report.Unmatched}: 20}
			f.Pairs = nil
		}, "start", "setup"},
		"open, with a round to publish": {func(f *report.Facts, d *report.Desk) {
			f.Programme.Status, d.Matching.Draft = programme.Open, true
			f.Mentees = map[report.Mentee]int{{Stage: report.Unmatched}: 20}
			f.Pairs = nil
		}, "publish", "match"},
		"running, nobody matched": {func(f *report.Facts, _ *report.Desk) {
			f.Mentees = map[report.Mentee]int{{Stage: report.Unmatched}: 20}
			f.Pairs = nil
		}, "match", "match"},
		"a round to publish": {func(f *report.Facts, d *report.Desk) {
			d.Matching.Draft = true
			f.Mentees = map[report.Mentee]int{{Stage: report.Unmatched}: 20}
			f.Pairs = nil
		}, "publish", "match"},
		"all wait for answers": {func(f *report.Facts, d *report.Desk) {
			d.Matching.Open = 20
			f.Mentees = map[report.Mentee]int{{Stage: report.Unmatched}: 20}
			f.Pairs = nil
		}, "nothing", "report"},
		"a no":                              {func(_ *report.Facts, d *report.Desk) { d.Matching.Turned = 1 }, "no", "match/repair"},
		"a first meeting that has not been": {func(_ *report.Facts, d *report.Desk) { *d = stalled }, "first_meeting", "pairs"},
		"one unmatched waits for stalled pairs": {func(f *report.Facts, d *report.Desk) {
			*d = stalled
			d.Matching.Places = 30
			f.Mentees[report.Mentee{Stage: report.Unmatched}] = 1
		}, "first_meeting", "pairs"},
		"one unmatched, all else well": {func(f *report.Facts, d *report.Desk) {
			d.Matching.Places = 30
			f.Mentees[report.Mentee{Stage: report.Unmatched}] = 1
		}, "match", "match"},
		"one unmatched, no place":    {func(f *report.Facts, _ *report.Desk) { f.Mentees[report.Mentee{Stage: report.Unmatched}] = 1 }, "nothing", "report"},
		"pairs that have gone quiet": {func(_ *report.Facts, d *report.Desk) { d.Signals = stalled.Signals[1:] }, "pairs", "pairs"},
		"a mentee wants a new mentor": {func(_ *report.Facts, d *report.Desk) {
			*d = stalled
			d.Rematch = []pair.Facts{{MenteeSeat: "x"}}
		}, "rematch", "match/options?seat=x"},
		"two mentees want a new mentor": {func(_ *report.Facts, d *report.Desk) { *d = stalled; d.Rematch = make([]pair.Facts, 2) }, "rematch", "match/repair"},
		"a survey that is overdue":      {func(f *report.Facts, _ *report.Desk) { f.Plan[0].Planned = "2026-11-01" }, "evaluate", "evaluation"},
		"overdue, and the next one was opened": {func(f *report.Facts, _ *report.Desk) {
			f.Plan[0].Planned = "2026-11-01"
			f.Plan[1] = survey(evaluation.Final, false, 48, 40)
		}, "nothing", "report"},
		"few have answered": {func(f *report.Facts, _ *report.Desk) { f.Plan[0] = survey(evaluation.Midway, true, 48, 12) }, "remind", "evaluation"},
		"few have answered on the first days": {func(f *report.Facts, _ *report.Desk) {
			f.Plan[0] = survey(evaluation.Midway, true, 48, 12)
			f.Plan[0].Survey.OpensOn = "2026-11-28"
		}, "nothing", "report"},
		"the sponsor has not signed": {func(f *report.Facts, _ *report.Desk) { f.Sponsor.Signed = f.Sponsor.Created }, "sponsor", "setup/sponsor"},
		"all well":                   {func(*report.Facts, *report.Desk) {}, "nothing", "report"},
		"past its end":               {func(f *report.Facts, _ *report.Desk) { f.Programme.EndsOn = "2026-11-30" }, "close", "setup"},
		"closed":                     {func(f *report.Facts, d *report.Desk) { *d = stalled; f.Programme.Status = programme.Closed }, "report", "report"},
	} {
		t.Run(name, func(t *testing.T) {
			f, d := running(), desk
			f.Pairs = pairs(24)
			c.change(&f, &d)
			s := report.Next(f, d)
			if s.Key != c.want || s.To != c.to {
				t.Fatalf("%s to %q, want %s to %q", s.Key, s.To, c.want, c.to)
			}
			for _, lang := range i18n.Langs {
				for _, part := range []string{"", "_text", "_go"} {
					args := append([]any{"first", "Ida", "date", "i går", "phone", "20"}, s.Args...)
					if text := i18n.T(lang, "report.next_"+s.Key+part, args...); strings.ContainsAny(text, "⟦{") {
						t.Errorf("%s: %s", part, text)
					}
				}
			}
		})
	}
}
