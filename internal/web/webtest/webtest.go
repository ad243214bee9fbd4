// Package webtest is a small site for tests of pages: two organisations on a real database, visitors with a cookie jar, and pages whose
// words can be asked for. Each test gives it the pages it is about.
package webtest

import (
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
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
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Site is the site under test. Org and Other are its two organisations.
type Site struct {
	*testing.T
	DB         *db.DB
	Clock      *clock.Fake
	Notify     *notify.Notify
	People     *people.People
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Enrolments *enrolment.Enrolments
	Org, Other string

	site   *visit.Site
	server *httptest.Server
}

// Each runs f on a site of each database. pages says what the site shows.
func Each(t *testing.T, pages func(s *Site) web.Pages, f func(s *Site)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC))
		s := &Site{T: t, DB: d, Clock: c, Notify: &notify.Notify{Clock: c}, People: &people.People{DB: d, Clock: c}}
		s.Orgs = &org.Orgs{DB: d, Clock: c, Accounts: s.People, Notify: s.Notify}
		s.Programmes = &programme.Programmes{DB: d, Clock: c, Orgs: s.Orgs, Notify: s.Notify}
		s.Enrolments = &enrolment.Enrolments{DB: d, Clock: c, Orgs: s.Orgs, People: s.People, Programmes: s.Programmes, Notify: s.Notify}
		s.site = &visit.Site{DB: d, People: s.People, Orgs: s.Orgs, Clock: c, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
		s.server = httptest.NewServer(s.site.Handler(web.Routes(pages(s))))
		t.Cleanup(s.server.Close)
		s.site.BaseURL, s.Notify.BaseURL = s.server.URL, s.server.URL
		s.Write(func(tx *db.Tx) error {
			a, err := s.Orgs.Create(t.Context(), tx, "Fjordby Kommune", i18n.Danish)
			b, err2 := s.Orgs.Create(t.Context(), tx, "Havneby Kommune", i18n.Danish)
			s.Org, s.Other = a.ID, b.ID
			return errors.Join(err, err2)
		})
		f(s)
	})
}

// Write runs f in a transaction.
func (s *Site) Write(f func(tx *db.Tx) error) {
	s.Helper()
	s.OK(s.DB.Write(s.Context(), f))
}

// OK fails the test on an error.
func (s *Site) OK(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// Visitor is a browser. Actor is who is signed in with it.
type Visitor struct {
	*Site
	Actor org.Actor
	http  *http.Client
}

// Stranger is a visitor whom nobody knows.
func (s *Site) Stranger() Visitor {
	jar, err := cookiejar.New(nil)
	s.OK(err)
	return Visitor{Site: s, http: &http.Client{Jar: jar}}
}

// Hat signs somebody in who has a role; programmeID "" is the whole organisation.
func (s *Site) Hat(orgID, programmeID, email string, role org.Role) Visitor {
	s.Helper()
	v := s.Stranger()
	s.Write(func(tx *db.Tx) error {
		name, _, _ := strings.Cut(email, "@")
		a, err := s.People.Ensure(s.Context(), tx, email, strings.ToUpper(name[:1])+name[1:], i18n.Danish)
		v.Actor = org.Actor{Account: a.ID, Name: a.Name, Email: email, Lang: a.Lang, Org: orgID, Programme: programmeID, Roles: []org.Role{role}}
		return errors.Join(err, s.Orgs.Give(s.Context(), tx, orgID, programmeID, a.ID, role))
	})
	token, err := s.People.Begin(s.Context(), v.Actor.Account, "test")
	s.OK(err)
	u, err := url.Parse(s.server.URL)
	s.OK(err)
	v.http.Jar.SetCookies(u, []*http.Cookie{{Name: s.site.CookieName(), Value: token, Path: "/"}}) //nolint:gosec // the browser of a test
	return v
}

// Page is an answer. URL is where redirects ended, Text what can be read.
type Page struct {
	t          testing.TB
	Status     int
	URL        string
	Body, Text string
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

// Get opens a page.
func (v Visitor) Get(path string) Page {
	v.Helper()
	return v.send(http.MethodGet, path, nil)
}

// Post sends a form.
func (v Visitor) Post(path string, form url.Values) Page {
	v.Helper()
	return v.send(http.MethodPost, path, form)
}

func (v Visitor) send(method, path string, form url.Values) Page {
	v.Helper()
	ask, err := http.NewRequestWithContext(v.Context(), method, v.server.URL+path, strings.NewReader(form.Encode()))
	v.OK(err)
	if method == http.MethodPost {
		ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r, err := v.http.Do(ask)
	v.OK(err)
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	v.OK(err)
	text := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(string(b), " "))), " ")
	return Page{v.Site, r.StatusCode, strings.TrimPrefix(r.Request.URL.String(), v.server.URL), string(b), text}
}

// Want fails unless the page has the status and shows every word, or has it in its markup.
func (p Page) Want(status int, words ...string) Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s: status %d, want %d: %.600s", p.URL, p.Status, status, p.Text)
	}
	for _, w := range words {
		if !strings.Contains(p.Text, w) && !strings.Contains(p.Body, w) {
			p.t.Fatalf("%s: no %q in %.1500s", p.URL, w, p.Text)
		}
	}
	return p
}

// Not fails when the page shows one of the words, or has it in its markup.
func (p Page) Not(words ...string) Page {
	p.t.Helper()
	for _, w := range words {
		if strings.Contains(p.Text, w) || strings.Contains(p.Body, w) {
			p.t.Fatalf("%s: %q is there: %.1500s", p.URL, w, p.Text)
		}
	}
	return p
}
