package ical_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/ical"
)

// An update of a meeting: the same UID, a higher SEQUENCE.
func ExampleEncode() {
	start := time.Date(2026, 12, 1, 14, 0, 0, 0, time.UTC)
	text, err := ical.Encode(ical.Event{
		Method: ical.Request, UID: "1@mentor.example", Sequence: 1, Settled: true, Start: start, End: start.Add(90 * time.Minute), Stamp: start.AddDate(0, 0, -7),
		Summary: "Mentoring meeting", Organiser: ical.Person{Name: "Programme", Email: "mentor@fjordby.example"},
		Guests: []ical.Guest{{Person: ical.Person{Name: "Lindegård, Sofie", Email: "soli@fjordby.example"}, Coming: true}},
	})
	if err != nil {
		fmt.Println(err)
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if strings.HasPrefix(line, "DTSTART") || strings.HasPrefix(line, "SEQUENCE") || strings.HasPrefix(line, "STATUS") {
			fmt.Println(line)
		}
	}
	// Output:
	// DTSTART:20261201T140000Z
	// SEQUENCE:1
	// STATUS:CONFIRMED
}
