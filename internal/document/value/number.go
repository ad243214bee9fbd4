package value

import (
	"regexp"
	"strconv"
	"strings"
)

// Sure says how a value was read.
type Sure uint8

// How a value was read.
const (
	Empty   Sure = iota // nothing there
	Plain               // as it stands
	Guess               // by a rule the user should see
	Unknown             // not at all
)

var (
	numeral   = regexp.MustCompile(`^[-+−]?\d+([.,]\d+)*$`)
	within    = regexp.MustCompile(`\d+([.,]\d+)*`)
	scientist = regexp.MustCompile(`^\d([.,]\d+)?[eE]\+?\d+$`)
	spread    = regexp.MustCompile(`\d\s*(-|–|/|til|to)\s*\d`)
)

// Broken tells whether a spreadsheet has shortened a number to 1,2E+05: its last digits are lost.
func Broken(s string) bool { return scientist.MatchString(strings.TrimSpace(s)) }

// Numbers knows how the numbers of a column are written.
type Numbers struct{ comma, point int }

// Look counts the decimal mark of one cell.
func (n *Numbers) Look(s string) {
	s = strings.TrimSpace(s)
	if !numeral.MatchString(s) {
		return
	}
	switch i := strings.LastIndexAny(s, ".,"); {
	case i < 0, len(s)-i == 4 && strings.Count(s, s[i:i+1]) >= 1 && !strings.HasPrefix(strings.TrimLeft(s, "+-"), "0"):
		// a whole number, or one that may have a thousands mark: it tells nothing
	case s[i] == ',':
		n.comma++
	default:
		n.point++
	}
}

// Read reads one cell. A decimal mark other than the column's is a guess, and so is a number among words: "ca. 12".
func (n Numbers) Read(s string) (float64, Sure) {
	s = strings.TrimSpace(s)
	if s == "" || s == "-" || s == "–" {
		return 0, Empty
	}
	sure := Plain
	if !numeral.MatchString(s) {
		if all := within.FindAllString(s, 2); len(all) != 1 || spread.MatchString(s) || Broken(s) {
			return 0, Unknown
		} else if s = all[0]; s == "" {
			return 0, Unknown
		}
		sure = Guess
	}
	text, mark := n.plain(strings.ReplaceAll(s, "−", "-"))
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, Unknown
	}
	if mark == '.' && n.comma > n.point || mark == ',' && n.point > n.comma {
		sure = Guess
	}
	return f, sure
}

// plain removes thousands marks, makes the decimal mark a point and says which one it was.
func (n Numbers) plain(s string) (string, byte) {
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return s, 0
	}
	mark := s[i]
	other := byte('.')
	if mark == '.' {
		other = ','
	}
	thousands := strings.Count(s, string(mark)) > 1 ||
		len(s)-i == 4 && !strings.ContainsRune(s, rune(other)) && (mark == '.' && n.comma > 0 || mark == ',' && n.point > 0)
	if thousands {
		return strings.NewReplacer(".", "", ",", "").Replace(s), 0
	}
	return strings.ReplaceAll(s[:i], string(other), "") + "." + s[i+1:], mark
}
