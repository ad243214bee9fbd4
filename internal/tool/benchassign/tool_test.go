package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/assign"
)

// The tool starts itself again as the child that solves; in the test, itself is the test.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "child" {
		main()
		return
	}
	os.Exit(m.Run())
}

// TestSmall runs the whole tool on small instances, with those peers that are installed.
func TestSmall(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a peer and solves for ten seconds")
	}
	t.Setenv("TMPDIR", t.TempDir())
	var out bytes.Buffer
	if err := tool(t.Context(), []string{"-scale", "50", "-runs", "1", "-markdown", "-v"}, &out); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	text := out.String()
	for _, r := range rows {
		name := regexp.QuoteMeta(r.name)
		if !regexp.MustCompile(`(?m)^`+name+`.* (pass|short|-)$`).MatchString(text) || !regexp.MustCompile(`(?m)^\| `+name).MatchString(text) {
			t.Errorf("no line for %q", r.name)
		}
	}
	if n := len(slices.Collect(strings.Lines(text[:strings.Index(text, "| Work |")]))); n < len(rows)+2 {
		t.Errorf("%d lines for %d rows", n, len(rows))
	}
	for _, bad := range []string{wrong, "failed"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q in\n%s", bad, text)
		}
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a peer")
	}
	file := filepath.Join(t.TempDir(), "growth.svg")
	var out bytes.Buffer
	if err := tool(t.Context(), []string{"-scale", "50", "-runs", "1", "-growth", file}, &out); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, text)
	for _, want := range []string{">assign, n", ">assign<", "Memory of the process", "prefers-color-scheme:dark"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("no %q in the plot", want)
		}
	}
}

func wellFormed(t *testing.T, text []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// TestDrawn holds the instances to those that the peers' published figures are of.
func TestDrawn(t *testing.T) {
	for sum, d := range map[string]draw{
		"c75e24e51f4ebc088b644f59ccbb6725739e20b987bc29a2bb67595db27c6a51": square("uni", 40),
		"eb30d44f50dd5c82e00a2936ae36ed1ab332145655446501dbfd33395d1b384c": {family: "quest", rows: 50, cols: 15, least: 1, most: 5, seed: 52},
		"d70583eb5c0c85b6acdfb721a0dcc43f283bd65cb48199849ffcc77c1862ab41": planted(100),
		"abfe824568eed2c313266e20227cae9cd3f8bf0881186d3b725a269b5f2443e1": {family: "quest", rows: 50, cols: 15, degree: 8, zipf: 90, least: 1, most: 5, seed: 54},
	} {
		name := filepath.Join(t.TempDir(), "drawn.mbn")
		if err := d.write(name); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != sum {
			t.Errorf("%+v is drawn as %s, not %s", d, got, sum)
		}
	}
}

// TestWrongCost holds that a peer which finds something else fails the run, and names both.
func TestWrongCost(t *testing.T) {
	var out bytes.Buffer
	d := square("uni", 40)
	b := &bench{out: &out, runs: 1, scale: 1, known: map[string]measured{}, ratios: map[string]against{}}
	b.known[fmt.Sprint(we, d.name, []string(nil))] = measured{Matched: 40, Cost: 7, Times: []float64{1}}
	b.known[fmt.Sprint(lemon, d.name, []string(nil))] = measured{Matched: 40, Cost: 6, Times: []float64{8}}
	r := row{"wrong", d, 0.25, faster(we, lemon)}
	if err := r.measure(t.Context(), b, r); err != nil {
		t.Fatal(err)
	}
	if !b.wrong || b.lines[0].verdict != wrong || !strings.Contains(out.String(), "40 pairs at 7, LEMON 40 at 6") {
		t.Errorf("wrong %t, lines %v, said %s", b.wrong, b.lines, out.String())
	}
}

// TestKnownCost holds that the tool fails when the cost that others know of their instance does not come out, and only then.
func TestKnownCost(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "small.mbn")
	if err := square("uni", 40).write(plain); err != nil {
		t.Fatal(err)
	}
	in, err := load(plain, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := assign.Solve(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), os.WriteFile(plain+".gz", packed.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	for off, fails := range map[int64]bool{0: false, 1: true} {
		known := fmt.Sprintf(`{"assignment":[{"inst":"small","card":40,"cost":%d}]}`, r.Cost+off)
		if err := os.WriteFile(filepath.Join(dir, "expected.json"), []byte(known), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		err := tool(t.Context(), []string{"-runs", "1", "-only", "by others", "-published", dir}, &out)
		if (err != nil) != fails {
			t.Errorf("off by %d: %v\n%s", off, err, out.String())
		}
	}
}

// TestFails holds that what goes wrong on our side fails the run, and that a peer may give up.
func TestFails(t *testing.T) {
	d := square("uni", 40)
	for w, fails := range map[who]bool{we: true, lemon: false} {
		var out bytes.Buffer
		b := &bench{out: &out, runs: 1, scale: 1, dir: t.TempDir(), known: map[string]measured{}, solvers: map[who][]string{w: {"false"}}}
		_, err := b.solve(t.Context(), w, d)
		b.fail(row{name: "fails"}, err)
		if b.wrong != fails || err == nil {
			t.Errorf("%s: wrong %t, %v", w, b.wrong, err)
		}
	}
}

// TestMissing holds that a row without its peer says so, and does not pass.
func TestMissing(t *testing.T) {
	var out bytes.Buffer
	b := &bench{out: &out, runs: 1, scale: 1, dir: t.TempDir(), known: map[string]measured{}}
	d := square("uni", 40)
	b.known[fmt.Sprint(we, d.name, []string(nil))] = measured{Matched: 40, Cost: 7, Times: []float64{1}}
	r := row{"alone", d, 0.25, faster(scipy)}
	if err := r.measure(t.Context(), b, r); err != nil {
		t.Fatal(err)
	}
	if b.wrong || b.lines[0].verdict != none || b.lines[0].peer != "no scipy" {
		t.Errorf("wrong %t, lines %v", b.wrong, b.lines)
	}
}

// TestChild holds a child to what the package says itself.
func TestChild(t *testing.T) {
	name := filepath.Join(t.TempDir(), "small.mbn")
	if err := (draw{family: "quest", rows: 60, cols: 40, least: 1, most: 3, seed: 1}).write(name); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(os.Args[0], "child", "-runs", "3", name).Output()
	var m measured
	if err := errors.Join(err, json.Unmarshal(out, &m)); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	in, err := load(name, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := assign.Solve(t.Context(), in)
	if err != nil || m.Matched != r.Matched || m.Cost != r.Cost || m.Mates != hash(r.Mate) || len(m.Times) != 3 || m.Pairs != 2400 {
		t.Errorf("the child says %+v, solved are %d pairs at %d, %v", m, r.Matched, r.Cost, err)
	}
}

// TestScores holds the implicit instance to what it says of itself.
func TestScores(t *testing.T) {
	in := pool(300, 90)
	all := make([]int32, in.Cols)
	part := make([]int32, 7)
	refused := 0
	for i := range in.Rows {
		in.Implicit.Costs(i, 0, all)
		in.Implicit.Costs(i, 13, part)
		if !slices.Equal(part, all[13:20]) {
			t.Fatalf("row %d: %v in a part, %v in the whole", i, part, all[13:20])
		}
		for _, c := range all {
			if c == assign.NotAllowed {
				refused++
			} else if c < in.Implicit.Least || c > in.Implicit.Most {
				t.Fatalf("row %d: a cost of %d", i, c)
			}
		}
		for _, j := range in.Implicit.Candidates(i) {
			if j < 0 || int(j) >= in.Cols {
				t.Fatalf("row %d: column %d", i, j)
			}
		}
	}
	if refused == 0 {
		t.Error("no pair is refused: the rule of the unit is not in force")
	}
	if _, err := solve(context.Background(), in, 1, 2); err != nil {
		t.Error(err)
	}
}
