package enrolment_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

func (h *house) barriers() []enrolment.Barrier {
	h.Helper()
	b, err := h.e.Barriers(h.Context(), h.e.DB, h.org, h.programme)
	if err != nil {
		h.Fatal(err)
	}
	return b
}

func TestBarriersFromWords(t *testing.T) {
	each(t, func(h *house) {
		bo := h.apply(h.application(org.Mentor, "Bo Åkjær", "bo@example.dk"))
		h.apply(h.application(org.Mentor, "Mette Hansen", "mette1@example.dk"))
		h.apply(h.application(org.Mentor, "Mette Hansen", "mette2@example.dk"))
		a := h.application(org.Mentee, "Anna Berg", "anna@example.dk")
		a.Barred = map[enrolment.BarrierKind][]string{
			enrolment.Veto:     {"  bo  ÅKJÆR ", "Mette Hansen", "anna@example.dk", ""},
			enrolment.Conflict: {"min gamle chef"},
		}
		s := h.apply(a)
		if b := h.barriers(); len(b) != 1 || b[0] != (enrolment.Barrier{MentorPerson: bo.Person.ID, MenteePerson: s.Person.ID, Kind: enrolment.Veto, By: s.Person.ID}) {
			h.Fatalf("%+v", b)
		}
		if u := s.Profile.Unsettled; len(u) != 2 || u[0] != (enrolment.Unsettled{Kind: enrolment.Veto, Words: "Mette Hansen"}) || u[1].Kind != enrolment.Conflict {
			h.Fatalf("%+v", u)
		}
		a.Barred = nil
		if s = h.apply(a); len(h.barriers()) != 1 || len(s.Profile.Unsettled) != 2 {
			h.Fatal("what was not said again was lost")
		}
		a.Barred = map[enrolment.BarrierKind][]string{enrolment.Veto: {}}
		if s = h.apply(a); len(h.barriers()) != 0 || len(s.Profile.Unsettled) != 1 {
			h.Fatalf("a veto could not be taken back: %+v", s.Profile.Unsettled)
		}
	})
}

// TestBothMayAsk lets two people ask for the same barrier: one taking it back leaves the other's.
func TestBothMayAsk(t *testing.T) {
	each(t, func(h *house) {
		ask := func(a enrolment.Application, names ...string) {
			a.Barred = map[enrolment.BarrierKind][]string{enrolment.Veto: names}
			h.apply(a)
		}
		mentor, mentee := h.application(org.Mentor, "Bo Dahl", "bo@example.dk"), h.application(org.Mentee, "Anna Berg", "anna@example.dk")
		h.apply(mentor)
		ask(mentee, "Bo Dahl")
		ask(mentor, "Anna Berg")
		if len(h.barriers()) != 2 {
			h.Fatalf("%+v", h.barriers())
		}
		ask(mentor)
		if b := h.barriers(); len(b) != 1 || b[0].By != b[0].MenteePerson {
			h.Fatalf("%+v", b)
		}
	})
}
