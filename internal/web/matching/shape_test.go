package matching_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestShapeIsChosenOnAPage chooses circles and then co-mentors, and reads what the board says of each.
func TestShapeIsChosenOnAPage(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at("/shape"))
		k.has(text, "Hvad skal et match være?", "Cirkler", "Omvendt mentoring")
		wrong := url.Values{"form": {"groups"}, "least": {"5"}, "most": {"4"}, "partners": {"2"}, "direction": {"classic"}}
		res := ask(k.handler, k.cookie, http.MethodPost, k.at("/shape"), wrong)
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusUnprocessableEntity {
			t.Fatalf("circles of 5 to 4: %d, %v", res.StatusCode, err)
		}
		k.has(string(body), `value="5"`, `value="4"`, "I cirkler er hver mentee med i én.")

		k.press("/shape", url.Values{"form": {"groups"}, "least": {"4"}, "most": {"8"}, "partners": {"1"}, "direction": {"classic"}})
		big, spare := k.w.Seat("Bo Ravn", org.Mentor, 8), k.w.Seat("Eva Friis", org.Mentor, 2)
		for i := range 5 {
			k.w.Seat(fmt.Sprintf("Mentee %d", i), org.Mentee, 1)
		}
		k.press("/solve", nil)
		_, text = k.page(k.at(""))
		k.has(text, "5 par er fundet", "Bo Ravn: Cirkel med 5 mentees", "Én cirkel. Det er bevist, at intet andet valg af cirkler")
		if strings.Contains(text, "med "+spare.Person.Name) {
			t.Errorf("a mentor with two places has a circle of four: %s", text)
		}
		_, text = k.page(k.at("/waiting?side=mentor"))
		k.has(text, "den kan ikke nå op på 4 mentees")
		r, err := k.m.Draft(t.Context(), k.w.Coordinator)
		if err != nil || !r.Verified || r.Rules.Shape != (fit.Shape{Form: fit.Groups, Least: 4, Most: 8, Partners: 1, Direction: fit.Classic}) {
			t.Errorf("the round keeps %+v, %v", r.Rules.Shape, err)
		}

		k.press("/shape", url.Values{"form": {"pairs"}, "least": {"4"}, "most": {"8"}, "partners": {"2"}, "direction": {"classic"}})
		if r, err = k.m.Draft(t.Context(), k.w.Coordinator); err != nil || !r.Touched {
			t.Errorf("the draft was solved in another shape and does not say so: %v", err)
		}
		k.press("/solve", nil)
		raw, text := k.page(k.at(""))
		k.has(text, "7 par er fundet", "Alle mentees har en.")
		if n := strings.Count(raw, big.ID+"\""); n < 5 {
			t.Errorf("%d cards", n)
		}
	})
}
