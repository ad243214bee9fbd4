package table

import (
	"bytes"
	"strings"
)

// readCSV reads a text file. The reader is our own because encoding/csv leaves empty lines out, and then no row number would
// be that of the sheet.
func (t *Table) readCSV(data []byte) error {
	text, encoding, bom := decode(data)
	if strings.IndexByte(text, 0) >= 0 {
		return refuse("file_binary")
	}
	if head := bytes.ToLower(bytes.TrimSpace([]byte(text[:min(len(text), 512)]))); bytes.HasPrefix(head, []byte("<!doctype")) || bytes.HasPrefix(head, []byte("<html")) || bytes.HasPrefix(head, []byte("<table")) || bytes.HasPrefix(head, []byte("<?xml")) {
		return refuse("file_unknown", "kind", "HTML")
	}
	text, delimiter := declared(text)
	if delimiter == 0 {
		delimiter = detect(text)
	}
	t.Format = Format{Container: "csv", Encoding: encoding, BOM: bom, Delimiter: delimiter}
	p := parser{text: text, delimiter: byte(delimiter), limit: MaxRows}
	cells := 0
	for {
		row, ok := p.next()
		if !ok {
			break
		}
		if BlankRow(row) {
			row = nil
		}
		if cells += len(row); cells > MaxCells {
			return refuse("file_too_many_cells", "limit", MaxCells)
		}
		if p.row > MaxRows {
			return refuse("file_too_many_rows", "limit", MaxRows)
		}
		if len(row) > MaxColumns {
			return refuse("file_too_many_columns", "limit", MaxColumns)
		}
		t.Rows = append(t.Rows, row)
	}
	if p.unclosed > 0 {
		return refuse("quote_unclosed", "row", p.unclosed, "cell", Address(p.unclosed, p.unclosedColumn))
	}
	return nil
}

// declared reads the line sep=; that Excel understands and does not show.
func declared(text string) (rest string, delimiter rune) {
	line, after, found := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	if found && len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return after, rune(line[4])
	}
	return text, 0
}

// detect finds the separator: the one that gives most rows the same number of cells, and of those the one with most cells.
func detect(text string) rune {
	best, bestScore := ';', 0.0
	for _, d := range ";,\t|" {
		p := parser{text: text, delimiter: byte(d), limit: 60}
		width := map[int]int{}
		rows := 0
		for {
			row, ok := p.next()
			if !ok {
				break
			}
			if BlankRow(row) {
				continue
			}
			width[len(row)]++
			rows++
		}
		for w, n := range width {
			score := float64(n) / float64(rows)
			if p.unclosed > 0 {
				score /= 2
			}
			if score += float64(min(w, 50)) / 200; w > 1 && score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}

// parser cuts text into rows of cells. Quotes may stand round a cell; two quotes inside are one.
type parser struct {
	text           string
	delimiter      byte
	pos, row       int
	limit          int
	unclosed       int // row in which a quote opens that never closes
	unclosedColumn int
}

func (p *parser) next() ([]Cell, bool) {
	if p.pos >= len(p.text) || p.row > p.limit {
		return nil, false
	}
	p.row++
	var row []Cell
	for {
		cell, more := p.cell(len(row))
		row = append(row, Cell{Text: cell})
		if !more || len(row) > MaxColumns {
			return row, true
		}
	}
}

// cell reads one cell and says whether another follows in the same row.
func (p *parser) cell(column int) (string, bool) {
	if p.pos < len(p.text) && p.text[p.pos] == '"' {
		return p.quoted(column)
	}
	start := p.pos
	for ; p.pos < len(p.text); p.pos++ {
		switch c := p.text[p.pos]; c {
		case p.delimiter:
			p.pos++
			return p.text[start : p.pos-1], true
		case '\n', '\r':
			s := p.text[start:p.pos]
			p.endOfLine()
			return s, false
		}
	}
	return p.text[start:], false
}

func (p *parser) quoted(column int) (string, bool) {
	var b strings.Builder
	p.pos++
	for start := p.pos; p.pos < len(p.text); {
		i := strings.IndexByte(p.text[p.pos:], '"')
		if i < 0 {
			p.unclosed, p.unclosedColumn = p.row, column
			p.pos = len(p.text)
			return b.String() + p.text[start:], false
		}
		p.pos += i + 1
		b.WriteString(p.text[start : p.pos-1])
		if p.pos < len(p.text) && p.text[p.pos] == '"' {
			b.WriteByte('"')
			p.pos++
			start = p.pos
			continue
		}
		rest, more := p.tail()
		return b.String() + rest, more
	}
	p.unclosed, p.unclosedColumn = p.row, column
	return b.String(), false
}

// tail takes what stands between a closing quote and the next separator; a well written file has nothing there.
func (p *parser) tail() (string, bool) {
	start := p.pos
	for ; p.pos < len(p.text); p.pos++ {
		switch p.text[p.pos] {
		case p.delimiter:
			p.pos++
			return p.text[start : p.pos-1], true
		case '\n', '\r':
			s := p.text[start:p.pos]
			p.endOfLine()
			return s, false
		}
	}
	return p.text[start:], false
}

func (p *parser) endOfLine() {
	if p.text[p.pos] == '\r' && p.pos+1 < len(p.text) && p.text[p.pos+1] == '\n' {
		p.pos++
	}
	p.pos++
}
