package e2e

import (
	"errors"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/e2e/browser"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// moved is a clock that runs, some time away from the present.
type moved struct{ by atomic.Int64 }

func (c *moved) Now() time.Time {
	return time.Now().Add(time.Duration(c.by.Load())).UTC().Truncate(time.Microsecond)
}

func (c *moved) set(t time.Time) { c.by.Store(int64(time.Until(t))) }

// trip is the program, running, and the browser in front of it.
type trip struct {
	testing.TB
	m     *app.Main
	clock *moved
	b     *browser.Browser
	lang  i18n.Lang
	look  browser.Look
	shots string // folder for a picture of every page that failed
}

// start runs the program on an empty database. Without a browser the journey is left out, and says so.
func start(t testing.TB, lang i18n.Lang, look browser.Look) *trip {
	t.Helper()
	b, err := browser.Start(t.Context())
	if errors.Is(err, browser.ErrNone) {
		t.Skip("!!! " + err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	look.Lang = string(lang)
	j := &trip{TB: t, clock: &moved{}, b: b, lang: lang, look: look, shots: t.ArtifactDir()}
	j.clock.set(time.Date(2026, 9, 1, 6, 30, 0, 0, time.UTC))
	config := app.Defaults()
	config.Listen, config.Database = "127.0.0.1:0", filepath.Join(t.TempDir(), "journey.db")
	j.m = &app.Main{Config: config, Clock: j.clock, Demo: true, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if err := j.m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := j.m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.m.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// text is what a page says, in the language of the trip.
func (j *trip) text(key string, args ...any) string { return i18n.T(j.lang, key, args...) }

// person is somebody in front of the browser.
type person struct {
	*browser.Page
	j    *trip
	name string
}

// visitor opens a window for somebody.
func (j *trip) visitor(name string) *person {
	j.Helper()
	p, err := j.b.Page(j.look)
	if err != nil {
		j.Fatal(err)
	}
	j.Cleanup(p.Close)
	return &person{p, j, name}
}

// must ends the journey where something did not go, with a picture of the page.
func (p *person) must(err error) {
	p.j.Helper()
	if err != nil {
		file := filepath.Join(p.j.shots, "stopped-here.png")
		if shot := p.Shot(file); shot == nil {
			p.j.Logf("picture: %s", file)
		}
		p.j.Fatalf("%s: %v", p.name, err)
	}
}

func (p *person) open(path string) { p.j.Helper(); p.must(p.Open(p.j.m.URL + path)); p.right() }
func (p *person) click(key string, args ...any) {
	p.j.Helper()
	p.must(p.Click(p.j.text(key, args...)))
	p.right()
}

func (p *person) fill(field, value string)     { p.j.Helper(); p.must(p.Fill(field, value)) }
func (p *person) choose(field, value string)   { p.j.Helper(); p.must(p.Choose(field, value)) }
func (p *person) sees(key string, args ...any) { p.j.Helper(); p.must(p.See(p.j.text(key, args...))) }

// right looks at every page on the way: all words are there, it fits the window, the browser has nothing against it, it is reachable.
func (p *person) right() {
	p.j.Helper()
	text, err := p.Text()
	p.must(err)
	if i := strings.Index(text, "⟦"); i >= 0 {
		p.must(errors.New("a text is missing: " + text[i:min(len(text), i+80)]))
	}
	wide, err := p.Wide()
	p.must(err)
	if wide > 0 {
		p.must(errors.New("the page is wider than the window"))
	}
	status, err := p.Status()
	p.must(err)
	if status >= 400 && status != 422 {
		p.must(errors.New("the page is an error: " + text[:min(len(text), 300)]))
	}
	if c := p.Complaints(); len(c) > 0 {
		p.must(errors.New("the browser complains: " + strings.Join(c, "; ")))
	}
}

var linkInMail = regexp.MustCompile(`https?://\S+`)

// links counts the sign-in mails to somebody, and gives the newest one's link.
func (j *trip) links(email string) (n int, link string) {
	j.Helper()
	got, err := db.Column[string](j.Context(), j.m.DB, "select body_text from outbox where to_email=$1 and event_key like 'sign_in:%' order by id desc", email)
	if err != nil {
		j.Fatal(err)
	}
	if len(got) > 0 {
		link = linkInMail.FindString(got[0])
	}
	return len(got), link
}

// enter signs somebody in as people do: by asking for a link and following the one in the mail.
func (j *trip) enter(email string) *person {
	j.Helper()
	p := j.visitor(email)
	before, _ := j.links(email)
	p.open("/sign-in")
	p.fill("link-email", email)
	p.click("people.link_button")
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) { // a job writes the mail, so that the page answers alike for known and unknown addresses
		if n, link := j.links(email); n > before {
			p.must(p.Open(link))
			p.click("people.sign_in_button")
			return p
		}
		<-time.After(50 * time.Millisecond)
	}
	j.Fatalf("no link was sent to %s", email)
	return nil
}

// organisation makes the tenant with its administrator, who is the coordinator of what she makes.
func (j *trip) organisation(name, email, who string) (orgID string) {
	j.Helper()
	err := j.m.DB.Write(j.Context(), func(tx *db.Tx) error {
		g, err := j.m.Orgs.Create(j.Context(), tx, name, j.lang)
		if err != nil {
			return err
		}
		orgID = g.ID
		a, err := j.m.People.Ensure(j.Context(), tx, email, who, j.lang)
		if err != nil {
			return err
		}
		return j.m.Orgs.Give(j.Context(), tx, g.ID, "", a.ID, org.Admin)
	})
	if err != nil {
		j.Fatal(err)
	}
	return orgID
}
