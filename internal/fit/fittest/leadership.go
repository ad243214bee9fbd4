// Package fittest gives tests of matching the pools that they need.
package fittest

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

const data = "../../testdata/data/" // from the folder of a slice

// Records reads a file of the data set by its headings: small and separate from the import, whose own tests hold it to the same counts.
func Records(t testing.TB, file string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(data + file)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Read(file, b)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for n := 2; n <= len(tab.Rows); n++ {
		row := map[string]string{}
		for col, head := range tab.Rows[0] {
			row[head.Text] = strings.TrimSpace(tab.Cell(n, col).Text)
		}
		if !table.BlankRow(tab.Rows[n-1]) {
			out = append(out, row)
		}
	}
	return out
}

func split(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func decimal(s string) float64 {
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	if err != nil {
		return 0
	}
	return x
}

func staffNo(s string) string {
	if len(s) < 6 {
		return strings.Repeat("0", 6-len(s)) + s
	}
	return s
}

var roleWords = map[string]enrolment.MentorRole{
	"Rollemodel": enrolment.RoleModel, "Sparringspartner": enrolment.SparringPartner, "Rådgiver": enrolment.Adviser, "Videndeler": enrolment.KnowledgeSharer,
	"Coach": enrolment.Coach, "Kritiker": enrolment.Critic, "Netværker": enrolment.Networker, "Døråbner": enrolment.DoorOpener, "Ven": enrolment.Friend,
}

func rolesOf(s string) (out []enrolment.MentorRole) {
	for _, w := range split(s) {
		if _, after, ranked := strings.Cut(w, ". "); ranked {
			w = after
		}
		out = append(out, roleWords[w])
	}
	return out
}

func timesOf(s string) (out []string) {
	days := map[string]string{"man": "mon", "tirs": "tue", "ons": "wed", "tors": "thu", "fre": "fri"}
	for _, w := range split(s) {
		day, half, _ := strings.Cut(w, " ")
		out = append(out, days[day]+map[string]string{"formiddag": "_am", "eftermiddag": "_pm"}[half])
	}
	return out
}

func profileOf(r map[string]string) enrolment.Profile {
	level, _ := strconv.Atoi(r["Ledelsesniveau (1-5)"])
	travel, _ := strconv.Atoi(r["Maks. rejsetid (min.)"])
	return enrolment.Profile{
		Languages: split(r["Sprog"]), Level: level, Years: decimal(r["Ledererfaring (år)"]), HasYears: r["Ledererfaring (år)"] != "",
		Site: r["Tjenestested"], Video: map[string]string{"Ja": "yes", "Nej": "no"}[r["Video er i orden"]], TravelMax: travel, Times: timesOf(r["Tider"]),
	}
}

// Leadership is the pool of the leadership programme, as it is once the coordinator has settled the veto by first name only.
func Leadership(t testing.TB) fit.Pool {
	t.Helper()
	p := fit.Pool{Leaders: map[string]org.Person{}}
	for _, r := range Records(t, "leadership/staff.csv") {
		id := r["Medarbejdernr."]
		if _, twice := p.Leaders[id]; !twice {
			p.Leaders[id] = org.Person{ID: id, Leader: r["Leders medarbejdernr."], Name: r["Fornavn"] + " " + r["Efternavn"]}
		}
	}
	found := map[string]map[string]string{"mentor": {}, "mentee": {}} // side -> name or address -> person
	type veto struct{ side, person, words string }
	var vetoes []veto
	wishes := map[int]string{}
	for _, r := range Records(t, "leadership/mentors.csv") {
		s := enrolment.Seat{Role: org.Mentor, Capacity: 1, Profile: profileOf(r), Status: enrolment.Accepted}
		id := staffNo(r["Medarbejdernr."])
		s.ID, s.Person = "mentor-"+id, org.Person{ID: id, Name: r["Fornavn"] + " " + r["Efternavn"], Unit: r["Afdeling"]}
		if n, err := strconv.Atoi(r["Antal mentees (1-2)"]); err == nil {
			s.Capacity = n
		}
		if strings.HasPrefix(r["Mentorkursus gennemført"], "Ja") {
			s.TrainedOn = clock.Date("2026-08-01")
		}
		s.Profile.Competences, s.Profile.Themes = split(r["Kompetencer"]), split(r["Ledelsestemaer jeg kan hjælpe med"])
		s.Profile.Roles, s.Profile.RolesNot = rolesOf(r["Roller jeg gerne tager"]), rolesOf(r["Roller jeg helst undgår"])
		found["mentor"][strings.ToLower(s.Person.Name)], found["mentor"][strings.ToLower(r["E-mail"])] = id, id
		vetoes = append(vetoes, veto{"mentor", id, r["Vil ikke matches med"]})
		p.Mentors = append(p.Mentors, s)
	}
	for i, r := range Records(t, "leadership/mentees.csv") {
		s := enrolment.Seat{Role: org.Mentee, Capacity: 1, Profile: profileOf(r), Status: enrolment.Accepted}
		id := staffNo(r["Medarbejdernr."])
		s.ID, s.Person = "mentee-"+id, org.Person{ID: id, Name: r["Navn"], Unit: r["Afdeling"]}
		s.Profile.Strengths, s.Profile.Competences = split(r["Mine styrker"]), split(r["Kompetencer jeg søger"])
		s.Profile.Themes, s.Profile.Roles = split(r["Ledelsestemaer jeg vil arbejde med"]), rolesOf(r["Ønskede roller (prioriteret)"])
		found["mentee"][strings.ToLower(r["Navn"])], found["mentee"][strings.ToLower(r["Mailadresse"])] = id, id
		vetoes, wishes[i] = append(vetoes, veto{"mentee", id, r["Vil ikke matches med"]}), r["Ønskede mentorer"]
		p.Mentees = append(p.Mentees, s)
	}
	for i, list := range wishes {
		for _, w := range split(list) {
			if id := found["mentor"][strings.ToLower(w)]; id != "" {
				p.Mentees[i].Profile.Wishes = append(p.Mentees[i].Profile.Wishes, id)
			}
		}
	}
	for _, v := range vetoes {
		for _, w := range split(v.words) {
			b := enrolment.Barrier{Kind: enrolment.Veto, MentorPerson: v.person, MenteePerson: found["mentee"][strings.ToLower(w)], By: v.person}
			if v.side == "mentee" {
				b.MentorPerson, b.MenteePerson = found["mentor"][strings.ToLower(w)], v.person
			}
			if b.MentorPerson != "" && b.MenteePerson != "" {
				p.Barriers = append(p.Barriers, b)
			}
		}
	}
	return p
}
