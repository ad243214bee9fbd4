package hours_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/pair/hours"
)

const data = "../../../testdata/data"

type expected struct {
	RowsRead     int `json:"rows_read"`
	RowsImported int `json:"rows_imported"`
	People       int `json:"people_created"`
	Seats        map[string]int
	Errors       []struct {
		Row  int
		Code hours.Code
	}
	Checks struct {
		Grants   int
		CapTotal float64            `json:"cap_total"`
		ByCode   map[hours.Code]int `json:"by_code"`
		Rows     int                `json:"billable_rows"`
		Hours    float64            `json:"billable_hours"`
		Amount   float64            `json:"billable_amount"`
		PerGrant map[string]struct {
			Rows          int
			Hours, Amount float64
		} `json:"per_grant"`
		Near []string `json:"grants_at_80_percent_or_more"`
	}
}

func load(t *testing.T, name string) (table.Table, expected) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(data, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Files map[string]json.RawMessage }
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	var e expected
	if err := json.Unmarshal(all.Files[name], &e); err != nil {
		t.Fatal(err)
	}
	body, err = os.ReadFile(filepath.Join(data, name))
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Read(name, body)
	if err != nil {
		t.Fatal(err)
	}
	return tab, e
}

func TestGrantsAndHours(t *testing.T) {
	tab, e := load(t, "paid/grants.csv")
	grants, err := hours.ReadGrants(tab)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, g := range grants {
		total += g.Cap
		if g.From == "" || g.To < g.From || g.Rate < 20000 || g.Email == "" || g.Citizen == "" {
			t.Errorf("%+v", g)
		}
	}
	if len(grants) != e.RowsRead || len(grants) != e.Checks.Grants || len(grants) != e.Seats["mentee"] || hours.Mentors(grants) != e.People || e.People != e.Seats["mentor"] {
		t.Errorf("%d grants, %d mentors", len(grants), hours.Mentors(grants))
	}
	if float64(total)/60 != e.Checks.CapTotal {
		t.Errorf("hours granted: %v", float64(total)/60)
	}

	tab, e = load(t, "paid/hours.csv")
	lines, err := hours.ReadLines(tab)
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != e.RowsRead {
		t.Errorf("%d lines, want %d", len(lines), e.RowsRead)
	}
	bill := hours.Judge(grants, lines, "2026-09-01")
	var refused int
	by := map[hours.Code]int{}
	for _, v := range bill.Verdicts {
		if v.Code == "" {
			continue
		}
		by[v.Code]++
		if refused >= len(e.Errors) || e.Errors[refused].Row != v.Row || e.Errors[refused].Code != v.Code {
			t.Fatalf("row %d is %s, expected %+v", v.Row, v.Code, e.Errors[min(refused, len(e.Errors)-1)])
		}
		refused++
	}
	if refused != len(e.Errors) || bill.Total.Rows != e.RowsImported || bill.Total.Rows != e.Checks.Rows {
		t.Errorf("%d refused, %d billed", refused, bill.Total.Rows)
	}
	for code, n := range e.Checks.ByCode {
		if by[code] != n {
			t.Errorf("%d lines are %s, want %d", by[code], code, n)
		}
	}
	same := func(what string, got int, per, want float64) {
		if math.Abs(float64(got)/per-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, float64(got)/per, want)
		}
	}
	same("hours", bill.Total.Minutes, 60, e.Checks.Hours)
	same("amount", bill.Total.Amount, 100, e.Checks.Amount)
	if len(bill.Grants) != len(e.Checks.PerGrant) {
		t.Errorf("%d grants are billed", len(bill.Grants))
	}
	for id, want := range e.Checks.PerGrant {
		same(id+" hours", bill.Grants[id].Minutes, 60, want.Hours)
		same(id+" amount", bill.Grants[id].Amount, 100, want.Amount)
		same(id+" rows", bill.Grants[id].Rows, 1, float64(want.Rows))
	}
	if near := bill.Near(grants, 80); !slices.Equal(near, e.Checks.Near) {
		t.Errorf("near their end %v, want %v", near, e.Checks.Near)
	}
}

func TestJudge(t *testing.T) {
	g := []hours.Grant{{ID: "1", Cap: 120, Rate: 30001, From: "2026-05-01", To: "2026-05-31"}, {ID: "2", Cap: 600, Rate: 100, From: "2026-05-01", To: "2026-12-31"}}
	line := func(row int, id string, on string, start, end, minutes int) hours.Line {
		return hours.Line{Row: row, Grant: id, Email: "a@example.dk", On: clock.Date("2026-05-" + on), Start: start, End: end, Minutes: minutes, Confirmed: true}
	}
	bill := hours.Judge(g, []hours.Line{
		line(9, "1", "04", 600, 660, 60),  // later in the day than row 10: comes after it
		line(10, "1", "04", 540, 600, 60), // ends when the next begins: no overlap
		line(11, "1", "05", 540, 541, 1),  // one minute above the cap
		line(12, "2", "05", 540, 600, 58), // two minutes off
		line(13, "2", "05", 540, 600, 59), // one minute off, and at the same time as row 11, which is kept
		line(14, "2", "06", 600, 600, 0), line(15, "3", "06", 0, 60, 60), line(16, "2", "07", 60, 30, 30),
	}, "2026-05-06")
	want := []hours.Code{"", "", hours.AboveCap, hours.TimeMismatch, hours.Overlap, hours.BadTime, hours.UnknownGrant, hours.BadTime}
	for i, v := range bill.Verdicts {
		if v.Code != want[i] {
			t.Errorf("row %d: %q, want %q", v.Row, v.Code, want[i])
		}
	}
	if bill.Total != (hours.Sum{Rows: 2, Minutes: 120, Amount: 60002}) {
		t.Errorf("%+v", bill.Total)
	}
	if !hours.AboveCap.Stored() || hours.Overlap.Stored() {
		t.Error("which lines are kept")
	}
}

func TestTablesThatAreNone(t *testing.T) {
	tab, _ := load(t, "leadership/travel.csv")
	if _, err := hours.ReadGrants(tab); err == nil {
		t.Error("a table of journeys is read as grants")
	}
	if _, err := hours.ReadLines(tab); err == nil {
		t.Error("a table of journeys is read as hours")
	}
}
