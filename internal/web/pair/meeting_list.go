package pair

import (
	"slices"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// MeetingList is the pair's meetings, with the form that suggests the next.
func (s Pages) MeetingList(v *visit.Visit) error {
	view, err := s.meetingsView(v)
	if err != nil {
		return err
	}
	return v.Show(meetingsPage(v.Page(view.Title), view))
}

// MeetingsView is the page of all meetings.
type MeetingsView struct {
	Title, Lede string
	Names       string
	Next        *ui.NextView
	Planned     []MeetingView
	Held        []MeetingView
	Cancelled   []MeetingView
	Form        BookingView
	Closed      bool
	RecordURL   string
}

// MeetingView is one meeting in a list.
type MeetingView struct {
	ID          string
	When, Where string
	WhereURL    string // when the place is a link
	Length      string
	State       string // in words
	StateKind   string // of the badge
	Acts        []ui.Action
	CalendarURL string
	PulseNote   string
	PulseLink   *ui.Link
}

// BookingView is the form that suggests or moves a meeting.
type BookingView struct {
	Fields    []ui.Field
	Errors    []ui.FieldError
	Clash     string // the warning about another meeting then
	Warned    string // and the time it is about
	Label     string
	ActionURL string
	BackURL   string
}

func (s Pages) meetingsView(v *visit.Visit) (MeetingsView, error) {
	ctx, now := v.Ctx(), v.Site.Clock.Now()
	all, err := s.Pairs.Meetings(ctx, s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return MeetingsView{}, err
	}
	answered, err := s.Pairs.Answered(ctx, s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return MeetingsView{}, err
	}
	x, err := s.Pairs.Pair(ctx, s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return MeetingsView{}, err
	}
	mentee, mentor := initials(v)
	out := MeetingsView{Names: v.T("pairs.names", "mentee", pair.First(x.Mentee.Person.Name), "mentor", pair.First(x.Mentor.Person.Name)), Closed: x.Phase == pair.Closed, RecordURL: meetings(v) + "/record"}
	var next *pair.Meeting
	for i := range all {
		m := all[i]
		view := meetingView(v, m, now, answered[m.ID], out.Closed)
		switch {
		case m.Planned():
			out.Planned = append([]MeetingView{view}, out.Planned...) // soonest first
			if m.Start.After(now) {
				next = &all[i]
			}
		case m.Status == pair.Held:
			out.Held = append(out.Held, view)
		default:
			out.Cancelled = append(out.Cancelled, view)
		}
	}
	out.Title, out.Lede = v.T("pairs.meetings_none"), v.T("pairs.meetings_none_text")
	switch {
	case out.Closed:
		out.Title, out.Lede = v.T("pairs.meetings_closed"), ""
	case next != nil:
		out.Title, out.Lede = v.T("pairs.meetings_next", "when", moment(v, next.Start)), ""
	case len(out.Held) > 0:
		out.Lede = v.T("pairs.meetings_held", "n", len(out.Held))
	}
	if next != nil && !out.Closed && next.WaitsFor(v.Actor.Side, now) {
		out.Title, out.Lede = v.T("pairs.next_answer", "partner", partner(v)), v.T("pairs.next_answer_text")
		out.Planned = slices.DeleteFunc(out.Planned, func(m MeetingView) bool { return m.ID == next.ID })
		url := meetingURL(v, next.ID)
		out.Next = &ui.NextView{
			Icon: "calendar-event", Eyebrow: v.T("pairs.minutes", "n", next.Minutes), Title: span(v, *next), Text: next.Where(), Mentee: mentee, Mentor: mentor,
			Go:     stepAction(v, *next, "accept", "pairs.accept", "go"),
			Others: []ui.Action{{Label: v.T("pairs.move"), URL: url + "/move"}, {Label: v.T("pairs.cancel_no"), URL: url + "/cancel"}},
		}
	}
	out.Form = bookingView(v, nil, nil, meetings(v), v.T("pairs.propose"))
	return out, nil
}

func meetingView(v *visit.Visit, m pair.Meeting, now time.Time, answered, closed bool) MeetingView {
	out := MeetingView{ID: m.ID, When: span(v, m), Where: m.Place, Length: v.T("pairs.minutes", "n", m.Minutes)}
	if m.Video != "" {
		out.WhereURL = m.Video
	}
	url := meetingURL(v, m.ID)
	switch {
	case m.Status == pair.Held:
		out.State, out.StateKind = v.T("pairs.state_held"), "good"
		if answered {
			out.PulseNote = v.T("pairs.pulse_answered")
		} else {
			out.PulseLink = &ui.Link{Label: v.T("pairs.pulse_link"), URL: url + "/pulse"}
		}
		if !closed {
			out.Acts = []ui.Action{{Label: v.T("pairs.correct"), URL: url + "/held", Kind: "bare", Small: true}}
		}
	case m.Status == pair.Cancelled:
		out.State = v.T("pairs.state_cancelled")
	case closed:
		out.State = v.T("pairs.state_past")
	case !m.Start.After(now):
		out.State, out.StateKind = v.T("pairs.state_past"), "mind"
		out.Acts = []ui.Action{{Label: v.T("pairs.held"), URL: url + "/held", Small: true}, {Label: v.T("pairs.move"), URL: url + "/move", Kind: "quiet", Small: true}, {Label: v.T("pairs.not_held"), URL: url + "/cancel", Kind: "bare", Small: true}}
	default:
		out.CalendarURL = url + "/calendar.ics"
		out.State = v.T("pairs.state_accepted")
		out.StateKind = "good"
		if m.Status == pair.Proposed {
			out.State, out.StateKind = v.T("pairs.state_waits", "partner", partner(v)), ""
			if m.WaitsFor(v.Actor.Side, now) {
				out.State, out.StateKind = v.T("pairs.state_yours"), "mind"
				out.Acts = append(out.Acts, stepAction(v, m, "accept", "pairs.accept", "primary"))
			}
		}
		out.Acts = append(out.Acts, ui.Action{Label: v.T("pairs.move"), URL: url + "/move", Kind: "quiet", Small: true}, ui.Action{Label: v.T("pairs.cancel"), URL: url + "/cancel", Kind: "bare", Small: true})
	}
	return out
}

func stepAction(v *visit.Visit, m pair.Meeting, step, key, kind string) ui.Action {
	return ui.Action{Label: v.T(key), Method: "post", URL: meetingURL(v, m.ID) + "/" + step, Kind: kind, Small: kind != "go", Hidden: map[string]string{"sequence": strconv.Itoa(m.Sequence)}}
}

// bookingView fills the form: with what was typed, or with a meeting, or empty but for the usual length.
func bookingView(v *visit.Visit, m *pair.Meeting, form map[string]string, action, label string) BookingView {
	value := map[string]string{"minutes": "90"}
	if m != nil {
		start := m.Start.In(v.Location())
		value = map[string]string{"date": string(clock.DateOf(start)), "time": start.Format("15:04"), "minutes": strconv.Itoa(m.Minutes), "place": m.Place, "video": m.Video}
	}
	for k, s := range form {
		value[k] = s
	}
	return BookingView{Label: label, ActionURL: action, BackURL: meetings(v), Fields: []ui.Field{
		{Name: "date", Kind: ui.FieldDate, Label: v.T("pairs.field_date"), Value: value["date"], Min: string(clock.DateOf(v.Now())), Vis: ui.VisCoordinator},
		{Name: "time", Kind: ui.FieldTime, Label: v.T("pairs.field_time"), Hint: v.T("pairs.field_time_hint", "zone", zoneName(v)), Value: value["time"], Vis: ui.VisCoordinator},
		{Name: "minutes", Kind: ui.FieldNumber, Label: v.T("pairs.field_minutes"), Value: value["minutes"], Min: "10", Max: "480", Step: "5", InputMode: "numeric", Suffix: v.T("pairs.minutes_word"), Vis: ui.VisCoordinator},
		{Name: "place", Label: v.T("pair.place"), Value: value["place"], Optional: true, Vis: ui.VisTwo},
		{Name: "video", Kind: ui.FieldURL, Label: v.T("pairs.field_video"), Value: value["video"], Optional: true, Vis: ui.VisTwo},
	}}
}

// zoneName is the programme's place, from its zone: Europe/Copenhagen is written København or Copenhagen.
func zoneName(v *visit.Visit) string {
	if v.Place.Zone == "Europe/Copenhagen" {
		return v.T("pairs.zone_copenhagen")
	}
	return v.Place.Zone
}
