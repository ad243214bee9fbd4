package table

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// Limits of one file. They are far above any list of people and far below what would trouble a small server.
const (
	MaxBytes    = 40 << 20 // the file itself
	MaxUnpacked = 50 << 20 // all parts of an XLSX file together
	MaxRows     = 300_000
	MaxColumns  = 500
	MaxCells    = 4_000_000 // of all rows together: what bounds the memory
)

// Kind says what a cell holds. CSV has text only.
type Kind uint8

// The kinds of cell.
const (
	Text     Kind = iota
	Number        // Text is the number with a point
	Date          // Text is the date as 2006-01-02, with a time after a T when there is one
	Withheld      // Text was taken out before anything was kept
)

// Cell is one cell: its text, and for XLSX what kind it is and which formula gave the text.
type Cell struct {
	Text    string
	Kind    Kind
	Formula string // without the leading =; never calculated
}

// Blank says whether a cell holds nothing.
func (c Cell) Blank() bool { return c.Kind != Withheld && strings.TrimSpace(c.Text) == "" }

// Format says how the file was written.
type Format struct {
	Container string // csv or xlsx
	Encoding  string // utf-8, utf-16-le, utf-16-be, windows-1252, macintosh, mixed; empty for xlsx
	BOM       bool
	Delimiter rune // 0 for xlsx
}

// Table is a sheet: Rows[0] is row 1. Rows may differ in length; an empty one may have no cells at all.
type Table struct {
	Name   string // of the file, without a folder
	Format Format
	Sheet  string // name of the sheet that was read, XLSX only
	Sheets []string
	Rows   [][]Cell
}

// Cell gives the cell at a row (from 1) and a column (from 0); outside the table it is empty.
func (t Table) Cell(row, column int) Cell {
	if row < 1 || row > len(t.Rows) || column < 0 || column >= len(t.Rows[row-1]) {
		return Cell{}
	}
	return t.Rows[row-1][column]
}

// Address names a cell as a spreadsheet does: row 4, column 2 is C4.
func Address(row, column int) string { return ColumnName(column) + strconv.Itoa(row) }

// ColumnName gives the letters of a column counted from 0.
func ColumnName(column int) string {
	var b []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('A' + (n-1)%26)}, b...)
	}
	return string(b)
}

// BlankRow says whether no cell of a row holds anything.
func BlankRow(row []Cell) bool {
	for _, c := range row {
		if !c.Blank() {
			return false
		}
	}
	return true
}

// Read reads a CSV or XLSX file. What stands in the file decides, not its name. An error is a fault whose key names the reason.
func Read(name string, data []byte) (Table, error) {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	if len(data) > MaxBytes {
		return Table{}, refuse("file_too_large", "limit", MaxBytes>>20)
	}
	t := Table{Name: name}
	var err error
	switch head := data[:min(len(data), 1024)]; {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		err = t.readXLSX(data)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		err = refuse("file_old_excel") // .xls, and any Office file with a password
	case bytes.HasPrefix(head, []byte("%PDF")):
		err = refuse("file_unknown", "kind", "PDF")
	default:
		err = t.readCSV(data)
	}
	if err != nil {
		return Table{}, err
	}
	if !slices.ContainsFunc(t.Rows, func(row []Cell) bool { return !BlankRow(row) }) {
		return Table{}, refuse("file_empty")
	}
	return t, nil
}

// Code gives the reason of an error from Read without the prefix of its message key; empty for any other error.
func Code(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return strings.TrimPrefix(f.Key, "import.")
	}
	return ""
}

func refuse(code string, args ...any) error { return fault.New(fault.Invalid, "import."+code, args...) }
