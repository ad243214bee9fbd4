// Package icaltest reads calendar objects in tests. It shares no code with the writer: what both agree on is in the file.
package icaltest

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// Line is one property.
type Line struct {
	Name   string
	Params map[string]string
	Value  string
}

// Part is a component with its lines and inner components.
type Part struct {
	Kind  string
	Lines []Line
	Parts []*Part
}

// Read takes a whole object apart; anything that a strict reader would refuse fails the test.
func Read(t testing.TB, s string) *Part {
	t.Helper()
	p, err := Parse(s)
	if err != nil {
		t.Fatalf("calendar object: %v\n%s", err, s)
	}
	return p
}

// Parse is Read with an error.
func Parse(s string) (*Part, error) {
	if !strings.HasSuffix(s, "\r\n") {
		return nil, fmt.Errorf("does not end with CRLF")
	}
	var lines []string
	for i, raw := range strings.Split(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		switch {
		case strings.ContainsAny(raw, "\r\n"):
			return nil, fmt.Errorf("line %d: bare CR or LF", i+1)
		case len(raw) > 75:
			return nil, fmt.Errorf("line %d: %d octets", i+1, len(raw))
		case !utf8.ValidString(raw):
			return nil, fmt.Errorf("line %d: a letter is broken in two", i+1)
		case strings.HasPrefix(raw, " ") && len(lines) > 0:
			lines[len(lines)-1] += raw[1:]
		default:
			lines = append(lines, raw)
		}
	}
	root := &Part{}
	stack := []*Part{root}
	for _, text := range lines {
		l, err := property(text)
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch l.Name {
		case "BEGIN":
			p := &Part{Kind: l.Value}
			top.Parts = append(top.Parts, p)
			stack = append(stack, p)
		case "END":
			if top.Kind != l.Value || len(stack) == 1 {
				return nil, fmt.Errorf("END:%s inside %q", l.Value, top.Kind)
			}
			stack = stack[:len(stack)-1]
		default:
			top.Lines = append(top.Lines, l)
		}
	}
	if len(stack) != 1 || len(root.Parts) != 1 || len(root.Lines) > 0 || root.Parts[0].Kind != "VCALENDAR" {
		return nil, fmt.Errorf("not exactly one whole VCALENDAR")
	}
	return root.Parts[0], nil
}

func property(s string) (Line, error) {
	l := Line{Params: map[string]string{}}
	quoted := false
	var parts []string
	start := 0
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == ';':
			parts = append(parts, s[start:i])
			start = i + 1
		case r == ':':
			parts = append(parts, s[start:i])
			l.Value = s[i+1:]
			l.Name = parts[0]
			for _, p := range parts[1:] {
				k, v, ok := strings.Cut(p, "=")
				if !ok {
					return l, fmt.Errorf("parameter without value in %q", s)
				}
				l.Params[k] = strings.Trim(v, `"`)
			}
			if l.Name == "" || strings.ToUpper(l.Name) != l.Name {
				return l, fmt.Errorf("no property name in %q", s)
			}
			return l, nil
		}
	}
	return l, fmt.Errorf("no value in %q", s)
}

// Only gives the one inner component of a kind.
func (p *Part) Only(t testing.TB, kind string) *Part {
	t.Helper()
	var out *Part
	for _, c := range p.Parts {
		if c.Kind == kind {
			if out != nil {
				t.Fatalf("more than one %s", kind)
			}
			out = c
		}
	}
	if out == nil {
		t.Fatalf("no %s", kind)
	}
	return out
}

// All gives every line of a name.
func (p *Part) All(name string) []Line {
	var out []Line
	for _, l := range p.Lines {
		if l.Name == name {
			out = append(out, l)
		}
	}
	return out
}

// Text gives the unescaped value of a line, "" when there is none.
func (p *Part) Text(name string) string {
	for _, l := range p.All(name) {
		return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";").Replace(l.Value)
	}
	return ""
}

// Moment gives the UTC time of a line by the object's own zone rules, never by the machine's.
func Moment(t testing.TB, cal *Part, l Line) time.Time {
	t.Helper()
	if strings.HasSuffix(l.Value, "Z") {
		at, err := time.Parse("20060102T150405Z", l.Value)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	local, err := time.Parse("20060102T150405", l.Value)
	if err != nil {
		t.Fatalf("%s: %v", l.Name, err)
	}
	for _, zone := range cal.Parts {
		if zone.Kind != "VTIMEZONE" || zone.Text("TZID") != l.Params["TZID"] {
			continue
		}
		var best time.Time
		var offset time.Duration
		for _, rule := range zone.Parts {
			if at := lastBefore(t, rule, local); at.After(best) {
				best, offset = at, hours(t, rule.Text("TZOFFSETTO"))
			}
		}
		return local.Add(-offset)
	}
	t.Fatalf("%s has the zone %q, which the object does not explain", l.Name, l.Params["TZID"])
	return time.Time{}
}

// lastBefore finds the last local time at or before at when a yearly rule "last Sunday of a month" took effect.
func lastBefore(t testing.TB, rule *Part, at time.Time) time.Time {
	start, err := time.Parse("20060102T150405", rule.Text("DTSTART"))
	if err != nil {
		t.Fatal(err)
	}
	var month int
	if _, err := fmt.Sscanf(rule.Text("RRULE"), "FREQ=YEARLY;BYMONTH=%d;BYDAY=-1SU", &month); err != nil {
		t.Fatalf("rule %q: %v", rule.Text("RRULE"), err)
	}
	for year := at.Year(); year >= at.Year()-1; year-- {
		d := time.Date(year, time.Month(month)+1, 0, start.Hour(), start.Minute(), 0, 0, time.UTC)
		d = d.AddDate(0, 0, -int(d.Weekday()))
		if !d.After(at) && !d.Before(start) {
			return d
		}
	}
	return time.Time{}
}

func hours(t testing.TB, s string) time.Duration {
	var h, m int
	if _, err := fmt.Sscanf(s[1:], "%2d%2d", &h, &m); err != nil {
		t.Fatalf("offset %q", s)
	}
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if s[0] == '-' {
		return -d
	}
	return d
}
