package matching_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

// some seats people of the leadership programme.
func (h *house) some(mentors, mentees int) (r, e []enrolment.Seat) {
	pool := fittest.Leadership(h)
	for _, s := range pool.Mentors[:mentors] {
		r = append(r, h.seat(s.Role, s.Person.Name, s.Capacity, s.Profile))
	}
	for _, s := range pool.Mentees[:mentees] {
		s.Profile.Wishes = nil
		e = append(e, h.seat(s.Role, s.Person.Name, 1, s.Profile))
	}
	return r, e
}

// same holds the draft as it lies in the database against one that is solved from the beginning over the same pool.
func (h *house) same() {
	h.Helper()
	d, err := h.m.Draft(h.Context(), h.lead)
	if err != nil {
		h.Fatal(err)
	}
	got, left := h.cards(d), h.left(d)
	again := h.solve()
	if want := h.cards(again); !slices.Equal(got, want) {
		h.Fatalf("the draft\n%v\nsolved again\n%v", got, want)
	}
	if want := h.left(again); !slices.Equal(left, want) {
		h.Fatalf("the draft leaves\n%v\nsolved again\n%v", left, want)
	}
	if fmt.Sprint(d.Summary) != fmt.Sprint(again.Summary) {
		h.Fatalf("the draft\n%+v\nsolved again\n%+v", d.Summary, again.Summary)
	}
}

func (h *house) left(r matching.Round) (out []string) {
	h.Helper()
	left, total, err := h.m.LeftOf(h.Context(), h.lead, r, "", 0, 1000)
	if err != nil || total != len(left) {
		h.Fatalf("%d of %d: %v", len(left), total, err)
	}
	for _, l := range left {
		out = append(out, fmt.Sprint(l.Name, l.Cause, l.Rule, l.Price, l.Free, l.MoreName))
	}
	slices.Sort(out)
	return out
}

func (h *house) edit(e matching.Edit) (matching.Effect, error) {
	h.clock.Set(h.clock.Now().Add(time.Second))
	return h.m.Edit(h.Context(), h.lead, e)
}

// TestDraftFollowsEachChange makes random changes, undoes and redoes them, and lets people come and go in between.
func TestDraftFollowsEachChange(t *testing.T) {
	each(t, func(h *house) {
		r := rand.New(rand.NewPCG(4, 9))
		mentors, mentees := h.some(10, 16)
		h.solve()
		refused := 0
		for range 60 {
			var err error
			switch r.IntN(8) {
			case 0:
				_, err = h.m.Undo(t.Context(), h.lead)
			case 1:
				_, err = h.m.Redo(t.Context(), h.lead)
			case 2:
				_, err = h.edit(matching.Edit{Kind: matching.Places, Mentor: mentors[r.IntN(len(mentors))].ID, Places: 1 + r.IntN(3)})
			case 3:
				if len(mentees) < 20 {
					mentees = append(mentees, h.seat(org.Mentee, fmt.Sprintf("Sen Tilmeldt %d", len(mentees)), 1, mentees[r.IntN(8)].Profile))
				}
			default:
				kind := []fit.MarkKind{fit.Lock, fit.Forbid, matching.Release}[r.IntN(3)]
				_, err = h.edit(matching.Edit{Kind: kind, Mentor: mentors[r.IntN(len(mentors))].ID, Mentee: mentees[r.IntN(len(mentees))].ID})
			}
			if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
				refused++
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if refused > 40 {
			t.Fatalf("%d of 60 were refused", refused)
		}
		if _, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: mentors[0].ID, Mentee: mentees[0].ID}); err != nil {
			t.Fatal(err)
		}
		h.same()
	})
}

func TestUndoAndRedo(t *testing.T) {
	each(t, func(h *house) {
		mentors, _ := h.some(6, 9)
		d := h.solve()
		first := h.cards(d)
		cards, _, err := h.m.Cards(t.Context(), h.lead, d, matching.Query{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		weakest := cards[0]
		_, err = h.m.Undo(t.Context(), h.lead)
		h.want(err, fault.NotFound, "board.nothing_undo")
		e, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: weakest.Mentor, Mentee: weakest.Mentee})
		if err != nil || !e.Edited || len(e.Moves) == 0 || e.Points > 0 {
			t.Fatalf("%+v, %v", e, err)
		}
		for _, m := range e.Moves {
			if e.Names[m.Mentee].Name == "" || m.To != "" && e.Names[m.To].Name == "" {
				t.Fatalf("a move names nobody: %+v", e)
			}
		}
		second := h.cards(h.draft())
		if slices.Equal(first, second) {
			t.Fatal("nothing moved")
		}
		if _, err := h.edit(matching.Edit{Kind: matching.Places, Mentor: mentors[2].ID, Places: 3}); err != nil {
			t.Fatal(err)
		}
		third := h.cards(h.draft())
		if len(third) != len(second)+2 && len(third) <= len(second) {
			t.Fatalf("two places more made %d pairs of %d", len(third), len(second))
		}
		for _, want := range [][]string{second, first} {
			if _, err := h.m.Undo(t.Context(), h.lead); err != nil {
				t.Fatal(err)
			}
			if got := h.cards(h.draft()); !slices.Equal(got, want) {
				t.Fatalf("undone to\n%v\nwant\n%v", got, want)
			}
		}
		if s, err := h.m.Enrolments.Seat(t.Context(), h.m.DB, h.org, mentors[2].ID); err != nil || s.Capacity != mentors[2].Capacity {
			t.Fatalf("the places were not given back: %+v, %v", s.Capacity, err)
		}
		for _, want := range [][]string{second, third} {
			if _, err := h.m.Redo(t.Context(), h.lead); err != nil {
				t.Fatal(err)
			}
			if got := h.cards(h.draft()); !slices.Equal(got, want) {
				t.Fatalf("done again\n%v\nwant\n%v", got, want)
			}
		}
		_, err = h.m.Redo(t.Context(), h.lead)
		h.want(err, fault.NotFound, "board.nothing_redo")
		edits, err := h.m.Edits(t.Context(), h.lead, h.draft(), 10)
		if err != nil || len(edits) != 2 || edits[0].Kind != matching.Places || edits[0].Places != 3 || edits[1].Kind != fit.Forbid || edits[1].Mentee.Name != weakest.MenteeParty.Name {
			t.Fatalf("%+v, %v", edits, err)
		}
		// Something new after an undo: what was undone cannot come back over it.
		if _, err := h.m.Undo(t.Context(), h.lead); err != nil {
			t.Fatal(err)
		}
		if _, err := h.edit(matching.Edit{Kind: matching.Release, Mentor: weakest.Mentor, Mentee: weakest.Mentee}); err != nil {
			t.Fatal(err)
		}
		_, err = h.m.Redo(t.Context(), h.lead)
		h.want(err, fault.NotFound, "board.nothing_redo")
		h.same()
	})
}

func (h *house) draft() matching.Round {
	h.Helper()
	d, err := h.m.Draft(h.Context(), h.lead)
	if err != nil {
		h.Fatal(err)
	}
	return d
}

// TestTwoCoordinatorsEdit lets two processes change the same draft at once: nothing is lost, and the draft is the best for all of it.
func TestTwoCoordinatorsEdit(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.some(8, 12)
		h.solve()
		other := &matching.Matches{DB: h.m.DB, Clock: h.m.Clock, Orgs: h.m.Orgs, Programmes: h.m.Programmes, Enrolments: h.m.Enrolments, Notify: h.m.Notify} // a second process
		var wg sync.WaitGroup
		for n, m := range []*matching.Matches{h.m, other} {
			wg.Go(func() {
				for i := range 6 {
					_, err := m.Edit(t.Context(), h.lead, matching.Edit{Kind: fit.Forbid, Mentor: mentors[i].ID, Mentee: mentees[i+6*n].ID})
					if err != nil && !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if d := h.draft(); d.Revision < 6 {
			t.Fatalf("%d changes", d.Revision)
		}
		if _, err := h.edit(matching.Edit{Kind: fit.Forbid, Mentor: mentors[7].ID, Mentee: mentees[0].ID}); err != nil {
			t.Fatal(err)
		}
		h.same()
	})
}

// TestEditsStayInTheirOrganisation tries seats and programmes of others.
func TestEditsStayInTheirOrganisation(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.some(3, 3)
		h.solve()
		mine := *h
		h.open()
		h.some(3, 3)
		h.solve()
		for _, kind := range []fit.MarkKind{fit.Lock, fit.Forbid, matching.Release, matching.Places} {
			_, err := h.edit(matching.Edit{Kind: kind, Mentor: mentors[0].ID, Mentee: mentees[0].ID, Places: 2})
			if !fault.Is(err, fault.NotFound) {
				t.Fatalf("%s: %v", kind, err)
			}
		}
		if _, _, err := h.m.Why(t.Context(), h.lead, mentors[0].ID, mentees[0].ID); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		if _, err := mine.edit(matching.Edit{Kind: "marry", Mentor: mentors[0].ID, Mentee: mentees[0].ID}); !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		if _, err := mine.edit(matching.Edit{Kind: matching.Places, Mentor: mentors[0].ID, Places: 21}); !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
	})
}
