package web_test

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

var update = flag.Bool("update", false, "write the golden files")

// TestEveryRouteIsWhole holds the table: roles, object and rate of every route, and no state changed by a get.
func TestEveryRouteIsWhole(t *testing.T) {
	routes := (&app.Main{}).Routes()
	for _, bad := range faulty(routes) {
		t.Error(bad)
	}
	good := routes[0]
	for name, change := range map[string]func(r *visit.Route){
		"no role": func(r *visit.Route) { r.Allow = nil }, "no rate": func(r *visit.Route) { r.Rate = "" }, "unknown rate": func(r *visit.Route) { r.Rate = "often" },
		"no handler": func(r *visit.Route) { r.Serve = nil }, "no object": func(r *visit.Route) { r.Path = "/pair/{pair}/x" },
		"other object": func(r *visit.Route) { r.Path, r.Object = "/p/{programme}/x", visit.Pair }, "put": func(r *visit.Route) { r.Method = http.MethodPut },
		"post without a rate": func(r *visit.Route) { r.Method, r.Path = http.MethodPost, "/x" },
	} {
		r := good
		change(&r)
		if len(faulty([]visit.Route{r})) == 0 {
			t.Errorf("a route with %s was accepted", name)
		}
	}
	if len(faulty([]visit.Route{good, good})) == 0 {
		t.Error("two routes alike were accepted")
	}
	golden(t, "rights.md", rights(routes))
}

func faulty(routes []visit.Route) (wrong []string) {
	seen := map[string]bool{}
	for _, r := range routes {
		name := r.Method + " " + r.Path
		complain := func(what string) { wrong = append(wrong, name+": "+what) }
		if seen[name] {
			complain("stands twice in the table")
		}
		seen[name] = true
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			complain("neither GET nor POST")
		}
		if len(r.Allow) == 0 {
			complain("nobody may")
		}
		if r.Serve == nil {
			complain("no handler")
		}
		if !slices.Contains([]visit.Rate{visit.Read, visit.Write, visit.Sensible, visit.Upload}, r.Rate) {
			complain("no rate")
		}
		if r.Method == http.MethodPost && r.Rate == visit.Read {
			complain("a post at the rate of reading")
		}
		named := objectName(r.Object)
		if named != "" && !slices.Contains(r.PathValues(), named) {
			complain("its path does not name its object")
		}
		if r.Object == visit.None && slices.ContainsFunc(r.PathValues(), func(n string) bool {
			return slices.Contains([]string{"org", "programme", "seat", "proposal", "pair"}, n)
		}) {
			complain("its path names an object that it does not declare")
		}
	}
	return wrong
}

// rights writes who may what, so that a change of it is seen.
func rights(routes []visit.Route) string {
	var b strings.Builder
	b.WriteString("# Who may what\n\nWritten from the table of routes by its test: `go test ./internal/web -update`.\n\n| route | about | who | rate |\n|---|---|---|---|\n")
	for _, r := range routes {
		var who []string
		for _, a := range r.Allow {
			who = append(who, string(a))
		}
		about := string(r.Object)
		if about == "" {
			about = "–"
		}
		fmt.Fprintf(&b, "| %s `%s` | %s | %s | %s |\n", r.Method, r.Path, about, strings.Join(who, ", "), r.Rate)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(file, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what the table says: look at the difference after go test ./internal/web -update", file)
	}
}
