package talk_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web"
	talkweb "github.com/mentorskab/mentorskab/internal/web/talk"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a world with its site in front of it: the real table of routes, real sessions.
type house struct {
	*pairtest.World
	t     testing.TB
	site  *visit.Site
	door  http.Handler
	talks *talk.Talks
}

func open(t testing.TB, d *db.DB) *house {
	t.Helper()
	w := pairtest.New(t, d)
	h := &house{World: w, t: t, site: &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://mentor.example"}}
	h.talks = &talk.Talks{
		DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Notify: w.Notify,
		From: func(context.Context, db.Q) (string, error) { return "mentor@fjordby.example", nil },
	}
	h.door = h.site.Handler(web.Routes(web.Pages{Talk: talkweb.Pages{DB: d, Talks: h.talks}}))
	return h
}

// guest is somebody with a browser, and base the page of their talks.
type guest struct {
	*house
	session, base string
}

func (h *house) enter(account, base string) guest {
	h.t.Helper()
	token, err := h.People.Begin(h.t.Context(), account, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return guest{h, token, base}
}

func (h *house) as(s enrolment.Seat) guest { return h.enter(s.Person.Account, talk.Path(s.ID)) }

func (g guest) ask(method, path string, form url.Values) (status int, to, body string) {
	g.t.Helper()
	var sent io.Reader
	if form != nil {
		sent = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(g.t.Context(), method, path, sent)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: g.site.CookieName(), Value: g.session})
	rec := httptest.NewRecorder()
	g.door.ServeHTTP(rec, r)
	return rec.Code, rec.Header().Get("Location"), rec.Body.String()
}

var (
	tags  = regexp.MustCompile(`(?s)<script.*?</script>|<svg.*?</svg>|<template.*?</template>|<[^>]*>`)
	blank = regexp.MustCompile(`\s+`)
	hole  = regexp.MustCompile(`⟦[^⟧]*⟧|\{[a-z_]+\}`)
)

func words(body string) string {
	return strings.TrimSpace(blank.ReplaceAllString(tags.ReplaceAllString(body, " "), " "))
}

// see opens a page that must be there and whole, in both languages, and gives the Danish words and markup.
func (g guest) see(path string, account string) (text, body string) {
	g.t.Helper()
	for _, lang := range []i18n.Lang{i18n.English, i18n.Danish} {
		if err := g.People.SetLang(g.t.Context(), account, lang); err != nil {
			g.t.Fatal(err)
		}
		status, _, page := g.ask(http.MethodGet, path, nil)
		text, body = words(page), page
		if status != http.StatusOK {
			g.t.Fatalf("%s: %d %s", path, status, text)
		}
		if miss := hole.FindString(text); miss != "" {
			g.t.Errorf("%s %s: a text is missing: %s", lang, path, miss)
		}
		if strings.Contains(body, " style=") || strings.Count(body, "<h1") != 1 {
			g.t.Errorf("%s: a style attribute, or not one heading", path)
		}
	}
	return text, body
}

// do posts a form that must be taken.
func (g guest) do(path string, form url.Values) {
	g.t.Helper()
	if form == nil {
		form = url.Values{}
	}
	if status, to, body := g.ask(http.MethodPost, path, form); status != http.StatusSeeOther {
		g.t.Fatalf("%s: %d %s %s", path, status, to, words(body))
	}
}

func want(t testing.TB, text string, all ...string) {
	t.Helper()
	for _, w := range all {
		if !strings.Contains(text, w) {
			t.Errorf("»%s« is not there:\n%s", w, text)
		}
	}
}

func not(t testing.TB, text string, all ...string) {
	t.Helper()
	for _, w := range all {
		if strings.Contains(text, w) {
			t.Errorf("»%s« is there:\n%s", w, text)
		}
	}
}

var bookable = regexp.MustCompile(`href="(/seat/[^"/]+/talks/[0-9a-f-]{36})"`)

const about = "Jeg skal holde min første svære samtale."

func TestTalkFromOfferToHeld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		lead, mentor, mentee := h.enter(h.Coordinator.Account, "/p/"+h.Programme+"/talks"), h.as(jorgen), h.as(sofie)
		text, _ := mentor.see(mentor.base, jorgen.Person.Account)
		want(t, text, "Enkeltsamtaler er ikke åbne lige nu")
		not(t, text, "Læg tider op", "Samtaler") // not in the menu either
		lead.do(lead.base, url.Values{"offered": {"yes"}, "ahead": {"1"}})
		text, _ = lead.see(lead.base, h.Coordinator.Account)
		want(t, text, "0 samtaler er booket og på vej", "Ingen har booket en samtale endnu")

		// a series that is refused keeps what was typed
		form := url.Values{"date": {"2026-03-10"}, "time": {"25"}, "minutes": {"45"}, "places": {"1"}, "every": {"2"}, "months": {"2"}, "place": {"Rådhuset"}, "video": {"https://video.example/rum-7"}}
		status, _, body := mentor.ask(http.MethodPost, mentor.base, form)
		if status != http.StatusUnprocessableEntity {
			t.Errorf("a time of day that is none: %d", status)
		}
		want(t, body, `value="2026-03-10"`, `value="45"`, `value="Rådhuset"`, `value="https://video.example/rum-7"`)
		form.Set("time", "15.00")
		mentor.do(mentor.base, form)
		text, _ = mentor.see(mentor.base, jorgen.Person.Account)
		want(t, text, "Tirsdag den 10. marts 2026 kl. 15.00–15.45", "Tirsdag den 5. maj 2026 kl. 15.00–15.45", "5 tider")

		text, body = mentee.see(mentee.base, sofie.Person.Account)
		want(t, text, "Jørgen Østerby", "Teamleder, Hjemmepleje", "Lytter godt", "Tirsdag den 10. marts 2026 kl. 15.00–15.45", "1 tid mere")
		not(t, body, "rum-7", jorgen.Person.Email)
		links := bookable.FindAllStringSubmatch(body, -1)
		if len(links) != 5 {
			t.Fatalf("%d times to book", len(links))
		}
		text, body = mentee.see(links[0][1], sofie.Person.Account)
		want(t, text, "Tal med Jørgen Østerby", "Kun Jørgen og du kan se, hvad du skriver", "I to ser det")
		not(t, body, "rum-7")
		status, _, body = mentee.ask(http.MethodPost, links[0][1], url.Values{"about": {strings.Repeat("langt ", 60)}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "langt langt") {
			t.Errorf("too long: %d", status)
		}
		mentee.do(links[0][1], url.Values{"about": {about}})
		text, body = mentee.see(mentee.base, sofie.Person.Account)
		want(t, text, "Næste samtale: tirsdag den 10. marts 2026 kl. 15.00", about, "Du har booket 1 samtale.")
		want(t, body, "https://video.example/rum-7")
		if len(bookable.FindAllString(body, -1)) != 0 {
			t.Error("times can be chosen although nothing more may be booked")
		}
		text, body = mentor.see(mentor.base, jorgen.Person.Account)
		want(t, text, "Sofie Lindegård", about, "Optaget")
		cancel := regexp.MustCompile(`href="(/seat/[^"]+/talk/[^"]+)/cancel"`).FindStringSubmatch(body)[1]
		text, _ = mentor.see(cancel+"/cancel", jorgen.Person.Account)
		want(t, text, "Sofie får en venlig besked")
		status, _, file := mentor.ask(http.MethodGet, cancel+"/calendar.ics", nil)
		if status != http.StatusOK || !strings.Contains(file, "BEGIN:VEVENT") || strings.Contains(file, "svære") {
			t.Errorf("the calendar file: %d %s", status, file)
		}
		text, body = lead.see(lead.base+"?find=sofie", h.Coordinator.Account)
		want(t, text, "1 samtale er booket og på vej", "Sofie Lindegård", "Jørgen Østerby", "Booket")
		not(t, body, "svære", "rum-7")

		h.Sleep(9 * 24 * time.Hour)
		mentor.do(cancel+"/cancel", nil) // too late: told, and still booked
		_, _, body = mentor.ask(http.MethodGet, mentor.base, nil)
		want(t, words(body), "Samtalen er begyndt eller slut.", "Blev samtalen holdt?")
		mentor.do(cancel+"/held", url.Values{"held": {"yes"}})
		text, _ = lead.see(lead.base, h.Coordinator.Account)
		want(t, text, "0 samtaler er booket og på vej", "Holdt")
		status, _, _ = mentee.ask(http.MethodGet, cancel+"/cancel", nil)
		if status != http.StatusNotFound {
			t.Errorf("the mentor's address by the mentee: %d", status)
		}
		_, body = mentor.see(mentor.base, jorgen.Person.Account)
		remove := regexp.MustCompile(`href="(/seat/[^"]+/remove)"`).FindAllStringSubmatch(body, -1)
		text, _ = mentor.see(remove[0][1], jorgen.Person.Account)
		want(t, text, "Tage tiden ned?", "Ingen har booket den.")
		mentor.do(remove[0][1], nil)
		if _, body = mentor.see(mentor.base, jorgen.Person.Account); strings.Count(body, "/remove\"") != len(remove)-1 {
			t.Error("the time is still up")
		}
	})
}

// TestTwoBrowsersAtOnce has two mentees press at the same moment on the last place: one has it, the other keeps what was typed and reads
// what happened.
func TestTwoBrowsersAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		seats := []enrolment.Seat{h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Ali Hassan", org.Mentee, 1)}
		mentor := h.as(h.Seat("Jørgen Østerby", org.Mentor, 1))
		if err := h.talks.SaveSetting(t.Context(), h.Coordinator, talk.Setting{Offered: true, Ahead: 2}); err != nil {
			t.Fatal(err)
		}
		mentor.do(mentor.base, url.Values{"date": {"2026-03-10"}, "time": {"15"}, "minutes": {"45"}, "places": {"1"}, "every": {"0"}, "months": {"2"}})
		var got [2]struct {
			status int
			body   string
		}
		start := make(chan struct{})
		var both sync.WaitGroup
		for i, s := range seats {
			g := h.as(s)
			_, body := g.see(g.base, s.Person.Account)
			path := bookable.FindStringSubmatch(body)[1]
			both.Go(func() {
				<-start
				got[i].status, _, got[i].body = g.ask(http.MethodPost, path, url.Values{"about": {about}})
			})
		}
		close(start)
		both.Wait()
		if got[0].status == http.StatusSeeOther {
			got[0], got[1] = got[1], got[0]
		}
		if got[1].status != http.StatusSeeOther || got[0].status != http.StatusUnprocessableEntity {
			t.Fatalf("%d and %d", got[0].status, got[1].status)
		}
		want(t, words(got[0].body), "En anden var lige et øjeblik hurtigere. Tiden er optaget, så vælg en anden.", about)
	})
}
