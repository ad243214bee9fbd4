package programme

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

func basicsOf(form url.Values) programme.Basics {
	return programme.Basics{
		Name: form.Get("name"), Description: form.Get("description"), Kinds: many[programme.Kind](form, "kind"),
		Lang: i18n.Lang(form.Get("lang")), Zone: form.Get("zone"), Defaults: form.Get("defaults") != "",
	}
}

// New is the page where a programme begins.
func (p Pages) New(v *visit.Visit) error {
	home, err := p.Orgs.Get(v.Ctx(), v.Place.Org)
	if err != nil {
		return err
	}
	return v.Show(newPage(narrow(v, v.T("setup.new_title")), newView(v, programme.Basics{Lang: home.Lang, Zone: home.Zone}, nil)))
}

// Create makes the draft and leads into the set-up.
func (p Pages) Create(v *visit.Visit) error {
	form, err := v.Form(programme.FormBasics)
	if err != nil {
		return err
	}
	in := basicsOf(form)
	made, err := p.Programmes.Create(v.Ctx(), v.Actor, in)
	if errs := v.Faults(err); errs != nil {
		return v.Invalid(newPage(narrow(v, v.T("setup.new_title")), newView(v, in, errs)))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.made")
	return v.Go(setupURL(made.ID, "purpose"))
}

// NewView is the page where a programme begins.
type NewView struct {
	URL, Back string
	Fields    []ui.Field
	Errors    []ui.FieldError
}

func newView(v *visit.Visit, in programme.Basics, errs map[string]string) NewView {
	fields := seen(programme.FormBasics, errs, nameField(v, in.Name), kindField(v, in.Kinds), langField(v, in.Lang), zoneField(v, in.Zone))
	return NewView{URL: "/o/" + v.Place.Org + "/programmes", Back: "/o/" + v.Place.Org, Fields: fields, Errors: ui.Errors(fields...)}
}

func nameField(v *visit.Visit, name string) ui.Field {
	return ui.Field{Name: "name", Label: v.T("programme.name"), Hint: v.T("setup.name_hint"), Value: name}
}

func kindField(v *visit.Visit, kinds []programme.Kind) ui.Field {
	return ui.Field{
		Name: "kind", Kind: ui.FieldCheckbox, Two: true, Label: v.T("setup.kind"), Hint: v.T("setup.kind_hint"),
		Options: options(v.T, programme.Kinds, kinds, "programme.kind_", true),
	}
}

func langField(v *visit.Visit, lang i18n.Lang) ui.Field {
	return ui.Field{Name: "lang", Kind: ui.FieldRadio, Two: true, Label: v.T("programme.lang"), Hint: v.T("setup.lang_hint"), Options: langs(v.T, lang)}
}

func zoneField(v *visit.Visit, zone string) ui.Field {
	return ui.Field{Name: "zone", Kind: ui.FieldSelect, Label: v.T("org.zone"), Hint: v.T("setup.zone_hint"), Options: zones(zone)}
}

// Basics is the first step.
func (p Pages) Basics(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	return p.showStep(v, basicsView(v, programme.Basics{Name: pr.Name, Description: pr.Description, Kinds: pr.Kinds, Lang: pr.Lang, Zone: pr.Zone}, nil))
}

// SaveBasics saves it.
func (p Pages) SaveBasics(v *visit.Visit) error {
	form, err := v.Form(programme.FormBasics)
	if err != nil {
		return err
	}
	in := basicsOf(form)
	err = p.Programmes.ChangeBasics(v.Ctx(), v.Actor, v.Place.Programme, in)
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, basicsView(v, in, errs))
	}
	if err != nil {
		return err
	}
	return stepped(v, "basics")
}

func basicsView(v *visit.Visit, in programme.Basics, errs map[string]string) StepView {
	s := step(v, "basics")
	again := ui.Field{
		Name: "defaults", Kind: ui.FieldCheckbox, Label: v.T("setup.defaults"), Hint: v.T("setup.defaults_hint"), Optional: true,
		Options: []ui.Option{{Value: "1", Label: v.T("setup.defaults_yes"), Selected: in.Defaults}},
	}
	s.Groups = []Group{{Fields: seen(programme.FormBasics, errs, nameField(v, in.Name), kindField(v, in.Kinds), again,
		ui.Field{Name: "description", Kind: ui.FieldTextarea, Label: v.T("programme.description"), Hint: v.T("setup.description_hint"), Value: in.Description, Optional: true, Voice: true},
		langField(v, in.Lang), zoneField(v, in.Zone))}}
	s.gather(errs, v.R.PostForm)
	return s
}
