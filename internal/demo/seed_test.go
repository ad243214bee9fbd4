package demo

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// TestTheDemonstrationTellsWhatItPromises plays it on several days of the year, weekends and the change of clocks among them.
func TestTheDemonstrationTellsWhatItPromises(t *testing.T) {
	for _, day := range []string{"2026-11-25", "2027-03-28", "2027-08-01"} {
		t.Run(day, func(t *testing.T) {
			now, err := time.Parse("2006-01-02 15:04", day+" 10:15")
			if err != nil {
				t.Fatal(err)
			}
			m := &app.Main{Config: app.Defaults(), Clock: &clock.Shift{}, Demo: true, Log: slog.New(slog.DiscardHandler)}
			m.Config.Database = filepath.Join(t.TempDir(), "demo.db")
			if err := m.Open(t.Context()); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = m.Close() })
			accounts, err := Seed(t.Context(), m, now)
			if err != nil {
				t.Fatal(err)
			}
			for _, role := range org.Roles {
				if accounts[role] == "" {
					t.Errorf("no way in for a %s", role)
				}
			}
			look(t, m, now)
		})
	}
}

func look(t *testing.T, m *app.Main, now time.Time) {
	t.Helper()
	ctx := t.Context()
	orgs, err := m.Orgs.List(ctx)
	if err != nil || len(orgs) != 3 {
		t.Fatalf("%d organisations, %v", len(orgs), err)
	}
	pairs := map[string]int{}
	for _, o := range orgs {
		programmes, err := m.Programmes.List(ctx, m.DB, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range programmes {
			all, err := m.Pairs.List(ctx, m.DB, o.ID, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			open, ended, troubled := 0, 0, 0
			for _, s := range all {
				if s.Phase == pair.Closed {
					ended++
				} else {
					open++
				}
				if len(s.Signals(now)) > 0 {
					troubled++
				}
			}
			pairs[p.Name] = len(all)
			t.Logf("%s, %s (%s): %d pairs, %d ended, %d need a hand", o.Name, p.Name, p.Status, open, ended, troubled)
			if p.Kinds[0] == "leadership" && (open != 24 || ended != 1 || troubled < 2 || troubled > 8) {
				t.Errorf("the leadership programme has %d pairs under way, %d ended, %d that need a hand", open, ended, troubled)
			}
		}
	}
	if len(pairs) != 5 {
		t.Errorf("programmes: %v", pairs)
	}
}
