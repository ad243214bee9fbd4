package programme

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// steps of the set-up in the order they are offered.
var steps = []string{"basics", "purpose", "time", "sponsor", "intake", "agreement"}

// Group is some questions of a step under one heading; the first group may have none.
type Group struct {
	ID, Title, Lede string
	Fields          []ui.Field
	Two             bool // side by side where there is room
}

// StepView is one step as it is drawn.
type StepView struct {
	Step         string
	Number       int
	Title, Lede  string
	Back, URL    string // Back: the step before, or where all are seen
	Groups       []Group
	Hidden       map[string]string
	Errors       []ui.FieldError
	Above, Below templ.Component // beside the form: suggestions, state, warnings
	Locked       bool            // the programme is closed
}

// step begins the view of a step.
func step(v *visit.Visit, name string) StepView {
	at := slices.Index(steps, name)
	s := StepView{Step: name, Number: at + 1, Title: v.T("setup." + name + "_title"), Lede: v.T("setup." + name + "_lede"), URL: setupURL(v.Place.Programme, name)}
	s.Back = setupURL(v.Place.Programme, "")
	if at > 0 {
		s.Back = setupURL(v.Place.Programme, steps[at-1])
	}
	s.Locked = v.Place.Status == "closed"
	return s
}

// gather collects the errors of all groups for the summary; errs[""] belongs to no field. What was typed stays as it was typed.
func (s *StepView) gather(errs map[string]string, typed url.Values) {
	for _, g := range s.Groups {
		for i := range g.Fields {
			if f := &g.Fields[i]; typed != nil && len(f.Options) == 0 {
				f.Value = typed.Get(f.Name)
			}
		}
		s.Errors = append(s.Errors, ui.Errors(g.Fields...)...)
	}
	if errs[""] != "" {
		s.Errors = append(s.Errors, ui.FieldError{Text: errs[""]})
	}
}

func (s StepView) bar(p ui.Page) []ui.Step {
	out := make([]ui.Step, 0, len(steps))
	for i, name := range steps {
		state := ""
		switch {
		case i+1 < s.Number:
			state = "done"
		case i+1 == s.Number:
			state = "now"
		}
		out = append(out, ui.Step{Label: p.T("programme.step_" + name), State: state})
	}
	return out
}

// stepped leads on after a step was saved: to the next one, or to where all are seen when it was the last or the visitor goes on later.
func stepped(v *visit.Visit, name string) error {
	at := slices.Index(steps, name)
	if v.R.URL.Query().Get("later") != "" || at == len(steps)-1 {
		return v.Go(setupURL(v.Place.Programme, ""))
	}
	return v.Go(setupURL(v.Place.Programme, steps[at+1]))
}

func (p Pages) showStep(v *visit.Visit, s StepView) error {
	page := narrow(v, s.Title)
	if len(s.Errors) > 0 {
		return v.Invalid(stepPage(page, s))
	}
	return v.Show(stepPage(page, s))
}
