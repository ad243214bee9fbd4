package visit

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

func site(t *testing.T, change func(s *Site), routes ...Route) http.Handler {
	t.Helper()
	d := dbtest.SQLite(t)
	c := clock.NewFake(time.Date(2027, 1, 2, 9, 0, 0, 0, time.UTC))
	s := &Site{DB: d, Clock: c, Log: slog.New(slog.DiscardHandler), BaseURL: "http://mentor.example", People: &people.People{DB: d, Clock: c}, Orgs: &org.Orgs{DB: d, Clock: c}}
	if change != nil {
		change(s)
	}
	return s.Handler(routes)
}

func ask(t *testing.T, h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://mentor.example"+path, strings.NewReader(""))
	r.RemoteAddr = "10.0.0.1:1234"
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func text(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { _, err := io.WriteString(w, s); return err })
}

func TestErrorsBecomePages(t *testing.T) {
	fails := func(err error) func(*Visit) error { return func(*Visit) error { return err } }
	h := site(t, nil,
		Route{Method: "GET", Path: "/gone", Allow: Roles(Anyone), Rate: Read, Serve: fails(fault.New(fault.Gone, "people.link_used"))},
		Route{Method: "GET", Path: "/broken", Allow: Roles(Anyone), Rate: Read, Serve: fails(errors.New("password is hunter2"))},
		Route{Method: "GET", Path: "/panic", Allow: Roles(Anyone), Rate: Read, Serve: func(*Visit) error { panic("secret") }},
		Route{Method: "GET", Path: "/half", Allow: Roles(Anyone), Rate: Read, Serve: func(v *Visit) error {
			return v.Show(templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, _ = io.WriteString(w, "half a page")
				return errors.New("secret")
			}))
		}},
	)
	for path, status := range map[string]int{"/gone": 410, "/broken": 500, "/panic": 500, "/half": 500, "/nowhere": 404} {
		w := ask(t, h, "GET", path, "Accept-Language", "en")
		body := w.Body.String()
		if w.Code != status || !strings.Contains(body, "<h1>") || strings.Contains(body, "hunter2") || strings.Contains(body, "secret") || strings.Contains(body, "half a page") {
			t.Errorf("%s: %d\n%s", path, w.Code, body)
		}
		if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
}

func TestPagesTravelPacked(t *testing.T) {
	long := strings.Repeat("mentor og mentee ", 200)
	h := site(t, nil,
		Route{Method: "GET", Path: "/long", Allow: Roles(Anyone), Rate: Read, Serve: func(v *Visit) error { return v.Show(text(long)) }},
		Route{Method: "GET", Path: "/short", Allow: Roles(Anyone), Rate: Read, Serve: func(v *Visit) error { return v.Show(text("kort")) }},
		Route{Method: "GET", Path: "/file", Allow: Roles(Anyone), Rate: Read, Serve: func(v *Visit) error {
			return v.File("møder; \"1\".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []byte(long))
		}},
	)
	w := ask(t, h, "GET", "/long", "Accept-Encoding", "gzip, br")
	r, err := gzip.NewReader(w.Body)
	if err != nil || w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Vary") != "Accept-Encoding" {
		t.Fatalf("%v, %v", w.Header(), err)
	}
	if body, err := io.ReadAll(r); err != nil || string(body) != long {
		t.Fatalf("%d letters, %v", len(body), err)
	}
	for path, header := range map[string][]string{"/long": nil, "/short": {"Accept-Encoding", "gzip"}, "/file": {"Accept-Encoding", "gzip"}} {
		if w := ask(t, h, "GET", path, header...); w.Header().Get("Content-Encoding") != "" || w.Body.Len() == 0 {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
	if got := ask(t, h, "GET", "/file").Header().Get("Content-Disposition"); got != "attachment; filename*=UTF-8''m%C3%B8der%3B%20%221%22.xlsx" {
		t.Errorf("the file's name: %s", got)
	}
}

func TestRatesAreHeldPerVisitor(t *testing.T) {
	serve := func(v *Visit) error { v.W.WriteHeader(http.StatusNoContent); return nil }
	h := site(t, func(s *Site) { s.Proxied = true },
		Route{Method: "POST", Path: "/in", Allow: Roles(Anyone), Rate: Sensible, Serve: serve},
		Route{Method: "GET", Path: "/read", Allow: Roles(Anyone), Rate: Read, Serve: serve},
	)
	refused := func(from string) (n int) {
		for range 100 {
			if w := ask(t, h, "POST", "/in", "X-Forwarded-For", from); w.Code == http.StatusTooManyRequests {
				n++
			} else if w.Code != http.StatusNoContent {
				t.Fatalf("%d", w.Code)
			}
		}
		return n
	}
	if n := refused("1.2.3.4"); n != 70 {
		t.Errorf("%d of 100 were refused", n)
	}
	if n := refused("9.9.9.9, 1.2.3.4"); n != 100 { // what the visitor wrote does not count, what the proxy wrote does
		t.Errorf("a forged address: %d of 100 were refused", n)
	}
	if n := refused("1.2.3.5"); n != 70 {
		t.Errorf("another visitor: %d of 100 were refused", n)
	}
	for range 300 {
		if w := ask(t, h, "GET", "/read", "X-Forwarded-For", "1.2.3.4"); w.Code != http.StatusNoContent {
			t.Fatalf("reading was refused: %d", w.Code)
		}
	}
	direct := site(t, nil, Route{Method: "POST", Path: "/in", Allow: Roles(Anyone), Rate: Sensible, Serve: serve})
	last := 0
	for i := range 31 {
		last = ask(t, direct, "POST", "/in", "X-Forwarded-For", strings.Repeat("1", i+1)).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("without a proxy a header bought a new address: %d", last)
	}
}

func TestBucketsComeBackAndAreForgotten(t *testing.T) {
	var l limiter
	now := time.Date(2027, 1, 2, 9, 0, 0, 0, time.UTC)
	for range 31 {
		l.allow(Sensible, "a", now)
	}
	if l.allow(Sensible, "a", now) {
		t.Fatal("no limit")
	}
	if !l.allow(Sensible, "a", now.Add(6*time.Second)) {
		t.Fatal("a visitor who waited is still refused")
	}
	l.allow(Sensible, "b", now.Add(time.Hour))
	if len(l.buckets) != 1 {
		t.Fatalf("%d buckets are kept", len(l.buckets))
	}
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0":     "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36":         "Chrome, Android",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0":                                      "Firefox, Mac",
		"curl/8.0": "", "<script>alert(1)</script>": "",
	} {
		if got := device(agent); got != want {
			t.Errorf("%s: %q", agent, got)
		}
	}
}

func TestLanguageOfAStranger(t *testing.T) {
	for header, want := range map[string]string{"": "da", "da-DK,da;q=0.9": "da", "nb-NO": "da", "en-GB,en;q=0.9,da;q=0.8": "en", "de": "en", "*": "da"} {
		if got := accepted(header); string(got) != want {
			t.Errorf("%q: %s", header, got)
		}
	}
}
