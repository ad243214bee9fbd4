package report

import (
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Sponsor is the sponsor's quarter: figures that protect, and nobody's name.
func (p Pages) Sponsor(v *visit.Visit) error {
	q, err := p.Reports.Quarter(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	return v.Show(sponsorPage(v.Page(v.T("report.sponsor_title")), sponsorView(v, q)))
}

// SponsorView is the page as it is drawn.
type SponsorView struct {
	Eyebrow                  []string
	Title                    string
	Next                     ui.NextView
	Numbers                  []ui.Stat
	Criteria                 []ui.CriterionView
	Phases                   []ui.PhaseCount
	PhasesHidden             bool // too few pairs for any figure
	PhasesMerged             bool
	Purpose, Goal, Indicator string
	Tasks                    []TaskView
	TasksURL, ReportURL      string
	Gains                    []GainView
}

// TaskView is one of the sponsor's tasks.
type TaskView struct {
	State      ui.State
	When, What string
}

// GainView is one of the organisation's gains.
type GainView struct{ Title, By, Value, Hidden string }

func sponsorView(v *visit.Visit, q report.Quarter) SponsorView {
	f := q.Facts
	view := SponsorView{
		Eyebrow: []string{v.Place.OrgName, v.T("report.quarter", "quarter", quarterOf(f.Now), "year", f.Now.Format("2006")), v.T("report.reading")}, Title: sponsorTitle(v, q),
		Criteria: criteria(v, q.Lights, false), Purpose: f.Programme.Purpose, TasksURL: base(v) + "/sponsor/commitment", ReportURL: base(v) + "/report", Gains: gainViews(v, q.Gains),
	}
	d := q.Decide()
	to := base(v) + "/" + d.To
	if v.Role != org.Sponsor && d.To != "report" {
		to = base(v) + "/setup/sponsor"
	}
	view.Next = ui.NextView{
		Icon: "flag", Eyebrow: v.T("report.sponsor_yours"), Title: v.T("report.sponsor_"+d.Key, d.Args...), Text: v.T("report.sponsor_"+d.Key+"_text", d.Args...),
		Go: ui.Action{Label: v.T("report.sponsor_"+d.Key+"_go", d.Args...), URL: to, After: "arrow-right"},
	}
	if f.Programme.StrategicGoal != "" {
		view.Goal = v.T("report.sponsor_goal", "goal", f.Programme.StrategicGoal)
	}
	if f.Programme.Indicator != "" {
		view.Indicator = v.T("report.sponsor_indicator", "indicator", f.Programme.Indicator)
	}
	view.Numbers = numbers(v, q)
	for _, c := range q.Phases {
		label := v.T("report.phase_" + string(c.Stages[0]))
		if len(c.Stages) > 1 {
			label += "–" + v.T("report.phase_"+string(c.Stages[len(c.Stages)-1]))
		}
		view.Phases = append(view.Phases, ui.PhaseCount{Label: label, Count: c.N})
		view.PhasesHidden = view.PhasesHidden || !c.Shown
		view.PhasesMerged = view.PhasesMerged || len(c.Stages) > 1
	}
	for _, t := range q.Tasks {
		tv := TaskView{State: ui.StateWait, What: v.T("programme.task_" + string(t.Key)), When: v.T("report.task_undated")}
		switch {
		case !t.Done.IsZero():
			tv.State, tv.When = ui.StateOK, v.T("report.task_done")
		case t.On != "":
			tv.When = v.T("report.task_by", "date", t.On)
			if t.Late(f.Today()) {
				tv.State = ui.StateMind
			}
		}
		view.Tasks = append(view.Tasks, tv)
	}
	return view
}

func sponsorTitle(v *visit.Visit, q report.Quarter) string {
	switch q.Facts.Programme.Status {
	case programme.Draft, programme.Open:
		return v.T("report.sponsor_begin")
	case programme.Closed:
		return v.T("report.sponsor_over")
	}
	count := map[programme.State]int{}
	for _, l := range q.Lights {
		count[l.State]++
	}
	bad, mind := count[programme.Bad], count[programme.Mind]
	switch {
	case bad == 1:
		return v.T("report.sponsor_act")
	case bad > 1:
		return v.T("report.sponsor_act_many", "count", counted(v, bad))
	case mind == 1:
		return v.T("report.sponsor_watch")
	case mind > 1:
		return v.T("report.sponsor_watch_many", "count", counted(v, mind))
	}
	return v.T("report.sponsor_good")
}

// numbers is the three figures: pairs on their way, meetings, and the newest response rate or the agreements.
func numbers(v *visit.Visit, q report.Quarter) []ui.Stat {
	stat := func(n report.Number, label string) ui.Stat {
		return ui.Stat{Value: i18n.Integer(v.Lang, int64(n.N)), Label: v.T(label), TooFew: !n.Shown, Why: v.T("report.sponsor_hidden")}
	}
	out := []ui.Stat{
		stat(q.Going, "report.sponsor_going"),
		stat(report.Number{N: q.Activity.Held, Shown: !q.Activity.Hidden}, "report.sponsor_meetings"),
	}
	for i := len(q.Facts.Plan) - 1; i >= 0; i-- {
		st := q.Facts.Plan[i]
		if st.Survey == nil {
			continue
		}
		c := st.Response.All
		if st.Done() {
			c = st.Survey.Figures.Response.All
		}
		return append(out, ui.Stat{Value: i18n.Percent(v.Lang, c.Rate()), Label: v.T("report.sponsor_response", "kind", v.T("evaluation.kind_"+string(st.Kind))), TooFew: !c.Shown() || c.Few(), Why: v.T("evaluation.results_hidden")})
	}
	return append(out, stat(q.Signed, "report.sponsor_signed"))
}

func gainViews(v *visit.Visit, gains []report.Gain) []GainView {
	out := make([]GainView, 0, len(gains))
	for _, g := range gains {
		x := GainView{Title: v.T("report.gain_" + g.Key), By: v.T("report.gain_" + g.Key + "_by")}
		if g.Shown {
			x.Value = v.T("report.gain_value", "percent", i18n.Percent(v.Lang, float64(g.K)/float64(g.N)), "n", g.K, "of", g.N)
		} else {
			x.Hidden = v.T("report.gain_hidden")
		}
		out = append(out, x)
	}
	return out
}

// day is the calendar day of a survey's close.
func day(v *visit.Visit, s evaluation.Survey) string {
	return i18n.Date(v.Lang, clock.DateOf(s.Closed.In(v.Location())))
}
