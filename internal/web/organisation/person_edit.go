package organisation

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Person is one person's page: what the directory knows, and where they take part.
func (p Pages) Person(v *visit.Visit) error {
	person, leader, err := p.Orgs.Find(v.Ctx(), v.Actor, v.R.PathValue("person"))
	if err != nil {
		return err
	}
	view, err := p.personView(v, person, typedPerson(person, leader), nil)
	if err != nil {
		return err
	}
	return v.Show(personPage(narrow(v, view.Title), view))
}

// SavePerson saves it.
func (p Pages) SavePerson(v *visit.Visit) error {
	person, _, err := p.Orgs.Find(v.Ctx(), v.Actor, v.R.PathValue("person"))
	if err != nil {
		return err
	}
	return p.keep(v, person)
}

// NewPerson is the page that adds one by hand.
func (p Pages) NewPerson(v *visit.Visit) error {
	view, err := p.personView(v, org.Person{}, url.Values{}, nil)
	if err != nil {
		return err
	}
	return v.Show(personPage(narrow(v, view.Title), view))
}

// AddPerson adds one.
func (p Pages) AddPerson(v *visit.Visit) error { return p.keep(v, org.Person{}) }

func (p Pages) keep(v *visit.Visit, person org.Person) error {
	form, err := v.Form(org.FormPerson)
	if err != nil {
		return err
	}
	in := org.Person{
		ID: person.ID, Name: form.Get("name"), Email: form.Get("email"), Phone: form.Get("phone"), Title: form.Get("title"),
		Unit: form.Get("unit"), Place: form.Get("place"), StaffNo: form.Get("staff_no"),
	}
	saved, err := p.Orgs.ChangePerson(v.Ctx(), v.Actor, in, form.Get("leader"))
	if errs := v.Faults(err); errs != nil {
		view, viewErr := p.personView(v, person, form, errs)
		if viewErr != nil {
			return viewErr
		}
		return v.Invalid(personPage(narrow(v, view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "organisation.person_saved", "who", saved.Name)
	return v.Go(base(v) + "/directory/" + saved.ID)
}

// typedPerson is the form as it is before anybody has typed. A leader is named by what is theirs alone.
func typedPerson(p, leader org.Person) url.Values {
	named := leader.Email
	if named == "" {
		named = leader.StaffNo
	}
	if named == "" {
		named = leader.Name
	}
	return url.Values{
		"name": {p.Name}, "email": {p.Email}, "phone": {p.Phone}, "title": {p.Title}, "unit": {p.Unit}, "place": {p.Place},
		"staff_no": {p.StaffNo}, "leader": {named},
	}
}

// PersonView is one person's page.
type PersonView struct {
	Title, URL, Back string
	New              bool
	Fields           []ui.Field
	Errors           []ui.FieldError
	Seats            []SeatView
}

// SeatView is where the person takes part.
type SeatView struct{ Programme, Role, Status, URL string }

func (p Pages) personView(v *visit.Visit, person org.Person, typed url.Values, errs map[string]string) (PersonView, error) {
	view := PersonView{Title: person.Name, New: person.ID == "", Back: base(v) + "/directory", URL: base(v) + "/directory/" + person.ID}
	if view.New {
		view.Title, view.URL = v.T("organisation.add_person"), base(v)+"/directory/new"
	}
	field := func(name string, kind ui.FieldKind, label, hint string) ui.Field {
		return ui.Field{Name: name, Kind: kind, Label: label, Hint: hint, Value: typed.Get(name), Optional: name != "name"}
	}
	view.Fields = seen(org.FormPerson, errs,
		field("name", ui.FieldText, v.T("people.name"), ""),
		field("email", ui.FieldEmail, v.T("people.email"), v.T("organisation.email_hint")),
		field("phone", ui.FieldTel, v.T("org.person_phone"), ""),
		field("title", ui.FieldText, v.T("org.person_title"), ""),
		field("unit", ui.FieldText, v.T("org.person_unit"), ""),
		field("place", ui.FieldText, v.T("org.person_place"), ""),
		field("leader", ui.FieldText, v.T("organisation.leader"), v.T("organisation.leader_hint")),
		field("staff_no", ui.FieldText, v.T("org.person_staff_no"), ""),
	)
	view.Errors = summary(errs, view.Fields)
	if view.New {
		return view, nil
	}
	seats, err := p.Enrolments.SeatsOf(v.Ctx(), p.DB, v.Place.Org, person.ID)
	if err != nil {
		return view, err
	}
	return view, p.seats(v, &view, seats)
}

// seats shows those places that the visitor may follow up: in programmes that are theirs.
func (p Pages) seats(v *visit.Visit, view *PersonView, seats []enrolment.Seat) error {
	mine, err := p.Programmes.ListFor(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	for _, s := range seats {
		for _, pr := range mine {
			if pr.ID == s.Programme {
				view.Seats = append(view.Seats, SeatView{
					Programme: pr.Name, Role: v.T("role." + string(s.Role)), Status: v.T("enrolment.status_" + string(s.Status)),
					URL: pr.Path() + "/people/" + s.ID,
				})
			}
		}
	}
	return nil
}
