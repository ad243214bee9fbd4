package report

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	Reports *report.Reports
}

func base(v *visit.Visit) string { return "/p/" + v.Place.Programme }

var states = map[programme.State]ui.State{programme.OK: ui.StateOK, programme.Mind: ui.StateMind, programme.Bad: ui.StateBad, programme.Wait: ui.StateWait}

// criteria draws the lights; with links each leads to where it can be turned green.
func criteria(v *visit.Visit, lights []report.Light, links bool) []ui.CriterionView {
	out := make([]ui.CriterionView, 0, len(lights))
	for _, l := range lights {
		c := ui.CriterionView{State: states[l.State], Title: v.T(l.Title()), Evidence: programme.Sentences(v.Lang, l.Says)}
		if l.Word != "" {
			c.Word = v.T(l.Word)
		}
		if links && l.Fix.Key != "" {
			c.LinkLabel, c.LinkTo = l.Fix.In(v.Lang), base(v)+"/"+l.To
		}
		out = append(out, c)
	}
	return out
}

func date(v *visit.Visit, d clock.Date) string { return i18n.Date(v.Lang, d) }

// counted writes a number as a word where the language has one: "Fire", "Four".
func counted(v *visit.Visit, n int) string {
	if n >= 2 && n <= 12 {
		return v.T("report.number_" + strconv.Itoa(n))
	}
	return i18n.Integer(v.Lang, int64(n))
}

const (
	rateWeak = evaluation.RateWeak
	lateDays = report.LateDays
)
