package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// The grades of the British civil service, lowest first, as mentor-match (github.com/jonodrew/mentor-match) has them in its files.
var grades = []string{"AA", "AO", "EO", "HEO", "SEO", "G7", "G6", "SCS1", "SCS2"}

// sample is two files in the columns of mentor-match.
type sample struct{ mentors, mentees string }

func in(dir string) sample {
	return sample{filepath.Join(dir, "mentors.csv"), filepath.Join(dir, "mentees.csv")}
}

func (s sample) there() bool {
	_, a := os.Stat(s.mentors)
	_, b := os.Stat(s.mentees)
	return a == nil && b == nil
}

// writeSample writes so many of each. alike makes them what mentor-match's own sample of 500 is: people who differ in their number alone.
func writeSample(dir string, n int, alike bool) (sample, error) {
	r := rand.New(rand.NewPCG(500, 500))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	organisation := func(side string) string {
		if alike {
			return "Department of " + side
		}
		return fmt.Sprintf("Department %d", r.IntN(20))
	}
	professions := []string{"Policy"}
	identities := []string{"bisexual"}
	low, high := []string{"AA"}, []string{"EO"}
	if !alike {
		professions = []string{"Policy", "Analysis", "Digital", "Finance", "Legal", "Operations", "Communications", "Commercial"}
		identities = []string{"bisexual", "transgender", "disabled", "none of these"}
		low, high = grades[:5], grades[2:]
	}
	mentors := [][]string{{"first name", "last name", "email address", "both mentor and mentee", "job title", "grade", "organisation", "biography", "profession", "characteristics"}}
	mentees := [][]string{{"first name", "last name", "email address", "both mentor and mentee", "job title", "grade", "organisation", "biography", "target profession", "match with similar identity", "identity to match"}}
	for k := range n {
		characteristics := "bisexual, transgender"
		if !alike {
			characteristics = one(identities...) + ", " + one(identities...)
		}
		number := fmt.Sprintf("%03d", k)
		mentors = append(mentors, []string{"mentor", number, "mentor." + number + "@example.org", "no", "Some role", one(high...), organisation("Mentors"), "Test biography", one(professions...), characteristics})
		mentees = append(mentees, []string{"mentee", number, "mentee." + number + "@example.org", "no", "Some role", one(low...), organisation("Mentees"), "Test biography", one(professions...), "yes", one(identities...)})
	}
	s := in(dir)
	for file, rows := range map[string][][]string{s.mentors: mentors, s.mentees: mentees} {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(rows); err != nil {
			return s, err
		}
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			return s, err
		}
	}
	return s, nil
}

// pool reads the two files. A profession is a competence, the organisation the unit, and a grade a level; identities are a sensitive
// trait and no business of the points.
func (s sample) pool() (fit.Pool, error) {
	var p fit.Pool
	var err error
	if p.Mentors, err = seats(s.mentors, org.Mentor, "profession"); err != nil {
		return p, err
	}
	p.Mentees, err = seats(s.mentees, org.Mentee, "target profession")
	return p, err
}

func seats(file string, role org.Role, profession string) ([]enrolment.Seat, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t, err := table.Read(filepath.Base(file), b)
	if err != nil || len(t.Rows) == 0 {
		return nil, fmt.Errorf("%s: no table: %w", file, err)
	}
	column := map[string]int{}
	for k, c := range t.Rows[0] {
		column[strings.TrimSpace(c.Text)] = k
	}
	var out []enrolment.Seat
	for n := 2; n <= len(t.Rows); n++ {
		text := func(head string) string { return strings.TrimSpace(t.Cell(n, column[head]).Text) }
		email := text("email address")
		level := 5 - min(4, slices.Index(grades, text("grade"))/2) // of five, 1 the highest
		out = append(out, enrolment.Seat{
			ID: email, Role: role, Capacity: 1, Status: enrolment.Accepted,
			Person:  org.Person{ID: email, Name: text("first name") + " " + text("last name"), Email: email, Unit: text("organisation"), Title: text("job title")},
			Profile: enrolment.Profile{Competences: []string{text(profession)}, Level: level},
		})
	}
	return out, nil
}
