package admin

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type organisationsView struct {
	Lines []installation.Line
	Mail  installation.MailState
}

// Organisations lists every organisation with who runs it, and says how mail is.
func (p Pages) Organisations(v *visit.Visit) error {
	lines, err := p.Installation.Organisations(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	state, err := p.Installation.MailState(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	return v.Show(organisationsPage(v.Page(v.T("nav.organisations")), organisationsView{lines, state}))
}

// newView is the form of a new organisation, or of one more administrator when To is set.
type newView struct {
	Form   url.Values
	Faults map[string]string
	To     *installation.Line
}

// NewOrganisation shows the form of one more organisation.
func (p Pages) NewOrganisation(v *visit.Visit) error {
	return v.Show(newOrganisationPage(v.Page(v.T("admin.new_title")), newView{Form: url.Values{"lang": {string(v.Lang)}}}))
}

// CreateOrganisation makes it and invites its first administrator.
func (p Pages) CreateOrganisation(v *visit.Visit) error {
	form, err := v.Form(installation.FormOrganisation)
	if err != nil {
		return err
	}
	o, err := p.Installation.CreateOrganisation(v.Ctx(), v.Actor, form.Get("organisation"), i18n.Parse(form.Get("lang")), form.Get("name"), form.Get("email"))
	if faults := v.Faults(err); faults != nil {
		return v.Invalid(newOrganisationPage(v.Page(v.T("admin.new_title")), newView{Form: form, Faults: faults}))
	}
	if err != nil {
		return err
	}
	v.Say("good", "admin.made", "organisation", o.Name, "email", form.Get("email"))
	return v.Go("/admin")
}

func (p Pages) line(v *visit.Visit) (*installation.Line, error) {
	wanted := v.R.PathValue("organisation")
	if !id.Valid(wanted) {
		return nil, fault.Missing()
	}
	lines, err := p.Installation.Organisations(v.Ctx(), v.Actor)
	if err != nil {
		return nil, err
	}
	for i := range lines {
		if lines[i].ID == wanted {
			return &lines[i], nil
		}
	}
	return nil, fault.Missing()
}

// NewAdmin shows the form that invites one more administrator to an organisation.
func (p Pages) NewAdmin(v *visit.Visit) error {
	line, err := p.line(v)
	if err != nil {
		return err
	}
	return v.Show(newAdminPage(newAdminShell(v, line), newView{To: line}))
}

func newAdminShell(v *visit.Visit, line *installation.Line) ui.Page {
	return v.Page(v.T("admin.invite_title", "organisation", line.Name))
}

// InviteAdmin invites them.
func (p Pages) InviteAdmin(v *visit.Visit) error {
	line, err := p.line(v)
	if err != nil {
		return err
	}
	form, err := v.Form(installation.FormAdmin)
	if err != nil {
		return err
	}
	err = p.Installation.InviteAdmin(v.Ctx(), v.Actor, line.ID, form.Get("name"), form.Get("email"))
	if faults := v.Faults(err); faults != nil {
		return v.Invalid(newAdminPage(newAdminShell(v, line), newView{Form: form, Faults: faults, To: line}))
	}
	if err != nil {
		return err
	}
	v.Say("good", "admin.invited", "email", form.Get("email"))
	return v.Go("/admin")
}
