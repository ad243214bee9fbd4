package enrolment

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/org"
)

// fill puts checked answers into a profile. What the form does not ask (an import's wishes, hours, clearance) stays.
func (a Answers) fill(p *Profile, side org.Role, today clock.Date) {
	p.Strengths = lines(a.Get("strengths"))
	p.Competences, p.Themes = Split(a.Get("competences")), Split(a.Get("themes"))
	p.Motivation = a.Get("motivation")
	if side == org.Mentee {
		p.Direction = a.Get("direction")
	}
	before := *p
	p.Roles, p.RolesNot = nil, nil
	for _, want := range append([]string{"yes"}, Ranks...) {
		for _, r := range MentorRoles {
			if a.Get(roleField(r)) == want {
				p.Roles = append(p.Roles, r)
			}
		}
	}
	for i, r := range before.Roles { // an import may rank more than the form does
		if side == org.Mentee && i >= len(Ranks) && !slices.Contains(p.Roles, r) {
			p.Roles = append(p.Roles, r)
		}
	}
	for _, r := range MentorRoles {
		if a.Get(roleField(r)) == "no" {
			p.RolesNot = append(p.RolesNot, r)
		}
	}
	p.Languages = slices.Concat(known(a["languages"], Languages), Split(a.Get("languages_more")))
	p.Level, _ = strconv.Atoi(a.Get("level"))
	years, err := number(a.Get("years"))
	p.Years, p.HasYears = years, err == nil
	p.Site, p.Video = a.line("site"), a.Get("video")
	travel, _ := number(a.Get("travel"))
	p.TravelMax = int(travel)
	p.Times = slices.Concat(known(a["times"], Times), slices.DeleteFunc(slices.Clone(before.Times), func(t string) bool { return slices.Contains(Times, t) }))
	for field, on := range map[string]*clock.Date{"duty": &p.DutyOn, "declare": &p.DeclareOn, "agree": &p.AgreeOn} {
		if a.Get(field) == "yes" && *on == "" {
			*on = today
		}
	}
}

// known keeps of a list what the form offers, in the form's order.
func known(got, offered []string) []string {
	return slices.DeleteFunc(slices.Clone(offered), func(v string) bool { return !slices.Contains(got, v) })
}

func lines(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// AnswersOf turns a seat back into the answers that would make it; names says whom it asked not to meet.
func AnswersOf(t Seat, names map[BarrierKind][]string) Answers {
	p := t.Profile
	a := Answers{"name": {t.Person.Name}, "email": {t.Person.Email}, "phone": {t.Person.Phone}, "title": {t.Person.Title}, "unit": {t.Person.Unit},
		"strengths": {strings.Join(p.Strengths, "\n")}, "direction": {p.Direction}, "competences": {strings.Join(p.Competences, "\n")},
		"themes": {strings.Join(p.Themes, "\n")}, "motivation": {p.Motivation}, "languages": known(p.Languages, Languages),
		"site": {p.Site}, "video": {p.Video}, "times": known(p.Times, Times), "capacity": {strconv.Itoa(t.Capacity)},
		"not_with": {strings.Join(names[Veto], "\n")}, "conflict_with": {strings.Join(names[Conflict], "\n")}}
	a["languages_more"] = []string{strings.Join(slices.DeleteFunc(slices.Clone(p.Languages), func(l string) bool { return slices.Contains(Languages, l) }), ", ")}
	for i, r := range p.Roles {
		switch {
		case t.Role == org.Mentor:
			a[roleField(r)] = []string{"yes"}
		case i < len(Ranks):
			a[roleField(r)] = []string{Ranks[i]}
		}
	}
	for _, r := range p.RolesNot {
		a[roleField(r)] = []string{"no"}
	}
	if p.Level > 0 {
		a["level"] = []string{strconv.Itoa(p.Level)}
	}
	if p.HasYears {
		a["years"] = []string{strconv.FormatFloat(p.Years, 'f', -1, 64)}
	}
	if p.TravelMax > 0 {
		a["travel"] = []string{strconv.Itoa(p.TravelMax)}
	}
	for field, on := range map[string]clock.Date{"duty": p.DutyOn, "declare": p.DeclareOn, "agree": p.AgreeOn} {
		if on != "" {
			a[field] = []string{"yes"}
		}
	}
	return a
}
