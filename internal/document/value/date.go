package value

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
)

var (
	isoDate   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$`)
	threePart = regexp.MustCompile(`^(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4}|\d{2})(?:[t ,].*)?$`)
	wordDate  = regexp.MustCompile(`^(\d{1,2})[. -]*([a-zæøå]+)[. ,'-]*(\d{4}|\d{2})$`)
	wordFirst = regexp.MustCompile(`^([a-zæøå]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$`)
	dayNumber = regexp.MustCompile(`^\d{5}$`)
)

var monthNames = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}

// MonthName reads the name of a month, Danish or English, whole or cut short; 0 for anything else.
func MonthName(s string) int {
	s = strings.TrimSuffix(strings.ToLower(s), ".")
	if len(s) < 3 {
		return 0
	}
	m := monthNames[s[:3]]
	for _, full := range []string{"januar", "january", "februar", "february", "marts", "march", "april", "maj", "may", "juni", "june", "juli", "july", "august", "september", "sept", "oktober", "october", "november", "december"} {
		if strings.HasPrefix(full, s) {
			return m
		}
	}
	return 0
}

// Dates knows how the dates of a column are written: whether a day above twelve stands first or second.
type Dates struct{ dayFirst, monthFirst int }

// Look counts what one cell tells.
func (d *Dates) Look(s string) {
	m := threePart.FindStringSubmatch(strings.ToLower(strings.TrimSpace(s)))
	if m == nil || m[2] == "." {
		return
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[3])
	switch {
	case a > 12 && b <= 12:
		d.dayFirst++
	case b > 12 && a <= 12:
		d.monthFirst++
	}
}

// american tells that the column puts the month first throughout.
func (d Dates) american() bool { return d.monthFirst > 2 && d.dayFirst == 0 }

// Read reads one cell. Unknown is a text that is no date or a day that does not exist.
func (d Dates) Read(cell string) (clock.Date, Sure) {
	s := strings.ToLower(strings.Trim(cell, " \t\r\n\u00a0"))
	if s == "" || s == "-" || s == "–" {
		return "", Empty
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3], Plain)
	}
	if m := threePart.FindStringSubmatch(s); m != nil {
		return d.three(m[1], m[2], m[3], m[4])
	}
	if m := wordDate.FindStringSubmatch(s); m != nil && MonthName(m[2]) > 0 {
		year, sure := century(m[3], Plain)
		return day(year, strconv.Itoa(MonthName(m[2])), m[1], sure)
	}
	if m := wordFirst.FindStringSubmatch(s); m != nil && MonthName(m[1]) > 0 {
		return day(m[3], strconv.Itoa(MonthName(m[1])), m[2], Plain)
	}
	if dayNumber.MatchString(s) {
		n, _ := strconv.Atoi(s)
		if n >= 14611 && n <= 73050 { // 1940 to 2099
			return clock.DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)), Guess
		}
	}
	return "", Unknown
}

// three reads a date of three numbers with the year last.
func (d Dates) three(first, mark, second, last string) (clock.Date, Sure) {
	year, sure := century(last, Plain)
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)
	switch {
	case b > 12 && a <= 12: // the month can only stand first
		if !d.american() {
			sure = Guess
		}
		return day(year, first, second, sure)
	case mark != "." && a <= 12 && a != b && d.american():
		return day(year, first, second, Guess)
	case mark == "/" && a <= 12 && a != b && (d.monthFirst > 0 || d.dayFirst == 0):
		sure = Guess
	case mark == "-" && a <= 12 && a != b && d.monthFirst > 0 && d.dayFirst == 0:
		sure = Guess
	}
	return day(year, second, first, sure)
}

// century completes a year of two digits: up to ten years ahead of nothing is meant, so 40 and above are of the last century.
func century(year string, sure Sure) (string, Sure) {
	if len(year) == 4 {
		return year, sure
	}
	if n, _ := strconv.Atoi(year); n >= 40 {
		return "19" + year, Guess
	}
	return "20" + year, Guess
}

func day(year, month, dayOfMonth string, sure Sure) (clock.Date, Sure) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dayOfMonth)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 2199 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", Unknown
	}
	return clock.DateOf(t), sure
}

var stampLayouts = []string{
	"2006/01/02 3:04:05 PM", "2006/01/02 15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04",
	"02-01-2006 15:04:05", "02-01-2006 15:04", "02-01-2006 15.04", "02-01-2006 15.04.05", "02.01.2006 15:04:05", "02.01.2006 15:04", "02/01/2006 15:04:05", "02/01/2006 15:04",
	"2006-01-02", "02-01-2006", "02/01/2006", "02.01.2006",
}

var zone = regexp.MustCompile(`\s*(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$|\s*(?:UTC|GMT|Z)$`)

// Stamp reads the time stamp of a form's answer, "2026/08/17 3:32:41 PM UTC+2" among others. Without a zone it is read as local.
func Stamp(s string, local *time.Location) (time.Time, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), " kl. ", " ")
	if clockTime := strings.Contains(s, ":"); clockTime {
		if m := zone.FindStringSubmatch(s); m != nil {
			s = strings.TrimSuffix(s, m[0])
			local = time.UTC
			if m[1] != "" {
				h, _ := strconv.Atoi(m[2])
				min, _ := strconv.Atoi("0" + m[3])
				off := h*3600 + min*60
				if m[1] == "-" {
					off = -off
				}
				local = time.FixedZone("", off)
			}
		}
	}
	for _, l := range stampLayouts {
		if t, err := time.ParseInLocation(l, s, local); err == nil && t.Year() >= 1900 && t.Year() < 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}
