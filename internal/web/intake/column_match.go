package intake

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// columnView is one column of the file.
type columnView struct {
	Letter, Heading string
	Samples         []string
	Field           ui.Field
}

// columnsView is the page that says what the columns mean.
type columnsView struct {
	Head                            ui.HeadView
	Steps                           []ui.Step
	Missing                         []string
	Columns                         []columnView
	Kind, Heading, Status, Min, Max ui.Field
	Staff, Ages, Garbled, Swapped   bool
	Action, Discard                 string
	Errors                          []ui.FieldError
}

// ColumnMatch shows what each column was taken for.
func (p Pages) ColumnMatch(v *visit.Visit) error {
	b, t, err := p.Intake.Table(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	view := columns(v, b, t, nil)
	return v.Show(columnsPage(page(v, view.Head.Title), view))
}

// ColumnSave keeps what somebody says the columns mean. When the kind of list or the heading row has changed, the columns are read
// anew and shown again.
func (p Pages) ColumnSave(v *visit.Visit) error {
	b, t, err := p.Intake.Table(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	form, err := v.Form(intake.FormColumns)
	if err != nil {
		return err
	}
	kind, setup := answers(form, b, t)
	before := b
	b.Kind, b.Setup = kind, setup
	err = p.Intake.Arrange(v.Ctx(), v.Actor, v.Place.Programme, b.ID, kind, setup)
	if errs := v.Faults(err); errs != nil {
		view := columns(v, b, t, errs)
		return v.Invalid(columnsPage(page(v, view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	if kind != before.Kind || setup.Heading != before.Setup.Heading {
		v.Say("good", "import.columns_again")
		return v.Go(at(v, "columns"))
	}
	if len(b.Options(today(v)).Missing()) > 0 {
		return v.Go(at(v, "columns"))
	}
	return v.Go(at(v, "check"))
}

func today(v *visit.Visit) clock.Date { return clock.DateOf(v.Site.Clock.Now()) }

// answers reads the form over what the batch has.
func answers(form url.Values, b intake.Batch, t table.Table) (roster.Kind, intake.Setup) {
	s := b.Setup
	kind := b.Kind
	if k := form.Get("kind"); k != "" {
		kind = roster.Kind(k)
	}
	whole := func(name string, have int) int {
		if form.Get(name) == "" {
			return have
		}
		n, err := strconv.Atoi(form.Get(name))
		if err != nil {
			return -1
		}
		return n
	}
	s.Heading = whole("heading", s.Heading)
	s.AgeMin, s.AgeMax = whole("age_min", s.AgeMin), whole("age_max", s.AgeMax)
	if status := form.Get("status"); status != "" {
		s.Status = enrolment.Status(status)
	}
	s.KeepGarbled, s.KeepSwapped = form.Get("garbled") == "", form.Get("swapped") == ""
	s.Columns = slices.Clone(s.Columns)
	for c := range s.Columns {
		if name := intake.ColumnField(c); form.Has(name) {
			s.Columns[c] = roster.Field(form.Get(name))
		}
	}
	return kind, s
}

func columns(v *visit.Visit, b intake.Batch, t table.Table, errs map[string]string) columnsView {
	c := columnsView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("import.columns_head"), Lede: written(v, t)}, Steps: steps(v, 1), Staff: staff(v), Ages: b.Kind == roster.WaitingList,
		Garbled: !b.Setup.KeepGarbled, Swapped: !b.Setup.KeepSwapped,
		Action: at(v, "columns"), Discard: at(v, "discard"),
		Kind:    ui.Field{Name: "kind", Kind: ui.FieldSelect, Label: v.T("import.kind"), Options: kindOptions(v, b.Kind, false), Error: errs["kind"]},
		Heading: ui.Field{Name: "heading", Kind: ui.FieldNumber, Label: v.T("import.heading_row"), Hint: v.T("import.heading_row_hint"), Value: strconv.Itoa(b.Setup.Heading), Min: "0", Error: errs["heading"], InputMode: "numeric"},
		Min:     ui.Field{Name: "age_min", Kind: ui.FieldNumber, Label: v.T("import.age_min"), Value: strconv.Itoa(b.Setup.AgeMin), Min: "0", Max: "120", Error: errs["age_min"], InputMode: "numeric"},
		Max:     ui.Field{Name: "age_max", Kind: ui.FieldNumber, Label: v.T("import.age_max"), Value: strconv.Itoa(b.Setup.AgeMax), Min: "0", Max: "120", InputMode: "numeric"},
		Status:  ui.Field{Name: "status", Kind: ui.FieldRadio, Label: v.T("import.status"), Hint: v.T("import.status_hint"), Error: errs["status"]},
	}
	for _, s := range []enrolment.Status{enrolment.Accepted, enrolment.Applied, enrolment.Waiting} {
		key := "import.status_" + string(s)
		c.Status.Options = append(c.Status.Options, ui.Option{Value: string(s), Label: v.T(key), Hint: v.T(key + "_hint"), Selected: s == b.Setup.Status})
	}
	for _, f := range b.Options(today(v)).Missing() {
		c.Missing = append(c.Missing, v.T("import."+f.Code, "column", v.T("import.missing_"+string(f.Field))))
	}
	heads, samples := roster.Headings(t, max(b.Setup.Heading, 0)), roster.Samples(t, max(b.Setup.Heading, 0), 3)
	fields := []ui.Field{c.Kind, c.Heading}
	for i, h := range heads {
		var now roster.Field
		if i < len(b.Setup.Columns) {
			now = b.Setup.Columns[i]
		}
		letter := table.ColumnName(i)
		f := ui.Field{Name: intake.ColumnField(i), Kind: ui.FieldSelect, Label: v.T("import.means_label", "column", letter, "heading", h), Error: errs[intake.ColumnField(i)], Optional: true}
		f.Options = append(f.Options, ui.Option{Label: v.T("import.field_"), Selected: now == roster.Ignore})
		for _, k := range roster.Fields(b.Kind) {
			f.Options = append(f.Options, ui.Option{Value: string(k), Label: v.T("import.field_" + string(k)), Selected: k == now})
		}
		if !c.Staff {
			f.Options = append(f.Options, ui.Option{Value: string(roster.Keep), Label: v.T("import.field_keep"), Selected: now == roster.Keep})
		}
		c.Columns = append(c.Columns, columnView{letter, h, samples[i], f})
		fields = append(fields, f)
	}
	c.Errors = ui.Errors(append(fields, c.Status, c.Min)...)
	return c
}

// written says how a file was written.
func written(v *visit.Visit, t table.Table) string {
	if t.Format.Container == "xlsx" {
		return v.T("import.columns_lede_xlsx", "sheet", t.Sheet, "file", t.Name)
	}
	delimiter := map[rune]string{';': "import.delimiter_semicolon", ',': "import.delimiter_comma", '\t': "import.delimiter_tab", '|': "import.delimiter_bar"}[t.Format.Delimiter]
	if delimiter == "" {
		delimiter = "import.delimiter_other"
	}
	encoding := map[string]string{
		"utf-16-le": "import.encoding_utf16", "utf-16-be": "import.encoding_utf16", "windows-1252": "import.encoding_windows", "macintosh": "import.encoding_mac", "mixed": "import.encoding_mixed",
	}[t.Format.Encoding]
	if encoding == "" {
		encoding = "import.encoding_utf8"
	}
	return v.T("import.columns_lede_csv", "file", t.Name, "delimiter", v.T(delimiter), "encoding", v.T(encoding))
}
