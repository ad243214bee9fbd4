package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/demo"
	"github.com/mentorskab/mentorskab/internal/e2e/browser"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// TestEveryPageIsWithinReach follows every link that each role can see in the demonstration, one page of each kind, wide and light in
// Danish, then on a phone and dark in English: axe-core finds nothing, no text is missing, nothing is wider than the window, and the
// browser has no complaint.
func TestEveryPageIsWithinReach(t *testing.T) {
	b, err := browser.Start(t.Context())
	if errors.Is(err, browser.ErrNone) {
		t.Skip("!!! " + err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	m := &app.Main{Config: app.Defaults(), Clock: &clock.Shift{}, Demo: true, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}
	m.Config.Listen, m.Config.Database = "127.0.0.1:0", filepath.Join(t.TempDir(), "crawl.db")
	if err := m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = m.Close() }()
	accounts, err := demo.Seed(t.Context(), m, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, look := range looks() {
		seen := 0
		for _, role := range org.Roles {
			c := &crawl{T: t, m: m, lang: i18n.Lang(look.Lang), look: look, role: role, kinds: map[string]bool{}}
			seen += c.walk(b, accounts[role])
		}
		stranger := &crawl{T: t, m: m, lang: i18n.Lang(look.Lang), look: look, role: "stranger", kinds: map[string]bool{}}
		seen += stranger.walk(b, "")
		t.Logf("%+v: %d pages", look, seen)
		if seen < 60 {
			t.Errorf("only %d pages were reached", seen)
		}
	}
}

// looks are the two that differ in everything, or with MENTORSKAB_LOOKS=all every size in every colour and language.
func looks() []browser.Look {
	var all []browser.Look
	for _, lang := range i18n.Langs {
		for _, size := range []browser.Look{browser.Desktop, browser.Phone} {
			for _, dark := range []bool{false, true} {
				size.Dark, size.Lang = dark, string(lang)
				all = append(all, size)
			}
		}
	}
	if os.Getenv("MENTORSKAB_LOOKS") == "all" {
		return all
	}
	return []browser.Look{all[0], all[len(all)-1]}
}

type crawl struct {
	*testing.T
	m     *app.Main
	lang  i18n.Lang
	look  browser.Look
	role  org.Role
	kinds map[string]bool // kinds of page seen
}

// walk signs a role in and follows links from its start page; a stranger begins where strangers can.
func (c *crawl) walk(b *browser.Browser, account string) int {
	c.Helper()
	p, err := b.Page(c.look)
	c.need(err)
	defer p.Close()
	queue := []string{"/", "/hats", "/account"}
	if account == "" {
		queue = append([]string{"/sign-in", "/mailbox"}, c.open()...)
	} else {
		c.enter(p, account)
	}
	visited := 0
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		kind := kindOf(path)
		if c.kinds[kind] {
			continue
		}
		c.kinds[kind] = true
		if err := p.Open(c.m.URL + path); err != nil {
			c.Errorf("%s as %s: %v", path, c.role, err)
			continue
		}
		visited++
		c.check(p, path)
		raw, err := p.Eval(`JSON.stringify([...document.querySelectorAll("a[href]")].filter((a) => !a.download).map((a) => a.getAttribute("href")))`)
		c.need(err)
		var links []string
		c.need(json.Unmarshal([]byte(raw), &links))
		for _, l := range links {
			u, err := url.Parse(l)
			if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || isFile(u) {
				continue
			}
			u.Fragment = ""
			if !slices.Contains(queue, u.String()) {
				queue = append(queue, u.String())
			}
		}
	}
	return visited
}

func (c *crawl) enter(p *browser.Page, account string) {
	c.Helper()
	c.need(c.m.People.SetLang(c.Context(), account, c.lang))
	var token string
	c.need(c.m.DB.Write(c.Context(), func(tx *db.Tx) (err error) {
		token, err = c.m.People.MakeLink(c.Context(), tx, account, people.Invitation, "/")
		return err
	}))
	c.need(p.Enter(c.m.URL + people.LinkPath(token)))
}

// open finds the public pages of the programmes that take applications.
func (c *crawl) open() []string {
	c.Helper()
	ids, err := db.Column[string](c.Context(), c.m.DB, "select id from programme where status=$1", programme.Open)
	c.need(err)
	var out []string
	for _, id := range ids {
		out = append(out, "/p/"+id+"/about", "/p/"+id+"/apply")
	}
	return out
}

var idInPath = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|/[0-9]+(/|$)`)

// kindOf is a path without what names one object of many, with the names of its query.
func kindOf(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	var names []string
	for k := range u.Query() {
		names = append(names, k)
	}
	slices.Sort(names)
	return idInPath.ReplaceAllString(u.Path, "*") + "?" + strings.Join(names, "&")
}

// isFile knows the links that lead to a download.
func isFile(u *url.URL) bool {
	return strings.HasPrefix(u.Path, "/static/") || strings.Contains(u.Path, "/export") || u.Query().Get("format") != "" ||
		slices.Contains([]string{".xlsx", ".csv", ".ics", ".toml"}, filepath.Ext(u.Path)) || strings.HasSuffix(u.Path, "/calendar") || strings.HasSuffix(u.Path, "/remarks") || strings.HasSuffix(u.Path, "/csv")
}

func (c *crawl) check(p *browser.Page, path string) {
	c.Helper()
	where := fmt.Sprintf("%s as %s, %s, %d px", path, c.role, c.lang, c.look.Width)
	status, err := p.Status()
	c.need(err)
	if status >= 400 {
		c.Errorf("%s: status %d", where, status)
	}
	text, err := p.Text()
	c.need(err)
	if i := strings.Index(text, "⟦"); i >= 0 {
		c.Errorf("%s: a text is missing: %.80s", where, text[i:])
	}
	if wide, err := p.Wide(); err != nil || wide > 0 {
		c.Errorf("%s: %d px wider than the window, %v", where, wide, err)
	}
	if n := p.Complaints(); len(n) > 0 {
		c.Errorf("%s: the browser complains: %v", where, n)
	}
	violations, err := p.Axe()
	c.need(err)
	for _, v := range violations {
		c.Errorf("%s: %v", where, v)
	}
}

func (c *crawl) need(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}
