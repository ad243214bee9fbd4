// Package clock is the one source of "now", so that tests and the demo can stand in another month.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock tells the time in UTC, truncated to microseconds (what both databases keep).
type Clock interface{ Now() time.Time }

// System is the machine's clock.
type System struct{}

// Now returns the present.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fake is a clock that stands still until it is moved. Safe for concurrent use.
type Fake struct{ at atomic.Int64 }

// NewFake returns a clock that shows t.
func NewFake(t time.Time) *Fake {
	f := &Fake{}
	f.Set(t)
	return f
}

// Now returns the time the clock was set to.
func (f *Fake) Now() time.Time { return time.UnixMicro(f.at.Load()).UTC() }

// Set moves the clock.
func (f *Fake) Set(t time.Time) { f.at.Store(t.UnixMicro()) }

// Date is a calendar day without time zone, written 2006-01-02; "" is no date.
type Date string

// DateOf returns the calendar day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate accepts 2006-01-02 only (what <input type=date> sends); "" is valid and means none.
func ParseDate(s string) (Date, bool) {
	if s == "" {
		return "", true
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return "", false
	}
	return Date(s), true
}

// Time returns midnight UTC of the day; the zero time for no date.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// Add moves the date by years, months and days.
func (d Date) Add(years, months, days int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(years, months, days))
}

// Months returns the length from d to e in whole and part months (30.44 days each).
func (d Date) Months(e Date) float64 { return e.Time().Sub(d.Time()).Hours() / 24 / 30.44 }

// Shift is a clock that stands where it is set until Follow lets it go with the machine's clock. The demonstration tells its past with
// one and then lives in the present. Safe for concurrent use.
type Shift struct{ fake Fake }

// Now returns the time the clock was set to, or the present once it follows.
func (s *Shift) Now() time.Time {
	if s.fake.at.Load() == 0 {
		return System{}.Now()
	}
	return s.fake.Now()
}

// Set stops the clock at t.
func (s *Shift) Set(t time.Time) { s.fake.Set(t) }

// Follow lets the clock go.
func (s *Shift) Follow() { s.fake.at.Store(0) }
