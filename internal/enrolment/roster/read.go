package roster

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// MaxCell is how many letters a cell may hold; a motivation of four pages fits.
const MaxCell = 20_000

// shown is how many letters of a cell a message repeats.
const shown = 80

// Row is one row with data. A refused row holds its number and nothing else.
type Row struct {
	Number   int
	Refused  bool
	Person   org.Person // without ID and Leader; Extra holds what a directory knows beside
	First    string     // empty when the list has one column for the name
	Last     string
	LeaderNo string // staff number of the leader
	Leader   string // name, address or number of the leader
	Mentor   bool
	Mentee   bool
	Profile  enrolment.Profile // without Wishes and Unsettled
	Capacity int               // 0 when the cell does not say
	Trained  value.Answer
	Stamp    time.Time // when the answer was given, or since when someone waits
	Wishes   []string
	Vetoes   []string
	Note     string
	HasLeft  bool // LeftOn has passed
}

// List is a table that has been read.
type List struct {
	Options  Options
	Headings []string
	Rows     []Row
	Messages []Message
	Empty    int
	Skipped  []Skip
	columns  map[Field]int
}

// Column gives the column of a field, or -1.
func (l *List) Column(f Field) int {
	if c, ok := l.columns[f]; ok {
		return c
	}
	return -1
}

// NameColumn is the column that a remark about a name stands at.
func (l *List) NameColumn() int {
	for _, f := range []Field{FullName, FirstName, LastName} {
		if c := l.Column(f); c >= 0 {
			return c
		}
	}
	return -1
}

// Say adds a message. It gives the severity of the code; a row with an error is refused by whoever says it.
func (l *List) Say(m Message) Severity {
	if m.Severity == 0 {
		m.Severity = severities[m.Code]
	}
	if m.Column >= 0 && m.Column < len(l.Headings) {
		m.Heading = l.Headings[m.Column]
	}
	m.Read = cut(m.Read, shown)
	l.Messages = append(l.Messages, m)
	return m.Severity
}

// reader walks over a table with what it knows of each column.
type reader struct {
	list    *List
	t       table.Table
	columns []columnFacts
	singles map[string]bool // words that one person alone uses where all others choose from a list
	width   int             // digits of a staff number in this file; 0 unknown
	row     *Row
	n       int
	text    []string // the cells of the row, tidied
	bad     bool
	garbled [2]string // first cell of the row that was garbled: before and after
}

// Read reads the rows of a table. Withhold must have been over it.
func Read(t table.Table, o Options) *List { return ReadEach(t, o, func(int, int) {}) }

// ReadEach is Read that tells, now and then, how many of the rows it has read.
func ReadEach(t table.Table, o Options, each func(done, total int)) *List {
	l := &List{Options: o, Headings: Headings(t, o.Heading), columns: map[Field]int{}}
	for c, f := range o.Columns {
		if _, twice := l.columns[f]; f != Ignore && f != Keep && !twice && c < len(l.Headings) {
			l.columns[f] = c
		}
	}
	skipped := skips(t, o.Heading, l.Headings)
	var data []int
	for n := 1; n <= len(t.Rows); n++ {
		s, skip := skipped[n]
		switch {
		case n == o.Heading:
		case skip:
			l.Skipped = append(l.Skipped, s)
		case table.BlankRow(t.Rows[n-1]):
			l.Empty++
		default:
			data = append(data, n)
		}
	}
	r := &reader{list: l, t: t, text: make([]string, len(l.Headings))}
	r.learn(data)
	l.Rows = make([]Row, len(data))
	for i, n := range data {
		r.read(n, &l.Rows[i])
		if i%256 == 0 {
			each(i, len(data))
		}
	}
	return l
}

// field is what a column means.
func (r *reader) field(c int) Field {
	if c < len(r.list.Options.Columns) {
		return r.list.Options.Columns[c]
	}
	return Ignore
}

// cell is what stands in a cell, or what somebody wrote instead.
func (r *reader) cell(n, c int) table.Cell {
	if fixed, ok := r.list.Options.Fixes[table.Address(n, c)]; ok {
		return table.Cell{Text: fixed}
	}
	return r.t.Cell(n, c)
}

// say adds a message about a cell of the row.
func (r *reader) say(code Code, c int, read, use string) {
	if r.list.Say(Message{Code: code, Row: r.n, Column: c, Read: read, Use: use}) == Error {
		r.bad = true
	}
}

// at gives the tidied text of a field in the row.
func (r *reader) at(f Field) (string, int) {
	c := r.list.Column(f)
	if c < 0 {
		return "", c
	}
	return r.text[c], c
}

func (r *reader) read(n int, row *Row) {
	r.n, r.row, r.bad, r.garbled = n, row, false, [2]string{}
	first := len(r.list.Messages)
	*row = Row{Number: n, Person: org.Person{Extra: map[string]string{}}}
	for c := range r.text {
		r.text[c] = r.tidy(c)
	}
	if r.garbled[0] != "" {
		r.say(TextGarbled, -1, r.garbled[0], r.garbled[1])
	}
	r.unswap()
	r.person()
	if r.list.Options.Kind == Staff {
		r.employment()
	} else {
		r.role()
		r.participant()
	}
	if !r.bad {
		return
	}
	*row = Row{Number: n, Refused: true}
	for i := first; i < len(r.list.Messages); i++ {
		if r.list.Messages[i].Code == NoConsent { // nothing of such a row is kept, not even in a message
			for j := first; j < len(r.list.Messages); j++ {
				r.list.Messages[j].Read, r.list.Messages[j].Use = "", ""
			}
			break
		}
	}
}

// tidy takes out of a cell what does harm, and says so. Cells of columns that are left out are not looked at, but for a number
// that must not be here at all.
func (r *reader) tidy(c int) string {
	cell, f := r.cell(r.n, c), r.field(c)
	switch s := cell.Text; {
	case cell.Kind == table.Withheld:
		r.say(CPRNumber, c, "", "")
		return ""
	case f == Ignore || s == "":
		return ""
	case utf8.RuneCountInString(s) > MaxCell:
		r.say(CellTooLong, c, "", "")
		return ""
	case value.ErrorValue(s):
		r.say(ValueUnknown, c, s, "")
		return ""
	}
	s, ok := value.Ungarble(cell.Text)
	if ok && r.list.Options.KeepGarbled {
		s = cell.Text
	} else if ok && r.garbled[0] == "" {
		r.garbled = [2]string{cut(cell.Text, shown), cut(s, shown)}
	}
	if f == Email || f == GuardianEmail {
		return s // value.Email cleans and tells
	}
	if bare, ok := value.Unquote(s); ok {
		r.say(ApostropheRemoved, c, s, bare)
		s = bare
	}
	s, removed := value.Clean(s)
	if removed {
		r.say(ControlRemoved, c, s, "")
	}
	if value.Formula(s) {
		r.say(FormulaText, c, s, "")
	}
	switch shapes[f] {
	case line:
		one, broken := value.Line(s)
		if broken {
			r.say(NewlineRemoved, c, one, "")
		}
		return one
	default:
		return value.Text(s)
	}
}

// unswap puts an address back under its heading when it stands in another column of the row and something else in its place.
func (r *reader) unswap() {
	mail := r.list.Column(Email)
	if mail < 0 || r.list.Options.KeepSwapped || r.text[mail] == "" {
		return
	}
	if a, ok := value.Email(r.text[mail]); ok || a.Two {
		return
	}
	for _, f := range []Field{LastName, FirstName, FullName, Unit, Title, Phone, StaffNo, Role, Site} {
		if s, c := r.at(f); s != "" {
			if _, ok := value.Email(s); ok {
				r.say(ColumnsSwapped, mail, r.text[mail], r.list.Headings[c])
				r.text[mail], r.text[c] = s, r.text[mail]
				r.text[c], _ = value.Line(r.text[c])
				return
			}
		}
	}
}

// person reads who it is.
func (r *reader) person() {
	p := &r.row.Person
	r.name()
	r.staffNumber()
	r.email()
	p.Phone, _ = r.at(Phone)
	p.Title, _ = r.at(Title)
	p.Unit, _ = r.at(Unit)
	p.Place, _ = r.at(Site)
	r.row.LeaderNo, _ = r.at(LeaderNo)
	r.row.LeaderNo = r.padded(r.row.LeaderNo)
	r.row.Leader, _ = r.at(Leader)
	hired := r.date(HiredOn)
	left := r.date(LeftOn)
	if hired != "" && left != "" && left < hired {
		s, c := r.at(LeftOn)
		r.say(DateOrder, c, s, "")
	}
	r.row.HasLeft = left != "" && left <= r.list.Options.Today
	for key, v := range map[string]string{"hired_on": string(hired), "left_on": string(left)} {
		if v != "" {
			p.Extra[key] = v
		}
	}
	if code, _ := r.at(UnitCode); code != "" {
		p.Extra["unit_code"] = code
	}
}

func (r *reader) name() {
	row := r.row
	first, fc := r.at(FirstName)
	last, lc := r.at(LastName)
	full, c := r.at(FullName)
	if bare, comma := strings.CutSuffix(first, ","); comma && last != "" {
		r.say(NamesSwapped, lc, first+" "+last, last+" "+bare)
		first, last = last, bare
	}
	if before, after, comma := strings.Cut(full, ","); comma && strings.TrimSpace(before) != "" && strings.TrimSpace(after) != "" {
		turned := strings.TrimSpace(after) + " " + strings.TrimSpace(before)
		r.say(NamesSwapped, c, full, turned)
		full = turned
	}
	row.First, row.Last = first, last
	row.Person.Name = strings.TrimSpace(first + " " + last)
	if row.Person.Name == "" {
		row.Person.Name = full
	}
	switch at := r.list.NameColumn(); {
	case r.list.Options.Kind == Staff && at < 0:
	case row.Person.Name == "":
		if r.list.Options.Kind != Staff || r.list.Column(StaffNo) < 0 {
			r.say(MissingName, at, "", "")
		}
	case strings.Contains(row.Person.Name, " "):
	case fc >= 0 && lc >= 0 && last == "":
		r.say(SingleName, lc, row.Person.Name, "")
	case fc >= 0 && lc >= 0:
		r.say(SingleName, fc, row.Person.Name, "")
	default:
		r.say(SingleName, at, row.Person.Name, "")
	}
}

// staffNumber reads the number that links a person to the staff list.
func (r *reader) staffNumber() {
	s, c := r.at(StaffNo)
	if s == "" {
		return
	}
	if value.Broken(s) {
		r.say(NumberBroken, c, s, "")
		return
	}
	r.row.Person.StaffNo = r.padded(s)
	if r.row.Person.StaffNo != s {
		r.say(StaffNumberPadded, c, s, r.row.Person.StaffNo)
	}
}

// padded gives a number its lost zeros back.
func (r *reader) padded(s string) string {
	if r.width > len(s) && s != "" && digits(s) {
		return strings.Repeat("0", r.width-len(s)) + s
	}
	return s
}

func digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// email reads the address. Without one the staff list may help; that is for package intake to find out.
func (r *reader) email() {
	s, c := r.at(Email)
	if c < 0 {
		return
	}
	staff := r.list.Options.Kind == Staff
	complain := func(code Code, use string) {
		m := Message{Code: code, Row: r.n, Column: c, Read: s, Use: use}
		if staff || r.list.Options.Kind == WaitingList && code == InvalidEmail {
			m.Severity = Warning // the record is of use without
		}
		if r.list.Say(m) == Error {
			r.bad = true
		}
	}
	if strings.TrimSpace(s) == "" || value.None(s) {
		if staff || r.list.Options.Kind != WaitingList && r.row.Person.StaffNo == "" {
			complain(MissingEmail, "")
		}
		return
	}
	a, ok := value.Email(s)
	switch {
	case a.Two:
		complain(TwoEmails, "")
	case !ok:
		complain(InvalidEmail, value.SuggestEmail(s, r.columns[c].domains))
	default:
		r.row.Person.Email = org.CleanEmail(a.Text)
		if a.FromFormula {
			r.say(EmailFromFormula, c, "", a.Text)
		} else if a.Cleaned {
			r.say(EmailCleaned, c, s, a.Text)
		}
	}
}

// employment reads what only a staff list tells.
func (r *reader) employment() {
	if s, _ := r.at(WeekHours); s != "" {
		r.row.Person.Extra["week_hours"] = s
	}
	if r.row.Person.StaffNo == "" && r.row.Person.Email == "" && !r.bad {
		c := r.list.Column(StaffNo)
		r.say(MissingName, max(c, r.list.NameColumn()), "", "")
	}
}

// role finds out whether the row is a mentor, a mentee or both.
func (r *reader) role() {
	row := r.row
	switch r.list.Options.Kind {
	case Mentors, Volunteers:
		row.Mentor = true
	case Mentees, WaitingList:
		row.Mentee = true
	}
	if s, c := r.at(Role); c >= 0 {
		key, _ := roleWords.Find(s, value.Tongue{})
		switch key {
		case "mentor":
			row.Mentor = true
		case "mentee":
			row.Mentee = true
		case "both":
			row.Mentor, row.Mentee = true, true
		}
	}
	if s, c := r.at(Both); c >= 0 {
		switch value.YesNo(s) {
		case value.Yes:
			row.Mentor, row.Mentee = true, true
		case value.Neither:
			r.say(ValueUnknown, c, s, "")
		}
	}
	if !row.Mentor && !row.Mentee {
		c := r.list.Column(Role)
		if c < 0 {
			c = r.list.Column(Both)
		}
		s := ""
		if c >= 0 {
			s = r.text[c]
		}
		r.say(MissingRole, c, s, "")
	}
	if s, c := r.at(Consent); c >= 0 && value.YesNo(s) != value.Yes {
		r.say(NoConsent, c, "", "")
	}
}
