package matching_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestLargePoolOnTheBoard follows a large pool: the sheet asks for itself again, the button stops it, and when it is over the board says
// what came of it.
func TestLargePoolOnTheBoard(t *testing.T) {
	each(t, func(k *desk) {
		k.w.Seat("Bo Ravn", org.Mentor, 1)
		k.w.Seat("Ane Toft", org.Mentee, 1)
		jobs := job.New(k.m.DB, clock.System{}, slog.New(slog.DiscardHandler))
		k.m.Jobs, k.m.LargePool = jobs, 0
		k.m.Register()
		if err := jobs.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.press("/solve", nil) // a small pool is solved at once
		_, text := k.page(k.at(""))
		k.has(text, "Ét par er fundet")

		k.w.Seat("Eva Friis", org.Mentor, 1)
		k.m.LargePool = 1
		k.press("/solve", nil) // nobody works in the queue: it waits
		raw, text := k.page(k.at(""))
		k.has(text, "Vi går i gang om et øjeblik", "Du kan lukke siden", "Stands", "med Bo Ravn")
		k.has(raw, `hx-get="`+k.at("/solving")+`"`, "<progress")
		k.press("/solve", nil) // pressed twice
		res := ask(k.handler, k.cookie, http.MethodGet, k.at("/solving"), nil)
		if res.StatusCode != http.StatusOK || res.Header.Get("HX-Redirect") != "" {
			t.Fatalf("%d, leads on to %q", res.StatusCode, res.Header.Get("HX-Redirect"))
		}
		id := regexp.MustCompile(`name="solving" value="([^"]+)"`).FindStringSubmatch(raw)
		if id == nil {
			t.Fatal("no button")
		}
		k.press("/solving/stop", url.Values{"solving": {id[1]}})
		_, text = k.page(k.at(""))
		k.has(text, "standsede arbejdet", "Intet er ændret", "Find par igen", "med Bo Ravn")
		res = ask(k.handler, k.cookie, http.MethodGet, k.at("/solving"), nil)
		if res.Header.Get("HX-Redirect") != k.at("") {
			t.Fatalf("does not lead back: %d %v", res.StatusCode, res.Header)
		}
	})
}

// TestWhatIsProven: the sentence under the figures says what the aim has proven, and nothing else.
func TestWhatIsProven(t *testing.T) {
	each(t, func(k *desk) {
		k.w.Seat("Bo Ravn", org.Mentor, 1)
		k.w.Seat("Ane Toft", org.Mentee, 1)
		for aim, words := range map[fit.Aim]string{
			fit.MostPoints: "giver flere point", fit.NoneWeak: "har færre svage par: først tæller det svageste", fit.StableWants: "begge hellere vil have hinanden",
		} {
			rules := fit.DefaultRules()
			rules.Aim = aim
			if err := k.m.SaveRules(t.Context(), k.w.Coordinator, rules); err != nil {
				t.Fatal(err)
			}
			k.press("/solve", nil)
			_, text := k.page(k.at(""))
			k.has(text, words)
		}
	})
}
