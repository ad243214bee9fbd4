package pair_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/web"
	homeweb "github.com/mentorskab/mentorskab/internal/web/home"
	pairweb "github.com/mentorskab/mentorskab/internal/web/pair"
	peopleweb "github.com/mentorskab/mentorskab/internal/web/people"
	siteweb "github.com/mentorskab/mentorskab/internal/web/site"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a world with its site in front of it: the real table of routes, real sessions.
type house struct {
	*pairtest.World
	t    testing.TB
	site *visit.Site
	door http.Handler
}

func open(t testing.TB, d *db.DB) *house {
	t.Helper()
	w := pairtest.New(t, d)
	h := &house{World: w, t: t, site: &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://mentor.example"}}
	surveys := &evaluation.Evaluations{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Pairs: w.Pairs, Notify: w.Notify}
	h.door = h.site.Handler(web.Routes(web.Pages{
		People: peopleweb.Pages{People: w.People},
		Site:   siteweb.Pages{DB: d, Orgs: w.Orgs},
		Pair:   pairweb.Pages{DB: d, Pairs: w.Pairs, Matches: w.Matches, Programmes: w.Programmes},
		Home:   homeweb.Pages{DB: d, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Pairs: w.Pairs, Evaluations: surveys},
	}))
	return h
}

// guest is somebody with a browser.
type guest struct {
	*house
	account, session string
}

// enter signs an account in.
func (h *house) enter(account string) guest {
	h.t.Helper()
	token, err := h.People.Begin(h.t.Context(), account, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return guest{h, account, token}
}

func (h *house) as(x pair.Pair, side org.Role) guest { return h.enter(x.Seat(side).Person.Account) }

// answer is what came back.
type answer struct {
	Status int
	To     string // where a redirect leads
	Body   string
	Header http.Header
}

func (g guest) ask(method, path string, form url.Values) answer {
	g.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(g.t.Context(), method, path, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: g.site.CookieName(), Value: g.session})
	rec := httptest.NewRecorder()
	g.door.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header().Get("Location"), rec.Body.String(), rec.Header()}
}

// see opens a page that must be there and whole.
func (g guest) see(path string) string {
	g.t.Helper()
	a := g.ask(http.MethodGet, path, nil)
	if a.Status != http.StatusOK {
		g.t.Fatalf("%s: %d\n%s", path, a.Status, words(a.Body))
	}
	whole(g.t, path, a.Body)
	return words(a.Body)
}

// do posts a form that must be taken, and gives the text of the page it leads to.
func (g guest) do(path string, form url.Values) string {
	g.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	a := g.ask(http.MethodPost, path, form)
	if a.Status != http.StatusSeeOther {
		g.t.Fatalf("%s: %d\n%s", path, a.Status, words(a.Body))
	}
	to, _, _ := strings.Cut(a.To, "#")
	return g.see(to)
}

var (
	tags  = regexp.MustCompile(`(?s)<script.*?</script>|<svg.*?</svg>|<template.*?</template>|<[^>]*>`)
	blank = regexp.MustCompile(`\s+`)
	ids   = regexp.MustCompile(` id="([^"]+)"`)
)

// words is a page as it reads.
func words(body string) string {
	return strings.TrimSpace(blank.ReplaceAllString(tags.ReplaceAllString(body, " "), " "))
}

// whole holds what every page must: each text there, one heading, no ID twice, no style attribute.
func whole(t testing.TB, path, body string) {
	t.Helper()
	if strings.Contains(body, "⟦") || regexp.MustCompile(`\{[a-z_]+\}`).MatchString(words(body)) {
		t.Errorf("%s: a text is missing: %s", path, regexp.MustCompile(`⟦[^⟧]*⟧|\{[a-z_]+\}`).FindString(words(body)))
	}
	if n := strings.Count(body, "<h1"); n != 1 {
		t.Errorf("%s: %d headings h1", path, n)
	}
	if strings.Contains(body, " style=") {
		t.Errorf("%s: a style attribute", path)
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(body, -1) {
		if seen[m[1]] {
			t.Errorf("%s: the ID %q is there twice", path, m[1])
		}
		seen[m[1]] = true
	}
}
