package assign

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// published is the folder of instances made by others. They are not ours to ship: they lie beside the repository, in
// shared/matching, or where MENTORSKAB_MATCHING says.
func published(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("MENTORSKAB_MATCHING")
	if dir == "" {
		up, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			dir = filepath.Join(up, "shared", "matching")
			if _, err := os.Stat(dir); err == nil {
				break
			}
			if up == filepath.Dir(up) {
				fmt.Fprintf(os.Stderr, "\n*** SKIPPED %s: no folder shared/matching beside the repository, and MENTORSKAB_MATCHING is not set: the published instances were NOT tried ***\n\n", t.Name())
				t.Skip("no published instances")
			}
			up = filepath.Dir(up)
		}
	}
	return filepath.Join(dir, "instances")
}

func readInstance(t testing.TB, path string) *Instance {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := ReadMBN(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return in
}

func TestPublishedInstances(t *testing.T) {
	dir := published(t)
	text, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct {
		Assignment []struct {
			Inst              string
			Rows, Cols, Pairs int
			Card              int
			Cost              int64
		}
	}
	if err := json.Unmarshal(text, &expected); err != nil {
		t.Fatal(err)
	}
	if len(expected.Assignment) == 0 {
		t.Fatal("expected.json names no instance")
	}
	for _, want := range expected.Assignment {
		t.Run(want.Inst, func(t *testing.T) {
			in := readInstance(t, filepath.Join(dir, want.Inst+".mbn.gz"))
			if in.Rows != want.Rows || in.Cols != want.Cols || in.Pairs() != want.Pairs {
				t.Fatalf("read %d rows, %d columns, %d pairs, want %d, %d, %d", in.Rows, in.Cols, in.Pairs(), want.Rows, want.Cols, want.Pairs)
			}
			if r := solved(t, in); r.Matched != want.Card || r.Cost != want.Cost {
				t.Errorf("%d pairs at %d, want %d at %d", r.Matched, r.Cost, want.Card, want.Cost)
			}
		})
	}
}

// Small instances whose answers are printed: those of scipy's own tests of linear_sum_assignment, and those of the documentation
// of Munkres' method that they come from.
func TestPrintedInstances(t *testing.T) {
	for k, c := range []struct {
		rows, cols int
		costs      []int32
		want       int64
	}{
		{3, 3, []int32{400, 150, 400, 400, 450, 600, 300, 225, 300}, 150 + 400 + 300},
		{3, 4, []int32{400, 150, 400, 1, 400, 450, 600, 2, 300, 225, 300, 3}, 150 + 2 + 300},
		{3, 3, []int32{10, 10, 8, 9, 8, 1, 9, 7, 4}, 10 + 1 + 7},
		{3, 4, []int32{10, 10, 8, 11, 9, 8, 1, 1, 9, 7, 4, 10}, 10 + 1 + 4},
		{2, 0, nil, 0},
	} {
		in := &Instance{Rows: c.rows, Cols: c.cols, Dense: append([]int32{}, c.costs...)}
		if r := solved(t, in); r.Cost != c.want || r.Matched != min(c.rows, c.cols) {
			t.Errorf("%d: %d pairs at %d, want %d", k, r.Matched, r.Cost, c.want)
		}
		turned := &Instance{Rows: c.cols, Cols: c.rows, Dense: []int32{}}
		for j := range c.cols {
			for i := range c.rows {
				turned.Dense = append(turned.Dense, c.costs[i*c.cols+j])
			}
		}
		if r := solved(t, turned); r.Cost != c.want {
			t.Errorf("%d, transposed: %d, want %d", k, r.Cost, c.want)
		}
	}
}
