package talk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
)

// TestSeriesKeepsItsTimeOfDay holds that every second Tuesday at 15 is at 15 on the wall, whatever the clocks do, and stops in time.
func TestSeriesKeepsItsTimeOfDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		mentor := pair.SeatActor(h.Seat("Jørgen Østerby", org.Mentor, 1))
		utc := func(all []talk.Time) string {
			var out []string
			for _, x := range all {
				out = append(out, x.Start.UTC().Format("0102T15"))
			}
			return strings.Join(out, " ")
		}
		up := func(date, hour string, every, months int) []talk.Time {
			t.Helper()
			all, err := h.talks.Offer(t.Context(), mentor, talk.Offer{Start: at(t, date, hour), Minutes: 60, Places: 1, Every: every, Months: months, Place: " Rådhuset,  2. sal "})
			must(t, err)
			return all
		}
		// the clocks go forward on 29 March 2026 and back on 25 October
		if got := utc(up("2026-03-03", "15", 2, 2)); got != "0303T14 0317T14 0331T13 0414T13 0428T13" {
			t.Errorf("across the spring: %s", got)
		}
		if got := utc(up("2026-10-20", "15", 1, 1)); got != "1020T13 1027T14 1103T14 1110T14 1117T14" {
			t.Errorf("across the autumn: %s", got)
		}
		// 02.30 is left out on 29 March; in autumn it comes twice and the first of the two is meant
		if got := utc(up("2026-03-22", "02.30", 1, 1)); got != "0322T01 0405T00 0412T00 0419T00" {
			t.Errorf("a time that is left out: %s", got)
		}
		if got := utc(up("2026-10-18", "02.30", 1, 1)); got != "1018T00 1025T00 1101T01 1108T01 1115T01" {
			t.Errorf("a time that comes twice: %s", got)
		}
		// the programme ends on 1 March 2027
		if got := utc(up("2027-02-08", "9", 2, 6)); got != "0208T08 0222T08" {
			t.Errorf("past the programme's end: %s", got)
		}
		times, err := h.talks.OwnTimes(t.Context(), d, mentor)
		if err != nil || len(times) != 5+5+4+5+2 || times[0].Place != "Rådhuset, 2. sal" || !times[0].Start.Equal(at(t, "2026-03-03", "15")) {
			t.Errorf("%d times, %v", len(times), err)
		}
		if len(h.Mails()) != 0 {
			t.Errorf("a mail was written although nobody has booked")
		}
	})
}

func TestImpossibleTimes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		seat := h.Seat("Jørgen Østerby", org.Mentor, 1)
		mentor := pair.SeatActor(seat)
		good := talk.Offer{Start: at(t, "2026-04-01", "10"), Minutes: 60, Places: 1}
		for want, change := range map[string]func(o *talk.Offer){
			"date:talk.time_past":      func(o *talk.Offer) { o.Start = h.Clock.Now() },
			"date:talk.time_far":       func(o *talk.Offer) { o.Start = h.Clock.Now().Add(401 * day) },
			"date:talk.time_after":     func(o *talk.Offer) { o.Start = at(t, "2027-03-02", "10") },
			"minutes:fault.bad_number": func(o *talk.Offer) { o.Minutes = 5 },
			"places:fault.bad_number":  func(o *talk.Offer) { o.Places = 13 },
			"every:fault.bad_number":   func(o *talk.Offer) { o.Every = -1 },
			"months:fault.bad_number":  func(o *talk.Offer) { o.Every, o.Months = 1, 13 },
			"place:fault.too_long":     func(o *talk.Offer) { o.Place = strings.Repeat("å", 201) },
			"place:talk.cpr":           func(o *talk.Offer) { o.Place = "hos 010190-1234" },
			"video:talk.bad_video":     func(o *talk.Offer) { o.Video = "javascript:alert(1)" },
		} {
			o := good
			change(&o)
			_, err := h.talks.Offer(t.Context(), mentor, o)
			refused(t, err, want)
		}
		_, err := h.talks.Offer(t.Context(), mentor, talk.Offer{Start: good.Start.Add(21 * day), Minutes: 60, Places: 1})
		must(t, err)
		_, err = h.talks.Offer(t.Context(), mentor, talk.Offer{Start: good.Start.Add(30 * time.Minute), Minutes: 60, Places: 1, Every: 1, Months: 2})
		refused(t, err, "date:talk.time_twice")
		if times, err := h.talks.OwnTimes(t.Context(), d, mentor); err != nil || len(times) != 1 {
			t.Errorf("a refused series left %d times behind, %v", len(times), err)
		}
		_, err = h.talks.Offer(t.Context(), pair.SeatActor(h.Seat("Sofie Lindegård", org.Mentee, 1)), good)
		refused(t, err, "fault.forbidden")
		must(t, h.talks.SaveSetting(t.Context(), h.Coordinator, talk.Setting{Ahead: 2}))
		_, err = h.talks.Offer(t.Context(), mentor, good)
		refused(t, err, "talk.not_offered")
	})
}
