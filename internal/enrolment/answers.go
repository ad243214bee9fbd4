package enrolment

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

// Answers are what was written and ticked in a form, by field.
type Answers map[string][]string

// Get is the single answer to a field, without what does not show.
func (a Answers) Get(field string) string {
	if len(a[field]) == 0 {
		return ""
	}
	return Clean(a[field][0])
}

// only keeps the answers to some questions, cleaned: nothing that was not asked is stored.
func (a Answers) only(qs []Question) Answers {
	out := Answers{}
	for _, q := range qs {
		for _, f := range q.Fields() {
			for _, v := range a[f] {
				if v = Clean(v); v != "" {
					out[f] = append(out[f], v)
				}
			}
		}
	}
	return out
}

// line is an answer on one line.
func (a Answers) line(field string) string { return strings.Join(strings.Fields(a.Get(field)), " ") }

// Clean removes what a reader does not see and a form does not need, and spaces around.
func Clean(s string) string {
	s, _ = value.Clean(strings.ToValidUTF8(s, ""))
	return value.Text(strings.ReplaceAll(s, "\t", " "))
}

// Split divides a list: at line ends, semicolons and commas, without empty parts and doubles.
func Split(s string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == ';' || r == ',' }) {
		if part = strings.Join(strings.Fields(part), " "); part != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, part) }) {
			out = append(out, part)
		}
	}
	return out
}

// Check finds what is missing or wrong in the answers to some questions.
func (a Answers) Check(side org.Role, qs []Question) fault.Fields {
	var errs fault.Fields
	for _, q := range qs {
		if key, args := a.wrong(side, q); key != "" {
			field := q.Name
			errs.Add(field, key, args...)
		}
	}
	return errs
}

// wrong gives the text key of what is wrong with the answer to a question; "" for nothing.
func (a Answers) wrong(side org.Role, q Question) (key string, args []any) {
	if q.Ask == Wishes {
		return a.wrongRoles(side, q)
	}
	answer := a.Get(q.Name)
	if q.Free() && slices.ContainsFunc(a[q.Name], HasCPR) {
		return "enrolment.cpr", nil
	}
	if answer == "" {
		if q.Needed {
			return "enrolment.need_" + string(q.Ask), nil
		}
		return "", nil
	}
	switch q.Ask {
	case Line, Paragraph, List, Names, Phone:
		if len([]rune(answer)) > q.Max {
			return "enrolment.too_long", []any{"max", q.Max}
		}
	case Email:
		if !people.ValidEmail(org.CleanEmail(answer)) {
			return "fault.bad_email", nil
		}
	case Number:
		if n, err := number(answer); err != nil || n < float64(q.Min) || n > float64(q.Max) {
			return "enrolment.bad_number", []any{"min", q.Min, "max", q.Max}
		}
	case Choice, Scale, Zone:
		if !slices.Contains(q.Options, answer) {
			return "enrolment.need_choice", nil
		}
	case Many, Grid:
		for _, v := range a[q.Name] {
			if !slices.Contains(q.Options, v) {
				return "enrolment.need_choice", nil
			}
		}
	case Yes:
		if answer != "yes" {
			return "enrolment.need_yes", nil
		}
	}
	return "", nil
}

func (a Answers) wrongRoles(side org.Role, q Question) (string, []any) {
	allowed, chosen := Readiness, map[string]int{}
	if side == org.Mentee {
		allowed = Ranks
	}
	for _, f := range q.Fields() {
		v := a.Get(f)
		if v == "" {
			continue
		}
		if !slices.Contains(allowed, v) {
			return "enrolment.need_choice", nil
		}
		chosen[v]++
	}
	switch {
	case side == org.Mentee && (chosen["1"] > 1 || chosen["2"] > 1 || chosen["3"] > 1):
		return "enrolment.rank_twice", nil
	case q.Needed && chosen["1"]+chosen["2"]+chosen["3"]+chosen["yes"] == 0:
		return "enrolment.need_wishes", nil
	}
	return "", nil
}

// number reads a figure with a comma or a point.
func number(s string) (float64, error) {
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	if err == nil && (math.IsNaN(n) || math.IsInf(n, 0)) {
		err = strconv.ErrRange
	}
	return n, err
}

// number is the checked answer to a question for a figure; 0 when there is none.
func (a Answers) number(field string) float64 {
	n, err := number(a.Get(field))
	if err != nil {
		return 0
	}
	return n
}

// Person is the directory's part of the answers.
func (a Answers) Person() org.Person {
	return org.Person{Name: a.line("name"), Email: org.CleanEmail(a.Get("email")), Phone: a.line("phone"), Title: a.line("title"), Unit: a.line("unit")}
}

// Barred is whom the applicant must not be matched with.
func (a Answers) Barred() map[BarrierKind][]string {
	return map[BarrierKind][]string{Veto: Split(a.Get("not_with")), Conflict: Split(a.Get("conflict_with")), Assessment: Split(a.Get("assess_with"))}
}

// Capacity is how many mentees a mentor takes.
func (a Answers) Capacity() int {
	return max(1, int(a.number("capacity")))
}
