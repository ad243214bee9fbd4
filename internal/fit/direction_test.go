package fit_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// couple is a mentor and a mentee who differ in experience and in nothing else that is told.
func couple(mentor, mentee enrolment.Profile) fit.Pool {
	return fit.Pool{
		Mentors: []enrolment.Seat{{ID: "m", Role: org.Mentor, Capacity: 1, Person: org.Person{ID: "pm", Name: "Jørgen Østerby"}, Profile: mentor}},
		Mentees: []enrolment.Seat{{ID: "e", Role: org.Mentee, Capacity: 1, Person: org.Person{ID: "pe", Name: "Sofie Lind"}, Profile: mentee}},
	}
}

func years(n float64) enrolment.Profile { return enrolment.Profile{Years: n, HasYears: true} }
func level(n int) enrolment.Profile     { return enrolment.Profile{Level: n} }

// TestWhoHasTheExperience holds points and sentence of a gap read in the three directions; the ideal is 5 to 15 years, 1 to 2 levels.
func TestWhoHasTheExperience(t *testing.T) {
	for _, c := range []struct {
		mentor, mentee enrolment.Profile
		turn           fit.Direction
		score          int
		says           string
	}{
		{years(18), years(8), fit.Classic, 100_00, "Jørgen har 10 års erfaring mere end Sofie."},
		{years(18), years(8), fit.Reverse, 0, "Jørgen har 10 års erfaring mere end Sofie; her skulle det være omvendt"},
		{years(8), years(18), fit.Reverse, 100_00, "Sofie har 10 års erfaring mere end Jørgen"},
		{years(8), years(10), fit.Reverse, 40_00, "Sofie har 2 års erfaring mere end Jørgen"},
		{years(8), years(18), fit.Classic, 0, ""},
		{years(8), years(11), fit.Peer, 100_00, "Der er 3 år mellem deres erfaring"},
		{years(11), years(8), fit.Peer, 100_00, "Der er 3 år mellem deres erfaring"},
		{years(8), years(16), fit.Peer, 40_00, "Der er 8 år mellem deres erfaring"},
		{years(8), years(28), fit.Peer, 0, "Der er 20 år mellem deres erfaring"},
		{years(8), years(8), fit.Peer, 100_00, "De to har lige meget erfaring"},
		{level(4), level(3), fit.Reverse, 100_00, "Sofie sidder 1 niveau over Jørgen"},
		{level(3), level(4), fit.Reverse, 0, "Jørgen sidder 1 niveau over Sofie; her skulle det være omvendt"},
		{level(3), level(3), fit.Reverse, 0, "De to er på samme niveau"},
		{level(3), level(4), fit.Peer, 100_00, "Der er 1 niveau mellem dem"},
		{level(1), level(4), fit.Peer, 0, "Der er 3 niveauer mellem dem"},
		{level(3), level(3), fit.Peer, 100_00, "De to er på samme niveau"},
		{enrolment.Profile{}, enrolment.Profile{}, fit.Peer, 0, ""},
	} {
		rules := fit.DefaultRules()
		rules.Weights = map[fit.Criterion]int{fit.Experience: 1}
		rules.Shape.Direction = c.turn
		got := fit.Candidates(couple(c.mentor, c.mentee), rules, "e")[0].Pair
		says := ""
		if len(got.Reasons) > 0 {
			says = got.Reasons[0].Text(i18n.Danish, "Jørgen", "Sofie")
		}
		if got.Score != c.score || !strings.HasPrefix(says, c.says) {
			t.Errorf("%s %+v %+v: %d, %q; want %d, %q", c.turn, c.mentor, c.mentee, got.Score, says, c.score, c.says)
		}
		if len(got.Reasons) > 0 && (got.Reasons[0].Speaks > 0) != (c.score == 100_00) {
			t.Errorf("%s: %q speaks %d at %d", c.turn, says, got.Reasons[0].Speaks, c.score)
		}
	}
}

// TestEverySentenceOfATurnIsThere looks for a sentence without a text in both languages.
func TestEverySentenceOfATurnIsThere(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 60 {
		p, rules := randomPool(r, 4, 4), fit.DefaultRules()
		rules.Shape.Direction = fit.Directions[1+r.IntN(2)]
		for _, s := range p.Mentees {
			for _, c := range fit.Candidates(p, rules, s.ID) {
				for _, why := range c.Pair.Reasons {
					for _, lang := range i18n.Langs {
						if text := why.Text(lang, "Jo", "Su"); strings.ContainsAny(text, "⟦{") {
							t.Errorf("%s", text)
						}
					}
				}
			}
		}
	}
}

func TestShapes(t *testing.T) {
	good := []fit.Shape{{}, {Partners: 3}, {Form: fit.Groups, Least: 4, Most: 8, Direction: fit.Peer}, {Partners: 1, Form: fit.Pairs, Direction: fit.Reverse}}
	for _, s := range good {
		if err := s.Check(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		rules := fit.DefaultRules()
		rules.Shape = s
		var b bytes.Buffer
		if err := rules.WriteTOML(&b); err != nil {
			t.Fatal(err)
		}
		if back, err := fit.ReadTOML(b.Bytes()); err != nil || back.Shape != s {
			t.Errorf("%+v became %+v, %v in\n%s", s, back.Shape, err, b.String())
		}
	}
	for _, s := range []fit.Shape{
		{Partners: 4},
		{Partners: -1},
		{Form: "heap"},
		{Direction: "up"},
		{Form: fit.Groups},
		{Form: fit.Groups, Least: 5, Most: 4},
		{Form: fit.Groups, Least: 4, Most: 13},
		{Form: fit.Groups, Least: 4, Most: 8, Partners: 2},
	} {
		rules := fit.DefaultRules()
		rules.Shape = s
		if s.Check() == nil || rules.Check() == nil {
			t.Errorf("%+v is taken", s)
		}
	}
	for _, s := range good[1:3] {
		rules := fit.DefaultRules()
		rules.Shape, rules.Aim = s, fit.NoneWeak
		if _, err := fit.Solve(t.Context(), couple(years(10), years(2)), rules, nil); err == nil {
			t.Errorf("%+v is solved for an aim that it cannot prove", s)
		}
	}
	if p := good[1].Places(couple(years(1), years(1))); p.Mentees[0].Capacity != 3 || !slices.Equal([]int{p.Mentors[0].Capacity}, []int{1}) {
		t.Errorf("%+v", p)
	}
}
