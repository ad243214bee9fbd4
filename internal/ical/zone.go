package ical

import (
	"fmt"
	"time"

	"github.com/emersion/go-ical"
)

// timezone writes the rules of the zone that t stands in, for zones that follow the European Union's summer time. Other zones give nil:
// their times are written in UTC, which every calendar shows in its own zone.
func timezone(t time.Time) *ical.Component {
	loc := t.Location()
	if loc == time.UTC || loc == time.Local {
		return nil
	}
	winter, ok := european(loc, t.Year())
	if !ok {
		return nil
	}
	name := func(month time.Month) string {
		n, _ := time.Date(t.Year(), month, 15, 12, 0, 0, 0, loc).Zone()
		return n
	}
	zone := ical.NewComponent(ical.CompTimezone)
	set(zone, ical.PropTimezoneID, loc.String())
	// 29 March 1981 and 27 October 1996 are the last Sundays that began the two rules as they still are.
	zone.Children = []*ical.Component{
		observance(ical.CompTimezoneDaylight, time.Date(1981, 3, 29, 1, 0, 0, 0, time.UTC).Add(winter), winter, winter+time.Hour, "3", name(time.July)),
		observance(ical.CompTimezoneStandard, time.Date(1996, 10, 27, 1, 0, 0, 0, time.UTC).Add(winter+time.Hour), winter+time.Hour, winter, "10", name(time.January)),
	}
	return zone
}

func observance(kind string, local time.Time, from, to time.Duration, month, name string) *ical.Component {
	c := ical.NewComponent(kind)
	set(c, ical.PropDateTimeStart, local.Format("20060102T150405"))
	set(c, ical.PropTimezoneOffsetFrom, offset(from))
	set(c, ical.PropTimezoneOffsetTo, offset(to))
	set(c, ical.PropRecurrenceRule, "FREQ=YEARLY;BYMONTH="+month+";BYDAY=-1SU")
	set(c, ical.PropTimezoneName, name)
	return c
}

func offset(d time.Duration) string {
	sign, m := "+", int(d.Minutes())
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%02d%02d", sign, m/60, m%60)
}

// european tells whether a zone changes its clocks in a year as the European Union does: at 1.00 UTC on the last Sundays of March and
// October, one hour. It returns the zone's winter offset.
func european(loc *time.Location, year int) (winter time.Duration, ok bool) {
	at := func(t time.Time) time.Duration { _, s := t.In(loc).Zone(); return time.Duration(s) * time.Second }
	spring, autumn := lastSunday(year, time.March), lastSunday(year, time.October)
	winter = at(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
	summer := winter + time.Hour
	ok = at(spring.Add(-time.Second)) == winter && at(spring) == summer && at(autumn.Add(-time.Second)) == summer && at(autumn) == winter
	return winter, ok
}

func lastSunday(year int, month time.Month) time.Time {
	t := time.Date(year, month+1, 1, 1, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
	return t.AddDate(0, 0, -int(t.Weekday()))
}
