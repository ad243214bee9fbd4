package organisation

import (
	"context"
	"net/url"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Access is who has which role.
func (p Pages) Access(v *visit.Visit) error {
	view, err := p.accessView(v, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(accessPage(v.Page(v.T("nav.access")), view))
}

// GiveRole gives a role by e-mail.
func (p Pages) GiveRole(v *visit.Visit) error {
	form, err := v.Form(org.FormRole)
	if err != nil {
		return err
	}
	err = p.Orgs.GiveRole(v.Ctx(), v.Actor, form.Get("programme"), org.Role(form.Get("role")), form.Get("name"), form.Get("email"))
	if errs := v.Faults(err); errs != nil {
		view, viewErr := p.accessView(v, form, errs)
		if viewErr != nil {
			return viewErr
		}
		return v.Invalid(accessPage(v.Page(v.T("nav.access")), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "organisation.role_given", "who", form.Get("name"))
	return v.Go(base(v) + "/access")
}

// TakeRole takes one away.
func (p Pages) TakeRole(v *visit.Visit) error {
	return p.onRole(v, "organisation.role_taken", p.Orgs.TakeRole)
}

// RemindRole sends an invitation again.
func (p Pages) RemindRole(v *visit.Visit) error {
	return p.onRole(v, "organisation.role_reminded", p.Orgs.RemindRole)
}

func (p Pages) onRole(v *visit.Visit, said string, act func(context.Context, org.Actor, string, string, org.Role) error) error {
	form, err := v.Form(org.FormRole)
	if err != nil {
		return err
	}
	err = act(v.Ctx(), v.Actor, form.Get("programme"), form.Get("account"), org.Role(form.Get("role")))
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", fault.List(err)[0].Key)
	case err != nil:
		return err
	case form.Get("account") == v.Account.ID && said == "organisation.role_taken":
		v.Say("good", said)
		return v.Go("/") // perhaps the page is no longer theirs
	default:
		v.Say("good", said)
	}
	return v.Go(base(v) + "/access")
}

// AccessView is who has which role.
type AccessView struct {
	URL      string
	Holders  []HolderView
	Fields   []ui.Field
	Errors   []ui.FieldError
	Sponsors bool // some are in the list: their role is not taken away here
}

// HolderView is one role of one person.
type HolderView struct {
	Name, Email, Role, Where string
	SignedIn, Fixed, Last    bool // Fixed: not taken away here. Last: the last administrator stays
	Hidden                   map[string]string
	Sure                     string
}

func (p Pages) accessView(v *visit.Visit, form url.Values, errs map[string]string) (AccessView, error) {
	view := AccessView{URL: base(v) + "/access"}
	all, err := p.Orgs.Access(v.Ctx(), v.Actor)
	if err != nil {
		return view, err
	}
	admins := 0
	for _, h := range all {
		if h.Role == org.Admin {
			admins++
		}
	}
	for _, h := range all {
		row := HolderView{
			Name: h.Name, Email: h.Email, Role: v.T("role." + string(h.Role)), Where: h.ProgrammeName, SignedIn: h.SignedIn, Fixed: h.Role == org.Sponsor, Last: h.Role == org.Admin && admins == 1,
			Hidden: map[string]string{"account": h.Account, "role": string(h.Role), "programme": h.Programme},
		}
		if h.Programme == "" {
			row.Where = v.T("nav.whole_organisation")
		}
		row.Sure = v.T("organisation.take_sure", "who", h.Name, "role", row.Role, "where", row.Where)
		if h.Account == v.Account.ID {
			row.Sure = v.T("organisation.take_me", "role", row.Role, "where", row.Where)
		}
		view.Sponsors = view.Sponsors || row.Fixed
		view.Holders = append(view.Holders, row)
	}
	programmes, err := p.Programmes.List(v.Ctx(), p.DB, v.Place.Org)
	if err != nil {
		return view, err
	}
	view.Fields = roleFields(v, programmes, form, errs)
	view.Errors = summary(errs, view.Fields)
	return view, nil
}

func roleFields(v *visit.Visit, programmes []programme.Programme, form url.Values, errs map[string]string) []ui.Field {
	where := []ui.Option{{Label: v.T("nav.whole_organisation"), Selected: form.Get("programme") == ""}}
	for _, pr := range programmes {
		if pr.Status != programme.Closed {
			where = append(where, ui.Option{Value: pr.ID, Label: pr.Name, Selected: form.Get("programme") == pr.ID})
		}
	}
	var roles []ui.Option
	for _, r := range []org.Role{org.Admin, org.Coordinator, org.Facilitator} {
		roles = append(roles, ui.Option{Value: string(r), Label: v.T("role." + string(r)), Hint: v.T("organisation.role_" + string(r)), Selected: form.Get("role") == string(r)})
	}
	return seen(org.FormRole, errs,
		ui.Field{Name: "name", Label: v.T("people.name"), Value: form.Get("name")},
		ui.Field{Name: "email", Kind: ui.FieldEmail, Label: v.T("people.email"), Value: form.Get("email")},
		ui.Field{Name: "role", Kind: ui.FieldRadio, Label: v.T("org.role"), Options: roles},
		ui.Field{Name: "programme", Kind: ui.FieldSelect, Label: v.T("organisation.where"), Options: where},
	)
}
