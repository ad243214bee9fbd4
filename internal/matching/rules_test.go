package matching_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
)

func TestRulesAsFile(t *testing.T) {
	want := matching.DefaultRules()
	want.Weights[matching.Goals], want.Hard.SameUnit, want.Practical.TravelMinutes = 7, true, 20
	var b bytes.Buffer
	if err := want.WriteTOML(&b); err != nil {
		t.Fatal(err)
	}
	got, err := matching.ReadTOML(b.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, %v\n%s", got, err, b.String())
	}
	part, err := matching.ReadTOML([]byte("[weights]\ngoals = 50\n[hard]\nlanguage = false\n"))
	if err != nil || part.Weights[matching.Goals] != 50 || part.Weights[matching.Roles] != 15 || part.Hard.Language || !part.Hard.SameLeader {
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
		_, err := matching.ReadTOML([]byte(text))
		if l := fault.List(err); len(l) == 0 || l[0].Key != key || l[0].Kind != fault.Invalid {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func TestRulesPerProgramme(t *testing.T) {
	each(t, func(h *house) {
		r := matching.DefaultRules()
		r.Weights[matching.Across] = 40
		if err := h.m.SaveRules(t.Context(), h.lead, r); err != nil {
			t.Fatal(err)
		}
		got, err := h.m.Rules(t.Context(), h.m.DB, h.org, h.programme)
		if err != nil || got.Weights[matching.Across] != 40 {
			t.Fatalf("%+v, %v", got, err)
		}
		other := *h
		other.open()
		if got, err = h.m.Rules(t.Context(), h.m.DB, other.org, h.programme); err != nil || got.Weights[matching.Across] != 5 {
			t.Fatalf("another organisation reads ours: %+v, %v", got, err)
		}
		r.Weights[matching.Goals] = 1000
		if err := h.m.SaveRules(t.Context(), h.lead, r); !fault.Is(err, fault.Invalid) || fault.List(err)[0].Field != "weight_goals" {
			t.Fatal(err)
		}
	})
}

func FuzzReadTOML(f *testing.F) {
	var b bytes.Buffer
	if err := matching.DefaultRules().WriteTOML(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("[weights]\ngoals = 1e9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := matching.ReadTOML(b)
		if err == nil && r.Check() != nil {
			t.Fatal("rules that do not hold were read")
		}
	})
}
