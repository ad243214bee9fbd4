package pair

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

var bookingFields = []string{"date", "time", "minutes", "place", "video", "anyway"}

// booking reads what was typed; text goes back into the form when it is refused.
func booking(v *visit.Visit, form url.Values) (b pair.Booking, typed map[string]string, err error) {
	typed = map[string]string{}
	for _, f := range bookingFields {
		typed[f] = form.Get(f)
	}
	b = pair.Booking{Place: typed["place"], Video: typed["video"], Anyway: typed["anyway"] == warned(typed)}
	b.Minutes, _ = strconv.Atoi(typed["minutes"]) // a length that is no number is refused as too short
	b.Start, err = pair.ReadTime(typed["date"], typed["time"], v.Location())
	return b, typed, err
}

// warned names the time that a warning is about: another time is warned of anew.
func warned(typed map[string]string) string {
	return typed["date"] + " " + typed["time"] + " " + typed["minutes"]
}

// refuse sets the errors at the fields; one that belongs to no field of the form, or is a warning, stands above it.
func (b *BookingView) refuse(v *visit.Visit, typed, errs map[string]string) {
	for i := range b.Fields {
		b.Fields[i].Error = errs[b.Fields[i].Name]
	}
	b.Errors = ui.Errors(b.Fields...)
	if errs["anyway"] != "" {
		b.Clash, b.Warned = errs["anyway"], warned(typed)
		b.Label = v.T("pairs.propose_anyway")
	}
	if errs[""] != "" {
		b.Errors = append(b.Errors, ui.FieldError{Text: errs[""]})
	}
}

// MeetingPropose suggests a meeting.
func (s Pages) MeetingPropose(v *visit.Visit) error {
	form, err := v.Form(pair.FormMeeting)
	if err != nil {
		return err
	}
	b, typed, err := booking(v, form)
	if err == nil {
		_, err = s.Pairs.Propose(v.Ctx(), v.Actor, v.Place.Pair, b)
	}
	if errs := v.Faults(err); errs != nil {
		view, verr := s.meetingsView(v)
		if verr != nil {
			return verr
		}
		view.Form = bookingView(v, nil, typed, meetings(v), v.T("pairs.propose"))
		view.Form.refuse(v, typed, errs)
		return v.Invalid(meetingsPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "pairs.proposed", "partner", partner(v))
	return v.Go(meetings(v))
}

// MeetingMoveForm is the page that suggests another time or place.
func (s Pages) MeetingMoveForm(v *visit.Visit) error {
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	p := v.Page(v.T("pairs.move_title"))
	p.Narrow = true
	return v.Show(movePage(p, span(v, m), bookingView(v, &m, nil, meetingURL(v, m.ID)+"/move", v.T("pairs.move_send"))))
}

// MeetingMove suggests another time or place.
func (s Pages) MeetingMove(v *visit.Visit) error {
	form, err := v.Form(pair.FormMeeting)
	if err != nil {
		return err
	}
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	b, typed, err := booking(v, form)
	if err == nil {
		err = s.Pairs.Move(v.Ctx(), v.Actor, v.Place.Pair, m.ID, b)
	}
	if errs := v.Faults(err); errs != nil {
		view := bookingView(v, &m, typed, meetingURL(v, m.ID)+"/move", v.T("pairs.move_send"))
		view.refuse(v, typed, errs)
		p := v.Page(v.T("pairs.move_title"))
		p.Narrow = true
		return v.Invalid(movePage(p, span(v, m), view))
	}
	if err != nil {
		return err
	}
	if m.Start.Equal(b.Start) && m.Minutes == b.Minutes {
		v.Say("good", "pairs.placed", "partner", partner(v))
	} else {
		v.Say("good", "pairs.moved", "partner", partner(v))
	}
	return v.Go(meetings(v))
}

// MeetingAccept says yes to the time that the other one suggested.
func (s Pages) MeetingAccept(v *visit.Visit) error {
	form, err := v.Form(pair.FormMeetingStep)
	if err != nil {
		return err
	}
	sequence, err := strconv.Atoi(form.Get("sequence"))
	if err != nil {
		sequence = -1
	}
	if err := s.Pairs.AcceptMeeting(v.Ctx(), v.Actor, v.Place.Pair, v.R.PathValue("meeting"), sequence); err != nil {
		return told(v, err, meetings(v))
	}
	v.Say("good", "pairs.accepted")
	return v.Go(meetings(v))
}

// MeetingCancelForm asks before a meeting is called off.
func (s Pages) MeetingCancelForm(v *visit.Visit) error {
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	p := v.Page(v.T("pairs.cancel_title"))
	p.Narrow = true
	return v.Show(cancelPage(p, CancelView{When: span(v, m), Partner: partner(v), Past: !m.Start.After(v.Site.Clock.Now()), ActionURL: meetingURL(v, m.ID) + "/cancel", MoveURL: meetingURL(v, m.ID) + "/move", BackURL: meetings(v)}))
}

// CancelView is the page that asks.
type CancelView struct {
	When, Partner               string
	Past                        bool
	ActionURL, MoveURL, BackURL string
}

// MeetingCancel calls a meeting off.
func (s Pages) MeetingCancel(v *visit.Visit) error {
	if _, err := v.Form(pair.FormMeetingStep); err != nil {
		return err
	}
	if err := s.Pairs.CancelMeeting(v.Ctx(), v.Actor, v.Place.Pair, v.R.PathValue("meeting")); err != nil {
		return told(v, err, meetings(v))
	}
	v.Say("", "pairs.cancelled")
	return v.Go(meetings(v))
}

// MeetingCalendar is the meeting as a file for a calendar that the mails do not reach.
func (s Pages) MeetingCalendar(v *visit.Visit) error {
	text, err := s.Pairs.Calendar(v.Ctx(), v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	return v.File("mentor.ics", "text/calendar; charset=utf-8", []byte(text))
}
