package value

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Clean takes out signs that nobody sees and that do harm: control characters, embeddings and overrides of the direction of
// text, zero-width spaces. Line breaks and tabs stay, and so do the joiners that emoji and Persian need.
func Clean(s string) (clean string, removed bool) {
	if !strings.ContainsFunc(s, hidden) {
		return s, false
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s), true
}

func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\r', r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0: // control characters
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // direction of text
		return true
	case r == 0x200b, r == 0x2060, r == 0xfeff: // spaces without width
		return true
	case r == utf8.RuneError:
		return false // shown as what it is: a letter that was lost
	}
	return false
}

// Line makes one line of a text: line breaks and runs of spaces become one space. broken tells that a line break was there.
func Line(s string) (line string, broken bool) {
	broken = strings.ContainsAny(s, "\n\r")
	return norm.NFC.String(strings.Join(strings.Fields(s), " ")), broken
}

// Text tidies a text of several lines: its own line breaks stay, all written the same way.
func Text(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return norm.NFC.String(strings.TrimSpace(strings.ReplaceAll(s, "\r", "\n")))
}

// Fold is the form in which words and names are compared: without regard to case, spaces and how letters are composed.
func Fold(s string) string {
	s, _ = Clean(s)
	return strings.ToLower(norm.NFKC.String(strings.Join(strings.Fields(s), " ")))
}

// Ungarble undoes UTF-8 that was once read as Windows-1252: »SÃ¸ren« becomes »Søren«. ok tells whether that was the case.
func Ungarble(s string) (fixed string, ok bool) {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return s, false
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < 0x80, r >= 0x80 && r < 0xa0: // the five places Windows-1252 leaves open come through as they are
			b = append(b, byte(r))
		default:
			c, known := charmap.Windows1252.EncodeRune(r)
			if !known {
				return s, false
			}
			b = append(b, c)
		}
	}
	if !utf8.Valid(b) {
		return s, false
	}
	return string(b), true
}

var sum = regexp.MustCompile(`(?i)^[+-].*(\w\s*\(|!|\|)`)

// Formula tells whether a spreadsheet would calculate a text instead of showing it. A telephone number, a lone hyphen and a
// sentence that begins with one are no formulas.
func Formula(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	switch {
	case s == "":
		return false
	case s[0] == '=':
		return len(s) > 1
	case s[0] == '@':
		return strings.Contains(s, "(")
	}
	return (s[0] == '+' || s[0] == '-') && sum.MatchString(s)
}

// ErrorValue tells whether a cell holds what Excel shows when a formula failed.
func ErrorValue(s string) bool {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "#N/A", "#I/T", "#REF!", "#REFERENCE!", "#VALUE!", "#VÆRDI!", "#DIV/0!", "#DIVISION/0!", "#NAME?", "#NAVN?", "#NULL!", "#NUL!", "#NUM!":
		return true
	}
	return false
}

// Unquote removes the mark that Excel puts before text that looks like a number or a formula.
func Unquote(s string) (string, bool) {
	rest, found := strings.CutPrefix(s, "'")
	if found && rest != "" && (unicode.IsDigit(rune(rest[0])) || strings.ContainsRune("=+-@", rune(rest[0]))) && !strings.HasSuffix(rest, "'") {
		return rest, true
	}
	return s, false
}
