package programme

import (
	"context"
	"net/url"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Team is who runs the programme: several coordinators, and those who teach.
func (p Pages) Team(v *visit.Visit) error {
	view, err := p.teamView(v, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(teamPage(narrow(v, v.T("setup.team_title")), view))
}

// Join gives someone a role in the programme and mails them the way in.
func (p Pages) Join(v *visit.Visit) error {
	form, err := v.Form(org.FormRole)
	if err != nil {
		return err
	}
	err = p.Orgs.GiveRole(v.Ctx(), v.Actor, v.Place.Programme, org.Role(form.Get("role")), form.Get("name"), form.Get("email"))
	if errs := v.Faults(err); errs != nil {
		view, err := p.teamView(v, form, errs)
		if err != nil {
			return err
		}
		return v.Invalid(teamPage(narrow(v, v.T("setup.team_title")), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.team_invited", "who", form.Get("name"))
	return v.Go(setupURL(v.Place.Programme, "team"))
}

// Part takes a role away.
func (p Pages) Part(v *visit.Visit) error {
	return p.onMember(v, "setup.team_parted", p.Orgs.TakeRole)
}

// Remind sends an invitation again.
func (p Pages) Remind(v *visit.Visit) error {
	return p.onMember(v, "setup.team_reminded", p.Orgs.RemindRole)
}

func (p Pages) onMember(v *visit.Visit, said string, act func(context.Context, org.Actor, string, string, org.Role) error) error {
	form, err := v.Form(org.FormRole)
	if err != nil {
		return err
	}
	err = act(v.Ctx(), v.Actor, v.Place.Programme, form.Get("account"), org.Role(form.Get("role")))
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", fault.List(err)[0].Key)
	case err != nil:
		return err
	default:
		v.Say("good", said)
	}
	if form.Get("account") == v.Account.ID && said == "setup.team_parted" && err == nil {
		return v.Go("/")
	}
	return v.Go(setupURL(v.Place.Programme, "team"))
}

// TeamView is who runs the programme.
type TeamView struct {
	Members []org.Holder
	Me      string
	URL     string
	Fields  []ui.Field
	Errors  []ui.FieldError
}

func (p Pages) teamView(v *visit.Visit, form url.Values, errs map[string]string) (TeamView, error) {
	members, err := p.Orgs.Holders(v.Ctx(), v.Actor, v.Place.Programme, org.Coordinator, org.Facilitator)
	if err != nil {
		return TeamView{}, err
	}
	view := TeamView{Members: members, Me: v.Account.ID, URL: setupURL(v.Place.Programme, "team")}
	role := org.Role(form.Get("role"))
	if role == "" {
		role = org.Coordinator
	}
	view.Fields = seen(org.FormRole, errs,
		ui.Field{Name: "name", Label: v.T("people.name"), Value: form.Get("name")},
		ui.Field{Name: "email", Kind: ui.FieldEmail, Label: v.T("people.email"), Value: form.Get("email")},
		ui.Field{Name: "role", Kind: ui.FieldRadio, Two: true, Label: v.T("org.role"), Options: []ui.Option{
			{Value: string(org.Coordinator), Label: v.T("role.coordinator"), Hint: v.T("setup.team_coordinator"), Selected: role == org.Coordinator},
			{Value: string(org.Facilitator), Label: v.T("role.facilitator"), Hint: v.T("setup.team_facilitator"), Selected: role == org.Facilitator},
		}})
	view.Errors = ui.Errors(view.Fields...)
	if errs[""] != "" {
		view.Errors = append(view.Errors, ui.FieldError{Text: errs[""]})
	}
	return view, nil
}
