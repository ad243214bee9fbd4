package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Hand is what a coordinator who puts pairs together by hand has before them.
type Hand struct {
	Waiting                    []Party // mentees who are not locked to anybody
	Mentors, Mentees           []fit.Ranked
	ApartMentors, ApartMentees int
	People                     map[string]Party
	Marks                      map[fit.Couple]fit.MarkKind
}

// Hand ranks the mentors for a mentee and the mentees for a mentor, at most n of each; either may be "".
func (m *Matches) Hand(ctx context.Context, a org.Actor, mentee, mentor string, n int) (h Hand, err error) {
	if err := mayLead(a); err != nil {
		return h, err
	}
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return h, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return h, err
	}
	h.People, h.Marks = map[string]Party{}, map[fit.Couple]fit.MarkKind{}
	locked := map[string]bool{}
	for _, x := range marks {
		h.Marks[fit.Couple{Mentor: x.Mentor, Mentee: x.Mentee}] = x.Kind
		locked[x.Mentee] = locked[x.Mentee] || x.Kind == fit.Lock
	}
	for _, seats := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
		for _, s := range seats {
			p := Party{Seat: s.ID, Name: s.Person.Name, Title: s.Person.Title, Unit: s.Person.Unit}
			k.party(&p)
			h.People[s.ID] = p
		}
	}
	for _, s := range pool.Mentees {
		if !locked[s.ID] && pool.Free(s) > 0 {
			h.Waiting = append(h.Waiting, h.People[s.ID])
		}
	}
	h.Mentors, h.ApartMentors = fit.ForMentee(pool, rules, mentee, n)
	h.Mentees, h.ApartMentees = fit.ForMentor(pool, rules, mentor, n)
	return h, nil
}
