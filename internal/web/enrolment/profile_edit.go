package enrolment

import (
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// profile is what someone wrote about themselves, to be read and changed: their own page, or the coordinator's for them.
type profile struct {
	Seat  enrolment.Seat
	Mine  bool
	Lacks []enrolment.Question
	Open  bool // may be changed now
	asking
}

// step is the part of the form that belongs to one step of the application.
func (f profile) step(s int) asking {
	a := f.asking
	a.Questions = nil
	for _, q := range f.Questions {
		if q.Step == s {
			a.Questions = append(a.Questions, q)
		}
	}
	return a
}

// ProfileEdit shows a profile for reading and changing.
func (p Pages) ProfileEdit(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	answers, err := p.Enrolments.AnswersOf(v.Ctx(), v.Actor, t)
	if err != nil {
		return err
	}
	return p.showProfile(v, t, answers, nil)
}

func (p Pages) showProfile(v *visit.Visit, t enrolment.Seat, answers enrolment.Answers, errs map[string]string) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	f := profile{
		Seat: t, Mine: v.Actor.Side != "", asking: asking{Side: t.Role, Answers: answers, Errs: errs, Questions: p.Enrolments.Editable(v.Actor, pr, t)},
		Open: t.Status != enrolment.Declined && t.Status != enrolment.Withdrawn,
	}
	title := v.T("enrolment.profile_title_other", "name", t.Person.Name)
	if f.Mine {
		title, f.Lacks = v.T("enrolment.profile_title_mine"), t.Lacks(pr)
	}
	page := v.Page(title)
	if len(errs) > 0 {
		return v.Invalid(profilePage(v, page, f))
	}
	return v.Show(profilePage(v, page, f))
}

// ProfileChange saves a profile.
func (p Pages) ProfileChange(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.Form(t.Role))
	if err != nil {
		return err
	}
	answers := enrolment.Answers(form)
	err = p.Enrolments.Change(v.Ctx(), v.Actor, t.ID, answers)
	if errs := v.Faults(err); fault.Is(err, fault.Invalid) {
		return p.showProfile(v, t, answers, errs)
	}
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.profile_saved")
	if v.Actor.Side == "" {
		return v.Go(peoplePath(t))
	}
	return v.Go(t.Path() + "/profile")
}

// SeatLeave asks before a seat is given up.
func (p Pages) SeatLeave(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	if t.Status == enrolment.Withdrawn {
		return v.Go(leaveBack(v, t))
	}
	page := v.Page(v.T("enrolment.withdraw_title_other", "name", t.Person.Name))
	if v.Actor.Side != "" {
		page = v.Page(v.T("enrolment.withdraw_title_mine"))
	}
	page.Narrow = true
	return v.Show(leavePage(v, page, t))
}

func leaveBack(v *visit.Visit, t enrolment.Seat) string {
	if v.Actor.Side != "" {
		return t.Path() + "/profile"
	}
	return peoplePath(t)
}

// SeatLeft gives a seat up.
func (p Pages) SeatLeft(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	if err := p.Enrolments.Withdraw(v.Ctx(), v.Actor, t.ID); err != nil {
		return err
	}
	v.Say("good", "enrolment.withdrawn")
	return v.Go(leaveBack(v, t))
}

// lackNames are the questions without an answer, each a link to its place in the form.
func lackNames(v *visit.Visit, f profile) []ui.Link {
	out := make([]ui.Link, 0, len(f.Lacks))
	for _, q := range f.Lacks {
		out = append(out, ui.Link{Label: q.Text(v.Lang, f.Side), URL: "#" + q.Name})
	}
	return out
}
