package matching_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

func TestMentorSaysNotNow(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Requested})
		anna, mads, merete := mentees[0], mentors[0], mentors[1]
		h.move(anna, mads, matching.MoveWish)
		h.move(anna, merete, matching.MoveWish)
		if err := h.m.WriteWish(h.Context(), as(anna), mads.ID, "Hej Mads"); err != nil {
			h.Fatal(err)
		}
		h.want(h.m.Pause(h.Context(), as(anna), true), fault.Conflict, "enrolment.no_pause")
		thief := as(mads)
		thief.Account = anna.Person.Account
		if err := h.m.Pause(h.Context(), thief, true); !fault.Is(err, fault.NotFound) {
			h.Fatal(err)
		}
		for range 2 {
			if err := h.m.Pause(h.Context(), as(mads), true); err != nil {
				h.Fatal(err)
			}
		}
		off := slices.DeleteFunc(h.mails(), func(m mail) bool { return m.Key != "say_off" })
		if len(off) != 1 || !strings.HasPrefix(off[0].To, "anna") || strings.Contains(off[0].Body, "Mads") {
			h.Fatalf("%+v", off)
		}
		s := h.sheet(anna)
		if got := s.Ranked(); len(got) != 1 || got[0].Name != "Merete Vang" || got[0].Rank != 1 || len(s.Cards) != 2 {
			h.Fatalf("%+v", s)
		}
		if s := h.sheet(mads); !s.Left || s.Turn() {
			h.Fatalf("%+v", s)
		}
		h.want(h.m.MakeWish(h.Context(), as(anna), mads.ID, matching.MoveUp), fault.Conflict, "say.off")
		h.want(h.m.MakeWish(h.Context(), as(anna), mads.ID, matching.MoveWish), fault.NotFound, fault.Missing().Key)
		if st, err := h.m.State(h.Context(), h.lead); err != nil || st.FreePlaces != 4 || st.Mentors != 3 {
			h.Fatalf("%+v %v", st, err)
		}
		for _, c := range h.cards(h.solve()) {
			if strings.HasSuffix(c, "Mads Holm") {
				h.Fatal("a mentor who pauses is in the pool")
			}
		}
		if err := h.m.Pause(h.Context(), as(mads), false); err != nil {
			h.Fatal(err)
		}
		h.move(anna, mads, matching.MoveWish, matching.MoveUp)
		if got := ranking(h.sheet(anna)); !slices.Equal(got, []string{"Mads Holm", "Merete Vang"}) {
			h.Fatal(got)
		}
		if len(h.sheet(anna).Cards) != 2 {
			h.Fatalf("%+v", h.sheet(anna))
		}

		// while the mentors answer there is no time to ask somebody else
		h.day("2026-09-12")
		if err := h.m.Pause(h.Context(), as(merete), true); err != nil {
			h.Fatal(err)
		}
		if h.sent("say_off_late") != 1 || h.sent("say_off") != 1 {
			h.Fatalf("%+v", h.mails())
		}
		h.day("2026-09-19")
		if got := h.fresh(anna).Profile.Wishes; !slices.Equal(got, []string{mads.Person.ID}) {
			h.Fatal(got)
		}
	})
}

func TestPauseInARoundOfSuggestions(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Suggested})
		anna, mads := mentees[0], mentors[0]
		h.move(anna, mads, matching.MoveWish)
		if err := h.m.Pause(h.Context(), as(mads), true); err != nil {
			h.Fatal(err)
		}
		if len(h.sheet(anna).Ranked()) != 0 || h.sent("say_off") != 0 {
			h.Fatal("still wished, or told by mail")
		}
		if err := h.m.Pause(h.Context(), as(mads), false); err != nil {
			h.Fatal(err)
		}
		if got := ranking(h.sheet(anna)); !slices.Equal(got, []string{"Mads Holm"}) {
			h.Fatal(got)
		}
	})
}

// TestPauseTakesProposalsBack: a pause is no no. The other side is told in the words of a proposal that does not stand, and the two may
// be proposed again.
func TestPauseTakesProposalsBack(t *testing.T) {
	each(t, func(h *house) {
		h.wishing(matching.WishPlan{})
		h.publish(h.solve())
		p := h.proposals()["Anna Berg"]
		if err := h.m.Pause(h.Context(), as(p.Mentor), true); err != nil {
			h.Fatal(err)
		}
		if got := h.proposals()["Anna Berg"]; got.Status != matching.WithdrawnOffer {
			h.Fatal(got.Status)
		}
		if h.sent("proposal_off") == 0 {
			h.Fatal("nobody was told")
		}
		if err := h.m.Pause(h.Context(), as(p.Mentor), false); err != nil {
			h.Fatal(err)
		}
		if rule := h.pairApart(p.Mentor, p.Mentee); rule != "" {
			h.Fatal(rule)
		}
	})
}

func TestAcceptingClosesOtherRequests(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{})
		anna := mentees[0]
		h.publish(h.solve())
		p := h.proposals()["Anna Berg"]
		for name, x := range h.proposals() { // only Anna's is left
			if name != "Anna Berg" {
				if err := h.m.Withdraw(h.Context(), h.lead, x.ID); err != nil {
					h.Fatal(err)
				}
			}
		}
		if err := h.m.Withdraw(h.Context(), h.lead, p.ID); err != nil {
			h.Fatal(err)
		}
		if _, err := h.m.OpenWishes(h.Context(), h.lead, matching.WishPlan{Kind: matching.Requested, Shows: matching.ShowNames, Most: 3, WishesBy: "2026-09-11", AnswersBy: "2026-09-18"}); err != nil {
			h.Fatal(err)
		}
		for _, m := range mentors {
			h.move(anna, m, matching.MoveWish)
		}
		h.clock.Set(h.clock.Now().Add(1))
		h.publish(h.solve())
		p = h.proposals()["Anna Berg"]
		for _, s := range []struct{ side org.Role }{{org.Mentor}, {org.Mentee}} {
			seat := p.Mentor
			if s.side == org.Mentee {
				seat = p.Mentee
			}
			if !h.sheet(anna).Turn() {
				h.Fatal("closed before both have said yes")
			}
			if _, err := h.answer(seat, p.ID, true); err != nil {
				h.Fatal(err)
			}
		}
		if s := h.sheet(anna); !s.Left || len(s.Ranked()) != 0 {
			h.Fatalf("%+v", s)
		}
		h.day("2026-09-12")
		for _, m := range mentors {
			if s := h.sheet(m); len(s.Cards) != 0 {
				h.Fatalf("%s still has the request: %+v", m.Person.Name, s.Cards)
			}
		}
		if h.sent("say_answer") != 0 {
			h.Fatal("a mentor was asked to answer a request that is closed")
		}
	})
}

func TestLeavingAndComingBack(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Requested})
		h.move(mentees[0], mentors[0], matching.MoveWish)
		if err := h.m.Enrolments.Withdraw(h.Context(), as(mentors[0]), mentors[0].ID); err != nil {
			h.Fatal(err)
		}
		if h.sent("say_off") != 1 || len(h.sheet(mentees[0]).Ranked()) != 0 {
			h.Fatalf("%+v", h.mails())
		}
		if _, err := h.m.WishSheet(h.Context(), as(mentors[0])); !fault.Is(err, fault.NotFound) {
			h.Fatal(err)
		}
	})
}
