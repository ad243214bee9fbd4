package intake_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
)

const data = "../../../testdata/data"

const today = clock.Date("2026-09-01")

type remark struct {
	Row    int
	Column *string
	Code   string
}

// expected is what a file of the test data must come to.
type expected struct {
	Format struct {
		HeaderRow int `json:"header_row"`
	}
	RowsRead     int `json:"rows_read"`
	RowsEmpty    int `json:"rows_empty"`
	RowsImported int `json:"rows_imported"`
	RowsRefused  int `json:"rows_refused"`
	RowsSkipped  []struct {
		Row  int
		Code string
	} `json:"rows_skipped"`
	People int `json:"people_created"`
	Merged []struct {
		Row  int
		Into any
	}
	Seats      map[string]int
	Warnings   []remark
	Errors     []remark
	FileErrors []string `json:"file_errors"`
	Checks     map[string]json.RawMessage
}

type expectations struct {
	Contract struct{ Codes map[string]string }
	Sets     map[string]struct {
		ImportOrder []string `json:"import_order"`
		PeopleTotal int      `json:"people_total"`
		Seats       map[string]int
	}
	Files map[string]expected
}

func load(t testing.TB) expectations {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(data, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var e expectations
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func open(t testing.TB, name string) table.Table {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(data, name))
	if err != nil {
		t.Fatal(err)
	}
	got, err := table.Read(name, body)
	if err != nil {
		t.Fatal(err)
	}
	return roster.Withhold(got)
}

// kinds names the files that are lists of people, and what a coordinator would say they are.
var kinds = map[string]roster.Kind{
	"leadership/staff.csv": roster.Staff, "leadership/mentors.csv": roster.Mentors, "leadership/mentees.csv": roster.Mentees, "leadership/travel.csv": roster.Mentees,
	"integration/mentors.csv": roster.Mentors, "integration/mentees.csv": roster.Mentees,
	"youth/venteliste.csv": roster.WaitingList, "youth/frivillige.csv": roster.Volunteers, "union/ansoegninger.csv": roster.Everyone,
}

func kindOf(name string) roster.Kind {
	if k, ok := kinds[name]; ok {
		return k
	}
	return roster.Everyone
}

// ids gives rows stable names.
func ids(file string) func(int, string) string {
	return func(row int, what string) string { return file + ":" + strconv.Itoa(row) + ":" + what }
}

func key(r remark) string {
	column := "-"
	if r.Column != nil {
		column, _, _ = strings.Cut(*r.Column, "\n")
	}
	return fmt.Sprintf("%d %s %s", r.Row, r.Code, column)
}

// said lists the messages of a plan as the test data writes them: heading of the sheet, or - for the whole row.
func said(p *intake.Plan, severity roster.Severity) []string {
	var out []string
	for _, m := range p.List.Messages {
		if m.Severity != severity {
			continue
		}
		column := "-"
		if m.Column >= 0 {
			column = m.Heading
			if i := strings.Index(column, " (Du kan altid"); i > 0 { // the second line of that heading
				column = column[:i]
			}
		}
		out = append(out, fmt.Sprintf("%d %s %s", m.Row, m.Code, column))
	}
	slices.Sort(out)
	return out
}

func compare(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(want)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s missing: %s", what, w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%s too many: %s", what, g)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d %s, want %d", len(got), what, len(want))
	}
}

// take reads one file into a directory and holds it against what is expected.
func take(t *testing.T, d intake.Directory, name string, want expected) intake.Directory {
	t.Helper()
	tab := open(t, name)
	o := roster.Guess(tab, kindOf(name), today)
	if guessed := roster.Guess(tab, "", today); guessed.Kind != o.Kind && len(want.FileErrors) == 0 {
		t.Errorf("guessed to be %s, is %s", guessed.Kind, o.Kind)
	}
	var faults []string
	for _, f := range o.Missing() {
		faults = append(faults, f.String())
	}
	if !slices.Equal(faults, want.FileErrors) {
		t.Errorf("faults of the file %v, want %v", faults, want.FileErrors)
	}
	list := roster.Read(tab, o)
	if len(list.Rows) != want.RowsRead {
		t.Errorf("%d rows, want %d", len(list.Rows), want.RowsRead)
	}
	if len(want.FileErrors) > 0 {
		return d
	}
	plan := intake.Make(d, list, intake.Settings{Status: enrolment.Accepted}, ids(name))
	c := plan.Counts
	if o.Heading != want.Format.HeaderRow {
		t.Errorf("heading in row %d, want %d", o.Heading, want.Format.HeaderRow)
	}
	for what, n := range map[string][2]int{
		"empty rows": {c.Empty, want.RowsEmpty}, "imported rows": {c.Imported, want.RowsImported}, "refused rows": {c.Refused, want.RowsRefused},
		"new people": {c.People, want.People}, "mentor seats": {c.Mentors, want.Seats["mentor"]}, "mentee seats": {c.Mentees, want.Seats["mentee"]},
		"seats that were there": {c.Known, want.Seats["already_there"]},
		"merged rows":           {len(plan.Merged) + c.Known, len(want.Merged)},
	} {
		if name == "leadership/mentees.csv" && strings.Contains(what, "merged") {
			continue // the person with two seats came from the mentors' list and is no merged row there
		}
		if n[0] != n[1] {
			t.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
	for _, m := range want.Merged {
		if into, number := m.Into.(float64); number && !slices.Contains(plan.Merged, intake.Merge{Row: m.Row, Into: int(into)}) {
			t.Errorf("row %d is not merged into %v: %v", m.Row, m.Into, plan.Merged)
		}
	}
	var skipped, wantSkipped []string
	for _, s := range list.Skipped {
		skipped = append(skipped, strconv.Itoa(s.Row)+" "+s.Code)
	}
	for _, s := range want.RowsSkipped {
		wantSkipped = append(wantSkipped, strconv.Itoa(s.Row)+" "+s.Code)
	}
	compare(t, "skipped", skipped, wantSkipped)
	var errs, warns []string
	for _, e := range want.Errors {
		errs = append(errs, key(e))
	}
	for _, w := range want.Warnings {
		warns = append(warns, key(w))
	}
	compare(t, "errors", said(plan, roster.Error), errs)
	compare(t, "warnings", said(plan, roster.Warning), warns)
	for _, s := range plan.Seats {
		if s.ID == "" || s.Person.ID == "" || s.Status != enrolment.Accepted {
			t.Errorf("seat %+v", s)
		}
	}
	return d.With(plan)
}

// TestEverySetGivesWhatIsExpected takes each folder into an empty organisation in its order, and every messy file by itself.
func TestEverySetGivesWhatIsExpected(t *testing.T) {
	e := load(t)
	tested := 0
	for name, set := range e.Sets {
		if name == "paid" {
			continue
		}
		var d intake.Directory
		for _, file := range set.ImportOrder {
			t.Run(name+"/"+file, func(t *testing.T) { d = take(t, d, name+"/"+file, e.Files[name+"/"+file]) })
			tested++
		}
		if n := len(d.Taking); n != set.PeopleTotal {
			t.Errorf("%s: %d people, want %d", name, n, set.PeopleTotal)
		}
	}
	for name, want := range e.Files {
		if (strings.HasPrefix(name, "messy/") || name == "leadership/travel.csv") && name != "messy/14-inflates.xlsx" {
			t.Run(name, func(t *testing.T) { take(t, intake.Directory{}, name, want) })
			tested++
		}
	}
	if tested != 8+15 {
		t.Errorf("%d files were taken in", tested)
	}
}
