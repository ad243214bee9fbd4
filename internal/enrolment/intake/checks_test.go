package intake_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

// taken takes files into an empty organisation, one after the other.
func taken(t *testing.T, names ...string) intake.Directory {
	t.Helper()
	var d intake.Directory
	for _, name := range names {
		tab := open(t, name)
		d = d.With(intake.Make(d, roster.Read(tab, roster.Guess(tab, kindOf(name), today)), intake.Settings{Status: enrolment.Accepted}, ids(name)))
	}
	return d
}

// number reads a figure of expected.json.
func number(t *testing.T, e expectations, file, check string) float64 {
	t.Helper()
	var n float64
	if err := json.Unmarshal(e.Files[file].Checks[check], &n); err != nil {
		t.Fatalf("%s %s: %v", file, check, err)
	}
	return n
}

func equal(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func byID(d intake.Directory) map[string]org.Person {
	m := map[string]org.Person{}
	for _, p := range d.People {
		m[p.ID] = p
	}
	return m
}

func TestStaffList(t *testing.T) {
	const file = "leadership/staff.csv"
	e, d := load(t), taken(t, file)
	byID := byID(d)
	units := map[string]bool{}
	employed, leaderless, longest := 0, 0, 0
	left := func(p org.Person) bool { return p.Extra["left_on"] != "" && p.Extra["left_on"] <= string(today) }
	for _, p := range d.People {
		units[p.Extra["unit_code"]] = true
		if !left(p) {
			employed++
			if p.Leader != "" && left(byID[p.Leader]) {
				leaderless++
			}
		}
		longest = max(longest, len(org.Chain(byID, p.ID)))
	}
	for check, got := range map[string]int{
		"staff_records": len(d.People), "employed_on_ref": employed, "units": len(units),
		"employed_people_whose_leader_has_left": leaderless, "longest_chain": longest,
	} {
		equal(t, check, float64(got), number(t, e, file, check))
	}
}

func TestLeadership(t *testing.T) {
	e, d := load(t), taken(t, "leadership/staff.csv", "leadership/mentors.csv", "leadership/mentees.csv")
	capacity, untrained, wishes, unsettled := 0, 0, 0, 0
	roles := map[string]int{}
	for _, s := range d.Seats {
		roles[s.Person.ID]++
		if s.Role == org.Mentor {
			capacity += s.Capacity
			if s.TrainedOn == "" {
				untrained++
			}
			continue
		}
		wishes += len(s.Profile.Wishes)
		unsettled += len(s.Profile.Unsettled)
	}
	equal(t, "capacity", float64(capacity), number(t, e, "leadership/mentors.csv", "capacity_total"))
	equal(t, "not trained", float64(untrained), number(t, e, "leadership/mentors.csv", "trained_no"))
	equal(t, "wishes", float64(wishes), number(t, e, "leadership/mentees.csv", "wishes_resolved"))
	if unsettled != 1 {
		t.Errorf("%d vetoes wait for a decision, want 1", unsettled)
	}
	var both, want []string
	for _, p := range d.People {
		if roles[p.ID] == 2 {
			both = append(both, p.StaffNo)
		}
	}
	if err := json.Unmarshal(e.Files["leadership/mentees.csv"].Checks["both_roles"], &want); err != nil || !slices.Equal(both, want) {
		t.Errorf("in both roles %v, want %v", both, want)
	}
	first := d.Seats[0]
	if p := first.Profile; !slices.Equal(p.Languages, []string{"da", "en"}) || !slices.Equal(p.Times, []string{"mon_am", "wed_am", "mon_pm"}) ||
		!slices.Equal(p.Roles, []enrolment.MentorRole{enrolment.SparringPartner, enrolment.Critic, enrolment.Adviser}) || p.Years != 15.2 || !p.HasYears ||
		p.Level != 2 || p.Video != "yes" || p.TravelMax != 45 || p.Hours != 2 || p.Site != "Grenaa" || len(p.Competences) != 4 || p.Themes[0] != "Forandring" || !strings.Contains(p.Motivation, "to fusioner") {
		t.Errorf("the first mentor reads %+v", p)
	}
}

// TestBlockedPairs works out, from what was taken in, who may not be matched with whom, and compares it pair by pair.
func TestBlockedPairs(t *testing.T) {
	read := func(name string) intake.File {
		body, err := os.ReadFile(filepath.Join(data, "leadership", name))
		if err != nil {
			t.Fatal(err)
		}
		return intake.File{Name: name, Data: body}
	}
	pool, notes, err := intake.ReadPool(read("mentors.csv"), read("mentees.csv"), read("staff.csv"), today)
	if err != nil {
		t.Fatal(err)
	}
	if len(notes) < 19 || notes[0].File != "staff.csv" {
		t.Errorf("%d notes", len(notes))
	}
	var sets struct {
		Sets map[string]struct {
			Matching struct {
				Blocked  []struct{ Mentor, Mentee, Reason string }
				Possible int `json:"pairs_possible"`
			}
		}
	}
	body, err := os.ReadFile(filepath.Join(data, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &sets); err != nil {
		t.Fatal(err)
	}
	barrier := map[[2]string]bool{}
	for _, b := range pool.Barriers {
		barrier[[2]string{b.MentorPerson, b.MenteePerson}] = true
	}
	got, pairs := map[string]string{}, 0
	for _, m := range pool.Seats {
		for _, n := range pool.Seats {
			if m.Role != org.Mentor || n.Role != org.Mentee {
				continue
			}
			pairs++
			a, b := m.Person, n.Person
			reason := ""
			switch {
			case a.ID == b.ID:
				reason = "self"
			case slices.Contains(org.Chain(pool.People, a.ID), b.ID) || slices.Contains(org.Chain(pool.People, b.ID), a.ID):
				reason = "leader_chain"
			case a.Leader != "" && a.Leader == b.Leader:
				reason = "same_leader"
			case barrier[[2]string{a.ID, b.ID}]:
				reason = "veto"
			}
			if reason != "" {
				got[a.StaffNo+" "+b.StaffNo] = reason
			}
		}
	}
	want := map[string]string{}
	for _, b := range sets.Sets["leadership"].Matching.Blocked {
		want[b.Mentor+" "+b.Mentee] = b.Reason
	}
	if pairs != sets.Sets["leadership"].Matching.Possible || len(want) == 0 {
		t.Fatalf("%d pairs, %d blocked in the data", pairs, len(want))
	}
	if !reflect.DeepEqual(got, want) {
		for k, r := range want {
			if got[k] != r {
				t.Errorf("%s: %q, want %q", k, got[k], r)
			}
		}
		for k, r := range got {
			if want[k] == "" {
				t.Errorf("%s: %q, not blocked in the data", k, r)
			}
		}
	}
	again, _, err := intake.ReadPool(read("mentors.csv"), read("mentees.csv"), read("staff.csv"), today)
	if err != nil || !reflect.DeepEqual(again, pool) {
		t.Error("the same files give another pool")
	}
}

func TestIntegration(t *testing.T) {
	e, d := load(t), taken(t, "integration/mentors.csv", "integration/mentees.csv")
	interpreter := 0
	roles, names := map[string]int{}, map[string]bool{}
	for _, s := range d.Seats {
		roles[s.Person.ID]++
		if s.Role == org.Mentee && s.Profile.Extra["interpreter"] == "yes" {
			interpreter++
		}
	}
	both := 0
	for _, p := range d.People {
		if roles[p.ID] == 2 {
			both++
		}
		names[p.Name] = true
	}
	equal(t, "interpreter", float64(interpreter), number(t, e, "integration/mentees.csv", "interpreter_needed"))
	if both != 5 {
		t.Errorf("%d in both roles", both)
	}
	if !names["Zoë Håkansson"] {
		t.Error("decomposed letters were not put together")
	}
}

func TestYouth(t *testing.T) {
	const file = "youth/venteliste.csv"
	e := load(t)
	tab := open(t, file)
	o := roster.Guess(tab, roster.WaitingList, today)
	list := roster.Read(tab, o)
	d := intake.Directory{}.With(intake.Make(intake.Directory{}, list, intake.Settings{Status: enrolment.Waiting}, ids(file)))
	people := byID(d)
	under, matchable, longest := 0, 0, 0.0
	wait := map[string][]float64{}
	for _, s := range d.Seats {
		year, err := strconv.Atoi(people[s.Person.ID].Extra["birth_year"])
		if err != nil {
			t.Fatal(err)
		}
		if 2026-year < 15 {
			under++
			if s.Profile.AgeBand != "under_15" {
				t.Errorf("a child of %d counts as %q", 2026-year, s.Profile.AgeBand)
			}
		}
		if s.Profile.Consent != "missing" {
			matchable++
		}
		days := today.Time().Sub(s.Applied).Hours() / 24
		longest = max(longest, days)
		wait[s.Profile.Extra["gender"]] = append(wait[s.Profile.Extra["gender"]], days)
		if s.Status != enrolment.Waiting {
			t.Errorf("status %s", s.Status)
		}
	}
	equal(t, "under 15", float64(under), number(t, e, file, "under_15"))
	equal(t, "matchable", float64(matchable), number(t, e, file, "matchable_now"))
	equal(t, "longest wait", longest, number(t, e, file, "longest_wait_days"))
	var medians map[string]float64
	if err := json.Unmarshal(e.Files[file].Checks["median_wait_days"], &medians); err != nil {
		t.Fatal(err)
	}
	equal(t, "boys wait", median(wait["Dreng"]), medians["boys"])
	equal(t, "girls wait", median(wait["Pige"]), medians["girls"])
}

func median(a []float64) float64 {
	slices.Sort(a)
	n := len(a)
	return (a[(n-1)/2] + a[n/2]) / 2
}

func TestVolunteers(t *testing.T) {
	const file = "youth/frivillige.csv"
	e, d := load(t), taken(t, file)
	var want map[string]int
	if err := json.Unmarshal(e.Files[file].Checks["clearance"], &want); err != nil {
		t.Fatal(err)
	}
	got, cleared := map[string]int{}, 0
	for _, s := range d.Seats {
		got[s.Profile.Extra["clearance"]]++
		if s.Profile.Cleared {
			cleared++
		}
		if s.Profile.Cleared != (s.Profile.Extra["clearance"] == "cleared") {
			t.Errorf("%+v", s.Profile)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("clearances %v, want %v", got, want)
	}
	equal(t, "may meet a child", float64(cleared), number(t, e, file, "may_meet_under_15"))
}

func TestUnion(t *testing.T) {
	const file = "union/ansoegninger.csv"
	e := load(t)
	tab := open(t, file)
	list := roster.Read(tab, roster.Guess(tab, roster.Everyone, today))
	byRow := map[int]roster.Row{}
	for _, r := range list.Rows {
		byRow[r.Number] = r
	}
	plan := intake.Make(intake.Directory{}, list, intake.Settings{Status: enrolment.Applied}, ids(file))
	capacity := 0
	for _, s := range plan.Seats {
		row, err := strconv.Atoi(strings.Split(s.ID, ":")[1])
		if err != nil {
			t.Fatal(err)
		}
		if s.Role == org.Mentor {
			capacity += byRow[row].Capacity
		}
		for _, w := range s.Profile.Competences {
			if w == "også i udlandet" || w == "Netværk" {
				t.Errorf("one choice was cut in two: %q", s.Profile.Competences)
			}
		}
		if s.Applied.IsZero() {
			t.Error("an answer without its time")
		}
	}
	equal(t, "capacity", float64(capacity), number(t, e, file, "capacity_total"))
	if at := byRow[2].Stamp; !at.Equal(time.Date(2026, 8, 17, 17, 41, 36, 0, time.UTC)) {
		t.Errorf("the first answer was given at %v", at)
	}
	for _, m := range list.Messages { // a refused row leaves nothing behind
		if m.Code == roster.NoConsent && m.Read != "" {
			t.Errorf("%+v", m)
		}
	}
	for _, o := range plan.Outcomes {
		if o.State == intake.Refused && (o.Name != "" || o.Email != "") {
			t.Errorf("%+v", o)
		}
	}
}

func TestDatesAndFormulas(t *testing.T) {
	e := load(t)
	d := taken(t, "messy/09-zeros-dates.csv")
	var want []*string
	if err := json.Unmarshal(e.Files["messy/09-zeros-dates.csv"].Checks["dates"], &want); err != nil {
		t.Fatal(err)
	}
	for i, w := range want {
		got := d.People[i].Extra["hired_on"]
		if w == nil && got != "" || w != nil && got != *w {
			t.Errorf("row %d: %q", i+2, got)
		}
	}
	if d.People[3].StaffNo != "085657" || d.People[6].StaffNo != "" || d.People[9].StaffNo != "001322" {
		t.Errorf("staff numbers %q %q %q", d.People[3].StaffNo, d.People[6].StaffNo, d.People[9].StaffNo)
	}
	guarded := 0
	for _, row := range open(t, "messy/08-formulas.csv").Rows {
		for _, c := range row {
			if table.NeedsGuard(c.Text) {
				guarded++
			}
		}
	}
	equal(t, "cells to guard", float64(guarded), number(t, e, "messy/08-formulas.csv", "export_cells_that_need_a_guard"))
	if x := open(t, "messy/10-merged-headings.xlsx"); x.Cell(5, 5).Text != "2025-12-09" || x.Cell(5, 5).Kind != table.Date {
		t.Errorf("%+v", x.Cell(5, 5))
	}
	for _, n := range taken(t, "messy/04-newlines.csv").Seats {
		if n.Note != "" && !strings.Contains(n.Note, "\n") && strings.Contains(n.Note, "Odder") {
			t.Errorf("free text lost its line breaks: %q", n.Note)
		}
	}
}

// TestCPRIsKeptNowhere looks for the digits in everything that comes out of a file with such numbers.
func TestCPRIsKeptNowhere(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(data, "messy/12-cpr-in-notes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := table.Read("cpr 210140-8508.csv", body)
	if err != nil {
		t.Fatal(err)
	}
	tab := roster.Withhold(raw)
	list := roster.Read(tab, roster.Guess(tab, "", today))
	plan := intake.Make(intake.Directory{}, list, intake.Settings{}, ids("x"))
	all, err := json.Marshal([]any{tab, list, plan, roster.Samples(tab, 1, 20)})
	if err != nil {
		t.Fatal(err)
	}
	for _, digits := range []string{"8508", "7827", "5446", "210140", "111053", "280741"} {
		if strings.Contains(string(all), digits) {
			t.Errorf("%s was kept", digits)
		}
	}
	for _, harmless := range []string{"2026-118822, lokalnr. 1234-5678", "451399-1234"} {
		if !strings.Contains(string(all), harmless) {
			t.Errorf("%s was taken for one", harmless)
		}
	}
	if value.HasCPR(string(all)) {
		t.Error("something of that shape is left")
	}
}

// TestCodesAreThoseOfTheContract compares our one table of codes with that of the test data.
func TestCodesAreThoseOfTheContract(t *testing.T) {
	ours := roster.Codes()
	for line := range load(t).Contract.Codes {
		letter, code, _ := strings.Cut(line, " ")
		severity, ok := ours[roster.Code(code)]
		if !ok || letter == "E" != (severity == roster.Error) || letter == "W" != (severity == roster.Warning) {
			t.Errorf("%s: ours is %v %v", line, severity, ok)
		}
	}
	for code, severity := range ours {
		_, e := load(t).Contract.Codes["E "+string(code)]
		_, w := load(t).Contract.Codes["W "+string(code)]
		if !e && !w && severity != roster.Info {
			t.Errorf("%s is ours alone and more than information", code)
		}
	}
}
