package value

import (
	"regexp"
	"strings"
	"unicode"
)

// Address is an e-mail address taken out of a cell.
type Address struct {
	Text        string // lower case, nothing around it; "" when there is none
	Cleaned     bool   // more than spaces and capitals had to go: tell the user
	FromFormula bool
	Two         bool // more than one address: nobody can tell which
}

var hyperlink = regexp.MustCompile(`(?i)^=\s*HYPERLINK\(\s*"(?:mailto:)?([^"?]+@[^"?]+)`)

// Email finds the address in a cell. ok is false when the cell holds something else.
func Email(cell string) (a Address, ok bool) {
	s := strings.TrimSpace(strings.Trim(cell, " \t\r\n"))
	if m := hyperlink.FindStringSubmatch(strings.TrimSpace(cell)); m != nil {
		s, a.FromFormula = m[1], true
	}
	plain := strings.ToLower(strings.Trim(cell, " \t\r\n"))
	s = strings.Map(func(r rune) rune {
		switch {
		case hidden(r), r == 0x200c, r == 0x200d, r == 0x00ad:
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, strings.ToLower(s))
	if open := strings.LastIndexByte(s, '<'); open >= 0 {
		if end := strings.IndexByte(s[open:], '>'); end > 0 && strings.Contains(s[open:open+end], "@") {
			s = s[open+1 : open+end]
		}
	}
	var found []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ;,/|<>()[]\"", r) }) {
		w = strings.TrimPrefix(strings.TrimLeft(strings.TrimRight(w, "'’‘`.:"), "'’‘`:"), "mailto:")
		if ValidEmail(w) && (len(found) == 0 || found[len(found)-1] != w) {
			found = append(found, w)
		}
	}
	switch {
	case len(found) == 0, strings.Count(s, "@") > len(found) && len(found) == 1 && strings.Count(s, found[0]) == 1 && !a.FromFormula:
		return Address{}, false
	case len(found) > 1:
		return Address{Two: true}, false
	}
	a.Text = found[0]
	a.Cleaned = !a.FromFormula && plain != a.Text
	return a, true
}

// ValidEmail tells whether s can be an address, in the form Email gives it. Letters beyond ASCII are allowed on both sides.
func ValidEmail(s string) bool {
	local, domain, found := strings.Cut(s, "@")
	if !found || local == "" || len(s) > 254 || len(local) > 64 || strings.Contains(domain, "@") ||
		strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(s, "..") {
		return false
	}
	for _, r := range local {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>,;:"()[]\`, r) {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
		for _, r := range l {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return false
			}
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && len(last) > 1 && strings.ContainsFunc(last, unicode.IsLetter)
}

var at = regexp.MustCompile(`(?i)\s*(\(at\)|\[at\]|\(a\)|\(snabela\)|\sat\s|\ssnabela\s)\s*`)

// SuggestEmail proposes an address for a cell that holds none: a comma for a point, a written-out @, an @ that is missing before
// a domain that the rest of the column uses. "" when there is nothing sensible to propose.
func SuggestEmail(cell string, domains []string) string {
	s := strings.ToLower(strings.TrimSpace(cell))
	for _, try := range []string{at.ReplaceAllString(s, "@"), strings.ReplaceAll(s, ",", "."), strings.ReplaceAll(at.ReplaceAllString(s, "@"), ",", ".")} {
		try = strings.ReplaceAll(try, " ", "")
		if try != s && ValidEmail(try) {
			return try
		}
	}
	for _, d := range domains {
		for _, sep := range []string{".", ",", ";", " "} {
			if local, found := strings.CutSuffix(s, sep+d); found && ValidEmail(local+"@"+d) {
				return local + "@" + d
			}
		}
	}
	return ""
}

// Alias gives the mailbox behind an address: what follows a plus before the @ is only a label.
func Alias(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	if name, _, plus := strings.Cut(local, "+"); plus && name != "" {
		return name + "@" + domain
	}
	return address
}
