package matching_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

func (h *house) repair() matching.Repair {
	h.Helper()
	r, err := h.m.Repair(h.Context(), h.lead)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

func (h *house) plan(r matching.Repair, kind fit.PlanKind) fit.Plan {
	h.Helper()
	at := slices.IndexFunc(r.Plans, func(p fit.Plan) bool { return p.Kind == kind })
	if at < 0 {
		h.Fatalf("no plan %s: %+v", kind, r.Plans)
	}
	return r.Plans[at]
}

func (h *house) names(r matching.Repair, pairs []fit.Pair) (out []string) {
	for _, p := range pairs {
		out = append(out, r.Names[p.Mentee].Name+"+"+r.Names[p.Mentor].Name)
	}
	slices.Sort(out)
	return out
}

func (h *house) apart(mentor, mentee enrolment.Seat) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		return h.m.Enrolments.AddBarrier(h.Context(), tx, h.org, h.programme, enrolment.Barrier{MentorPerson: mentor.Person.ID, MenteePerson: mentee.Person.ID, Kind: enrolment.Veto, By: mentee.Person.ID})
	})
}

// chain is a pool in which a no can be mended only by moving somebody: after Ane's no to Bo, Bo is free, but Ane may meet only Eva, whom
// Dan has a proposal about; Dan can have Bo.
func (h *house) chain() (ane, dan, bo, eva enrolment.Seat) {
	bo, eva = h.mentor("Bo Ravn", 1, "delegering"), h.mentor("Eva Friis", 1, "delegering", "økonomi")
	ane, dan = h.mentee("Ane Toft", "delegering"), h.mentee("Dan Holm", "økonomi")
	h.publish(h.solve())
	if p := h.proposals(); p["Ane Toft"].Mentor.ID != bo.ID || p["Dan Holm"].Mentor.ID != eva.ID {
		h.Fatalf("%+v", p)
	}
	return ane, dan, bo, eva
}

func TestRepairAfterANo(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, bo, eva := h.chain()
		first := h.proposals()
		if _, err := h.answer(ane, first["Ane Toft"].ID, false); err != nil {
			t.Fatal(err)
		}
		r := h.repair()
		stay, few := h.plan(r, fit.Stay), h.plan(r, fit.Few)
		if r.Before.Pairs() != 1 || len(r.Before.Waiting) != 1 || len(stay.New) != 0 || len(stay.Waiting) != 1 {
			t.Fatalf("%+v, %+v", r.Before, stay)
		}
		if got := h.names(r, few.New); !slices.Equal(got, []string{"Ane Toft+Eva Friis", "Dan Holm+Bo Ravn"}) || len(few.Moved) != 1 || few.Moved[0] != (fit.Couple{Mentor: eva.ID, Mentee: dan.ID}) || len(few.Waiting) != 0 {
			t.Fatalf("%v, %+v", got, few)
		}
		n := len(h.mails())
		_, _, err := h.m.ChooseRepair(t.Context(), h.lead, fit.Stay, matching.Seal(stay))
		h.want(err, fault.Conflict, "offer.repair_nothing")
		_, _, err = h.m.ChooseRepair(t.Context(), h.lead, fit.Few, "another")
		h.want(err, fault.Conflict, "offer.repair_changed")
		_, _, err = h.m.ChooseRepair(t.Context(), h.lead, "best", matching.Seal(few))
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		h.letters(n)
		sent, moved, err := h.m.ChooseRepair(t.Context(), h.lead, fit.Few, matching.Seal(few))
		if err != nil || sent != 2 || moved != 1 {
			t.Fatalf("%d, %d, %v", sent, moved, err)
		}
		h.letters(n, "offer_moved "+dan.Person.Email, "offer_moved "+eva.Person.Email, "proposal_mentee "+ane.Person.Email, "proposal_mentee "+dan.Person.Email,
			"proposal_mentor "+bo.Person.Email, "proposal_mentor "+eva.Person.Email)
		if x, err := h.m.Proposal(t.Context(), h.m.DB, h.org, first["Dan Holm"].ID); err != nil || x.Status != matching.WithdrawnOffer {
			t.Fatalf("%+v, %v", x, err)
		}
		_, _, err = h.m.ChooseRepair(t.Context(), h.lead, fit.Few, matching.Seal(few)) // pressed twice
		h.want(err, fault.Conflict, "offer.repair_changed")
	})
}

// TestRepairLeavesWhatIsAnswered: a proposal that somebody has said yes to is not moved, in no plan and not in the moment of choosing.
func TestRepairLeavesWhatIsAnswered(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, _, _ := h.chain()
		p := h.proposals()
		if _, err := h.answer(ane, p["Ane Toft"].ID, false); err != nil {
			t.Fatal(err)
		}
		r := h.repair()
		few := h.plan(r, fit.Few)
		if _, err := h.answer(dan, p["Dan Holm"].ID, true); err != nil {
			t.Fatal(err)
		}
		_, _, err := h.m.ChooseRepair(t.Context(), h.lead, fit.Few, matching.Seal(few))
		h.want(err, fault.Conflict, "offer.repair_changed")
		if r = h.repair(); len(r.Plans) != 1 || r.Pairs != 1 || len(r.Before.Kept) != 0 {
			t.Fatalf("%+v", r)
		}
		if x := h.proposals()["Dan Holm"]; x.Status != matching.Open || x.MenteeAnswer != matching.Yes {
			t.Fatalf("%+v", x)
		}
	})
}

// TestRepairAndAnswerAtOnce: either the answer is taken and nothing moves, or the proposal is moved and the answer comes too late.
func TestRepairAndAnswerAtOnce(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, _, _ := h.chain()
		p := h.proposals()
		if _, err := h.answer(ane, p["Ane Toft"].ID, false); err != nil {
			t.Fatal(err)
		}
		few := h.plan(h.repair(), fit.Few)
		var wg sync.WaitGroup
		var answered, chosen error
		wg.Go(func() { _, answered = h.answer(dan, p["Dan Holm"].ID, true) })
		wg.Go(func() { _, _, chosen = h.m.ChooseRepair(t.Context(), h.lead, fit.Few, matching.Seal(few)) })
		wg.Wait()
		if (answered == nil) == (chosen == nil) {
			t.Fatalf("answer %v, choice %v", answered, chosen)
		}
		held := map[string]int{}
		all, err := h.m.Proposals(t.Context(), h.m.DB, h.org, h.programme)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			if x.Status == matching.Open {
				held[x.Mentor.ID]++
				held[x.Mentee.ID]++
			}
		}
		for seat, n := range held {
			if n > 1 {
				t.Errorf("%s is in %d open proposals", seat, n)
			}
		}
	})
}

// TestRepairRespectsVetoes: nobody is proposed whom a veto, a no or an earlier pair keeps apart, whatever it would give.
func TestRepairRespectsVetoes(t *testing.T) {
	each(t, func(h *house) {
		ane, dan, bo, eva := h.chain()
		if _, err := h.answer(ane, h.proposals()["Ane Toft"].ID, false); err != nil {
			t.Fatal(err)
		}
		h.apart(bo, dan)
		r := h.repair()
		for _, p := range r.Plans {
			for _, x := range slices.Concat(p.New, p.Kept) {
				if x.Mentor == bo.ID && (x.Mentee == dan.ID || x.Mentee == ane.ID) {
					t.Errorf("%s puts %s with Bo", p.Kind, r.Names[x.Mentee].Name)
				}
			}
		}
		_ = eva
	})
}

// TestRepairIsForTheCoordinator also holds the walls between organisations.
func TestRepairIsForTheCoordinator(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, _ := h.chain()
		if _, err := h.answer(ane, h.proposals()["Ane Toft"].ID, false); err != nil {
			t.Fatal(err)
		}
		few := h.plan(h.repair(), fit.Few)
		for _, role := range []org.Role{org.Mentor, org.Mentee, org.Sponsor, org.Facilitator} {
			a := h.hat(role)
			if _, err := h.m.Repair(t.Context(), a); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", role, err)
			}
			if _, _, err := h.m.ChooseRepair(t.Context(), a, fit.Few, matching.Seal(few)); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", role, err)
			}
		}
		other := *h
		other.open()
		foreign := other.lead
		foreign.Programme = h.programme
		if _, _, err := h.m.ChooseRepair(t.Context(), foreign, fit.Few, matching.Seal(few)); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

// TestAgainAfterAnEnding: the mentee of a pair that ended is found another; nobody who stands is moved, neither the earlier partner nor a
// veto is proposed, and the clock says what was and what is left.
func TestAgainAfterAnEnding(t *testing.T) {
	each(t, func(h *house) {
		bo, eva, ida := h.mentor("Bo Ravn", 1, "ro"), h.mentor("Eva Friis", 1, "ro"), h.mentor("Ida Lund", 1, "drift")
		ane, dan := h.mentee("Ane Toft", "ro"), h.mentee("Dan Holm", "ro")
		h.write(func(tx *db.Tx) error {
			for _, x := range [][3]string{{"p1", bo.ID, ane.ID}, {"p2", eva.ID, dan.ID}} {
				phase := map[string]string{"p1": "closed", "p2": "learning"}[x[0]]
				if _, err := tx.Exec(t.Context(), `insert into pair (id, org_id, programme_id, mentor_seat_id, mentee_seat_id, phase, started_on, phase_since, created_at)
					values ($1,$2,$3,$4,$5,$6,'2026-03-01','x','x')`, x[0], h.org, h.programme, x[1], x[2], phase); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(t.Context(), `insert into ending (pair_id, org_id, kind, rematch_mentee, ended_on, created_at) values ('p1',$1,'stopped','yes','2026-07-01','x')`, h.org); err != nil {
				return err
			}
			_, err := tx.Exec(t.Context(), "update programme set starts_on='2026-03-01', ends_on='2027-03-01' where id=$1", h.programme)
			return err
		})
		seeks := func(s enrolment.Seat, want bool) {
			t.Helper()
			if got, err := h.m.Seeks(t.Context(), h.m.DB, s); err != nil || got != want {
				t.Errorf("%s seeks: %v, %v", s.Person.Name, got, err)
			}
		}
		seeks(ane, true)
		seeks(dan, false)
		spans, err := h.m.Spans(t.Context(), h.m.DB, h.org, h.programme)
		if err != nil {
			t.Fatal(err)
		}
		if s := spans.Of(ane.ID); !s.Again || s.Before != 4 || s.Months != 5.9 || s.Until != "2027-03-01" || !s.Short() || s.Late() || !s.Worth() {
			t.Fatalf("%+v", s)
		}
		if s := spans.Of(dan.ID); s.Again || s.Before != 0 {
			t.Fatalf("%+v", s)
		}
		_, options, err := h.m.Options(t.Context(), h.lead, ane.ID)
		if err != nil || options[0].Seat.ID != ida.ID && options[0].Seat.ID != eva.ID {
			t.Fatalf("%+v, %v", options, err)
		}
		r := h.repair()
		if got := h.names(r, h.plan(r, fit.Stay).New); len(r.Plans) != 1 || r.Pairs != 1 || !slices.Equal(got, []string{"Ane Toft+Ida Lund"}) {
			t.Fatalf("%v, %+v", got, r)
		}
		h.apart(ida, ane)
		if r = h.repair(); len(r.Plans) != 1 || len(r.Plans[0].New) != 0 || len(r.Plans[0].Waiting) != 1 {
			t.Fatalf("%+v", r.Plans)
		}
		h.clock.Set(h.clock.Now().AddDate(0, 4, 0)) // two months before the end
		if spans, err = h.m.Spans(t.Context(), h.m.DB, h.org, h.programme); err != nil || !spans.Of(ane.ID).Late() || !spans.Of(dan.ID).Worth() {
			t.Fatalf("%+v, %v", spans.Of(ane.ID), err)
		}
	})
}
