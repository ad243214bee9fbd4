package pair_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

// round solves and publishes, and gives the open proposals of a seat.
func round(t *testing.T, w *pairtest.World, of enrolment.Seat) []matching.Proposal {
	t.Helper()
	r, err := w.Matches.Solve(t.Context(), w.Coordinator)
	must(t, err)
	_, err = w.Matches.Publish(t.Context(), w.Coordinator, r.ID)
	must(t, err)
	all, err := w.Matches.ProposalsOf(t.Context(), w.DB, w.Org, of.ID)
	must(t, err)
	return slices.DeleteFunc(all, func(p matching.Proposal) bool { return p.Status != matching.Open })
}

// circle names who else a side sees in the circle of a pair.
func circle(t *testing.T, w *pairtest.World, pairID string, a org.Actor) string {
	t.Helper()
	all, err := w.Pairs.Circle(t.Context(), w.DB, a, pairID)
	must(t, err)
	var out []string
	for _, s := range all {
		out = append(out, s.Person.Name)
		if len(s.Profile.Strengths)+len(s.Profile.Themes) > 0 {
			t.Errorf("the profile of %s goes along", s.Person.Name)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestCircleSeesItselfWhenAllHaveAnswered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		ctx := t.Context()
		mentor, plain := w.Seat("Jørgen Østerby", org.Mentor, 6), w.Seat("Par For Sig", org.Mentee, 1)
		o := w.Propose(plain, mentor) // a plain pair with the mentor, before there are circles
		for _, s := range []enrolment.Seat{plain, mentor} {
			_, err := w.Pairs.Answer(ctx, pair.SeatActor(s), o.ID, pair.Yes)
			must(t, err)
		}
		must(t, w.Matches.SaveShape(ctx, w.Coordinator, fit.Shape{Form: fit.Groups, Least: 4, Most: 6}))
		for _, name := range []string{"Ada", "Bo", "Cal", "Dea"} {
			w.Seat(name, org.Mentee, 1)
		}
		open := round(t, w, mentor)
		if len(open) != 4 {
			t.Fatalf("%d proposals for a circle of four beside a pair", len(open))
		}
		if n, err := w.Matches.CircleOf(ctx, d, w.Org, open[0].ID); err != nil || n != 4 {
			t.Errorf("a circle of %d, %v", n, err)
		}
		if n, err := w.Matches.CircleOf(ctx, d, w.Org, o.ID); err != nil || n != 0 {
			t.Errorf("a plain pair is a circle of %d, %v", n, err)
		}
		pairs := map[string]string{}
		for i, p := range open {
			_, err := w.Pairs.Answer(ctx, pair.SeatActor(mentor), p.ID, pair.Yes)
			must(t, err)
			if i == 3 {
				break
			}
			id, err := w.Pairs.Answer(ctx, pair.SeatActor(p.Mentee), p.ID, pair.Yes)
			must(t, err)
			pairs[p.Mentee.Person.Name] = id
			if got := circle(t, w, id, pair.SeatActor(p.Mentee)); got != "" {
				t.Errorf("%s sees %s although somebody has not answered", p.Mentee.Person.Name, got)
			}
		}
		last := open[3]
		_, err := w.Pairs.Answer(ctx, pair.SeatActor(last.Mentee), last.ID, pair.No)
		must(t, err)
		for _, p := range open[:3] {
			var want []string
			for name := range pairs {
				if name != p.Mentee.Person.Name {
					want = append(want, name)
				}
			}
			slices.Sort(want)
			for _, s := range []enrolment.Seat{p.Mentee, mentor} {
				if got := circle(t, w, pairs[p.Mentee.Person.Name], pair.SeatActor(s)); got != strings.Join(want, " ") {
					t.Errorf("%s sees %q in %s's pair, want %q", s.Person.Name, got, p.Mentee.Person.Name, want)
				}
			}
			if _, err := w.Pairs.Circle(ctx, d, pair.SeatActor(plain), pairs[p.Mentee.Person.Name]); err == nil {
				t.Error("somebody outside the circle reads it")
			}
		}
		before, err := w.Pairs.PairsOf(ctx, d, w.Org, plain.ID)
		must(t, err)
		if got := circle(t, w, before[0].ID, pair.SeatActor(plain)); got != "" {
			t.Errorf("who became a plain pair sees the circle of their mentor: %s", got)
		}
		one := open[0].Mentee
		must(t, w.Pairs.Stop(ctx, pair.SeatActor(one), pairs[one.Person.Name], "", ""))
		if got := circle(t, w, pairs[open[1].Mentee.Person.Name], pair.SeatActor(open[1].Mentee)); strings.Contains(got, one.Person.Name) {
			t.Errorf("who has stopped is still shown: %s", got)
		}
	})
}

func TestMenteeWithSeveralMentors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		ctx := t.Context()
		sofie := w.Seat("Sofie Lindegård", org.Mentee, 1)
		for _, name := range []string{"Jørgen Østerby", "Ida Bæk", "Poul Dam"} {
			w.Seat(name, org.Mentor, 1)
		}
		must(t, w.Matches.SaveShape(ctx, w.Coordinator, fit.Shape{Partners: 2}))
		open := round(t, w, sofie)
		if len(open) != 2 {
			t.Fatalf("%d proposals for a mentee who gets two mentors", len(open))
		}
		for _, o := range open {
			_, err := w.Pairs.Answer(ctx, pair.SeatActor(o.Mentor), o.ID, pair.Yes)
			must(t, err)
			if id, err := w.Pairs.Answer(ctx, pair.SeatActor(sofie), o.ID, pair.Yes); err != nil || id == "" {
				t.Fatalf("no pair with %s: %v", o.Mentor.Person.Name, err)
			}
		}
		if r, err := w.Matches.Solve(ctx, w.Coordinator); err != nil || r.Summary.Matched != 0 {
			t.Errorf("a third mentor for one who gets two: %+v, %v", r.Summary, err)
		}
		for _, c := range []struct{ partners, free int }{{2, 0}, {3, 1}} {
			must(t, w.Matches.SaveShape(ctx, w.Coordinator, fit.Shape{Partners: c.partners}))
			if st, err := w.Matches.State(ctx, w.Coordinator); err != nil || st.FreeMentees != c.free {
				t.Errorf("%d mentors for each: %d mentees wait, %v", c.partners, st.FreeMentees, err)
			}
		}
		if open = round(t, w, sofie); len(open) != 1 {
			t.Fatalf("%d further proposals for a mentee who gets three", len(open))
		}
		must(t, w.Matches.SaveShape(ctx, w.Coordinator, fit.Shape{}))
		_, err := w.Pairs.Answer(ctx, pair.SeatActor(open[0].Mentor), open[0].ID, pair.Yes)
		must(t, err)
		if _, err = w.Pairs.Answer(ctx, pair.SeatActor(sofie), open[0].ID, pair.Yes); key(err) != "pair.seat_full" {
			t.Errorf("a third pair where a mentee gets one: %v", err)
		}
	})
}

func TestPeersAreToldSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		must(t, w.Matches.SaveShape(t.Context(), w.Coordinator, fit.Shape{Direction: fit.Peer}))
		w.Propose(w.Seat("Sofie Lindegård", org.Mentee, 1), w.Seat("Jørgen Østerby", org.Mentor, 1))
		n := 0
		for _, m := range w.Mails() {
			if strings.Contains(m.Subject, "makker") {
				n++
			}
			if strings.Contains(m.Subject, "mentor til dig") || strings.Contains(m.Subject, "mentee til dig") {
				t.Errorf("peers read: %s", m.Subject)
			}
		}
		if n != 2 {
			t.Errorf("%d letters about a partner", n)
		}
	})
}
