package report

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Report is the printed report, for the coordinator and the sponsor.
func (p Pages) Report(v *visit.Visit) error {
	q, err := p.Reports.Quarter(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	return v.Show(reportPage(v.Page(v.T("report.title")), reportView(v, q)))
}

// ReportCSV sends the report's figures as a file.
func (p Pages) ReportCSV(v *visit.Visit) error {
	q, err := p.Reports.Quarter(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	return sendCSV(v, string(q.Facts.Today()), q.Tables(v.Lang))
}

// View is the report as it is drawn.
type View struct {
	Eyebrow                            []string
	Title                              string
	CSVURL, BackURL                    string
	Purpose, Goal, Indicator, Baseline string
	Criteria                           []ui.CriterionView
	Mentees, Mentors                   []FunnelView
	FunnelHidden                       bool
	Participation                      ui.TableView
	Activity                           report.Activity
	Bars                               []MonthBar
	Merged                             bool
	Months                             ui.TableView
	Surveys                            []ResultView
	Gains                              []GainView
	Limits                             []string
}

// FunnelView is one step of the participation.
type FunnelView struct {
	Label, Text string
	Share       float64 // of the widest step
	Hidden      bool
}

// MonthBar is one column of the meetings over time: places in a drawing 600 wide and 160 high.
type MonthBar struct {
	X, Width, Y, Height float64
	Label, Value        string
	LabelX              float64
}

func reportView(v *visit.Visit, q report.Quarter) View {
	f := q.Facts
	p := f.Programme
	view := View{
		Title: v.T("report.heading_so_far", "programme", p.Name), CSVURL: base(v) + "/report/csv", BackURL: base(v), Purpose: p.Purpose, Goal: p.StrategicGoal, Indicator: p.Indicator,
		Criteria: criteria(v, q.Lights, false), Activity: q.Activity, Gains: gainViews(v, q.Gains),
	}
	if p.Status == programme.Closed {
		view.Title = v.T("report.heading_final", "programme", p.Name)
	}
	if v.Role == org.Sponsor {
		view.BackURL += "/sponsor"
	}
	view.Eyebrow = []string{v.Place.OrgName}
	if p.StartsOn != "" && p.EndsOn != "" {
		view.Eyebrow = append(view.Eyebrow, v.T("report.period", "start", p.StartsOn, "end", p.EndsOn))
	}
	view.Eyebrow = append(view.Eyebrow, v.T("report.made", "date", f.Today()))
	if p.IndicatorBaseline != "" && p.IndicatorTarget != "" {
		view.Baseline = v.T("report.baseline", "from", p.IndicatorBaseline, "to", p.IndicatorTarget)
	}
	var hidden [2]bool
	view.Mentees, hidden[0] = funnel(v, q.Mentees)
	view.Mentors, hidden[1] = funnel(v, q.Mentors)
	view.FunnelHidden = hidden[0] || hidden[1]
	tables := q.Tables(v.Lang)
	view.Participation, view.Months = tableView(tables[0]), tableView(tables[1])
	view.Bars, view.Merged = bars(v, q.Activity)
	for _, s := range q.Surveys {
		view.Surveys = append(view.Surveys, resultView(v, s))
	}
	view.Limits = limits(v, q)
	return view
}

func funnel(v *visit.Visit, steps []report.Reached) (out []FunnelView, hidden bool) {
	widest := 1
	for _, s := range steps {
		widest = max(widest, s.N, s.Near)
	}
	for _, s := range steps {
		f := FunnelView{Label: v.T("report.stage_" + s.Key), Hidden: !s.Shown, Text: s.Text(v.Lang), Share: float64(max(s.N, s.Near)) / float64(widest)}
		hidden = hidden || f.Hidden
		out = append(out, f)
	}
	return out, hidden
}

const chartWidth, chartHeight = 600.0, 150.0

// bars places a column for each stretch of months. A stretch of several is as wide as they are and as high as their average, so that
// areas compare.
func bars(v *visit.Visit, a report.Activity) (out []MonthBar, merged bool) {
	months := 0
	most := 0.0
	wide := func(s report.Stretch) int { return int(s.From.Months(s.To)+0.5) + 1 }
	for _, s := range a.Stretches {
		months += wide(s)
		most = max(most, float64(s.Held)/float64(wide(s)))
		merged = merged || s.From != s.To
	}
	if months == 0 || most == 0 {
		return nil, merged
	}
	step := chartWidth / float64(months)
	x := 0.0
	for _, s := range a.Stretches {
		w := step * float64(wide(s))
		h := float64(s.Held) / float64(wide(s)) / most * (chartHeight - 42)
		label := v.T("report.month_short_" + strconv.Itoa(int(s.From.Time().Month())))
		if s.From != s.To {
			label += "–" + v.T("report.month_short_"+strconv.Itoa(int(s.To.Time().Month())))
		}
		own := min(w-6, 72*float64(wide(s)))
		out = append(out, MonthBar{X: x + (w-own)/2, Width: own, Y: chartHeight - 22 - h, Height: h, Label: label, Value: i18n.Integer(v.Lang, int64(s.Held)), LabelX: x + w/2})
		x += w
	}
	return out, merged
}

// limits is what the figures cannot say, as far as it applies.
func limits(v *visit.Visit, q report.Quarter) []string {
	out := []string{v.T("report.limit_effect"), v.T("report.limit_meetings")}
	for _, s := range q.Surveys {
		if r := s.Figures.Response.All; r.Shown() && !r.Few() && r.Answered < r.Asked {
			out = append(out, v.T("report.limit_missing", "percent", i18n.Percent(v.Lang, 1-r.Rate()), "kind", v.T("evaluation.kind_"+string(s.Kind))))
		}
		if s.Kind == evaluation.Final {
			out = append(out, v.T("report.limit_stopped"), v.T("report.limit_self"))
		}
	}
	return append(out, v.T("report.limit_hidden"))
}
