package matching_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

// crowd seats n mentors and n mentees, made of the leadership programme's answers mixed anew.
func (h *house) crowd(b testing.TB, n int) {
	pool, r := fittest.Leadership(b), rand.New(rand.NewPCG(1, 2))
	mix := func(seats []enrolment.Seat) enrolment.Profile {
		pick := func() enrolment.Profile { return seats[r.IntN(len(seats))].Profile }
		p := pick()
		p.Competences, p.Themes, p.Strengths, p.Roles, p.Times, p.Languages, p.Wishes = pick().Competences, pick().Themes, pick().Strengths, pick().Roles, pick().Times, pick().Languages, nil
		p.Years, p.Level, p.Site = float64(r.IntN(30)), pick().Level, pick().Site
		return p
	}
	h.write(func(tx *db.Tx) error {
		for i := range 2 * n {
			role, seats := org.Mentor, pool.Mentors
			if i%2 == 1 {
				role, seats = org.Mentee, pool.Mentees
			}
			person, err := h.m.Orgs.SavePerson(b.Context(), tx, h.org, org.Person{Name: fmt.Sprintf("Person %d", i), Email: fmt.Sprintf("p%d@example.dk", i), Unit: fmt.Sprintf("Enhed %d", r.IntN(40))})
			if err != nil {
				return err
			}
			_, err = tx.Exec(b.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, applied_at, changed_at)
				values ($1,$2,$3,$4,$5,'accepted',1,$6,$7,$7)`, id.New(), h.org, h.programme, person.ID, role, db.J(mix(seats)), db.At(h.clock.Now()))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkBoard changes a draft of 2,000 pairs as a press on the board does, storing included.
func BenchmarkBoard(b *testing.B) {
	h := build(b, dbtest.SQLite(b))
	h.crowd(b, 2000)
	r, err := h.m.Solve(b.Context(), h.lead)
	if err != nil {
		b.Fatal(err)
	}
	h.m.Warm(b.Context(), h.lead, r)
	cards, _, err := h.m.Cards(b.Context(), h.lead, r, matching.Query{Limit: 1000})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("forbid", func(b *testing.B) {
		n := 0
		for b.Loop() {
			c := cards[n%1000]
			n++
			if _, err := h.m.Edit(b.Context(), h.lead, matching.Edit{Kind: fit.Forbid, Mentor: c.Mentor, Mentee: c.Mentee}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("undo", func(b *testing.B) {
		for b.Loop() {
			if _, err := h.m.Undo(b.Context(), h.lead); err != nil {
				b.Fatal(err)
			}
			if _, err := h.m.Redo(b.Context(), h.lead); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("places", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			if _, err := h.m.Edit(b.Context(), h.lead, matching.Edit{Kind: matching.Places, Mentor: cards[n%1000].Mentor, Places: 2 + n/1000}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("why", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			if _, _, err := h.m.Why(b.Context(), h.lead, cards[n%1000].Mentor, cards[(7*n+5)%1000].Mentee); err != nil {
				b.Fatal(err)
			}
		}
	})
}
