package table_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/document/table"
)

const data = "../../../testdata/data"

type expected struct {
	Format struct {
		Container, Encoding, Delimiter, Sheet string
		BOM                                   bool
		HeaderRow                             int `json:"header_row"`
		Columns                               int
	}
	RowsRead   int           `json:"rows_read"`
	RowsEmpty  int           `json:"rows_empty"`
	Skipped    []interface{} `json:"rows_skipped"`
	FileErrors []string      `json:"file_errors"`
}

func files(t *testing.T) map[string]expected {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(data, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Files map[string]expected }
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Files) < 25 {
		t.Fatalf("expected.json names %d files only", len(all.Files))
	}
	return all.Files
}

// TestEveryFileIsReadAsItWasWritten compares how each file of the data was written, and how many rows it has, with what we see.
func TestEveryFileIsReadAsItWasWritten(t *testing.T) {
	for name, want := range files(t) {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(data, name))
			if err != nil {
				t.Fatal(err)
			}
			got, err := table.Read(name, body)
			if len(want.FileErrors) == 1 && !strings.HasPrefix(want.FileErrors[0], "column_missing") {
				if table.Code(err) != want.FileErrors[0] {
					t.Fatalf("error %v, want %s", err, want.FileErrors[0])
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			f := want.Format
			if !bytes.ContainsFunc(body, func(r rune) bool { return r > 127 }) {
				f.Encoding = got.Format.Encoding // without a letter beyond ASCII all encodings are the same
			}
			if g := got.Format; g.Container != f.Container || g.Encoding != f.Encoding || g.BOM != f.BOM {
				t.Errorf("format %+v, want %+v", g, f)
			}
			if f.Delimiter != "" && string(got.Format.Delimiter) != f.Delimiter {
				t.Errorf("delimiter %q, want %q", got.Format.Delimiter, f.Delimiter)
			}
			if got.Sheet != f.Sheet {
				t.Errorf("sheet %q, want %q", got.Sheet, f.Sheet)
			}
			if n := len(got.Rows[f.HeaderRow-1]); n != f.Columns {
				t.Errorf("%d columns, want %d", n, f.Columns)
			}
			blank := 0
			for _, r := range got.Rows {
				if table.BlankRow(r) {
					blank++
				}
			}
			if blank != want.RowsEmpty {
				t.Errorf("%d empty rows, want %d", blank, want.RowsEmpty)
			}
			heading := 1
			if n := len(got.Rows) - blank - heading - len(want.Skipped); n != want.RowsRead {
				t.Errorf("%d rows with data, want %d", n, want.RowsRead)
			}
		})
	}
}

// TestBombIsRefusedBeforeItGrows holds the two promises about a file that unpacks to 60 MB: two seconds, and little memory.
func TestBombIsRefusedBeforeItGrows(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(data, "messy/14-inflates.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if spent, grown := measure(func() { _, err = table.Read("bomb.xlsx", body) }); spent > 2*time.Second || grown > 20<<20 {
		t.Errorf("took %v and %d MB", spent, grown>>20)
	}
	if table.Code(err) != "file_too_large_unpacked" {
		t.Error(err)
	}
	// The same content under a directory that says it is small.
	lying := packed(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<a>" + strings.Repeat("<row/>", 10_000_000) + "</a>"})
	lie(lying, 1000)
	if spent, grown := measure(func() { _, err = table.Read("liar.xlsx", lying) }); spent > 2*time.Second || grown > 20<<20 {
		t.Errorf("took %v and %d MB", spent, grown>>20)
	}
	if c := table.Code(err); c != "file_too_large_unpacked" && c != "file_broken" {
		t.Error(err)
	}
}

func measure(f func()) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	spent := time.Since(start)
	runtime.ReadMemStats(&after)
	return spent, after.TotalAlloc - before.TotalAlloc
}
