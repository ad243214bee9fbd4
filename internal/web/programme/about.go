package programme

import (
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// About is the programme's page for everyone: the six questions that whoever thinks of joining asks. Strangers see it while the
// programme is open or running; who has a role in it sees it always.
func (p Pages) About(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	if pr.Status != programme.Open && pr.Status != programme.Running && len(v.Actor.Roles) == 0 {
		return fault.Missing()
	}
	c, err := p.Programmes.Commitment(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	spans, err := p.Programmes.Phases(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	return v.Show(aboutPage(v.Page(pr.Name), aboutView(v, pr, c, spans)))
}

// AboutView answers the six questions.
type AboutView struct {
	Programme            programme.Programme
	Eyebrow              []string
	Lede, State          string
	Takes                bool // applications
	MentorURL, MenteeURL string
	Facts                [][2]string
	Why                  []string
	Criteria             [][2]string // title, and what this programme does about it
	Phases               []ui.Phase
	Sponsor, Message     string
	Conditions           []string
	OwnerName, OwnerURL  string
	Address              string // of this page, for paper
}

func aboutView(v *visit.Visit, pr programme.Programme, c programme.Commitment, spans []programme.Span) AboutView {
	view := AboutView{
		Programme: pr, Takes: pr.Status == programme.Open, MentorURL: pr.Path() + "/apply/mentor", MenteeURL: pr.Path() + "/apply/mentee",
		Eyebrow: []string{v.Place.OrgName, kindWords(v, pr.Kinds)}, State: v.T("about.is_" + string(pr.Status)), OwnerName: pr.OwnerName, Address: v.Site.BaseURL + pr.Path() + "/about",
	}
	view.Lede = pr.Description
	if view.Lede == "" {
		view.Lede = v.T("about.lede")
	}
	if pr.OwnerEmail != "" {
		view.OwnerURL = "mailto:" + pr.OwnerEmail
	}
	for _, s := range spans {
		view.Phases = append(view.Phases, ui.Phase{Label: v.T("programme.phase_" + string(s.Phase)), Sub: v.T("about.from", "date", s.StartsOn)})
	}
	if c.IsSigned() {
		view.Sponsor, view.Message = c.Name, c.Message
	}
	for _, key := range []string{"about.why_culture", "about.why_resources", "about.why_flexible"} {
		view.Why = append(view.Why, v.T(key))
	}
	view.Facts = aboutFacts(v, pr)
	view.Criteria = aboutCriteria(v, pr, c)
	view.Conditions = conditions(v, pr, c)
	return view
}

func kindWords(v *visit.Visit, kinds []programme.Kind) string {
	words := make([]string, 0, len(kinds))
	for _, k := range kinds {
		words = append(words, v.T("programme.kind_"+string(k)))
	}
	return strings.Join(words, ", ")
}

func aboutFacts(v *visit.Visit, pr programme.Programme) (out [][2]string) {
	add := func(label, text string) { out = append(out, [2]string{label, text}) }
	if pr.StartsOn != "" && pr.EndsOn != "" {
		add(v.T("setup.period"), v.T("setup.from_to", "start", pr.StartsOn, "end", pr.EndsOn))
	}
	if s := pr.Settings; s.Weeks > 0 {
		add(v.T("about.rhythm"), rhythm(v, pr))
	}
	if pr.SeatsMentor+pr.SeatsMentee > 0 {
		add(v.T("setup.seats"), v.T("setup.seats_are", "mentors", pr.SeatsMentor, "mentees", pr.SeatsMentee))
	}
	return out
}

func rhythm(v *visit.Visit, pr programme.Programme) string {
	return v.T("about.rhythm_is", "n", pr.Settings.Weeks, "minutes", pr.Settings.Minutes)
}

// aboutCriteria says what this programme does about each of the six, as far as it is decided.
func aboutCriteria(v *visit.Visit, pr programme.Programme, c programme.Commitment) [][2]string {
	text := map[programme.Criterion]string{programme.Expectations: v.T("about.does_expected")}
	if pr.StrategicGoal != "" {
		text[programme.ClearPurpose] = v.T("about.does_purpose", "goal", pr.StrategicGoal, "indicator", lower(pr.Indicator))
	}
	if c.IsSigned() {
		text[programme.Anchored] = v.T("about.does_anchored", "who", c.Name)
	}
	switch t := pr.Training; {
	case t.MentorOn != "" && t.MenteeOn != "":
		text[programme.Prepared] = v.T("about.does_prepared_both", "mentor", t.MentorOn, "mentee", t.MenteeOn)
	case t.MentorOn != "":
		text[programme.Prepared] = v.T("about.does_prepared", "mentor", t.MentorOn)
	}
	if months, _ := programme.Length(pr.StartsOn, pr.EndsOn); months > 0 {
		text[programme.RightLength] = v.T("about.does_length", "n", months)
	}
	if pr.MidwayOn != "" && pr.FinalOn != "" {
		text[programme.Evaluated] = v.T("about.does_evaluation", "midway", pr.MidwayOn, "final", pr.FinalOn)
	}
	out := make([][2]string, 0, len(programme.Criteria))
	for _, k := range programme.Criteria {
		if text[k] == "" {
			text[k] = v.T("about.does_not_yet")
		}
		out = append(out, [2]string{v.T("about.criterion_" + string(k)), text[k]})
	}
	return out
}

// conditions is what it takes: of time, of preparation, and what one may count on.
func conditions(v *visit.Visit, pr programme.Programme, c programme.Commitment) []string {
	out := []string{v.T("about.needs_nothing")}
	switch {
	case c.IsSigned() && c.MentorMinutes > 0 && c.MenteeMinutes > 0:
		out = append(out, v.T("about.needs_hours", "mentor", hours(v.Lang, c.MentorMinutes), "mentee", hours(v.Lang, c.MenteeMinutes)))
	case pr.Settings.Weeks > 0:
		out = append(out, v.T("about.needs_time", "rhythm", lower(rhythm(v, pr))))
	}
	if t := pr.Training; t.MentorOn != "" || t.MenteeOn != "" {
		text := v.T("about.needs_training")
		if t.Demanded {
			text = v.T("about.needs_training_demanded")
		}
		if t.Place != "" {
			text += " " + v.T("about.needs_place", "place", t.Place)
		}
		out = append(out, text)
	}
	out = append(out, v.T("about.needs_confidence"), v.T("about.needs_neutral"), v.T("about.needs_stop"))
	return out
}

func lower(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToLower(string(r[0])) + string(r[1:])
}

// list reads numbered texts.
func list(p ui.Page, key string, n int) []string {
	out := make([]string, 0, n)
	for i := range n {
		out = append(out, p.T(key+strconv.Itoa(i+1)))
	}
	return out
}
