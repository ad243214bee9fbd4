package table

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// readShared reads the texts that cells point to. A text may be cut into runs; how it is pronounced (rPh) is not part of it.
func (w *workbook) readShared(name string) error {
	if w.parts[name] == nil {
		return nil
	}
	d, c, err := w.decoder(name)
	if err != nil {
		return err
	}
	defer c.Close()
	var b strings.Builder
	in, phonetic := false, false
	for {
		tok, err := token(d)
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "si":
				b.Reset()
			case "rPh":
				phonetic = true
			case "t":
				in = !phonetic
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "si":
				w.shared = append(w.shared, b.String())
			case "rPh":
				phonetic = false
			case "t":
				in = false
			}
		case xml.CharData:
			if in {
				b.Write(e)
			}
		}
	}
}

// readStyles learns which styles show a date.
func (w *workbook) readStyles(name string) error {
	if w.parts[name] == nil {
		return nil
	}
	var s struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.part(name, &s); err != nil {
		return err
	}
	custom := map[int]string{}
	for _, f := range s.Formats {
		custom[f.ID] = f.Code
	}
	for i, c := range s.Cells {
		code, own := custom[c.Format]
		if own && dateFormat(code) || !own && (c.Format >= 14 && c.Format <= 17 || c.Format == 22 || c.Format >= 27 && c.Format <= 36 || c.Format >= 50 && c.Format <= 58) {
			w.dates[i] = true
		}
	}
	return nil
}

// dateFormat says whether a number format shows a day or a year. Texts in quotes and colours in brackets do not count.
func dateFormat(code string) bool {
	inQuote, inBracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			inQuote = !inQuote
		case inQuote:
		case c == '[':
			inBracket = true
		case c == ']':
			inBracket = false
		case inBracket:
		case c == 'd' || c == 'D' || c == 'y' || c == 'Y' || c == 0xc3: // å stands for the year in some Danish files
			return true
		}
	}
	return false
}

// open is the cell that is being read.
type open struct {
	row, column   int
	kind          string
	style         int
	value, inline strings.Builder
	formula       strings.Builder
}

// readSheet walks once over a sheet. Rows and cells say where they belong; where they do not, they follow the one before.
func (w *workbook) readSheet(name string) ([][]Cell, error) {
	d, closer, err := w.decoder(name)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	var rows [][]Cell
	var c open
	row, column, in, cells := 0, -1, "", 0
	for {
		tok, err := token(d)
		if errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return nil, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				row, column = number(attr(e, "r"), row+1), -1
			case "c":
				column = columnOf(attr(e, "r"), column+1)
				c = open{row: row, column: column, kind: attr(e, "t"), style: number(attr(e, "s"), 0)}
			case "v", "f", "t":
				in = e.Name.Local
			case "rPh":
				in = ""
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "v", "f", "t":
				in = ""
			case "c":
				cell := w.cell(&c)
				if cell == (Cell{}) {
					continue
				}
				if c.row > MaxRows {
					return nil, refuse("file_too_many_rows", "limit", MaxRows)
				}
				if c.column >= MaxColumns || c.row < 1 || c.column < 0 {
					return nil, refuse("file_too_many_columns", "limit", MaxColumns)
				}
				for len(rows) < c.row {
					rows = append(rows, nil)
				}
				if grow := c.column + 1 - len(rows[c.row-1]); grow > 0 {
					if cells += grow; cells > MaxCells {
						return nil, refuse("file_too_many_cells", "limit", MaxCells)
					}
					rows[c.row-1] = append(rows[c.row-1], make([]Cell, grow)...)
				}
				rows[c.row-1][c.column] = cell
			}
		case xml.CharData:
			switch in {
			case "v":
				c.value.Write(e)
			case "f":
				c.formula.Write(e)
			case "t":
				c.inline.Write(e)
			}
		}
	}
}

// cell makes a cell of what was read. A formula without a stored result stays visible as text.
func (w *workbook) cell(c *open) Cell {
	out := Cell{Text: c.value.String(), Formula: c.formula.String()}
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(out.Text))
		if err != nil || i < 0 || i >= len(w.shared) {
			return Cell{}
		}
		out.Text = w.shared[i]
	case "inlineStr":
		out.Text = c.inline.String()
	case "b":
		out.Text = map[string]string{"1": "TRUE", "0": "FALSE"}[out.Text]
	case "d":
		out.Kind = Date
	case "", "n":
		f, err := strconv.ParseFloat(strings.TrimSpace(out.Text), 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			break
		}
		if day, ok := w.day(f); w.dates[c.style] && ok {
			out.Text, out.Kind = day, Date
		} else {
			out.Text, out.Kind = plain(f), Number
		}
	}
	if out.Text == "" && out.Formula != "" {
		out.Text = "=" + out.Formula
	}
	return out
}

// plain writes a number without the noise that binary fractions leave and without an exponent.
func plain(f float64) string {
	if g, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err == nil {
		f = g
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// day turns a day number into a date. Excel believes in 29 February 1900, so numbers below 61 are one day off; nobody has them.
func (w *workbook) day(f float64) (string, bool) {
	if f < 1 || f > 2958465 {
		return "", false
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if w.base1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	whole := math.Floor(f)
	seconds := int(math.Round((f - whole) * 86400))
	at := base.AddDate(0, 0, int(whole)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.Format("2006-01-02"), true
	}
	return at.Format("2006-01-02T15:04:05"), true
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

// columnOf reads the letters of an address such as C4; a column beyond the limit is reported where it is used.
func columnOf(address string, otherwise int) int {
	n := 0
	for i := 0; i < len(address) && i < 4; i++ {
		c := address[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return otherwise
	}
	return n - 1
}
