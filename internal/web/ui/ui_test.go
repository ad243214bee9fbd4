package ui

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/pelletier/go-toml/v2"
)

var storybookDir = flag.String("storybook", "", "write the storybook and its assets into this folder, to look at")

func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "i18n", "locales", "ui."+lang+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := toml.Unmarshal(data, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// translate is a T that fails the test on a missing text or a placeholder nobody fills.
func translate(t *testing.T, lang string) func(string, ...any) string {
	texts := catalogue(t, lang)
	return func(key string, args ...any) string {
		s, ok := texts[key]
		if !ok {
			t.Errorf("%s: no text for %s", lang, key)
			return key
		}
		for i := 0; i+1 < len(args); i += 2 {
			s = strings.ReplaceAll(s, "{"+args[i].(string)+"}", fmt.Sprint(args[i+1]))
		}
		if strings.ContainsAny(s, "{}") {
			t.Errorf("%s: %s has an empty placeholder: %s", lang, key, s)
		}
		return s
	}
}

func storyPage(t *testing.T, lang string, kind Kind) Page {
	p := Page{
		Lang: lang, Title: "Byggesten", Kind: kind, T: translate(t, lang),
		Org: "Fjordby Kommune", ProgrammeName: "Nye ledere 2026–27", Role: "Koordinator",
		User: &UserView{Name: "Karen Møllegaard", Initials: "KM"},
		Switcher: []SwitchItem{
			{Org: "Fjordby Kommune", Label: "Nye ledere 2026–27", Role: "Koordinator", URL: "/a", Current: true},
			{Org: "Fjordby Kommune", Label: "Nye ledere 2026–27", Role: "Mentee", URL: "/b", Count: 2},
		},
		Nav: []NavItem{
			{Label: "Overblik", URL: "/o", Icon: "layout-dashboard", Current: true},
			{Label: "Deltagere", URL: "/d", Icon: "users-group"},
			{Label: "Match", URL: "/m", Icon: "arrows-join-2", Count: 3},
			{Label: "Evaluering", URL: "/e", Icon: "chart-histogram"},
		},
		LangURL: "/en", SearchURL: "/search", ProfileURL: "/me", SignOutURL: "/sign-out", BackURL: "/back", RoomState: "Låst og gemt kl. 10.42",
		Flash: &FlashView{Kind: "good", Title: "Gemt", Text: "Næste: se efter."},
	}
	switch kind {
	case KindPair, KindRoom, KindSponsor:
		p.User, p.Role = &UserView{Name: "Sofie Lindegård", Initials: "SL", Role: "mentee"}, "Mentee"
		p.Nav = []NavItem{
			{Label: "Hjem", URL: "/h", Icon: "home", Current: true},
			{Label: "Møder", URL: "/m", Icon: "calendar-event"},
			{Label: "Rummet", URL: "/r", Icon: "lock"},
			{Label: "Aftalen", URL: "/a", Icon: "file-text"},
		}
	case KindPlain, KindSignIn:
		p.User, p.ProgrammeName, p.Nav, p.Switcher = nil, "", nil, nil
	}
	return p
}

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var buf bytes.Buffer
	if err := c.Render(context.Background(), &buf); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

var kinds = map[string]Kind{
	"plain": KindPlain, "coordinator": KindCoordinator, "pair": KindPair, "sponsor": KindSponsor,
	"admin": KindAdmin, "signin": KindSignIn, "room": KindRoom,
}

// A page must live under a policy without inline style, inline script or event attributes, and be sound HTML for a
// screen reader: one h1, one main, every id once, every reference resolved.
func TestStorybook(t *testing.T) {
	for _, lang := range []string{"da", "en"} {
		for name, kind := range kinds {
			t.Run(lang+"/"+name, func(t *testing.T) {
				html := render(t, Storybook(storyPage(t, lang, kind)))
				checkPolicy(t, html)
				checkReferences(t, html)
				checkNames(t, html)
				if n := strings.Count(html, "<h1"); n != 1 {
					t.Errorf("%d h1", n)
				}
				if !strings.HasPrefix(html, "<!doctype html>") || !strings.Contains(html, `lang="`+lang+`"`) {
					t.Errorf("page starts %.80q", html)
				}
			})
		}
	}
}

func TestPlaces(t *testing.T) {
	for _, lang := range []string{"da", "en"} {
		for name, html := range map[string]string{
			"sign-in": render(t, storySignIn(storyPage(t, lang, KindSignIn))),
			"room":    render(t, storyRoom(storyPage(t, lang, KindRoom))),
			"error":   render(t, storyError(storyPage(t, lang, KindPlain))),
		} {
			checkPolicy(t, html)
			checkReferences(t, html)
			checkNames(t, html)
			if n := strings.Count(html, "<h1"); n != 1 {
				t.Errorf("%s: %d h1", name, n)
			}
		}
	}
}

func checkPolicy(t *testing.T, html string) {
	t.Helper()
	for _, rule := range []string{`\sstyle\s*=`, `<style`, `\son[a-z]+\s*=`, `javascript:`, `<script(?:\s[^>]*)?>[^<]`, `https?://(?:[^w]|w[^w])`} {
		if found := regexp.MustCompile(`(?i)` + rule).FindString(html); found != "" {
			t.Errorf("page contains %q (rule %s)", found, rule)
		}
	}
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(html, -1) {
		if !regexp.MustCompile(`\.[0-9a-f]{10}\.[a-z0-9]+$`).MatchString(m[1]) {
			t.Errorf("%s has no content hash: the file is missing", m[1])
		}
	}
}

// checkNames finds links and buttons that say nothing: an icon alone, or a component whose words were lost.
func checkNames(t *testing.T, html string) {
	t.Helper()
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, m := range regexp.MustCompile(`(?s)<(a|button|summary)\b([^>]*)>(.*?)</(?:a|button|summary)>`).FindAllStringSubmatch(html, -1) {
		if strings.TrimSpace(tags.ReplaceAllString(m[3], "")) == "" && !strings.Contains(m[2], "aria-label=") {
			t.Errorf("<%s%s> has no words", m[1], m[2])
		}
	}
}

func checkReferences(t *testing.T, html string) {
	t.Helper()
	ids := map[string]int{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		ids[m[1]]++
	}
	for id, n := range ids {
		if n > 1 || id == "" {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	for _, m := range regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby|data-output|data-dialog-open)="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		for id := range strings.FieldsSeq(m[1]) {
			if ids[id] == 0 {
				t.Errorf("reference to %q leads nowhere", id)
			}
		}
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(html, -1) {
		if ids[m[1]] == 0 {
			t.Errorf("link to #%s leads nowhere", m[1])
		}
	}
}

func TestErrorPages(t *testing.T) {
	for _, lang := range []string{"da", "en"} {
		p := storyPage(t, lang, KindPlain)
		seen := map[string]int{}
		for _, status := range []int{400, 403, 404, 409, 410, 413, 429, 500, 503} {
			title, text := errorText(p, ErrorView{Status: status})
			if title == "" || text == "" || seen[title] != 0 && status != 500 {
				t.Errorf("%s %d: title %q (as %d), text %q", lang, status, title, seen[title], text)
			}
			seen[title] = status
		}
		if got, _ := errorText(p, ErrorView{Status: 418}); got != p.T("ui.error_400_title") {
			t.Errorf("418 reads %q", got)
		}
	}
}

// Both catalogues must hold the same keys, with the same placeholders, and every key must be used.
func TestCatalogues(t *testing.T) {
	da, en := catalogue(t, "da"), catalogue(t, "en")
	placeholder := regexp.MustCompile(`\{[a-z_]+\}`)
	for key, text := range da {
		if en[key] == "" {
			t.Errorf("en: no text for %s", key)
		}
		if got, want := fmt.Sprint(placeholder.FindAllString(en[key], -1)), fmt.Sprint(placeholder.FindAllString(text, -1)); got != want {
			t.Errorf("%s: placeholders %s and %s", key, want, got)
		}
	}
	source := sources(t, "*.templ", "*.go")
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`"(ui\.[a-z_0-9]+)"`).FindAllStringSubmatch(source, -1) {
		used[m[1]] = true
		if da[m[1]] == "" && m[1] != "ui.error_" {
			t.Errorf("da: no text for %s", m[1])
		}
	}
	for key := range en {
		if da[key] == "" {
			t.Errorf("da: no text for %s", key)
		}
		if !used[key] && !strings.HasPrefix(key, "ui.error_") {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

func sources(t *testing.T, patterns ...string) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(data)
		}
	}
	return all.String()
}

// An unknown icon draws nothing, so its name must be caught here: in the kit and in every page beside it.
func TestIconsExist(t *testing.T) {
	source := sources(t, "*.templ", "*.go", "../*/*.templ", "../*/*.go")
	found := 0
	for _, m := range regexp.MustCompile(`(?:Icon\(|IconClass\(|Icon:\s*|After:\s*)"([a-z0-9-]+)"`).FindAllStringSubmatch(source, -1) {
		found++
		if !HasIcon(m[1]) {
			t.Errorf("no icon %q: add it to assets/src/icons.txt and run npm run icons", m[1])
		}
	}
	if found < 20 {
		t.Errorf("only %d icons found; the pattern has gone blind", found)
	}
}

func TestEscaping(t *testing.T) {
	p := storyPage(t, "da", KindPlain)
	html := render(t, FieldRow(p, Field{Name: "n", Label: `<b>"x"`, Value: `"><script>alert(1)</script>`, Error: "<i>"}))
	if strings.Contains(html, "<script>") || strings.Contains(html, "<i>") || strings.Contains(html, "<b>") {
		t.Errorf("not escaped: %s", html)
	}
	if html = render(t, Button(Action{Label: "x", URL: "javascript:alert(1)"})); strings.Contains(html, "javascript:") {
		t.Errorf("address let through: %s", html)
	}
}

func TestFieldSaysWhatItIs(t *testing.T) {
	p := storyPage(t, "da", KindPlain)
	html := render(t, FieldRow(p, Field{Name: "year", Kind: FieldTextarea, Label: "Året", Hint: "h", Error: "e", Value: "det skrevne", Vis: VisPair}))
	for _, want := range []string{`aria-invalid="true"`, `aria-describedby="year-hint year-error"`, `for="year"`, ">det skrevne</textarea>", "Kun jer to", "has-err"} {
		if !strings.Contains(html, want) {
			t.Errorf("field lacks %s: %s", want, html)
		}
	}
	if html = render(t, ErrorSummary(p, nil)); html != "" {
		t.Errorf("summary without errors draws %q", html)
	}
}

func TestTooFewHidesTheFigure(t *testing.T) {
	p := storyPage(t, "da", KindPlain)
	html := render(t, StatTile(p, Stat{Value: "3", Label: "svar", TooFew: true}))
	if strings.Contains(html, "3<") || !strings.Contains(html, "færre end fem") {
		t.Errorf("tile shows %s", html)
	}
}

func TestProgressStopsAsking(t *testing.T) {
	p := storyPage(t, "da", KindPlain)
	v := ProgressView{ID: "x", Title: "t", Value: 1, Max: 2, PollURL: "/jobs/1"}
	if html := render(t, Progress(p, v)); !strings.Contains(html, `hx-get="/jobs/1"`) || !strings.Contains(html, `hx-trigger="every 3s"`) {
		t.Errorf("does not ask again: %s", html)
	}
	v.Done = true
	if html := render(t, Progress(p, v)); strings.Contains(html, "hx-get") {
		t.Errorf("still asks: %s", html)
	}
}

func TestWithQuery(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{WithQuery("/p?page=1&q=æ", "page", "2"), "/p?page=2&q=%C3%A6"},
		{WithQuery("/p?page=1", "page", ""), "/p"},
	} {
		if c.in != c.want {
			t.Errorf("got %s, want %s", c.in, c.want)
		}
	}
}

func TestSparkline(t *testing.T) {
	if got, want := sparkPoints([]float64{0, 10}), "4,42 236,6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := sparkPoints([]float64{5, 5}), "4,24 236,24"; got != want {
		t.Errorf("flat: got %s, want %s", got, want)
	}
	if got := sparkPoints(nil); got != "" {
		t.Errorf("empty: got %s", got)
	}
	if got := percent(30, 24) + percent(-1, 24) + percent(1, 0) + percent(12, 24); got != "100%0%0%50%" {
		t.Errorf("percent: %s", got)
	}
}

// TestWriteStorybook writes the pages for somebody to look at: go test ./internal/web/ui -run WriteStorybook -storybook DIR
func TestWriteStorybook(t *testing.T) {
	if *storybookDir == "" {
		return
	}
	for name, kind := range kinds {
		for _, theme := range []string{"dag", "aften"} {
			p := storyPage(t, "da", kind)
			p.Theme = theme
			put(t, name+"."+theme+".html", render(t, Storybook(p)))
		}
	}
	for _, theme := range []string{"dag", "aften"} {
		in, room := storyPage(t, "da", KindSignIn), storyPage(t, "da", KindRoom)
		in.Theme, room.Theme, in.Flash, room.Flash = theme, theme, nil, nil
		put(t, "way-in."+theme+".html", render(t, storySignIn(in)))
		put(t, "inside."+theme+".html", render(t, storyRoom(room)))
	}
	p := storyPage(t, "da", KindPlain)
	p.Narrow, p.Theme, p.Flash = true, "dag", nil
	put(t, "error.dag.html", render(t, storyError(p)))
}

func put(t *testing.T, name, body string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*storybookDir, name), []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}
