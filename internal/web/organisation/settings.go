package organisation

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Settings is the organisation's own facts.
func (p Pages) Settings(v *visit.Visit) error {
	g, err := p.Orgs.Get(v.Ctx(), v.Place.Org)
	if err != nil {
		return err
	}
	return v.Show(settingsPage(narrow(v, v.T("nav.settings")), settingsView(v, url.Values{"name": {g.Name}, "lang": {string(g.Lang)}, "zone": {g.Zone}}, nil)))
}

// SaveSettings saves them.
func (p Pages) SaveSettings(v *visit.Visit) error {
	form, err := v.Form(org.FormOrganisation)
	if err != nil {
		return err
	}
	err = p.Orgs.Change(v.Ctx(), v.Actor, form.Get("name"), form.Get("lang"), form.Get("zone"))
	if errs := v.Faults(err); errs != nil {
		return v.Invalid(settingsPage(narrow(v, v.T("nav.settings")), settingsView(v, form, errs)))
	}
	if err != nil {
		return err
	}
	v.Say("good", "organisation.settings_saved")
	return v.Go(base(v) + "/settings")
}

// SettingsView is the form of an organisation.
type SettingsView struct {
	URL    string
	Fields []ui.Field
	Errors []ui.FieldError
}

func settingsView(v *visit.Visit, typed url.Values, errs map[string]string) SettingsView {
	zone := typed.Get("zone")
	var zones []ui.Option
	known := false
	for _, z := range org.Zones {
		known = known || z == zone
		zones = append(zones, ui.Option{Value: z, Label: z, Selected: z == zone})
	}
	if !known && org.ValidZone(zone) {
		zones = append(zones, ui.Option{Value: zone, Label: zone, Selected: true})
	}
	english := typed.Get("lang") == string(i18n.English)
	fields := seen(org.FormOrganisation, errs,
		ui.Field{Name: "name", Label: v.T("org.name"), Hint: v.T("organisation.name_hint"), Value: typed.Get("name")},
		ui.Field{Name: "lang", Kind: ui.FieldRadio, Two: true, Label: v.T("programme.lang"), Hint: v.T("organisation.lang_hint"), Options: []ui.Option{
			{Value: string(i18n.Danish), Label: v.T("setup.lang_da"), Selected: !english}, {Value: string(i18n.English), Label: v.T("setup.lang_en"), Selected: english},
		}},
		ui.Field{Name: "zone", Kind: ui.FieldSelect, Label: v.T("org.zone"), Hint: v.T("organisation.zone_hint"), Options: zones},
	)
	return SettingsView{URL: base(v) + "/settings", Fields: fields, Errors: summary(errs, fields)}
}
