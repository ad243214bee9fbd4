package ical

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// Method says what the receiver's calendar is asked to do.
type Method string

// The methods. Publish is for a file that someone saves: no answer is expected.
const (
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
	Publish Method = "PUBLISH"
)

// Person is an address with the name that calendars show.
type Person struct{ Name, Email string }

// Guest is someone invited. Coming: has said yes already, so that their calendar does not ask again.
type Guest struct {
	Person
	Coming bool
}

// Event is one meeting as calendars know it.
type Event struct {
	Method   Method
	UID      string
	Sequence int
	Settled  bool // agreed by all: confirmed, else tentative

	Start, End  time.Time // in the zone they were agreed in
	Stamp       time.Time // when this object was made
	Summary     string
	Description string
	Place       string
	URL         string // of the page about it; http or https
	Organiser   Person
	Guests      []Guest
}

const product = "-//Mentorskab//Mentorskab//EN"

// Encode writes the object: CRLF, folded, one VTIMEZONE where a time needs it.
func Encode(e Event) (string, error) {
	if !e.End.After(e.Start) {
		return "", fmt.Errorf("ical: event %s ends before it starts", e.UID)
	}
	cal := ical.NewCalendar()
	set(cal.Component, ical.PropProductID, product)
	set(cal.Component, ical.PropVersion, "2.0")
	set(cal.Component, ical.PropCalendarScale, "GREGORIAN")
	set(cal.Component, ical.PropMethod, string(e.Method))

	start, end := e.Start, e.End
	if zone := timezone(e.Start); zone != nil {
		cal.Children = append(cal.Children, zone)
	} else {
		start, end = e.Start.UTC(), e.End.UTC()
	}
	v := ical.NewComponent(ical.CompEvent)
	cal.Children = append(cal.Children, v)
	set(v, ical.PropUID, clean(e.UID))
	set(v, ical.PropSequence, strconv.Itoa(e.Sequence))
	v.Props.SetDateTime(ical.PropDateTimeStamp, e.Stamp.UTC())
	v.Props.SetDateTime(ical.PropDateTimeStart, start)
	v.Props.SetDateTime(ical.PropDateTimeEnd, end)
	set(v, ical.PropStatus, e.status())
	set(v, ical.PropClass, "PRIVATE") // colleagues who share a calendar see that it is taken, not with whom
	set(v, ical.PropTransparency, "OPAQUE")
	text(v, ical.PropSummary, e.Summary)
	text(v, ical.PropDescription, e.Description)
	text(v, ical.PropLocation, e.Place)
	if u, err := url.Parse(e.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		set(v, ical.PropURL, u.String())
	}
	v.Props.Add(address(ical.PropOrganizer, e.Organiser))
	for _, g := range e.Guests {
		p := address(ical.PropAttendee, g.Person)
		p.Params.Set("CUTYPE", "INDIVIDUAL")
		p.Params.Set("ROLE", "REQ-PARTICIPANT")
		answer, ask := "NEEDS-ACTION", "TRUE"
		if g.Coming {
			answer, ask = "ACCEPTED", "FALSE"
		}
		p.Params.Set("PARTSTAT", answer)
		p.Params.Set("RSVP", ask)
		v.Props.Add(p)
	}
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(cal); err != nil {
		return "", err
	}
	return fold(b.String()), nil
}

func (e Event) status() string {
	switch {
	case e.Method == Cancel:
		return "CANCELLED"
	case e.Settled:
		return "CONFIRMED"
	}
	return "TENTATIVE"
}

// set puts a value that needs no escaping.
func set(c *ical.Component, name, value string) {
	p := ical.NewProp(name)
	p.Value = value
	c.Props.Set(p)
}

func text(c *ical.Component, name, value string) {
	if value = cleanText(value); value != "" {
		c.Props.SetText(name, value)
	}
}

func address(name string, who Person) *ical.Prop {
	p := ical.NewProp(name)
	p.Value = "mailto:" + strings.ReplaceAll(clean(who.Email), " ", "")
	if cn := clean(who.Name); cn != "" {
		p.Params.Set("CN", cn)
	}
	return p
}
