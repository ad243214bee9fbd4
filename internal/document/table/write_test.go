package table_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/mentorskab/mentorskab/internal/document/table"
)

var rows = [][]string{{"Navn", "Note"}, {"Åse Ørsted", "=HYPERLINK(\"http://x\")"}, {"Bo", "linje 1\nlinje 2; og \"citat\""}, {"-1", "@SUM(A1)"}, {"\tx", ""}}

// TestWritten reads back what was written, with the reader that takes lists in.
func TestWritten(t *testing.T) {
	for name, write := range map[string]func(io.Writer) error{
		"a.csv":  func(w io.Writer) error { return table.WriteCSV(w, ';', rows) },
		"b.csv":  func(w io.Writer) error { return table.WriteCSV(w, ',', rows) },
		"c.xlsx": func(w io.Writer) error { return table.WriteXLSX(w, "Deltagere", rows) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(name, err)
		}
		got, err := table.Read(name, b.Bytes())
		if err != nil {
			t.Fatal(name, err)
		}
		if len(got.Rows) != len(rows) {
			t.Fatalf("%s: %d rows", name, len(got.Rows))
		}
		for i, row := range rows {
			for j, cell := range row {
				want := table.Guard(cell)
				if c := got.Cell(i+1, j); c.Text != want || c.Formula != "" {
					t.Errorf("%s %s: %q (formula %q), want %q", name, table.Address(i+1, j), c.Text, c.Formula, want)
				}
			}
		}
	}
}
