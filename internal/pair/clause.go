package pair

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// ClauseKey names a clause of the agreement; clauses of the pair's own are own-1, own-2 ...
type ClauseKey string

// ValueKind is what a blank in a clause holds.
type ValueKind string

// The kinds. Roles is one or more of the nine, Choice is yes, no or nothing.
const (
	NumberValue ValueKind = "number"
	TextValue   ValueKind = "text"
	DateValue   ValueKind = "date"
	RolesValue  ValueKind = "roles"
	ChoiceValue ValueKind = "choice"
)

// Blank is one place to fill in. A blank that is not needed has a sentence of its own, which is left out when it is empty.
type Blank struct {
	Name     string
	Kind     ValueKind
	Needed   bool
	Min, Max int
}

// Pattern is a clause as it begins: its words in both languages are texts, its blanks are filled in by the pair. Fixed: the pair may
// leave it out but not write it anew.
type Pattern struct {
	Key    ClauseKey
	Blanks []Blank
	Count  string // the blank that decides between one and many
	Fixed  bool
}

func number(name string, low, high int) Blank {
	return Blank{Name: name, Kind: NumberValue, Needed: true, Min: low, Max: high}
}

// Patterns are the sixteen clauses in order, and those that some kinds of programme add; their keys are programme's. The third is fixed: goals are said aloud and
// not written here, where they could be read.
var Patterns = []Pattern{
	{Key: "parties", Blanks: []Blank{{Name: "start", Kind: DateValue, Needed: true}, {Name: "end", Kind: DateValue, Needed: true}}},
	{Key: "purpose", Blanks: []Blank{{Name: "purpose", Kind: TextValue, Needed: true}, {Name: "aim", Kind: TextValue}}},
	{Key: "goals", Fixed: true, Blanks: []Blank{{Name: "date", Kind: DateValue, Needed: true}}},
	{Key: "meetings", Blanks: []Blank{number("weeks", 1, 26), number("minutes", 15, 300), {Name: "place", Kind: TextValue}}, Count: "weeks"},
	{Key: "preparation", Blanks: []Blank{number("days_before", 1, 14)}, Count: "days_before"},
	{Key: "contact", Blanks: []Blank{{Name: "channel", Kind: TextValue, Needed: true}, number("days_answer", 1, 14), {Name: "not", Kind: TextValue}}, Count: "days_answer"},
	{Key: "roles", Blanks: []Blank{{Name: "want", Kind: RolesValue}, {Name: "avoid", Kind: RolesValue}}},
	{Key: "confidentiality"},
	{Key: "conflict", Blanks: []Blank{{Name: "topics", Kind: TextValue}}},
	{Key: "network", Blanks: []Blank{{Name: "reference", Kind: ChoiceValue}}},
	{Key: "limits"},
	{Key: "honesty"},
	{Key: "cancelling", Blanks: []Blank{number("hours_before", 1, 168)}, Count: "hours_before"},
	{Key: "stop"},
	{Key: "evaluation", Blanks: []Blank{{Name: "midway", Kind: DateValue, Needed: true}, {Name: "end", Kind: DateValue, Needed: true}, {Name: "mark", Kind: TextValue}}},
	{Key: "data", Blanks: []Blank{number("months", 1, 24)}, Count: "months"},
	{Key: "pay", Blanks: []Blank{number("hours_paid", 1, 500)}, Count: "hours_paid"},
	{Key: "expenses"},
	{Key: "youth", Blanks: []Blank{{Name: "call", Kind: TextValue}}},
	{Key: "language", Blanks: []Blank{{Name: "language", Kind: TextValue, Needed: true}}},
	{Key: "group"},
}

const baseClauses = 16

// PatternOf finds a clause by its key.
func PatternOf(key ClauseKey) (Pattern, bool) {
	i := slices.IndexFunc(Patterns, func(p Pattern) bool { return p.Key == key })
	if i < 0 {
		return Pattern{}, false
	}
	return Patterns[i], true
}

// Clause is one clause of a version. Title and Text are kept in both languages as they read when the version was made, so that a
// signed agreement never changes; words that the pair wrote themselves stand in both.
type Clause struct {
	Key     ClauseKey            `json:"key"`
	Values  map[string]string    `json:"values,omitempty"`
	Words   string               `json:"words,omitempty"` // the pair's own words instead of the pattern's
	Dropped bool                 `json:"dropped,omitempty"`
	Title   map[i18n.Lang]string `json:"title"`
	Text    map[i18n.Lang]string `json:"text"`
}

// write fills title and text.
func (c *Clause) write(mentor, mentee string) {
	c.Title, c.Text = map[i18n.Lang]string{}, map[i18n.Lang]string{}
	p, _ := PatternOf(c.Key)
	for _, lang := range i18n.Langs {
		c.Title[lang] = i18n.T(lang, "pair.clause_title_"+string(c.Key))
		if c.Words != "" {
			c.Text[lang] = c.Words
		} else {
			c.Text[lang] = p.Words(lang, c.Values, mentor, mentee)
		}
	}
}

// Words is the clause's text: its sentence, and one more for each filled blank that is not needed.
func (p Pattern) Words(lang i18n.Lang, values map[string]string, mentor, mentee string) string {
	args := []any{"mentor", mentor, "mentee", mentee}
	for _, b := range p.Blanks {
		args = append(args, b.Name, b.show(lang, values[b.Name]))
	}
	if p.Count != "" {
		n, _ := strconv.Atoi(values[p.Count])
		args = append(args, "n", n)
	}
	out := []string{i18n.T(lang, "pair.clause_"+string(p.Key), args...)}
	for _, b := range p.Blanks {
		v := values[b.Name]
		if b.Needed || v == "" {
			continue
		}
		key := "pair.clause_" + string(p.Key) + "_" + b.Name
		if b.Kind == ChoiceValue {
			key += "_" + v
		}
		out = append(out, i18n.T(lang, key, args...))
	}
	return strings.Join(out, " ")
}

func (b Blank) show(lang i18n.Lang, v string) string {
	switch b.Kind {
	case DateValue:
		return i18n.Date(lang, clock.Date(v))
	case RolesValue:
		return list(lang, RoleNames(lang, v))
	}
	// What was suggested and left as it was reads in both languages; what people wrote themselves is never translated.
	if key := "pair.default_" + b.Name; i18n.Has(lang, key) {
		for _, l := range i18n.Langs {
			if v == i18n.T(l, key) {
				return i18n.T(lang, key)
			}
		}
	}
	return strings.TrimRight(v, ".")
}

// RoleNames writes the roles of a comma-separated list of their keys.
func RoleNames(lang i18n.Lang, keys string) []string {
	var out []string
	for _, r := range enrolment.MentorRoles {
		if slices.Contains(strings.Split(keys, ","), string(r)) {
			out = append(out, i18n.T(lang, "pair.role_"+string(r)))
		}
	}
	return out
}

// list writes words one after another: a, b and c.
func list(lang i18n.Lang, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + i18n.T(lang, "pair.and") + " " + words[last]
}
