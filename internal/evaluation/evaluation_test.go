package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/stats"
)

func TestASurveyLivesByTheCalendar(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pairs := w.pairs(3)
		run := func(on string) {
			t.Helper()
			at, err := time.Parse("2006-01-02 15:04", on+" 07:00")
			if err != nil {
				t.Fatal(err)
			}
			w.Clock.Set(at)
			for range 2 { // a second run the same day changes nothing
				if err := w.E.Daily(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		expect := func(invite, day4, day9 int) {
			t.Helper()
			if a, b, c := w.mailed(":invite"), w.mailed(":day4"), w.mailed(":day9"); a != invite || b != day4 || c != day9 {
				t.Fatalf("invitations %d, reminders %d and %d; want %d, %d and %d", a, b, c, invite, day4, day9)
			}
		}
		run("2026-08-31")
		expect(0, 0, 0)
		run("2026-09-01") // the programme's midway
		expect(6, 0, 0)
		if st := w.status(evaluation.Midway); !st.Open() || st.Survey.ClosesOn != "2026-09-15" || st.Response.All.Asked != 6 {
			t.Fatalf("%+v", st)
		}
		w.save(pairs[0], org.Mentee, evaluation.Midway, "m_trust=5")
		run("2026-09-04")
		expect(6, 0, 0)
		run("2026-09-05")
		expect(6, 5, 0)
		w.save(pairs[0], org.Mentor, evaluation.Midway, "m_trust=5")
		run("2026-09-10")
		expect(6, 5, 4)
		run("2026-09-15") // the last day
		w.save(pairs[1], org.Mentor, evaluation.Midway, "m_trust=5")
		if !w.status(evaluation.Midway).Open() {
			t.Fatal("closed before its last day was over")
		}
		run("2026-09-16")
		if st := w.status(evaluation.Midway); !st.Done() {
			t.Fatalf("%+v", st)
		}
		expect(6, 5, 4)
		if err := w.E.Save(t.Context(), pairs[1].Actor(org.Mentee), pairs[1].ID, evaluation.Midway, form("m_trust=4")); !fault.Is(err, fault.Gone) {
			t.Fatalf("answered after the close: %v", err)
		}
	})
}

func TestALateJobRemindsOnce(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.pairs(1)
		w.open(evaluation.Midway)
		w.Sleep(10 * day)
		if err := w.E.Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		if a, b := w.mailed(":day4"), w.mailed(":day9"); a != 0 || b != 2 {
			t.Fatalf("day 4: %d, day 9: %d", a, b)
		}
	})
}

func TestNobodySeesFiguresBeforeTheClose(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pairs := w.pairs(6)
		w.open(evaluation.Final)
		for _, p := range pairs {
			w.save(p, org.Mentee, evaluation.Final, "p_time=2", "e_mentor=yes")
			w.save(p, org.Mentor, evaluation.Final, "p_time=4", "p_recommend=9")
		}
		if _, err := w.E.Results(t.Context(), w.Coordinator, evaluation.Final); !fault.Is(err, fault.Conflict) {
			t.Fatalf("results of an open survey: %v", err)
		}
		if f := w.status(evaluation.Final).Survey.Figures; f.Measures != nil {
			t.Fatalf("figures of an open survey: %+v", f)
		}
		f := w.close(evaluation.Final)
		got := f.Of("p_time", "")
		if got.N != 12 || len(got.Cells) != 5 || got.Cells[1].Count != 6 || got.Cells[3].Count != 6 || len(got.Classes) != 2 {
			t.Fatalf("%+v", got)
		}
		mentees, ok := got.Side(org.Mentee)
		if !ok || mentees[1].Count != 6 || mentees[3].Count != 0 {
			t.Fatalf("mentees: %+v, %v", mentees, ok)
		}
		if m := f.Of("e_mentor", ""); m.N != 6 || m.Cells[0].Count != 6 || len(m.Sides) != 1 {
			t.Fatalf("%+v", m)
		}
		if m := f.Of("p_recommend", ""); m.N != 12 || m.Cells[len(m.Cells)-1] != (stats.Cell{From: -1, To: -1, Aside: true, Count: 6}) {
			t.Fatalf("%+v", m)
		}
		if f.Response.All.Answered != 12 || f.Response.Mentor.Asked != 6 {
			t.Fatalf("%+v", f.Response)
		}
	})
}

func TestFourAnswersStayHidden(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pairs := w.pairs(4)
		w.open(evaluation.Midway)
		for _, p := range pairs {
			w.save(p, org.Mentee, evaluation.Midway, "m_trust=1", "gains=network")
		}
		f := w.close(evaluation.Midway)
		for key, m := range f.Measures {
			if !m.Hidden || m.N != 0 || m.Cells != nil {
				t.Fatalf("%s: %+v", key, m)
			}
		}
		if !f.Response.All.Few() || f.Response.SidesShown() || f.Response.Mentee.Shown() {
			t.Fatalf("%+v", f.Response)
		}
	})
}

func TestOnePersonWithManyPairsIsOnePerson(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		mentor := w.Seat("Mette Mange", org.Mentor, 8)
		var pairs []pair.Pair
		for i := range 6 {
			pairs = append(pairs, w.Join(w.Seat(fmt.Sprintf("Mentee Nr%d", i), org.Mentee, 1), mentor))
		}
		w.open(evaluation.Final)
		for _, p := range pairs {
			w.save(p, org.Mentor, evaluation.Final, "r_took=2", "p_time=1")
			w.save(p, org.Mentee, evaluation.Final, "p_time=5")
		}
		f := w.close(evaluation.Final)
		if m := f.Of("r_took", ""); !m.Hidden {
			t.Fatalf("six answers of one mentor are shown: %+v", m)
		}
		if m := f.Of("p_time", ""); m.N != 12 || len(m.Cells) != 1 || m.Classes != nil {
			t.Fatalf("the mentor's answers can be told from the mentees': %+v", m)
		}
		if r := f.Response; r.Mentor.Asked != 6 || r.Mentor.AskedPeople != 1 || r.Mentor.Shown() || r.SidesShown() || r.All.AskedPeople != 7 {
			t.Fatalf("%+v", r)
		}
	})
}

// TestNoStoredFigureIsSmall answers at random and reads what was kept of it.
func TestNoStoredFigureIsSmall(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		r := rand.New(rand.NewPCG(7, 8))
		pairs := w.pairs(17)
		w.open(evaluation.Final)
		for _, p := range pairs {
			for _, side := range pair.Sides {
				values := map[string][]string{}
				for _, s := range evaluation.Sections(evaluation.Final, side) {
					for _, i := range s.Items {
						all := i.Answers()
						values[i.Key] = []string{all[min(len(all)-1, int(float64(len(all))*(1-r.Float64()*r.Float64())))]}
					}
				}
				if r.IntN(5) > 0 {
					if err := w.E.Save(t.Context(), p.Actor(side), p.ID, evaluation.Final, values); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		f := w.close(evaluation.Final)
		cells := 0
		for key, m := range f.Measures {
			for _, list := range append(slices.Clone(m.Classes), m.Cells) {
				for _, c := range list {
					cells++
					if c.Count > 0 && c.Count < stats.Small {
						t.Errorf("%s: %+v", key, m)
					}
				}
			}
		}
		if cells < 60 {
			t.Fatalf("%d cells: too few to test anything", cells)
		}
	})
}

func TestAnswersAreChecked(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		x := w.pairs(1)[0]
		w.open(evaluation.Final)
		for name, c := range map[string]struct {
			side   org.Role
			answer map[string][]string
			kind   fault.Kind
		}{
			"a value off the scale":        {org.Mentee, form("p_time=6"), fault.Invalid},
			"a text":                       {org.Mentee, form("p_time=for lidt"), fault.Invalid},
			"two values":                   {org.Mentee, form("p_time=1", "p_time=2"), fault.Invalid},
			"the mentor's question":        {org.Mentee, form("r_again=yes"), fault.Invalid},
			"the mentee's choice":          {org.Mentor, form("gains=support"), fault.Invalid},
			"a question of another survey": {org.Mentee, form("m_trust=5"), fault.Invalid},
			"no answer":                    {org.Mentee, form("p_time=", "p_length="), fault.Invalid},
			"recommends eleven":            {org.Mentee, form("p_recommend=11"), fault.Invalid},
		} {
			if err := w.E.Save(t.Context(), x.Actor(c.side), x.ID, evaluation.Final, c.answer); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if r := w.status(evaluation.Final).Response; r.All.Answered != 0 {
			t.Fatalf("refused answers were counted: %+v", r)
		}
	})
}

func TestAnswersCanBeChangedAndReadBackByTheirOwner(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		x := w.pairs(1)[0]
		me := x.Actor(org.Mentee)
		sheet, err := w.E.Sheet(t.Context(), me, x.ID, evaluation.Midway)
		if err != nil || sheet.Survey.ID != "" || sheet.Planned != "2026-09-01" {
			t.Fatalf("before it opens: %+v, %v", sheet, err)
		}
		w.open(evaluation.Midway)
		w.save(x, org.Mentee, evaluation.Midway, "m_trust=2", "gains=network", "gains=growth", "contact=yes")
		w.save(x, org.Mentee, evaluation.Midway, "m_trust=4", "gains=network", "contact=yes")
		sheet, err = w.E.Sheet(t.Context(), me, x.ID, evaluation.Midway)
		if err != nil || sheet.Answers["m_trust"] != "4" || sheet.Answers["gains"] != "network" || !sheet.Contact || sheet.Answered == "" {
			t.Fatalf("%+v, %v", sheet, err)
		}
		other, err := w.E.Sheet(t.Context(), x.Actor(org.Mentor), x.ID, evaluation.Midway)
		if err != nil || len(other.Answers) != 0 || other.Contact {
			t.Fatalf("the partner reads %+v, %v", other.Answers, err)
		}
		if r := w.status(evaluation.Midway).Response; r.All.Answered != 1 {
			t.Fatalf("one answer counts %d times", r.All.Answered)
		}
	})
}

func TestAWishForContactReachesTheCoordinatorOnly(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		x := w.pairs(1)[0]
		w.open(evaluation.Midway)
		w.save(x, org.Mentor, evaluation.Midway, "m_trust=2", "contact=yes")
		wishes, err := w.E.Wishes(t.Context(), w.DB, w.Org, w.Programme)
		if err != nil || len(wishes) != 1 || wishes[0].Name != "Vejleder Nr0" || wishes[0].Side != org.Mentor {
			t.Fatalf("%+v, %v", wishes, err)
		}
		v := wishes[0]
		if err := w.E.Contacted(t.Context(), x.Actor(org.Mentor), v.Survey, v.Pair, v.Side); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("a mentor answered the wish: %v", err)
		}
		foreign := newWorld(t, w.DB)
		if err := foreign.E.Contacted(t.Context(), foreign.Coordinator, v.Survey, v.Pair, v.Side); !fault.Is(err, fault.NotFound) {
			t.Fatalf("another organisation answered the wish: %v", err)
		}
		if err := w.E.Contacted(t.Context(), w.Coordinator, v.Survey, v.Pair, v.Side); err != nil {
			t.Fatal(err)
		}
		if wishes, err = w.E.Wishes(t.Context(), w.DB, w.Org, w.Programme); err != nil || len(wishes) != 0 {
			t.Fatalf("%+v, %v", wishes, err)
		}
	})
}

func TestWhoMayWhat(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pairs := w.pairs(2)
		foreign := newWorld(t, w.DB)
		stranger := foreign.pairs(1)[0]
		sponsor := w.Coordinator
		sponsor.Roles = []org.Role{org.Sponsor}
		theirs := foreign.Coordinator
		theirs.Programme = w.Programme
		for name, a := range map[string]org.Actor{"sponsor": sponsor, "mentor": pairs[0].Actor(org.Mentor)} {
			if err := w.E.Open(t.Context(), a, evaluation.Midway); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s opens: %v", name, err)
			}
		}
		if err := w.E.Open(t.Context(), theirs, evaluation.Midway); !fault.Is(err, fault.NotFound) {
			t.Errorf("another organisation opens: %v", err)
		}
		w.open(evaluation.Midway)
		if err := w.E.Open(t.Context(), w.Coordinator, evaluation.Midway); !fault.Is(err, fault.Conflict) {
			t.Errorf("opened twice: %v", err)
		}
		answer := form("m_trust=1")
		for name, a := range map[string]org.Actor{"another pair": pairs[1].Actor(org.Mentee), "the coordinator": w.Coordinator, "another organisation": stranger.Actor(org.Mentee)} {
			if err := w.E.Save(t.Context(), a, pairs[0].ID, evaluation.Midway, answer); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s answers: %v", name, err)
			}
			if _, err := w.E.Sheet(t.Context(), a, pairs[0].ID, evaluation.Midway); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads: %v", name, err)
			}
		}
		if err := w.E.Save(t.Context(), pairs[0].Actor(org.Mentee), pairs[0].ID, "yearly", answer); !fault.Is(err, fault.NotFound) {
			t.Errorf("a survey that there is not: %v", err)
		}
		if err := w.E.Save(t.Context(), pairs[0].Actor(org.Mentee), pairs[0].ID, evaluation.Final, form("p_time=1")); !fault.Is(err, fault.NotFound) {
			t.Errorf("a survey that is not open: %v", err)
		}
		late := w.Pair("Sent Ankommet", "Ny Mentor")
		if err := w.E.Save(t.Context(), late.Actor(org.Mentee), late.ID, evaluation.Midway, answer); !fault.Is(err, fault.NotFound) {
			t.Errorf("a pair that was not asked: %v", err)
		}
		if _, err := w.E.Results(t.Context(), pairs[0].Actor(org.Mentor), evaluation.Midway); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a mentor reads results: %v", err)
		}
		if _, err := w.E.Remind(t.Context(), sponsor, evaluation.Midway); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the sponsor reminds: %v", err)
		}
		if err := w.E.Close(t.Context(), sponsor, evaluation.Midway); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the sponsor closes: %v", err)
		}
		w.close(evaluation.Midway)
		if _, err := w.E.Results(t.Context(), sponsor, evaluation.Midway); err != nil {
			t.Errorf("the sponsor reads results: %v", err)
		}
	})
}

func TestReminders(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		pairs := w.pairs(2)
		w.open(evaluation.Midway)
		w.save(pairs[0], org.Mentee, evaluation.Midway, "m_trust=5")
		for range 2 {
			if n, err := w.E.Remind(t.Context(), w.Coordinator, evaluation.Midway); err != nil || n != 3 {
				t.Fatalf("%d waiting, %v", n, err)
			}
		}
		if n := w.mailed(":remind:2026-03-02"); n != 3 {
			t.Fatalf("%d reminders on one day", n)
		}
		for _, m := range w.Mails() {
			if strings.Contains(m.Text+m.Subject, "⟦") {
				t.Fatalf("a text is missing: %s", m.Text)
			}
		}
	})
}

func TestWhatWaitsForASeat(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		x := w.pairs(1)[0]
		asked := func() []evaluation.Asked {
			t.Helper()
			a, err := w.E.Asked(t.Context(), w.DB, w.Org, x.Mentee.ID)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		if a := asked(); len(a) != 0 {
			t.Fatalf("%+v", a)
		}
		w.open(evaluation.Final)
		if a := asked(); len(a) != 1 || a[0].Pair != x.ID || a[0].Answered {
			t.Fatalf("%+v", a)
		}
		w.save(x, org.Mentee, evaluation.Final, "e_dare=5")
		if a := asked(); !a[0].Answered {
			t.Fatalf("%+v", a)
		}
		marks, err := w.Pairs.Marks(t.Context(), w.DB, w.Org, x.ID)
		if err != nil || !marks.Has(org.Mentee, pair.MarkEvaluation) || marks.Has(org.Mentor, pair.MarkEvaluation) {
			t.Fatalf("the pair's last gate knows %v, %v", marks, err)
		}
	})
}
