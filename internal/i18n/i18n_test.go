package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestBothLanguagesHaveTheSameTexts(t *testing.T) {
	all, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	for key, da := range all[Danish] {
		en, ok := all[English][key]
		if !ok {
			t.Errorf("%s: missing in English", key)
			continue
		}
		if a, b := Placeholders(da), Placeholders(en); !slices.Equal(a, b) {
			t.Errorf("%s: placeholders differ: %v, %v", key, a, b)
		}
		if strings.TrimSpace(da) == "" || strings.TrimSpace(en) == "" {
			t.Errorf("%s: empty text", key)
		}
	}
	for key := range all[English] {
		if _, ok := all[Danish][key]; !ok {
			t.Errorf("%s: missing in Danish", key)
		}
		if base, ok := strings.CutSuffix(key, ".one"); ok {
			if _, ok := all[English][base+".other"]; !ok {
				t.Errorf("%s: has no .other", key)
			}
		}
	}
}

func TestOneKeyInTwoFilesIsRefused(t *testing.T) {
	_, err := read(fstest.MapFS{
		"locales/a.da.toml": {Data: []byte(`"x.y" = "1"`)},
		"locales/b.da.toml": {Data: []byte(`"x.y" = "2"`)},
	})
	if err == nil {
		t.Fatal("a doubled key was accepted")
	}
}

var keyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\.?$`)

// TestEveryKeyInCodeHasAText reads every string of the program that looks like a key of a known slice. A string that ends with a
// dot or an underscore is the fixed part of a computed key: at least one text must begin with it.
func TestEveryKeyInCodeHasAText(t *testing.T) {
	spaces := map[string]bool{}
	keys := Keys(Danish)
	for _, k := range keys {
		spaces[strings.SplitN(k, ".", 2)[0]] = true
	}
	missing := 0
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && slices.Contains([]string{"node_modules", "testdata", ".git"}, e.Name()) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			s, _ := strconv.Unquote(lit.Value)
			space, _, _ := strings.Cut(s, ".")
			if !keyShape.MatchString(s) || !spaces[space] || notKey(s) {
				return true
			}
			if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "_") {
				i, _ := slices.BinarySearch(keys, s)
				if i < len(keys) && strings.HasPrefix(keys[i], s) {
					return true
				}
			} else if Has(Danish, s) {
				return true
			}
			missing++
			t.Errorf("%s: no text for %q", path, s)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) < 50 {
		t.Fatalf("only %d texts were found: the catalogues were not read", len(keys))
	}
}

var column = regexp.MustCompile(`^[a-z]+\.(id|org_id|name|email|toml|json|xlsx|csv|css|js|svg|ics|txt|db|html|pdf|templ)$`)

// notKey knows the strings that have a key's shape and are something else: file names and columns.
func notKey(s string) bool { return column.MatchString(s) }

func TestT(t *testing.T) {
	for _, c := range []struct {
		got, want string
	}{
		{T(Danish, "no.such"), "⟦no.such⟧"},
		{T(English, "ui.pager_shown", "shown", 20, "total", 1200), T(English, "ui.pager_shown", "shown", "20", "total", "1,200")},
		{Integer(Danish, 1234567), "1.234.567"},
		{Integer(English, -1234), "−1,234"},
		{Decimal(Danish, 4.25, 1), "4,2"},
		{Decimal(English, -0.5, 1), "−0.5"},
		{Percent(Danish, 0.824), "82\u00a0%"},
		{Percent(English, 0.824), "82%"},
		{Date(Danish, "2026-12-03"), "3. december 2026"},
		{Date(English, "2026-12-03"), "3 December 2026"},
		{Date(English, ""), "–"},
		{Moment(Danish, time.Date(2026, 12, 3, 14, 5, 0, 0, time.UTC)), "torsdag den 3. december 2026 kl. 14.05"},
		{Moment(English, time.Date(2026, 12, 3, 14, 5, 0, 0, time.UTC)), "Thursday 3 December 2026 at 14:05"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPlural(t *testing.T) {
	all := load()[Danish]
	for key := range all {
		base, ok := strings.CutSuffix(key, ".one")
		if !ok {
			continue
		}
		if T(Danish, base, "n", 1) == T(Danish, base, "n", 2) {
			t.Errorf("%s: one and other read the same", base)
		}
	}
	if _, err := os.Stat("locales"); err != nil {
		t.Fatal(err)
	}
}
