package pair

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// PulseView is the one minute after a meeting.
type PulseView struct {
	Eyebrow   []string
	Answered  bool
	Partner   string
	Fields    []ui.Field
	Errors    []ui.FieldError
	ActionURL string
	BackURL   string
}

// Pulse asks the four questions.
func (s Pages) Pulse(v *visit.Visit) error {
	view, err := s.pulseView(v, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(pulsePage(narrow(v, "pairs.pulse_title"), view))
}

// PulseAnswer keeps the answers; a question left alone counts as "don't know", but one at least must be answered.
func (s Pages) PulseAnswer(v *visit.Visit) error {
	form, err := v.Form(pair.FormPulse)
	if err != nil {
		return err
	}
	var values [4]int
	given := false
	for i, item := range pair.PulseItems {
		if raw := form.Get(item); raw != "" {
			given = true
			if values[i], err = strconv.Atoi(raw); err != nil {
				values[i] = -1
			}
		}
	}
	if given {
		err = s.Pairs.AnswerPulse(v.Ctx(), v.Actor, v.Place.Pair, v.R.PathValue("meeting"), pair.Pulse{Worth: values[0], Free: values[1], Matter: values[2], Challenged: values[3]})
	} else { // sent by mistake: it would count as an answer, and stand there as one
		err = fault.Field(pair.PulseItems[0], "pairs.pulse_none")
	}
	if errs := v.Faults(err); errs != nil {
		view, verr := s.pulseView(v, form, errs)
		if verr != nil {
			return verr
		}
		return v.Invalid(pulsePage(narrow(v, "pairs.pulse_title"), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "pairs.pulse_saved")
	return v.Go(meetings(v))
}

func (s Pages) pulseView(v *visit.Visit, form url.Values, errs map[string]string) (PulseView, error) {
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return PulseView{}, err
	}
	answered, err := s.Pairs.Answered(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return PulseView{}, err
	}
	out := PulseView{Eyebrow: []string{day(v, m.Start), v.T("pairs.minutes", "n", m.Minutes)}, Answered: answered[m.ID], Partner: partner(v), ActionURL: meetingURL(v, m.ID) + "/pulse", BackURL: meetings(v)}
	for _, item := range pair.PulseItems {
		f := ui.Field{Name: item, Kind: ui.FieldScale, Label: v.T("pair.pulse_" + item), Error: errs[item]}
		f.Options = append(ui.ScaleOptions(form.Get(item)), ui.Option{Value: strconv.Itoa(pair.DontKnow), Label: v.T("pairs.dont_know"), Selected: form.Get(item) == strconv.Itoa(pair.DontKnow)})
		out.Fields = append(out.Fields, f)
	}
	out.Errors = ui.Errors(out.Fields...)
	if errs[""] != "" {
		out.Errors = append(out.Errors, ui.FieldError{Text: errs[""]})
	}
	return out, nil
}
