package roster

import (
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// Withhold takes every civil registration number out of a table, before it is kept, shown or spoken of anywhere. What is left of
// such a cell is that something was there.
func Withhold(t table.Table) table.Table {
	if value.HasCPR(t.Name) {
		t.Name = "…"
	}
	if value.HasCPR(t.Sheet) {
		t.Sheet = "…"
	}
	for i, s := range t.Sheets {
		if value.HasCPR(s) {
			t.Sheets[i] = "…"
		}
	}
	for _, row := range t.Rows {
		for i, c := range row {
			if value.HasCPR(c.Text) || value.HasCPR(c.Formula) {
				row[i] = table.Cell{Kind: table.Withheld}
			}
		}
	}
	return t
}
