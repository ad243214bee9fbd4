package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/assign"
)

// instanceFile writes a small instance, packed with gzip: its best solution has 2 of 3 rows at a cost of 4.
func instanceFile(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := assign.WriteMBN(z, &assign.Instance{Rows: 3, Cols: 2, Dense: []int32{1, 2, 2, 9, 3, 9}}); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "small.mbn.gz")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// assigned runs the command and reads what it prints as JSON.
func assigned(t *testing.T, c *assignCommand) assignReport {
	t.Helper()
	c.JSON = true
	var out bytes.Buffer
	if err := c.print(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	var got assignReport
	d := json.NewDecoder(&out)
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if !got.Verified || got.Seconds <= 0 || got.Peak <= 0 || got.Method == "" {
		t.Errorf("printed %+v", got)
	}
	return got
}

func TestAssignCommand(t *testing.T) {
	name := instanceFile(t)
	if got := assigned(t, &assignCommand{File: name, Objective: "total", Threads: 2}); got.Matched != 2 || got.Cost != 4 || got.Objective != "total" || got.Levels != nil {
		t.Errorf("total: %+v", got)
	}
	if got := assigned(t, &assignCommand{File: name, Objective: "fair"}); got.Matched != 2 || got.Cost != 4 || !slices.Equal(got.Levels, []assignLevel{{2, 2}}) {
		t.Errorf("fair: %+v", got)
	}
	if got := assigned(t, &assignCommand{File: name, Objective: "stable"}); got.Matched != 2 || got.Stable == nil || got.Stable.AtMost != 2 || !got.Stable.Largest || got.Stable.TotalMatched != 2 {
		t.Errorf("stable: %+v", got)
	}

	var out bytes.Buffer
	if err := (&assignCommand{File: name}).print(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.HasPrefix(text, "2 of 3 rows matched at a total cost of 4, in ") || !strings.Contains(text, " holds\nmethod: ") {
		t.Errorf("printed %q", text)
	}
}

func TestAssignCommandEdits(t *testing.T) {
	name := instanceFile(t)
	edits := filepath.Join(t.TempDir(), "edits.txt")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(edits, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# the best has rows 0 and 1\nprice 2 0\nforbid 0 1  # and then\nrange 1 0\nlock 9 9\nadd-row 0:0 1:0\nremove-row 3\ncapacity 0 3\nadd-col 1 2:1\ncost 2 0 1\nminimum 1 1\nremove-col 2\nlock 2 0\nunlock 2\n")
	got := assigned(t, &assignCommand{File: name, Edits: edits})
	if len(got.Edits) != 13 {
		t.Fatalf("%d edits: %+v", len(got.Edits), got.Edits)
	}
	if e := got.Edits[0]; e.Answer != "+0 pairs, +1" || e.Matched != 2 || e.Cost != 4 {
		t.Errorf("price: %+v", e)
	}
	if e := got.Edits[3]; e.Error == "" || e.Cost != got.Edits[2].Cost {
		t.Errorf("an edit that cannot be made: %+v", e)
	}
	for k, e := range got.Edits {
		if k != 3 && e.Error != "" {
			t.Errorf("%+v", e)
		}
	}
	if e := got.Edits[4]; e.Answer != "row 3" {
		t.Errorf("add-row: %+v", e)
	}
	for _, text := range []string{"forbid 1", "forbid 1 x", "dance 1 2", "cost 1 1 99999999999", "lock 1 2 3", "forbid 1 1:2", "add-row 1:x"} {
		write("price 0 0\n" + text + "\n")
		var out bytes.Buffer
		if err := (&assignCommand{File: name, Edits: edits}).print(context.Background(), &out); !errors.Is(err, errWords) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := (&assignCommand{File: name, Edits: edits, Objective: "fair"}).print(context.Background(), &bytes.Buffer{}); err == nil {
		t.Error("edits of a fair solution were taken")
	}
}

func TestAssignCommandRefuses(t *testing.T) {
	name := filepath.Join(t.TempDir(), "mentees.csv")
	if err := os.WriteFile(name, []byte("name;e-mail;unit;leader;goals;languages\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&assignCommand{File: name}).print(context.Background(), &out); !errors.Is(err, assign.ErrFormat) || !strings.Contains(err.Error(), "mentees.csv") {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (&assignCommand{File: instanceFile(t)}).print(ctx, &out); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if out.Len() > 0 {
		t.Errorf("printed %q", out.String())
	}
}
