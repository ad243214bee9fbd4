package evaluation

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Sheet is the page where one side of a pair answers.
func (p Pages) Sheet(v *visit.Visit) error {
	sheet, err := p.Evaluations.Sheet(v.Ctx(), v.Actor, v.Place.Pair, kind(v))
	if err != nil {
		return err
	}
	return v.Show(answerPage(page(v, v.T("evaluation.fill_title")), answerView(v, sheet, nil)))
}

// Save keeps what was answered.
func (p Pages) Save(v *visit.Visit) error {
	k := kind(v)
	if !slices.Contains(evaluation.Kinds, k) {
		return fault.Missing()
	}
	form, err := v.Form(k.Form())
	if err != nil {
		return err
	}
	sheet, err := p.Evaluations.Sheet(v.Ctx(), v.Actor, v.Place.Pair, k)
	if err != nil {
		return err
	}
	err = p.Evaluations.Save(v.Ctx(), v.Actor, v.Place.Pair, k, form)
	if errs := v.Faults(err); errs != nil {
		sheet.Answers = map[string]string{}
		for item, values := range form {
			sheet.Answers[item] = strings.Join(values, ",")
		}
		sheet.Contact = form.Get(evaluation.FieldContact) == "yes"
		return v.Invalid(answerPage(page(v, v.T("evaluation.fill_title")), answerView(v, sheet, errs)))
	}
	if err != nil {
		return err
	}
	v.Say("good", "evaluation.fill_saved", "closes", i18n.Date(v.Lang, sheet.Survey.ClosesOn))
	return v.Go(evaluation.Path(v.Place.Pair, k))
}

// AnswerView is the sheet as it is drawn.
type AnswerView struct {
	Kind                 evaluation.Kind
	Eyebrow, Title, Lede string
	Closes, Planned      string
	State                string // planned, open or over
	Answered             bool
	Sections             []SectionView
	Contact              ui.Field // no name: it is not asked
	Errors               []ui.FieldError
	ActionURL, BackURL   string
}

// SectionView is the questions under one heading.
type SectionView struct {
	ID, Title string
	Fields    []ui.Field
}

func answerView(v *visit.Visit, s evaluation.Sheet, errs map[string]string) AnswerView {
	k := kind(v)
	out := AnswerView{
		Kind: k, Title: v.T("evaluation.fill_title_" + string(k)), ActionURL: evaluation.Path(v.Place.Pair, k), BackURL: "/seat/" + v.Place.Seat,
		Eyebrow: v.T("evaluation.fill_eyebrow", "partner", partner(v)), Closes: i18n.Date(v.Lang, s.Survey.ClosesOn), Answered: s.Answered != "",
	}
	if s.Planned != "" {
		out.Planned = i18n.Date(v.Lang, s.Planned)
	}
	switch {
	case s.Survey.ID == "":
		out.State = "planned"
		return out
	case !s.Survey.IsOpen():
		out.State = "over"
		return out
	}
	out.State = "open"
	n := 0
	var all []ui.Field
	for _, section := range s.Sections {
		sv := SectionView{ID: "section-" + section.Key, Title: v.T("evaluation.section_" + section.Key), Fields: fields(v.T, section, s.Answers, errs)}
		n += len(sv.Fields)
		all = append(all, sv.Fields...)
		out.Sections = append(out.Sections, sv)
	}
	out.Lede = v.T("evaluation.fill_lede", "n", n, "minutes", (n+5)/6, "closes", out.Closes)
	if k == evaluation.Midway {
		out.Contact = ui.Field{
			Name: evaluation.FieldContact, Kind: ui.FieldCheckbox, Label: v.T("evaluation.fill_contact"), Hint: v.T("evaluation.fill_contact_hint"), Vis: ui.VisCoordinator, Optional: true,
			Options: []ui.Option{{Value: "yes", Label: v.T("evaluation.fill_contact_yes"), Selected: s.Contact}},
		}
	}
	out.Errors = ui.Errors(all...)
	if errs[""] != "" {
		out.Errors = append(out.Errors, ui.FieldError{Text: errs[""]})
	}
	return out
}

func partner(v *visit.Visit) string {
	if v.Actor.Side == org.Mentor {
		return v.Place.Mentee.Name
	}
	return v.Place.Mentor.Name
}

// fields draws the questions of a section with the answers given so far.
func fields(t func(string, ...any) string, section evaluation.Section, answers, errs map[string]string) []ui.Field {
	out := make([]ui.Field, 0, len(section.Items))
	for _, i := range section.Items {
		f := ui.Field{Name: i.Key, Label: t("evaluation.item_" + i.Key), Error: errs[i.Key]}
		given := strings.Split(answers[i.Key], ",")
		switch i.Kind {
		case evaluation.Degree:
			f.Kind = ui.FieldScale
		case evaluation.Recommend:
			f.Kind, f.Hint = ui.FieldScale, t("evaluation.fill_recommend")
		case evaluation.Choice:
			f.Kind, f.Two = ui.FieldRadio, true
		case evaluation.Several:
			f.Kind, f.Two, f.Hint = ui.FieldCheckbox, true, t("evaluation.fill_several")
		}
		for _, value := range i.Answers() {
			label := value
			if i.Kind == evaluation.Choice || i.Kind == evaluation.Several || value == evaluation.DontKnow {
				label = t("evaluation.choice_" + value)
			}
			f.Options = append(f.Options, ui.Option{Value: value, Label: label, Selected: slices.Contains(given, value)})
		}
		out = append(out, f)
	}
	return out
}
