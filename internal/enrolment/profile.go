package enrolment

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// fill puts the checked answers to some questions into a profile. What was not asked, or is not of the form (an import's wishes,
// clearance), stays.
func (a Answers) fill(p *Profile, side org.Role, qs []Question, today clock.Date) {
	for _, q := range qs {
		switch q.Name {
		case "strengths":
			p.Strengths = lines(a.Get(q.Name))
		case "direction":
			p.Direction = a.Get(q.Name)
		case "competences":
			p.Competences = Split(a.Get(q.Name))
		case "themes":
			p.Themes = Split(a.Get(q.Name))
		case "roles":
			p.Roles, p.RolesNot = a.roles(side, p.Roles)
		case "motivation":
			p.Motivation = a.Get(q.Name)
		case "level":
			p.Level = int(a.number(q.Name))
		case "years":
			p.Years, p.HasYears = a.number(q.Name), a.Get(q.Name) != ""
		case "hours":
			p.Hours = a.number(q.Name)
		case "age":
			p.AgeBand = a.Get(q.Name)
		case "languages":
			p.Languages = slices.Concat(known(a[q.Name], Languages), without(p.Languages, Languages))
		case "languages_more":
			p.Languages = slices.Concat(known(p.Languages, Languages), Split(a.Get(q.Name)))
		case "site":
			p.Site = a.line(q.Name)
		case "video":
			p.Video = a.Get(q.Name)
		case "travel":
			p.TravelMax = int(a.number(q.Name))
		case "times":
			p.Times = slices.Concat(known(a[q.Name], Times), without(p.Times, Times))
		case "zone":
			p.Zone = a.Get(q.Name)
		case "gender":
			p.Gender = Gender(a.Get(q.Name))
		case "own_gender":
			p.OwnGender = a.Get(q.Name)
		case "duty":
			say(&p.DutyOn, a, q, today)
		case "declare":
			say(&p.DeclareOn, a, q, today)
		case "agree":
			say(&p.AgreeOn, a, q, today)
		}
		if q.Topic == programme.AskValues {
			p.setValue(q.Name, int(a.number(q.Name)))
		}
		if q.Words != "" {
			p.setOwn(q.Words, a.line(q.Name))
		}
	}
}

// say keeps the day of the first yes.
func say(on *clock.Date, a Answers, q Question, today clock.Date) {
	if a.Get(q.Name) == "yes" && *on == "" {
		*on = today
	}
}

// roles reads the nine roles: wished ones in their order, or those a mentor likes; and those a mentor would rather not. An import may
// have ranked more than the form does: those stay at the end.
func (a Answers) roles(side org.Role, before []MentorRole) (yes, no []MentorRole) {
	for _, want := range append([]string{"yes"}, Ranks...) {
		for _, r := range MentorRoles {
			if a.Get(roleField(r)) == want {
				yes = append(yes, r)
			}
		}
	}
	for i, r := range before {
		if side == org.Mentee && i >= len(Ranks) && !slices.Contains(yes, r) {
			yes = append(yes, r)
		}
	}
	for _, r := range MentorRoles {
		if a.Get(roleField(r)) == "no" {
			no = append(no, r)
		}
	}
	return yes, no
}

// known keeps of a list what the form offers, in the form's order.
func known(got, offered []string) []string {
	return slices.DeleteFunc(slices.Clone(offered), func(v string) bool { return !slices.Contains(got, v) })
}

func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool { return slices.Contains(some, v) })
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

// setOwn keeps the answer to a question of the programme's own; "" takes it away.
func (p *Profile) setOwn(question, answer string) {
	extra := maps.Clone(p.Extra)
	if extra == nil {
		extra = map[string]string{}
	}
	extra[question] = answer
	if answer == "" {
		delete(extra, question)
	}
	p.Extra = extra
	if len(extra) == 0 {
		p.Extra = nil
	}
}

// AnswersOf turns a seat back into the answers that would make it; names says whom it asked not to meet, own what its programme asks in
// its own words.
func AnswersOf(t Seat, names map[BarrierKind][]string, own []string) Answers {
	p := t.Profile
	a := Answers{
		"name": {t.Person.Name}, "email": {t.Person.Email}, "phone": {t.Person.Phone}, "title": {t.Person.Title}, "unit": {t.Person.Unit},
		"strengths": {strings.Join(p.Strengths, "\n")}, "direction": {p.Direction}, "competences": {strings.Join(p.Competences, "\n")},
		"themes": {strings.Join(p.Themes, "\n")}, "motivation": {p.Motivation}, "languages": known(p.Languages, Languages),
		"site": {p.Site}, "video": {p.Video}, "times": known(p.Times, Times), "capacity": {strconv.Itoa(t.Capacity)},
		"not_with": {strings.Join(names[Veto], "\n")}, "conflict_with": {strings.Join(names[Conflict], "\n")},
		"assess_with": {strings.Join(names[Assessment], "\n")}, "zone": {p.Zone}, "gender": {string(p.GenderOf())}, "own_gender": {p.OwnGender},
	}
	a["languages_more"] = []string{strings.Join(without(p.Languages, Languages), ", ")}
	for i, question := range own {
		a["own_"+strconv.Itoa(i+1)] = []string{p.Extra[question]}
	}
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
	if p.AsksOwnGender() {
		a["own_gender"] = []string{"yes"}
	}
	for i, v := range p.Values {
		if v > 0 {
			a[valueField(i+1)] = []string{strconv.Itoa(v)}
		}
	}
	if p.Hours > 0 {
		a["hours"] = []string{strconv.FormatFloat(p.Hours, 'f', -1, 64)}
	}
	if p.AgeBand != "" {
		a["age"] = []string{p.AgeBand}
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
