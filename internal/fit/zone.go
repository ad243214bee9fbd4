package fit

import (
	"time"
	_ "time/tzdata" // the same zones on a machine without a zone database
)

// offset is how far a zone's clock is ahead of Greenwich, in minutes: in the middle of winter and of summer.
type offset struct {
	known          bool
	winter, summer int
}

// zoneYear is the year whose clocks are compared. It is fixed, so that a stored run gives the same in another year.
const zoneYear = 2026

func offsetOf(zone string) offset {
	if zone == "" || zone == "Local" {
		return offset{}
	}
	l, err := time.LoadLocation(zone)
	if err != nil {
		return offset{}
	}
	at := func(m time.Month) int {
		_, seconds := time.Date(zoneYear, m, 15, 12, 0, 0, 0, time.UTC).In(l).Zone()
		return seconds / 60
	}
	return offset{true, at(time.January), at(time.July)}
}

// minutesApart is how far apart two clocks are on the face of the clock, the short way round, in the half of the year when it is most.
// So noon in Auckland and noon in Honolulu, 22 hours apart, are 2 apart on the clock.
func minutesApart(a, b offset) int {
	const day = 24 * 60
	round := func(x, y int) int {
		gap := ((x-y)%day + day) % day
		return min(gap, day-gap)
	}
	return max(round(a.winter, b.winter), round(a.summer, b.summer))
}
