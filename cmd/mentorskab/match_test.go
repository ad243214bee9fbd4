package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const leadership = "../../testdata/data/leadership/"

// leadershipTotal is the proven optimum of the leadership set by the default rules; package matching holds it against another algorithm.
const leadershipTotal = 3197.97

func match(t *testing.T, c matchCommand) (out, notes string, err error) {
	t.Helper()
	if c.Lang == "" {
		c.Lang = "en"
	}
	c.today = "2026-09-01"
	var o, n strings.Builder
	err = c.match(t.Context(), &o, &n)
	return o.String(), n.String(), err
}

func leaders(t *testing.T, name string) matchCommand {
	return matchCommand{Mentors: leadership + "mentors.csv", Mentees: leadership + "mentees.csv", Staff: leadership + "staff.csv", Out: filepath.Join(t.TempDir(), name)}
}

func TestMatchWritesJSON(t *testing.T) {
	c := leaders(t, "pairs.json")
	out, _, err := match(t, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"36 mentors with 42 places, 48 mentees.", "    34  One is above the other", "    18  The same nearest leader", "     7  One of them asked", "     1  The same person"} {
		if !strings.Contains(out, line) {
			t.Errorf("no %q in\n%s", line, out)
		}
	}
	var got struct {
		Matched, Mentees, Places int
		Total                    float64
		Pairs                    []struct {
			Mentee, Mentor struct{ Name string }
			Score          float64
			Points         []struct{ Got, Of float64 }
			For            []string
		}
		Left []struct{ Name, Role, Cause, Text string }
	}
	b, err := os.ReadFile(c.Out)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Matched != 42 || len(got.Pairs) != 42 || got.Places != 42 || got.Mentees != 48 || got.Total != leadershipTotal {
		t.Fatalf("%d of %d pairs, %d places, total %v", len(got.Pairs), got.Matched, got.Places, got.Total)
	}
	waiting := 0
	for _, l := range got.Left {
		if l.Role == "mentee" {
			waiting++
		}
		if l.Text == "" || strings.Contains(l.Text, "⟦") {
			t.Errorf("%s waits without a cause: %q", l.Name, l.Text)
		}
	}
	if waiting != 6 {
		t.Errorf("%d mentees wait", waiting)
	}
	for _, p := range got.Pairs {
		sum := 0.0
		for _, x := range p.Points {
			sum += x.Got
		}
		if len(p.For) == 0 || sum-p.Score > 0.001 || p.Score-sum > 0.001 {
			t.Errorf("%s with %s: %v points add up to %v, reasons %v", p.Mentee.Name, p.Mentor.Name, p.Score, sum, p.For)
		}
	}
}

func TestMatchWritesCSVAsDanishSpreadsheetsReadIt(t *testing.T) {
	c := leaders(t, "pairs.csv")
	c.Lang = "da"
	if _, _, err := match(t, c); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(c.Out)
	if err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(string(b), "\uFEFF")
	r := csv.NewReader(strings.NewReader(body))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	if err != nil || !marked {
		t.Fatalf("mark %v: %v", marked, err)
	}
	if rows[0][6] != "Point" || len(rows) != 1+42+1+6 || !strings.Contains(rows[1][6], ",") && rows[1][6] != "90" {
		t.Fatalf("%d rows; %v", len(rows), rows[:2])
	}
}

func TestMatchGuardsFormulas(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	mentors := write("mentors.csv", "Navn;E-mail;Afdeling;Kompetencer\n=1+1 Ravn;bo@example.dk;@SUM(A1);-2+3\n")
	mentees := write("mentees.csv", "Navn;E-mail;Afdeling;Kompetencer jeg søger\n+45 Toft;ane@example.dk;=HYPERLINK(\"http://x\");-2+3\n")
	for _, name := range []string{"pairs.xlsx", "pairs.csv"} {
		c := matchCommand{Mentors: mentors, Mentees: mentees, Out: filepath.Join(dir, name)}
		if _, _, err := match(t, c); err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		if name == "pairs.xlsx" {
			f, err := excelize.OpenFile(c.Out)
			if err != nil {
				t.Fatal(err)
			}
			if rows, err = f.GetRows("Pairs"); err != nil {
				t.Fatal(err)
			}
			for _, cell := range []string{"A2", "C2", "D2", "F2"} {
				if formula, err := f.GetCellFormula("Pairs", cell); err != nil || formula != "" {
					t.Errorf("%s runs %q, %v", cell, formula, err)
				}
			}
			_ = f.Close()
		} else {
			b, err := os.ReadFile(c.Out)
			if err != nil {
				t.Fatal(err)
			}
			if rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\uFEFF"))).ReadAll(); err != nil {
				t.Fatal(err)
			}
		}
		if len(rows) != 2 {
			t.Fatalf("%s: %d rows", name, len(rows))
		}
		for i, cell := range rows[1] {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("%s column %d could run: %q", name, i, cell)
			}
		}
	}
}

func TestMatchWorkbook(t *testing.T) {
	c := leaders(t, "pairs.xlsx")
	if _, _, err := match(t, c); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(c.Out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	pairs, err := f.GetRows("Pairs")
	left, err2 := f.GetRows("Without a match")
	if err != nil || err2 != nil || len(pairs) != 43 || len(left) != 7 {
		t.Fatalf("%d pairs, %d left: %v %v", len(pairs)-1, len(left)-1, err, err2)
	}
	if kind, err := f.GetCellType("Pairs", "G2"); err != nil || kind != excelize.CellTypeUnset { // a plain number
		t.Errorf("points are stored as %v, %v", kind, err)
	}
}

func TestMatchByOwnRules(t *testing.T) {
	c := leaders(t, "pairs.json")
	c.Rules = filepath.Join(t.TempDir(), "rules.toml")
	write := func(text string) {
		if err := os.WriteFile(c.Rules, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("[hard]\nsame_leader = false\n")
	out, _, err := match(t, c)
	if err != nil || strings.Contains(out, "The same nearest leader") {
		t.Fatalf("%v\n%s", err, out)
	}
	write("[hard]\nsame_bos = false\n")
	if _, _, err := match(t, c); err == nil || !strings.Contains(err.Error(), "same_bos") {
		t.Fatalf("a misspelt rule: %v", err)
	}
	write("[weights]\ngoals = -4\n")
	if _, _, err := match(t, c); err == nil || !strings.Contains(err.Error(), "weight_goals") {
		t.Fatalf("a negative weight: %v", err)
	}
}

func TestMatchRefusesWhatItCannotUse(t *testing.T) {
	c := leaders(t, "pairs.json")
	c.Mentors = leadership + "travel.csv"
	if _, _, err := match(t, c); err == nil {
		t.Fatal("a table of distances was taken for people")
	}
	c = leaders(t, "pairs.pdf")
	if _, _, err := match(t, c); err == nil || !strings.Contains(err.Error(), ".xlsx") {
		t.Fatalf("an unknown kind of file: %v", err)
	}
	if _, err := os.Stat(c.Out); !os.IsNotExist(err) {
		t.Fatal("something was written")
	}
}

// A criterion of one's own is made of a column that the import would leave out.
func TestMatchByOwnColumn(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c := matchCommand{
		Mentors: file("mentors.csv", "Navn;Mail;Underviser i\nBo Ravn;bo@x.dk;dansk\nEva Friis;eva@x.dk;\"Matematik, fysik\"\n"),
		Mentees: file("mentees.csv", "Navn;Mail;fag\nAne Toft;ane@x.dk;fysik\n"),
		Rules:   file("rules.toml", "version = 1\n[weights]\ngoals = 1\n[[own]]\nname = \"Fag\"\nkind = \"offered\"\nfield = \"Fag\"\nmentor_field = \"Underviser i\"\nweight = 30\n"),
		Lang:    "da", Out: filepath.Join(dir, "out.json"), today: "2026-11-25",
	}
	if _, _, err := match(t, c); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(c.Out)
	if err != nil || !strings.Contains(string(b), "Fag: Eva kan give »fysik«.") || !strings.Contains(string(b), `"criterion": "own:Fag"`) {
		t.Fatalf("%s %v", b, err)
	}
}
