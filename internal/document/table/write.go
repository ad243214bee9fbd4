package table

import (
	"encoding/csv"
	"io"

	"github.com/xuri/excelize/v2"
)

// bom tells Excel that a CSV file is UTF-8.
const bom = "\ufeff"

// WriteCSV writes rows as UTF-8 with a mark that Excel reads, comma being ; or , as the reader's Excel expects. Texts that a
// spreadsheet could take for a formula are guarded.
func WriteCSV(w io.Writer, comma rune, rows [][]string) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma = comma
	for _, row := range rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = Guard(cell)
		}
		if err := c.Write(guarded); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// WriteXLSX writes rows as one sheet of texts, the first row in bold and staying on top. Texts are guarded as in WriteCSV: someone may
// save the sheet as CSV later.
func WriteXLSX(w io.Writer, sheet string, rows [][]string) (err error) {
	f := excelize.NewFile()
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(rows) > 0 && len(rows[0]) > 0 {
		if err := s.SetColWidth(1, len(rows[0]), 22); err != nil {
			return err
		}
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			c := excelize.Cell{Value: Guard(cell)}
			if i == 0 {
				c.StyleID = bold
			}
			cells[j] = c
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := s.SetRow(at, cells); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
