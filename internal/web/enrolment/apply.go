package enrolment

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// form is one step of the application.
type form struct {
	Programme programme.Programme
	Step      int
	asking
}

func (f form) path() string { return applyPath(f.Programme.ID, f.Side) }

func applyPath(programmeID string, side org.Role) string {
	return "/p/" + programmeID + "/apply/" + string(side)
}

// to is the address that a button of a step posts to.
func (f form) to(step int) string {
	return ui.WithQuery(f.path(), "from", strconv.Itoa(f.Step), "to", strconv.Itoa(step))
}

// keep is the address that puts the form aside.
func (f form) keep() string {
	return ui.WithQuery(f.path()+"/keep", "from", strconv.Itoa(f.Step))
}

// steps draws where the applicant stands.
func (f form) steps(v *visit.Visit) []ui.Step {
	var out []ui.Step
	for _, s := range enrolment.Steps {
		state := ""
		if s < f.Step {
			state = "done"
		} else if s == f.Step {
			state = "now"
		}
		out = append(out, ui.Step{Label: v.T("enrolment.step_" + strconv.Itoa(s)), State: state})
	}
	return out
}

func (f form) titleKey() string {
	return "enrolment.title_" + strconv.Itoa(f.Step) + "_" + string(f.Side)
}

// public is a page of the application: the shell of a visitor, also for someone who is signed in.
func public(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	p.Narrow, p.Kind, p.Nav = true, ui.KindPlain, nil
	if v.R.Method != http.MethodGet { // the other language would come without what was typed
		p.LangURL = ""
	}
	return p
}

// open reads the programme; one that takes no applications shows why, and ok is false.
func (p Pages) open(v *visit.Visit) (pr programme.Programme, ok bool, err error) {
	if pr, err = p.programme(v); err != nil || enrolment.Takes(pr) {
		return pr, err == nil, err
	}
	page := public(v, v.T("enrolment.shut_title"))
	if pr.Status == programme.Draft {
		page.ProgrammeName, page.Org, page.Switcher = "", "", nil // not announced yet
	}
	return pr, false, v.Show(shutPage(v, page, pr))
}

// ApplyChoose asks which side one applies for.
func (p Pages) ApplyChoose(v *visit.Visit) error {
	pr, ok, err := p.open(v)
	if err != nil || !ok {
		return err
	}
	page := public(v, v.T("enrolment.choose_title"))
	page.NoIndex = false
	return v.Show(choosePage(v, page, pr))
}

// Apply shows a step of the form for the first time: what to read, or questions with what we know about who is signed in.
func (p Pages) Apply(v *visit.Visit) error {
	s, err := side(v)
	if err != nil {
		return err
	}
	pr, ok, err := p.open(v)
	if err != nil || !ok {
		return err
	}
	f := form{Programme: pr, Step: enrolment.StepRead, asking: asking{Side: s, Answers: enrolment.Answers{}}}
	mine, err := p.Enrolments.MySeat(v.Ctx(), v.Actor, s)
	switch {
	case err == nil && mine.Status != enrolment.Declined && mine.Status != enrolment.Withdrawn:
		return v.Go(mine.Path() + "/profile")
	case err == nil:
		if f.Answers, err = p.Enrolments.AnswersOf(v.Ctx(), v.Actor, mine); err != nil {
			return err
		}
	case !fault.Is(err, fault.NotFound):
		return err
	case v.Account.ID != "":
		f.Answers["name"], f.Answers["email"] = []string{v.Account.Name}, []string{v.Account.Email}
	}
	if v.R.URL.Query().Get("from") != "" || v.R.URL.Query().Get("to") != "" { // came back by the address of a later step
		f.Step = enrolment.StepWants
	}
	return v.Show(p.step(v, f))
}

// ApplyStep takes the answers of a step and shows the one that was asked for, or the first with something wrong before it.
func (p Pages) ApplyStep(v *visit.Visit) error {
	f, ok, err := p.posted(v)
	if err != nil || !ok {
		return err
	}
	f.Step = stepOf(v, "to")
	for _, s := range enrolment.Steps {
		if s >= f.Step {
			break
		}
		if errs := v.Faults(f.Answers.Check(f.Side, enrolment.Asked(f.Programme, f.Side, s)).Or()); len(errs) > 0 {
			f.Step, f.Errs = s, errs
			return v.Invalid(p.step(v, f))
		}
	}
	return v.Show(p.step(v, f))
}

// ApplySend sends the application.
func (p Pages) ApplySend(v *visit.Visit) error {
	f, ok, err := p.posted(v)
	if err != nil || !ok {
		return err
	}
	out, err := p.Enrolments.Submit(v.Ctx(), v.Actor, f.Side, f.Answers)
	if errs := v.Faults(err); errs != nil && fault.Is(err, fault.Invalid) {
		f.Errs, f.Step = errs, enrolment.StepSend
		for _, q := range slices.Backward(enrolment.Asked(f.Programme, f.Side)) {
			if errs[q.Name] != "" {
				f.Step = q.Step // ends at the first step with something wrong
			}
		}
		return v.Invalid(p.step(v, f))
	}
	if err != nil {
		return err
	}
	if out.Mailed {
		return v.Go(f.path() + "/mailed")
	}
	return v.Go(f.path() + "/sent")
}

// ApplyKeep puts an unfinished application aside; who has not written an address yet is asked for it.
func (p Pages) ApplyKeep(v *visit.Visit) error {
	f, ok, err := p.posted(v)
	if err != nil || !ok {
		return err
	}
	f.Step = stepOf(v, "from")
	err = p.Enrolments.Keep(v.Ctx(), v.Actor, f.Side, f.Answers, f.Step)
	f.Errs = v.Faults(err)
	switch {
	case err == nil:
		return v.Go(f.path() + "/kept")
	case !fault.Is(err, fault.Invalid):
		return err
	case f.Errs["email"] != "" && len(f.Errs) == 1:
		if f.Answers.Get("email") == "" {
			f.Errs = nil // it was never asked for
		}
		f.Questions = slices.DeleteFunc(enrolment.Questions(f.Side), func(q enrolment.Question) bool { return q.Name != "email" })
		page := keepPage(v, public(v, v.T("enrolment.keep_title")), f)
		if f.Errs == nil {
			return v.Show(page)
		}
		return v.Invalid(page)
	}
	for _, q := range slices.Backward(enrolment.Asked(f.Programme, f.Side)) {
		if f.Errs[q.Name] != "" {
			f.Step = q.Step
		}
	}
	return v.Invalid(p.step(v, f))
}

// ApplyKept says where the way back is.
func (p Pages) ApplyKept(v *visit.Visit) error {
	if _, err := side(v); err != nil {
		return err
	}
	return v.Show(keptPage(v, public(v, v.T("enrolment.kept_title"))))
}

// posted reads a posted step.
func (p Pages) posted(v *visit.Visit) (form, bool, error) {
	s, err := side(v)
	if err != nil {
		return form{}, false, err
	}
	values, err := v.Form(enrolment.Form(s))
	if err != nil {
		return form{}, false, err
	}
	pr, ok, err := p.open(v)
	return form{Programme: pr, asking: asking{Side: s, Answers: enrolment.Answers(values)}}, ok, err
}

func stepOf(v *visit.Visit, name string) int {
	n, err := strconv.Atoi(v.R.URL.Query().Get(name))
	if err != nil || !slices.Contains(enrolment.Steps, n) {
		return enrolment.StepWants
	}
	return n
}

// ApplySent thanks, and says what happens next.
func (p Pages) ApplySent(v *visit.Visit) error {
	s, err := side(v)
	if err != nil {
		return err
	}
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	mine, err := p.Enrolments.MySeat(v.Ctx(), v.Actor, s)
	if fault.Is(err, fault.NotFound) {
		return v.Go(applyPath(pr.ID, s))
	}
	if err != nil {
		return err
	}
	return v.Show(sentPage(v, public(v, v.T("enrolment.sent_title")), pr, mine.Path()+"/profile"))
}

// ApplyMailed says where to look for the mail that asks for the address.
func (p Pages) ApplyMailed(v *visit.Visit) error {
	if _, err := side(v); err != nil {
		return err
	}
	return v.Show(mailedPage(v, public(v, v.T("enrolment.mailed_title"))))
}

// Confirm shows an application whose address waits to be confirmed; looking spends nothing.
func (p Pages) Confirm(v *visit.Visit) error {
	w, err := p.Enrolments.Pending(v.Ctx(), v.R.PathValue("token"))
	if err != nil {
		return err
	}
	if w.Step > 0 {
		f := form{Programme: w.Programme, Step: w.Step, asking: asking{Side: w.Side, Answers: w.Answers}}
		return v.Show(p.step(v, f))
	}
	page := public(v, v.T("enrolment.confirm_title"))
	page.ProgrammeName = w.Programme.Name
	a := asking{Side: w.Side, Questions: enrolment.Asked(w.Programme, w.Side), Answers: w.Answers}
	return v.Show(confirmPage(v, page, w, a))
}

// ConfirmSend makes the application count.
func (p Pages) ConfirmSend(v *visit.Visit) error {
	w, t, err := p.Enrolments.Confirm(v.Ctx(), v.R.PathValue("token"))
	if err != nil {
		return err
	}
	page := public(v, v.T("enrolment.sent_title"))
	page.ProgrammeName = w.Programme.Name
	return v.Show(sentPage(v, page, w.Programme, t.Path()+"/profile"))
}

func (p Pages) step(v *visit.Visit, f form) templ.Component {
	f.Questions = enrolment.Asked(f.Programme, f.Side, f.Step)
	return stepPage(v, public(v, v.T(f.titleKey(), "programme", f.Programme.Name)), f)
}
