package pair_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

// TestFactsTellWhatListTells fills pairs at random and reads them both ways.
func TestFactsTellWhatListTells(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		r := rand.New(rand.NewPCG(1, 2))
		foreign := pairtest.New(t, d)
		foreign.Pair("En Fremmed", "To Fremmed")
		ctx := t.Context()
		for i := range 12 {
			x := w.Pair(fmt.Sprintf("Mentee Nr%d", i), fmt.Sprintf("Mentor Nr%d", i))
			w.Write(func(tx *db.Tx) error {
				run := func(text string, args ...any) {
					if _, err := tx.Exec(ctx, text, args...); err != nil {
						t.Fatal(err)
					}
				}
				at := db.At(w.Clock.Now())
				for range r.IntN(6) {
					status := []string{"held", "held", "cancelled", "proposed", "accepted"}[r.IntN(5)]
					starts := db.At(w.Clock.Now().Add(time.Duration(r.IntN(200)) * 24 * time.Hour))
					run("insert into meeting (id, org_id, pair_id, uid, status, proposed_by, starts_at, minutes, created_at, changed_at) values ($1,$2,$3,$1,$4,'mentee',$5,60,$6,$6)", id.New(), w.Org, x.ID, status, starts, at)
				}
				for v := range r.IntN(3) {
					signed := db.Time{}
					if v == 0 || r.IntN(2) == 0 {
						signed = db.At(w.Clock.Now().Add(time.Duration(v+1) * 100 * time.Hour))
					}
					run("insert into agreement (id, org_id, pair_id, version, clauses, weeks, changed_by, created_at, changed_at, signed_at) values ($1,$2,$3,$4,'[]',$5,'mentee',$6,$6,$7)", id.New(), w.Org, x.ID, v+1, 2+v, at, signed)
				}
				if r.IntN(4) == 0 {
					run("insert into ending (pair_id, org_id, kind, rematch_mentee, ended_on, created_at) values ($1,$2,'stopped','yes','2026-07-01',$3)", x.ID, w.Org, at)
					run("update pair set phase='closed' where id=$1", x.ID)
				}
				return nil
			})
		}
		w.Sleep(100 * 24 * time.Hour)
		pr, err := w.Programmes.Get(ctx, d, w.Org, w.Programme)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := w.Pairs.Facts(ctx, d, pr)
		if err != nil {
			t.Fatal(err)
		}
		list, err := w.Pairs.List(ctx, d, w.Org, w.Programme)
		if err != nil || len(list) != len(facts) || len(list) != 12 {
			t.Fatalf("%d and %d pairs, %v", len(list), len(facts), err)
		}
		signals := 0
		for _, f := range facts {
			for _, s := range list {
				if s.ID != f.ID {
					continue
				}
				want := pair.Facts{
					ID: s.ID, MentorSeat: s.Mentor.ID, MenteeSeat: s.Mentee.ID, MenteeStatus: s.Mentee.Status, Phase: s.Phase, StartedOn: s.StartedOn, EndsOn: s.EndsOn, PausedOn: s.PausedOn, PausedUntil: s.PausedUntil,
					AgreementSigned: s.AgreementSigned, Weeks: s.Weeks, MeetingsHeld: s.MeetingsHeld, FirstHeld: s.FirstHeld, LastHeld: s.LastHeld,
					NextMeeting: s.NextMeeting, CancelledInRow: s.CancelledInRow, Ending: s.Ending,
				}
				if diff := cmp.Diff(want, f); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(s.Signals(w.Clock.Now()), f.Signals(w.Clock.Now())); diff != "" {
					t.Error(diff)
				}
				signals += len(f.Signals(w.Clock.Now()))
			}
		}
		if signals < 5 {
			t.Fatalf("%d signals: the pairs test too little", signals)
		}
		months, err := w.Pairs.Months(ctx, d, w.Org, w.Programme)
		if err != nil {
			t.Fatal(err)
		}
		apart, err := w.Pairs.MonthsOf(ctx, d, w.Org, w.Programme)
		if err != nil {
			t.Fatal(err)
		}
		sum, held := map[string]int{}, 0
		for _, m := range apart {
			sum[m.Month] += m.Held
		}
		for _, m := range months {
			held += m.Held
			if sum[m.Month] != m.Held || m.Held == 0 {
				t.Errorf("%s: %d meetings, %d when counted by pair", m.Month, m.Held, sum[m.Month])
			}
		}
		want := 0
		for _, f := range facts {
			want += f.MeetingsHeld
		}
		if held != want || held == 0 {
			t.Errorf("%d meetings by month, %d by pair", held, want)
		}
		named, err := w.Pairs.Named(ctx, d, w.Org, []string{facts[0].ID, facts[3].ID})
		if err != nil || len(named) != 2 || named[facts[3].ID].Mentee.Person.Name == "" {
			t.Fatalf("%v, %v", named, err)
		}
		if named, err = foreign.Pairs.Named(ctx, d, foreign.Org, []string{facts[0].ID}); err != nil || len(named) != 0 {
			t.Fatalf("another organisation's pair was named: %v, %v", named, err)
		}
	})
}
