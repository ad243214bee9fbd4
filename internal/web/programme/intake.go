package programme

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Intake is the step about participants: places, questions, training.
func (p Pages) Intake(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	return p.showStep(v, intakeView(v, programme.Intake{SeatsMentor: pr.SeatsMentor, SeatsMentee: pr.SeatsMentee, Questions: pr.Settings.Questions, Own: pr.Settings.Own, Training: pr.Training}, nil))
}

// SaveIntake saves it.
func (p Pages) SaveIntake(v *visit.Visit) error {
	form, err := v.Form(programme.FormIntake)
	if err != nil {
		return err
	}
	in := programme.Intake{
		SeatsMentor: whole(form.Get("seats_mentor")), SeatsMentee: whole(form.Get("seats_mentee")), Questions: many[programme.Question](form, "question"),
		Own: ownQuestions(form.Get("own")),
		Training: programme.Training{
			MentorOn: clock.Date(form.Get("mentor_on")), MenteeOn: clock.Date(form.Get("mentee_on")), Place: form.Get("place"),
			Description: form.Get("training"), Demanded: form.Get("demanded") != "",
		},
	}
	err = p.Programmes.ChangeIntake(v.Ctx(), v.Actor, v.Place.Programme, in)
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, intakeView(v, in, errs))
	}
	if err != nil {
		return err
	}
	return stepped(v, "intake")
}

// ownQuestions reads one question on each line.
func ownQuestions(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func intakeView(v *visit.Visit, in programme.Intake, errs map[string]string) StepView {
	s := step(v, "intake")
	of := func(fields ...ui.Field) []ui.Field { return seen(programme.FormIntake, errs, fields...) }
	t := in.Training
	seats := func(name string, n int) ui.Field {
		return ui.Field{Name: name, Kind: ui.FieldNumber, Label: v.T("programme." + name), Value: number(n), Min: "0", InputMode: "numeric", Optional: true}
	}
	date := func(name, label string, d clock.Date) ui.Field {
		return ui.Field{Name: name, Kind: ui.FieldDate, Label: label, Value: string(d), Optional: true}
	}
	s.Groups = []Group{
		{ID: "training-of", Title: v.T("setup.training"), Lede: v.T("setup.training_lede"), Two: true, Fields: of(
			date("mentor_on", v.T("setup.mentor_on"), t.MentorOn), date("mentee_on", v.T("setup.mentee_on"), t.MenteeOn),
		)},
		{Fields: of(
			ui.Field{Name: "place", Label: v.T("programme.training_place"), Hint: v.T("setup.training_place_hint"), Value: t.Place, Optional: true},
			ui.Field{Name: "training", Kind: ui.FieldTextarea, Label: v.T("programme.training_text"), Hint: v.T("setup.training_text_hint"), Value: t.Description, Optional: true},
			ui.Field{
				Name: "demanded", Kind: ui.FieldCheckbox, Label: v.T("setup.demanded"), Hint: v.T("setup.demanded_hint"), Optional: true,
				Options: []ui.Option{{Value: "1", Label: v.T("setup.demanded_yes"), Selected: t.Demanded}},
			},
		)},
		{ID: "seats", Title: v.T("setup.seats"), Lede: v.T("setup.seats_lede"), Two: true, Fields: of(seats("seats_mentor", in.SeatsMentor), seats("seats_mentee", in.SeatsMentee))},
		{ID: "questions", Title: v.T("programme.questions"), Lede: v.T("setup.questions_lede"), Fields: of(
			ui.Field{Name: "question", Kind: ui.FieldCheckbox, Two: true, Label: v.T("setup.questions"), Options: options(v.T, programme.Questions, in.Questions, "programme.ask_", true)},
			ui.Field{Name: "own", Kind: ui.FieldTextarea, Label: v.T("programme.own"), Hint: v.T("programme.own_hint", "max", programme.MaxOwn), Value: strings.Join(in.Own, "\n"), Optional: true},
		)},
	}
	s.gather(errs, v.R.PostForm)
	return s
}

// Agreement is the step about what two people agree on.
func (p Pages) Agreement(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	in := programme.Agreed{Weeks: pr.Settings.Weeks, Minutes: pr.Settings.Minutes, Clauses: pr.Settings.Clauses}
	if in.Weeks == 0 {
		d := programme.Defaults(pr.Kinds)
		in = programme.Agreed{Weeks: d.Weeks, Minutes: d.Minutes, Clauses: d.Clauses}
	}
	return p.showStep(v, agreementView(v, pr, in, nil))
}

// SaveAgreement saves it.
func (p Pages) SaveAgreement(v *visit.Visit) error {
	form, err := v.Form(programme.FormAgreement)
	if err != nil {
		return err
	}
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	in := programme.Agreed{Weeks: whole(form.Get("weeks")), Minutes: whole(form.Get("minutes")), Clauses: many[programme.Clause](form, "clause")}
	err = p.Programmes.ChangeAgreement(v.Ctx(), v.Actor, v.Place.Programme, in)
	if errs := v.Faults(err); errs != nil {
		return p.showStep(v, agreementView(v, pr, in, errs))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.all_steps")
	return stepped(v, "agreement")
}

func agreementView(v *visit.Visit, pr programme.Programme, in programme.Agreed, errs map[string]string) StepView {
	s := step(v, "agreement")
	offered := slices.DeleteFunc(slices.Clone(programme.Clauses), func(c programme.Clause) bool {
		return !slices.Contains(programme.BaseClauses, c) && !slices.Contains(programme.Defaults(pr.Kinds).Clauses, c) && !slices.Contains(in.Clauses, c) && c != programme.ClauseGroup
	})
	s.Groups = []Group{
		{Two: true, Fields: seen(programme.FormAgreement, errs,
			ui.Field{Name: "weeks", Kind: ui.FieldNumber, Label: v.T("setup.weeks"), Hint: v.T("setup.weeks_hint"), Value: strconv.Itoa(in.Weeks), Min: "1", Max: "13", InputMode: "numeric", Suffix: v.T("setup.weeks_suffix")},
			ui.Field{Name: "minutes", Kind: ui.FieldNumber, Label: v.T("setup.minutes"), Value: strconv.Itoa(in.Minutes), Min: "15", Max: "300", InputMode: "numeric", Suffix: v.T("setup.minutes_suffix")},
		)},
		{Fields: seen(programme.FormAgreement, errs,
			ui.Field{Name: "clause", Kind: ui.FieldCheckbox, Two: true, Label: v.T("setup.clauses"), Hint: v.T("setup.clauses_hint"), Options: options(v.T, offered, in.Clauses, "programme.clause_", false)},
		)},
	}
	s.gather(errs, v.R.PostForm)
	return s
}
