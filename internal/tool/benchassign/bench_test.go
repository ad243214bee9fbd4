package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/assign"
)

// built is the tool as a program, for it starts itself.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "benchassign")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// The whole tool runs on small instances; with peers where they are installed, and every cost is then the same.
func TestSmall(t *testing.T) {
	program := built(t)
	out, err := exec.Command(program, "--small", "--markdown", "--only", "1000|10k|x30|edit|implicit|two cores").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := string(out)
	for _, want := range []string{"dense uni 1000, scipy", "sparse uni x20 10k, LEMON", "one edit, dense quest 5000, worst", "implicit 100,000 x 30,000 on two cores, memory", "two cores, dense uni 5000, pricing", "| Work |"} {
		if !strings.Contains(text, want) {
			t.Errorf("no line %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "we find") {
		t.Errorf("a cost differs:\n%s", text)
	}
	plot := filepath.Join(t.TempDir(), "growth.svg")
	if out, err := exec.Command(program, "--small", "--growth", plot).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	svg, err := os.ReadFile(plot)
	if err != nil || !bytes.Contains(svg, []byte("</svg>")) || !bytes.Contains(svg, []byte("<polyline")) {
		t.Errorf("%v in %s", err, svg)
	}
}

func TestChildSays(t *testing.T) {
	name := filepath.Join(t.TempDir(), "small.mbn")
	d := draw{family: "quest", rows: 60, cols: 40, least: 1, most: 3, seed: 1}
	if err := d.write(name); err != nil {
		t.Fatal(err)
	}
	var m measured
	out, err := exec.Command(built(t), "child", name, "--runs", "3").Output()
	if err != nil || json.Unmarshal(out, &m) != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := assign.ReadMBN(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := assign.Solve(context.Background(), in)
	if err != nil || m.Matched != r.Matched || m.Cost != r.Cost || len(m.Times) != 3 {
		t.Errorf("child says %+v, solved %d pairs at %d, %v", m, r.Matched, r.Cost, err)
	}
}

// What the index names for a pool that is computed is allowed or not as Costs says, and Costs keeps to its bounds and to itself.
func TestImplicitPool(t *testing.T) {
	in := implicit(300, 90)
	whole, one := make([]int32, in.Cols), make([]int32, 1)
	for i := range in.Rows {
		in.Implicit.Costs(i, 0, whole)
		for j, c := range whole {
			in.Implicit.Costs(i, j, one)
			if one[0] != c || c != assign.NotAllowed && (c < in.Implicit.Least || c > in.Implicit.Most) {
				t.Fatalf("row %d, column %d: %d and %d", i, j, c, one[0])
			}
		}
	}
	r, err := assign.Solve(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if err := assign.Verify(in, r); err != nil || r.Matched == 0 {
		t.Errorf("%d pairs, %v", r.Matched, err)
	}
}
