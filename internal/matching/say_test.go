package matching_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

// wishing is a programme with three mentors and four mentees in a wish round.
func (h *house) wishing(plan matching.WishPlan) (mentors, mentees []enrolment.Seat) {
	h.Helper()
	for _, name := range []string{"Mads Holm", "Merete Vang", "Mogens Lind"} {
		mentors = append(mentors, h.seat(org.Mentor, name, 2, enrolment.Profile{Themes: []string{"Delegering"}, Competences: []string{"Økonomi"}, Languages: []string{"da"}, Site: "Viborg"}))
	}
	for _, name := range []string{"Anna Berg", "Asta Rask", "Aksel Dam", "Alma Juhl"} {
		mentees = append(mentees, h.seat(org.Mentee, name, 1, enrolment.Profile{Themes: []string{"Delegering"}, Languages: []string{"da"}}))
	}
	if plan.Kind == "" {
		return mentors, mentees
	}
	if plan.Shows == "" {
		plan.Shows = matching.ShowNames
	}
	if plan.WishesBy == "" {
		plan.WishesBy = "2026-09-11"
	}
	if plan.Kind == matching.Requested && plan.AnswersBy == "" {
		plan.AnswersBy, plan.Most = "2026-09-18", 2
	}
	if _, err := h.m.OpenWishes(h.Context(), h.lead, plan); err != nil {
		h.Fatal(err)
	}
	return mentors, mentees
}

func (h *house) sheet(s enrolment.Seat) matching.WishSheet {
	h.Helper()
	got, err := h.m.WishSheet(h.Context(), as(s))
	if err != nil {
		h.Fatal(err)
	}
	return got
}

// move presses a button, which must be taken.
func (h *house) move(s, other enrolment.Seat, moves ...matching.WishMove) {
	h.Helper()
	for _, m := range moves {
		if err := h.m.MakeWish(h.Context(), as(s), other.ID, m); err != nil {
			h.Fatalf("%s: %v", m, err)
		}
	}
}

// ranking reads a seat's wishes in the round by name.
func ranking(s matching.WishSheet) (out []string) {
	for _, c := range s.Ranked() {
		out = append(out, c.Name)
	}
	return out
}

func (h *house) fresh(s enrolment.Seat) enrolment.Seat {
	h.Helper()
	got, err := h.m.Enrolments.Seat(h.Context(), h.m.DB, s.Org, s.ID)
	if err != nil {
		h.Fatal(err)
	}
	return got
}

func (h *house) day(d clock.Date) {
	h.Helper()
	h.clock.Set(d.Time().Add(7 * time.Hour))
	if err := h.m.DailyWishes(h.Context()); err != nil {
		h.Fatal(err)
	}
}

// sent counts the mails of a key.
func (h *house) sent(key string) (n int) {
	h.Helper()
	for _, m := range h.mails() {
		if m.Key == key {
			n++
		}
	}
	return n
}

func TestSuggestionsAreRankedAndFeedTheNextRound(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Suggested})
		anna, mads, merete, mogens := mentees[0], mentors[0], mentors[1], mentors[2]
		if n := h.sent("say_suggestions_mentee") + h.sent("say_suggestions_mentor"); n != 7 {
			h.Fatalf("%d letters to 7 people", n)
		}
		s := h.sheet(anna)
		if len(s.Cards) != 3 || !s.Waits() || len(s.Cards[0].Reasons) == 0 {
			h.Fatalf("%+v", s)
		}
		if got := h.sheet(mads); len(got.Cards) != 4 || got.Side != org.Mentor {
			h.Fatalf("%+v", got)
		}
		h.move(anna, mads, matching.MoveWish)
		h.move(anna, mogens, matching.MoveWish, matching.MoveWish, matching.MoveUp)
		h.move(anna, merete, matching.MoveVeto)
		if got := ranking(h.sheet(anna)); !slices.Equal(got, []string{"Mogens Lind", "Mads Holm"}) || h.sheet(anna).Waits() {
			h.Fatal(got)
		}
		// a wish for one who was not to be: the veto is gone, and back it comes
		h.move(anna, merete, matching.MoveWish)
		if s := h.sheet(anna); len(s.Ranked()) != 3 || slices.ContainsFunc(s.Cards, func(c matching.WishCard) bool { return c.Veto }) {
			h.Fatalf("%+v", s)
		}
		h.move(anna, merete, matching.MoveVeto)
		h.move(mads, anna, matching.MoveWish)

		// the other side sees the same whatever was said
		for _, c := range h.sheet(merete).Cards {
			if c.Veto || c.Off || c.Rank != 0 || c.Message != "" {
				h.Fatalf("%+v", c)
			}
		}
		if barred, err := h.m.Enrolments.Barred(h.Context(), h.lead, h.fresh(anna)); err != nil || len(barred) != 0 {
			h.Fatalf("the coordinator reads whom Anna said no to: %v %v", barred, err)
		}
		if own, err := h.m.Enrolments.AnswersOf(h.Context(), as(anna), h.fresh(anna)); err != nil || own.Get("not_with") != "" {
			h.Fatalf("her own form names one whom she may have seen without a name: %v %v", own.Get("not_with"), err)
		}
		if len(h.fresh(anna).Profile.Wishes) != 0 {
			h.Fatal("wishes are in the profile before the round is over")
		}
		st, err := h.m.WishState(h.Context(), h.lead)
		if err != nil || st.Mentees != (matching.Told{Of: 4, Said: 1}) || st.Mentors != (matching.Told{Of: 3, Said: 1}) || len(st.Waiting) != 5 || st.Waiting[0].Name != "Aksel Dam" {
			h.Fatalf("%+v %v", st, err)
		}

		h.day("2026-09-11")
		if !h.sheet(anna).Turn() {
			h.Fatal("closed on its last day")
		}
		h.day("2026-09-12")
		if got := h.fresh(anna).Profile.Wishes; !slices.Equal(got, []string{mogens.Person.ID, mads.Person.ID}) {
			h.Fatal(got)
		}
		if got := h.fresh(mads).Profile.Wishes; !slices.Equal(got, []string{anna.Person.ID}) {
			h.Fatal(got)
		}
		if h.sent("say_done") != 1 {
			h.Fatal("the coordinator was not told")
		}
		h.want(h.m.MakeWish(h.Context(), as(anna), mads.ID, matching.MoveDrop), fault.Conflict, "say.not_your_turn")
		for _, c := range h.cards(h.solve()) {
			if c == "Anna Berg+Merete Vang" {
				h.Fatal("a veto was not held")
			}
			if strings.HasPrefix(c, "Anna Berg+") && c != "Anna Berg+Mads Holm" && c != "Anna Berg+Mogens Lind" {
				h.Fatal(c)
			}
		}
		if err := h.m.TakeBack(h.Context(), as(anna), merete.ID); err != nil {
			h.Fatal(err)
		}
		if b, err := h.m.Enrolments.Barriers(h.Context(), h.m.DB, h.org, h.programme); err != nil || len(b) != 0 {
			h.Fatalf("%v %v", b, err)
		}
	})
}

func TestRequestsAreShownTogether(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Requested})
		anna, asta, mads, merete, mogens := mentees[0], mentees[1], mentors[0], mentors[1], mentors[2]
		if h.sent("say_requests_mentee") != 4 || h.sent("say_answer") != 0 {
			h.Fatalf("%+v", h.mails())
		}
		list, err := h.m.AskableMentors(h.Context(), as(anna), matching.Search{Find: "merete", Limit: 10})
		if err != nil || list.Total != 1 || list.Cards[0].Seat != merete.ID || !slices.Equal(list.Places, []string{"Viborg"}) {
			h.Fatalf("%+v %v", list, err)
		}
		h.move(anna, mads, matching.MoveWish)
		h.move(anna, merete, matching.MoveWish, matching.MoveUp)
		h.want(h.m.MakeWish(h.Context(), as(anna), mogens.ID, matching.MoveWish), fault.Conflict, "say.enough")
		h.move(asta, mads, matching.MoveWish)
		if err := h.m.WriteWish(h.Context(), as(anna), mads.ID, "Jeg vil lære at sige nej."); err != nil {
			h.Fatal(err)
		}
		h.want(h.m.WriteWish(h.Context(), as(anna), mogens.ID, "Hej"), fault.NotFound, fault.Missing().Key)
		h.want(h.m.WriteWish(h.Context(), as(anna), mads.ID, "010190-1234"), fault.Invalid, "enrolment.cpr")

		// before the day nobody who was asked sees anything, and may say nothing
		if s := h.sheet(mads); len(s.Cards) != 0 || s.Turn() {
			h.Fatalf("%+v", s)
		}
		h.want(h.m.MakeWish(h.Context(), as(mads), anna.ID, matching.MoveYes), fault.Conflict, "say.not_your_turn")
		h.day("2026-09-12")
		if h.sent("say_answer") != 2 {
			h.Fatalf("two were asked, %d were told", h.sent("say_answer"))
		}
		s := h.sheet(mads)
		if len(s.Cards) != 2 || !s.Waits() {
			h.Fatalf("%+v", s)
		}
		for _, c := range s.Cards {
			if want := map[string]string{"Anna Berg": "Jeg vil lære at sige nej."}[c.Name]; c.Message != want || c.Rank != 0 {
				h.Fatalf("%+v", c)
			}
		}
		h.want(h.m.MakeWish(h.Context(), as(anna), mads.ID, matching.MoveDrop), fault.Conflict, "say.not_your_turn")
		h.move(mads, anna, matching.MoveYes)
		if !h.sheet(mads).Waits() {
			h.Fatal("one of two requests has no answer")
		}
		h.move(mads, asta, matching.MoveYes, matching.MoveUp)
		if got := ranking(h.sheet(mads)); !slices.Equal(got, []string{"Asta Rask", "Anna Berg"}) {
			h.Fatal(got)
		}
		h.move(mads, asta, matching.MoveNo)
		if !h.sheet(mads).Said || h.sheet(merete).Said {
			h.Fatal("who has answered all has said what there was to say")
		}
		h.want(h.m.MakeWish(h.Context(), as(mogens), anna.ID, matching.MoveYes), fault.NotFound, fault.Missing().Key)
		for _, c := range h.sheet(asta).Cards {
			if c.Answer != "" || c.Off {
				h.Fatalf("Asta reads the answer: %+v", c)
			}
		}
		if kept := h.pairApart(mads, asta); kept != "" {
			h.Fatalf("a no counts before the round is over: %s", kept)
		}
		h.day("2026-09-19")
		if h.sent("say_done") != 1 || h.sheet(anna).Turn() {
			h.Fatal("not closed")
		}
		if got := h.fresh(anna).Profile.Wishes; !slices.Equal(got, []string{merete.Person.ID, mads.Person.ID}) {
			h.Fatal(got)
		}
		if got := h.fresh(mads).Profile.Wishes; !slices.Equal(got, []string{anna.Person.ID}) {
			h.Fatal(got)
		}
		if len(h.fresh(asta).Profile.Wishes) != 0 {
			h.Fatal("a wish for one who said no")
		}
		if kept := h.pairApart(mads, asta); kept != fit.EarlierRule {
			h.Fatalf("%q keeps them apart", kept)
		}
		if n, err := db.One[int](h.Context(), h.m.DB, "select count(*) from wish_choice where message<>''"); err != nil || n != 0 {
			h.Fatalf("%d messages are kept, %v", n, err)
		}
	})
}

// pairApart is the rule that keeps two apart on the coordinator's list.
func (h *house) pairApart(mentor, mentee enrolment.Seat) fit.Rule {
	h.Helper()
	_, all, err := h.m.Options(h.Context(), h.lead, mentee.ID)
	if err != nil {
		h.Fatal(err)
	}
	i := slices.IndexFunc(all, func(c fit.Candidate) bool { return c.Seat.ID == mentor.ID })
	if i < 0 {
		h.Fatal("not on the list")
	}
	return all[i].Rule
}

func TestWishRemindersComeOnce(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Requested})
		h.move(mentees[0], mentors[0], matching.MoveWish)
		h.day("2026-09-08")
		if n := h.sent("say_remind"); n != 0 {
			h.Fatalf("%d reminders three days before", n)
		}
		for range 2 {
			h.day("2026-09-09")
			h.day("2026-09-10")
		}
		if n := h.sent("say_remind"); n != 3 {
			h.Fatalf("%d reminders to three who have not answered", n)
		}
		h.day("2026-09-12")
		h.day("2026-09-16")
		h.day("2026-09-17")
		if n := h.sent("say_remind_answer"); n != 1 {
			h.Fatalf("%d reminders to one mentor", n)
		}
		before := len(h.mails())
		h.day("2026-09-19")
		h.day("2026-09-20")
		if len(h.mails()) != before+1 {
			h.Fatalf("%+v", h.mails()[before:])
		}
		// a round that is opened on the eve of its last day reminds on the day after, not on the same
		_, err := h.m.OpenWishes(h.Context(), h.lead, matching.WishPlan{Kind: matching.Suggested, Shows: matching.ShowNames, WishesBy: "2026-09-21"})
		if err != nil {
			h.Fatal(err)
		}
		h.day("2026-09-20")
		if n := h.sent("say_remind"); n != 3 {
			h.Fatalf("%d reminders on the day of asking", n)
		}
		h.day("2026-09-21")
		if n := h.sent("say_remind"); n != 10 {
			h.Fatalf("%d reminders", n)
		}
	})
}

func TestWishesOfHiddenNames(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{})
		for _, s := range slices.Concat(mentors, mentees) {
			s.Person.Title, s.Person.Unit = "Chef "+fit.FirstName(s.Person.Name), "Afdeling "+fit.FirstName(s.Person.Name)
			h.write(func(tx *db.Tx) error { _, err := h.m.Orgs.SavePerson(h.Context(), tx, h.org, s.Person); return err })
		}
		for _, shows := range []matching.Shows{matching.ShowWork, matching.ShowNone} {
			for _, kind := range matching.WishKinds {
				plan := matching.WishPlan{Kind: kind, Shows: shows, Most: 3, WishesBy: "2026-09-11", AnswersBy: "2026-09-18"}
				if _, err := h.m.OpenWishes(h.Context(), h.lead, plan); err != nil {
					h.Fatal(err)
				}
				cards := h.sheet(mentees[0]).Cards
				if kind == matching.Requested {
					for _, find := range []string{"Mads", "chef mads"} {
						l, err := h.m.AskableMentors(h.Context(), as(mentees[0]), matching.Search{Find: find, Limit: 10})
						if err != nil || shows == matching.ShowNone && l.Total != 0 || find == "Mads" && shows == matching.ShowWork && l.Total != 1 {
							h.Fatalf("%s: %s finds %d, %v", shows, find, l.Total, err)
						}
					}
					l, err := h.m.AskableMentors(h.Context(), as(mentees[0]), matching.Search{Limit: 10})
					if err != nil {
						h.Fatal(err)
					}
					cards = l.Cards
				}
				if len(cards) != 3 {
					h.Fatalf("%d cards", len(cards))
				}
				for _, c := range cards {
					said := fmt.Sprintf("%+v", c)
					if c.Name != "" || strings.Contains(said, "Holm") || shows == matching.ShowNone && (strings.Contains(said, "Chef") || strings.Contains(said, "Afdeling")) {
						h.Fatalf("%s: %s", shows, said)
					}
					if shows == matching.ShowWork && c.Work.Title == "" {
						h.Fatal(said)
					}
				}
				if err := h.m.StopWishes(h.Context(), h.lead); err != nil {
					h.Fatal(err)
				}
			}
		}
	})
}

func TestWishWalls(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.wishing(matching.WishPlan{Kind: matching.Suggested})
		late := h.mentee("Sofus Sen")
		missing := func(what string, err error) {
			h.Helper()
			if !fault.Is(err, fault.NotFound) {
				h.Errorf("%s: %v", what, err)
			}
		}
		sheet := func(a org.Actor) error { _, err := h.m.WishSheet(h.Context(), a); return err }
		missing("one who came later", sheet(as(late)))
		missing("a move of one who came later", h.m.MakeWish(h.Context(), as(late), mentors[0].ID, matching.MoveWish))
		thief := as(mentees[0])
		thief.Account = late.Person.Account
		missing("somebody else's account", sheet(thief))
		missing("somebody else's move", h.m.MakeWish(h.Context(), thief, mentors[0].ID, matching.MoveWish))
		missing("the coordinator as a participant", sheet(h.lead))
		missing("one who is not on the list", h.m.MakeWish(h.Context(), as(mentees[0]), mentees[1].ID, matching.MoveWish))
		missing("an answer in a round of suggestions", h.m.MakeWish(h.Context(), as(mentors[0]), mentees[0].ID, matching.MoveYes))
		_, err := h.m.AskableMentors(h.Context(), as(mentees[0]), matching.Search{Limit: 9})
		missing("the list of a round of suggestions", err)
		for _, role := range []org.Role{org.Sponsor, org.Facilitator, org.Mentor, org.Mentee} {
			a := h.hat(role)
			_, err := h.m.WishState(h.Context(), a)
			_, err2 := h.m.OpenWishes(h.Context(), a, matching.WishPlan{})
			for _, err := range []error{err, err2, h.m.CloseWishes(h.Context(), a), h.m.StopWishes(h.Context(), a), h.m.MoveWishDates(h.Context(), a, "", "")} {
				if !fault.Is(err, fault.Forbidden) {
					h.Errorf("%s: %v", role, err)
				}
			}
		}
		home, lead := mentees[0], h.lead
		h.open() // another organisation
		far := as(home)
		far.Org = h.org
		missing("from another organisation", sheet(far))
		_, err = h.m.WishState(h.Context(), h.lead)
		missing("the round of another organisation", err)
		h.want(h.m.CloseWishes(h.Context(), h.lead), fault.Conflict, "say.none_runs")
		if _, err := h.m.WishState(h.Context(), lead); err != nil {
			h.Fatal(err)
		}
	})
}

func TestWishPlansThatAreRefused(t *testing.T) {
	each(t, func(h *house) {
		open := func(p matching.WishPlan) error { _, err := h.m.OpenWishes(h.Context(), h.lead, p); return err }
		good := matching.WishPlan{Kind: matching.Requested, Shows: matching.ShowNames, Most: 3, WishesBy: "2026-09-11", AnswersBy: "2026-09-18"}
		h.want(open(good), fault.Conflict, "say.nobody")
		h.wishing(matching.WishPlan{})
		for key, change := range map[string]func(p *matching.WishPlan){
			"say.need_kind":       func(p *matching.WishPlan) { p.Kind = "auction" },
			"say.need_shows":      func(p *matching.WishPlan) { p.Shows = "" },
			"say.need_date":       func(p *matching.WishPlan) { p.WishesBy = "11/9" },
			"say.past_date":       func(p *matching.WishPlan) { p.WishesBy = "2026-08-31" },
			"say.far_date":        func(p *matching.WishPlan) { p.WishesBy, p.AnswersBy = "2027-09-11", "2027-10-01" },
			"say.answers_before":  func(p *matching.WishPlan) { p.AnswersBy = p.WishesBy },
			"matching.bad_number": func(p *matching.WishPlan) { p.Most = matching.MaxMost + 1 },
		} {
			p := good
			change(&p)
			h.want(open(p), fault.Invalid, key)
		}
		if err := open(good); err != nil {
			h.Fatal(err)
		}
		h.want(open(good), fault.Conflict, "say.there_already")
		h.want(h.m.MoveWishDates(h.Context(), h.lead, "2026-09-20", "2026-09-18"), fault.Invalid, "say.answers_before")
		if err := h.m.MoveWishDates(h.Context(), h.lead, "2026-09-20", "2026-09-28"); err != nil {
			h.Fatal(err)
		}
		h.day("2026-09-20")
		if st, err := h.m.WishState(h.Context(), h.lead); err != nil || st.Round.Status != matching.Wishing {
			h.Fatalf("%+v %v", st, err)
		}
		h.day("2026-09-21") // nobody asked anybody: there is nothing to answer
		if st, err := h.m.WishState(h.Context(), h.lead); err != nil || st.Round.Status != matching.Gathered {
			h.Fatalf("%+v %v", st, err)
		}
	})
}
