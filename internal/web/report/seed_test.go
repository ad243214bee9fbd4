package report_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

// fill puts a programme of many pairs straight into the tables: the verbs would take minutes.
func fill(t testing.TB, w *pairtest.World, pairs int) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	ctx := t.Context()
	w.Write(func(tx *db.Tx) error {
		run := func(text string, args ...any) {
			if _, err := tx.Exec(ctx, text, args...); err != nil {
				t.Fatal(err)
			}
		}
		at := db.At(w.Clock.Now())
		profile := db.J(enrolment.Profile{Strengths: []string{"Lytter godt", "Rolig"}, Competences: []string{"økonomi", "ledelse", "projekter"}, Themes: []string{"svære samtaler", "prioritering"}, Direction: "Jeg vil turde sige det svære samme dag."})
		for i := range pairs {
			seats := map[string]string{}
			for _, role := range []string{"mentor", "mentee"} {
				person := id.New()
				seats[role] = id.New()
				run("insert into person (id, org_id, name, email, unit, created_at, changed_at) values ($1,$2,$3,$4,$5,$6,$6)", person, w.Org, fmt.Sprintf("%s Ærlig Nr%d", role, i), fmt.Sprintf("%s%d@fjordby.example", role, i), fmt.Sprintf("Enhed %d", r.IntN(12)), at)
				run("insert into seat (id, org_id, programme_id, person_id, role, status, profile, trained_on, applied_at, decided_at, changed_at) values ($1,$2,$3,$4,$5,'accepted',$6,'2026-02-20',$7,$7,$7)", seats[role], w.Org, w.Programme, person, role, profile, at)
			}
			x := id.New()
			phase := []string{"introduction", "establishing", "learning", "learning", "learning", "closing"}[r.IntN(6)]
			run(`insert into pair (id, org_id, programme_id, mentor_seat_id, mentee_seat_id, phase, started_on, ends_on, phase_since, created_at) values ($1,$2,$3,$4,$5,$6,'2026-03-02','2027-03-01',$7,$7)`,
				x, w.Org, w.Programme, seats["mentor"], seats["mentee"], phase, at)
			signed := ""
			if r.IntN(10) > 0 {
				signed = "2026-04-01T10:00:00.000000Z"
			}
			run("insert into agreement (id, org_id, pair_id, version, clauses, weeks, changed_by, created_at, changed_at, signed_at) values ($1,$2,$3,1,'[]',4,'mentee',$4,$4,$5)", id.New(), w.Org, x, at, signed)
			for m := range r.IntN(10) {
				meeting := id.New()
				start := db.At(w.Clock.Now().Add(time.Duration(m*28+r.IntN(14)) * 24 * time.Hour))
				run("insert into meeting (id, org_id, pair_id, uid, status, proposed_by, starts_at, minutes, created_at, changed_at) values ($1,$2,$3,$1,'held','mentee',$4,90,$5,$5)", meeting, w.Org, x, start, at)
				run("insert into pulse (meeting_id, org_id, side, worth, free, matter, challenged, answered_at) values ($1,$2,'mentee',5,4,4,3,$3)", meeting, w.Org, at)
			}
		}
		return nil
	})
	w.Clock.Set(pairtest.Start.AddDate(0, 9, 0))
}
