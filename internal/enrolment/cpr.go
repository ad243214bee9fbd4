package enrolment

import (
	"regexp"
	"time"
)

// cprShape is six digits, at most one sign between, and four digits. What stands around it must be looked at separately, as two
// numbers may share the sign between them.
var cprShape = regexp.MustCompile(`(\d{2})(\d{2})(\d{2})[\s\x{00A0}\x{202F}./\-\x{2010}-\x{2015}\x{2212}]{0,3}\d{4}`)

// HasCPR tells whether a text holds what looks like a Danish civil registration number: DDMMYY with a valid date and four more
// digits, joined or with a dash or spaces between. The century and the check digit let nothing through: new numbers have no check
// digit, and we want none of them. Callers refuse the text and keep its digits nowhere.
func HasCPR(text string) bool {
	for at := 0; at < len(text); {
		m := cprShape.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return false
		}
		start, end := at+m[0], at+m[1]
		if !digitAt(text, start-1) && !digitAt(text, end) && validDay(text[start:start+2], text[start+2:start+4], text[start+4:start+6]) {
			return true
		}
		at = start + 1
	}
	return false
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// validDay accepts 29 February when either century had one: 1900 had none, 2000 had.
func validDay(day, month, year string) bool {
	for _, century := range []string{"19", "20"} {
		if _, err := time.Parse("20060102", century+year+month+day); err == nil {
			return true
		}
	}
	return false
}
