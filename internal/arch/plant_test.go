package arch

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func dirFS(root string) fs.FS { return os.DirFS(root) }

// TestPlantedFaultsAreFound builds small houses with one fault each: a check that cannot fail would be worth nothing.
func TestPlantedFaultsAreFound(t *testing.T) {
	doc := "// Package x is long enough to be a package comment.\npackage x\n"
	importing := func(pkgs ...string) *fstest.MapFile {
		body := doc
		for _, p := range pkgs {
			body += "import _ \"" + module + "/" + p + "\"\n"
		}
		return &fstest.MapFile{Data: []byte(body)}
	}
	plain := &fstest.MapFile{Data: []byte(doc)}
	for name, c := range map[string]struct {
		house fstest.MapFS
		want  string
	}{
		"a slice looks ahead":           {fstest.MapFS{"internal/matching/a.go": importing("internal/pair"), "internal/pair/a.go": plain}, "comes later in time"},
		"plumbing knows a slice":        {fstest.MapFS{"internal/notify/a.go": importing("internal/org"), "internal/org/a.go": plain}, "higher floor"},
		"pages know each other":         {fstest.MapFS{"internal/web/pair/a.go": importing("internal/web/matching"), "internal/web/matching/a.go": plain}, "stands beside"},
		"an engine imports something":   {fstest.MapFS{"assign/a.go": importing("internal/db"), "internal/db/a.go": plain}, "higher floor"},
		"the program needs a test tool": {fstest.MapFS{"internal/app/a.go": importing("internal/e2e/browser"), "internal/e2e/browser/a.go": plain}, "a tool or a test"},
		"a package without a floor":     {fstest.MapFS{"internal/misc/a.go": plain}, "has no floor"},
		"a package without a comment":   {fstest.MapFS{"internal/db/a.go": {Data: []byte("package db\n")}}, "no package comment"},
		"folders in a circle":           {fstest.MapFS{"internal/document/a/a.go": importing("internal/mail"), "internal/mail/a.go": importing("internal/document/b"), "internal/document/b/a.go": plain}, "need each other"},
	} {
		found, _, err := faults(c.house)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, c.want) }) {
			t.Errorf("%s: not found; said %q", name, found)
		}
	}
	clean := fstest.MapFS{"internal/pair/a.go": importing("internal/matching", "internal/db"), "internal/matching/a.go": importing("assign"), "assign/a.go": plain, "internal/db/a.go": plain}
	if found, _, err := faults(clean); err != nil || len(found) > 0 {
		t.Errorf("a house in order: %q, %v", found, err)
	}
}
