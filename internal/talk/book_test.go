package talk_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/ical/icaltest"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
)

func TestTalkGoesItsWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		ctx := t.Context()
		sofie, ali, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		x := h.offer(jorgen, "2026-03-30", "9", 1) // the day after the clocks went forward
		if got := h.open(sofie); got != "Jørgen Østerby*" {
			t.Fatalf("open: %q", got)
		}
		k, err := h.book(sofie, x)
		must(t, err)
		if got := h.open(sofie) + h.open(ali); got != "" {
			t.Errorf("a taken time is still open: %q", got)
		}
		_, err = h.book(ali, x)
		refused(t, err, "talk.taken")
		_, err = h.book(sofie, x)
		refused(t, err, "talk.booked_already")

		seen, err := h.talks.Own(ctx, d, pair.SeatActor(jorgen))
		if err != nil || len(seen) != 1 || seen[0].About == "" || seen[0].Time.Video == "" {
			t.Fatalf("the mentor sees %+v, %v", seen, err)
		}
		led, err := h.talks.All(ctx, h.Coordinator, "linde")
		if err != nil || len(led) != 1 || led[0].About+led[0].Time.Video+led[0].Time.Place != "" || led[0].Mentee.Name != "Sofie Lindegård" {
			t.Errorf("the coordinator sees %+v, %v", led, err)
		}
		for _, m := range h.Mails() {
			if strings.Contains(m.Text+m.Subject+m.Calendar, "svære samtale") {
				t.Errorf("what the talk is about is in a mail: %s", m.Text)
			}
		}
		file, err := h.talks.Calendar(ctx, pair.SeatActor(sofie), k.ID)
		must(t, err)
		event := icaltest.Read(t, file).Only(t, "VEVENT")
		if event.Text("UID") != k.UID || len(event.All("ATTENDEE")) != 2 || event.All("ORGANIZER")[0].Value != "mailto:mentor@fjordby.example" {
			t.Errorf("%+v", event.Lines)
		}

		must(t, h.talks.Cancel(ctx, pair.SeatActor(sofie), k.ID))
		must(t, h.talks.Cancel(ctx, pair.SeatActor(sofie), k.ID)) // the button pressed twice
		want := "REQUEST 0 CONFIRMED 2026-03-30T07:00Z|CANCEL 1 CANCELLED 2026-03-30T07:00Z"
		if a, b := h.calendar(sofie), h.calendar(jorgen); a != want || b != want {
			t.Errorf("invitations\n%s\n%s\nwant %s", a, b, want)
		}
		if got := h.open(ali); got != "Jørgen Østerby*" {
			t.Errorf("the place is not free again: %q", got)
		}
		again, err := h.book(ali, x)
		must(t, err)
		h.Clock.Set(x.Start.Add(-1))
		refused(t, h.talks.Say(ctx, pair.SeatActor(ali), again.ID, true), "talk.not_begun")
		h.Clock.Set(x.Start)
		refused(t, h.talks.Cancel(ctx, pair.SeatActor(jorgen), again.ID), "talk.begun")
		f, err := h.talks.Figures(ctx, h.Coordinator)
		if err != nil || f != (talk.Figures{Unsaid: 1, Off: 1}) {
			t.Errorf("%+v, %v", f, err)
		}
		must(t, h.talks.Say(ctx, pair.SeatActor(jorgen), again.ID, false))
		must(t, h.talks.Say(ctx, pair.SeatActor(ali), again.ID, true))
		refused(t, h.talks.Say(ctx, pair.SeatActor(sofie), k.ID, true), "talk.was_cancelled")
		if f, err = h.talks.Figures(ctx, h.Coordinator); err != nil || f != (talk.Figures{Held: 1, Off: 1}) {
			t.Errorf("%+v, %v", f, err)
		}
	})
}

// TestMentorWhoCannotComeTakesTheTimeDown holds that a time whose mentor calls off is not offered to the next.
func TestMentorWhoCannotComeTakesTheTimeDown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, ali, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		one, two := h.offer(jorgen, "2026-03-10", "9", 1), h.offer(jorgen, "2026-03-11", "9", 3)
		k, err := h.book(sofie, one)
		must(t, err)
		must(t, h.talks.Cancel(t.Context(), pair.SeatActor(jorgen), k.ID))
		_, err = h.book(ali, one)
		refused(t, err, "talk.gone")
		for _, s := range []enrolment.Seat{sofie, ali} {
			if k, err = h.book(s, two); err != nil {
				t.Fatal(err)
			}
		}
		must(t, h.talks.Cancel(t.Context(), pair.SeatActor(jorgen), k.ID))
		if got := h.open(ali); got != "Jørgen Østerby*" {
			t.Errorf("a time that somebody else has booked too was taken down: %q", got)
		}
		must(t, h.talks.Remove(t.Context(), pair.SeatActor(jorgen), two.ID))
		if got := h.calendar(sofie); !strings.HasSuffix(got, "|CANCEL 1 CANCELLED 2026-03-11T08:00Z") || strings.Count(got, "CANCEL 1") != 2 {
			t.Errorf("after both were taken down: %s", got)
		}
		refused(t, h.talks.Remove(t.Context(), pair.SeatActor(h.Seat("Ida Bæk", org.Mentor, 1)), two.ID), "fault.not_found")
	})
}

// TestRulesOfPairsHoldHere tries every kind of barrier that the world can put up: the mentor is not seen, and not booked by guessing.
func TestRulesOfPairsHoldHere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		mentee, free := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Fri Mentor", org.Mentor, 1)
		bar := func(kind enrolment.BarrierKind, mentor enrolment.Seat, by string) {
			h.Write(func(tx *db.Tx) error {
				return h.Enrolments.AddBarrier(t.Context(), tx, h.Org, h.Programme, enrolment.Barrier{MentorPerson: mentor.Person.ID, MenteePerson: mentee.Person.ID, Kind: kind, By: by})
			})
		}
		apart := map[string]enrolment.Seat{}
		for _, name := range []string{"Veto Fra Mentee", "Veto Fra Mentor", "Inhabil", "Leder", "Samme Leder", "Nej", "Aldrig De To", "Uden Oplæring"} {
			apart[name] = h.Seat(name, org.Mentor, 1)
		}
		bar(enrolment.Veto, apart["Veto Fra Mentee"], mentee.Person.ID)
		bar(enrolment.Veto, apart["Veto Fra Mentor"], apart["Veto Fra Mentor"].Person.ID)
		bar(enrolment.Conflict, apart["Inhabil"], apart["Inhabil"].Person.ID)
		h.Write(func(tx *db.Tx) error {
			for person, leader := range map[string]string{mentee.Person.ID: apart["Leder"].Person.ID, apart["Samme Leder"].Person.ID: apart["Leder"].Person.ID} {
				if _, err := tx.Exec(t.Context(), "update person set leader_id=$2 where id=$1", person, leader); err != nil {
					return err
				}
			}
			_, err := tx.Exec(t.Context(), "update seat set trained_on='' where id=$1", apart["Uden Oplæring"].ID)
			return err
		})
		o := h.Propose(mentee, apart["Nej"])
		_, err := h.Pairs.Answer(t.Context(), pair.SeatActor(apart["Nej"]), o.ID, pair.Reply{})
		must(t, err)
		must(t, h.Matches.Mark(t.Context(), h.Coordinator, apart["Aldrig De To"].ID, mentee.ID, fit.Forbid))
		rules := fit.DefaultRules()
		rules.Hard.Trained = true
		must(t, h.Matches.SaveRules(t.Context(), h.Coordinator, rules))

		h.offer(free, "2026-03-20", "9", 1)
		for name, s := range apart {
			x := h.offer(s, "2026-03-10", "9", 1)
			if _, err := h.book(mentee, x); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: booked, or told why not: %v", name, err)
			}
			if _, _, err := h.talks.Time(t.Context(), d, pair.SeatActor(mentee), x.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: read: %v", name, err)
			}
		}
		if got := h.open(mentee); got != "Fri Mentor*" {
			t.Errorf("open: %q", got)
		}
		if got := h.open(h.Seat("En Anden", org.Mentee, 1)); strings.Count(got, "*") != len(apart) { // all but the untrained one
			t.Errorf("open to another mentee: %q", got)
		}
	})
}

func TestLimitsOfAMentee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen, ida := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1), h.Seat("Ida Bæk", org.Mentor, 1)
		one, two, three := h.offer(jorgen, "2026-03-10", "9", 1), h.offer(jorgen, "2026-03-11", "9", 1), h.offer(jorgen, "2026-03-12", "9", 1)
		meanwhile := h.offer(ida, "2026-03-10", "9.30", 1)
		first, err := h.book(sofie, one)
		must(t, err)
		_, err = h.book(sofie, meanwhile)
		refused(t, err, "talk.overlap")
		_, err = h.book(sofie, two)
		must(t, err)
		_, err = h.book(sofie, three)
		refused(t, err, "talk.enough")
		must(t, h.talks.Cancel(t.Context(), pair.SeatActor(sofie), first.ID))
		for want, about := range map[string]string{"about:talk.about_missing": " \n ", "about:fault.too_long": strings.Repeat("å", talk.MaxAbout+1), "about:talk.cpr": "Jeg er 010190-1234"} {
			_, err := h.talks.Book(t.Context(), pair.SeatActor(sofie), three.ID, about)
			refused(t, err, want)
		}
		_, err = h.book(sofie, three)
		must(t, err)
		refused(t, h.talks.SaveSetting(t.Context(), h.Coordinator, talk.Setting{Offered: true}), "ahead:fault.bad_number")
		refused(t, h.talks.SaveSetting(t.Context(), pair.SeatActor(jorgen), talk.DefaultSetting()), "fault.forbidden")

		other := open(t, d) // another organisation
		stranger := other.Seat("Fremmed Mentee", org.Mentee, 1)
		_, err = other.book(stranger, meanwhile)
		refused(t, err, "fault.not_found")
		if _, err := other.talks.Talk(t.Context(), d, pair.SeatActor(stranger), first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another organisation's talk was read: %v", err)
		}
		if _, err := h.talks.Talk(t.Context(), d, pair.SeatActor(ida), first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another mentor's talk was read: %v", err)
		}
	})
}

// TestOneOfManyAtOnceGetsTheLastPlace lets many browsers press at the same moment: no place is given twice, and who came too late is
// told so in words; nor does one mentee who presses on several times at once get more than the limit.
func TestOneOfManyAtOnceGetsTheLastPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		must(t, h.talks.SaveSetting(t.Context(), h.Coordinator, talk.Setting{Offered: true, Ahead: 3}))
		jorgen := h.Seat("Jørgen Østerby", org.Mentor, 1)
		var mentees []enrolment.Seat
		for i := range 8 {
			mentees = append(mentees, h.Seat(fmt.Sprintf("Mentee %d", i), org.Mentee, 1))
		}
		race := func(n int, press func(i int) error) []string {
			said := make([]string, n)
			start := make(chan struct{})
			var all sync.WaitGroup
			for i := range n {
				all.Go(func() {
					<-start
					said[i] = key(press(i))
				})
			}
			close(start)
			all.Wait()
			slices.Sort(said)
			return said
		}
		for round := range 3 {
			x := h.offer(jorgen, fmt.Sprintf("2026-03-1%d", round), "9", 2)
			got := race(len(mentees), func(i int) error { _, err := h.book(mentees[(i+round)%8], x); return err })
			if want := append([]string{"", ""}, slices.Repeat([]string{"talk.taken"}, 6)...); !slices.Equal(got, want) {
				t.Errorf("round %d: %q", round, got)
			}
			if n, err := db.One[int](t.Context(), d, "select count(*) from talk where time_id=$1 and status='booked'", x.ID); err != nil || n != 2 {
				t.Errorf("round %d: %d have the two places, %v", round, n, err)
			}
		}
		greedy := h.Seat("Grådig", org.Mentee, 1)
		var times []talk.Time
		for i := range 6 {
			times = append(times, h.offer(jorgen, fmt.Sprintf("2026-04-1%d", i), "9", 1))
		}
		got := race(len(times), func(i int) error { _, err := h.book(greedy, times[i]); return err })
		if want := []string{"", "", "", "talk.enough", "talk.enough", "talk.enough"}; !slices.Equal(got, want) {
			t.Errorf("one mentee at six times: %q", got)
		}
		// A booking and a taking down at once: either there is no talk, or it was called off with a mail to both.
		lone := h.Seat("Sen", org.Mentee, 1)
		x := h.offer(jorgen, "2026-05-01", "9", 1)
		race(2, func(i int) error {
			if i == 0 {
				return h.talks.Remove(t.Context(), pair.SeatActor(jorgen), x.ID)
			}
			_, err := h.book(lone, x)
			return err
		})
		if n, err := db.One[int](t.Context(), d, "select count(*) from talk where time_id=$1 and status='booked'", x.ID); err != nil || n != 0 {
			t.Errorf("%d talks stand at a time that is down, %v", n, err)
		}
		if got := h.calendar(lone); got != "" && !strings.Contains(got, "CANCEL") {
			t.Errorf("the mentee was not told: %s", got)
		}
	})
}
