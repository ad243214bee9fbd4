package ical_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	goical "github.com/emersion/go-ical"

	"github.com/mentorskab/mentorskab/internal/ical"
	"github.com/mentorskab/mentorskab/internal/ical/icaltest"
)

var update = flag.Bool("update", false, "write the golden files")

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	l, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func event(t testing.TB, method ical.Method, sequence int) ical.Event {
	start := time.Date(2026, 12, 1, 14, 0, 0, 0, zone(t, "Europe/Copenhagen"))
	return ical.Event{
		Method: method, UID: "0198f1c0-0000-7000-8000-000000000001@mentor.example", Sequence: sequence, Settled: sequence > 0, Start: start, End: start.Add(90 * time.Minute),
		Stamp: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC), Summary: "Mentormøde: Sofie og Jørgen",
		Description: "Mødet er aftalt i Nye ledere 2026–27.\nSe det, flyt det eller aflys det: https://mentor.example/pair/1/meetings",
		Place:       "Rådhuset, lokale Lærken; 2. sal", URL: "https://mentor.example/pair/1/meetings", Organiser: ical.Person{Name: "Nye ledere 2026–27", Email: "mentor@fjordby.example"},
		Guests: []ical.Guest{
			{Person: ical.Person{Name: "Lindegård, Sofie", Email: "soli@fjordby.example"}, Coming: true},
			{Person: ical.Person{Name: "Jørgen Østerby; leder: Teknik & Miljø", Email: "joos@fjordby.example"}, Coming: sequence > 0},
		},
	}
}

func encode(t testing.TB, e ical.Event) string {
	t.Helper()
	s, err := ical.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGolden(t *testing.T) {
	newYork := event(t, ical.Request, 0)
	newYork.Start = time.Date(2026, 12, 1, 14, 0, 0, 0, zone(t, "America/New_York"))
	newYork.End = newYork.Start.Add(time.Hour)
	for name, e := range map[string]ical.Event{
		"request": event(t, ical.Request, 0), "update": event(t, ical.Request, 1), "cancel": event(t, ical.Cancel, 2), "new-york": newYork,
	} {
		got, file := encode(t, e), filepath.Join("testdata", name+".ics")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test ./internal/ical -update writes it):\n%s", file, got)
		}
	}
}

func TestAnIndependentReaderFindsWhatWasWritten(t *testing.T) {
	e := event(t, ical.Request, 3)
	cal := icaltest.Read(t, encode(t, e))
	v := cal.Only(t, "VEVENT")
	for name, want := range map[string]string{"SUMMARY": e.Summary, "DESCRIPTION": e.Description, "LOCATION": e.Place, "UID": e.UID, "SEQUENCE": "3", "STATUS": "CONFIRMED", "CLASS": "PRIVATE", "URL": e.URL} {
		if got := v.Text(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if cal.Text("METHOD") != "REQUEST" || cal.Text("VERSION") != "2.0" {
		t.Errorf("head: %+v", cal.Lines)
	}
	guests := v.All("ATTENDEE")
	if len(guests) != 2 || guests[0].Params["CN"] != "Lindegård, Sofie" || guests[1].Params["CN"] != "Jørgen Østerby; leder: Teknik & Miljø" || guests[1].Value != "mailto:joos@fjordby.example" {
		t.Errorf("guests: %+v", guests)
	}
}

func TestDaylightSaving(t *testing.T) {
	copenhagen := zone(t, "Europe/Copenhagen")
	for _, start := range []time.Time{
		time.Date(2026, 3, 28, 9, 0, 0, 0, copenhagen), time.Date(2026, 3, 29, 9, 0, 0, 0, copenhagen), time.Date(2026, 3, 29, 3, 0, 0, 0, copenhagen),
		time.Date(2026, 10, 24, 9, 0, 0, 0, copenhagen), time.Date(2026, 10, 25, 9, 0, 0, 0, copenhagen), time.Date(2027, 1, 1, 0, 0, 0, 0, copenhagen),
		time.Date(2026, 7, 1, 12, 0, 0, 0, zone(t, "Europe/London")), time.Date(2026, 7, 1, 12, 0, 0, 0, zone(t, "Atlantic/Azores")), time.Date(2026, 12, 1, 12, 0, 0, 0, zone(t, "Europe/Helsinki")),
		time.Date(2026, 7, 1, 12, 0, 0, 0, zone(t, "America/New_York")), time.Date(2026, 7, 1, 12, 0, 0, 0, zone(t, "Asia/Kathmandu")), time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC),
	} {
		e := event(t, ical.Request, 0)
		e.Start, e.End = start, start.Add(90*time.Minute)
		cal := icaltest.Read(t, encode(t, e))
		v := cal.Only(t, "VEVENT")
		for name, want := range map[string]time.Time{"DTSTART": e.Start, "DTEND": e.End} {
			if got := icaltest.Moment(t, cal, v.All(name)[0]); !got.Equal(want) {
				t.Errorf("%s of %s: %s", name, want, got)
			}
		}
	}
}

func TestHostileNamesBreakNothing(t *testing.T) {
	e := event(t, ical.Request, 0)
	e.Guests[0].Name = "Sofie\r\nATTENDEE:mailto:evil@example.com\r\n\"x\";RSVP=TRUE^n"
	e.Guests[0].Email = "soli@fjordby.example\r\nX-EVIL:1"
	e.Summary = "a\r\nEND:VEVENT\rb\x00c"
	e.URL = "javascript:alert(1)"
	v := icaltest.Read(t, encode(t, e)).Only(t, "VEVENT")
	if n := len(v.All("ATTENDEE")); n != 2 {
		t.Fatalf("%d guests", n)
	}
	if len(v.All("X-EVIL"))+len(v.All("URL")) != 0 || v.Text("SUMMARY") != "a\nEND:VEVENT\nbc" {
		t.Fatalf("%+v", v.Lines)
	}
}

func TestEndBeforeStartIsRefused(t *testing.T) {
	e := event(t, ical.Request, 0)
	e.End = e.Start
	if _, err := ical.Encode(e); err == nil {
		t.Fatal("an event without length was written")
	}
}

func FuzzReadBack(f *testing.F) {
	f.Add("Mentormøde", "Linje et\nlinje to", "Rådhuset; lokale 2, 3. sal", "Lindegård, \"Sofie\"")
	f.Add(strings.Repeat("ø", 80), strings.Repeat("😀,", 40), `C:\mappe\næste`, "O'Brien:^n")
	f.Add("", " \t", "\r\n", "\x7f\xff")
	f.Fuzz(func(t *testing.T, summary, description, place, name string) {
		e := event(t, ical.Request, 1)
		e.Summary, e.Description, e.Place, e.Guests[0].Name = summary, description, place, name
		s := encode(t, e)
		if _, err := icaltest.Parse(s); err != nil {
			t.Fatalf("%v\n%q", err, s)
		}
		cal, err := goical.NewDecoder(strings.NewReader(s)).Decode()
		if err != nil {
			t.Fatalf("%v\n%q", err, s)
		}
		v := cal.Events()[0]
		for prop, want := range map[string]string{goical.PropSummary: summary, goical.PropDescription: description, goical.PropLocation: place} {
			got, err := v.Props.Text(prop)
			if err != nil || got != ical.CleanText(want) {
				t.Fatalf("%s: %q, want %q, %v", prop, got, ical.CleanText(want), err)
			}
		}
		if got := v.Props.Values(goical.PropAttendee)[0].Params.Get("CN"); got != ical.Clean(name) {
			t.Fatalf("CN: %q, want %q", got, ical.Clean(name))
		}
	})
}
