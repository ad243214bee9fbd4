package intake

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	Intake *intake.Intake
}

// base is the address of the first page: below a programme, or below an organisation for its staff list.
func base(v *visit.Visit) string {
	if v.Place.Programme != "" {
		return "/p/" + v.Place.Programme + "/import"
	}
	return "/o/" + v.Place.Org + "/import"
}

// at is the address of a batch's page.
func at(v *visit.Visit, step string) string {
	return base(v) + "/" + v.R.PathValue("batch") + "/" + step
}

func staff(v *visit.Visit) bool { return v.Place.Programme == "" }

// page is the shell with the right place in the menu.
func page(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	key := "people"
	if staff(v) {
		key = "directory"
	}
	for i := range p.Nav {
		p.Nav[i].Current = p.Nav[i].Key == key
	}
	return p
}

// crumbs is the way to a page of the import.
func crumbs(v *visit.Visit) []ui.Link {
	if staff(v) {
		return []ui.Link{{Label: v.T("import.crumb_directory"), URL: "/o/" + v.Place.Org + "/directory"}, {Label: v.T("import.title_staff")}}
	}
	return []ui.Link{{Label: v.T("import.crumb_people"), URL: "/p/" + v.Place.Programme + "/people"}, {Label: v.T("import.title")}}
}

// steps draws how far the work has come; now counts from 0.
func steps(v *visit.Visit, now int) []ui.Step {
	var out []ui.Step
	for i, key := range []string{"import.step_file", "import.step_columns", "import.step_check", "import.step_save"} {
		s := ui.Step{Label: v.T(key)}
		switch {
		case i < now:
			s.State = "done"
		case i == now:
			s.State = "now"
		}
		out = append(out, s)
	}
	return out
}

// kindOptions are the kinds of list to choose from.
func kindOptions(v *visit.Visit, now roster.Kind, guess bool) []ui.Option {
	var out []ui.Option
	if guess {
		out = append(out, ui.Option{Label: v.T("import.kind_"), Selected: now == ""})
	}
	for _, k := range roster.Kinds {
		out = append(out, ui.Option{Value: string(k), Label: v.T("import.kind_" + string(k)), Selected: k == now})
	}
	return out
}

// remark is a message in words.
type remark struct {
	Severity      roster.Severity
	Row           int
	Cell, Heading string
	Short, Long   string
	Use           ui.Action // takes over what is proposed
}

// words writes a message in the visitor's language. Codes and dates that were read are written out.
func words(v *visit.Visit, m roster.Message) remark {
	m.Use = readable(v, m)
	return remark{Severity: m.Severity, Row: m.Row, Cell: m.Address(), Heading: m.Heading, Short: v.T(m.Short()), Long: v.T(m.Key(), m.Args()...)}
}

func readable(v *visit.Visit, m roster.Message) string {
	switch m.Code {
	case roster.DateGuess, roster.PersonHasLeft:
		if d, ok := clock.ParseDate(m.Use); ok && d != "" {
			return i18n.Date(v.Lang, d)
		}
	case roster.ValueGuess:
		for _, key := range []string{"enrolment.opt_languages_" + m.Use, "enrolment.role_" + m.Use} {
			if i18n.Has(v.Lang, key) {
				return strings.ToLower(v.T(key))
			}
		}
	case roster.NumberGuess:
		return number(v, m.Use)
	}
	return m.Use
}

// number writes a number that was read with a point in the visitor's way.
func number(v *visit.Visit, s string) string {
	if v.Lang == i18n.Danish {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}
