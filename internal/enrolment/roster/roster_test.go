package roster_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

const today = clock.Date("2026-09-01")

func read(t *testing.T, text string) table.Table {
	t.Helper()
	tab, err := table.Read("liste.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return roster.Withhold(tab)
}

func list(t *testing.T, kind roster.Kind, text string) *roster.List {
	t.Helper()
	tab := read(t, text)
	return roster.Read(tab, roster.Guess(tab, kind, today))
}

// codes lists what was said, as "A2 code".
func codes(l *roster.List) []string {
	var out []string
	for _, m := range l.Messages {
		at := m.Address()
		if at == "" {
			at = "row"
		}
		out = append(out, at+" "+string(m.Code))
	}
	slices.Sort(out)
	return out
}

// TestColumnsAreGuessed gives headings as different houses write them.
func TestColumnsAreGuessed(t *testing.T) {
	for heads, want := range map[string][]roster.Field{
		"staff_no;name;email;unit;leader_no;level;experience_years;site;max_travel_minutes;video;languages;competences;themes;offered_roles;times;capacity;vetoes;hired": {
			roster.StaffNo, roster.FullName, roster.Email, roster.Unit, roster.LeaderNo, roster.Level, roster.Years, roster.Site, roster.TravelMax, roster.Video, roster.Languages, roster.Competences,
			roster.Themes, roster.Roles, roster.Times, roster.Capacity, roster.Veto, roster.HiredOn,
		},
		"Medarbejdernr.;Navn;E-mail;Enhed;Leders medarbejdernr.;Niveau;Erfaring (år);Tjenestested;Maks. rejsetid (min.);Video;Sprog;Ønskede kompetencer;Temaer;Ønskede roller;Tider;Ønskede mentorer;Vil ikke matches med;Ansat dato": {
			roster.StaffNo, roster.FullName, roster.Email, roster.Unit, roster.LeaderNo, roster.Level, roster.Years, roster.Site, roster.TravelMax, roster.Video, roster.Languages, roster.Competences,
			roster.Themes, roster.Roles, roster.Times, roster.Wishes, roster.Veto, roster.HiredOn,
		},
		"First name;Last Name;E-mail address;Line manager;Job title;Department;Roles I would rather not take;Roles I prefer;About me;Shoe size": {
			roster.FirstName, roster.LastName, roster.Email, roster.Leader, roster.Title, roster.Unit, roster.RolesNot, roster.Roles, roster.Motivation, roster.Ignore,
		},
		"Barnets navn;Mors e-mail;Leders e-mail;Egen e-mail": {roster.Ignore, roster.Ignore, roster.Ignore, roster.Email},
		"\ufeffFORNAVN;  efter-navn ;E_MAIL;Rolle?":          {roster.FirstName, roster.LastName, roster.Email, roster.Role},
		"Navn;Fornavn;Efternavn;Mail":                        {roster.Ignore, roster.FirstName, roster.LastName, roster.Email},
		"BemÃ¦rkning;FÃ¸dselsÃ¥r;Navn;E-mail":                {roster.Note, roster.BirthYear, roster.FullName, roster.Email},
	} {
		got := roster.Guess(read(t, heads+"\n"+strings.Repeat("x;", strings.Count(heads, ";"))+"x\n"), "", today)
		if !slices.Equal(got.Columns, want) {
			t.Errorf("%s:\n%q, want\n%q", heads, got.Columns, want)
		}
	}
}

// TestListWithoutHeadings finds address, name and role by what stands in the cells.
func TestListWithoutHeadings(t *testing.T) {
	tab := read(t, "1;Åse;Dahl;aase.dahl@example.dk;Mentor\n2;Bo;Bach;bo.bach@example.dk;Mentee\n3;Ida;Holm;ida.holm@example.dk;Mentee\n")
	o := roster.Guess(tab, "", today)
	if o.Heading != 0 || !slices.Equal(o.Columns, []roster.Field{roster.Ignore, roster.FirstName, roster.LastName, roster.Email, roster.Role}) {
		t.Errorf("heading in %d, %q", o.Heading, o.Columns)
	}
	l := roster.Read(tab, o)
	if len(l.Rows) != 3 || l.Rows[0].Person.Name != "Åse Dahl" || !l.Rows[0].Mentor || !l.Rows[2].Mentee || l.Headings[3] != "D" {
		t.Errorf("%+v", l.Rows)
	}
}

func TestHeadingAnywhere(t *testing.T) {
	l := list(t, roster.Mentors, "Mentorer 2026\n\nOm personen;;Andet\nNavn;E-mail;Afdeling\nÅse Dahl;aase@example.dk;Drift\nNavn;E-mail;Afdeling\nBo Bach;bo@example.dk;\nI alt;2;\n\nUdskrevet 1. september\n")
	if l.Options.Heading != 4 || len(l.Rows) != 2 || l.Empty != 2 {
		t.Errorf("heading %d, %d rows, %d empty", l.Options.Heading, len(l.Rows), l.Empty)
	}
	var skipped []string
	for _, s := range l.Skipped {
		skipped = append(skipped, s.Code)
	}
	if !slices.Equal(skipped, []string{"title_row", "group_heading", "repeated_header", "total_row", "footer_row"}) || l.Skipped[4].Text != "Udskrevet 1. september" {
		t.Errorf("%+v", l.Skipped)
	}
	if len(l.Messages) != 0 {
		t.Errorf("%v", codes(l))
	}
}

// TestLastPersonIsNoFooter: a person with one cell at the end of the list is a person with something missing.
func TestLastPersonIsNoFooter(t *testing.T) {
	l := list(t, roster.Mentors, "Navn;E-mail;Afdeling\nÅse Dahl;aase@example.dk;Drift\nBo Bach;;\n")
	if len(l.Rows) != 2 || !slices.Equal(codes(l), []string{"B3 missing_email"}) {
		t.Errorf("%d rows, %v", len(l.Rows), codes(l))
	}
}

func TestKindIsGuessed(t *testing.T) {
	for text, want := range map[string]roster.Kind{
		"Medarbejdernr.;Navn;E-mail;Leders medarbejdernr.": roster.Staff, "staff_no;leader_no;unit;level": roster.Staff,
		"Navn;E-mail;Antal mentees": roster.Mentors, "Navn;E-mail;Ønskede mentorer": roster.Mentees, "Navn;E-mail;Rolle": roster.Everyone, "Navn;E-mail": roster.Everyone,
		"Navn;E-mail;Børneattest": roster.Volunteers, "Navn;Værges e-mail;Fødselsår": roster.WaitingList, "name;email;wants help with": roster.Mentees, "name;email;can help with": roster.Mentors,
	} {
		if got := roster.Guess(read(t, text+"\n"), "", today).Kind; got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestMissingColumns(t *testing.T) {
	for _, c := range []struct {
		kind roster.Kind
		text string
		want string
	}{
		{roster.Mentors, "A;B", "column_missing:name column_missing:email"},
		{roster.Everyone, "A;B", "column_missing:name column_missing:email"},
		{roster.Everyone, "Navn;Afdeling", "column_missing:email column_missing:role"},
		{roster.Mentors, "Navn;Medarbejdernr.", ""},
		{roster.WaitingList, "Navn;By", ""},
		{roster.Staff, "Navn;By", "column_missing:staff_no"},
		{roster.Staff, "Medarbejdernr.;Enhed", ""},
	} {
		var got []string
		for _, f := range roster.Guess(read(t, c.text+"\n1;2\n"), c.kind, today).Missing() {
			got = append(got, f.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %v", c.kind, c.text, got)
		}
	}
}

func TestProfile(t *testing.T) {
	l := list(t, roster.Mentees, "Navn;E-mail;Sprog;Ønskede roller;Tider;Års erfaring;Video;Maks. rejsetid;Niveau;Vil ikke matches med;Ønskede mentorer\n"+
		"Åse Dahl;aase@example.dk;dansk / Engelsk og klingonsk;2. Ven, 1. Sparrings-partner, Døråbnr;mandag formiddag, hverdage eftermiddag; ca. 3,5 år;måske;tre kvarter;2;Nej;1. Bo Bach; 2. Ida Holm\n")
	if len(l.Rows) != 1 {
		t.Fatal(len(l.Rows))
	}
	got := codes(l)
	want := []string{"C2 value_unknown", "D2 value_guess", "F2 number_guess", "G2 value_unknown", "H2 value_unknown"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	p := l.Rows[0].Profile
	if !slices.Equal(p.Languages, []string{"da", "en", "klingonsk"}) || !slices.Equal(p.Roles, []enrolment.MentorRole{enrolment.SparringPartner, enrolment.Friend, enrolment.DoorOpener}) {
		t.Errorf("%+v", p)
	}
	if !slices.Equal(p.Times, []string{"mon_am", "mon_pm", "tue_pm", "wed_pm", "thu_pm", "fri_pm"}) || p.Years != 3.5 || !p.HasYears || p.Video != "" || p.TravelMax != 0 || p.Level != 2 {
		t.Errorf("%+v", p)
	}
	if len(l.Rows[0].Vetoes) != 0 || !slices.Equal(l.Rows[0].Wishes, []string{"Bo Bach"}) {
		t.Errorf("vetoes %q, wishes %q", l.Rows[0].Vetoes, l.Rows[0].Wishes)
	}
}

func TestAgeAndConsent(t *testing.T) {
	l := list(t, roster.WaitingList, "Navn;Værges e-mail;Fødselsår;Aldersgruppe;Samtykke fra værge;Egen e-mail\n"+
		"A A;a@example.dk;2014;;ja;\nB B;b@example.dk;;15-17;nej;\nC C;c@example.dk;2004;18+;;c@example.dk\nD D;d@example.dk;2018;;ja;\nE E;e@example.dk;2011;13-14;ja;\nF F;f@example.dk;2014;dec-10;ja;\nG G;g@example.dk;;8;ja;\nH H;;2012;;ja;\nI I;i@example.dk;1066;;ja;\n")
	got := codes(l)
	if !slices.Equal(got, []string{"B9 no_way_to_reach", "C10 value_unknown", "C5 age_out_of_range", "D7 age_band_date", "D8 age_out_of_range", "E3 consent_missing"}) {
		t.Errorf("%v", got)
	}
	for i, w := range []string{"under_15", "15_17", "18_plus", "", "under_15", "under_15", "", "under_15", ""} {
		if b := l.Rows[i].Profile.AgeBand; b != w {
			t.Errorf("row %d is %q, want %q", i+2, b, w)
		}
	}
	if l.Rows[1].Profile.Consent != "missing" || l.Rows[0].Profile.Consent != "yes" || l.Rows[2].Profile.Consent != "" || !l.Rows[3].Refused {
		t.Error("consents are read wrong")
	}
	if l.Rows[0].Person.Email != "" || l.Rows[0].Person.Extra["guardian_email"] != "a@example.dk" {
		t.Errorf("a guardian's address became the child's: %+v", l.Rows[0].Person)
	}
}

// TestRepairsCanBeRefused: whoever says no gets the cells as they stand.
func TestRepairsCanBeRefused(t *testing.T) {
	tab := read(t, "Fornavn;Efternavn;E-mail\nSÃ¸ren;soeren@example.dk;Dahl\n")
	o := roster.Guess(tab, roster.Mentors, today)
	if l := roster.Read(tab, o); !slices.Equal(codes(l), []string{"C2 columns_swapped", "row text_garbled"}) || l.Rows[0].Person.Name != "Søren Dahl" || l.Rows[0].Person.Email != "soeren@example.dk" {
		t.Errorf("%v %+v", codes(l), l.Rows[0].Person)
	}
	o.KeepGarbled, o.KeepSwapped = true, true
	if l := roster.Read(tab, o); !slices.Equal(codes(l), []string{"C2 invalid_email"}) || !l.Rows[0].Refused {
		t.Errorf("%v %+v", codes(l), l.Rows[0])
	}
	o.Fixes = map[string]string{"C2": "s@example.dk", "B2": "Dahl"}
	if l := roster.Read(tab, o); len(l.Messages) != 0 || l.Rows[0].Person.Name != "SÃ¸ren Dahl" {
		t.Errorf("%v %+v", codes(l), l.Rows[0].Person)
	}
}

// TestColumnsLeftOut: what nobody maps is not read, but a CPR number refuses the row wherever it stands.
func TestColumnsLeftOut(t *testing.T) {
	l := list(t, roster.Mentors, "Navn;E-mail;Helbred\nA A;a@example.dk;=1+1\u0007\nB B;b@example.dk;210140-8508\n")
	if !slices.Equal(codes(l), []string{"C3 cpr_number"}) || l.Rows[0].Profile.Extra != nil || !l.Rows[1].Refused || l.Rows[1].Person.Name != "" {
		t.Errorf("%v %+v", codes(l), l.Rows)
	}
	tab := read(t, "Navn;E-mail;Helbred\nA A;a@example.dk;godt\n")
	o := roster.Guess(tab, roster.Mentors, today)
	o.Columns[2] = roster.Keep
	if l := roster.Read(tab, o); l.Rows[0].Profile.Extra["Helbred"] != "godt" {
		t.Errorf("%+v", l.Rows[0].Profile)
	}
}

// TestExcelCells: a failed formula is an empty cell, a date is a date, a number keeps no more than it shows.
func TestExcelCells(t *testing.T) {
	tab := table.Table{Name: "x.xlsx", Rows: [][]table.Cell{
		{{Text: "Navn"}, {Text: "E-mail"}, {Text: "Ansat dato"}, {Text: "Afdeling"}, {Text: "Medarbejdernr."}},
		{{Text: "A A"}, {Text: "a@example.dk"}, {Text: "2020-02-29T00:00:00", Kind: table.Date}, {Text: "#N/A"}, {Text: "1234", Kind: table.Number}},
	}}
	l := roster.Read(tab, roster.Guess(tab, roster.Mentors, today))
	if !slices.Equal(codes(l), []string{"D2 value_unknown"}) || l.Rows[0].Person.Extra["hired_on"] != "2020-02-29" || l.Rows[0].Person.Unit != "" || l.Rows[0].Person.StaffNo != "1234" {
		t.Errorf("%v %+v", codes(l), l.Rows[0].Person)
	}
}

// TestEveryCodeAndFieldHasItsTexts in both languages.
func TestEveryCodeAndFieldHasItsTexts(t *testing.T) {
	for _, lang := range i18n.Langs {
		for code := range roster.Codes() {
			m := roster.Message{Code: code}
			keys := []string{m.Short(), m.Key()}
			m.Use = "x"
			for _, k := range append(keys, m.Key()) {
				if !i18n.Has(lang, k) {
					t.Errorf("%s: no text %s", lang, k)
				}
			}
		}
		for _, kind := range append([]roster.Kind{roster.Staff}, roster.Kinds...) {
			if !i18n.Has(lang, "import.kind_"+string(kind)) {
				t.Errorf("%s: no text for the kind %s", lang, kind)
			}
			for _, f := range append(roster.Fields(kind), roster.Ignore, roster.Keep) {
				if !i18n.Has(lang, "import.field_"+string(f)) {
					t.Errorf("%s: no text for the field %s", lang, f)
				}
			}
		}
		for _, f := range []roster.Field{roster.Name, roster.Email, roster.Role, roster.StaffNo} {
			if !i18n.Has(lang, "import.missing_"+string(f)) {
				t.Errorf("%s: no text for the missing %s", lang, f)
			}
		}
		for _, s := range []string{"title_row", "group_heading", "repeated_header", "total_row", "footer_row"} {
			if !i18n.Has(lang, "import.skipped_"+s) {
				t.Errorf("%s: no text for %s", lang, s)
			}
		}
	}
}
