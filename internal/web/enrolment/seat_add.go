package enrolment

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// addFields is the form for one person by hand.
func addFields(v *visit.Visit, form url.Values, errs map[string]string) []ui.Field {
	role := form.Get("role")
	f := []ui.Field{
		{Name: "name", Label: v.T("enrolment.add_name")},
		{Name: "email", Kind: ui.FieldEmail, Label: v.T("enrolment.add_email"), Hint: v.T("enrolment.add_email_hint"), Optional: true},
		{Name: "role", Kind: ui.FieldRadio, Label: v.T("enrolment.add_role"), Two: true, Options: []ui.Option{
			{Value: "mentor", Label: v.T("role.mentor"), Selected: role == "mentor"}, {Value: "mentee", Label: v.T("role.mentee"), Selected: role == "mentee"},
		}},
		{Name: "capacity", Kind: ui.FieldNumber, Label: v.T("enrolment.ask_capacity"), Min: "1", Max: strconv.Itoa(enrolment.MaxCapacity), Optional: true},
		{Name: "title", Label: v.T("enrolment.ask_title"), Optional: true},
		{Name: "unit", Label: v.T("enrolment.ask_unit"), Optional: true},
		{Name: "accept", Kind: ui.FieldCheckbox, Label: v.T("enrolment.add_accept"), Optional: true, Options: []ui.Option{{Value: "yes", Label: v.T("enrolment.add_accept_yes"), Selected: form.Get("accept") == "yes"}}},
	}
	for i := range f {
		f[i].ID, f[i].Value, f[i].Error, f[i].Vis = f[i].Name, form.Get(f[i].Name), errs[f[i].Name], ui.VisCoordinator
	}
	return f
}

// SeatAdd shows the form for one person by hand.
func (p Pages) SeatAdd(v *visit.Visit) error {
	return v.Show(addPage(v, v.Page(v.T("enrolment.add_title")), addFields(v, url.Values{"capacity": {"1"}}, nil)))
}

// SeatAdded puts one person in.
func (p Pages) SeatAdded(v *visit.Visit) error {
	form, err := v.Form(enrolment.FormAdd)
	if err != nil {
		return err
	}
	capacity := 1
	if form.Get("capacity") != "" {
		if capacity, err = strconv.Atoi(form.Get("capacity")); err != nil {
			capacity = 0 // refused below, in words
		}
	}
	who := org.Person{Name: form.Get("name"), Email: form.Get("email"), Title: form.Get("title"), Unit: form.Get("unit")}
	t, err := p.Enrolments.Add(v.Ctx(), v.Actor, who, org.Role(form.Get("role")), capacity, form.Get("accept") == "yes")
	if errs := v.Faults(err); fault.Is(err, fault.Invalid) {
		return v.Invalid(addPage(v, v.Page(v.T("enrolment.add_title")), addFields(v, form, errs)))
	}
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.added", "name", t.Person.Name)
	return v.Go(peoplePath(t))
}
