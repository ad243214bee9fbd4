package evaluation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

const day = 24 * time.Hour

type world struct {
	*pairtest.World
	E *evaluation.Evaluations
	t *testing.T
}

func newWorld(t *testing.T, d *db.DB) world {
	w := pairtest.New(t, d)
	return world{w, &evaluation.Evaluations{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Pairs: w.Pairs, Notify: w.Notify}, t}
}

func (w world) pairs(n int) []pair.Pair {
	out := make([]pair.Pair, n)
	for i := range out {
		out[i] = w.Pair(fmt.Sprintf("Mentee Nr%d", i), fmt.Sprintf("Vejleder Nr%d", i))
	}
	return out
}

func (w world) open(kind evaluation.Kind) {
	w.t.Helper()
	if err := w.E.Open(w.t.Context(), w.Coordinator, kind); err != nil {
		w.t.Fatal(err)
	}
}

func (w world) save(x pair.Pair, side org.Role, kind evaluation.Kind, answers ...string) {
	w.t.Helper()
	if err := w.E.Save(w.t.Context(), x.Actor(side), x.ID, kind, form(answers...)); err != nil {
		w.t.Fatal(err)
	}
}

func (w world) close(kind evaluation.Kind) evaluation.Figures {
	w.t.Helper()
	if err := w.E.Close(w.t.Context(), w.Coordinator, kind); err != nil {
		w.t.Fatal(err)
	}
	s, err := w.E.Results(w.t.Context(), w.Coordinator, kind)
	if err != nil {
		w.t.Fatal(err)
	}
	return s.Figures
}

func (w world) status(kind evaluation.Kind) evaluation.Status {
	w.t.Helper()
	pr, err := w.Programmes.Get(w.t.Context(), w.DB, w.Org, w.Programme)
	if err != nil {
		w.t.Fatal(err)
	}
	plan, err := w.E.Plan(w.t.Context(), w.DB, pr)
	if err != nil {
		w.t.Fatal(err)
	}
	return plan[slices.Index(evaluation.Kinds, kind)]
}

// form makes a form's values from "item=value".
func form(answers ...string) map[string][]string {
	out := map[string][]string{}
	for _, a := range answers {
		item, value, _ := strings.Cut(a, "=")
		out[item] = append(out[item], value)
	}
	return out
}

func (w world) mailed(event string) int {
	n := 0
	for _, m := range w.Mails() {
		if strings.HasPrefix(m.Event, "survey:") && strings.HasSuffix(m.Event, event) {
			n++
		}
	}
	return n
}

func each(t *testing.T, f func(t *testing.T, w world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, newWorld(t, d)) })
}
