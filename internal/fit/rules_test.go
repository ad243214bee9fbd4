package fit_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
)

func TestRulesAsFile(t *testing.T) {
	want := fit.DefaultRules()
	want.Weights[fit.Values], want.Own = 3, []fit.Own{{Name: "Fag", Kind: fit.Between, Field: "Antal", MentorField: "Antal år", Weight: 4, Min: 1, Max: 9}}
	want.Weights[fit.Goals], want.Hard.SameUnit, want.Practical.TravelMinutes = 7, true, 20
	var b bytes.Buffer
	if err := want.WriteTOML(&b); err != nil {
		t.Fatal(err)
	}
	got, err := fit.ReadTOML(b.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, %v\n%s", got, err, b.String())
	}
	part, err := fit.ReadTOML([]byte("[weights]\ngoals = 50\n[hard]\nlanguage = false\n"))
	if err != nil || part.Weights[fit.Goals] != 50 || part.Weights[fit.Roles] != 15 || part.Hard.Language || !part.Hard.SameLeader {
		t.Fatalf("what a file leaves out keeps its default: %+v, %v", part, err)
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	for text, key := range map[string]string{
		"[weights]\ngaols = 50":                     "matching.rules_unknown",
		"[hard]\nsame_boss = true":                  "matching.rules_unknown",
		"[weight]\ngoals = 1":                       "matching.rules_unknown",
		"[weights]\ngoals = -1":                     "matching.bad_number",
		"[weights]\ngoals = 101":                    "matching.bad_number",
		"[experience]\nyears_min = 20":              "matching.bad_number",
		"weights":                                   "matching.rules_unreadable",
		"[weights]\ngoals = \"much\"":               "matching.rules_unreadable",
		strings.Repeat("[weights]\n", 2):            "matching.rules_unreadable",
		"version = 2\n[weights]\nsomething_new = 3": "matching.rules_newer",
		"[[own]]\nname = \"a\"\nkind = \"overlap\"\nfield = \"Religion\"":                                       "matching.own_sensitive",
		"[[own]]\nname = \"a\"\nkind = \"near\"\nfield = \"b\"":                                                 "matching.own_kind",
		"[[own]]\nname = \"a\"\nkind = \"gap\"\nfield = \"b\"\nmin = 3\nmax = 2":                                "matching.bad_number",
		"[[own]]\nname = \"a\"\nkind = \"overlap\"":                                                             "matching.own_field",
		"[[own]]\nkind = \"overlap\"\nfield = \"b\"":                                                            "matching.own_name",
		strings.Repeat("[[own]]\nname = \"a\"\nkind = \"overlap\"\nfield = \"b\"\n", 2):                         "matching.own_twice",
		"[hard]\nzone_hours = 13":                                                                               "matching.bad_number",
		"[weights]\ngoals=0\nroles=0\nwishes=0\nexperience=0\nlanguages=0\npractical=0\nacross=0\ndifference=0": "matching.no_weight",
	} {
		_, err := fit.ReadTOML([]byte(text))
		if l := fault.List(err); len(l) == 0 || l[0].Key != key || l[0].Kind != fault.Invalid {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func FuzzReadTOML(f *testing.F) {
	var b bytes.Buffer
	if err := fit.DefaultRules().WriteTOML(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("[weights]\ngoals = 1e9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := fit.ReadTOML(b)
		if err == nil && r.Check() != nil {
			t.Fatal("rules that do not hold were read")
		}
	})
}

// Rules that were stored before there was a version read as they were: the new criteria count nothing, and the pairs are the same.
func TestOldRulesGiveTheSamePairs(t *testing.T) {
	const old = `{"weights":{"goals":30,"roles":15,"wishes":15,"experience":10,"languages":10,"practical":10,"across":5,"difference":5},
		"hard":{"same_leader":true,"same_unit":false,"language":true,"trained":false},"experience":{"years_min":5,"years_max":15,"levels_min":1,"levels_max":2},"practical":{"travel_minutes":45}}`
	var stored fit.Rules
	if err := json.Unmarshal([]byte(old), &stored); err != nil {
		t.Fatal(err)
	}
	file, err := fit.ReadTOML([]byte("[weights]\ngoals = 30\nroles = 15\nwishes = 15\nexperience = 10\nlanguages = 10\npractical = 10\nacross = 5\ndifference = 5\n"))
	if err != nil || file.Version != fit.Version || stored.Version != fit.Version || stored.Aim != fit.MostPoints || stored.Check() != nil {
		t.Fatalf("%+v %+v %v", stored, file, err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		pool := randomPool(r, 6, 6)
		plain := pool
		plain.Acquainted = nil
		plain.Mentors, plain.Mentees = slices.Clone(pool.Mentors), slices.Clone(pool.Mentees)
		for _, seats := range [][]enrolment.Seat{plain.Mentors, plain.Mentees} {
			for i := range seats { // as people were before they could tell more
				p := &seats[i].Profile
				p.Values, p.Culture, p.Zone, p.Gender, p.OwnGender, p.Extra = nil, false, "", "", "", nil
			}
		}
		want, err := fit.Solve(t.Context(), plain, fit.DefaultRules(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, rules := range []fit.Rules{stored, file} {
			got, err := fit.Solve(t.Context(), pool, rules, nil)
			if err != nil || !reflect.DeepEqual(got.Pairs, want.Pairs) {
				t.Fatalf("other pairs: %+v\n%+v\n%v", got.Pairs, want.Pairs, err)
			}
		}
	}
	var newer fit.Rules
	if err := json.Unmarshal([]byte(`{"version":2,"weights":{"goals":1}}`), &newer); fault.List(err) == nil || fault.List(err)[0].Key != "matching.rules_newer" {
		t.Fatalf("rules of a newer program were read: %v", err)
	}
}
