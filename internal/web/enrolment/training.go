package enrolment

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// training is the plan and who took part.
type training struct {
	Programme programme.Programme
	Sides     []trainingSide
	On        ui.Field
	Wrong     string
	Plans     bool // the visitor may change the plan
}

// trainingSide is mentors or mentees: those who still miss it and those who took part.
type trainingSide struct {
	Side          org.Role
	On            clock.Date
	Missing, Done []enrolment.Seat
}

// Training shows how mentors and mentees are prepared, and who has been.
func (p Pages) Training(v *visit.Visit) error { return p.showTraining(v, nil, nil) }

func (p Pages) showTraining(v *visit.Visit, form url.Values, errs map[string]string) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	t := training{Programme: pr, Plans: v.Actor.Has(org.Coordinator, org.Admin), Wrong: errs["seat"]}
	on := form.Get("on")
	if on == "" {
		on = string(clock.DateOf(v.Now()))
	}
	t.On = ui.Field{Name: "on", Kind: ui.FieldDate, Label: v.T("enrolment.training_on"), Value: on, Error: errs["on"], Vis: ui.VisCoordinator}
	for _, s := range []trainingSide{{Side: org.Mentor, On: pr.Training.MentorOn}, {Side: org.Mentee, On: pr.Training.MenteeOn}} {
		const most = 5000
		found, err := p.Enrolments.List(v.Ctx(), v.Actor, enrolment.Filter{Role: s.Side, Status: enrolment.Accepted}, 1, most)
		if err != nil {
			return err
		}
		for _, seat := range found.Seats {
			if seat.TrainedOn == "" {
				s.Missing = append(s.Missing, seat)
			} else {
				s.Done = append(s.Done, seat)
			}
		}
		t.Sides = append(t.Sides, s)
	}
	page := trainingPage(v, v.Page(v.T("enrolment.training")), t)
	if len(errs) > 0 {
		return v.Invalid(page)
	}
	return v.Show(page)
}

func (t training) title(v *visit.Visit) string {
	done, all := len(t.Sides[0].Done), len(t.Sides[0].Done)+len(t.Sides[0].Missing)
	if done == 0 {
		return v.T("enrolment.training_title_none")
	}
	return v.T("enrolment.training_title", "trained", done, "of", all)
}

func (t training) nobody() bool {
	for _, s := range t.Sides {
		if len(s.Missing)+len(s.Done) > 0 {
			return false
		}
	}
	return true
}

// plan are the facts of the training that are known.
func (t training) plan(v *visit.Visit) [][2]string {
	tr := t.Programme.Training
	demand := v.T("enrolment.training_demanded_no")
	if tr.Demanded {
		demand = v.T("enrolment.training_demanded_yes")
	}
	out := [][2]string{{v.T("enrolment.training_when_mentor"), day(v, tr.MentorOn)}, {v.T("enrolment.training_when_mentee"), day(v, tr.MenteeOn)}}
	if tr.Place != "" {
		out = append(out, [2]string{v.T("enrolment.training_place"), tr.Place})
	}
	return append(out, [2]string{v.T("enrolment.training_demanded"), demand})
}

// TrainingMark notes who took part, or takes one note back.
func (p Pages) TrainingMark(v *visit.Visit) error {
	form, err := v.Form(enrolment.FormTrain)
	if err != nil {
		return err
	}
	back := "/p/" + v.Place.Programme + "/training"
	if undo := form.Get("undo"); undo != "" {
		if err := p.Enrolments.Train(v.Ctx(), v.Actor, []string{undo}, ""); err != nil {
			return err
		}
		v.Say("good", "enrolment.training_undone")
		return v.Go(back)
	}
	errs := fault.Fields{}
	if len(form["seat"]) == 0 {
		errs.Add("seat", "enrolment.training_pick_none")
	}
	on, ok := clock.ParseDate(form.Get("on"))
	if !ok || on == "" {
		errs.Add("on", "fault.bad_date")
	}
	if len(errs) > 0 {
		return p.showTraining(v, form, v.Faults(errs.Or()))
	}
	if err := p.Enrolments.Train(v.Ctx(), v.Actor, form["seat"], on); err != nil {
		return err
	}
	v.Say("good", "enrolment.training_marked", "n", len(form["seat"]))
	return v.Go(back)
}
