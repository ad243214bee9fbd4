package app_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/emersion/go-message"

	"github.com/mentorskab/mentorskab/internal/app"
)

// start runs the program until the test ends. change may alter it before.
func start(t *testing.T, source string, change func(m *app.Main)) (*app.Main, *strings.Builder) {
	t.Helper()
	var console strings.Builder
	config := app.Defaults()
	config.Listen, config.Database = "127.0.0.1:0", source
	m := &app.Main{Config: config, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})), Console: &console}
	if change != nil {
		change(m)
	}
	if err := m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := m.Run(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	return m, &console
}

// visitor is a browser without a screen: it keeps cookies and follows no redirect.
type visitor struct {
	*testing.T
	m      *app.Main
	client *http.Client
}

func newVisitor(t *testing.T, m *app.Main) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, m, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

type page struct {
	status     int
	to         string // where it leads on to
	body       string
	header     http.Header
	setCookies []*http.Cookie
}

// text is what the page says, without its tags.
func (p page) text() string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(p.body, " ")), " ")
}

var tags = regexp.MustCompile(`(?s)<(script|template)[^>]*>.*?</(script|template)>|<[^>]*>`)

func (v *visitor) do(method, path string, form url.Values, change func(r *http.Request)) page {
	v.Helper()
	if !strings.Contains(path, "://") {
		path = v.m.URL + path
	}
	r, err := http.NewRequestWithContext(v.Context(), method, path, strings.NewReader(form.Encode()))
	if err != nil {
		v.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if change != nil {
		change(r)
	}
	res, err := v.client.Do(r)
	if err != nil {
		v.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.Fatal(err)
	}
	return page{res.StatusCode, strings.TrimPrefix(res.Header.Get("Location"), v.m.URL), string(body), res.Header, res.Cookies()}
}

func (v *visitor) get(path string) page { v.Helper(); return v.do(http.MethodGet, path, nil, nil) }

func (v *visitor) post(path string, pairs ...string) page {
	v.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return v.do(http.MethodPost, path, form, nil)
}

// leads checks that an answer leads on to a page.
func (v *visitor) leads(p page, to string) {
	v.Helper()
	if p.status != http.StatusSeeOther || !strings.HasPrefix(p.to, to) {
		v.Fatalf("leads on with %d to %q, not to %q: %s", p.status, p.to, to, p.text())
	}
}

// says checks the status of a page and that it holds some words.
func (v *visitor) says(p page, status int, words ...string) {
	v.Helper()
	text := p.text()
	if p.status != status {
		v.Fatalf("status %d, not %d: %s", p.status, status, text)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			v.Fatalf("the page does not say %q: %s", w, text)
		}
	}
}

// letterText finds the plain text of a mail.
func letterText(t *testing.T, raw string) (text string) {
	t.Helper()
	e, err := message.Read(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	err = e.Walk(func(_ []int, e *message.Entity, err error) error {
		if kind, _, _ := e.Header.ContentType(); err == nil && kind == "text/plain" {
			body, err := io.ReadAll(e.Body)
			text = string(body)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func form(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}
