package roster

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// lookFor is how far down the heading row may stand.
const lookFor = 40

// compact is the form in which headings are compared: small letters and digits, nothing in brackets.
func compact(s string) string {
	if fixed, ok := value.Ungarble(s); ok {
		s = fixed
	}
	var b strings.Builder
	depth := 0
	for _, r := range value.Fold(s) {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Headings gives the heading of each column as it is shown: on one line, repaired. Without a heading row it is the letter.
func Headings(t table.Table, row int) []string {
	width := 0
	for _, r := range t.Rows {
		width = max(width, len(r))
	}
	out := make([]string, width)
	for i := range out {
		text := ""
		if row > 0 {
			text, _ = value.Clean(t.Cell(row, i).Text)
			if fixed, ok := value.Ungarble(text); ok {
				text = fixed
			}
			text, _ = value.Line(text)
		}
		if text == "" {
			text = table.ColumnName(i)
		}
		out[i] = cut(text, 200)
	}
	return out
}

// findHeading finds the row whose cells are known as headings; failing that, a first row that looks like one; else 0.
func findHeading(t table.Table) int {
	best, bestKnown := 0, 1
	for n := 1; n <= min(len(t.Rows), lookFor); n++ {
		known, filled := map[Field]bool{}, 0
		for _, c := range t.Rows[n-1] {
			if c.Blank() {
				continue
			}
			filled++
			if f, score := known1(c.Text); score >= 1000 || score > 0 && len(c.Text) > 12 {
				known[f] = true
			}
		}
		if k := len(known); (k > bestKnown || k == 1 && best == 0 && filled < 3) && !hasAddress(t.Rows[n-1]) {
			best, bestKnown = n, k
		}
	}
	if best > 0 {
		return best
	}
	for n, r := range t.Rows {
		if !table.BlankRow(r) {
			if looksLikeHeading(r) {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

// known1 finds the field that a single heading is best known by, among all lists.
func known1(text string) (best Field, score int) {
	c := compact(text)
	for _, s := range specs {
		if p := s.score(c); p > score {
			best, score = s.field, p
		}
	}
	return best, score
}

func hasAddress(row []table.Cell) bool {
	return slices.ContainsFunc(row, func(c table.Cell) bool {
		_, ok := value.Email(c.Text)
		return ok
	})
}

func looksLikeHeading(row []table.Cell) bool {
	seen := map[string]bool{}
	for _, c := range row {
		w := compact(c.Text)
		if w == "" || seen[w] || c.Kind != table.Text || !strings.ContainsFunc(w, unicode.IsLetter) {
			return false
		}
		seen[w] = true
	}
	return len(seen) > 1 && !hasAddress(row)
}

// Skip is a row that is no data, and why: title_row, group_heading, repeated_header, total_row or footer_row.
type Skip struct {
	Row  int
	Code string
	Text string // its first words
}

// skips sorts out the rows that are no data.
func skips(t table.Table, heading int, heads []string) map[int]Skip {
	out := map[int]Skip{}
	add := func(row int, code string) {
		text := ""
		for _, c := range t.Rows[row-1] {
			if !c.Blank() && c.Kind != table.Withheld {
				text, _ = value.Line(c.Text)
				break
			}
		}
		out[row] = Skip{row, code, cut(text, 80)}
	}
	last := 0
	for n := 1; n <= len(t.Rows); n++ {
		row := t.Rows[n-1]
		if table.BlankRow(row) || n == heading {
			continue
		}
		switch filled := filledCells(row); {
		case n < heading && len(filled) == 1:
			add(n, "title_row")
		case n < heading:
			add(n, "group_heading")
		case heading > 0 && len(filled) > 1 && repeats(row, filled, heads):
			add(n, "repeated_header")
		case total(row, filled):
			add(n, "total_row")
		default:
			last = n
		}
	}
	// A line or two at the end, by themselves and with one cell only, tell who printed the list.
	for n := last; n > heading+1 && len(heads) > 2 && len(t.Rows[n-1]) > 0 && len(filledCells(t.Rows[n-1])) == 1; n-- {
		if above := n - 1; above > heading && table.BlankRow(t.Rows[above-1]) || out[above].Code != "" || footer(t.Rows[n-1]) {
			add(n, "footer_row")
			continue
		}
		break
	}
	return out
}

func filledCells(row []table.Cell) []int {
	var out []int
	for i, c := range row {
		if !c.Blank() {
			out = append(out, i)
		}
	}
	return out
}

func repeats(row []table.Cell, filled []int, heads []string) bool {
	for _, i := range filled {
		if i >= len(heads) || compact(row[i].Text) != compact(heads[i]) {
			return false
		}
	}
	return true
}

func total(row []table.Cell, filled []int) bool {
	first := strings.Trim(value.Fold(row[filled[0]].Text), " :.")
	switch first {
	case "i alt", "ialt", "total", "totalt", "sum", "subtotal", "antal", "antal i alt", "grand total", "gennemsnit", "average", "count":
		return !hasAddress(row) && len(filled) < 4
	}
	return false
}

func footer(row []table.Cell) bool {
	for _, c := range row {
		s := value.Fold(c.Text)
		for _, p := range []string{"udskrevet ", "udtræk ", "printed ", "exported ", "kilde:", "source:", "side ", "page ", "©"} {
			if strings.HasPrefix(s, p) {
				return true
			}
		}
	}
	return false
}

// cut shortens a text to n letters.
func cut(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i] + "…"
		}
		count++
	}
	return s
}
