package matching

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fit"
)

// ownParts are the fields of an own criterion.
var ownParts = []string{"name", "kind", "field", "mentor_field", "weight", "min", "max"}

// readRules takes the form as it is; what is no number becomes -1, which no rule allows.
func readRules(form url.Values) fit.Rules {
	number := func(field string) int {
		n, err := strconv.Atoi(strings.TrimSpace(form.Get(field)))
		if err != nil {
			return -1
		}
		return n
	}
	r := fit.Rules{Version: fit.Version, Aim: fit.Aim(form.Get("aim")), Weights: map[fit.Criterion]int{}}
	for _, c := range fit.Criteria {
		r.Weights[c] = number("weight_" + string(c))
	}
	r.Hard = fit.Hard{
		SameLeader: has(form, "hard", "same_leader"), SameUnit: has(form, "hard", "same_unit"), Language: has(form, "hard", "language"),
		Trained: has(form, "hard", "trained"), Zone: has(form, "hard", "zone"), ZoneHours: number("zone_hours"),
	}
	r.Experience = fit.Gap{YearsMin: number("years_min"), YearsMax: number("years_max"), LevelsMin: number("levels_min"), LevelsMax: number("levels_max")}
	r.Practical.TravelMinutes = number("travel_minutes")
	closeUp(form)
	for at := range fit.MaxOwn {
		get := func(part string) string { return strings.Join(strings.Fields(form.Get(fit.OwnField(at, part))), " ") }
		if blank(form, at) {
			break
		}
		o := fit.Own{Name: get("name"), Kind: fit.OwnKind(get("kind")), Field: get("field"), MentorField: get("mentor_field"), Weight: number(fit.OwnField(at, "weight"))}
		if o.Kind == fit.Between {
			o.Min, o.Max = number(fit.OwnField(at, "min")), number(fit.OwnField(at, "max"))
		}
		r.Own = append(r.Own, o)
	}
	return r
}

// blank tells whether an own criterion has been emptied, or never filled in.
func blank(form url.Values, at int) bool {
	return strings.TrimSpace(form.Get(fit.OwnField(at, "name"))) == "" && strings.TrimSpace(form.Get(fit.OwnField(at, "field"))) == ""
}

// closeUp moves own criteria up over those that were emptied, so that the place in the form is the place in the rules.
func closeUp(form url.Values) {
	to := 0
	for at := range fit.MaxOwn {
		if blank(form, at) {
			continue
		}
		for _, part := range ownParts {
			form.Set(fit.OwnField(to, part), form.Get(fit.OwnField(at, part)))
		}
		to++
	}
	for ; to < fit.MaxOwn; to++ {
		for _, part := range ownParts {
			form.Del(fit.OwnField(to, part))
		}
	}
}
