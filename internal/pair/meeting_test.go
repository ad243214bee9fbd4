package pair_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/ical/icaltest"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func copenhagen(t testing.TB) *time.Location {
	t.Helper()
	l, err := time.LoadLocation("Europe/Copenhagen")
	must(t, err)
	return l
}

func at(t testing.TB, date, hour string) time.Time {
	t.Helper()
	s, err := pair.ReadTime(date, hour, copenhagen(t))
	must(t, err)
	return s
}

// invitations gives the calendar objects mailed to one address, each as METHOD SEQUENCE STATUS start.
func invitations(t *testing.T, w *pairtest.World, to string) []string {
	t.Helper()
	var out []string
	for _, m := range w.Mails() {
		if m.To != to || m.Calendar == "" {
			continue
		}
		cal := icaltest.Read(t, m.Calendar)
		v := cal.Only(t, "VEVENT")
		if cal.Text("METHOD") != m.Method {
			t.Fatalf("the mail says %s, its object %s", m.Method, cal.Text("METHOD"))
		}
		out = append(out, strings.Join([]string{m.Method, v.Text("SEQUENCE"), v.Text("STATUS"), icaltest.Moment(t, cal, v.All("DTSTART")[0]).Format("2006-01-02T15:04Z")}, " "))
	}
	return out
}

func TestMeetingGoesItsWayWithOneInvitationPerStep(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)
		m, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: at(t, "2026-03-28", "09.00"), Minutes: 90, Place: " Rådhuset,  lokale Lærken "})
		must(t, err)
		if err := w.Pairs.AcceptMeeting(ctx, mentee, x.ID, m.ID, 0); key(err) != "pair.meeting_own_proposal" {
			t.Fatalf("own proposal accepted: %v", err)
		}
		// 09.00 on the day after the clocks went forward is one hour less in UTC.
		must(t, w.Pairs.Move(ctx, mentor, x.ID, m.ID, pair.Booking{Start: at(t, "2026-03-29", "9"), Minutes: 90, Place: "Rådhuset, lokale Lærken"}))
		if err := w.Pairs.AcceptMeeting(ctx, mentee, x.ID, m.ID, 0); key(err) != "pair.meeting_moved_meanwhile" {
			t.Fatalf("a time that was moved meanwhile was accepted: %v", err)
		}
		must(t, w.Pairs.AcceptMeeting(ctx, mentee, x.ID, m.ID, 1))
		must(t, w.Pairs.AcceptMeeting(ctx, mentee, x.ID, m.ID, 1)) // the button pressed twice
		must(t, w.Pairs.Move(ctx, mentee, x.ID, m.ID, pair.Booking{Start: at(t, "2026-03-29", "09:00"), Minutes: 90, Video: "https://video.example/rum/1?a=b"}))
		must(t, w.Pairs.CancelMeeting(ctx, mentor, x.ID, m.ID))
		if err := w.Pairs.CancelMeeting(ctx, mentor, x.ID, m.ID); key(err) != "pair.meeting_settled" {
			t.Fatalf("cancelled twice: %v", err)
		}
		want := "REQUEST 0 TENTATIVE 2026-03-28T08:00Z|REQUEST 1 TENTATIVE 2026-03-29T07:00Z|REQUEST 2 CONFIRMED 2026-03-29T07:00Z|REQUEST 3 CONFIRMED 2026-03-29T07:00Z|CANCEL 4 CANCELLED 2026-03-29T07:00Z"
		for _, side := range pair.Sides {
			if got := strings.Join(invitations(t, w, x.Seat(side).Person.Email), "|"); got != want {
				t.Errorf("%s:\n got %s\nwant %s", side, got, want)
			}
		}
		all, err := w.Pairs.Meetings(ctx, d, mentee, x.ID)
		if err != nil || len(all) != 1 || all[0].Status != pair.Cancelled || all[0].Place != "" || all[0].Video == "" {
			t.Fatalf("%+v, %v", all, err)
		}
	})
}

func TestInvitationNamesBothAndTheSameMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair(`Lindegård, "Sofie"`, "Jørgen Østerby")
		m, err := w.Pairs.Propose(t.Context(), x.Actor(org.Mentor), x.ID, pair.Booking{Start: at(t, "2026-10-26", "14.00"), Minutes: 60, Place: "Kantinen; 2. sal", Video: "https://video.example/1"})
		must(t, err)
		uids := map[string]bool{}
		for _, mail := range w.Mails() {
			if mail.Calendar == "" {
				continue
			}
			v := icaltest.Read(t, mail.Calendar).Only(t, "VEVENT")
			uids[v.Text("UID")] = true
			guests := v.All("ATTENDEE")
			if len(guests) != 2 || guests[0].Params["CN"] != "Lindegård, Sofie" || guests[0].Params["PARTSTAT"] != "NEEDS-ACTION" || guests[1].Params["PARTSTAT"] != "ACCEPTED" {
				t.Errorf("guests %+v", guests)
			}
			if o := v.All("ORGANIZER"); len(o) != 1 || o[0].Value != "mailto:mentor@fjordby.example" || v.Text("LOCATION") != "Kantinen; 2. sal" || !strings.Contains(v.Text("DESCRIPTION"), "https://video.example/1") {
				t.Errorf("%+v", v.Lines)
			}
		}
		if len(uids) != 1 || !uids[m.UID] {
			t.Fatalf("UIDs %v", uids)
		}
		file, err := w.Pairs.Calendar(t.Context(), x.Actor(org.Mentee), x.ID, m.ID)
		if err != nil || icaltest.Read(t, file).Text("METHOD") != "PUBLISH" {
			t.Fatalf("%s, %v", file, err)
		}
	})
}

func TestImpossibleBookings(t *testing.T) {
	for _, c := range []struct{ date, hour, want string }{
		{"2026-03-29", "02.30", "time:pair.no_such_time"}, // the clocks go from 2 to 3
		{"2026-02-30", "10.00", "date:fault.bad_date"},
		{"", "10.00", "date:fault.bad_date"},
		{"2026-04-01", "25.00", "time:pair.bad_time"},
		{"2026-04-01", "", "time:pair.bad_time"},
		{"2026-04-01", "ti", "time:pair.bad_time"},
	} {
		if _, err := pair.ReadTime(c.date, c.hour, copenhagen(t)); key(err) != c.want {
			t.Errorf("%q %q: %v, want %s", c.date, c.hour, err, c.want)
		}
	}
	if first := at(t, "2026-10-25", "02.30"); !first.Equal(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)) {
		t.Errorf("an hour that comes twice is read as %s", first.UTC())
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		good := pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 60}
		for want, change := range map[string]func(*pair.Booking){
			"date:pair.time_past":      func(b *pair.Booking) { b.Start = w.Clock.Now() },
			"date:pair.time_far":       func(b *pair.Booking) { b.Start = at(t, "2028-01-01", "10") },
			"minutes:fault.bad_number": func(b *pair.Booking) { b.Minutes = 5 },
			"place:fault.too_long":     func(b *pair.Booking) { b.Place = strings.Repeat("å", 201) },
			"place:pair.cpr":           func(b *pair.Booking) { b.Place = "hos 010190-1234" },
			"video:pair.bad_video":     func(b *pair.Booking) { b.Video = "javascript:alert(1)" },
		} {
			b := good
			change(&b)
			if _, err := w.Pairs.Propose(t.Context(), x.Actor(org.Mentee), x.ID, b); key(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	})
}

func TestDoubleBookingIsWarnedNotForbidden(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		mentor := w.Seat("Jørgen Østerby", org.Mentor, 2)
		x, y := w.Join(w.Seat("Sofie Lindegård", org.Mentee, 1), mentor), w.Join(w.Seat("Ali Hassan", org.Mentee, 1), mentor)
		_, err := w.Pairs.Propose(t.Context(), x.Actor(org.Mentee), x.ID, pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 90})
		must(t, err)
		b := pair.Booking{Start: at(t, "2026-04-01", "11"), Minutes: 60}
		if _, err := w.Pairs.Propose(t.Context(), y.Actor(org.Mentee), y.ID, b); key(err) != "anyway:pair.meeting_clash" {
			t.Fatalf("the mentor's other meeting was not seen: %v", err)
		}
		b.Start = at(t, "2026-04-01", "11.30") // one ends when the other begins
		_, err = w.Pairs.Propose(t.Context(), y.Actor(org.Mentee), y.ID, b)
		must(t, err)
		b.Start, b.Anyway = at(t, "2026-04-01", "11"), true
		_, err = w.Pairs.Propose(t.Context(), y.Actor(org.Mentee), y.ID, b)
		must(t, err)
	})
}

func TestHeldIsWrittenOnceAndCanBeTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)
		start := at(t, "2026-03-10", "14")
		m, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: start, Minutes: 90})
		must(t, err)
		if err := w.Pairs.Hold(ctx, mentor, x.ID, m.ID, start, 90); key(err) != "date:pair.held_ahead" {
			t.Fatalf("held before it was: %v", err)
		}
		w.Sleep(10 * 24 * time.Hour)
		if err := w.Pairs.AcceptMeeting(ctx, mentor, x.ID, m.ID, 0); key(err) != "pair.meeting_over" {
			t.Fatalf("a past time was accepted: %v", err)
		}
		must(t, w.Pairs.Hold(ctx, mentor, x.ID, m.ID, start, 75))
		must(t, w.Pairs.Hold(ctx, mentor, x.ID, m.ID, start, 80)) // a correction
		if _, err := w.Pairs.Record(ctx, mentee, x.ID, start.Add(30*time.Minute), 60); key(err) != "date:pair.held_twice" {
			t.Fatalf("the same meeting twice: %v", err)
		}
		if _, err := w.Pairs.Record(ctx, mentee, x.ID, at(t, "2026-03-01", "14"), 60); key(err) != "date:pair.held_before" {
			t.Fatalf("a meeting before they were a pair: %v", err)
		}
		afterwards, err := w.Pairs.Record(ctx, mentee, x.ID, at(t, "2026-03-05", "16"), 45)
		must(t, err)
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		if err != nil || s.MeetingsHeld != 2 || s.MinutesHeld != 125 || !s.FirstHeld.Equal(afterwards.Start) || !s.LastHeld.Equal(start) {
			t.Fatalf("%+v, %v", s, err)
		}
		asked := 0
		for _, mail := range w.Mails() {
			if strings.Contains(mail.Event, ":held-"+m.ID) {
				asked++
			}
		}
		if asked != 1 {
			t.Fatalf("the other one was asked %d times", asked)
		}
		must(t, w.Pairs.AnswerPulse(ctx, mentee, x.ID, afterwards.ID, pair.Pulse{Worth: 5, Free: 4}))
		must(t, w.Pairs.Undo(ctx, mentor, x.ID, afterwards.ID))
		must(t, w.Pairs.Undo(ctx, mentor, x.ID, m.ID))
		all, err := w.Pairs.Meetings(ctx, d, mentee, x.ID)
		if err != nil || len(all) != 1 || all[0].Status != pair.Accepted {
			t.Fatalf("%+v, %v", all, err)
		}
		if left, err := w.Pairs.Pulses(ctx, d, w.Org, w.Programme); err != nil || len(left) != 0 {
			t.Fatalf("a pulse about nothing is left: %v, %v", left, err)
		}
	})
}

func TestPulseIsCountedNeverShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)
		w.Sleep(5 * 24 * time.Hour)
		m, err := w.Pairs.Record(ctx, mentee, x.ID, at(t, "2026-03-05", "16"), 45)
		must(t, err)
		for _, v := range []int{-1, 6} {
			if err := w.Pairs.AnswerPulse(ctx, mentor, x.ID, m.ID, pair.Pulse{Worth: 3, Free: v}); key(err) != "free:fault.bad_choice" {
				t.Fatalf("%d: %v", v, err)
			}
		}
		must(t, w.Pairs.AnswerPulse(ctx, mentor, x.ID, m.ID, pair.Pulse{Worth: 2, Free: 2, Matter: 2, Challenged: pair.DontKnow}))
		must(t, w.Pairs.AnswerPulse(ctx, mentor, x.ID, m.ID, pair.Pulse{Side: org.Mentee, Worth: 3, Free: 4, Matter: 5, Challenged: pair.DontKnow}))
		all, err := w.Pairs.Pulses(ctx, d, w.Org, w.Programme)
		if err != nil || len(all) != 1 || all[0] != (pair.Pulse{Side: org.Mentor, Worth: 3, Free: 4, Matter: 5}) {
			t.Fatalf("%+v, %v", all, err)
		}
		own, err := w.Pairs.Answered(ctx, d, mentor, x.ID)
		must(t, err)
		other, err := w.Pairs.Answered(ctx, d, mentee, x.ID)
		must(t, err)
		if !own[m.ID] || other[m.ID] {
			t.Fatalf("own %v, other %v", own, other)
		}
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		if err != nil || s.PulseMentor != 1 || s.PulseMentee != 0 {
			t.Fatalf("%+v, %v", s, err)
		}
		planned, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 60})
		must(t, err)
		if err := w.Pairs.AnswerPulse(ctx, mentee, x.ID, planned.ID, pair.Pulse{Worth: 3}); key(err) != "pair.meeting_not_held" {
			t.Fatalf("a pulse before the meeting: %v", err)
		}
	})
}

var errStop = errors.New("stop")

func TestFailedStepSendsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		before := len(w.Mails())
		queue := w.Notify.Queue
		w.Notify.Queue = func(context.Context, *db.Tx, string) error { return errStop }
		_, err := w.Pairs.Propose(t.Context(), x.Actor(org.Mentee), x.ID, pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 60})
		w.Notify.Queue = queue
		if !errors.Is(err, errStop) || len(w.Mails()) != before {
			t.Fatalf("%v; %d mails", err, len(w.Mails())-before)
		}
		if all, err := w.Pairs.Meetings(t.Context(), d, x.Actor(org.Mentee), x.ID); err != nil || len(all) != 0 {
			t.Fatalf("%v, %v", all, err)
		}
	})
}
