package ical

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a text fit for one line and for a quoted parameter: no control characters, no quotes, and no caret, which newer readers
// take for an escape (RFC 6868).
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '"' || r == '^':
			return -1
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}

// cleanText keeps line breaks as LF, which is how a text property wants them, and drops other control characters.
func cleanText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

const width = 75 // octets of a line, without its end

// fold breaks long lines so that no line is above 75 octets and no letter is broken.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/width*3)
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		room := width
		for len(line) > room {
			cut := room
			for !utf8.RuneStart(line[cut]) {
				cut--
			}
			b.WriteString(line[:cut])
			b.WriteString("\r\n ")
			line, room = line[cut:], width-1
		}
		b.WriteString(line)
		b.WriteString("\r\n")
	}
	return b.String()
}
