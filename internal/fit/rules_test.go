package fit_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
)

func TestRulesAsFile(t *testing.T) {
	want := fit.DefaultRules()
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
		"[weights]\ngaols = 50":          "matching.rules_unknown",
		"[hard]\nsame_boss = true":       "matching.rules_unknown",
		"[weight]\ngoals = 1":            "matching.rules_unknown",
		"[weights]\ngoals = -1":          "matching.bad_number",
		"[weights]\ngoals = 101":         "matching.bad_number",
		"[experience]\nyears_min = 20":   "matching.bad_number",
		"weights":                        "matching.rules_unreadable",
		"[weights]\ngoals = \"much\"":    "matching.rules_unreadable",
		strings.Repeat("[weights]\n", 2): "matching.rules_unreadable",
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
