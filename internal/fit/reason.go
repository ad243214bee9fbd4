package fit

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Reason is one sentence about a pair: why it is a good one, or what to mind. It is kept as a text and its arguments, so that each
// reader gets it in their own language.
type Reason struct {
	Criterion Criterion `json:"c"`
	Speaks    int       `json:"s,omitempty"` // 1 for the pair, -1 against, 0 neither
	Key       string    `json:"k"`
	Args      []Arg     `json:"a,omitempty"`
	Private   bool      `json:"p,omitempty"` // for the coordinator alone: who wished for whom
}

// Arg is one argument of a reason: a number, words as people wrote them, or names that have a translation.
type Arg struct {
	Name      string   `json:"n"`
	Number    *int     `json:"i,omitempty"`
	Words     []string `json:"w,omitempty"` // as they stand
	Quotes    []string `json:"q,omitempty"` // what people wrote, in quotation marks
	Keys      []string `json:"t,omitempty"`
	Languages []string `json:"l,omitempty"` // ISO codes, or words where there is no code
}

func number(name string, n int) Arg             { return Arg{Name: name, Number: &n} }
func words(name string, w ...string) Arg        { return Arg{Name: name, Words: w} }
func quotes(name string, w []string) Arg        { return Arg{Name: name, Quotes: w} }
func languages(name string, codes []string) Arg { return Arg{Name: name, Languages: codes} }
func keysOf(name, prefix string, of ...string) Arg {
	return Arg{Name: name, Keys: prefixed(prefix, of)}
}

func about(c Criterion, key string, a ...Arg) Reason { return Reason{Criterion: c, Key: key, Args: a} }
func (r Reason) good() Reason                        { r.Speaks = 1; return r }
func (r Reason) mind() Reason                        { r.Speaks = -1; return r }
func (r Reason) private() Reason                     { r.Private = true; return r }

func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}

// Text writes the sentence. mentor and mentee are how the two are named in it: first names are enough.
func (r Reason) Text(lang i18n.Lang, mentor, mentee string) string {
	args := []any{"mentor", mentor, "mentee", mentee}
	for _, a := range r.Args {
		args = append(args, a.Name, a.value(lang))
	}
	return capital(i18n.T(lang, r.Key, args...))
}

func (a Arg) value(lang i18n.Lang) any {
	switch {
	case a.Number != nil:
		return *a.Number
	case len(a.Keys) > 0:
		names := make([]string, len(a.Keys))
		for i, k := range a.Keys {
			names[i] = i18n.T(lang, k)
		}
		return Series(lang, names)
	case len(a.Quotes) > 0:
		quoted := make([]string, len(a.Quotes))
		for i, q := range a.Quotes {
			quoted[i] = i18n.T(lang, "matching.quote", "words", q)
		}
		return Series(lang, quoted)
	case len(a.Languages) > 0:
		names := make([]string, len(a.Languages))
		for i, code := range a.Languages {
			names[i] = LanguageName(lang, code)
		}
		return Series(lang, names)
	}
	return Series(lang, a.Words)
}

// Series writes words as a sentence does: a, b and c.
func Series(lang i18n.Lang, items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " " + i18n.T(lang, "matching.and") + " " + items[len(items)-1]
}

// LanguageName gives the name of a language in lang, or the word itself when it is no code.
func LanguageName(lang i18n.Lang, code string) string {
	tag, err := language.Parse(code)
	if err != nil || len(code) > 3 {
		return code
	}
	namer := display.Languages(language.Danish)
	if lang == i18n.English {
		namer = display.Languages(language.BritishEnglish)
	}
	if name := namer.Name(tag); name != "" {
		return name
	}
	return code
}

// FirstName is how a person is named in a sentence about two people.
func FirstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// capital makes the first letter large: a sentence may begin with a word as somebody wrote it.
func capital(s string) string {
	for i, c := range s {
		return s[:i] + string(unicode.ToUpper(c)) + s[i+len(string(c)):]
	}
	return s
}

// Points writes hundredths of a point: 7850 is "78,5" in Danish, and whole points stand alone.
func Points(lang i18n.Lang, hundredths int) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "−", -hundredths
	}
	whole := sign + i18n.Integer(lang, int64(hundredths/100))
	rest := hundredths % 100
	if rest == 0 {
		return whole
	}
	mark := ","
	if lang == i18n.English {
		mark = "."
	}
	part := strconv.Itoa(100 + rest)[1:]
	return whole + mark + strings.TrimSuffix(part, "0")
}
