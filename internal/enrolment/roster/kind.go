package roster

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// Kind is what sort of list it is: it decides who the people are and what each of them must have.
type Kind string

// The kinds.
const (
	Staff       Kind = "staff"    // the organisation's employees: a directory with leaders, no participants
	Mentors     Kind = "mentors"  // each row is a mentor
	Mentees     Kind = "mentees"  // each row is a mentee
	Everyone    Kind = "everyone" // a column says who is what
	WaitingList Kind = "waiting"  // young people who wait; a guardian may stand for them
	Volunteers  Kind = "volunteers"
)

// Kinds of lists that a programme takes, in the order they are offered.
var Kinds = []Kind{Mentors, Mentees, Everyone, WaitingList, Volunteers}

// Options say how a table is to be read. Guess proposes them, a person corrects them.
type Options struct {
	Kind    Kind
	Heading int     // row with the headings; 0 when there is none
	Columns []Field // what each column means
	AgeMin  int     // ages the programme takes; WaitingList only
	AgeMax  int
	Today   clock.Date
	// Repairs that are made unless somebody says no.
	KeepGarbled bool
	KeepSwapped bool
	// Fixes are cells that somebody has written anew: address -> text.
	Fixes map[string]string
}

// Guess looks at a table and proposes how to read it. kind "" lets it propose the kind as well.
func Guess(t table.Table, kind Kind, today clock.Date) Options {
	return GuessAt(t, kind, findHeading(t), today)
}

// GuessAt is Guess when it is known in which row the headings stand; 0 for a table without.
func GuessAt(t table.Table, kind Kind, heading int, today clock.Date) Options {
	o := Options{Kind: kind, Heading: heading, AgeMin: 10, AgeMax: 24, Today: today}
	heads := Headings(t, o.Heading)
	if o.Kind == "" {
		o.Kind = guessKind(t, heads)
	}
	o.Columns = guessColumns(t, o.Heading, heads, o.Kind)
	return o
}

// KeepColumns keeps columns that mean nothing else under their headings, in whatever capitals.
func (o *Options) KeepColumns(t table.Table, headings []string) {
	for c, heading := range Headings(t, o.Heading) {
		wanted := slices.ContainsFunc(headings, func(h string) bool { return value.Fold(h) == value.Fold(heading) })
		if wanted && c < len(o.Columns) && o.Columns[c] == Ignore {
			o.Columns[c] = Keep
		}
	}
}

// guessKind goes by the columns first and by the file's name where they leave it open.
func guessKind(t table.Table, heads []string) Kind {
	has := map[Field]bool{}
	for _, f := range guessColumns(t, 1, heads, "") {
		has[f] = true
	}
	all := compact(strings.Join(heads, "|"))
	profile := has[Competences] || has[Themes] || has[Roles] || has[Times] || has[Capacity] || has[Wishes] || has[Motivation]
	switch {
	case has[Clearance]:
		return Volunteers
	case has[GuardianName] || has[GuardianEmail] || has[GuardianConsent]:
		return WaitingList
	case has[StaffNo] && has[LeaderNo] && !profile && !has[Role]:
		return Staff
	case has[Role]:
		return Everyone
	}
	mentor, mentee := count(all, "antalmentees", "howmanymentees", "capacity", "kapacitet", "kursusgennemført", "trained", "tilbudt", "offer", "canhelp", "kanhjælpe", "gernetager"),
		count(all, "ønskedement", "wishedment", "søger", "wanted", "wantshelp", "interpreter", "tolk", "wishedrole", "ønskederoller")
	switch name := strings.ToLower(t.Name + " " + t.Sheet); {
	case strings.Contains(name, "mentee"):
		mentee += 2
	case strings.Contains(name, "mentor"):
		mentor += 2
	case mentor == mentee && (strings.Contains(name, "venteliste") || strings.Contains(name, "waiting")):
		return WaitingList
	case mentor == mentee && (strings.Contains(name, "medarbejder") || strings.Contains(name, "staff") || strings.Contains(name, "employee")):
		return Staff
	}
	switch {
	case mentor > mentee:
		return Mentors
	case mentee > mentor:
		return Mentees
	}
	return Everyone
}

func count(s string, parts ...string) (n int) {
	for _, p := range parts {
		if strings.Contains(s, p) {
			n++
		}
	}
	return n
}

// Missing names the columns without which a list of this kind cannot be read.
func (o Options) Missing() []FileFault {
	has := map[Field]bool{}
	for _, f := range o.Columns {
		has[f] = true
	}
	name := has[FirstName] || has[LastName] || has[FullName]
	var out []FileFault
	need := func(ok bool, f Field) {
		if !ok {
			out = append(out, FileFault{"column_missing", f})
		}
	}
	if o.Kind == Staff {
		need(has[StaffNo] || has[Email], StaffNo)
		return out
	}
	email := has[Email] || has[StaffNo] || o.Kind == WaitingList
	need(name, Name)
	need(email, Email)
	if name || email { // with neither it is another list altogether, and a role would not help
		need(o.Kind != Everyone || has[Role] || has[Both], Role)
	}
	return out
}
