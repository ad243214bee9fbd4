package talk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/ical/icaltest"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/talk"
)

// house is a world whose programme offers talks.
type house struct {
	*pairtest.World
	t     testing.TB
	talks *talk.Talks
}

func open(t testing.TB, d *db.DB) *house {
	t.Helper()
	w := pairtest.New(t, d)
	h := &house{World: w, t: t, talks: &talk.Talks{
		DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Notify: w.Notify,
		From: func(context.Context, db.Q) (string, error) { return "mentor@fjordby.example", nil },
	}}
	must(t, h.talks.SaveSetting(t.Context(), w.Coordinator, talk.Setting{Offered: true, Ahead: 2}))
	return h
}

// at reads a time as it is in Copenhagen.
func at(t testing.TB, date, hour string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Copenhagen")
	must(t, err)
	s, err := pair.ReadTime(date, hour, zone)
	must(t, err)
	return s
}

// offer puts one time up and gives it.
func (h *house) offer(s enrolment.Seat, date, hour string, places int) talk.Time {
	h.t.Helper()
	all, err := h.talks.Offer(h.t.Context(), pair.SeatActor(s), talk.Offer{Start: at(h.t, date, hour), Minutes: 60, Places: places, Video: "https://video.example/rum"})
	must(h.t, err)
	if len(all) != 1 {
		h.t.Fatalf("%d times for one", len(all))
	}
	return all[0]
}

func (h *house) book(s enrolment.Seat, x talk.Time) (talk.Talk, error) {
	return h.talks.Book(h.t.Context(), pair.SeatActor(s), x.ID, "Jeg skal holde min første svære samtale.")
}

// open lists the names of the mentors that a mentee can choose among, each with its number of times.
func (h *house) open(s enrolment.Seat) string {
	h.t.Helper()
	all, err := h.talks.Open(h.t.Context(), h.DB, pair.SeatActor(s))
	must(h.t, err)
	var out []string
	for _, o := range all {
		out = append(out, o.Seat.Person.Name+strings.Repeat("*", len(o.Times)))
	}
	return strings.Join(out, " ")
}

// calendar gives the calendar objects mailed to a seat, each as METHOD SEQUENCE STATUS start.
func (h *house) calendar(s enrolment.Seat) string {
	h.t.Helper()
	var out []string
	for _, m := range h.Mails() {
		if m.To != s.Person.Email || m.Calendar == "" {
			continue
		}
		cal := icaltest.Read(h.t, m.Calendar)
		v := cal.Only(h.t, "VEVENT")
		if cal.Text("METHOD") != m.Method {
			h.t.Fatalf("the mail says %s, its object %s", m.Method, cal.Text("METHOD"))
		}
		out = append(out, strings.Join([]string{m.Method, v.Text("SEQUENCE"), v.Text("STATUS"), icaltest.Moment(h.t, cal, v.All("DTSTART")[0]).Format("2006-01-02T15:04Z")}, " "))
	}
	return strings.Join(out, "|")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// key is the first message of an error, with its field.
func key(err error) string {
	if l := fault.List(err); len(l) > 0 {
		if l[0].Field != "" {
			return l[0].Field + ":" + l[0].Key
		}
		return l[0].Key
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func refused(t testing.TB, err error, want string) {
	t.Helper()
	if key(err) != want {
		t.Errorf("got %q (%v), want %q", key(err), err, want)
	}
}

const day = 24 * time.Hour
