package programme

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Commitment is the sponsor's own page: what is promised, and what is to be done when.
func (p Pages) Commitment(v *visit.Visit) error {
	view, err := p.commitmentView(v, nil)
	if err != nil {
		return err
	}
	return v.Show(commitmentPage(v.Page(view.Title), view))
}

// Sign signs the promise as it was shown.
func (p Pages) Sign(v *visit.Visit) error {
	form, err := v.Form(programme.FormSign)
	if err != nil {
		return err
	}
	err = p.Programmes.Sign(v.Ctx(), v.Actor, v.Place.Programme, form.Get("seen"), form.Get("signed_name"), form.Get("message"))
	if errs := v.Faults(err); errs != nil {
		view, err := p.commitmentView(v, errs)
		if err != nil {
			return err
		}
		return v.Invalid(commitmentPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.you_signed")
	return v.Go(commitmentURL(v))
}

// Tick marks one of the sponsor's tasks as done, or not.
func (p Pages) Tick(v *visit.Visit) error {
	form, err := v.Form(programme.FormTask)
	if err != nil {
		return err
	}
	if err := p.Programmes.TickTask(v.Ctx(), v.Actor, v.Place.Programme, programme.TaskKey(form.Get("task")), form.Get("done") == "yes"); err != nil {
		return err
	}
	return v.Go(commitmentURL(v) + "#tasks")
}

func commitmentURL(v *visit.Visit) string { return "/p/" + v.Place.Programme + "/sponsor/commitment" }

// CommitmentView is what the sponsor sees. Signed is the signature in words, "" while there is none.
type CommitmentView struct {
	Title, Lede    string
	Named, Mine    bool
	Purpose, Goal  string
	Promises       [][2]string
	Message        string
	Signed         string
	Seen           string
	Fields         []ui.Field
	Errors         []ui.FieldError
	Tasks          []TaskView
	SignURL, DoURL string
	Quarter        string
}

// TaskView is one task. Draft is a text to use as it is.
type TaskView struct {
	Key               string
	Title, How, Draft string
	State             ui.State
	Word              string
	Tickable, Done    bool
}

func (p Pages) commitmentView(v *visit.Visit, errs map[string]string) (CommitmentView, error) {
	pr, err := p.programme(v)
	if err != nil {
		return CommitmentView{}, err
	}
	c, err := p.Programmes.Commitment(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return CommitmentView{}, err
	}
	tasks, err := p.Programmes.Tasks(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return CommitmentView{}, err
	}
	view := CommitmentView{
		Named: c.ID != "", Mine: c.Account == v.Account.ID, Purpose: pr.Purpose, Goal: pr.StrategicGoal, Message: c.Message, Seen: c.Version(),
		SignURL: commitmentURL(v), DoURL: "/p/" + pr.ID + "/sponsor/tasks", Quarter: "/p/" + pr.ID + "/sponsor",
	}
	key := "setup.commit_unsigned"
	switch {
	case !view.Named || !view.Mine:
		key = "setup.commit_nobody"
	case c.IsSigned():
		key = "setup.commit_signed"
		view.Signed = v.T("setup.signature", "who", c.SignedName, "when", i18n.Moment(v.Lang, c.Signed.In(v.Location())))
	}
	view.Title, view.Lede = v.T(key, "programme", pr.Name), v.T(key+"_lede")
	if !view.Mine {
		return view, nil
	}
	view.Promises = promises(v, pr, c)
	view.sign(v, c, errs)
	today := clock.DateOf(v.Now())
	for _, t := range tasks {
		view.Tasks = append(view.Tasks, taskView(v, pr, c, t, today))
	}
	return view, nil
}

func promises(v *visit.Visit, pr programme.Programme, c programme.Commitment) [][2]string {
	time := func(minutes int) string {
		if minutes == 0 {
			return v.T("setup.hours_none")
		}
		return v.T("setup.hours_month", "hours", hours(v.Lang, minutes))
	}
	out := [][2]string{{v.T("setup.time_mentor"), time(c.MentorMinutes)}, {v.T("setup.time_mentee"), time(c.MenteeMinutes)}}
	if c.Budget != "" {
		out = append(out, [2]string{v.T("programme.budget"), c.Budget})
	}
	if pr.StartsOn != "" {
		out = append(out, [2]string{v.T("setup.period"), v.T("setup.from_to", "start", pr.StartsOn, "end", pr.EndsOn)})
	}
	return out
}

// sign makes the form for signing. After a refusal it holds what was typed.
func (view *CommitmentView) sign(v *visit.Visit, c programme.Commitment, errs map[string]string) {
	typed := url.Values{"signed_name": {v.Account.Name}, "message": {c.Message}}
	if errs != nil {
		typed = v.R.PostForm
	}
	view.Fields = seen(programme.FormSign, errs,
		ui.Field{Name: "message", Kind: ui.FieldTextarea, Voice: true, Label: v.T("setup.sign_message"), Hint: v.T("setup.sign_message_hint"), Value: typed.Get("message"), Optional: true},
		ui.Field{Name: "signed_name", Label: v.T("programme.signed_name"), Hint: v.T("setup.sign_name_hint"), Value: typed.Get("signed_name"), Autocomplete: "name"})
	view.Errors = ui.Errors(view.Fields...)
	if errs[""] != "" {
		view.Errors = append(view.Errors, ui.FieldError{Text: errs[""]})
	}
}

func taskView(v *visit.Visit, pr programme.Programme, c programme.Commitment, t programme.Task, today clock.Date) TaskView {
	key := "programme.task_" + string(t.Key)
	out := TaskView{Key: string(t.Key), Title: v.T(key), How: v.T(key + "_how"), Draft: t.Draft(pr, c.Name), State: ui.StateWait, Tickable: t.Key != programme.TaskSign, Done: !t.Done.IsZero()}
	switch {
	case out.Done:
		out.State, out.Word = ui.StateOK, v.T("setup.task_done", "date", clock.DateOf(t.Done.In(v.Location())))
	case t.Late(today):
		out.State, out.Word = ui.StateMind, v.T("setup.task_late", "date", t.On)
	case t.On == "":
		out.Word = v.T("setup.task_no_day")
	default:
		out.Word = v.T("setup.task_by", "date", t.On)
	}
	return out
}
