package pair_test

import (
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// What a programme offers for the agreement must be what the agreement has, in the same order.
func TestProgrammesAndPairsKnowTheSameClauses(t *testing.T) {
	keys := make([]programme.Clause, 0, len(pair.Patterns))
	for _, p := range pair.Patterns {
		keys = append(keys, programme.Clause(p.Key))
	}
	if !slices.Equal(keys, programme.Clauses) {
		t.Fatalf("%v\n%v", keys, programme.Clauses)
	}
}

func TestTheFirstDraftFollowsTheProgramme(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		lead := w.Coordinator
		lead.Programme = w.Programme
		must(t, w.Programmes.ChangeAgreement(t.Context(), lead, w.Programme, programme.Agreed{
			Weeks: 2, Minutes: 60,
			Clauses: []programme.Clause{programme.ClauseMeetings, programme.ClauseStop, programme.ClauseExpenses, programme.ClauseLanguage},
		}))
		draft, err := w.Pairs.Suggest(t.Context(), d, x.Actor(org.Mentee), x.ID)
		must(t, err)
		var in []pair.ClauseKey
		for _, l := range draft.Lines {
			if l.In {
				in = append(in, l.Key)
			}
		}
		if !slices.Equal(in, []pair.ClauseKey{"meetings", "stop", "expenses", "language"}) || len(draft.Lines) != 18 {
			t.Fatalf("%v of %d", in, len(draft.Lines))
		}
		if v := line(&draft, "meetings").Values; v["weeks"] != "2" || v["minutes"] != "60" {
			t.Fatal(v)
		}
		if v := line(&draft, "language").Values["language"]; v != "dansk" {
			t.Fatal(v)
		}
		_, err = w.Pairs.SaveAgreement(t.Context(), x.Actor(org.Mentee), x.ID, "", draft)
		must(t, err)
	})
}
