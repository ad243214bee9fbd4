package talk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
)

// TestReminderComesOnTheDayBefore holds that both are reminded once, in the morning of the day before, as days are at the programme.
func TestReminderComesOnTheDayBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, ali, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		early := h.offer(jorgen, "2026-03-29", "00.30", 1) // 23.30 the day before in UTC, on the day the clocks go forward
		_, err := h.book(sofie, early)
		must(t, err)
		reminded := func() (n int) {
			t.Helper()
			must(t, h.talks.Hourly(t.Context()))
			for _, m := range h.Mails() {
				if strings.HasSuffix(strings.TrimSuffix(strings.TrimSuffix(m.Event, ":mentor"), ":mentee"), "-tomorrow") {
					n++
					if !strings.HasPrefix(m.Subject, "I morgen:") || strings.Contains(m.Text, "svære") {
						t.Errorf("%s: %s", m.Subject, m.Text)
					}
				}
			}
			return n
		}
		for _, c := range []struct {
			now  time.Time
			want int
		}{
			{at(t, "2026-03-27", "23.30"), 0}, {at(t, "2026-03-28", "7.30"), 0}, {at(t, "2026-03-28", "8.10"), 2}, {at(t, "2026-03-28", "9.10"), 2},
		} {
			h.Clock.Set(c.now)
			if got := reminded(); got != c.want {
				t.Errorf("at %s: %d reminders, want %d", c.now, got, c.want)
			}
		}
		later := h.offer(jorgen, "2026-03-29", "15", 1)
		_, err = h.book(ali, later) // booked today: both know
		must(t, err)
		if got := reminded(); got != 2 {
			t.Errorf("a talk booked today for tomorrow was reminded of: %d", got)
		}
		gone := h.offer(jorgen, "2026-04-10", "15", 1)
		k, err := h.book(ali, gone)
		must(t, err)
		must(t, h.talks.Cancel(t.Context(), pair.SeatActor(ali), k.ID))
		h.Clock.Set(at(t, "2026-04-09", "9"))
		if got := reminded(); got != 2 {
			t.Errorf("a talk that is called off was reminded of: %d", got)
		}
	})
}

// TestWhatItWasAboutIsForgotten holds that the sentence goes when the talk is called off, and a month after it.
func TestWhatItWasAboutIsForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		k, err := h.book(sofie, h.offer(jorgen, "2026-03-10", "9", 1))
		must(t, err)
		off, err := h.book(sofie, h.offer(jorgen, "2026-03-12", "9", 1))
		must(t, err)
		must(t, h.talks.Cancel(t.Context(), pair.SeatActor(jorgen), off.ID))
		left := func() int {
			t.Helper()
			must(t, h.talks.Hourly(t.Context()))
			n, err := db.One[int](t.Context(), d, "select count(*) from talk where about<>''")
			must(t, err)
			return n
		}
		if n := left(); n != 1 {
			t.Errorf("%d sentences, want the booked one's", n)
		}
		h.Clock.Set(k.Time.Start.Add(29 * day))
		if n := left(); n != 1 {
			t.Errorf("after 29 days: %d", n)
		}
		h.Clock.Set(k.Time.Start.Add(31 * day))
		if n := left(); n != 0 {
			t.Errorf("after 31 days: %d", n)
		}
	})
}

func TestLeavingAndClosingCallOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		h.Enrolments.Leaving = append(h.Enrolments.Leaving, h.talks.Leaving)
		sofie, ali, jorgen, ida := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1), h.Seat("Ida Bæk", org.Mentor, 1)
		_, err := h.book(sofie, h.offer(jorgen, "2026-03-10", "9", 1))
		must(t, err)
		_, err = h.book(ali, h.offer(ida, "2026-03-10", "9", 1))
		must(t, err)
		h.offer(ida, "2026-03-11", "9", 1)
		must(t, h.Enrolments.Withdraw(t.Context(), pair.SeatActor(sofie), sofie.ID)) // a mentee leaves: the place is free
		if got := h.open(ali); got != "Ida Bæk* Jørgen Østerby*" && got != "Jørgen Østerby* Ida Bæk*" {
			t.Errorf("open after a mentee left: %q", got)
		}
		must(t, h.Enrolments.Withdraw(t.Context(), pair.SeatActor(jorgen), jorgen.ID)) // a mentor leaves: the times are down
		if got := h.open(ali); got != "Ida Bæk*" {
			t.Errorf("open after a mentor left: %q", got)
		}
		pr, err := h.Programmes.Get(t.Context(), d, h.Org, h.Programme)
		must(t, err)
		h.Write(func(tx *db.Tx) error { return h.talks.ProgrammeCloses(t.Context(), tx, pr) })
		if got := h.open(ali); got != "" {
			t.Errorf("open after the programme closed: %q", got)
		}
		f, err := h.talks.Figures(t.Context(), h.Coordinator)
		if err != nil || f != (talk.Figures{Off: 2}) {
			t.Errorf("%+v, %v", f, err)
		}
		for who, s := range map[string]string{"sofie": h.calendar(sofie), "ali": h.calendar(ali), "jørgen": h.calendar(jorgen), "ida": h.calendar(ida)} {
			if strings.Count(s, "REQUEST") != 1 || strings.Count(s, "CANCEL 1") != 1 {
				t.Errorf("%s: %s", who, s)
			}
		}
	})
}

// TestBarrierAfterBookingCallsOffWithoutSayingWhose holds that a veto put up afterwards ends a booked talk, and that the letters of the two
// differ in nothing but their names.
func TestBarrierAfterBookingCallsOffWithoutSayingWhose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, ali, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		x := h.offer(jorgen, "2026-03-10", "9", 2)
		for _, s := range []enrolment.Seat{sofie, ali} {
			_, err := h.book(s, x)
			must(t, err)
		}
		h.Write(func(tx *db.Tx) error {
			return h.Enrolments.AddBarrier(t.Context(), tx, h.Org, h.Programme, enrolment.Barrier{MentorPerson: jorgen.Person.ID, MenteePerson: sofie.Person.ID, Kind: enrolment.Veto, By: jorgen.Person.ID})
		})
		must(t, h.talks.Hourly(t.Context()))
		must(t, h.talks.Hourly(t.Context()))
		f, err := h.talks.Figures(t.Context(), h.Coordinator)
		if err != nil || f.Off != 1 || f.Ahead != 1 {
			t.Errorf("%+v, %v", f, err)
		}
		var texts []string
		for _, m := range h.Mails() {
			if m.Method == "CANCEL" {
				text := strings.NewReplacer("Jørgen", "NN", "Sofie", "NN", jorgen.ID, "S", sofie.ID, "S").Replace(m.Subject + m.Text)
				texts = append(texts, text)
			}
		}
		if len(texts) != 2 || texts[0] != texts[1] {
			t.Errorf("%d letters: %q", len(texts), texts)
		}
		if got := h.open(sofie); got != "" {
			t.Errorf("open to her: %q", got)
		}
	})
}
