package evaluation

import (
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Open opens a survey today.
func (p Pages) Open(v *visit.Visit) error {
	if err := p.Evaluations.Open(v.Ctx(), v.Actor, kind(v)); err != nil {
		return err
	}
	pr, err := p.Programmes.Get(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	plan, err := p.Evaluations.Plan(v.Ctx(), p.DB, pr)
	if err != nil {
		return err
	}
	for _, st := range plan {
		if st.Kind == kind(v) && st.Survey != nil {
			v.Say("good", "evaluation.did_open", "closes", i18n.Date(v.Lang, st.Survey.ClosesOn))
		}
	}
	return p.back(v)
}

// Close closes a survey and leads to its results.
func (p Pages) Close(v *visit.Visit) error {
	if err := p.Evaluations.Close(v.Ctx(), v.Actor, kind(v)); err != nil {
		return err
	}
	v.Say("good", "evaluation.did_close")
	return v.Go("/p/" + v.Place.Programme + "/evaluation/" + string(kind(v)))
}

// Remind mails those who have not answered.
func (p Pages) Remind(v *visit.Visit) error {
	n, err := p.Evaluations.Remind(v.Ctx(), v.Actor, kind(v))
	if err != nil {
		return err
	}
	if n == 0 {
		v.Say("", "evaluation.did_remind_nobody")
	} else {
		v.Say("good", "evaluation.did_remind", "n", n)
	}
	return p.back(v)
}

// Contacted takes a wish for contact off the coordinator's list.
func (p Pages) Contacted(v *visit.Visit) error {
	form, err := v.Form(evaluation.FormContacted)
	if err != nil {
		return err
	}
	if err := p.Evaluations.Contacted(v.Ctx(), v.Actor, form.Get("survey"), form.Get("pair"), org.Role(form.Get("side"))); err != nil {
		return err
	}
	v.Say("good", "evaluation.did_contact")
	return v.Go("/p/" + v.Place.Programme)
}

func (p Pages) back(v *visit.Visit) error { return v.Go("/p/" + v.Place.Programme + "/evaluation") }
