package main

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
)

// TestSample reads back what is written: as many people, with what the points are made of.
func TestSample(t *testing.T) {
	for _, alike := range []bool{true, false} {
		s, err := writeSample(t.TempDir(), 40, alike)
		if err != nil {
			t.Fatal(err)
		}
		pool, err := s.pool()
		if err != nil {
			t.Fatal(err)
		}
		out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
		if err != nil || len(out.Pairs) != 40 || len(out.Summary.Of) != 3 {
			t.Fatalf("%d pairs by %+v, %v", len(out.Pairs), out.Summary.Of, err)
		}
		for _, m := range pool.Mentors {
			if p := m.Profile; p.Level < 1 || p.Level > 5 || p.Competences[0] == "" || m.Person.Unit == "" || m.ID == "" {
				t.Fatalf("%+v", m)
			}
		}
		units := map[string]bool{}
		for _, m := range pool.Mentors {
			units[m.Person.Unit] = true
		}
		if alike != (len(units) == 1) {
			t.Fatalf("alike %v: %d units", alike, len(units))
		}
	}
}

// TestBackground goes through what the largest line does, with few people.
func TestBackground(t *testing.T) {
	var m measured
	if err := inBackground(t.Context(), t.TempDir(), 60, 20, 1, &m); err != nil {
		t.Fatal(err)
	}
	if m.Matched == 0 || m.time() <= 0 {
		t.Fatalf("%+v", m)
	}
}

func BenchmarkFiles(b *testing.B) {
	s, err := writeSample(b.TempDir(), 500, false)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pool, err := s.pool()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := fit.Solve(b.Context(), pool, fit.DefaultRules(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
