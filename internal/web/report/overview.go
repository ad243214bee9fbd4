package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Overview is the coordinator's start page.
func (p Pages) Overview(v *visit.Visit) error {
	o, err := p.Reports.Overview(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	page := v.Page(v.T("report.overview_title"))
	for i := range page.Nav {
		switch page.Nav[i].Key {
		case "pairs":
			page.Nav[i].Count = len(o.Desk.Signals)
		case "match":
			page.Nav[i].Count = o.Desk.Matching.Turned + len(o.Desk.Rematch)
		}
	}
	return v.Show(overviewPage(page, overviewView(v, o)))
}

// OverviewView is the page as it is drawn.
type OverviewView struct {
	Eyebrow     []string
	Title, Lede string
	Next        ui.NextView
	List        []ListItem
	ListTitle   string
	More        int
	MoreURL     string
	ReportURL   string
	Criteria    []ui.CriterionView
	Phases      []ui.PhaseCount
	Going       int
	Unmatched   int
	Figures     []ui.Stat
	Spark       ui.SparkView
	Months      ui.TableView
	Responses   []ResponseView
	NoResponse  string
	Soon        []SoonView
}

// ListItem is one pair or person on the list.
type ListItem struct {
	Mentee, Mentor    string // initials; "" is a missing partner
	Alone             string // role of the one person it is about; "" is a pair
	Who, What, Detail string
	Go                ui.Action
}

// ResponseView is a survey's response rate.
type ResponseView struct {
	Label, Text string
	Share       float64
	Hidden      bool
}

// SoonView is a day ahead.
type SoonView struct {
	On   clock.Date
	Day  string
	What string
}

func overviewView(v *visit.Visit, o report.Overview) OverviewView {
	f := o.Facts
	view := OverviewView{Eyebrow: eyebrow(v, f), Criteria: criteria(v, o.Lights, true), Going: o.Going, MoreURL: base(v) + "/pairs", ReportURL: base(v) + "/report"}
	view.Title, view.Lede = greeting(v, o)
	view.Next = nextView(v, o.Next)
	view.List, view.More = list(v, o)
	view.ListTitle = v.T("report.list")
	if slices.Contains([]string{"nothing", "pairs", "first_meeting", "rematch"}, o.Next.Key) { // the step is about the list itself, or about nobody
		view.ListTitle = v.T("report.list_only")
	}
	for _, s := range report.Phases {
		view.Phases = append(view.Phases, ui.PhaseCount{Label: v.T("report.phase_" + string(s)), Count: o.Phases[s]})
	}
	view.Unmatched = f.Mentees[report.Mentee{Stage: report.Unmatched}]
	view.Figures = figures(v, o)
	view.Spark, view.Months = months(v, o.Months)
	view.Responses, view.NoResponse = responses(v, f.Plan)
	view.Soon = soon(v, f)
	return view
}

func eyebrow(v *visit.Visit, f report.Facts) []string {
	_, week := f.Now.ISOWeek()
	out := []string{v.Place.OrgName, v.T("report.week", "week", week)}
	p := f.Programme
	if p.Status != programme.Running || p.StartsOn == "" || p.EndsOn == "" || f.Today() < p.StartsOn || f.Today() > p.EndsOn {
		return out
	}
	months, _ := programme.Length(p.StartsOn, p.EndsOn)
	now, _ := programme.Length(p.StartsOn, f.Today().Add(0, 0, -1)) // whole months before today
	return append(out, v.T("report.month_of", "month", min(now+1, max(months, 1)), "months", max(months, 1)))
}

func greeting(v *visit.Visit, o report.Overview) (title, lede string) {
	key := "report.greeting_day"
	switch h := o.Facts.Now.Hour(); {
	case h < 10:
		key = "report.greeting_morning"
	case h >= 17:
		key = "report.greeting_evening"
	}
	hello := v.T(key, "name", org.FirstName(v.Account.Name))
	n := o.Desk.People()
	switch {
	case o.Facts.Programme.Status == programme.Draft:
		return hello + " " + v.T("report.need_draft"), v.T("report.lede_draft")
	case o.Facts.Programme.Status == programme.Closed:
		return hello + " " + v.T("report.need_closed"), v.T("report.lede_closed")
	case n > 0:
		return hello + " " + v.T("report.need", "n", n, "count", counted(v, n)), v.T("report.lede_need")
	case o.Facts.Programme.Status == programme.Open:
		return hello + " " + v.T("report.need_open"), v.T("report.lede_open")
	}
	return hello + " " + v.T("report.need_nobody"), v.T("report.lede_quiet")
}

var nextIcons = map[string]string{
	"wish": "hand-stop", "setup": "settings", "open": "door", "recruit": "user-plus", "decide": "users", "start": "player-play", "publish": "send", "no": "arrows-exchange",
	"match": "arrows-join-2", "evaluate": "chart-bar", "remind": "bell", "rematch": "arrows-exchange", "first_meeting": "calendar-event", "pairs": "heart-handshake", "sponsor": "certificate",
	"close": "flag", "report": "report-analytics", "nothing": "circle-check",
}

func nextView(v *visit.Visit, s report.Step) ui.NextView {
	n := ui.NextView{Icon: nextIcons[s.Key], Eyebrow: v.T("report.next_now")}
	args := s.Args
	if w := s.Wish; w != nil {
		first := org.FirstName(w.Name)
		args = append(slices.Clone(args), "first", first, "date", i18n.Day(v.Lang, w.At.In(v.Location())))
		n.Go = ui.Action{Label: v.T("report.next_wish_go", "first", first), URL: "mailto:" + w.Mail, Icon: "mail"}
		if w.Call != "" {
			n.Others = append(n.Others, ui.Action{Label: v.T("report.next_wish_call", "phone", w.Call), URL: "tel:" + telephone(w.Call), Icon: "phone"})
		}
		n.Others = append(n.Others, wishDone(v, *w))
	} else {
		n.Go = ui.Action{Label: v.T("report.next_"+s.Key+"_go", args...), URL: base(v) + "/" + s.To, After: "arrow-right"}
	}
	n.Title, n.Text = v.T("report.next_"+s.Key, args...), v.T("report.next_"+s.Key+"_text", args...)
	return n
}

// wishDone takes a wish off the list.
func wishDone(v *visit.Visit, w evaluation.Wish) ui.Action {
	return ui.Action{
		Label: v.T("report.next_wish_done", "first", org.FirstName(w.Name)), URL: base(v) + "/contacted", Method: "post", Icon: "check", Kind: "quiet",
		Hidden: map[string]string{"survey": w.Survey, "pair": w.Pair, "side": string(w.Side)},
	}
}

// telephone keeps what a telephone can dial.
func telephone(s string) string {
	var out []rune
	for _, r := range s {
		if r == '+' && len(out) == 0 || r >= '0' && r <= '9' {
			out = append(out, r)
		}
	}
	return string(out)
}

// list is who may need a hand, apart from the one the next step is about.
func list(v *visit.Visit, o report.Overview) (items []ListItem, more int) {
	for i, w := range o.Desk.Wishes {
		if i == 0 && o.Next.Key == "wish" {
			continue
		}
		done := wishDone(v, w)
		done.Small, done.Icon = true, ""
		items = append(items, ListItem{Mentee: visit.Initials(w.Name), Alone: string(w.Side), Who: w.Name, What: v.T("report.wish_asks"), Detail: i18n.Day(v.Lang, w.At.In(v.Location())), Go: done})
	}
	for _, p := range o.Desk.Rematch {
		if x, ok := o.Names[p.ID]; ok {
			items = append(items, ListItem{
				Mentee: visit.Initials(x.Mentee.Person.Name), Who: x.Mentee.Person.Name, What: v.T("report.signal_rematch"), Detail: date(v, p.Ending.On),
				Go: ui.Action{Label: v.T("report.next_rematch_go"), URL: ui.WithQuery(base(v)+"/match/options", "seat", p.MenteeSeat), Kind: "quiet", Small: true},
			})
		}
	}
	named := 0
	for _, s := range o.Desk.Signals {
		x, ok := o.Names[s.Pair.ID]
		if !ok {
			continue
		}
		named++
		sign := s.Signs[0]
		day := int(o.Facts.Today().Time().Sub(s.Pair.StartedOn.Time()).Hours()/24) + 1
		items = append(items, ListItem{
			Mentee: visit.Initials(x.Mentee.Person.Name), Mentor: visit.Initials(x.Mentor.Person.Name),
			Who:    v.T("report.pair_names", "mentee", x.Mentee.Person.Name, "mentor", x.Mentor.Person.Name),
			What:   v.T("report.signal_"+string(sign.Kind), "days", sign.Days),
			Detail: v.T("report.pair_since", "day", day) + " · " + v.T("report.pair_meetings", "n", s.Pair.MeetingsHeld),
			Go:     ui.Action{Label: v.T("report.pair_see"), URL: "/pair/" + s.Pair.ID + "/facts", Kind: "quiet", Small: true},
		})
	}
	return items, len(o.Desk.Signals) - named
}

func figures(v *visit.Visit, o report.Overview) []ui.Stat {
	if len(o.Facts.Pairs) == 0 {
		return nil
	}
	out := []ui.Stat{{Value: i18n.Integer(v.Lang, int64(o.MeetingsAll)), Label: v.T("report.figure_meetings")}}
	first := ui.Stat{Label: v.T("report.figure_first"), TooFew: !o.HasFirst, Why: v.T("report.figure_first_few")}
	if o.HasFirst {
		first.Value, first.Unit = i18n.Decimal(v.Lang, o.FirstDays, 0), v.T("report.figure_days")
	}
	out = append(out, first)
	if o.Going > 0 {
		out = append(out, ui.Stat{Value: i18n.Percent(v.Lang, float64(o.Signed)/float64(o.Going)), Label: v.T("report.figure_signed", "n", o.Signed, "of", o.Going)})
	}
	return out
}

// months draws the meetings over time: a line, and the same as a table.
func months(v *visit.Visit, all []pair.Month) (ui.SparkView, ui.TableView) {
	a := report.ExactActivity(all)
	if len(a.Stretches) == 0 {
		return ui.SparkView{}, ui.TableView{}
	}
	spark := ui.SparkView{ID: "months-line", Title: v.T("report.months")}
	table := ui.TableView{Caption: v.T("report.months_table"), Cols: []ui.Col{{Label: v.T("report.column_month")}, {Label: v.T("report.column_meetings"), Right: true}}}
	most := a.Stretches[0]
	for _, s := range a.Stretches {
		spark.Values = append(spark.Values, float64(s.Held))
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: s.Name(v.Lang)}, {Text: i18n.Integer(v.Lang, int64(s.Held)), Num: true}}})
		if s.Held > most.Held {
			most = s
		}
	}
	first, last := a.Stretches[0], a.Stretches[len(a.Stretches)-1]
	spark.Last = i18n.Integer(v.Lang, int64(last.Held))
	spark.Desc = v.T("report.months_desc", "first", first.Held, "from", first.Name(v.Lang), "last", last.Held, "to", last.Name(v.Lang), "most", most.Held, "when", most.Name(v.Lang))
	return spark, table
}

// responses is the response rate of each survey that has been opened, or when the first will be.
func responses(v *visit.Visit, plan []evaluation.Status) (out []ResponseView, none string) {
	none = v.T("report.responses_nodate")
	for i := len(plan) - 1; i >= 0; i-- {
		if plan[i].Planned != "" {
			none = v.T("report.responses_none", "kind", v.T("evaluation.kind_"+string(plan[i].Kind)), "date", plan[i].Planned)
		}
	}
	for _, st := range plan {
		if st.Survey == nil {
			continue
		}
		c := st.Response.All
		if st.Done() {
			c = st.Survey.Figures.Response.All
		}
		r := ResponseView{Label: v.T("evaluation.kind_" + string(st.Kind)), Share: c.Rate()}
		switch {
		case !c.Shown():
			r.Hidden, r.Text = true, v.T("evaluation.response_none")
		case c.Few():
			r.Hidden, r.Text = true, v.T("evaluation.response_few", "asked", c.Asked)
		default:
			r.Text = v.T("evaluation.response_text", "percent", i18n.Percent(v.Lang, c.Rate()), "answered", c.Answered, "asked", c.Asked)
		}
		out = append(out, r)
	}
	return out, none
}

// soonDays is how far ahead the page looks.
const soonDays = 120

func soon(v *visit.Visit, f report.Facts) []SoonView {
	p := f.Programme
	days := []SoonView{
		{On: p.Training.MentorOn, What: v.T("report.soon_training_mentor")},
		{On: p.Training.MenteeOn, What: v.T("report.soon_training_mentee")},
		{On: p.StartsOn, What: v.T("report.soon_start")},
		{On: p.EndsOn, What: v.T("report.soon_end")},
	}
	for _, st := range f.Plan {
		switch {
		case st.Survey == nil:
			days = append(days, SoonView{On: st.Planned, What: v.T("report.soon_" + string(st.Kind))})
		case st.Open():
			days = append(days, SoonView{On: st.Survey.ClosesOn, What: v.T("report.soon_closes")})
		}
	}
	today := f.Today()
	days = slices.DeleteFunc(days, func(s SoonView) bool { return s.On < today || s.On > today.Add(0, 0, soonDays) })
	slices.SortStableFunc(days, func(a, b SoonView) int { return cmp.Compare(a.On, b.On) })
	for i := range days {
		days[i].Day = date(v, days[i].On)
	}
	return days
}

// quarterOf is the quarter of the year.
func quarterOf(t time.Time) int { return (int(t.Month())-1)/3 + 1 }
