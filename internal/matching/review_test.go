package matching_test

import (
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

func TestTwoLookBeforeItIsSent(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.some(4, 4)
		h.way(matching.Way{FourEyes: true})
		r := h.solve()
		_, err := h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "board.review_needed")
		h.want(h.m.AskReview(t.Context(), h.lead, r.ID), fault.Conflict, "board.review_nobody")
		colleague := h.hat(org.Coordinator)
		before := len(h.mails())
		if err := h.m.AskReview(t.Context(), h.lead, r.ID); err != nil {
			t.Fatal(err)
		}
		if got := h.mails()[before:]; len(got) != 1 || got[0].Key != "review_asked" || got[0].To != colleague.Email {
			t.Fatalf("%+v", got)
		}
		h.want(h.m.Approve(t.Context(), h.lead, r.ID, 0), fault.Conflict, "board.review_own")
		h.want(h.m.SendBack(t.Context(), colleague, r.ID, " "), fault.Invalid, "board.review_note_short")
		if err := h.m.SendBack(t.Context(), colleague, r.ID, "Tag Ane og Bo fra hinanden."); err != nil {
			t.Fatal(err)
		}
		if d := h.draft(); d.Review.Note != "Tag Ane og Bo fra hinanden." || d.Approved() {
			t.Fatalf("%+v", d.Review)
		}
		_, err = h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "board.review_needed")
		if err := h.m.AskReview(t.Context(), h.lead, r.ID); err != nil {
			t.Fatal(err)
		}
		// Something changes between the look and the yes.
		if _, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: mentors[0].ID, Mentee: mentees[0].ID}); err != nil {
			t.Fatal(err)
		}
		h.want(h.m.Approve(t.Context(), colleague, r.ID, 0), fault.Conflict, "board.review_changed")
		h.want(h.m.Approve(t.Context(), colleague, r.ID, 1), fault.Conflict, "board.review_changed") // a change takes the question back
		if err := h.m.AskReview(t.Context(), h.lead, r.ID); err != nil {
			t.Fatal(err)
		}
		if err := h.m.Approve(t.Context(), colleague, r.ID, 1); err != nil {
			t.Fatal(err)
		}
		if d := h.draft(); !d.Approved() || d.Review.ApprovedBy != colleague.Account {
			t.Fatalf("%+v", d.Review)
		}
		// And a change after the yes takes the yes away.
		if _, err := h.m.Undo(t.Context(), h.lead); err != nil {
			t.Fatal(err)
		}
		_, err = h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "board.review_needed")
		if err := h.m.AskReview(t.Context(), h.lead, r.ID); err != nil {
			t.Fatal(err)
		}
		if err := h.m.Approve(t.Context(), colleague, r.ID, h.draft().Revision); err != nil {
			t.Fatal(err)
		}
		h.publish(r)
		other := *h
		other.open()
		if err := h.m.Approve(t.Context(), other.lead, r.ID, 0); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
	})
}

// TestHiddenNamesAreNowhere searches everything the board shows for the names of those it should hide.
func TestHiddenNamesAreNowhere(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.some(5, 8)
		h.way(matching.Way{HideNames: true})
		h.solve()
		e, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: mentors[1].ID, Mentee: mentees[1].ID})
		if err != nil {
			t.Fatal(err)
		}
		r := h.draft()
		var seen strings.Builder
		party := func(ps ...matching.Party) {
			for _, p := range ps {
				seen.WriteString(p.Name + "|" + p.Title + "\n")
			}
		}
		cards, _, err := h.m.Cards(t.Context(), h.lead, r, matching.Query{Limit: 100})
		if err != nil || len(cards) == 0 || !strings.HasPrefix(cards[0].MentorParty.Name, "Mentor") {
			t.Fatalf("%+v, %v", cards, err)
		}
		for _, c := range cards {
			party(c.MentorParty, c.MenteeParty)
		}
		left, _, err := h.m.LeftOf(t.Context(), h.lead, r, "", 0, 100)
		if err != nil || len(left) == 0 {
			t.Fatalf("%v, %v", left, err)
		}
		for _, l := range left {
			party(l.Party)
			seen.WriteString(l.InsteadName + l.MoreName + "\n")
		}
		for _, p := range e.Names {
			party(p)
		}
		marks, err := h.m.Marks(t.Context(), h.lead)
		if err != nil || len(marks) != 1 {
			t.Fatal(err)
		}
		party(marks[0].Mentor, marks[0].Mentee)
		for _, s := range mentees {
			seat, all, err := h.m.Options(t.Context(), h.lead, s.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen.WriteString(seat.Person.Name + seat.Person.Email + "\n")
			for _, c := range all {
				seen.WriteString(c.Seat.Person.Name + c.Seat.Person.Email + "\n")
			}
			_, people, err := h.m.Best(t.Context(), h.lead, s.ID, 9)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range people {
				party(p)
			}
		}
		_, people, err := h.m.Why(t.Context(), h.lead, mentors[0].ID, mentees[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			party(p)
		}
		rules := fit.DefaultRules()
		rules.Weights[fit.Goals], rules.Weights[fit.Languages] = 1, 90
		trial, err := h.m.Try(t.Context(), h.lead, rules)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range trial.Moves {
			seen.WriteString(v.Mentee + v.From + v.To + "\n")
		}
		apart, err := h.m.Apart(t.Context(), h.lead, mentors[0].ID, mentees[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		seen.WriteString(apart.Mentor.Person.Name + apart.Mentee.Person.Name)
		hand, err := h.m.Hand(t.Context(), h.lead, mentees[0].ID, mentors[0].ID, 9)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range hand.People {
			party(p)
		}
		edits, err := h.m.Edits(t.Context(), h.lead, r, 9)
		if err != nil || len(edits) != 1 {
			t.Fatal(err)
		}
		party(edits[0].Mentor, edits[0].Mentee)
		list, err := h.m.List(t.Context(), h.lead, r, i18n.Danish)
		if err != nil {
			t.Fatal(err)
		}
		if err := list.WriteCSV(&seen); err != nil {
			t.Fatal(err)
		}
		text := seen.String()
		if len(text) < 2000 {
			t.Fatalf("only %d characters were searched", len(text))
		}
		hits := func() (n int) {
			for _, s := range append(mentors, mentees...) {
				if strings.Contains(text, s.Person.Name) || strings.Contains(text, s.Person.Email) {
					n++
				}
			}
			return n
		}
		if n := hits(); n > 0 {
			t.Fatalf("%d of %d names are shown:\n%s", n, len(mentors)+len(mentees), text)
		}
		h.way(matching.Way{})
		if cards, _, err = h.m.Cards(t.Context(), h.lead, r, matching.Query{Limit: 100}); err != nil {
			t.Fatal(err)
		}
		for _, c := range cards {
			text += c.MenteeParty.Name
		}
		if hits() == 0 {
			t.Fatal("the search finds nothing even when names are shown")
		}
	})
}

func TestAimsSideBySide(t *testing.T) {
	each(t, func(h *house) {
		h.some(12, 16)
		all, err := h.m.Aims(t.Context(), h.lead)
		if err != nil || len(all) != 3 || !all[0].Now || all[1].Now || all[0].Moved != 0 {
			t.Fatalf("%+v, %v", all, err)
		}
		if total, fair := all[0].Summary, all[1].Summary; fair.Matched != total.Matched || fair.Lowest < total.Lowest || fair.Total > total.Total {
			t.Fatalf("most points %+v, nobody too weak %+v", total, fair)
		}
		r, err := h.m.SaveAim(t.Context(), h.lead, fit.NoneWeak)
		if err != nil || r.Rules.Aim != fit.NoneWeak || r.Summary.Total != all[1].Summary.Total {
			t.Fatalf("%+v, %v", r, err)
		}
		if _, err := h.m.SaveAim(t.Context(), h.lead, "happiest"); !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		// Such a draft is changed like any other, solved from the beginning each time.
		cards, _, err := h.m.Cards(t.Context(), h.lead, r, matching.Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: cards[0].Mentor, Mentee: cards[0].Mentee}); err != nil {
			t.Fatal(err)
		}
		h.same()
	})
}
