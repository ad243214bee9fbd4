package pair

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// HeldView is the page that writes down that a meeting took place.
type HeldView struct {
	Title, Lede string
	Fields      []ui.Field
	Errors      []ui.FieldError
	ActionURL   string
	BackURL     string
	UndoURL     string // of a meeting that is written down already
}

// MeetingHoldForm confirms when a planned meeting took place, or corrects one.
func (s Pages) MeetingHoldForm(v *visit.Visit) error {
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	return v.Show(heldPage(narrow(v, "pairs.held_title"), heldView(v, &m, nil, nil)))
}

// MeetingRecordForm writes a meeting down that had no invitation.
func (s Pages) MeetingRecordForm(v *visit.Visit) error {
	return v.Show(heldPage(narrow(v, "pairs.record_title"), heldView(v, nil, nil, nil)))
}

// MeetingHold keeps that a meeting took place and leads on to the one minute.
func (s Pages) MeetingHold(v *visit.Visit) error {
	form, err := v.Form(pair.FormMeetingHeld)
	if err != nil {
		return err
	}
	m, err := s.Pairs.Meeting(v.Ctx(), s.DB, v.Actor, v.Place.Pair, v.R.PathValue("meeting"))
	if err != nil {
		return err
	}
	start, err := pair.ReadTime(form.Get("date"), form.Get("time"), v.Location())
	if err == nil {
		minutes, _ := strconv.Atoi(form.Get("minutes"))
		err = s.Pairs.Hold(v.Ctx(), v.Actor, v.Place.Pair, m.ID, start, minutes)
	}
	if errs := v.Faults(err); errs != nil {
		return v.Invalid(heldPage(narrow(v, "pairs.held_title"), heldView(v, &m, form, errs)))
	}
	if err != nil {
		return err
	}
	return s.held(v, m.ID)
}

// MeetingRecord keeps a meeting that had no invitation.
func (s Pages) MeetingRecord(v *visit.Visit) error {
	form, err := v.Form(pair.FormMeetingHeld)
	if err != nil {
		return err
	}
	var m pair.Meeting
	start, err := pair.ReadTime(form.Get("date"), form.Get("time"), v.Location())
	if err == nil {
		minutes, _ := strconv.Atoi(form.Get("minutes"))
		m, err = s.Pairs.Record(v.Ctx(), v.Actor, v.Place.Pair, start, minutes)
	}
	if errs := v.Faults(err); errs != nil {
		return v.Invalid(heldPage(narrow(v, "pairs.record_title"), heldView(v, nil, form, errs)))
	}
	if err != nil {
		return err
	}
	return s.held(v, m.ID)
}

// held leads to the pulse, unless it was answered before the meeting was corrected.
func (s Pages) held(v *visit.Visit, id string) error {
	answered, err := s.Pairs.Answered(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return err
	}
	v.Say("good", "pairs.held_saved")
	if answered[id] {
		return v.Go(meetings(v))
	}
	return v.Go(meetingURL(v, id) + "/pulse")
}

// MeetingUndo takes it back that a meeting took place.
func (s Pages) MeetingUndo(v *visit.Visit) error {
	if _, err := v.Form(pair.FormMeetingStep); err != nil {
		return err
	}
	if err := s.Pairs.Undo(v.Ctx(), v.Actor, v.Place.Pair, v.R.PathValue("meeting")); err != nil {
		return told(v, err, meetings(v))
	}
	v.Say("", "pairs.undone")
	return v.Go(meetings(v))
}

func narrow(v *visit.Visit, key string) ui.Page {
	p := v.Page(v.T(key))
	p.Narrow = true
	return p
}

func heldView(v *visit.Visit, m *pair.Meeting, form url.Values, errs map[string]string) HeldView {
	out := HeldView{Title: v.T("pairs.record_title"), Lede: v.T("pairs.record_lede"), ActionURL: meetings(v) + "/record", BackURL: meetings(v)}
	value := map[string]string{"date": "", "time": "", "minutes": "90"}
	if m != nil {
		out.Title, out.Lede, out.ActionURL = v.T("pairs.held_title"), v.T("pairs.held_lede"), meetingURL(v, m.ID)+"/held"
		start := m.Start.In(v.Location())
		value = map[string]string{"date": string(clock.DateOf(start)), "time": start.Format("15:04"), "minutes": strconv.Itoa(m.Minutes)}
		if m.Status == pair.Held {
			out.UndoURL = meetingURL(v, m.ID) + "/undo"
		}
	}
	for k := range value {
		if form != nil {
			value[k] = form.Get(k)
		}
	}
	out.Fields = []ui.Field{
		{Name: "date", Kind: ui.FieldDate, Label: v.T("pairs.field_date"), Value: value["date"], Max: string(clock.DateOf(v.Now())), Error: errs["date"], Vis: ui.VisCoordinator},
		{Name: "time", Kind: ui.FieldTime, Label: v.T("pairs.field_time"), Value: value["time"], Error: errs["time"], Vis: ui.VisCoordinator},
		{Name: "minutes", Kind: ui.FieldNumber, Label: v.T("pairs.field_minutes_held"), Value: value["minutes"], Min: "10", Max: "480", Step: "5", InputMode: "numeric", Suffix: v.T("pairs.minutes_word"), Error: errs["minutes"], Vis: ui.VisCoordinator},
	}
	out.Errors = ui.Errors(out.Fields...)
	if errs[""] != "" {
		out.Errors = append(out.Errors, ui.FieldError{Text: errs[""]})
	}
	return out
}
