package programme

import (
	"time"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Setup is where the whole set-up is seen: what is missing, the six lights, and the one next step.
func (p Pages) Setup(v *visit.Visit) error {
	view, err := p.setupView(v)
	if err != nil {
		return err
	}
	return v.Show(setupPage(v.Page(view.Title), view))
}

// Open opens the programme for applications. What is missing is named, each with the way to the field.
func (p Pages) Open(v *visit.Visit) error {
	err := p.Programmes.Open(v.Ctx(), v.Actor, v.Place.Programme)
	if errs := v.Faults(err); errs != nil {
		view, viewErr := p.setupView(v)
		if viewErr != nil {
			return viewErr
		}
		for _, g := range view.gaps {
			view.Missing = append(view.Missing, ui.Link{Label: errs[g.Field], URL: setupURL(v.Place.Programme, "purpose") + "#" + g.Field})
		}
		view.Refused = errs[""]
		return v.Invalid(setupPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.opened")
	return v.Go(setupURL(v.Place.Programme, ""))
}

// Start lets pairs be made.
func (p Pages) Start(v *visit.Visit) error {
	err := p.Programmes.Start(v.Ctx(), v.Actor, v.Place.Programme)
	if errs := v.Faults(err); errs != nil {
		view, viewErr := p.setupView(v)
		if viewErr != nil {
			return viewErr
		}
		if text := errs["starts_on"]; text != "" {
			view.Missing = []ui.Link{{Label: text, URL: setupURL(v.Place.Programme, "time") + "#starts_on"}}
		}
		view.Refused = errs[""]
		return v.Invalid(setupPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.started")
	return v.Go(setupURL(v.Place.Programme, ""))
}

// Ending asks before a programme is closed, and says what follows.
func (p Pages) Ending(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	if pr.Status != programme.Open && pr.Status != programme.Running {
		return v.Go(setupURL(pr.ID, ""))
	}
	return v.Show(endingPage(narrow(v, v.T("setup.close_title", "programme", pr.Name)), pr, ""))
}

// Close closes it.
func (p Pages) Close(v *visit.Visit) error {
	err := p.Programmes.Close(v.Ctx(), v.Actor, v.Place.Programme)
	if errs := v.Faults(err); errs != nil {
		pr, readErr := p.programme(v)
		if readErr != nil {
			return readErr
		}
		return v.Invalid(endingPage(narrow(v, v.T("setup.close_title", "programme", pr.Name)), pr, errs[""]))
	}
	if err != nil {
		return err
	}
	v.Say("good", "setup.closed")
	return v.Go(setupURL(v.Place.Programme, ""))
}

// SetupView is the set-up as it is seen.
type SetupView struct {
	Programme           programme.Programme
	Title, Lede, Status string
	Next                ui.NextView
	Missing             []ui.Link // what opening was refused for
	Refused             string
	Criteria            []ui.CriterionView
	Phases              []ui.Phase
	Facts               [][2]string
	Team                []org.Holder
	Base                string
	Locked              bool
	gaps                []programme.Gap
}

func (p Pages) setupView(v *visit.Visit) (SetupView, error) {
	pr, err := p.programme(v)
	if err != nil {
		return SetupView{}, err
	}
	lights, err := p.Programmes.Readiness(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return SetupView{}, err
	}
	spans, err := p.Programmes.Phases(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return SetupView{}, err
	}
	team, err := p.Orgs.Holders(v.Ctx(), v.Actor, v.Place.Programme, org.Coordinator, org.Facilitator)
	if err != nil {
		return SetupView{}, err
	}
	view := SetupView{Programme: pr, Status: v.T("programme.status_" + string(pr.Status)), Base: setupURL(pr.ID, ""), Locked: pr.Status == programme.Closed, Team: team, gaps: pr.Gaps()}
	today := v.Now().Format(time.DateOnly)
	for _, s := range spans {
		ph := ui.Phase{Label: v.T("programme.phase_" + string(s.Phase)), Sub: i18n.Date(v.Lang, s.StartsOn)}
		if pr.Status == programme.Running && string(s.EndsOn) < today {
			ph.State = "done"
		} else if pr.Status == programme.Running && string(s.StartsOn) <= today {
			ph.State = "now"
		}
		view.Phases = append(view.Phases, ph)
	}
	for _, l := range lights {
		view.Criteria = append(view.Criteria, criterion(v, l, !view.Locked))
	}
	view.Facts = facts(v, pr)
	view.say(v, lights)
	return view, nil
}

func criterion(v *visit.Visit, l programme.Light, link bool) ui.CriterionView {
	c := ui.CriterionView{State: ui.State(l.State), Title: v.T(l.Title()), Evidence: programme.Sentences(v.Lang, l.Says)}
	if link {
		c.LinkTo, c.LinkLabel = setupURL(v.Place.Programme, l.Step), v.T("setup.go_to", "step", v.T("programme.step_"+l.Step))
	}
	return c
}

// say writes the heading and the one next step.
func (view *SetupView) say(v *visit.Visit, lights []programme.Light) {
	pr := view.Programme
	post := func(label, act string) ui.Action {
		return ui.Action{Label: label, Method: "post", URL: view.Base + "/" + act}
	}
	var open []programme.Light
	for _, l := range lights {
		if l.State == programme.Wait || l.State == programme.Bad {
			open = append(open, l)
		}
	}
	key := "setup.is_" + string(pr.Status)
	switch {
	case pr.Status == programme.Draft && len(view.gaps) > 0:
		key = "setup.is_missing"
		view.Next = ui.NextView{Icon: "target", Go: ui.Action{Label: v.T("setup.go_purpose"), URL: view.Base + "/purpose", After: "arrow-right"}}
	case pr.Status == programme.Draft && len(open) > 0:
		key = "setup.is_possible"
		view.Next = ui.NextView{
			Icon: "list-check", Go: ui.Action{Label: v.T("setup.go_on", "step", v.T("programme.step_"+open[0].Step)), URL: view.Base + "/" + open[0].Step, After: "arrow-right"},
			Others: []ui.Action{post(v.T("setup.open_anyway"), "open")},
		}
	case pr.Status == programme.Draft:
		key = "setup.is_ready"
		view.Next = ui.NextView{Icon: "door", Go: post(v.T("setup.open"), "open"), Others: []ui.Action{{Label: v.T("setup.see_about"), URL: pr.Path() + "/about"}}}
	case pr.Status == programme.Open:
		view.Next = ui.NextView{
			Icon: "users-group", Go: ui.Action{Label: v.T("setup.see_people"), URL: pr.Path() + "/people", After: "arrow-right"},
			Others: []ui.Action{post(v.T("setup.start"), "start"), {Label: v.T("setup.see_about"), URL: pr.Path() + "/about"}},
		}
	}
	n := len(open)
	if key == "setup.is_missing" {
		n = len(view.gaps)
	}
	view.Title, view.Lede = v.T(key, "programme", pr.Name, "n", n), v.T(key+"_lede")
	if view.Next.Go.Label != "" {
		view.Next.Eyebrow, view.Next.Title, view.Next.Text = v.T("setup.next"), v.T(key+"_next"), v.T(key+"_next_text")
	}
}

// facts is what the programme is, in a few lines.
func facts(v *visit.Visit, pr programme.Programme) [][2]string {
	kinds := ""
	for i, k := range pr.Kinds {
		if i > 0 {
			kinds += ", "
		}
		kinds += v.T("programme.kind_" + string(k))
	}
	out := [][2]string{{v.T("programme.kinds"), kinds}, {v.T("programme.lang"), v.T("setup.lang_" + string(pr.Lang))}, {v.T("org.zone"), pr.Zone}}
	if pr.StartsOn != "" {
		out = append(out, [2]string{v.T("setup.period"), v.T("setup.from_to", "start", pr.StartsOn, "end", pr.EndsOn)})
	}
	if pr.SeatsMentor+pr.SeatsMentee > 0 {
		out = append(out, [2]string{v.T("setup.seats"), v.T("setup.seats_are", "mentors", pr.SeatsMentor, "mentees", pr.SeatsMentee)})
	}
	if pr.OwnerName != "" {
		out = append(out, [2]string{v.T("setup.owner"), pr.OwnerName})
	}
	return out
}
