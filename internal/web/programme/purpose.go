package programme

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Purpose is the step about why. A template chosen on the page fills the form, and nothing is saved by it.
func (p Pages) Purpose(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	in := pr.Stated()
	if chosen := v.R.URL.Query().Get("template"); chosen != "" {
		s := programme.Template(chosen).Suggest(pr.Lang)
		in.Template, in.Sentence, in.Goal, in.Indicator = s.Template, s.Sentence, s.Goal, s.Indicator
	}
	if in.OwnerName == "" && pr.Status == programme.Draft {
		in.OwnerName, in.OwnerEmail = v.Account.Name, v.Account.Email
	}
	return p.showStep(v, purposeView(v, in, nil))
}

// SavePurpose saves it.
func (p Pages) SavePurpose(v *visit.Visit) error {
	form, err := v.Form(programme.FormPurpose)
	if err != nil {
		return err
	}
	in := purposeOf(form)
	err = p.Programmes.ChangePurpose(v.Ctx(), v.Actor, v.Place.Programme, in)
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, purposeView(v, in, errs))
	}
	if err != nil {
		return err
	}
	return stepped(v, "purpose")
}

func purposeOf(form url.Values) programme.Purpose {
	return programme.Purpose{
		Template: programme.Template(form.Get("template")), Sentence: form.Get("purpose"), Goal: form.Get("strategic_goal"),
		Indicator: form.Get("indicator"), Baseline: form.Get("indicator_baseline"), Target: form.Get("indicator_target"),
		OwnerName: form.Get("owner_name"), OwnerEmail: form.Get("owner_email"),
	}
}

func purposeView(v *visit.Visit, in programme.Purpose, errs map[string]string) StepView {
	s := step(v, "purpose")
	of := func(fields ...ui.Field) []ui.Field { return seen(programme.FormPurpose, errs, fields...) }
	s.Hidden = map[string]string{"template": string(in.Template)}
	s.Groups = []Group{
		{Fields: of(
			ui.Field{Name: "purpose", Kind: ui.FieldTextarea, Rows: 2, Voice: true, Label: v.T("setup.purpose"), Hint: v.T("setup.purpose_hint"), Value: in.Sentence},
			ui.Field{Name: "strategic_goal", Label: v.T("setup.strategic_goal"), Hint: v.T("setup.strategic_goal_hint"), Value: in.Goal},
		)},
		{ID: "measure", Title: v.T("setup.measure"), Lede: v.T("setup.measure_lede"), Fields: of(
			ui.Field{Name: "indicator", Label: v.T("programme.indicator"), Hint: v.T("setup.indicator_hint"), Value: in.Indicator},
			ui.Field{Name: "indicator_baseline", Label: v.T("setup.baseline"), Value: in.Baseline, Optional: true},
			ui.Field{Name: "indicator_target", Label: v.T("setup.target"), Value: in.Target, Optional: true},
		)},
		{ID: "owner", Title: v.T("setup.owner"), Lede: v.T("setup.owner_lede"), Fields: of(
			ui.Field{Name: "owner_name", Label: v.T("people.name"), Value: in.OwnerName, Autocomplete: "name"},
			ui.Field{Name: "owner_email", Kind: ui.FieldEmail, Label: v.T("people.email"), Hint: v.T("setup.owner_email_hint"), Value: in.OwnerEmail, Optional: true, Autocomplete: "email"},
		)},
	}
	if !s.Locked {
		var chips []ui.Action
		for _, t := range programme.Templates {
			if t != programme.Free {
				chips = append(chips, ui.Action{Label: v.T("programme.template_" + string(t)), URL: ui.WithQuery(s.URL, "template", string(t)), Kind: "quiet", Small: true})
			}
		}
		s.Above = templates(v.T("setup.templates"), v.T("setup.templates_lede"), chips)
	}
	s.gather(errs, v.R.PostForm)
	return s
}
