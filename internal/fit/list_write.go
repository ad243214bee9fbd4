package fit

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// heads are the columns of a file of pairs.
func (l List) heads() []string {
	t := i18n.For(l.Lang)
	out := []string{t("role.mentee"), t("matching.file_email"), t("matching.file_unit"), t("role.mentor"), t("matching.file_email"), t("matching.file_unit"), t("matching.file_score")}
	for _, s := range l.Summary.Of {
		out = append(out, s.Criterion.Label(l.Lang))
	}
	return append(out, t("matching.file_for"), t("matching.file_mind"))
}

// cells are one pair's: texts, and points as numbers.
func (l List) cells(p PairRow) []any {
	out := []any{p.Mentee, p.MenteeEmail, p.MenteeUnit, p.Mentor, p.MentorEmail, p.MentorUnit, float64(p.Score) / 100}
	for _, s := range p.Shares {
		out = append(out, float64(s.Got)/100)
	}
	return append(out, strings.Join(p.For, " "), strings.Join(p.Mind, " "))
}

func (l List) leftHeads() []string {
	t := i18n.For(l.Lang)
	return []string{t("matching.file_name"), t("matching.file_role"), t("matching.file_email"), t("matching.file_unit"), t("matching.file_cause")}
}

func (l List) leftCells(x LeftRow) []any {
	return []any{x.Name, i18n.T(l.Lang, "role."+string(x.Role)), x.Email, x.Unit, x.Text}
}

// WriteXLSX writes a workbook with two sheets: the pairs, and whom they left.
func (l List) WriteXLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	t := i18n.For(l.Lang)
	first, second := t("matching.file_pairs"), t("matching.file_left")
	if err := f.SetSheetName(f.GetSheetName(0), first); err != nil {
		return err
	}
	if _, err := f.NewSheet(second); err != nil {
		return err
	}
	rows := make([][]any, 0, len(l.Pairs))
	for _, p := range l.Pairs {
		rows = append(rows, l.cells(p))
	}
	if err := sheet(f, first, l.heads(), rows); err != nil {
		return err
	}
	rows = rows[:0]
	for _, x := range l.Left {
		rows = append(rows, l.leftCells(x))
	}
	if err := sheet(f, second, l.leftHeads(), rows); err != nil {
		return err
	}
	return f.Write(w)
}

// sheet streams one sheet: bold headings that stay in sight, and columns wide enough to read. A text that a spreadsheet could take
// for a formula is guarded.
func sheet(f *excelize.File, name string, heads []string, rows [][]any) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	body, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i := range heads {
		if err := s.SetColWidth(i+1, i+1, width(i, heads, rows)); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	line := make([]any, len(heads))
	for i, h := range heads {
		line[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := s.SetRow("A1", line); err != nil {
		return err
	}
	for n, row := range rows {
		for i, v := range row {
			if text, ok := v.(string); ok {
				v = table.Guard(text)
			}
			line[i] = excelize.Cell{StyleID: body, Value: v}
		}
		if err := s.SetRow("A"+strconv.Itoa(n+2), line[:len(row)]); err != nil {
			return err
		}
	}
	return s.Flush()
}

// width fits a column to its longest text, within reason.
func width(column int, heads []string, rows [][]any) float64 {
	most := len([]rune(heads[column]))
	for _, row := range rows[:min(len(rows), 200)] {
		if text, ok := row[column].(string); ok {
			most = max(most, len([]rune(text)))
		}
	}
	return float64(min(max(most+2, 9), 60))
}

// WriteCSV writes pairs and, after an empty line, whom they left, with the separator and the decimal mark that spreadsheets of the
// language expect, so that a double click opens it right.
func (l List) WriteCSV(w io.Writer) error {
	comma := ','
	if l.Lang == i18n.Danish {
		comma = ';'
	}
	rows := [][]string{l.heads()}
	for _, p := range l.Pairs {
		rows = append(rows, l.texts(l.cells(p)))
	}
	if len(l.Left) > 0 {
		rows = append(rows, []string{""}, l.leftHeads())
		for _, x := range l.Left {
			rows = append(rows, l.texts(l.leftCells(x)))
		}
	}
	return table.WriteCSV(w, comma, rows)
}

func (l List) texts(cells []any) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case float64:
			out[i] = strconv.FormatFloat(c, 'f', -1, 64)
			if l.Lang == i18n.Danish {
				out[i] = strings.Replace(out[i], ".", ",", 1)
			}
		default:
			out[i] = fmt.Sprint(c)
		}
	}
	return out
}

// WriteJSON writes the list for programs: points as numbers out of 100.
func (l List) WriteJSON(w io.Writer) error {
	type side struct {
		Name  string `json:"name"`
		Email string `json:"email,omitempty"`
		Unit  string `json:"unit,omitempty"`
	}
	type points struct {
		Criterion Criterion `json:"criterion"`
		Got       float64   `json:"got"`
		Of        float64   `json:"of"`
	}
	type pair struct {
		Mentee side     `json:"mentee"`
		Mentor side     `json:"mentor"`
		Score  float64  `json:"score"`
		Points []points `json:"points"`
		For    []string `json:"for"`
		Mind   []string `json:"mind"`
	}
	type left struct {
		side
		Role  string `json:"role"`
		Cause Cause  `json:"cause"`
		Text  string `json:"text"`
	}
	s := l.Summary
	out := struct {
		Pairs   []pair      `json:"pairs"`
		Left    []left      `json:"left"`
		Matched int         `json:"matched"`
		Mentees int         `json:"mentees"`
		Mentors int         `json:"mentors"`
		Places  int         `json:"places"`
		Total   float64     `json:"total"`
		Apart   []RuleCount `json:"apart"`
	}{Pairs: []pair{}, Left: []left{}, Matched: s.Matched, Mentees: s.Mentees, Mentors: s.Mentors, Places: s.Places, Total: float64(s.Total) / 100, Apart: s.Funnel}
	for _, p := range l.Pairs {
		x := pair{Mentee: side{p.Mentee, p.MenteeEmail, p.MenteeUnit}, Mentor: side{p.Mentor, p.MentorEmail, p.MentorUnit}, Score: float64(p.Score) / 100, For: p.For, Mind: p.Mind}
		for _, sh := range p.Shares {
			x.Points = append(x.Points, points{sh.Criterion, float64(sh.Got) / 100, float64(sh.Of) / 100})
		}
		out.Pairs = append(out.Pairs, x)
	}
	for _, x := range l.Left {
		out.Left = append(out.Left, left{side{x.Name, x.Email, x.Unit}, string(x.Role), x.Cause, x.Text})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
