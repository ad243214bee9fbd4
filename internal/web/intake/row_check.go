package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

const (
	pageSize  = 25
	summaries = 5 // rows to be mended that the top of the page names
)

// standing sorts rows: what must be mended first, what is settled last.
type standing int

const (
	mend standing = iota
	ask
	look
	ready
	unchanged
	merged
)

// filters of the rows; "" is all of them.
var filters = map[string][]standing{"refused": {mend}, "ask": {ask}, "look": {look}, "ready": {ready, unchanged, merged}}

// rowView is one row of the file.
type rowView struct {
	Number                 int
	Name, Mail, Unit, Role string
	Standing               standing
	Remarks                []remark
	MendURL                string
	Ask                    bool
	Like, Answer           string
	Back                   string
}

func (r rowView) id() string { return "r" + strconv.Itoa(r.Number) }

// tag draws how a row stands.
func (r rowView) tag() (kind, icon, key string) {
	switch r.Standing {
	case mend:
		return "bad", "alert-octagon", "import.state_refused"
	case ask:
		return "mind", "help", "import.state_ask"
	case look:
		return "mind", "alert-triangle", "import.state_look"
	case unchanged:
		return "", "minus", "import.state_unchanged"
	case merged:
		return "", "users", "import.state_merged"
	}
	return "good", "check", "import.state_ready"
}

// filterView is a way to see some of the rows.
type filterView struct {
	Kind, Icon, Label, URL, Count string
	Current                       bool
}

// checkView is the page that shows what would happen.
type checkView struct {
	Head                                    ui.HeadView
	Steps                                   []ui.Step
	Failed, Before                          string
	Refused                                 int
	Summary                                 []ui.FieldError
	More                                    string
	Figures                                 []ui.Stat
	Filters                                 []filterView
	Rows                                    []rowView
	Pager                                   ui.PagerView
	Skipped                                 []string
	Staff, Clean                            bool
	Save                                    ui.Action
	Download, Columns, Discard, SameURL, To string
}

// RowCheck is the dry run: every row, what would become of it and why.
func (p Pages) RowCheck(v *visit.Visit) error {
	w, err := p.Intake.Look(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	switch {
	case fault.Is(err, fault.Gone), err == nil && w.Batch.Status == intake.Saving:
		return v.Go(at(v, "result"))
	case err != nil && w.Batch.ID != "" && len(w.Batch.Options(today(v)).Missing()) > 0:
		return v.Go(at(v, "columns"))
	case err != nil:
		return err
	}
	before, err := p.Intake.Before(v.Ctx(), v.Actor, w.Batch)
	if err != nil {
		return err
	}
	view := check(v, w)
	if before.ID != "" {
		view.Before = v.T("import.sent_before", "when", i18n.Moment(v.Lang, before.Applied.In(v.Location())))
	}
	return v.Show(checkPage(page(v, view.Head.Title), view))
}

func check(v *visit.Visit, w intake.View) checkView {
	plan, n := w.Plan, w.Plan.Counts
	c := checkView{
		Head: ui.HeadView{Crumbs: crumbs(v)}, Steps: steps(v, 2), Refused: n.Refused, Staff: staff(v), Clean: n.Refused == 0,
		Download: at(v, "remarks"), Columns: at(v, "columns"), Discard: at(v, "discard"), SameURL: at(v, "same"),
		Save: ui.Action{Label: v.T("import.save_go", "n", n.Imported), Icon: "table-import", Method: "post", URL: at(v, "save"), Disabled: n.Imported == 0},
	}
	c.Head.Title, c.Head.Lede = headline(v, plan)
	if key := w.Batch.Result.Failed; key != "" {
		c.Failed = v.T(key)
	}
	all := rows(v, w)
	for _, r := range all {
		if r.Standing != mend {
			continue
		}
		if len(c.Summary) == summaries {
			c.More = v.T("import.refused_more", "n", n.Refused-summaries)
			break
		}
		if len(r.Remarks) > 0 {
			c.Summary = append(c.Summary, ui.FieldError{Field: r.id(), Text: v.T("import.refused_row", "row", strconv.Itoa(r.Number), "what", r.Remarks[0].Short)})
		}
	}
	c.Figures = figures(v, plan)
	c.rows(v, all)
	c.Skipped = skipped(v, plan)
	return c
}

// headline says how many rows can be imported and how many not.
func headline(v *visit.Visit, p *intake.Plan) (title, lede string) {
	n := p.Counts
	switch {
	case n.Imported == 0:
		return v.T("import.none_ready"), v.T("import.check_lede")
	case p.Empty() && n.Refused == 0:
		return v.T("import.nothing_new"), v.T("import.check_lede_same")
	case n.Refused > 0:
		return v.T("import.ready", "n", n.Imported) + " " + v.T("import.to_mend", "n", n.Refused), v.T("import.check_lede")
	}
	return v.T("import.ready", "n", n.Imported), v.T("import.check_lede")
}

func figures(v *visit.Visit, p *intake.Plan) []ui.Stat {
	n := p.Counts
	stat := func(value int, key string) ui.Stat {
		return ui.Stat{Value: i18n.Integer(v.Lang, int64(value)), Label: v.T(key)}
	}
	out := []ui.Stat{stat(n.People, "import.fig_new")}
	if p.List.Options.Kind == roster.Staff {
		out = []ui.Stat{stat(n.Staff, "import.fig_staff")}
	}
	if seats := n.Mentors + n.Mentees; seats != n.People {
		out = append(out, stat(seats, "import.fig_seats"))
	}
	out = append(out, stat(n.Changed, "import.fig_changed"))
	if same := n.Known - n.Changed; same > 0 {
		out = append(out, stat(same, "import.fig_known"))
	}
	if len(p.Merged) > 0 {
		out = append(out, stat(len(p.Merged), "import.fig_merged"))
	}
	return append(out, stat(n.Refused, "import.fig_refused"), stat(n.Read, "import.fig_rows"))
}

// rows puts every row of a plan into words.
func rows(v *visit.Visit, w intake.View) []rowView {
	said := map[int][]remark{}
	hidden := map[int]bool{}
	for _, m := range w.Plan.List.Messages {
		r := words(v, m)
		if m.Code == roster.InvalidEmail && m.Use != "" {
			r.Use = ui.Action{Label: v.T("import.use_it", "use", m.Use), Kind: "quiet", Small: true, Method: "post", URL: at(v, "row/"+strconv.Itoa(m.Row)), Hidden: map[string]string{intake.ColumnField(m.Column): m.Use}}
		}
		said[m.Row] = append(said[m.Row], r)
		hidden[m.Row] = hidden[m.Row] || m.Code == roster.NoConsent
	}
	out := make([]rowView, 0, len(w.Plan.Outcomes))
	for _, o := range w.Plan.Outcomes {
		r := rowView{Number: o.Row, Name: o.Name, Mail: o.Email, Unit: o.Unit, Remarks: said[o.Row], MendURL: at(v, "row/"+strconv.Itoa(o.Row)), Ask: o.Ask, Like: o.Like, Answer: o.Answer}
		switch {
		case o.Mentor && o.Mentee:
			r.Role = v.T("import.role_both")
		case o.Mentor:
			r.Role = v.T("import.role_mentor")
		case o.Mentee:
			r.Role = v.T("import.role_mentee")
		}
		r.Standing = stands(o, r.Remarks)
		if o.State == intake.Refused && !hidden[o.Row] {
			r.Name, r.Mail, r.Unit, r.Role = asWritten(w, o.Row)
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b rowView) int {
		if a.Standing != b.Standing {
			return int(a.Standing) - int(b.Standing)
		}
		return a.Number - b.Number
	})
	return out
}

func stands(o intake.Outcome, said []remark) standing {
	warned := slices.ContainsFunc(said, func(m remark) bool { return m.Severity == roster.Warning })
	switch {
	case o.State == intake.Refused:
		return mend
	case o.Ask && o.Answer == "":
		return ask
	case warned:
		return look
	case o.State == intake.Merged:
		return merged
	case o.State == intake.Unchanged:
		return unchanged
	}
	return ready
}

// asWritten is what a refused row says about who it is, as it stands in the file.
func asWritten(w intake.View, row int) (name, mail, unit, role string) {
	text := func(f roster.Field) string {
		c := w.Plan.List.Column(f)
		if c < 0 {
			return ""
		}
		if fixed, ok := w.Batch.Setup.Fixes[table.Address(row, c)]; ok {
			return fixed
		}
		return w.Table.Cell(row, c).Text
	}
	name = strings.TrimSpace(text(roster.FirstName) + " " + text(roster.LastName))
	if name == "" {
		name = text(roster.FullName)
	}
	return clip(name), clip(text(roster.Email)), clip(text(roster.Unit)), clip(text(roster.Role))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// rows chooses the rows of this page and the ways to others.
func (c *checkView) rows(v *visit.Visit, all []rowView) {
	q := v.R.URL.Query()
	show := q.Get("show")
	here := at(v, "check")
	count := func(of []standing) (n int) {
		for _, r := range all {
			if slices.Contains(of, r.Standing) {
				n++
			}
		}
		return n
	}
	for _, f := range []struct{ key, kind, icon string }{{"refused", "bad", "alert-octagon"}, {"ask", "mind", "help"}, {"look", "mind", "alert-triangle"}, {"ready", "good", "check"}} {
		if n := count(filters[f.key]); n > 0 {
			c.Filters = append(c.Filters, filterView{f.kind, f.icon, v.T("import.filter_" + f.key), ui.WithQuery(here, "show", f.key), i18n.Integer(v.Lang, int64(n)), show == f.key})
		}
	}
	c.Filters = append(c.Filters, filterView{"", "", v.T("import.filter_all"), here, i18n.Integer(v.Lang, int64(len(all))), filters[show] == nil})
	if of := filters[show]; of != nil {
		all = slices.DeleteFunc(slices.Clone(all), func(r rowView) bool { return !slices.Contains(of, r.Standing) })
	} else {
		show = ""
	}
	number, err := strconv.Atoi(q.Get("page"))
	last := max(1, (len(all)+pageSize-1)/pageSize)
	if err != nil || number < 1 || number > last {
		number = 1
	}
	from := (number - 1) * pageSize
	c.Rows = all[from:min(from+pageSize, len(all))]
	c.Pager = ui.PagerView{From: from + 1, To: from + len(c.Rows), Total: len(all)}
	to := func(n int) string { return ui.WithQuery(here, "show", show, "page", strconv.Itoa(n)) }
	if number > 1 {
		c.Pager.PrevURL = to(number - 1)
	}
	if number < last {
		c.Pager.NextURL = to(number + 1)
	}
	for i := range c.Rows {
		c.Rows[i].Back = strings.TrimPrefix(to(number), here)
	}
}

// skipped lists the rows that are no data.
func skipped(v *visit.Visit, p *intake.Plan) []string {
	var out []string
	for _, s := range p.List.Skipped {
		out = append(out, v.T("import.refused_row", "row", strconv.Itoa(s.Row), "what", v.T("import.skipped_"+s.Code)+", »"+s.Text+"«"))
	}
	if p.List.Empty > 0 {
		out = append(out, v.T("import.skipped_empty", "n", p.List.Empty))
	}
	return out
}

// RowSame keeps the answer to whether two are the same person.
func (p Pages) RowSame(v *visit.Visit) error {
	form, err := v.Form(intake.FormSame)
	if err != nil {
		return err
	}
	row, err := strconv.Atoi(form.Get("row"))
	if err != nil {
		return fault.Missing()
	}
	if err := p.Intake.Answer(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"), row, form.Get("same")); err != nil {
		return err
	}
	v.Say("good", "import.answered")
	back := form.Get("back")
	if back != "" && !strings.HasPrefix(back, "?") {
		back = ""
	}
	return v.Go(at(v, "check") + back)
}
