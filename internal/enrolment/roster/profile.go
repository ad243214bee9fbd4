package roster

import (
	"slices"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// participant reads what somebody tells about themselves.
func (r *reader) participant() {
	row, p := r.row, &r.row.Profile
	p.Extra = map[string]string{}
	p.Languages = r.languages()
	p.Competences = r.words(Competences)
	p.Strengths = r.words(Strengths)
	p.Themes = r.words(Themes)
	p.Roles = r.roles(Roles)
	p.RolesNot = r.roles(RolesNot)
	p.Times = r.times()
	p.Site = row.Person.Place
	if years, ok := r.number(Years, 0, 80); ok {
		p.Years, p.HasYears = years, true
	}
	p.Hours, _ = r.number(Hours, 0, 400)
	level, _ := r.number(Level, 1, 9)
	p.Level = int(level)
	travel, _ := r.number(TravelMax, 0, 1440)
	p.TravelMax = int(travel)
	capacity, _ := r.number(Capacity, 0, 100)
	row.Capacity = int(capacity)
	p.Video = map[value.Answer]string{value.Yes: "yes", value.No: "no"}[r.yesNo(Video)]
	row.Trained = r.yesNo(Trained)
	p.Culture = r.yesNo(Culture) == value.Yes
	if zone, column := r.at(Zone); org.ValidZone(zone) {
		p.Zone = zone
	} else if zone != "" {
		r.say(ValueUnknown, column, zone, "")
	}
	p.Motivation, _ = r.at(Motivation)
	p.Direction, _ = r.at(Direction)
	row.Note, _ = r.at(Note)
	row.Wishes = r.names(Wishes)
	row.Vetoes = r.names(Veto)
	r.since()
	r.language()
	r.protection()
	for c, f := range r.list.Options.Columns {
		if f == Keep && c < len(r.text) && r.text[c] != "" {
			p.Extra[r.list.Headings[c]] = r.text[c]
		}
	}
	if len(p.Extra) == 0 {
		p.Extra = nil
	}
}

// number reads a number between two limits.
func (r *reader) number(f Field, low, high float64) (float64, bool) {
	s, c := r.at(f)
	if c < 0 || s == "" {
		return 0, false
	}
	n, sure := r.columns[c].numbers.Read(s)
	switch {
	case sure == value.Empty:
		return 0, false
	case sure == value.Unknown, n < low, n > high, low >= 1 && n != float64(int(n)):
		r.say(ValueUnknown, c, s, "")
		return 0, false
	case sure == value.Guess:
		r.say(NumberGuess, c, s, strconv.FormatFloat(n, 'f', -1, 64))
	}
	return n, true
}

// date reads a date; one that does not exist leaves the cell empty.
func (r *reader) date(f Field) clock.Date {
	s, c := r.at(f)
	if c < 0 || s == "" {
		return ""
	}
	d, sure := r.columns[c].dates.Read(s)
	switch sure {
	case value.Guess:
		r.say(DateGuess, c, s, string(d))
	case value.Unknown:
		r.say(DateInvalid, c, s, "")
	}
	return d
}

// since reads when an answer was given or since when somebody waits: a time stamp or a date.
func (r *reader) since() {
	s, c := r.at(Since)
	if c < 0 || s == "" {
		return
	}
	if t, ok := value.Stamp(s, time.UTC); ok {
		r.row.Stamp = t
		return
	}
	r.row.Stamp = r.date(Since).Time()
}

func (r *reader) yesNo(f Field) value.Answer {
	s, c := r.at(f)
	if c < 0 {
		return value.NoAnswer
	}
	a := value.YesNo(s)
	if a == value.Neither {
		r.say(ValueUnknown, c, s, "")
		return value.NoAnswer
	}
	return a
}

// words reads a list in people's own words. A word that stands alone where all others choose from a list is pointed out.
func (r *reader) words(f Field) []string {
	s, c := r.at(f)
	if c < 0 || s == "" {
		return nil
	}
	out := value.List(s, r.columns[c].separator)
	for _, w := range out {
		if r.singles[value.Fold(w)] {
			r.say(ValueUnknown, c, w, "")
		}
	}
	return out
}

// names reads a list of people: wished for, or not wanted.
func (r *reader) names(f Field) []string {
	s, c := r.at(f)
	if c < 0 || s == "" {
		return nil
	}
	return value.Ranked(value.List(s, r.columns[c].separator))
}

// languages reads languages as their codes; a word that is none stays as it was written.
func (r *reader) languages() []string {
	s, c := r.at(Languages)
	if c < 0 || s == "" {
		return nil
	}
	var out []string
	for _, w := range value.Words(s) {
		key, sure := r.word(Languages, c, w)
		switch sure {
		case value.Unknown:
			r.say(ValueUnknown, c, w, "")
			key = w
		case value.Guess:
			r.say(ValueGuess, c, w, key)
		}
		if key != "" && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// roles reads mentor roles; numbers before them give their order.
func (r *reader) roles(f Field) []enrolment.MentorRole {
	s, c := r.at(f)
	if c < 0 || s == "" {
		return nil
	}
	var out []enrolment.MentorRole
	for _, w := range value.Ranked(value.Words(s)) {
		key, sure := r.word(f, c, w)
		switch sure {
		case value.Unknown:
			r.say(ValueUnknown, c, w, "")
		case value.Guess:
			r.say(ValueGuess, c, w, key)
		}
		if role := enrolment.MentorRole(key); key != "" && !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	return out
}

func (r *reader) times() []string {
	s, c := r.at(Times)
	if c < 0 || s == "" {
		return nil
	}
	var out []string
	for _, w := range value.Words(s) {
		slots := times(w)
		if slots == nil {
			r.say(ValueUnknown, c, w, "")
		}
		for _, slot := range slots {
			if !slices.Contains(out, slot) {
				out = append(out, slot)
			}
		}
	}
	return out
}

// language reads how well somebody speaks Danish and whether an interpreter is needed.
func (r *reader) language() {
	extra := r.row.Profile.Extra
	if r.yesNo(Interpreter) == value.Yes {
		extra["interpreter"] = "yes"
	}
	if s, _ := r.at(InterpreterLanguage); s != "" {
		extra["interpreter_language"] = s
	}
	if s, _ := r.at(DanishLevel); s != "" {
		extra["danish_level"] = s
	}
}
