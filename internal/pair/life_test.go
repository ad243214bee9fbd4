package pair_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

const day = 24 * time.Hour

// missing names the needed items that keep a pair's gate shut, and whether it is open.
func missing(t *testing.T, w *pairtest.World, id string) (string, bool) {
	t.Helper()
	s, err := w.Pairs.Summary(t.Context(), w.DB, w.Org, id)
	must(t, err)
	marks, err := w.Pairs.Marks(t.Context(), w.DB, w.Org, id)
	must(t, err)
	g, err := w.Pairs.Gate(t.Context(), w.DB, s, marks)
	must(t, err)
	var out []string
	for _, i := range g.Items {
		if i.Needed && !i.Done {
			out = append(out, string(i.Key))
		}
	}
	return strings.Join(out, " "), g.Open()
}

func sign(t *testing.T, w *pairtest.World, x pair.Pair) {
	t.Helper()
	draft, err := w.Pairs.Suggest(t.Context(), w.DB, x.Actor(org.Mentee), x.ID)
	must(t, err)
	g, err := w.Pairs.SaveAgreement(t.Context(), x.Actor(org.Mentee), x.ID, "", draft)
	must(t, err)
	for _, side := range pair.Sides {
		_, err = w.Pairs.Sign(t.Context(), x.Actor(side), x.ID, g.Base())
		must(t, err)
	}
}

func TestWholeLifeOfAPair(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)

		if m, open := missing(t, w, x.ID); m != "" || !open {
			t.Fatalf("introduction: missing %q", m)
		}
		must(t, w.Pairs.Advance(ctx, mentee, x.ID, pair.Introduction, ""))
		if err := w.Pairs.Advance(ctx, mentor, x.ID, pair.Introduction, ""); key(err) != "pair.phase_moved" {
			t.Fatalf("both pressed the button and moved two phases: %v", err)
		}
		if m, _ := missing(t, w, x.ID); m != "go_on expectations signed direction" {
			t.Fatalf("establishing: missing %q", m)
		}
		w.Sleep(12 * day)
		_, err := w.Pairs.Record(ctx, mentee, x.ID, w.Clock.Now().Add(-2*time.Hour), 90)
		must(t, err)
		for _, m := range []pair.Mark{pair.MarkGoOn, pair.MarkExpectations, pair.MarkDirection} {
			must(t, w.Pairs.Tick(ctx, mentee, x.ID, m, "yes"))
		}
		if m, _ := missing(t, w, x.ID); m != "go_on expectations signed direction" {
			t.Fatalf("one side's ticks opened the gate: missing %q", m)
		}
		for _, m := range []pair.Mark{pair.MarkGoOn, pair.MarkExpectations, pair.MarkDirection} {
			must(t, w.Pairs.Tick(ctx, mentor, x.ID, m, "yes"))
		}
		if err := w.Pairs.Advance(ctx, mentor, x.ID, pair.Establishing, ""); key(err) != "pair.gate_shut" {
			t.Fatalf("without an agreement: %v", err)
		}
		sign(t, w, x)
		must(t, w.Pairs.Tick(ctx, mentor, x.ID, pair.MarkGoOn, "")) // second thoughts
		if err := w.Pairs.Advance(ctx, mentor, x.ID, pair.Establishing, ""); key(err) != "pair.gate_shut" {
			t.Fatalf("after second thoughts: %v", err)
		}
		must(t, w.Pairs.Tick(ctx, mentor, x.ID, pair.MarkGoOn, "yes"))
		must(t, w.Pairs.Advance(ctx, mentor, x.ID, pair.Establishing, ""))

		if _, open := missing(t, w, x.ID); open {
			t.Fatal("the closing phase is suggested in the first month")
		}
		if err := w.Pairs.Tick(ctx, mentor, x.ID, pair.MarkGoOn, "yes"); key(err) != "pair.mark_not_now" {
			t.Fatalf("a tick of an earlier phase: %v", err)
		}
		must(t, w.Pairs.Tick(ctx, mentee, x.ID, pair.MarkGoalsReached, "yes"))
		if _, open := missing(t, w, x.ID); open {
			t.Fatal("one side alone says the goals are reached")
		}
		w.Clock.Set(time.Date(2027, 1, 17, 23, 30, 0, 0, time.UTC)) // in Copenhagen it is the 18th: six weeks before 1 March
		if _, open := missing(t, w, x.ID); !open {
			t.Fatal("six weeks before the end the gate is shut")
		}
		must(t, w.Pairs.Advance(ctx, mentee, x.ID, pair.Learning, ""))
		if m, _ := missing(t, w, x.ID); m != "closing_talk" {
			t.Fatalf("closing: missing %q", m)
		}
		if err := w.Pairs.Tick(ctx, mentor, x.ID, pair.MarkClosingTalk, "yes"); key(err) != "mark:fault.bad_choice" {
			t.Fatalf("a value the mark does not have: %v", err)
		}
		must(t, w.Pairs.Tick(ctx, mentor, x.ID, pair.MarkClosingTalk, "held"))
		must(t, w.Pairs.Advance(ctx, mentor, x.ID, pair.Closing, "yes"))

		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		must(t, err)
		if s.Phase != pair.Closed || s.Ending == nil || *s.Ending != (pair.Ending{Kind: pair.Completed, RematchMentor: "yes", On: "2027-01-18"}) {
			t.Fatalf("%+v, %+v", s, s.Ending)
		}
		must(t, w.Pairs.WishRematch(ctx, mentee, x.ID, "no"))
		history, err := w.Pairs.History(ctx, d, w.Org, x.ID)
		must(t, err)
		var way []string
		for _, h := range history {
			way = append(way, string(h.Phase)+"/"+string(h.Side))
		}
		if got := strings.Join(way, " "); got != "introduction/ establishing/mentee learning/mentor closing/mentee closed/mentor" {
			t.Fatalf("history %s", got)
		}
		if _, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: w.Clock.Now().Add(day), Minutes: 60}); key(err) != "pair.is_closed" {
			t.Fatalf("a meeting after the end: %v", err)
		}
	})
}

func TestStopAsksNothingAndTellsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		mentor, first := w.Seat("Jørgen Østerby", org.Mentor, 1), w.Seat("Sofie Lindegård", org.Mentee, 1)
		x := w.Join(first, mentor)
		ctx, mentee := t.Context(), x.Actor(org.Mentee)
		m, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 60})
		must(t, err)
		must(t, w.Pairs.AcceptMeeting(ctx, x.Actor(org.Mentor), x.ID, m.ID, 0))
		must(t, w.Pairs.Pause(ctx, mentee, x.ID, "2026-05-01"))
		if err := w.Pairs.Stop(ctx, mentee, x.ID, "because", ""); key(err) != "reason:fault.bad_choice" {
			t.Fatalf("a made-up reason: %v", err)
		}
		before := len(w.Mails())
		must(t, w.Pairs.Stop(ctx, mentee, x.ID, "chemistry", "yes"))
		if err := w.Pairs.Stop(ctx, x.Actor(org.Mentor), x.ID, "", ""); key(err) != "pair.is_closed" {
			t.Fatalf("stopped twice: %v", err)
		}
		new := w.Mails()[before:]
		got := map[string]int{}
		for _, mail := range new {
			got[mail.To+" "+mail.Method]++
			if strings.Contains(mail.Subject+mail.Text, "chemistry") || strings.Contains(strings.ToLower(mail.Text), "kemi") {
				t.Errorf("the reason is told: %s", mail.Text)
			}
		}
		want := map[string]int{x.Mentor.Person.Email + " CANCEL": 1, x.Mentee.Person.Email + " CANCEL": 1, x.Mentor.Person.Email + " ": 1, w.Coordinator.Email + " ": 1}
		if len(got) != len(want) {
			t.Fatalf("mails %v", got)
		}
		for k := range want {
			if got[k] != 1 {
				t.Errorf("%s: %d", k, got[k])
			}
		}
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		must(t, err)
		if s.Ending.Kind != pair.Stopped || s.Ending.RematchMentee != "yes" || s.Ending.RematchMentor != "" || s.PausedOn != "" || !s.NextMeeting.IsZero() {
			t.Fatalf("%+v %+v", s, s.Ending)
		}
		// Nothing that the coordinator or the log can read says who asked.
		history, err := w.Pairs.History(ctx, d, w.Org, x.ID)
		must(t, err)
		if last := history[len(history)-1]; last.Phase != pair.Closed || last.Side != "" {
			t.Fatalf("%+v", last)
		}
		if n, err := db.One[int](ctx, d, "select count(*) from audit_entry where object=$1 and account_id<>''", x.ID); err != nil || n != 0 {
			t.Fatalf("%d log entries name somebody, %v", n, err)
		}
		reasons, err := w.Pairs.EndingReasons(ctx, d, w.Org, w.Programme)
		if err != nil || len(reasons) != 1 || reasons["chemistry"] != 1 {
			t.Fatalf("%v, %v", reasons, err)
		}
		// The seats have room again.
		w.Join(w.Seat("Ali Hassan", org.Mentee, 1), mentor)
		w.Join(first, w.Seat("Bo Friis", org.Mentor, 1))
	})
}

func TestCoordinatorEndsAndSaysHello(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx := t.Context()
		must(t, w.Pairs.Hello(ctx, w.Coordinator, x.ID, ""))
		must(t, w.Pairs.Hello(ctx, w.Coordinator, x.ID, "")) // pressed twice: sent once
		if err := w.Pairs.Hello(ctx, w.Coordinator, x.ID, "Sofie, 010190-1234"); key(err) != "message:pair.cpr" {
			t.Fatalf("%v", err)
		}
		must(t, w.Pairs.Hello(ctx, w.Coordinator, x.ID, "Jeg glemte at skrive, hvem jeg er.")) // other words the same day are sent
		w.Sleep(day)
		must(t, w.Pairs.Hello(ctx, w.Coordinator, x.ID, "Hvordan går det?\r\n\r\nJeg har kaffe."))
		hello := 0
		for _, m := range w.Mails() {
			if strings.Contains(m.Event, ":hello-") {
				hello++
			}
		}
		if hello != 6 {
			t.Fatalf("%d mails for three greetings", hello)
		}
		must(t, w.Pairs.End(ctx, w.Coordinator, x.ID))
		if err := w.Pairs.End(ctx, w.Coordinator, x.ID); key(err) != "pair.is_closed" {
			t.Fatalf("ended twice: %v", err)
		}
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		if err != nil || s.Ending.Kind != pair.ByCoordinator {
			t.Fatalf("%+v, %v", s.Ending, err)
		}
		told := 0
		for _, m := range w.Mails() {
			if strings.Contains(m.Event, ":ended:") {
				told++
			}
		}
		if told != 2 {
			t.Fatalf("%d of the two were told", told)
		}
	})
}

func TestLeavingTheProgrammeEndsThePairs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		w.Enrolments.Leaving = append(w.Enrolments.Leaving, w.Pairs.Leaving)
		mentor := w.Seat("Jørgen Østerby", org.Mentor, 2)
		x, y := w.Join(w.Seat("Sofie Lindegård", org.Mentee, 1), mentor), w.Join(w.Seat("Ali Hassan", org.Mentee, 1), mentor)
		pr, err := w.Programmes.Get(t.Context(), d, w.Org, w.Programme)
		must(t, err)
		closes := func() error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return w.Pairs.ProgrammeCloses(t.Context(), tx, pr) })
		}
		if err := closes(); key(err) != "pair.under_way" {
			t.Fatalf("the programme closes over open pairs: %v", err)
		}
		must(t, w.Enrolments.Withdraw(t.Context(), x.Actor(org.Mentor), mentor.ID))
		for _, p := range []pair.Pair{x, y} {
			s, err := w.Pairs.Summary(t.Context(), d, w.Org, p.ID)
			if err != nil || s.Phase != pair.Closed || s.Ending.RematchMentor != "no" {
				t.Fatalf("%+v, %v", s, err)
			}
		}
		must(t, closes())
	})
}

func TestSignals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee := t.Context(), x.Actor(org.Mentee)
		check := func(want string) {
			t.Helper()
			all, err := w.Pairs.List(ctx, d, w.Org, w.Programme)
			must(t, err)
			var got []string
			for _, s := range all[0].Signals(w.Clock.Now().In(copenhagen(t))) {
				got = append(got, string(s.Kind))
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s: signals %v, want %q", w.Clock.Now().Format(time.DateOnly), got, want)
			}
		}
		w.Sleep(20 * day)
		check("")
		w.Sleep(day)
		check("no_first_meeting")
		must(t, w.Pairs.Pause(ctx, mentee, x.ID, ""))
		check("")
		must(t, w.Pairs.Resume(ctx, mentee, x.ID))
		if err := w.Pairs.Resume(ctx, mentee, x.ID); key(err) != "pair.not_paused" {
			t.Errorf("resumed twice: %v", err)
		}
		_, err := w.Pairs.Record(ctx, mentee, x.ID, w.Clock.Now().Add(-3*time.Hour), 60)
		must(t, err)
		check("")
		w.Sleep(42 * day)
		check("")
		w.Sleep(day)
		check("gap") // one and a half times four weeks
		m, err := w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: w.Clock.Now().Add(7 * day), Minutes: 60})
		must(t, err)
		check("")
		must(t, w.Pairs.CancelMeeting(ctx, mentee, x.ID, m.ID))
		check("gap")
		m, err = w.Pairs.Propose(ctx, mentee, x.ID, pair.Booking{Start: w.Clock.Now().Add(8 * day), Minutes: 60})
		must(t, err)
		must(t, w.Pairs.CancelMeeting(ctx, mentee, x.ID, m.ID))
		check("gap two_cancelled")
		w.Sleep(10 * day)
		_, err = w.Pairs.Record(ctx, mentee, x.ID, w.Clock.Now().Add(-time.Hour), 60)
		must(t, err)
		check("unsigned")
		sign(t, w, x)
		check("")
		must(t, w.Pairs.Stop(ctx, mentee, x.ID, "", ""))
		w.Sleep(200 * day)
		check("")
	})
}

func TestPauseRefusesAPastDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		for until, want := range map[string]string{"2026-03-02": "until:pair.pause_past", "i morgen": "until:fault.bad_date"} {
			if err := w.Pairs.Pause(t.Context(), x.Actor(org.Mentor), x.ID, clock.Date(until)); key(err) != want {
				t.Errorf("%s: %v", until, err)
			}
		}
		if err := w.Pairs.WishRematch(t.Context(), x.Actor(org.Mentor), x.ID, "yes"); !fault.Is(err, fault.Conflict) {
			t.Errorf("a wish before the end: %v", err)
		}
	})
}

// A pause until a day is over on that day, also when neither of the two says so: nobody is forgotten behind it.
func TestPauseEndsOnItsDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		w.Sleep(30 * day)
		now := func() time.Time { return w.Clock.Now().In(copenhagen(t)) }
		must(t, w.Pairs.Pause(t.Context(), x.Actor(org.Mentee), x.ID, clock.DateOf(now()).Add(0, 0, 10)))
		for _, want := range []int{0, 1} {
			w.Sleep([]time.Duration{9 * day, day}[want])
			all, err := w.Pairs.List(t.Context(), d, w.Org, w.Programme)
			must(t, err)
			pr, err := w.Pairs.Programmes.Get(t.Context(), d, w.Org, w.Programme)
			must(t, err)
			facts, err := w.Pairs.Facts(t.Context(), d, pr)
			must(t, err)
			if got, same := all[0].Signals(now()), facts[0].Signals(now()); len(got) != want || len(same) != want {
				t.Errorf("%s: %v and %v", now().Format(time.DateOnly), got, same)
			}
		}
	})
}
