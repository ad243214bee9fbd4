package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/mentorskab/mentorskab"

// floors, from the cellar up. A package may import its own floor only where that floor says so, and any floor below.
var floors = []struct {
	name     string
	packages []string // a trailing /... means every folder below
	order    bool     // its packages stand in time: one may import those before it
	together bool     // its packages may import each other
}{
	{name: "words", packages: []string{"internal/fault", "internal/id", "internal/clock", "internal/i18n"}, together: true},
	{name: "pure engines", packages: []string{"assign", "internal/stats"}},
	{name: "plumbing", packages: []string{"internal/visibility", "internal/db", "internal/db/dbtest", "internal/document/...", "internal/ical", "internal/job", "internal/audit", "internal/notify", "internal/mail"}, together: true},
	{name: "slices", order: true, packages: life},
	{name: "pages' kit", packages: []string{"internal/web/assets", "internal/web/ui", "internal/web/visit"}, order: true},
	{name: "pages", packages: []string{"internal/web/..."}},
	{name: "table of routes", packages: []string{"internal/web"}},
	{name: "wiring", packages: []string{"internal/app", "internal/demo"}, together: true},
	{name: "command", packages: []string{"cmd/mentorskab"}},
}

// life is the life of a programme. A folder below a slice belongs to it and comes right after it.
var life = []string{"internal/people", "internal/org", "internal/installation", "internal/programme", "internal/enrolment", "internal/fit", "internal/matching", "internal/talk", "internal/pair", "internal/evaluation", "internal/report"}

// outside are tools and tests: they may look at everything, nobody may look at them.
func outside(pkg string) bool {
	return strings.HasPrefix(pkg, "internal/tool/") || strings.HasPrefix(pkg, "internal/e2e") || pkg == "internal/arch" || strings.HasSuffix(pkg, "test")
}

// place finds the floor of a package and where it stands there; an exact name wins over a folder.
func place(pkg string) (floor, at int, ok bool) {
	for _, exact := range []bool{true, false} {
		for i, f := range floors {
			for j, p := range f.packages {
				base, folder := strings.CutSuffix(p, "/...")
				switch {
				case exact && p == pkg:
					return i, j, true
				case !exact && folder && strings.HasPrefix(pkg, base+"/"):
					return i, j, true
				case !exact && f.order && strings.HasPrefix(pkg, p+"/"):
					return i, j, true
				}
			}
		}
	}
	return 0, 0, false
}

// judge says what is wrong with one import; "" when it may be.
func judge(from, to string) string {
	if outside(from) {
		return ""
	}
	if outside(to) {
		return "is a tool or a test"
	}
	f, i, ok := place(from)
	if !ok {
		return "has no floor: give it one in this test"
	}
	t, j, ok := place(to)
	if !ok {
		return "is imported and has no floor"
	}
	switch floor := floors[f]; {
	case t < f:
		return ""
	case t > f:
		return "stands on a higher floor (" + floors[t].name + ")"
	case floor.together:
		return ""
	case floor.order && j <= i:
		return ""
	case floor.order:
		return "comes later in time"
	case strings.HasPrefix(from, to+"/") || strings.HasPrefix(to, from+"/"):
		return "" // a folder and what lies in it
	}
	return "stands beside it: they must not know each other"
}

type graph map[string]map[string]bool // package -> imported packages of ours

// read parses the imports of every package that is not a test file.
func read(fsys fs.FS) (graph, map[string]bool, error) {
	g, documented := graph{}, map[string]bool{}
	err := fs.WalkDir(fsys, ".", func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (slices.Contains([]string{"testdata", "node_modules", "bin", "dist"}, e.Name()) || strings.HasPrefix(e.Name(), ".") && e.Name() != "."):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		body, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, body, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		pkg := path.Dir(file)
		if g[pkg] == nil {
			g[pkg] = map[string]bool{}
		}
		documented[pkg] = documented[pkg] || hasDoc(parsed)
		for _, imp := range parsed.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return err
			}
			if to, ours := strings.CutPrefix(name, module+"/"); ours {
				g[pkg][to] = true
			}
		}
		return nil
	})
	return g, documented, err
}

func hasDoc(f *ast.File) bool { return f.Doc != nil && len(strings.TrimSpace(f.Doc.Text())) > 20 }

// faults reads a tree and lists all that is out of order.
func faults(fsys fs.FS) ([]string, int, error) {
	g, documented, err := read(fsys)
	if err != nil {
		return nil, 0, err
	}
	var out []string
	for _, from := range slices.Sorted(maps.Keys(g)) {
		if !documented[from] {
			out = append(out, from+" has no package comment")
		}
		if _, _, ok := place(from); !ok && !outside(from) {
			out = append(out, from+" has no floor")
		}
		for _, to := range slices.Sorted(maps.Keys(g[from])) {
			if why := judge(from, to); why != "" {
				out = append(out, fmt.Sprintf("%s imports %s, which %s", from, to, why))
			}
		}
	}
	return append(out, circles(g)...), len(g), nil
}

// circles finds folders that need each other: an umbrella that holds both the roof and the cellar.
func circles(g graph) []string {
	folder := func(pkg string) string {
		parts := strings.Split(pkg, "/")
		return strings.Join(parts[:min(2, len(parts))], "/")
	}
	needs := map[string]map[string]bool{}
	for from, tos := range g {
		if outside(from) {
			continue
		}
		for to := range tos {
			a, b := folder(from), folder(to)
			if a != b {
				if needs[a] == nil {
					needs[a] = map[string]bool{}
				}
				needs[a][b] = true
			}
		}
	}
	var out []string
	for a := range needs {
		for b := range needs[a] {
			if a < b && needs[b][a] {
				out = append(out, "folders "+a+" and "+b+" need each other")
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestTheHouseIsInOrder(t *testing.T) {
	found, packages, err := faults(rootFS(t))
	if err != nil {
		t.Fatal(err)
	}
	if packages < 20 {
		t.Fatalf("only %d packages were read", packages)
	}
	for _, f := range found {
		t.Error(f)
	}
}

func rootFS(t *testing.T) fs.FS {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dirFS(root)
}
