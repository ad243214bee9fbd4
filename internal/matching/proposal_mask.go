package matching

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// shownTo takes away what a side may not see yet: who the other one is. What is left of a person are the words about what they bring,
// without those that would tell who it is; what is left of the reasons are those that name no place, no unit and no figure.
func (p Proposal) shownTo(side org.Role) Proposal {
	if p.Stage() == Real {
		return p
	}
	hidden := &p.Mentee
	if side == org.Mentee {
		hidden = &p.Mentor
	}
	signs := signsOf(*hidden)
	p.Reasons = nameless(p.Reasons, signs)
	*hidden = enrolment.Seat{Org: hidden.Org, Programme: hidden.Programme, Role: hidden.Role, Status: hidden.Status, Profile: signs.profile(hidden.Profile)}
	p.Round, p.Score = "", 0
	return p
}

// signs are the words that would tell who somebody is: their name, title, unit and place.
type signs struct{ exact, begins []string }

// shortest is the least number of letters with which another word may begin to be taken for one of a name, a unit or a place.
const shortest = 3

func signsOf(s enrolment.Seat) (out signs) {
	for _, w := range tokens(s.Person.Name) {
		out.exact = append(out.exact, w, w+"s")
	}
	for _, text := range []string{s.Person.Name, s.Person.Unit, s.Person.Place, s.Profile.Site} {
		out.begins = append(out.begins, slices.DeleteFunc(tokens(text), func(w string) bool { return len([]rune(w)) < shortest })...)
	}
	out.exact = append(out.exact, slices.DeleteFunc(tokens(s.Person.Title), func(w string) bool { return len([]rune(w)) < shortest })...)
	return out
}

// tokens are a text's words in small letters.
func tokens(text string) []string {
	return strings.FieldsFunc(fit.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// tell says whether words could give somebody away. A name or a unit counts with an ending too: Bo Ravns, hjemmeplejen.
func (s signs) tell(text string) bool {
	if strings.Contains(text, "@") {
		return true
	}
	for _, w := range tokens(text) {
		if slices.Contains(s.exact, w) || slices.ContainsFunc(s.begins, func(sign string) bool { return strings.HasPrefix(w, sign) }) {
			return true
		}
	}
	return false
}

func (s signs) without(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), s.tell)
}

// fewYears is the width of the bands in which years are told: an exact number may be enough to know somebody by.
const fewYears = 5

// profile is what may be told of somebody whose name is not: lists of words, roles, languages, times and about how long they have
// worked. What they wrote in sentences and where they work stays out.
func (s signs) profile(p enrolment.Profile) enrolment.Profile {
	return enrolment.Profile{
		Strengths: s.without(p.Strengths), Competences: s.without(p.Competences), Themes: s.without(p.Themes), Languages: s.without(p.Languages),
		Roles: p.Roles, Video: p.Video, Times: p.Times, HasYears: p.HasYears, Years: math.Floor(p.Years/fewYears) * fewYears,
	}
}

// nameless keeps the reasons that tell of words, roles, languages and times only.
func nameless(reasons []fit.Reason, s signs) []fit.Reason {
	out := []fit.Reason{}
next:
	for _, r := range reasons {
		r.Args = slices.Clone(r.Args)
		for i, a := range r.Args {
			if len(a.Words) > 0 || a.Number != nil {
				continue next
			}
			a.Quotes, a.Languages = s.without(a.Quotes), s.without(a.Languages)
			if len(a.Quotes)+len(a.Languages)+len(a.Keys) == 0 {
				continue next
			}
			r.Args[i] = a
		}
		out = append(out, r)
	}
	return out
}

// Nameless is what a proposal without names tells of a seat.
func Nameless(s enrolment.Seat) enrolment.Profile { return signsOf(s).profile(s.Profile) }
