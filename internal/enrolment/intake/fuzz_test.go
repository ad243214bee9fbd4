package intake_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

var allKinds = append([]roster.Kind{roster.Staff}, roster.Kinds...)

// FuzzIntake takes any bytes in as any kind of list, twice, and holds what must be true of the outcome.
func FuzzIntake(f *testing.F) {
	for i, name := range []string{"messy/05-duplicates.csv", "messy/07-swapped.csv", "messy/09-zeros-dates.csv", "messy/12-cpr-in-notes.csv", "messy/02-garbled.csv", "messy/03-header-twice.csv"} {
		body, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, uint8(i))
	}
	f.Add([]byte("Medarbejdernr.;Navn;E-mail;Leders medarbejdernr.;Fratrådt dato\n1;A B;a@b.dk;2;\n2;C D;c@b.dk;1;1-1-20\n1;A B;;2;2-2-21\n"), uint8(0))
	f.Add([]byte("Navn;E-mail;Værges e-mail;Fødselsår;Aldersgruppe;Samtykke fra værge;Skrevet op\nÅ Ø;;v@b.dk;2014;10-dec;ja;1-1-26\nÅ Ø;;v@b.dk;2014;12-okt;;1-1-25\n"), uint8(4))
	f.Add([]byte("Tidsstempel,Mailadresse,Rolle,Samtykke,Navn,Vil ikke matches med\n2026/08/17 3:32:41 PM UTC+2,a@b.dk,Begge,Ja,A B,C D\n2026/08/18 3:32:41 PM UTC+2,A@b.dk,Mentee,Ja,A B,Lars\n"), uint8(3))
	f.Add([]byte("Navn;E-mail;Børneattest;Attest set den;Fornyes senest;Sprog;Roller\nA B;a@b.dk;OK;1-1-26;1-1-28;dansk, Tigrinja;1. Coach, Ven\nA B;a@b.dk;Bestilt;;;;\n"), uint8(5))
	f.Fuzz(func(t *testing.T, body []byte, kind uint8) {
		if len(body) > 1<<16 {
			return
		}
		tab, err := table.Read("x.csv", body)
		if err != nil {
			return
		}
		tab = roster.Withhold(tab)
		o := roster.Guess(tab, allKinds[int(kind)%len(allKinds)], today)
		if len(o.Missing()) > 0 {
			return
		}
		first := intake.Make(intake.Directory{}, roster.Read(tab, o), intake.Settings{Status: enrolment.Applied}, ids("1"))
		d := intake.Directory{}.With(first)
		whole(t, first, d)
		again := intake.Make(d, roster.Read(tab, o), intake.Settings{Status: enrolment.Applied}, ids("2"))
		if !again.Empty() {
			t.Errorf("a second time changes people %+v seats %+v barriers %v", again.People, again.Seats, again.Barriers)
		}
		whole(t, again, d.With(again))
	})
}

// whole holds that a directory is sound and that a plan says of itself what is true.
func whole(t *testing.T, p *intake.Plan, d intake.Directory) {
	t.Helper()
	people, mails := map[string]org.Person{}, map[string]bool{}
	for _, who := range d.People {
		if who.ID == "" || people[who.ID].ID != "" {
			t.Errorf("a person twice or without an ID: %+v", who)
		}
		if who.Email != "" && (mails[who.Email] || !value.ValidEmail(who.Email)) {
			t.Errorf("an address twice, or none: %q", who.Email)
		}
		people[who.ID], mails[who.Email] = who, true
		for _, s := range []string{who.Name, who.Email, who.Phone, who.Title, who.Unit, who.Place, who.StaffNo} {
			if !utf8.ValidString(s) || value.HasCPR(s) {
				t.Errorf("%q is stored", s)
			}
		}
	}
	held := map[string]bool{}
	for _, s := range d.Seats {
		key := s.Person.ID + string(s.Role)
		if people[s.Person.ID].ID == "" || held[key] || s.Capacity < 1 {
			t.Errorf("a seat of nobody, or twice: %+v", s)
		}
		held[key] = true
		for _, w := range s.Profile.Wishes {
			if people[w].ID == "" || w == s.Person.ID {
				t.Errorf("a wish for %q", w)
			}
		}
	}
	for _, b := range d.Barriers {
		if people[b.MentorPerson].ID == "" || people[b.MenteePerson].ID == "" || b.MentorPerson == b.MenteePerson {
			t.Errorf("%+v", b)
		}
	}
	for _, who := range d.People {
		if who.Leader != "" && (people[who.Leader].ID == "" || who.Leader == who.ID) {
			t.Errorf("led by %q", who.Leader)
		}
		org.Chain(people, who.ID)
	}
	refused := 0
	for _, o := range p.Outcomes {
		if o.State == intake.Refused {
			refused++
			if o.Name != "" || o.Email != "" {
				t.Errorf("a refused row keeps %+v", o)
			}
		}
	}
	if c := p.Counts; c.Refused != refused || c.Imported+c.Refused != c.Read || c.Read != len(p.Outcomes) {
		t.Errorf("%+v", c)
	}
	for _, m := range p.List.Messages {
		if value.HasCPR(m.Read) || value.HasCPR(m.Use) {
			t.Errorf("said: %+v", m)
		}
		if m.Severity == roster.Error && !slices.ContainsFunc(p.Outcomes, func(o intake.Outcome) bool { return o.Row == m.Row && o.State == intake.Refused }) {
			t.Errorf("an error that refuses nothing: %+v", m)
		}
	}
}
