package talk

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Time is when and where a mentor is ready to talk.
type Time struct {
	ID, Org, Programme, Seat string
	Start                    time.Time
	Minutes                  int
	Place, Video             string
	Places                   int  // how many may book it
	Taken                    int  // and how many have
	Closed                   bool // the mentor has taken it down
	Created                  time.Time
}

// End is when the talk is over.
func (t Time) End() time.Time { return t.Start.Add(time.Duration(t.Minutes) * time.Minute) }

// Free is how many may still book.
func (t Time) Free() int { return max(t.Places-t.Taken, 0) }

// Where is the place or, without one, the link.
func (t Time) Where() string {
	if t.Place == "" {
		return t.Video
	}
	return t.Place
}

// Offer is one time, or a series of them.
type Offer struct {
	Start        time.Time
	Minutes      int
	Place, Video string
	Places       int
	Every        int // weeks between two times; 0: only once
	Months       int // how long a series goes on
}

// The limits of an offer.
const (
	minMinutes = 10
	maxMinutes = 240
	maxAhead   = 400 * 24 * time.Hour
	maxPlace   = 200
	maxVideo   = 500
	maxPlaces  = 12
	maxEvery   = 8
	maxMonths  = 12
)

// check holds the rules of an offer and cleans it.
func (o *Offer) check(now time.Time, ends clock.Date, zone *time.Location) error {
	var wrong fault.Fields
	o.Place, o.Video = strings.Join(strings.Fields(o.Place), " "), strings.TrimSpace(o.Video)
	number := func(field, label string, n, low, high int) {
		if n < low || n > high {
			wrong.Add(field, "fault.bad_number", "field", i18n.Key(label), "min", low, "max", high)
		}
	}
	switch {
	case !o.Start.After(now):
		wrong.Add("date", "talk.time_past")
	case o.Start.Sub(now) > maxAhead:
		wrong.Add("date", "talk.time_far")
	case ends != "" && clock.DateOf(o.Start.In(zone)) > ends:
		wrong.Add("date", "talk.time_after", "day", ends)
	}
	number("minutes", "talk.minutes", o.Minutes, minMinutes, maxMinutes)
	number("places", "talk.places", o.Places, 1, maxPlaces)
	number("every", "talk.every", o.Every, 0, maxEvery)
	if o.Every > 0 {
		number("months", "talk.months", o.Months, 1, maxMonths)
	}
	switch {
	case len([]rune(o.Place)) > maxPlace:
		wrong.Add("place", "fault.too_long", "field", i18n.Key("talk.place"), "max", maxPlace)
	case enrolment.HasCPR(o.Place):
		wrong.Add("place", "talk.cpr")
	}
	if o.Video != "" {
		u, err := url.Parse(o.Video)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(o.Video) > maxVideo || strings.ContainsAny(o.Video, " \t\r\n\"<>") {
			wrong.Add("video", "talk.bad_video")
		}
	}
	return wrong.Or()
}

// Starts lists when an offer begins: the same weekday and time of day in the zone, whatever the clocks do meanwhile, to the last
// day of the programme. A time that a change of the clocks leaves out is left out; one that comes twice is the first of the two.
func (o Offer) Starts(ends clock.Date, zone *time.Location) []time.Time {
	first := o.Start.In(zone)
	if o.Every <= 0 {
		return []time.Time{first}
	}
	var out []time.Time
	for day := first; ; {
		n := len(out)
		at := time.Date(day.Year(), day.Month(), day.Day(), first.Hour(), first.Minute(), 0, 0, zone)
		if early := at.Add(-time.Hour); n > 0 && early.Hour() == at.Hour() {
			at = early
		}
		if n == 0 {
			at = first
		}
		if at.Hour() == first.Hour() && at.Minute() == first.Minute() {
			out = append(out, at)
		}
		day = time.Date(day.Year(), day.Month(), day.Day()+7*o.Every, 12, 0, 0, 0, zone)
		if clock.DateOf(day) >= clock.DateOf(first).Add(0, o.Months, 0) || ends != "" && clock.DateOf(day) > ends {
			return out
		}
	}
}

// Offer puts a mentor's times up. None is put up when one of them meets another of the mentor's.
func (t *Talks) Offer(ctx context.Context, a org.Actor, o Offer) (out []Time, err error) {
	err = t.DB.Write(ctx, func(tx *db.Tx) error {
		out = nil
		seat, err := t.lockMine(ctx, tx, a, org.Mentor)
		if err != nil {
			return err
		}
		pr, _, err := t.offered(ctx, tx, a)
		if err != nil {
			return err
		}
		now, zone := t.Clock.Now(), pr.Location()
		if err := o.check(now, pr.EndsOn, zone); err != nil {
			return err
		}
		own, err := t.times(ctx, tx, a.Org, " and x.seat_id=$2 and x.status='open' and x.starts_at>$3", seat.ID, db.At(now.Add(-maxMinutes*time.Minute)))
		if err != nil {
			return err
		}
		for _, start := range o.Starts(pr.EndsOn, zone) {
			x := Time{ID: id.New(), Org: a.Org, Programme: a.Programme, Seat: seat.ID, Start: start, Minutes: o.Minutes, Place: o.Place, Video: o.Video, Places: o.Places, Created: now}
			for _, other := range own {
				if other.Start.Before(x.End()) && x.Start.Before(other.End()) {
					return fault.Field("date", "talk.time_twice", "day", clock.DateOf(start))
				}
			}
			if err := t.addTime(ctx, tx, x); err != nil {
				return err
			}
			own, out = append(own, x), append(out, x)
		}
		return t.log(ctx, tx, a, "talk_times", seat.ID)
	})
	return out, err
}

// Remove takes a time down. Talks that are booked at it and still to come are called off, and their mentees told.
func (t *Talks) Remove(ctx context.Context, a org.Actor, timeID string) error {
	return t.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := t.lockTime(ctx, tx, a.Org, timeID)
		if err != nil {
			return err
		}
		if _, err := t.mine(ctx, tx, a, org.Mentor); err != nil {
			return err
		}
		if x.Seat != a.Seat {
			return fault.Missing()
		}
		return t.closeTime(ctx, tx, x, org.Mentor)
	})
}

// closeTime closes a locked time and calls its coming talks off in the name of a side.
func (t *Talks) closeTime(ctx context.Context, tx *db.Tx, x Time, by org.Role) error {
	if err := t.shutTime(ctx, tx, x); err != nil {
		return err
	}
	booked, err := t.talks(ctx, tx, x.Org, " and k.time_id=$2 and k.status='booked'", x.ID)
	if err != nil {
		return err
	}
	for _, k := range booked {
		if !k.Ahead(t.Clock.Now()) {
			continue
		}
		if err := t.callOff(ctx, tx, k, by); err != nil {
			return err
		}
	}
	return nil
}
