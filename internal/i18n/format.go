package i18n

import (
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
)

var months = map[Lang][]string{
	Danish:  {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"},
	English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

var weekdays = map[Lang][]string{
	Danish:  {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
	English: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// Date writes a day: "3. december 2026", "3 December 2026". No date is "–".
func Date(lang Lang, d clock.Date) string {
	if d == "" {
		return "–"
	}
	return Day(lang, d.Time())
}

// Day writes the day of t in t's zone.
func Day(lang Lang, t time.Time) string {
	dot := "."
	if lang == English {
		dot = ""
	}
	return strconv.Itoa(t.Day()) + dot + " " + months[lang][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Clock writes the time of day: "14.05" in Danish, "14:05" in English.
func Clock(lang Lang, t time.Time) string {
	if lang == Danish {
		return t.Format("15.04")
	}
	return t.Format("15:04")
}

// Moment writes weekday, day and time: "torsdag den 3. december 2026 kl. 14.05", "Thursday 3 December 2026 at 14:05".
func Moment(lang Lang, t time.Time) string {
	day := weekdays[lang][t.Weekday()]
	if lang == Danish {
		return day + " den " + Day(lang, t) + " kl. " + Clock(lang, t)
	}
	return day + " " + Day(lang, t) + " at " + Clock(lang, t)
}

// Month writes "december 2026".
func Month(lang Lang, t time.Time) string {
	return months[lang][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Integer writes a whole number with the language's thousands mark: 1.234 or 1,234.
func Integer(lang Lang, n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	mark := "."
	if lang == English {
		mark = ","
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return sign + s
}

// Decimal writes x with the given number of decimals: 4,3 or 4.3.
func Decimal(lang Lang, x float64, decimals int) string {
	whole, part, _ := strings.Cut(strconv.FormatFloat(x, 'f', decimals, 64), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err == nil {
		whole = Integer(lang, n)
	}
	if part == "" {
		return sign + whole
	}
	mark := ","
	if lang == English {
		mark = "."
	}
	return sign + whole + mark + part
}

// Percent writes a share (0 to 1) as whole percent: "82 %" in Danish, with a space that does not break, "82%" in English.
func Percent(lang Lang, share float64) string {
	s := Decimal(lang, share*100, 0)
	if lang == Danish {
		return s + "\u00a0%"
	}
	return s + "%"
}
