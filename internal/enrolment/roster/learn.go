package roster

import (
	"slices"
	"sort"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// columnFacts is how a column is written as a whole; single cells are read by it.
type columnFacts struct {
	numbers   value.Numbers
	dates     value.Dates
	separator string
	tongue    value.Tongue
	domains   []string // of addresses, commonest first
	found     map[string]found
}

type found struct {
	key  string
	sure value.Sure
}

var vocabularies = map[Field]*value.Vocabulary{Languages: languages, Roles: mentorRoles, RolesNot: mentorRoles, Clearance: clearances}

// learn looks over the columns before the first row is read.
func (r *reader) learn(rows []int) {
	r.columns = make([]columnFacts, len(r.list.Headings))
	words := map[string]map[string]int{"ability": {}, "theme": {}}
	for c := range r.columns {
		f := r.field(c)
		facts := &r.columns[c]
		facts.found = map[string]found{}
		var texts []string
		if f != Ignore {
			texts = make([]string, 0, len(rows))
			for _, n := range rows {
				if s := r.cell(n, c).Text; s != "" && len(s) <= 4*MaxCell {
					texts = append(texts, s)
				}
			}
		}
		switch f {
		case Years, Hours, WeekHours, Level, Capacity, TravelMax:
			for _, s := range texts {
				facts.numbers.Look(s)
			}
		case HiredOn, LeftOn, Since, ClearanceSeen, ClearanceUntil:
			for _, s := range texts {
				facts.dates.Look(s)
			}
		case StaffNo:
			r.width = commonWidth(texts)
		case Email:
			facts.domains = domains(texts)
		case Competences, Strengths, Themes, Wishes, Veto:
			facts.separator = value.Separator(texts)
			family := map[Field]string{Competences: "ability", Strengths: "ability", Themes: "theme"}[f]
			if family != "" {
				for _, s := range texts {
					for _, w := range value.List(s, facts.separator) {
						words[family][value.Fold(w)]++
					}
				}
			}
		case Languages, Roles, RolesNot, Clearance:
			for _, s := range texts {
				for _, w := range value.Words(s) {
					facts.tongue.Look(vocabularies[f], w)
				}
			}
		}
	}
	r.singles = map[string]bool{}
	for _, w := range words {
		outsiders(w, r.singles)
	}
}

// outsiders finds the words that nobody else uses where all others choose from a list: hardly one in ten words stands alone, and
// each is used four times on average. In a column of free answers there are none.
func outsiders(words map[string]int, out map[string]bool) {
	var alone []string
	uses := 0
	for w, n := range words {
		uses += n
		if n == 1 {
			alone = append(alone, w)
		}
	}
	if len(alone) > max(1, len(words)/10) || uses < 4*len(words) {
		return
	}
	for _, w := range alone {
		out[w] = true
	}
}

// commonWidth finds how many digits staff numbers have: what most have, if at least one begins with a zero. Where none does, the
// zeros may be lost everywhere, and only a staff list can tell.
func commonWidth(texts []string) int {
	width, zero, all := map[int]int{}, false, 0
	for _, s := range texts {
		if s = strings.TrimSpace(s); digits(s) {
			width[len(s)]++
			all++
			zero = zero || s[0] == '0'
		}
	}
	for w, n := range width {
		if zero && n*2 > all {
			return w
		}
	}
	return 0
}

// domains lists what stands behind the @ in a column, commonest first.
func domains(texts []string) []string {
	n := map[string]int{}
	for _, s := range texts {
		if i := strings.LastIndexByte(s, '@'); i >= 0 && value.ValidEmail(strings.ToLower(strings.TrimSpace(s))) {
			n[strings.ToLower(strings.TrimSpace(s[i+1:]))]++
		}
	}
	out := make([]string, 0, len(n))
	for d := range n {
		out = append(out, d)
	}
	sort.Slice(out, func(i, j int) bool {
		if n[out[i]] != n[out[j]] {
			return n[out[i]] > n[out[j]]
		}
		return out[i] < out[j]
	})
	return out[:min(len(out), 5)]
}

// word looks a word up, once per column.
func (r *reader) word(f Field, c int, w string) (string, value.Sure) {
	facts := &r.columns[c]
	if hit, ok := facts.found[w]; ok {
		return hit.key, hit.sure
	}
	key, sure := vocabularies[f].Find(w, facts.tongue)
	facts.found[w] = found{key, sure}
	return key, sure
}

// Samples gives the first different texts of each column, for the page where somebody says what the columns mean.
func Samples(t table.Table, heading, n int) [][]string {
	heads := Headings(t, heading)
	out := make([][]string, len(heads))
	for row := heading + 1; row <= len(t.Rows); row++ {
		for c := range out {
			if len(out[c]) >= n || t.Cell(row, c).Blank() {
				continue
			}
			s, _ := value.Clean(t.Cell(row, c).Text)
			if fixed, ok := value.Ungarble(s); ok {
				s = fixed
			}
			s, _ = value.Line(s)
			if t.Cell(row, c).Kind == table.Withheld {
				s = "…"
			}
			if s = cut(s, 60); !slices.Contains(out[c], s) {
				out[c] = append(out[c], s)
			}
		}
	}
	return out
}
