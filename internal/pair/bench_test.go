package pair_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

// BenchmarkPairs1000 reads a thousand pairs with eight meetings each; the coordinator's page takes facts and names.
func BenchmarkPairs1000(b *testing.B) {
	d := dbtest.SQLite(b)
	w := pairtest.New(b, d)
	for i := range 1000 {
		x := w.Pair(fmt.Sprintf("Mentee %d", i), fmt.Sprintf("Mentor %d", i))
		w.Write(func(tx *db.Tx) error {
			for n := range 8 {
				m := id.New()
				start := db.At(w.Clock.Now().Add(time.Duration(n-6) * 28 * 24 * time.Hour))
				if _, err := tx.Exec(b.Context(), `insert into meeting (id, org_id, pair_id, uid, status, proposed_by, starts_at, minutes, created_at, changed_at)
					values ($1,$2,$3,$1,$4,'mentee',$5,90,$5,$5)`, m, w.Org, x.ID, []string{"held", "accepted"}[n/6], start); err != nil {
					return err
				}
				if n < 6 {
					if _, err := tx.Exec(b.Context(), "insert into pulse (meeting_id, org_id, side, worth, free, matter, challenged, answered_at) values ($1,$2,'mentee',4,4,4,4,'')", m, w.Org); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	pr, err := w.Programmes.Get(b.Context(), d, w.Org, w.Programme)
	must(b, err)
	for name, read := range map[string]func() (int, error){
		"list": func() (int, error) {
			all, err := w.Pairs.List(b.Context(), d, w.Org, w.Programme)
			return len(all), err
		},
		"facts": func() (int, error) { all, err := w.Pairs.Facts(b.Context(), d, pr); return len(all), err },
		"names": func() (int, error) {
			all, err := w.Pairs.Names(b.Context(), d, w.Org, w.Programme)
			return len(all), err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if n, err := read(); n != 1000 || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}
