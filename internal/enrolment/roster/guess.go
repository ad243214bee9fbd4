package roster

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// others are words that make an address or a telephone number somebody else's.
var others = []string{"værge", "foræld", "guardian", "parent", "pårørende", "morsmail", "farsmail", "leder", "leader", "manager", "chef", "kontaktperson", "contactperson"}

// score says how well a field is known by a heading: 0 not at all, 1000 exactly.
func (s spec) score(heading string) int {
	if heading == "" {
		return 0
	}
	if slices.Contains(strings.Fields(s.exact), heading) {
		return 1000
	}
	if s.field == Email || s.field == Phone {
		if slices.ContainsFunc(others, func(o string) bool { return strings.Contains(heading, o) }) {
			return 0
		}
	}
	best := 0
	for _, p := range strings.Fields(s.within) {
		length, all := 0, true
		for _, part := range strings.Split(p, "+") {
			length += len(part)
			all = all && strings.Contains(heading, part)
		}
		if all {
			best = max(best, 100+length)
		}
	}
	return best
}

// guessColumns proposes what each column means: each field for the column that is best known by its name, each column once.
// Where no heading says so, the cells are looked at.
func guessColumns(t table.Table, heading int, heads []string, k Kind) []Field {
	type candidate struct {
		column, score, order int
		field                Field
	}
	var all []candidate
	for i, h := range heads {
		if heading == 0 {
			break
		}
		c := compact(h)
		for order, s := range specs {
			if !s.allowed(k) {
				continue
			}
			if p := s.score(c); p > 0 {
				all = append(all, candidate{i, p, order, s.field})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.score != b.score {
			return b.score - a.score
		}
		if a.column != b.column {
			return a.column - b.column
		}
		return a.order - b.order
	})
	out := make([]Field, len(heads))
	for _, c := range all {
		if out[c.column] == Ignore && !slices.Contains(out, c.field) {
			out[c.column] = c.field
		}
	}
	if slices.Contains(out, FirstName) && slices.Contains(out, LastName) {
		if i := slices.Index(out, FullName); i >= 0 {
			out[i] = Ignore
		}
	}
	byCells(t, heading, out, k)
	return out
}

// byCells finds the address, the name and the role by what stands in the columns, where the headings left them open.
func byCells(t table.Table, heading int, out []Field, k Kind) {
	sample := t.Rows[min(heading, len(t.Rows)):min(len(t.Rows), heading+60)]
	share := func(column int, is func(string, []table.Cell) bool) float64 {
		hit, filled := 0, 0
		for _, r := range sample {
			if column < len(r) && !r[column].Blank() {
				filled++
				if is(r[column].Text, r) {
					hit++
				}
			}
		}
		if filled == 0 {
			return 0
		}
		return float64(hit) / float64(filled)
	}
	find := func(f Field, is func(string, []table.Cell) bool) {
		if slices.Contains(out, f) {
			return
		}
		for i, have := range out {
			if have == Ignore && share(i, is) > 0.6 {
				out[i] = f
				return
			}
		}
	}
	find(Email, func(s string, _ []table.Cell) bool { _, ok := value.Email(s); return ok })
	mail := slices.Index(out, Email)
	if mail < 0 || k == Staff && heading > 0 {
		return
	}
	if k != Staff {
		find(Role, func(s string, _ []table.Cell) bool {
			_, sure := roleWords.Find(s, value.Tongue{})
			return sure == value.Plain
		})
	}
	if slices.Contains(out, FullName) || slices.Contains(out, FirstName) || slices.Contains(out, LastName) {
		return
	}
	// A name shows in the address that was made of it.
	inMail := func(word int) func(string, []table.Cell) bool {
		return func(s string, r []table.Cell) bool {
			words := strings.Fields(s)
			if mail >= len(r) || len(words) == 0 || word >= len(words) || strings.Contains(s, "@") {
				return false
			}
			if word < 0 {
				word = len(words) - 1
			}
			w := ascii(words[word])
			return len(w) > 1 && strings.Contains(strings.ToLower(r[mail].Text), w)
		}
	}
	first, last := inMail(0), inMail(-1)
	find(FullName, func(s string, r []table.Cell) bool {
		return len(strings.Fields(s)) > 1 && first(s, r) && last(s, r)
	})
	if !slices.Contains(out, FullName) {
		find(FirstName, first)
		find(LastName, last)
	}
}

var latin = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "ö", "o", "ü", "u", "ä", "a", "é", "e", "ı", "i", "ć", "c", "č", "c", "š", "s", "ž", "z", "ğ", "g", "đ", "d")

func ascii(s string) string { return latin.Replace(strings.ToLower(s)) }
