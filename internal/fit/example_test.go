package fit_test

import (
	"context"
	"fmt"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Two mentees and one mentor, without a database: who is put together, why, and why the other waits.
func ExampleSolve() {
	seat := func(id, name string, role org.Role, p enrolment.Profile) enrolment.Seat {
		return enrolment.Seat{ID: id, Role: role, Capacity: 1, Profile: p, Person: org.Person{ID: id, Name: name}}
	}
	pool := fit.Pool{
		Mentors: []enrolment.Seat{seat("bo", "Bo Ravn", org.Mentor, enrolment.Profile{Themes: []string{"delegation"}})},
		Mentees: []enrolment.Seat{
			seat("ane", "Ane Toft", org.Mentee, enrolment.Profile{Themes: []string{"delegation", "budgets"}}),
			seat("dan", "Dan Holm", org.Mentee, enrolment.Profile{Themes: []string{"budgets"}}),
		},
	}
	out, err := fit.Solve(context.Background(), pool, fit.DefaultRules(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range fit.ListOf(i18n.English, out, append(pool.Mentors, pool.Mentees...)).Pairs {
		fmt.Println(p.Mentee, "with", p.Mentor, fit.Points(i18n.English, p.Score), p.For)
	}
	for _, l := range out.Left {
		fmt.Println(l.Seat+":", l.Text(i18n.English, "Dan", "Ane Toft"))
	}
	// Output:
	// Ane Toft with Bo Ravn 50 [Bo can help with “delegation”.]
	// dan: 2 mentees can have the same one mentor, who has room for 1, and the others make more points together. For Dan to come in, Ane Toft would have to wait; that costs 50 points in all.
}
