package value

import (
	"regexp"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// A Danish civil registration number as people write it: a date, perhaps a few signs (a dash may have been garbled), four digits.
var cpr = regexp.MustCompile(`(\d{2})(\d{2})(\d{2})[^0-9A-Za-z,;:]{0,3}\d{4}`)

var monthDays = [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// HasCPR tells whether a text holds something of the shape of a civil registration number with a date that exists. Neither the
// century nor the check sum is looked at: numbers given since 2007 fail the sum, and a number refused in vain costs a sentence.
func HasCPR(s string) bool {
	if fixed, ok := Ungarble(s); ok && hasCPR(fixed) {
		return true
	}
	return hasCPR(s)
}

func hasCPR(s string) bool {
	s, _ = Clean(s)
	s = norm.NFKC.String(s) // digits of full width are digits too
	for from := 0; from < len(s); {
		m := cpr.FindStringSubmatchIndex(s[from:])
		if m == nil {
			return false
		}
		start, end := from+m[0], from+m[1]
		day, _ := strconv.Atoi(s[from+m[2] : from+m[3]])
		month, _ := strconv.Atoi(s[from+m[4] : from+m[5]])
		alone := (start == 0 || !digit(s[start-1])) && (end == len(s) || !digit(s[end]))
		if alone && month >= 1 && month <= 12 && day >= 1 && day <= monthDays[month-1] {
			return true
		}
		from = start + 1
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
