package choosing_test

import (
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/web"
	choosingweb "github.com/mentorskab/mentorskab/internal/web/choosing"
	homeweb "github.com/mentorskab/mentorskab/internal/web/home"
	matchingweb "github.com/mentorskab/mentorskab/internal/web/matching"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a small programme with its site in front of it.
type house struct {
	*testing.T
	*pairtest.World
	door http.Handler
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		site := &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://localhost"}
		surveys := &evaluation.Evaluations{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Pairs: w.Pairs, Notify: w.Notify}
		f(&house{t, w, site.Handler(web.Routes(web.Pages{
			Choosing: choosingweb.Pages{Matches: w.Matches}, Matching: matchingweb.Pages{Matches: w.Matches},
			Home: homeweb.Pages{DB: d, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Pairs: w.Pairs, Evaluations: surveys},
		}))})
	})
}

// guest is somebody with a browser.
type guest struct {
	*house
	cookie, seat string
}

func (h *house) enter(account, seat string) guest {
	h.Helper()
	token, err := h.People.Begin(h.Context(), account, "")
	if err != nil {
		h.Fatal(err)
	}
	return guest{h, token, seat}
}

func (h *house) as(s enrolment.Seat) guest { return h.enter(s.Person.Account, s.ID) }

var (
	tags    = regexp.MustCompile(`(?s)<script.*?</script>|<svg.*?</svg>|<[^>]*>`)
	hole    = regexp.MustCompile(`⟦[^⟧]*⟧|\{[a-z_]+\}`)
	ids     = regexp.MustCompile(` id="([^"]+)"`)
	classes = regexp.MustCompile(`class="vis `)
)

func (g guest) ask(method, path string, form url.Values) (status int, to, raw, text string) {
	g.Helper()
	r := httptest.NewRequestWithContext(g.Context(), method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "session", Value: g.cookie})
	rec := httptest.NewRecorder()
	g.door.ServeHTTP(rec, r)
	b, err := io.ReadAll(rec.Result().Body)
	if err != nil {
		g.Fatal(err)
	}
	raw = string(b)
	text = strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(raw, " "))), " ")
	return rec.Code, rec.Header().Get("Location"), raw, text
}

// see opens a page that must be there and whole, and say all of the words.
func (g guest) see(path string, say ...string) string {
	g.Helper()
	status, _, raw, text := g.ask(http.MethodGet, path, nil)
	if status != http.StatusOK {
		g.Fatalf("%s: %d %s", path, status, text)
	}
	whole(g.T, path, raw, text)
	for _, w := range say {
		if !strings.Contains(text, w) {
			g.Fatalf("%s does not say %q: %s", path, w, text)
		}
	}
	return text
}

// do posts a form that must be taken, and opens the page it leads to.
func (g guest) do(path string, form url.Values, say ...string) string {
	g.Helper()
	status, to, _, text := g.ask(http.MethodPost, path, form)
	if status != http.StatusSeeOther {
		g.Fatalf("%s: %d %s", path, status, text)
	}
	to, _, _ = strings.Cut(to, "#")
	return g.see(to, say...)
}

func whole(t *testing.T, path, raw, text string) {
	t.Helper()
	if m := hole.FindString(text); m != "" {
		t.Errorf("%s: a text is missing: %s", path, m)
	}
	if n := strings.Count(raw, "<h1"); n != 1 {
		t.Errorf("%s: %d headings h1", path, n)
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(raw, -1) {
		if seen[m[1]] {
			t.Errorf("%s: the ID %q is there twice", path, m[1])
		}
		seen[m[1]] = true
	}
}

func press(other enrolment.Seat, move string) url.Values {
	return url.Values{"other": {other.ID}, "move": {move}, "back": {""}}
}

func (h *house) day(n int) string {
	return string(clock.DateOf(h.Clock.Now()).Add(0, 0, n))
}

func TestARoundOfSuggestionsOnTheScreen(t *testing.T) {
	each(t, func(h *house) {
		mads, merete := h.Seat("Mads Holm", org.Mentor, 1), h.Seat("Merete Vang", org.Mentor, 1)
		anna := h.Seat("Anna Berg", org.Mentee, 1)
		lead, board := h.enter(h.Coordinator.Account, ""), "/p/"+h.Programme+"/match/wishes"
		if status, _, _, _ := h.as(anna).ask(http.MethodGet, "/seat/"+anna.ID+"/wishes", nil); status != http.StatusNotFound {
			h.Fatalf("a page without a round: %d", status)
		}
		lead.see(board, "Skal deltagerne have et ord med")
		form := url.Values{"kind": {"suggestions"}, "shows": {"named"}, "most": {"3"}, "wishes_by": {"i morgen"}, "answers_by": {""}}
		status, _, raw, text := lead.ask(http.MethodPost, board, form)
		if status != http.StatusUnprocessableEntity || !strings.Contains(text, "Skriv en dato") || !strings.Contains(raw, "i morgen") {
			h.Fatalf("%d %s", status, text)
		}
		form.Set("wishes_by", h.day(9))
		lead.do(board, form, "0 af 3 har svaret", "Anna Berg")

		lead.see("/p/"+h.Programme+"/match", "En ønskerunde er i gang")

		g, page := h.as(anna), "/seat/"+anna.ID+"/wishes"
		g.see("/seat/"+anna.ID, "Hvem vil du helst have som mentor?", "fem minutter")
		g.see(page, "Mads Holm", "Merete Vang", "Ingen af dem ser, hvad du vælger")
		g.do(page, press(merete, "wish"), "Dit ønske nummer 1")
		g.do(page, press(mads, "veto"), "Fortryd »ikke denne«")
		g.do(page, url.Values{"move": {"done"}}, "Dit svar er gemt")
		if text := lead.see(board, "1 af 3 har svaret"); strings.Contains(text, "Anna Berg") {
			h.Fatal("she has answered")
		}
		if text := h.as(mads).see("/seat/"+mads.ID+"/wishes", "Anna Berg"); strings.Contains(text, "Ikke ledig") || strings.Contains(text, "Fortryd »ikke") {
			h.Fatal(text)
		}
		lead.do(board+"/dates", url.Values{"wishes_by": {h.day(12)}}, "Datoerne er ændret")
		lead.do(board+"/close", nil, "Den seneste ønskerunde sluttede", "1 af 3 svarede")
		g.see(page, "Dine ønsker er givet videre")
		g.do(page, press(merete, "drop"), "Det kan ikke ændres lige nu")
		g.do(page, press(mads, "unveto"), "Mads Holm")
		if text := g.see(page); strings.Contains(text, "Fortryd »ikke") {
			h.Fatal("the veto still stands")
		}
	})
}

func TestARoundOfRequestsOnTheScreen(t *testing.T) {
	each(t, func(h *house) {
		mads, merete := h.Seat("Mads Holm", org.Mentor, 1), h.Seat("Merete Vang", org.Mentor, 1)
		anna := h.Seat("Anna Berg", org.Mentee, 1)
		lead, board := h.enter(h.Coordinator.Account, ""), "/p/"+h.Programme+"/match/wishes"
		lead.do(board, url.Values{"kind": {"requests"}, "shows": {"nameless"}, "most": {"1"}, "wishes_by": {h.day(9)}, "answers_by": {h.day(16)}}, "0 af 1 har svaret")
		g, page := h.as(anna), "/seat/"+anna.ID+"/wishes"
		if text := g.see(page+"/mentors", "Mentor 1", "Mentor 2"); strings.Contains(text, "Mads") || strings.Contains(text, "Merete") {
			h.Fatal(text)
		}
		if text := g.see(page + "/mentors?find=Mads"); strings.Contains(text, "Mentor 1") || strings.Contains(text, "Mentor 2") {
			h.Fatal("a hidden name can be searched for")
		}
		ask := press(merete, "wish")
		ask.Set("back", "list")
		g.do(page, ask, "Du spørger · nummer 1")
		again := press(mads, "wish")
		again.Set("back", "list")
		g.do(page, again, "Du kan højst spørge 1")
		long := strings.Repeat("meget ", 150)
		status, _, raw, text := g.ask(http.MethodPost, page+"/message", url.Values{"other": {merete.ID}, "message": {long}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(raw, strings.TrimSpace(long)) || !classes.MatchString(raw) {
			h.Fatalf("%d %s", status, text)
		}
		g.do(page+"/message", url.Values{"other": {merete.ID}, "message": {"Jeg håber på dig."}}, "Dine ord er gemt")

		if text := h.as(merete).see("/seat/"+merete.ID+"/wishes", "Der er ikke noget at svare på endnu"); strings.Contains(text, "håber") {
			h.Fatal("a request is shown before its time")
		}
		lead.do(board+"/close", nil, "0 af 1 har svaret")
		g.see(page, "Dine spørgsmål er sendt")
		g.see("/seat/"+anna.ID, "Mentorerne svarer nu")
		m := h.as(merete)
		m.see("/seat/"+merete.ID, "Nogen vil gerne have dig som mentor")
		if text := m.see("/seat/"+merete.ID+"/wishes", "Jeg håber på dig.", "Mentee 1"); strings.Contains(text, "Anna") {
			h.Fatal(text)
		}
		m.do("/seat/"+merete.ID+"/wishes", press(anna, "yes"), "Ja · nummer 1")
		lead.do(board+"/stop", nil, "Ingen ønsker")
		if status, _, _, _ := m.ask(http.MethodGet, "/seat/"+merete.ID+"/wishes", nil); status != http.StatusNotFound {
			h.Fatalf("a stopped round is still there: %d", status)
		}
	})
}

func TestNotNowOnTheScreen(t *testing.T) {
	each(t, func(h *house) {
		x := h.Pair("Anna Berg", "Mads Holm")
		g, home := h.as(x.Mentor), "/seat/"+x.Mentor.ID
		g.see(home, "Hold pause fra nye mentees")
		g.see(home+"/pause", "Vil du holde pause fra nye mentees?")
		g.do(home+"/pause", url.Values{"pause": {"yes"}}, "Tag imod nye mentees igen", "Anna")
		h.Sleep(48 * time.Hour)
		g.see(home+"/pause", "Du har holdt pause siden")
		g.do(home+"/pause", url.Values{"pause": {"no"}}, "Velkommen tilbage")
		if text := h.as(x.Mentee).see("/seat/" + x.Mentee.ID); strings.Contains(text, "pause fra nye") {
			h.Fatal("a mentee is offered a mentor's pause")
		}
	})
}
