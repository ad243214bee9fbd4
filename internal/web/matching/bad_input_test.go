package matching_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

func (k *desk) places(s enrolment.Seat, n int) {
	k.Helper()
	k.w.Write(func(tx *db.Tx) error {
		_, err := tx.Exec(k.Context(), "update seat set capacity=$2 where id=$1", s.ID, n)
		return err
	})
}

// TestWhatCannotBeMatchedSaysWhy gives the board all that is wrong, one thing at a time: each says which rule it is and how many pairs
// that keeps apart.
func TestWhatCannotBeMatchedSaysWhy(t *testing.T) {
	each(t, func(k *desk) {
		board := func(parts ...string) {
			k.Helper()
			k.press("/solve", nil)
			_, text := k.page(k.at(""))
			k.has(text, parts...)
		}
		board("Der er ingen at sætte sammen", "det ikke reglerne") // the pool is empty
		ane, dan := k.w.Seat("Ane Toft", org.Mentee, 1), k.w.Seat("Dan Holm", org.Mentee, 1)
		board("Ingen mentor har en plads", "det ikke reglerne")
		bo := k.w.Seat("Bo Ravn", org.Mentor, 1)
		k.places(bo, 0) // a mentor without a place
		board("Ingen mentor har en plads", "Én mentor har ingen ledig plads og er ikke med i puljen; det udelukker 2 par.")
		k.places(bo, 1)

		rules := fit.DefaultRules() // a rule that forbids everybody: all are of one unit
		rules.Hard.SameUnit = true
		if err := k.m.SaveRules(t.Context(), k.w.Coordinator, rules); err != nil {
			t.Fatal(err)
		}
		board("Reglerne tillader ingen par", "Ingen af de 2 par er tilladt: »Samme enhed« holder 2 fra hinanden.", "Alle, der kunne være", "0 tilbage (−2)", "2 af 2 par er udelukket")
		eva := k.w.Seat("Eva Friis", org.Mentor, 1)
		k.places(eva, 0)
		board("Ingen af de 2 par er tilladt", "Én mentor har ingen ledig plads og er ikke med i puljen; det udelukker 2 par.")

		lock := func(m, n enrolment.Seat, want string) {
			k.Helper()
			k.press("/mark", url.Values{"mentor": {m.ID}, "mentee": {n.ID}, "mark": {"lock"}, "back": {k.at("/marks")}})
			if err := k.m.Mark(t.Context(), k.w.Coordinator, m.ID, n.ID, fit.Lock); want != "" {
				if got := i18n.Explain(i18n.Danish, err); !strings.Contains(got, want) {
					t.Errorf("%q, want %q", got, want)
				}
			} else if err != nil {
				t.Error(err)
			}
		}
		lock(bo, ane, "Ane Toft og Bo Ravn kan ikke låses sammen: de er i samme enhed. Den regel udelukker 2 par i puljen.")
		if marks, err := k.m.Marks(t.Context(), k.w.Coordinator); err != nil || len(marks) != 0 {
			t.Fatalf("a lock against a rule stands: %v %v", marks, err)
		}
		rules.Hard.SameUnit = false
		if err := k.m.SaveRules(t.Context(), k.w.Coordinator, rules); err != nil {
			t.Fatal(err)
		}
		k.places(eva, 1)
		k.press("/solve", nil)
		lock(eva, ane, "")
		lock(bo, ane, "") // in place of the other
		lock(bo, dan, "Bo Ravn har plads til 1.")

		form := url.Values{"years_min": {"5"}, "years_max": {"15"}, "levels_min": {"1"}, "levels_max": {"2"}, "travel_minutes": {"45"}}
		for _, c := range fit.Criteria {
			form.Set("weight_"+string(c), "0")
		}
		res := ask(k.handler, k.cookie, http.MethodPost, k.at("/rules"), form)
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(words(string(b)), "Mindst ét kriterium skal tælle med.") {
			t.Errorf("weights that are all zero: %d", res.StatusCode)
		}
		if got, err := k.m.Rules(t.Context(), k.m.DB, k.w.Org, k.w.Programme); err != nil || got.Weights[fit.Goals] != 30 {
			t.Errorf("they were saved: %+v, %v", got, err)
		}
	})
}
