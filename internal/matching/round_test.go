package matching_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

// trio fills a programme: Ane fits Bo best, Dan fits Eva, and Gry is one too many.
func (h *house) trio() (ane, dan, gry, bo, eva enrolment.Seat) {
	bo, eva = h.mentor("Bo Ravn", 1, "delegering", "feedback"), h.mentor("Eva Friis", 1, "økonomi")
	ane, dan, gry = h.mentee("Ane Toft", "delegering", "feedback"), h.mentee("Dan Holm", "økonomi"), h.mentee("Gry Lund", "kommunikation")
	return ane, dan, gry, bo, eva
}

func TestRoundIsStoredAsSolved(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, gry, _, _ := h.trio()
		r := h.solve()
		if got := h.cards(r); !slices.Equal(got, []string{"Ane Toft+Bo Ravn", "Dan Holm+Eva Friis"}) {
			t.Fatal(got)
		}
		d, err := h.m.Draft(t.Context(), h.lead)
		if err != nil || d.ID != r.ID || d.Number != 1 || !d.Verified || d.Touched || d.By != "Karen Ørsted" || d.Summary.Total != r.Summary.Total {
			t.Fatalf("%+v, %v", d, err)
		}
		left, total, err := h.m.LeftOf(t.Context(), h.lead, d, org.Mentee, 0, 10)
		if err != nil || total != 1 || left[0].Party.Seat != gry.ID || left[0].Cause != fit.Outbid || left[0].Places != 2 {
			t.Fatalf("%+v, %v", left, err)
		}
		if name := map[string]string{ane.ID: "Ane Toft", dan.ID: "Dan Holm"}[left[0].Instead]; name == "" || left[0].InsteadName != name {
			t.Fatalf("who would wait instead: %q, want %q", left[0].InsteadName, name)
		}
		cards, _, err := h.m.Cards(t.Context(), h.lead, d, matching.Query{Find: "RAVN", Limit: 10})
		if err != nil || len(cards) != 1 || cards[0].MenteeParty.Name != "Ane Toft" || len(cards[0].Reasons) == 0 || len(cards[0].Shares) == 0 {
			t.Fatalf("%+v, %v", cards, err)
		}
	})
}

func TestForbidReleaseAndSolveAgain(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		first := h.solve()
		mark := func(kind fit.MarkKind) {
			t.Helper()
			if err := h.m.Mark(t.Context(), h.lead, bo.ID, ane.ID, kind); err != nil {
				t.Fatal(err)
			}
		}
		mark(fit.Forbid)
		if d, err := h.m.Draft(t.Context(), h.lead); err != nil || d.Touched || d.Revision != 1 || slices.Contains(h.cards(d), "Ane Toft+Bo Ravn") {
			t.Fatalf("the draft did not follow: %+v, %v", d, err)
		}
		if got := h.cards(h.solve()); slices.Contains(got, "Ane Toft+Bo Ravn") || len(got) != 2 {
			t.Fatal(got)
		}
		_, err := h.m.Publish(t.Context(), h.lead, first.ID)
		h.want(err, fault.Conflict, "matching.round_superseded")
		mark(matching.Release)
		if got := h.cards(h.solve()); !slices.Contains(got, "Ane Toft+Bo Ravn") {
			t.Fatal(got)
		}
	})
}

func TestLocksThatContradict(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, gry, bo, eva := h.trio()
		lock := func(mentor, mentee enrolment.Seat) error {
			return h.m.Mark(t.Context(), h.lead, mentor.ID, mentee.ID, fit.Lock)
		}
		if err := lock(bo, gry); err != nil {
			t.Fatal(err)
		}
		for _, mentor := range []enrolment.Seat{eva, bo} { // a lock takes the place of another one of the same mentee
			if err := lock(mentor, gry); err != nil {
				t.Fatal(err)
			}
		}
		h.want(lock(bo, ane), fault.Conflict, "matching.lock_full")
		h.write(func(tx *db.Tx) error {
			return h.m.Enrolments.AddBarrier(t.Context(), tx, h.org, h.programme, enrolment.Barrier{MentorPerson: eva.Person.ID, MenteePerson: dan.Person.ID, Kind: enrolment.Veto, By: dan.Person.ID})
		})
		h.want(lock(eva, dan), fault.Conflict, "matching.lock_apart")
		if got := h.cards(h.solve()); !slices.Contains(got, "Gry Lund+Bo Ravn") {
			t.Fatalf("the lock did not hold: %v", got)
		}
		// A veto that comes after the lock: the round is refused with the rule, not solved around it.
		h.write(func(tx *db.Tx) error {
			return h.m.Enrolments.AddBarrier(t.Context(), tx, h.org, h.programme, enrolment.Barrier{MentorPerson: bo.Person.ID, MenteePerson: gry.Person.ID, Kind: enrolment.Conflict})
		})
		_, err := h.m.Solve(t.Context(), h.lead)
		h.want(err, fault.Conflict, "matching.lock_apart")
		marks, err := h.m.Marks(t.Context(), h.lead)
		if err != nil || len(marks) != 1 || marks[0].Mentee.Name != "Gry Lund" {
			t.Fatalf("refused locks were kept: %+v, %v", marks, err)
		}
	})
}

func TestPublishAndAnswers(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, gry, bo, eva := h.trio()
		r := h.solve()
		if n := h.publish(r); n != 2 {
			t.Fatalf("%d proposals", n)
		}
		_, err := h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "matching.round_published")
		mails := h.mails()
		if len(mails) != 4 {
			t.Fatalf("%d mails, want one to each of four", len(mails))
		}
		for _, m := range mails {
			for _, s := range []enrolment.Seat{ane, dan, bo, eva} {
				if s.Person.Email != m.To && strings.Contains(m.Subject+m.Body, s.Person.Name) {
					t.Errorf("the mail to %s names %s", m.To, s.Person.Name)
				}
			}
		}

		p := h.proposals()
		if _, err := h.answer(bo, p["Dan Holm"].ID, true); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a stranger answered: %v", err)
		}
		x, err := h.answer(ane, p["Ane Toft"].ID, true)
		if err != nil || x.Status != matching.Open {
			t.Fatalf("%+v, %v", x, err)
		}
		if x, err = h.answer(ane, p["Ane Toft"].ID, true); err != nil || x.Status != matching.Open {
			t.Fatalf("the same yes twice: %v", err)
		}
		if x, err = h.answer(bo, p["Ane Toft"].ID, true); err != nil || x.Status != matching.Agreed || x.Closed.IsZero() {
			t.Fatalf("%+v, %v", x, err)
		}
		_, err = h.answer(bo, p["Ane Toft"].ID, false)
		h.want(err, fault.Conflict, "matching.proposal_closed")

		if x, err = h.answer(eva, p["Dan Holm"].ID, false); err != nil || x.Status != matching.Declined {
			t.Fatalf("%+v, %v", x, err)
		}
		var told []string
		for _, m := range h.mails()[4:] {
			told = append(told, m.Key+" "+m.To)
		}
		slices.Sort(told)
		if want := []string{"proposal_no " + h.lead.Email, "proposal_off " + dan.Person.Email}; !slices.Equal(told, want) {
			t.Fatalf("after the no: %v, want %v", told, want)
		}

		// Dan and Eva are back, Gry still waits, Ane and Bo keep their pair. Dan and Eva never meet again.
		st, err := h.m.State(t.Context(), h.lead)
		if err != nil || st != (matching.State{Mentors: 2, Mentees: 3, FreeMentees: 2, FreePlaces: 1, Agreed: 1, Declined: 1}) {
			t.Fatalf("%+v, %v", st, err)
		}
		second := h.solve()
		if got := h.cards(second); !slices.Equal(got, []string{"Gry Lund+Eva Friis"}) {
			t.Fatal(got)
		}
		left, _, err := h.m.LeftOf(t.Context(), h.lead, second, "", 0, 10)
		if err != nil || len(left) != 1 || left[0].Name != "Dan Holm" || left[0].Cause != fit.NoPartner || len(left[0].Rules) != 1 || left[0].Rules[0].Rule != fit.EarlierRule {
			t.Fatalf("%+v, %v", left, err)
		}
		h.publish(second)
		if got := h.proposals()["Ane Toft"]; got.ID != p["Ane Toft"].ID || got.Status != matching.Agreed {
			t.Fatal("a later round disturbed an accepted proposal")
		}
		_ = gry
	})
}

func TestOpenProposalsTakeTheirPlaces(t *testing.T) {
	each(t, func(h *house) {
		h.mentor("Bo Ravn", 2, "delegering")
		h.mentee("Ane Toft", "delegering")
		h.publish(h.solve())
		h.mentee("Dan Holm", "delegering")
		h.mentee("Gry Lund", "delegering")
		r := h.solve()
		if r.Summary.Mentees != 2 || r.Summary.Places != 1 || r.Summary.Matched != 1 {
			t.Fatalf("%+v", r.Summary)
		}
		if err := h.m.Mark(t.Context(), h.lead, h.proposals()["Ane Toft"].Mentor.ID, h.proposals()["Ane Toft"].Mentee.ID, fit.Lock); err != nil {
			h.want(err, fault.Conflict, "matching.lock_taken")
		} else {
			t.Fatal("a taken place was locked")
		}
	})
}

func TestWithdrawnAndLeaving(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, _, bo, _ := h.trio()
		h.publish(h.solve())
		before := len(h.mails())
		p := h.proposals()
		if err := h.m.Withdraw(t.Context(), h.lead, p["Ane Toft"].ID); err != nil {
			t.Fatal(err)
		}
		if got := h.mails()[before:]; len(got) != 2 || got[0].Key != "proposal_withdrawn" || got[1].Key != "proposal_withdrawn" {
			t.Fatalf("%+v", got)
		}
		_, err := h.answer(ane, p["Ane Toft"].ID, true)
		h.want(err, fault.Conflict, "matching.proposal_closed")
		if got := h.cards(h.solve()); !slices.Contains(got, "Ane Toft+Bo Ravn") {
			t.Fatalf("what was taken back may be proposed again: %v", got)
		}
		if err := h.m.Enrolments.Withdraw(t.Context(), as(dan), dan.ID); err != nil {
			t.Fatal(err)
		}
		if x := h.proposals()["Dan Holm"]; x.Status != matching.WithdrawnOffer {
			t.Fatalf("%+v", x)
		}
		_ = bo
	})
}

func TestDraftIsHeldAgainstThePresent(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, _, _ := h.trio()
		r := h.solve()
		h.clock.Set(h.clock.Now().Add(time.Minute))
		if err := h.m.Enrolments.Withdraw(t.Context(), as(ane), ane.ID); err != nil {
			t.Fatal(err)
		}
		d, err := h.m.Draft(t.Context(), h.lead)
		if err != nil || !d.Touched {
			t.Fatalf("%+v, %v", d, err)
		}
		_, err = h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "matching.round_stale")
		if len(h.proposals()) != 0 {
			t.Fatal("half a round was sent")
		}
	})
}

func TestPairsKeepAndGiveBackPlaces(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		pair := func(phase string) {
			h.write(func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), `insert into pair (id, org_id, programme_id, mentor_seat_id, mentee_seat_id, phase, started_on, phase_since, created_at)
					values ('p',$1,$2,$3,$4,$5,'2026-09-01','x','x') on conflict (id) do update set phase=excluded.phase`, h.org, h.programme, bo.ID, ane.ID, phase)
				return err
			})
		}
		end := func(kind, mentee string) {
			h.write(func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), `insert into ending (pair_id, org_id, kind, rematch_mentor, rematch_mentee, ended_on, created_at) values ('p',$1,$2,'yes',$3,'2026-10-01','x')
					on conflict (pair_id) do update set kind=excluded.kind, rematch_mentee=excluded.rematch_mentee`, h.org, kind, mentee)
				return err
			})
		}
		if pair("learning"); h.solve().Summary.Mentees != 2 {
			t.Fatal("a mentee in a living pair was matched again")
		}
		pair("closed")
		if end("stopped", "no"); h.solve().Summary.Mentees != 2 {
			t.Fatal("who wants no other was matched again")
		}
		end("stopped", "yes")
		r := h.solve()
		if got := h.cards(r); r.Summary.Mentees != 3 || slices.Contains(got, "Ane Toft+Bo Ravn") {
			t.Fatalf("%v %+v", got, r.Summary)
		}
		if end("completed", ""); h.solve().Summary.Mentees != 2 {
			t.Fatal("a course that was completed began again by itself")
		}
	})
}

func TestNobodyElseMayMatch(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		r := h.solve()
		h.publish(r)
		p := h.proposals()["Ane Toft"]
		rules := fit.DefaultRules()
		verbs := func(a org.Actor) map[string]error {
			_, solve := h.m.Solve(t.Context(), a)
			_, publish := h.m.Publish(t.Context(), a, r.ID)
			_, draft := h.m.Draft(t.Context(), a)
			_, round := h.m.Round(t.Context(), a, r.ID)
			_, rounds := h.m.Rounds(t.Context(), a, 5)
			_, _, cards := h.m.Cards(t.Context(), a, r, matching.Query{Limit: 5})
			_, _, left := h.m.LeftOf(t.Context(), a, r, "", 0, 5)
			_, marks := h.m.Marks(t.Context(), a)
			_, state := h.m.State(t.Context(), a)
			_, _, options := h.m.Options(t.Context(), a, ane.ID)
			return map[string]error{
				"solve": solve, "publish": publish, "draft": draft, "round": round, "rounds": rounds, "cards": cards, "left": left,
				"marks": marks, "state": state, "options": options, "rules": h.m.SaveRules(t.Context(), a, rules),
				"mark": h.m.Mark(t.Context(), a, bo.ID, ane.ID, fit.Forbid), "withdraw": h.m.Withdraw(t.Context(), a, p.ID),
			}
		}
		for _, role := range []org.Role{org.Mentor, org.Mentee, org.Sponsor, org.Facilitator} {
			a := h.hat(role)
			for verb, err := range verbs(a) {
				if !fault.Is(err, fault.Forbidden) {
					t.Errorf("%s: %s: %v", role, verb, err)
				}
			}
		}
		other := *h
		other.open() // another organisation, whose coordinator names our rows
		for verb, err := range verbs(other.lead) {
			switch verb {
			case "solve", "rounds", "marks", "state", "rules", "cards", "left", "draft":
				continue // about their own programme, seen below
			}
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("another organisation: %s: %v", verb, err)
			}
		}
		cards, _, err := h.m.Cards(t.Context(), other.lead, r, matching.Query{Limit: 5})
		left, total, err2 := h.m.LeftOf(t.Context(), other.lead, r, "", 0, 5)
		if err != nil || err2 != nil || len(cards)+len(left)+total != 0 {
			t.Errorf("another organisation read %v %v: %v %v", cards, left, err, err2)
		}
		foreign := other.lead
		foreign.Programme = h.programme // our programme, their organisation
		for verb, err := range verbs(foreign) {
			if verb != "cards" && verb != "left" && verb != "rounds" && verb != "marks" && verb != "state" && !fault.Is(err, fault.NotFound) {
				t.Errorf("foreign programme: %s: %v", verb, err)
			}
		}
		if st, err := h.m.State(t.Context(), foreign); err != nil || st != (matching.State{}) {
			t.Errorf("foreign programme: %+v %v", st, err)
		}
	})
}

// A no that was given stays a no, also when the other one leaves at the same moment.
func TestNoAndLeavingAtTheSameMoment(t *testing.T) {
	each(t, func(h *house) {
		mentors := map[string]enrolment.Seat{}
		for i := range 12 {
			h.mentee(fmt.Sprintf("Mentee %02d", i))
			s := h.mentor(fmt.Sprintf("Mentor %02d", i), 1)
			mentors[s.ID] = s
		}
		h.publish(h.solve())
		said := map[string]bool{}
		var mu sync.Mutex
		var wg sync.WaitGroup
		for name, p := range h.proposals() {
			wg.Go(func() {
				if _, err := h.answer(p.Mentee, p.ID, false); err == nil {
					mu.Lock()
					said[name] = true
					mu.Unlock()
				} else if !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
			wg.Go(func() {
				s := mentors[p.Mentor.ID]
				if err := h.m.Enrolments.Withdraw(t.Context(), as(s), s.ID); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for name, p := range h.proposals() {
			if want := map[bool]matching.ProposalStatus{true: matching.Declined, false: matching.WithdrawnOffer}[said[name]]; p.Status != want {
				t.Errorf("%s: %s, want %s", name, p.Status, want)
			}
		}
	})
}
