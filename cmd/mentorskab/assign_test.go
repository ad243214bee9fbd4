package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
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

func TestAssignCommand(t *testing.T) {
	name := instanceFile(t)
	var out bytes.Buffer
	if err := (&assignCommand{File: name, JSON: true}).print(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	if seconds, ok := got["seconds"].(float64); len(got) != 4 || got["matched"] != 2.0 || got["cost"] != 4.0 || got["verified"] != true || !ok || seconds <= 0 {
		t.Errorf("printed %s", out.String())
	}

	out.Reset()
	if err := (&assignCommand{File: name}).print(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if line := out.String(); !strings.HasPrefix(line, "2 of 3 rows matched at a total cost of 4, in ") || !strings.HasSuffix(line, " holds\n") || strings.Count(line, "\n") != 1 {
		t.Errorf("printed %q", line)
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
