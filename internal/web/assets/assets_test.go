package assets

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestHashedFileIsKeptForever(t *testing.T) {
	p := Path("app.css")
	if !regexp.MustCompile(`^/static/app\.[0-9a-f]{10}\.css$`).MatchString(p) {
		t.Fatalf("Path = %q", p)
	}
	res := get(t, p, "")
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d", res.StatusCode)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/css; charset=utf-8", "Cache-Control": keepForever,
		"Content-Encoding": "", "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if got := get(t, "/static/app.css", "").Header.Get("Cache-Control"); got != keepShortly {
		t.Errorf("plain name: Cache-Control = %q", got)
	}
}

func TestGzip(t *testing.T) {
	for header, want := range map[string]bool{"gzip, deflate, br": true, "": false, "br": false, "gzip;q=0": false, "gzip; q=0.5": true} {
		res := get(t, Path("htmx.min.js"), header)
		if got := res.Header.Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("Accept-Encoding %q: gzip = %v, want %v", header, got, want)
			continue
		}
		var body io.Reader = res.Body
		if want {
			var err error
			if body, err = gzip.NewReader(res.Body); err != nil {
				t.Fatal(err)
			}
		}
		got, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if plain, _ := Bytes("htmx.min.js"); !bytes.Equal(got, plain) {
			t.Errorf("Accept-Encoding %q: body differs", header)
		}
	}
}

func TestETagAndMethods(t *testing.T) {
	p := Path("app.js")
	r := httptest.NewRequest(http.MethodGet, p, nil)
	r.Header.Set("If-None-Match", get(t, p, "").Header.Get("ETag"))
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	if w.Code != http.StatusNotModified {
		t.Errorf("If-None-Match: status %d", w.Code)
	}
	w = httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, p, nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
	if code := get(t, "/static/../assets.go", "").StatusCode; code != http.StatusNotFound {
		t.Errorf("outside static: status %d", code)
	}
	if code := get(t, "/static/app.0000000000.css", "").StatusCode; code != http.StatusNotFound {
		t.Errorf("wrong hash: status %d", code)
	}
}

// The fonts that the style sheet names must exist, or pages silently fall back to system fonts.
func TestStyleSheetLinks(t *testing.T) {
	css, _ := Bytes("app.css")
	urls := regexp.MustCompile(`url\(([^)]+)\)`).FindAllSubmatch(css, -1)
	fonts := 0
	for _, m := range urls {
		u := strings.Trim(string(m[1]), `"'`)
		if strings.HasPrefix(u, "data:") || strings.HasPrefix(u, "#") {
			continue
		}
		fonts++
		if res := get(t, u, ""); res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != keepForever {
			t.Errorf("%s: status %d, %s", u, res.StatusCode, res.Header.Get("Cache-Control"))
		}
	}
	if fonts != 4 {
		t.Errorf("%d fonts in the style sheet, want 4", fonts)
	}
}

// What a Danish page loads at its first visit, compressed. A person in a car park on a weak signal is the measure.
func TestFirstVisitIsSmall(t *testing.T) {
	total := 0
	for _, name := range []string{
		"app.css", "app.js", "htmx.min.js", "favicon.svg",
		"fonts/schibsted-grotesk-latin-wght-normal.woff2", "fonts/literata-latin-400-normal.woff2",
	} {
		f, ok := all().byName[name]
		if !ok {
			t.Fatalf("%s is missing", name)
		}
		n := len(f.body)
		if f.packed != nil {
			n = len(f.packed())
		}
		t.Logf("%6d %s", n, name)
		total += n
	}
	t.Logf("%6d together", total)
	if total > 120_000 {
		t.Errorf("first visit loads %d bytes, want at most 120000", total)
	}
}

// A strict content security policy forbids these, so no script may need them.
func TestNoEval(t *testing.T) {
	js, _ := Bytes("app.js")
	for _, word := range []string{"eval(", "new Function", "innerHTML", ".style", "localStorage"} {
		if bytes.Contains(js, []byte(word)) {
			t.Errorf("app.js contains %q", word)
		}
	}
	err := fs.WalkDir(embedded, "static/diagrams", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := embedded.ReadFile(name)
		if bytes.Contains(body, []byte("style=")) || bytes.Contains(body, []byte("<script")) {
			t.Errorf("%s has inline style or script", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
