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

// way sets how the programme goes about it.
func (h *house) way(w matching.Way) {
	h.Helper()
	if w.First == "" {
		w.First = matching.Together
	}
	if w.AnswerDays == 0 {
		w.AnswerDays = 10
	}
	if err := h.m.SaveWay(h.Context(), h.lead, w); err != nil {
		h.Fatal(err)
	}
}

// since gives the letters written after the first n, as "key receiver", sorted.
func (h *house) since(n int) (out []string) {
	h.Helper()
	for _, m := range h.mails()[n:] {
		out = append(out, m.Key+" "+m.To)
	}
	slices.Sort(out)
	return out
}

func (h *house) letters(n int, want ...string) {
	h.Helper()
	slices.Sort(want)
	if got := h.since(n); !slices.Equal(got, want) {
		h.Fatalf("letters %v, want %v", got, want)
	}
}

func (h *house) know(s enrolment.Seat, proposalID string, yes bool) matching.Proposal {
	h.Helper()
	p, err := h.m.Know(h.Context(), as(s), proposalID, yes)
	if err != nil {
		h.Fatal(err)
	}
	return p
}

func (h *house) daily() {
	h.Helper()
	if err := h.m.Daily(h.Context()); err != nil {
		h.Fatal(err)
	}
}

func (h *house) sleep(days int) { h.clock.Set(h.clock.Now().Add(time.Duration(days) * 24 * time.Hour)) }

func TestWayIsKeptAndChecked(t *testing.T) {
	each(t, func(h *house) {
		w, err := h.m.Way(t.Context(), h.m.DB, h.org, h.programme)
		if err != nil || w != (matching.Way{First: matching.Together, AnswerDays: 10}) {
			t.Fatalf("%+v, %v", w, err)
		}
		for _, bad := range []matching.Way{{First: "nobody", AnswerDays: 10}, {First: matching.Together}, {First: matching.Together, AnswerDays: 61}, {First: matching.Together, AnswerDays: -1}} {
			if err := h.m.SaveWay(t.Context(), h.lead, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		h.way(matching.Way{First: matching.MenteeFirst, AnswerDays: 3, Anonymous: true, HideNames: true})
		if w, err = h.m.Way(t.Context(), h.m.DB, h.org, h.programme); err != nil || w.First != matching.MenteeFirst || w.AnswerDays != 3 || !w.Anonymous || !w.HideNames || w.FourEyes {
			t.Fatalf("%+v, %v", w, err)
		}
		// A way that was stored before these settings came has their defaults.
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update match_way set way=$1 where programme_id=$2", `{"four_eyes":true}`, h.programme)
			return err
		})
		if w, err = h.m.Way(t.Context(), h.m.DB, h.org, h.programme); err != nil || w != (matching.Way{First: matching.Together, AnswerDays: 10, FourEyes: true}) {
			t.Fatalf("%+v, %v", w, err)
		}
		if err := h.m.SaveWay(t.Context(), h.hat(org.Mentor), matching.DefaultWay()); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
	})
}

func TestMenteeFirst(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, _, bo, eva := h.trio()
		h.way(matching.Way{First: matching.MenteeFirst, AnswerDays: 4})
		h.publish(h.solve())
		h.letters(0, "proposal_mentee "+ane.Person.Email, "proposal_mentee "+dan.Person.Email)
		p := h.proposals()["Ane Toft"]
		if p.AnswerBy != "2026-09-05" {
			t.Fatalf("answer by %s", p.AnswerBy)
		}
		if mine, err := h.m.ProposalsOf(t.Context(), h.m.DB, h.org, bo.ID); err != nil || len(mine) != 0 {
			t.Fatalf("the mentor sees it before their turn: %+v, %v", mine, err)
		}
		if _, err := h.m.Shown(t.Context(), h.m.DB, as(bo), p.ID); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		if _, err := h.answer(bo, p.ID, true); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		h.sleep(2)
		n := len(h.mails())
		if _, err := h.answer(ane, p.ID, true); err != nil {
			t.Fatal(err)
		}
		h.letters(n, "proposal_mentor "+bo.Person.Email)
		if p = h.proposals()["Ane Toft"]; p.AnswerBy != "2026-09-07" { // the mentor has as many days
			t.Fatalf("answer by %s", p.AnswerBy)
		}
		if x, err := h.answer(bo, p.ID, true); err != nil || x.Status != matching.Agreed {
			t.Fatalf("%+v, %v", x, err)
		}

		// A no before the other has heard of it: they never do.
		n = len(h.mails())
		if _, err := h.answer(dan, h.proposals()["Dan Holm"].ID, false); err != nil {
			t.Fatal(err)
		}
		h.letters(n, "proposal_no "+h.lead.Email)
		_ = eva
	})
}

func TestMentorFirstAndTakenBack(t *testing.T) {
	each(t, func(h *house) {
		_, dan, _, bo, eva := h.trio()
		h.way(matching.Way{First: matching.MentorFirst})
		h.publish(h.solve())
		h.letters(0, "proposal_mentor "+bo.Person.Email, "proposal_mentor "+eva.Person.Email)
		n := len(h.mails())
		if err := h.m.Withdraw(t.Context(), h.lead, h.proposals()["Ane Toft"].ID); err != nil {
			t.Fatal(err)
		}
		h.letters(n, "proposal_withdrawn "+bo.Person.Email)
		n = len(h.mails())
		if err := h.m.Enrolments.Withdraw(t.Context(), as(eva), eva.ID); err != nil { // Dan knows of nothing
			t.Fatal(err)
		}
		if got := strings.Join(h.since(n), " "); strings.Contains(got, dan.Person.Email) || strings.Contains(got, "proposal_off") {
			t.Fatal(got)
		}
	})
}

// TestWithoutNames takes a proposal through both stages and looks for anything that tells who somebody is before both want to know.
func TestWithoutNames(t *testing.T) {
	each(t, func(h *house) {
		mentor := h.seat(org.Mentor, "Bodil Ravnsborg", 1, enrolment.Profile{
			Themes: []string{"delegering", "feedback", "Ravnsborgs metode", "drift i Enhed", "skriv til b@x.dk"}, Strengths: []string{"ro"}, Site: "Viborg", Languages: []string{"da"},
			HasYears: true, Years: 17, Direction: "Jeg er Bodil",
		})
		mentee := h.seat(org.Mentee, "Sofie Toft", 1, enrolment.Profile{Themes: []string{"delegering", "Ravnsborgs metode", "Tofts plan"}, Site: "Viborg", Languages: []string{"da"}, HasYears: true, Years: 3, Direction: "Sofie vil frem"})
		h.way(matching.Way{First: matching.MenteeFirst, Anonymous: true, AnswerDays: 5})
		h.publish(h.solve())
		h.letters(0, "offer_unnamed_mentee "+mentee.Person.Email)
		p := h.proposals()["Sofie Toft"]
		hidden := []string{"bodil", "ravnsborg", "sofie", "toft", "enhed", "viborg", "@", mentor.ID, mentor.Person.ID, mentee.Person.ID}
		shown := func(s enrolment.Seat, own ...string) matching.Proposal {
			t.Helper()
			x, err := h.m.Shown(t.Context(), h.m.DB, as(s), p.ID)
			if err != nil {
				t.Fatal(err)
			}
			other := x.Mentor
			if s.Role == org.Mentor {
				other = x.Mentee
			}
			text := strings.ToLower(fmt.Sprintf("%+v %+v", other, x.Reasons))
			for _, word := range hidden {
				if !slices.Contains(own, word) && strings.Contains(text, word) {
					t.Errorf("%s sees %q: %s", s.Role, word, text)
				}
			}
			return x
		}
		x := shown(mentee, mentee.Person.ID)
		if !slices.Equal(x.Mentor.Profile.Themes, []string{"delegering", "feedback"}) || x.Mentor.Profile.Years != 15 || len(x.Reasons) == 0 {
			t.Fatalf("%+v, %+v", x.Mentor.Profile, x.Reasons)
		}
		if _, err := h.answer(mentee, p.ID, true); !fault.Is(err, fault.Conflict) {
			t.Fatalf("the real yes before the names: %v", err)
		}
		if _, err := h.m.Know(t.Context(), as(mentor), p.ID, true); !fault.Is(err, fault.NotFound) {
			t.Fatalf("before their turn: %v", err)
		}
		n := len(h.mails())
		h.know(mentee, p.ID, true)
		h.know(mentee, p.ID, true)
		h.letters(n, "offer_unnamed_mentor "+mentor.Person.Email)
		shown(mentor, "ravnsborg") // a mentor may read their own name
		shown(mentee, mentee.Person.ID)

		n = len(h.mails())
		h.sleep(1)
		if x := h.know(mentor, p.ID, true); x.Stage() != matching.Real || x.Status != matching.Open || x.AnswerBy != "2026-09-07" {
			t.Fatalf("%+v", x)
		}
		h.letters(n, "offer_named "+mentee.Person.Email, "offer_named "+mentor.Person.Email)
		for _, s := range []enrolment.Seat{mentee, mentor} {
			x, err := h.m.Shown(t.Context(), h.m.DB, as(s), p.ID)
			if err != nil || x.Mentor.Person.Name != "Bodil Ravnsborg" || x.Mentee.Person.Name != "Sofie Toft" || x.Mentor.Profile.Years != 17 {
				t.Fatalf("%+v, %v", x, err)
			}
		}
		_, err := h.m.Know(t.Context(), as(mentee), p.ID, false)
		h.want(err, fault.Conflict, "matching.proposal_closed") // an old page: the no must be given to the real question
		for _, s := range []enrolment.Seat{mentor, mentee} {
			if x, err = h.answer(s, p.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if x.Status != matching.Agreed {
			t.Fatalf("%+v", x)
		}
		for _, m := range h.mails() {
			for _, word := range []string{"Bodil R", "Ravnsborg", "Toft", "Viborg", "Enhed"} {
				if strings.Contains(m.Subject+m.Body, word) {
					t.Errorf("the letter %s tells %q", m.Key, word)
				}
			}
		}
	})
}

func TestNoWithoutNames(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		h.way(matching.Way{Anonymous: true})
		h.publish(h.solve())
		p := h.proposals()["Ane Toft"]
		h.know(ane, p.ID, true)
		n := len(h.mails())
		if x := h.know(bo, p.ID, false); x.Status != matching.Declined {
			t.Fatalf("%+v", x)
		}
		h.know(bo, p.ID, false)
		h.letters(n, "proposal_no "+h.lead.Email, "proposal_off "+ane.Person.Email)
		x, err := h.m.Shown(t.Context(), h.m.DB, as(ane), p.ID)
		if err != nil || x.Mentor.Person.Name != "" || x.Status != matching.Declined {
			t.Fatalf("after a no the name is there: %+v, %v", x, err)
		}
		if got := h.cards(h.solve()); slices.Contains(got, "Ane Toft+Bo Ravn") {
			t.Fatal("the two are proposed again")
		}
	})
}

func TestRemindersAndExtend(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, _, bo, eva := h.trio()
		h.publish(h.solve()) // on 1 September, so by the 11th
		p := h.proposals()
		if _, err := h.answer(ane, p["Ane Toft"].ID, true); err != nil {
			t.Fatal(err)
		}
		day := func(days int, want ...string) {
			t.Helper()
			h.sleep(days)
			n := len(h.mails())
			h.daily()
			h.daily()
			h.letters(n, want...)
		}
		day(6)
		day(1, "offer_remind "+bo.Person.Email, "offer_remind "+dan.Person.Email, "offer_remind "+eva.Person.Email) // the 8th
		day(1)
		if _, err := h.answer(dan, p["Dan Holm"].ID, true); err != nil {
			t.Fatal(err)
		}
		day(2, "offer_today "+bo.Person.Email, "offer_today "+eva.Person.Email)
		day(1, "offer_late "+h.lead.Email) // one letter about both
		day(1)
		if x := h.proposals()["Ane Toft"]; x.Status != matching.Open {
			t.Fatal("a proposal lapsed by itself")
		}
		offers, total, err := h.m.Offers(t.Context(), h.lead, matching.Late, 0, 10)
		if err != nil || total != 2 || len(offers) != 2 || !offers[0].Late {
			t.Fatalf("%+v, %d, %v", offers, total, err)
		}
		for _, bad := range []clock.Date{"", "2026-09-12", "2026-12-01", "soon"} {
			if err := h.m.Extend(t.Context(), h.lead, p["Ane Toft"].ID, bad); !fault.Is(err, fault.Invalid) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		n := len(h.mails())
		for range 2 {
			if err := h.m.Extend(t.Context(), h.lead, p["Ane Toft"].ID, "2026-09-20"); err != nil {
				t.Fatal(err)
			}
		}
		h.letters(n, "offer_extended "+bo.Person.Email)
		day(4, "offer_remind "+bo.Person.Email) // the 17th
		day(3, "offer_today "+bo.Person.Email)
		day(1, "offer_late "+h.lead.Email)
		if err := h.m.Withdraw(t.Context(), h.lead, p["Ane Toft"].ID); err != nil {
			t.Fatal(err)
		}
		h.want(h.m.Extend(t.Context(), h.lead, p["Ane Toft"].ID, "2026-10-01"), fault.Conflict, "matching.proposal_closed")
		if err := h.m.Extend(t.Context(), h.hat(org.Mentee), p["Dan Holm"].ID, "2026-10-01"); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
		_, _ = eva, ane
	})
}

// TestShortTimeHasOneReminder: who has a day to answer is not reminded on the day they were asked.
func TestShortTimeHasOneReminder(t *testing.T) {
	each(t, func(h *house) {
		h.mentor("Bo Ravn", 1, "delegering")
		ane := h.mentee("Ane Toft", "delegering")
		h.way(matching.Way{AnswerDays: 1, First: matching.MenteeFirst})
		h.publish(h.solve())
		n := len(h.mails())
		h.daily()
		h.letters(n)
		h.sleep(1)
		h.daily()
		h.letters(n, "offer_today "+ane.Person.Email)
	})
}

func TestYesClosesTheOthers(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, eva := h.trio()
		h.publish(h.solve())
		p := h.proposals()["Ane Toft"]
		// Another open proposal of Ane's, however it came to be.
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `insert into proposal (id, org_id, programme_id, mentor_seat_id, mentee_seat_id, status, created_at, mentor_told_at, mentee_told_at, named_at)
				values ('00000000-0000-7000-8000-000000000001',$1,$2,$3,$4,'open',$5,$5,$5,$5)`, h.org, h.programme, eva.ID, ane.ID, db.At(h.clock.Now()))
			return err
		})
		for _, s := range []enrolment.Seat{ane, bo} {
			if _, err := h.answer(s, p.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		other, err := h.m.Proposal(t.Context(), h.m.DB, h.org, "00000000-0000-7000-8000-000000000001")
		if err != nil || other.Status != matching.WithdrawnOffer {
			t.Fatalf("%+v, %v", other, err)
		}
		if got := h.since(len(h.mails()) - 1); !slices.Equal(got, []string{"proposal_off " + eva.Person.Email}) {
			t.Fatal(got)
		}
	})
}

func TestPublishInStages(t *testing.T) {
	each(t, func(h *house) {
		subjects := []string{"delegering", "økonomi", "feedback", "drift", "ro", "plan"}
		for i, s := range subjects {
			h.mentor(fmt.Sprintf("Mentor %d", i), 1, s, subjects[(i+1)%len(subjects)])
			h.mentee(fmt.Sprintf("Mentee %d", i), s)
		}
		r := h.solve()
		before := h.cards(r)
		_, err := h.m.PublishSome(t.Context(), h.lead, r.ID, func(fit.Pair) bool { return false })
		h.want(err, fault.Conflict, "offer.none_chosen")
		sent := map[string]bool{}
		n, err := h.m.PublishSome(t.Context(), h.lead, r.ID, func(p fit.Pair) bool {
			if len(sent) < 2 || sent[p.Mentee] {
				sent[p.Mentee] = true
			}
			return sent[p.Mentee]
		})
		if err != nil || n != 2 || len(h.mails()) != 4 {
			t.Fatalf("%d, %v, %d mails", n, err, len(h.mails()))
		}
		d, err := h.m.Draft(t.Context(), h.lead)
		if err != nil || d.Number != 2 || d.Touched || !d.Verified {
			t.Fatalf("%+v, %v", d, err)
		}
		rest := h.cards(d)
		if len(rest) != 4 {
			t.Fatal(rest)
		}
		for _, pair := range rest {
			if !slices.Contains(before, pair) {
				t.Errorf("%s was not in the round", pair)
			}
		}
		_, err = h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "matching.round_published")
		if n := h.publish(d); n != 4 || len(h.mails()) != 12 {
			t.Fatalf("%d, %d mails", n, len(h.mails()))
		}
		if _, err := h.m.Draft(t.Context(), h.lead); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
	})
}

// TestPublishInStagesKeepsLocks: the lock of a pair that is not sent stays with it.
func TestPublishInStagesKeepsLocks(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, gry, bo, eva := h.trio()
		for mentor, mentee := range map[string]string{bo.ID: gry.ID, eva.ID: dan.ID} {
			if err := h.m.Mark(t.Context(), h.lead, mentor, mentee, fit.Lock); err != nil {
				t.Fatal(err)
			}
		}
		r := h.solve()
		if _, err := h.m.PublishSome(t.Context(), h.lead, r.ID, func(p fit.Pair) bool { return p.Mentee == dan.ID }); err != nil {
			t.Fatal(err)
		}
		marks, err := h.m.Marks(t.Context(), h.lead)
		if err != nil || len(marks) != 1 || marks[0].Mentee.Seat != gry.ID {
			t.Fatalf("%+v, %v", marks, err)
		}
		d, err := h.m.Draft(t.Context(), h.lead)
		if err != nil || !slices.Equal(h.cards(d), []string{"Gry Lund+Bo Ravn"}) || d.Summary.Locked != 1 {
			t.Fatalf("%v %+v %v", h.cards(d), d.Summary, err)
		}
		_ = ane
	})
}
