package matching_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

func TestOverride(t *testing.T) {
	each(t, func(h *house) {
		bo, ane := h.mentor("Bo Ravn", 1, "delegering"), h.mentee("Ane Toft", "delegering")
		const reason = "De er enige om, at det går godt."
		override := func(a org.Actor, why string) error { return h.m.Override(t.Context(), a, bo.ID, ane.ID, why) }
		barrier := func(kind enrolment.BarrierKind) {
			h.write(func(tx *db.Tx) error {
				return h.m.Enrolments.AddBarrier(t.Context(), tx, h.org, h.programme, enrolment.Barrier{MentorPerson: bo.Person.ID, MenteePerson: ane.Person.ID, Kind: kind})
			})
		}
		h.want(override(h.lead, reason), fault.Conflict, "matching.override_free")
		barrier(enrolment.Assessment)
		h.want(h.m.Mark(t.Context(), h.lead, bo.ID, ane.ID, fit.Lock), fault.Conflict, "matching.lock_apart")
		h.want(override(h.lead, "  fordi   "), fault.Invalid, "matching.reason_length")
		h.want(override(h.lead, strings.Repeat("a", fit.ReasonMax+1)), fault.Invalid, "matching.reason_length")
		h.want(override(h.lead, "Ane er født 210140-8508"), fault.Invalid, "enrolment.cpr")
		for _, role := range []org.Role{org.Mentor, org.Mentee, org.Sponsor, org.Facilitator} {
			if err := override(h.hat(role), reason); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", role, err)
			}
			if _, err := h.m.Apart(t.Context(), h.hat(role), bo.ID, ane.ID); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s reads: %v", role, err)
			}
		}
		other := *h
		other.open()
		if err := override(other.lead, reason); !fault.Is(err, fault.NotFound) {
			t.Errorf("another organisation: %v", err)
		}
		if _, err := h.m.Apart(t.Context(), other.lead, bo.ID, ane.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another organisation reads: %v", err)
		}
		if err := override(h.lead, reason); err != nil {
			t.Fatal(err)
		}
		marks, err := h.m.Marks(t.Context(), h.lead)
		if err != nil || len(marks) != 1 || marks[0].Reason != reason || !slices.Equal(marks[0].Over, []fit.Rule{fit.AssessRule}) {
			t.Fatalf("%+v, %v", marks, err)
		}
		r := h.solve()
		cards := h.cards(r)
		if !slices.Equal(cards, []string{"Ane Toft+Bo Ravn"}) || r.Summary.Locked != 1 {
			t.Fatalf("%v %+v", cards, r.Summary)
		}
		log, err := db.Column[string](t.Context(), h.m.DB, "select detail from audit_entry where org_id=$1 and act='match_override'", h.org)
		if err != nil || len(log) != 1 || !strings.Contains(log[0], "assessment") || strings.Contains(log[0], "enige") {
			t.Fatalf("the log: %v %v", log, err)
		}

		// A veto that comes later stands above it: the round is refused, and so is sending what was found before.
		barrier(enrolment.Veto)
		_, err = h.m.Solve(t.Context(), h.lead)
		h.want(err, fault.Conflict, "matching.lock_apart")
		_, err = h.m.Publish(t.Context(), h.lead, r.ID)
		h.want(err, fault.Conflict, "matching.round_stale")
		h.want(override(h.lead, reason), fault.Conflict, "matching.override_stands")

		// An ordinary mark in its place carries no reason along.
		if err := h.m.Mark(t.Context(), h.lead, bo.ID, ane.ID, fit.Forbid); err != nil {
			t.Fatal(err)
		}
		if marks, err = h.m.Marks(t.Context(), h.lead); err != nil || len(marks) != 1 || marks[0].Reason != "" || marks[0].Over != nil {
			t.Fatalf("%+v, %v", marks, err)
		}
	})
}

// Two who were a pair in another programme are less likely to become one again; informal pairs are nobody's business.
func TestEarlierPairsElsewhere(t *testing.T) {
	each(t, func(h *house) {
		bo, eva, ane := h.mentor("Bo Ravn", 1, "delegering"), h.mentor("Eva Friis", 1, "delegering"), h.mentee("Ane Toft", "delegering")
		r := fit.DefaultRules()
		r.Weights[fit.Acquainted] = 20
		if err := h.m.SaveRules(t.Context(), h.lead, r); err != nil {
			t.Fatal(err)
		}
		first := h.cards(h.solve())[0]
		were, now := bo, "Ane Toft+Eva Friis"
		if first == now {
			were, now = eva, "Ane Toft+Bo Ravn"
		}
		elsewhere := func(kinds string) {
			h.write(func(tx *db.Tx) error {
				programme, a, b := id.New(), id.New(), id.New()
				if _, err := tx.Exec(t.Context(), `insert into programme (id, org_id, name, kinds, status, owner_name, owner_email, created_at, changed_at)
					values ($1,$2,'Sidste år',$3,'closed','Karen','karen@example.dk',$4,$4)`, programme, h.org, kinds, db.At(h.clock.Now())); err != nil {
					return err
				}
				for seat, who := range map[string]struct {
					person string
					role   org.Role
				}{a: {ane.Person.ID, org.Mentor}, b: {were.Person.ID, org.Mentee}} { // the other way round then
					if _, err := tx.Exec(t.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, applied_at, changed_at)
						values ($1,$2,$3,$4,$5,'accepted',1,'{}','x','x')`, seat, h.org, programme, who.person, who.role); err != nil {
						return err
					}
				}
				_, err := tx.Exec(t.Context(), `insert into pair (id, org_id, programme_id, mentor_seat_id, mentee_seat_id, phase, started_on, phase_since, created_at)
					values ($1,$2,$3,$4,$5,'closed','2025-09-01','x','x')`, id.New(), h.org, programme, a, b)
				return err
			})
		}
		elsewhere(`["informal"]`)
		if got := h.cards(h.solve()); got[0] != first {
			t.Fatalf("an informal pair counted: %v", got)
		}
		elsewhere(`["leadership"]`)
		if got := h.cards(h.solve()); got[0] != now {
			t.Fatalf("%v, want %s", got, now)
		}
	})
}

func TestTryKeepsNothing(t *testing.T) {
	each(t, func(h *house) {
		h.seat(org.Mentee, "Ane Toft", 1, enrolment.Profile{Themes: []string{"a"}, Site: "Viborg"})
		h.seat(org.Mentor, "Bo Ravn", 1, enrolment.Profile{Themes: []string{"a"}, Site: "Randers"})
		h.seat(org.Mentor, "Eva Friis", 1, enrolment.Profile{Themes: []string{"b"}, Site: "Viborg"})
		r := fit.DefaultRules()
		same, err := h.m.Try(t.Context(), h.lead, r)
		if err != nil || len(same.Moves) != 0 || same.Stayed != 1 || same.Saved.Total != same.Tried.Total || same.Measured != same.Saved.Total {
			t.Fatalf("%+v, %v", same, err)
		}
		r.Weights[fit.Goals] = 0
		moved, err := h.m.Try(t.Context(), h.lead, r)
		if err != nil || len(moved.Moves) != 1 || moved.Moves[0].Mentee != "Ane Toft" || moved.Moves[0].From != "Bo Ravn" || moved.Moves[0].To != "Eva Friis" || moved.Measured >= moved.Saved.Total {
			t.Fatalf("%+v, %v", moved, err)
		}
		if saved, err := h.m.Rules(t.Context(), h.m.DB, h.org, h.programme); err != nil || saved.Weights[fit.Goals] != 30 {
			t.Fatalf("%+v, %v", saved, err)
		}
		if rounds, err := h.m.Rounds(t.Context(), h.lead, 5); err != nil || len(rounds) != 0 {
			t.Fatalf("%+v, %v", rounds, err)
		}
		clear(r.Weights)
		_, err = h.m.Try(t.Context(), h.lead, r)
		h.want(err, fault.Invalid, "matching.no_weight")
		for _, role := range []org.Role{org.Mentor, org.Mentee, org.Sponsor, org.Facilitator} {
			_, err := h.m.Try(t.Context(), h.hat(role), fit.DefaultRules())
			_, _, err2 := h.m.Reach(t.Context(), h.hat(role), fit.DefaultRules())
			if !fault.Is(err, fault.Forbidden) || !fault.Is(err2, fault.Forbidden) {
				t.Errorf("%s: %v, %v", role, err, err2)
			}
		}
	})
}
