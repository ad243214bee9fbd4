package programme

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Sponsor is the step that names the top leader behind the programme.
func (p Pages) Sponsor(v *visit.Visit) error {
	c, err := p.Programmes.Commitment(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	form := url.Values{"name": {c.Name}, "email": {c.Email}, "budget": {c.Budget}, "message": {c.Message}}
	if c.ID != "" {
		form.Set("mentor_hours", hours(v.Lang, c.MentorMinutes))
		form.Set("mentee_hours", hours(v.Lang, c.MenteeMinutes))
	}
	return p.showStep(v, sponsorView(v, c, form, nil))
}

// SaveSponsor saves it; a new sponsor gets a mail.
func (p Pages) SaveSponsor(v *visit.Visit) error {
	form, err := v.Form(programme.FormSponsor)
	if err != nil {
		return err
	}
	before, err := p.Programmes.Commitment(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	err = p.Programmes.ChangeSponsor(v.Ctx(), v.Actor, v.Place.Programme, programme.Commitment{
		Name: form.Get("name"), Email: form.Get("email"), MentorMinutes: minutes(form.Get("mentor_hours")), MenteeMinutes: minutes(form.Get("mentee_hours")),
		Budget: form.Get("budget"), Message: form.Get("message"),
	})
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, sponsorView(v, before, form, errs))
	}
	if err != nil {
		return err
	}
	after, err := p.Programmes.Commitment(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	switch {
	case before.Email != after.Email:
		v.Say("good", "setup.sponsor_invited", "who", after.Name)
	case before.IsSigned() && !after.IsSigned():
		v.Say("mind", "setup.sponsor_again", "who", after.Name)
	}
	return stepped(v, "sponsor")
}

// RemindSponsor mails the request once more.
func (p Pages) RemindSponsor(v *visit.Visit) error {
	if err := p.Programmes.RemindSponsor(v.Ctx(), v.Actor, v.Place.Programme); err != nil {
		return err
	}
	v.Say("good", "setup.sponsor_reminded")
	return v.Go(setupURL(v.Place.Programme, "sponsor"))
}

func sponsorView(v *visit.Visit, c programme.Commitment, form url.Values, errs map[string]string) StepView {
	s := step(v, "sponsor")
	of := func(fields ...ui.Field) []ui.Field { return seen(programme.FormSponsor, errs, fields...) }
	s.Groups = []Group{
		{Fields: of(
			ui.Field{Name: "name", Label: v.T("programme.sponsor_name"), Hint: v.T("setup.sponsor_name_hint"), Value: form.Get("name")},
			ui.Field{Name: "email", Kind: ui.FieldEmail, Label: v.T("setup.sponsor_email"), Hint: v.T("setup.sponsor_email_hint"), Value: form.Get("email")},
		)},
		{ID: "promise", Title: v.T("setup.promise"), Lede: v.T("setup.promise_lede"), Two: true, Fields: of(
			ui.Field{Name: "mentor_hours", Label: v.T("setup.mentor_hours"), Value: form.Get("mentor_hours"), InputMode: "decimal", Optional: true, Suffix: v.T("setup.hours_suffix")},
			ui.Field{Name: "mentee_hours", Label: v.T("setup.mentee_hours"), Value: form.Get("mentee_hours"), InputMode: "decimal", Optional: true, Suffix: v.T("setup.hours_suffix")},
		)},
		{Fields: of(
			ui.Field{Name: "budget", Label: v.T("programme.budget"), Hint: v.T("setup.budget_hint"), Value: form.Get("budget"), Optional: true},
			ui.Field{Name: "message", Kind: ui.FieldTextarea, Voice: true, Label: v.T("setup.message"), Hint: v.T("setup.message_hint"), Value: form.Get("message"), Optional: true},
		)},
	}
	switch {
	case c.IsSigned():
		s.Above = signedNote(v.T("setup.sponsor_signed", "who", c.SignedName, "when", i18n.Moment(v.Lang, c.Signed.In(v.Location()))), v.T("setup.sponsor_signed_text"))
	case c.ID != "" && !s.Locked:
		s.Above = unsignedNote(v.T("setup.sponsor_waits", "who", c.Name), v.T("setup.sponsor_waits_text"), ui.Action{Label: v.T("setup.sponsor_remind"), URL: s.URL + "/remind", Method: "post", Kind: "quiet", Small: true, Icon: "send"})
	}
	s.gather(errs, v.R.PostForm)
	return s
}
