package pair_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// TestCirclePages holds that a proposal says it is to a circle, and that its members meet on the pair's page once all have answered.
func TestCirclePages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		ctx := t.Context()
		if err := h.Matches.SaveShape(ctx, h.Coordinator, fit.Shape{Form: fit.Groups, Least: 2, Most: 4}); err != nil {
			t.Fatal(err)
		}
		mentor := h.Seat("Jørgen Østerby", org.Mentor, 4)
		first := h.Seat("Sofie Lindegård", org.Mentee, 1)
		second := h.Seat("Ali Hassan", org.Mentee, 1)
		r, err := h.Matches.Solve(ctx, h.Coordinator)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Matches.Publish(ctx, h.Coordinator, r.ID); err != nil {
			t.Fatal(err)
		}
		all, err := h.Matches.ProposalsOf(ctx, d, h.Org, mentor.ID)
		if err != nil || len(all) != 2 {
			t.Fatalf("%d proposals, %v", len(all), err)
		}
		pages := map[string]string{}
		for _, o := range all {
			g := h.enter(o.Mentee.Person.Account)
			text := g.see("/proposal/" + o.ID)
			if !strings.Contains(text, "Forslaget er til en cirkel med 2 mentees") || strings.Contains(text, first.Person.Name) && o.Mentee.ID == second.ID {
				t.Errorf("the proposal of %s: %s", o.Mentee.Person.Name, text)
			}
			yes := url.Values{"answer": {"yes"}, "duties": {"yes"}, "no_conflict": {"yes"}}
			h.enter(mentor.Person.Account).do("/proposal/"+o.ID, yes)
			id, err := h.Pairs.Answer(ctx, pair.SeatActor(o.Mentee), o.ID, pair.Yes)
			if err != nil {
				t.Fatal(err)
			}
			pages[o.Mentee.ID] = "/pair/" + id
			if len(pages) == 1 {
				if text := g.see("/pair/" + id); strings.Contains(text, "Jeres cirkel") {
					t.Errorf("the circle is shown before all have answered: %s", text)
				}
			}
		}
		text := h.enter(first.Person.Account).see(pages[first.ID])
		if !strings.Contains(text, "Jeres cirkel") || !strings.Contains(text, second.Person.Name) {
			t.Errorf("the circle is not there: %s", text)
		}
		text = h.enter(mentor.Person.Account).see(pages[second.ID])
		if !strings.Contains(text, "Jeres cirkel") || !strings.Contains(text, first.Person.Name) {
			t.Errorf("the mentor does not see the circle: %s", text)
		}
	})
}

// TestWordsFollowTheDirection holds that peers are not called mentor and mentee on the page that suggests them.
func TestWordsFollowTheDirection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		mentee, mentor := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		for _, c := range []struct {
			turn           fit.Direction
			title, role, m string
		}{
			{fit.Classic, "Vi foreslår Jørgen Østerby som din mentor", "Mentee", "Vi foreslår Sofie Lindegård som din mentee"},
			{fit.Peer, "Vi foreslår Jørgen Østerby som din makker", "Makker", "Vi foreslår Sofie Lindegård som din makker"},
			{fit.Reverse, "Vi foreslår, at Jørgen Østerby lærer fra sig til dig", "Mentee (omvendt)", "Vi foreslår, at du lærer fra dig til Sofie Lindegård"},
		} {
			if err := h.Matches.SaveShape(t.Context(), h.Coordinator, fit.Shape{Direction: c.turn}); err != nil {
				t.Fatal(err)
			}
			if c.turn == fit.Classic {
				h.Propose(mentee, mentor)
			}
			all, err := h.Matches.ProposalsOf(t.Context(), d, h.Org, mentee.ID)
			if err != nil {
				t.Fatal(err)
			}
			path := "/proposal/" + all[0].ID
			if text := h.enter(mentee.Person.Account).see(path); !strings.Contains(text, c.title) || !strings.Contains(text, c.role) {
				t.Errorf("%s: %s", c.turn, text)
			}
			if text := h.enter(mentor.Person.Account).see(path); !strings.Contains(text, c.m) {
				t.Errorf("%s: %s", c.turn, text)
			}
		}
	})
}
