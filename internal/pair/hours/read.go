package hours

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// The headings a column is known by: small letters only, nothing in brackets.
var headings = map[string]string{
	"grant": "bevillingsnr bevilling bevillingsnummer grant grantno grantid grantnumber", "citizen": "borgerid borger citizen citizenid",
	"mentor": "mentor mentorsnavn mentorname", "email": "mentorsemail mentormail email mentoremail mentorsmail",
	"cap": "timeloft loft cap hourcap maxhours", "rate": "timesats sats rate hourlyrate", "from": "fra from start starts", "to": "til to end ends",
	"date": "dato date day", "start": "frakl fra start from starttime", "finish": "tilkl til end to endtime finish", "hours": "timer hours",
	"confirmed": "bekræftetafmentee bekræftet confirmedbymentee confirmed",
}

// sheet is a table whose headings stand in the first row that knows all the columns asked for.
type sheet struct {
	table.Table
	columns map[string]int
	heading int
}

func open(t table.Table, need ...string) (sheet, error) {
	for n := 1; n <= min(len(t.Rows), 40); n++ {
		s := sheet{t, map[string]int{}, n}
		for c, cell := range t.Rows[n-1] {
			name := letters(cell.Text)
			for _, k := range need {
				if _, taken := s.columns[k]; !taken && name != "" && strings.Contains(" "+headings[k]+" ", " "+name+" ") {
					s.columns[k] = c
				}
			}
		}
		if len(s.columns) == len(need) {
			return s, nil
		}
	}
	return sheet{}, fault.New(fault.Invalid, "import.hours_columns")
}

func letters(s string) string {
	s, _, _ = strings.Cut(value.Fold(s), "(")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// rows calls f for every row below the headings that is not empty.
func (s sheet) rows(f func(row int, at func(string) string)) {
	for n := s.heading + 1; n <= len(s.Rows); n++ {
		if table.BlankRow(s.Rows[n-1]) {
			continue
		}
		f(n, func(k string) string {
			text, _ := value.Clean(s.Cell(n, s.columns[k]).Text)
			text, _ = value.Line(text)
			return text
		})
	}
}

// numbers and dates learn how a column is written.
func (s sheet) numbers(k string) (out value.Numbers) {
	s.rows(func(_ int, at func(string) string) { out.Look(at(k)) })
	return out
}

func (s sheet) dates(k string) (out value.Dates) {
	s.rows(func(_ int, at func(string) string) { out.Look(at(k)) })
	return out
}

// ReadGrants reads a list of grants. A row that cannot be read gives a grant without hours, which nothing can be billed to.
func ReadGrants(t table.Table) ([]Grant, error) {
	s, err := open(t, "grant", "citizen", "mentor", "email", "cap", "rate", "from", "to")
	if err != nil {
		return nil, err
	}
	capped, rate, from, to := s.numbers("cap"), s.numbers("rate"), s.dates("from"), s.dates("to")
	var out []Grant
	s.rows(func(row int, at func(string) string) {
		g := Grant{Row: row, ID: at("grant"), Citizen: at("citizen"), Mentor: at("mentor")}
		a, _ := value.Email(at("email"))
		g.Email = a.Text
		g.From, _ = from.Read(at("from"))
		g.To, _ = to.Read(at("to"))
		if h, sure := capped.Read(at("cap")); sure == value.Plain || sure == value.Guess {
			g.Cap = int(math.Round(h * 60))
		}
		if kr, sure := rate.Read(at("rate")); sure == value.Plain || sure == value.Guess {
			g.Rate = int(math.Round(kr * 100))
		}
		out = append(out, g)
	})
	return out, nil
}

// Mentors counts the people whose hours the grants pay.
func Mentors(grants []Grant) int {
	seen := map[string]bool{}
	for _, g := range grants {
		seen[g.Email] = true
	}
	return len(seen)
}

// ReadLines reads an hour sheet.
func ReadLines(t table.Table) ([]Line, error) {
	s, err := open(t, "grant", "email", "date", "start", "finish", "hours", "confirmed")
	if err != nil {
		return nil, err
	}
	hours, dates := s.numbers("hours"), s.dates("date")
	var out []Line
	s.rows(func(row int, at func(string) string) {
		l := Line{Row: row, Grant: at("grant"), Start: clockTime(at("start")), End: clockTime(at("finish")), Minutes: minutes(hours, at("hours")), Confirmed: value.YesNo(at("confirmed")) == value.Yes}
		a, _ := value.Email(at("email"))
		l.Email = a.Text
		var day clock.Date
		day, _ = dates.Read(at("date"))
		l.On = day
		out = append(out, l)
	})
	return out, nil
}

// minutes reads hours written 1,50, 1.50 or 1:30.
func minutes(n value.Numbers, s string) int {
	if strings.Contains(s, ":") {
		return clockTime(s)
	}
	h, sure := n.Read(s)
	if sure != value.Plain && sure != value.Guess {
		return -1
	}
	return int(math.Round(h * 60))
}

// clockTime reads 14:30 or 14.30 as minutes after midnight; -1 for anything else.
func clockTime(s string) int {
	h, m, found := strings.Cut(strings.Replace(s, ".", ":", 1), ":")
	hour, err := strconv.Atoi(h)
	if !found || err != nil {
		return -1
	}
	minute, err := strconv.Atoi(m)
	if err != nil || hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return -1
	}
	return 60*hour + minute
}
