package programme

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Time is the step about dates. With ?suggest the phases and evaluations are suggested anew; nothing is saved by it.
func (p Pages) Time(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	plan, err := p.Programmes.Plan(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	if v.R.URL.Query().Get("suggest") != "" && plan.StartsOn != "" && plan.EndsOn > plan.StartsOn {
		plan = programme.Suggest(plan.StartsOn, plan.EndsOn)
	}
	return p.showStep(v, timeView(v, pr, plan, nil))
}

// SaveTime saves it, and speaks of what is possible and unwise.
func (p Pages) SaveTime(v *visit.Visit) error {
	form, err := v.Form(programme.FormTime)
	if err != nil {
		return err
	}
	in := planOf(form)
	_, err = p.Programmes.ChangeTime(v.Ctx(), v.Actor, v.Place.Programme, in)
	pr, readErr := p.programme(v)
	if readErr != nil {
		return readErr
	}
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, timeView(v, pr, in, errs))
	}
	if err != nil {
		return err
	}
	if w := pr.Warnings(); len(w) > 0 {
		v.Say("mind", "setup.time_warned", "warning", programme.Sentences(v.Lang, w))
	}
	if in.EndsOn == "" || in.EstablishingOn == "" { // let the suggestion be seen before going on
		return v.Go(setupURL(v.Place.Programme, "time"))
	}
	return stepped(v, "time")
}

func planOf(form url.Values) programme.Plan {
	d := func(name string) clock.Date { return clock.Date(form.Get(name)) }
	return programme.Plan{
		StartsOn: d("starts_on"), EndsOn: d("ends_on"), IntroductionOn: d("introduction_on"), EstablishingOn: d("establishing_on"),
		LearningOn: d("learning_on"), EndingOn: d("closing_on"), MidwayOn: d("midway_on"), FinalOn: d("final_on"),
	}
}

func timeView(v *visit.Visit, pr programme.Programme, in programme.Plan, errs map[string]string) StepView {
	s := step(v, "time")
	date := func(name, label, hint string, d clock.Date) ui.Field {
		return ui.Field{Name: name, Kind: ui.FieldDate, Label: label, Hint: hint, Value: string(d)}
	}
	of := func(fields ...ui.Field) []ui.Field { return seen(programme.FormTime, errs, fields...) }
	open := func(f ui.Field) ui.Field { f.Optional = true; return f }
	months := pr.Settings.Months
	if months == 0 {
		months = programme.UsualMonths
	}
	phase := func(ph programme.Phase, d clock.Date) ui.Field {
		return open(date(string(ph)+"_on", v.T("setup.phase_begins", "phase", v.T("programme.phase_"+string(ph))), v.T("setup.phase_"+string(ph)), d))
	}
	s.Groups = []Group{
		{Two: true, Fields: of(
			date("starts_on", v.T("setup.starts_on"), "", in.StartsOn),
			open(date("ends_on", v.T("setup.ends_on"), v.T("setup.ends_on_hint", "n", months), in.EndsOn)),
		)},
		{ID: "phases", Title: v.T("setup.phases"), Lede: v.T("setup.phases_lede"), Two: true, Fields: of(
			phase(programme.Introduction, in.IntroductionOn), phase(programme.Establishing, in.EstablishingOn),
			phase(programme.Learning, in.LearningOn), phase(programme.Ending, in.EndingOn),
		)},
		{ID: "evaluations", Title: v.T("setup.evaluations"), Lede: v.T("setup.evaluations_lede"), Two: true, Fields: of(
			open(date("midway_on", v.T("setup.midway_on"), v.T("setup.midway_hint"), in.MidwayOn)),
			open(date("final_on", v.T("setup.final_on"), v.T("setup.final_hint"), in.FinalOn)),
		)},
	}
	if w := pr.Warnings(); len(w) > 0 && errs == nil {
		s.Above = warned(v.T, programme.Sentences(v.Lang, w))
	}
	if pr.StartsOn != "" && !s.Locked {
		s.Below = suggestAgain(v.T("setup.suggest_again"), ui.WithQuery(s.URL, "suggest", "1"))
	}
	s.gather(errs, v.R.PostForm)
	return s
}
