package enrolment

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// asking is questions with their answers so far, ready to be drawn.
type asking struct {
	Side      org.Role
	Questions []enrolment.Question
	Answers   enrolment.Answers
	Errs      map[string]string
	Fixed     []string // fields that show and cannot be changed
}

// hint is the help of a question, if it has any.
func hint(v *visit.Visit, q enrolment.Question, side org.Role) string {
	if key := q.Key(side) + "_hint"; i18n.Has(v.Lang, key) {
		return v.T(key)
	}
	return ""
}

// field makes the form field of a question.
func (a asking) field(v *visit.Visit, q enrolment.Question) ui.Field {
	f := ui.Field{
		Name: q.Name, ID: q.Name, Label: q.Text(v.Lang, a.Side), Hint: hint(v, q, a.Side), Error: a.Errs[q.Name], Value: a.Answers.Get(q.Name),
		Vis: ui.Visibility(q.Class), Optional: !q.Needed, ReadOnly: slices.Contains(a.Fixed, q.Name),
	}
	if q.Max > 0 && q.Free() {
		f.Attrs = map[string]any{"maxlength": strconv.Itoa(q.Max)}
	}
	switch q.Ask {
	case enrolment.Paragraph:
		f.Kind, f.Voice = ui.FieldTextarea, true
	case enrolment.List:
		f.Kind, f.Rows = ui.FieldTextarea, 2
	case enrolment.Names:
		f.Kind, f.Rows = ui.FieldTextarea, 2
	case enrolment.Email:
		f.Kind, f.Autocomplete = ui.FieldEmail, "email"
	case enrolment.Phone:
		f.Kind, f.Autocomplete = ui.FieldTel, "tel"
	case enrolment.Number:
		f.Kind, f.Min, f.Max, f.InputMode = ui.FieldNumber, strconv.Itoa(q.Min), strconv.Itoa(q.Max), "numeric"
		if unit := "enrolment.unit_" + q.Name; i18n.Has(v.Lang, unit) {
			f.Suffix = v.T(unit)
		}
		if q.Name == "years" || q.Name == "hours" {
			f.Step, f.InputMode = "any", "decimal"
		}
	case enrolment.Choice:
		f.Kind = ui.FieldSelect
		f.Options = append(f.Options, ui.Option{Label: v.T("enrolment.choose")})
		for _, o := range q.Options {
			f.Options = append(f.Options, ui.Option{Value: o, Label: v.T(q.OptionKey(o)), Selected: o == f.Value})
		}
	case enrolment.Zone:
		f.Kind = ui.FieldSelect
		f.Options = append(f.Options, ui.Option{Label: v.T("enrolment.choose")})
		for _, o := range q.Options {
			f.Options = append(f.Options, ui.Option{Value: o, Label: o, Selected: o == f.Value})
		}
	case enrolment.Scale:
		f.Kind, f.Options = ui.FieldScale, ui.ScaleOptions(f.Value)
	case enrolment.Many:
		f.Kind, f.Two = ui.FieldCheckbox, true
		for _, o := range q.Options {
			f.Options = append(f.Options, ui.Option{Value: o, Label: v.T(q.OptionKey(o)), Selected: slices.Contains(a.Answers[q.Name], o)})
		}
	case enrolment.Yes:
		f.Kind = ui.FieldCheckbox
		f.Options = []ui.Option{{Value: "yes", Label: v.T(q.OptionKey("yes")), Selected: f.Value == "yes"}}
	}
	if q.Name == "name" {
		f.Autocomplete = "name"
	}
	return f
}

// errors lists what is wrong, in the order of the form.
func (a asking) errors(v *visit.Visit) []ui.FieldError {
	fields := make([]ui.Field, 0, len(a.Questions))
	for _, q := range a.Questions {
		fields = append(fields, a.field(v, q))
	}
	return ui.Errors(fields...)
}

// hidden is the answers to questions that this page does not show, to be carried along.
func (a asking) hidden() []hiddenField {
	shown := map[string]bool{}
	for _, q := range a.Questions {
		for _, f := range q.Fields() {
			shown[f] = true
		}
	}
	var out []hiddenField
	for _, q := range enrolment.Questions(a.Side) {
		for _, f := range q.Fields() {
			for _, value := range a.Answers[f] {
				if !shown[f] && value != "" {
					out = append(out, hiddenField{f, value})
				}
			}
		}
	}
	return out
}

type hiddenField struct{ Name, Value string }

// part is the answered questions that the same people see.
type part struct {
	Class     visibility.Class
	Questions []enrolment.Question
}

// parts divides what was answered by who sees it.
func (a asking) parts(v *visit.Visit) []part {
	var out []part
	for _, c := range []visibility.Class{visibility.Partner, visibility.Coordinator} {
		p := part{Class: c}
		for _, q := range a.Questions {
			if q.Class == c && len(a.shown(v, q)) > 0 {
				p.Questions = append(p.Questions, q)
			}
		}
		if len(p.Questions) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// roleField is the form field of one of the nine roles.
func roleField(r enrolment.MentorRole) string { return "role_" + string(r) }

// roleOptions is what can be said about a role: its rank for a mentee, ready or not for a mentor.
func (a asking) roleOptions(v *visit.Visit, r enrolment.MentorRole) []ui.Option {
	now := a.Answers.Get(roleField(r))
	none, values, key := "enrolment.ready_none", enrolment.Readiness, "enrolment.ready_"
	if a.Side == org.Mentee {
		none, values, key = "enrolment.rank_none", enrolment.Ranks, "enrolment.rank_"
	}
	out := []ui.Option{{Label: v.T(none)}}
	for _, value := range values {
		out = append(out, ui.Option{Value: value, Label: v.T(key + value), Selected: value == now})
	}
	return out
}

// shown is an answer in words, for reading: what was written as it was written, ticks by their names.
func (a asking) shown(v *visit.Visit, q enrolment.Question) []string {
	switch q.Ask {
	case enrolment.Wishes:
		return a.shownRoles(v, q)
	case enrolment.Choice, enrolment.Many, enrolment.Grid:
		var out []string
		for _, value := range a.Answers[q.Name] {
			if slices.Contains(q.Options, value) {
				out = append(out, v.T(q.OptionKey(value)))
			}
		}
		return out
	case enrolment.Number:
		n := a.Answers.Get(q.Name)
		if n == "" {
			return nil
		}
		if v.Lang == i18n.Danish {
			n = strings.Replace(n, ".", ",", 1)
		}
		if unit := "enrolment.unit_" + q.Name; i18n.Has(v.Lang, unit) {
			n += " " + v.T(unit)
		}
		return []string{n}
	case enrolment.Yes:
		if a.Answers.Get(q.Name) == "yes" {
			return []string{v.T(q.OptionKey("yes"))}
		}
		return nil
	case enrolment.List:
		return enrolment.Split(a.Answers.Get(q.Name))
	}
	if s := a.Answers.Get(q.Name); s != "" {
		return []string{s}
	}
	return nil
}

func (a asking) shownRoles(v *visit.Visit, q enrolment.Question) []string {
	var out []string
	for _, value := range append([]string{"yes"}, enrolment.Ranks...) {
		for _, r := range enrolment.MentorRoles {
			if a.Answers.Get(roleField(r)) != value {
				continue
			}
			if value == "yes" {
				out = append(out, v.T(r.Key()))
			} else {
				out = append(out, value+". "+v.T(r.Key()))
			}
		}
	}
	for _, r := range enrolment.MentorRoles {
		if a.Answers.Get(roleField(r)) == "no" {
			out = append(out, v.T("enrolment.ready_no")+": "+v.T(r.Key()))
		}
	}
	return out
}

// dutyKeys are the four promises of a side.
func dutyKeys(side org.Role) []string {
	var out []string
	for n := range 4 {
		out = append(out, "enrolment.duty_"+string(side)+"_"+strconv.Itoa(n+1))
	}
	return out
}

var days = []string{"mon", "tue", "wed", "thu", "fri"}
