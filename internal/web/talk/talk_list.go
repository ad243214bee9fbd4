package talk

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// listView is the page of a seat's talks, for either side.
type listView struct {
	Title, Lede    string
	Booked, Unsaid []talkView
	Over           []talkView
	Off            bool // not offered now

	Times []timeView // a mentor's own
	Form  offerView

	Mentors []mentorView // whom a mentee may book
	Full    string       // why a mentee may book nothing now
}

// talkView is one talk in a list.
type talkView struct {
	ID, When, Partner, Work string
	Length, Where, WhereURL string
	About                   string
	State, StateKind        string
	Acts                    []ui.Action
	CalendarURL             string
}

// timeView is one of a mentor's open times.
type timeView struct {
	When, Length, Where string
	State, StateKind    string
	Remove              ui.Action
}

// mentorView is a mentor whom a mentee may book.
type mentorView struct {
	ID, Name, Initials, Work string
	Brings                   []fact
	Times                    []choice
	More                     []choice // behind a click
	MoreLabel                string
}

// fact is one thing that somebody brings.
type fact struct{ Label, Text string }

// choice is a time that can be booked.
type choice struct{ When, Where, Mentor, URL string }

// List is the page of a mentor's times or a mentee's choices, with the talks that are booked.
func (p Pages) List(v *visit.Visit) error {
	view, err := p.listView(v)
	if err != nil {
		return err
	}
	return v.Show(listPage(v.Page(view.Title), view))
}

func (p Pages) listView(v *visit.Visit) (view listView, err error) {
	set, err := p.Talks.Setting(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return view, err
	}
	own, err := p.Talks.Own(v.Ctx(), p.DB, v.Actor)
	if err != nil {
		return view, err
	}
	side := v.Actor.Side
	now := v.Site.Clock.Now()
	view.Title, view.Lede, view.Off = v.T("talk.title_"+string(side)), v.T("talk.lede_"+string(side)), !set.Offered
	if view.Off {
		view.Lede = ""
	}
	for _, k := range own {
		row := rowOf(v, k)
		switch {
		case k.Ahead(now):
			if len(view.Booked) == 0 {
				view.Title, view.Lede = v.T("talk.title_next", "when", moment(v, k.Time.Start)), v.T("talk.lede_next", "partner", k.Party(talk.Other(side)).Name)
			}
			view.Booked = append(view.Booked, row)
		case k.Unsaid(now):
			view.Unsaid = append(view.Unsaid, row)
		default:
			view.Over = append([]talkView{row}, view.Over...) // the latest first
		}
	}
	if len(view.Over) > 20 {
		view.Over = view.Over[:20]
	}
	if side == org.Mentor {
		return view, p.ownTimes(v, &view)
	}
	if len(view.Booked) >= set.Ahead {
		view.Full = v.T("talk.full_ahead", "n", len(view.Booked))
	}
	return view, p.choices(v, &view)
}

// rowOf is a talk as one of the two sees it.
func rowOf(v *visit.Visit, k talk.Talk) talkView {
	partner := k.Party(talk.Other(v.Actor.Side))
	out := talkView{ID: "talk-" + k.ID, When: span(v, k.Time), Partner: partner.Name, Work: work(partner.Title, partner.Unit), Length: v.T("talk.length", "n", k.Time.Minutes), About: k.About}
	url, now := talkURL(v, k.ID), v.Site.Clock.Now()
	said := func(held, label string, kind string) ui.Action {
		return ui.Action{Label: v.T(label), Method: "post", URL: url + "/held", Kind: kind, Small: true, Hidden: map[string]string{"held": held}}
	}
	switch {
	case k.Ahead(now):
		out.Where, out.WhereURL, out.CalendarURL = k.Time.Place, k.Time.Video, url+"/calendar.ics"
		out.State, out.StateKind = v.T("talk.state_booked"), "good"
		out.Acts = []ui.Action{{Label: v.T("talk.cancel"), URL: url + "/cancel", Kind: "quiet", Small: true}}
	case k.Unsaid(now):
		out.Where, out.WhereURL = k.Time.Place, k.Time.Video
		out.State, out.StateKind = v.T("talk.state_unsaid"), "mind"
		out.Acts = []ui.Action{said("yes", "talk.said_yes", "primary"), said("no", "talk.said_no", "quiet")}
	case k.Status == talk.Held:
		out.State, out.StateKind = v.T("talk.state_held"), "good"
		out.Acts = []ui.Action{said("no", "talk.correct_missed", "bare")}
	case k.Status == talk.Missed:
		out.State = v.T("talk.state_missed")
		out.Acts = []ui.Action{said("yes", "talk.correct_held", "bare")}
	default:
		out.State = v.T("talk.state_cancelled")
	}
	return out
}

// ownTimes fills in a mentor's times and the form for more, with the place of the newest.
func (p Pages) ownTimes(v *visit.Visit, view *listView) error {
	times, err := p.Talks.OwnTimes(v.Ctx(), p.DB, v.Actor)
	if err != nil {
		return err
	}
	typed := map[string]string{}
	newest := talk.Time{}
	for _, t := range times {
		row := timeView{When: span(v, t), Length: v.T("talk.length", "n", t.Minutes), Where: where(v, t), State: v.T("talk.free")}
		row.Remove = ui.Action{Label: v.T("talk.remove"), URL: timeURL(v, t.ID) + "/remove", Kind: "bare", Small: true, Attrs: map[string]any{"aria-label": v.T("talk.remove") + ": " + row.When}}
		switch {
		case t.Free() == 0:
			row.State, row.StateKind = v.T("talk.full"), "good"
		case t.Places > 1:
			row.State = v.T("talk.taken_of", "taken", t.Taken, "places", t.Places)
		}
		view.Times = append(view.Times, row)
		if t.Created.After(newest.Created) {
			newest = t
			typed = map[string]string{"place": t.Place, "video": t.Video, "minutes": strconv.Itoa(t.Minutes)}
		}
	}
	view.Form = offerForm(v, typed, nil)
	return nil
}

// where is what is told of a place before it is booked: not the link.
func where(v *visit.Visit, t talk.Time) string {
	switch {
	case t.Place != "":
		return t.Place
	case t.Video != "":
		return v.T("talk.on_video")
	}
	return ""
}

// shown is how many of a mentor's times stand open on the page.
const shown = 4

// choices fills in the mentors whom a mentee may book.
func (p Pages) choices(v *visit.Visit, view *listView) error {
	open, err := p.Talks.Open(v.Ctx(), p.DB, v.Actor)
	if err != nil {
		return err
	}
	for _, o := range open {
		m := mentorView{ID: "mentor-" + o.Seat.ID, Name: o.Seat.Person.Name, Initials: visit.Initials(o.Seat.Person.Name), Work: work(o.Seat.Person.Title, o.Seat.Person.Unit), Brings: brings(v, o.Seat.Profile)}
		for i, t := range o.Times {
			c := choice{When: span(v, t), Where: where(v, t), Mentor: o.Seat.Person.Name, URL: timeURL(v, t.ID)}
			if i < shown {
				m.Times = append(m.Times, c)
			} else {
				m.More = append(m.More, c)
			}
		}
		m.MoreLabel = v.T("talk.more_times", "n", len(m.More))
		view.Mentors = append(view.Mentors, m)
	}
	return nil
}

type offerView struct {
	Fields    []ui.Field
	Errors    []ui.FieldError
	ActionURL string
}

// offerForm fills the form: with what was typed, or with the usual.
func offerForm(v *visit.Visit, typed, errs map[string]string) offerView {
	value := map[string]string{"minutes": "60", "places": "1", "every": "0", "months": "2"}
	for k, s := range typed {
		value[k] = s
	}
	pick := func(name string, values ...string) []ui.Option {
		var out []ui.Option
		for _, x := range values {
			label := v.T("talk.every_" + x)
			if name == "months" {
				n, _ := strconv.Atoi(x)
				label = v.T("talk.months_n", "n", n)
			}
			out = append(out, ui.Option{Value: x, Label: label, Selected: x == value[name]})
		}
		return out
	}
	out := offerView{ActionURL: base(v), Fields: []ui.Field{
		{Name: "date", Kind: ui.FieldDate, Label: v.T("talk.field_date"), Value: value["date"], Min: string(clock.DateOf(v.Now()))},
		{Name: "time", Kind: ui.FieldTime, Label: v.T("talk.field_time"), Hint: v.T("talk.field_time_hint", "zone", zoneName(v)), Value: value["time"]},
		{Name: "minutes", Kind: ui.FieldNumber, Label: v.T("talk.field_minutes"), Value: value["minutes"], Min: "10", Max: "240", Step: "5", InputMode: "numeric", Suffix: v.T("talk.minutes_word")},
		{Name: "every", Kind: ui.FieldSelect, Label: v.T("talk.field_every"), Options: pick("every", "0", "1", "2", "4")},
		{Name: "months", Kind: ui.FieldSelect, Label: v.T("talk.field_months"), Hint: v.T("talk.field_months_hint"), Options: pick("months", "1", "2", "3", "6", "12")},
		{Name: "place", Label: v.T("talk.field_place"), Value: value["place"], Optional: true},
		{Name: "video", Kind: ui.FieldURL, Label: v.T("talk.field_video"), Value: value["video"], Optional: true, Vis: ui.VisTwo},
		{Name: "places", Kind: ui.FieldNumber, Label: v.T("talk.field_places"), Hint: v.T("talk.field_places_hint"), Value: value["places"], Min: "1", Max: "12", Step: "1", InputMode: "numeric"},
	}}
	for i := range out.Fields {
		out.Fields[i].Error = errs[out.Fields[i].Name]
	}
	out.Errors = ui.Errors(out.Fields...)
	if errs[""] != "" {
		out.Errors = append(out.Errors, ui.FieldError{Text: errs[""]})
	}
	return out
}

// zoneName is the programme's place, from its zone.
func zoneName(v *visit.Visit) string {
	if v.Place.Zone == "Europe/Copenhagen" {
		return v.T("talk.zone_copenhagen")
	}
	return v.Place.Zone
}
