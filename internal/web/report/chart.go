package report

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// ResultView is a closed survey's figures: sections of drawings, and everything as one table.
type ResultView struct {
	ID, Title, Response string
	Weak, Hidden        bool
	Sections            []ResultSection
	Table               ui.TableView
}

// ResultSection is the questions under one heading; Bars are the gains that people chose.
type ResultSection struct {
	ID, Title, Note string
	Shares          ui.SharesView
	Sides           ui.SharesView
	Bars            []ui.BarView
}

func resultView(v *visit.Visit, s evaluation.Survey) ResultView {
	questions := report.Questions(v.Lang, s)
	r := s.Figures.Response.All
	out := ResultView{ID: "survey-" + string(s.Kind), Title: v.T("report.survey_title", "kind", v.T("evaluation.kind_"+string(s.Kind))), Weak: r.Shown() && !r.Few() && r.Rate() < evaluation.RateWeak}
	switch {
	case !r.Shown():
		out.Response = v.T("evaluation.response_none")
	case r.Few():
		out.Response = v.T("evaluation.response_few", "asked", r.Asked)
	default:
		out.Response = v.T("evaluation.response_text", "percent", i18n.Percent(v.Lang, r.Rate()), "answered", r.Answered, "asked", r.Asked)
	}
	out.Hidden = true
	for _, q := range questions {
		out.Hidden = out.Hidden && q.Hidden
		if len(out.Sections) == 0 || out.Sections[len(out.Sections)-1].ID != out.ID+"-"+q.Section {
			sec := ResultSection{ID: out.ID + "-" + q.Section, Title: v.T("report.section_" + q.Section)}
			if q.Section == "gains" {
				sec.Note = v.T("report.gains_text")
			}
			out.Sections = append(out.Sections, sec)
		}
		add(v, &out.Sections[len(out.Sections)-1], q)
	}
	for i := range out.Sections {
		out.Sections[i].Shares.Legend = legend(v, out.Sections[i].Shares.Rows)
		out.Sections[i].Sides.Legend = legend(v, out.Sections[i].Sides.Rows)
	}
	out.Table = tableView(report.SurveyTable(v.Lang, out.Title, questions))
	return out
}

func add(v *visit.Visit, sec *ResultSection, q report.Question) {
	if q.Kind == evaluation.Several {
		b := ui.BarView{Label: q.Label, Text: v.T("report.hidden"), Max: 1}
		if n := len(q.Parts); n == 2 {
			b.Value, b.Text = q.Parts[1].Share, i18n.Percent(v.Lang, q.Parts[1].Share)
		}
		sec.Bars = append(sec.Bars, b)
		return
	}
	sec.Shares.Rows = append(sec.Shares.Rows, shareRow(v, q.Label, q, q.Parts))
	for _, side := range q.Sides {
		sec.Sides.Rows = append(sec.Sides.Rows, shareRow(v, v.T("evaluation.who_"+string(side.Side))+": "+q.Label, q, side.Parts))
	}
}

// legend names the colours by the scale from 1 to 5.
func legend(v *visit.Visit, rows []ui.ShareRow) []ui.SharePart {
	if len(rows) == 0 {
		return nil
	}
	return []ui.SharePart{
		{Label: v.T("evaluation.legend_1"), Tone: ui.ToneLow},
		{Label: "2", Tone: ui.ToneLowish},
		{Label: v.T("evaluation.legend_3"), Tone: ui.ToneMid},
		{Label: "4", Tone: ui.ToneHigh},
		{Label: v.T("evaluation.legend_5"), Tone: ui.ToneTop},
	}
}

func shareRow(v *visit.Visit, label string, q report.Question, parts []report.Part) ui.ShareRow {
	n := 0
	for _, p := range parts {
		n += p.Count
	}
	r := ui.ShareRow{Label: label, Note: v.T("evaluation.results_n", "n", n)}
	switch {
	case q.Hidden:
		r.Note, r.Why = "", v.T("evaluation.results_hidden")
		return r
	case len(parts) <= 1:
		r.Note, r.Why = "", v.T("evaluation.results_whole_only", "n", n)
		return r
	}
	var words []string
	merged := false
	for _, p := range parts {
		share := i18n.Percent(v.Lang, p.Share)
		if p.Count > 0 {
			words = append(words, v.T("evaluation.chart_part", "percent", share, "label", p.Label))
		}
		merged = merged || p.Low != p.High || q.Kind != evaluation.Degree
		r.Parts = append(r.Parts, ui.SharePart{Label: p.Label, Share: p.Share * 100, Text: i18n.Decimal(v.Lang, p.Share*100, 0), Tone: tone(p)})
	}
	r.Alt = strings.Join(words, ", ")
	if merged { // the colours alone do not tell what the parts are
		r.Note += " · " + strings.Join(words, " · ")
	}
	if q.HasMean && label == q.Label {
		r.Note += " · " + v.T("evaluation.mean", "mean", q.Mean)
	}
	return r
}

// tone gives a part the colour of its middle; what lies on both sides of the scale's middle is grey.
func tone(p report.Part) ui.Tone {
	const middle = 0.5
	at := (p.Low + p.High) / 2
	switch {
	case p.Aside:
		return ui.ToneNone
	case p.Low < middle && p.High > middle || at == middle:
		return ui.ToneMid
	case at < 0.2:
		return ui.ToneLow
	case at < middle:
		return ui.ToneLowish
	case at < 0.8:
		return ui.ToneHigh
	}
	return ui.ToneTop
}

func tableView(t report.Table) ui.TableView {
	out := ui.TableView{Caption: t.Title}
	for _, h := range t.Head {
		out.Cols = append(out.Cols, ui.Col{Label: h})
	}
	for _, row := range t.Rows {
		r := ui.Row{}
		for _, c := range row {
			r.Cells = append(r.Cells, ui.Cell{Text: c})
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}
