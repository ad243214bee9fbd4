package fittest

import (
	"fmt"
	"math/rand/v2"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Crowd draws a large pool, the same for the same seed: 40 units under a line of leaders, 30 competences of which some are much more sought
// than others, nine roles, five languages, twelve times, years of experience that make sense, answers about working style, some words about
// where they want to go, wishes from a third, a few vetoes and earlier pairs. As many mentees as said; mentors take two to six, as many in all as there are mentees and a fifth more.
func Crowd(seed uint64, mentees, mentors int) fit.Pool {
	r := rand.New(rand.NewPCG(seed, 2013)) //nolint:gosec // drawn anew the same each time
	p := fit.Pool{Leaders: map[string]org.Person{}}
	const units = 40
	for u := range units { // a head of each unit, under one of five directors, under one chief
		head := fmt.Sprintf("head-%02d", u)
		p.Leaders[head] = org.Person{ID: head, Leader: fmt.Sprintf("director-%d", u%5)}
	}
	for k := range 5 {
		p.Leaders[fmt.Sprintf("director-%d", k)] = org.Person{ID: fmt.Sprintf("director-%d", k), Leader: "chief"}
	}
	d := draw{r}
	for k := range mentors {
		s := d.seat(org.Mentor, k, units)
		p.Leaders[s.Person.ID] = d.leader(s.Person.ID, k, mentors)
		p.Mentors = append(p.Mentors, s)
	}
	d.places(p.Mentors, mentees+mentees/5)
	for k := range mentees {
		s := d.seat(org.Mentee, k, units)
		p.Leaders[s.Person.ID] = d.leader(s.Person.ID, k, mentors)
		p.Mentees = append(p.Mentees, s)
	}
	for k := range p.Mentees {
		if r.IntN(3) == 0 {
			for range 1 + r.IntN(3) {
				p.Mentees[k].Profile.Wishes = append(p.Mentees[k].Profile.Wishes, p.Mentors[d.popular(mentors)].Person.ID)
			}
		}
	}
	for k := range p.Mentors {
		if r.IntN(20) == 0 {
			p.Mentors[k].Profile.Wishes = []string{p.Mentees[r.IntN(mentees)].Person.ID}
		}
	}
	for range mentees / 100 {
		a, b := p.Mentors[r.IntN(mentors)], p.Mentees[r.IntN(mentees)]
		kind := enrolment.Veto
		if r.IntN(3) == 0 {
			kind = enrolment.Conflict
		}
		p.Barriers = append(p.Barriers, enrolment.Barrier{Kind: kind, MentorPerson: a.Person.ID, MenteePerson: b.Person.ID, By: b.Person.ID})
		p.Earlier = append(p.Earlier, fit.Couple{Mentor: p.Mentors[r.IntN(mentors)].ID, Mentee: p.Mentees[r.IntN(mentees)].ID})
	}
	return p
}

type draw struct{ *rand.Rand }

// popular is a number below n, small ones far more often.
func (d draw) popular(n int) int { return min(int(d.Float64()*d.Float64()*float64(n)), n-1) }

func (d draw) seat(role org.Role, k, units int) enrolment.Seat {
	s := enrolment.Seat{
		ID: fmt.Sprintf("%s-%06d", role, k), Role: role, Capacity: 1, Status: enrolment.Accepted,
		Person: org.Person{ID: fmt.Sprintf("person-%s-%06d", role, k), Name: fmt.Sprintf("%s %d", role, k), Unit: fmt.Sprintf("Enhed %02d", d.IntN(units))},
	}
	p := &s.Profile
	few := func(most int, name string, of int) (out []string) {
		for range 2 + d.IntN(most-1) {
			out = append(out, fmt.Sprintf("%s %02d", name, d.popular(of)))
		}
		return out
	}
	p.Competences, p.Themes = few(4, "Kompetence", 30), few(2, "Tema", 12)
	for _, x := range d.Perm(len(enrolment.MentorRoles))[:2+d.IntN(3)] {
		p.Roles = append(p.Roles, enrolment.MentorRoles[x])
	}
	p.Languages = []string{"da"}
	if d.IntN(12) == 0 {
		p.Languages = nil
	}
	for _, other := range []string{"en", "de", "ar", "uk"} {
		if d.IntN(5) == 0 {
			p.Languages = append(p.Languages, other)
		}
	}
	for _, x := range d.Perm(len(fit.Slots))[:3+d.IntN(4)] {
		p.Times = append(p.Times, fit.Slots[x])
	}
	p.Site, p.Video = fmt.Sprintf("Sted %d", d.IntN(12)), []string{"yes", "yes", "no", ""}[d.IntN(4)]
	p.TravelMax, p.HasYears = 15*d.IntN(6), true
	if d.IntN(8) > 0 { // most have answered about their working style
		for range enrolment.Statements {
			p.Values = append(p.Values, 1+d.IntN(5))
		}
	}
	p.Zone, p.Culture = []string{"Europe/Copenhagen", "Europe/Copenhagen", "Europe/Copenhagen", "Europe/London"}[d.IntN(4)], role == org.Mentor && d.IntN(10) == 0
	for range 3 + d.IntN(6) { // and written a few words of the trade
		p.Direction += fmt.Sprintf("Jeg vil arbejde med fag%c%c. ", 'a'+rune(d.IntN(24)), 'a'+rune(d.popular(24)))
	}
	p.Gender = enrolment.Genders[d.IntN(len(enrolment.Genders))]
	if role == org.Mentee && d.IntN(20) == 0 {
		p.OwnGender = "yes"
	}
	if role == org.Mentor {
		p.Strengths, p.Years, p.Level = few(3, "Kompetence", 30), float64(40+d.IntN(260))/10, 1+d.IntN(3)
		for _, x := range d.Perm(len(enrolment.MentorRoles))[:d.IntN(2)] {
			p.RolesNot = append(p.RolesNot, enrolment.MentorRoles[x])
		}
		return s
	}
	p.Strengths, p.Years, p.Level = few(2, "Kompetence", 30), float64(d.IntN(120))/10, 3+d.IntN(3)
	return s
}

// leader puts one in ten under a mentor and the others under the head of a unit.
func (d draw) leader(person string, k, mentors int) org.Person {
	if d.IntN(10) == 0 && k > 0 {
		return org.Person{ID: person, Leader: fmt.Sprintf("person-%s-%06d", org.Mentor, d.IntN(min(k, mentors)))}
	}
	return org.Person{ID: person, Leader: fmt.Sprintf("head-%02d", d.IntN(40))}
}

// places gives mentors at least one place each and as many in all as said.
func (d draw) places(mentors []enrolment.Seat, all int) {
	for range max(0, all-len(mentors)) {
		mentors[d.IntN(len(mentors))].Capacity++
	}
}
