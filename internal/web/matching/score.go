package matching

import (
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// From these scores on a pair is called strong or good; below, it can do.
const (
	strong = 70_00
	good   = matching.Weak
)

// scoreWord names a score and gives the colour of its tag.
func scoreWord(t func(string, ...any) string, score int) (word, kind string) {
	switch {
	case score >= strong:
		return t("matching.score_strong"), "good"
	case score >= good:
		return t("matching.score_good"), ""
	}
	return t("matching.score_fair"), "mind"
}

// whole writes a score as whole points, the way a person says it.
func whole(lang i18n.Lang, score int) string {
	return i18n.Integer(lang, int64((score+50)/100))
}

// most is how many reasons of each kind stand on a card; all of them stand with the points.
const most = 4

// reasons writes the sentences that matter most: what speaks for a pair, by the points it gave, and what to mind.
func reasons(v *visit.Visit, p fit.Pair, mentor, mentee string) []ui.Reason {
	got := map[fit.Criterion]int{}
	for _, s := range p.Shares {
		got[s.Criterion] = s.Got
	}
	pick := func(speak int) (out []ui.Reason) {
		all := slices.DeleteFunc(slices.Clone(p.Reasons), func(r fit.Reason) bool { return r.Speaks != speak })
		if speak > 0 {
			slices.SortStableFunc(all, func(a, b fit.Reason) int { return got[b.Criterion] - got[a.Criterion] })
		}
		for _, r := range all[:min(most, len(all))] {
			out = append(out, ui.Reason{Label: r.Text(v.Lang, first(mentor), first(mentee)), Speaks: speaks(speak)})
		}
		return out
	}
	return append(pick(1), pick(-1)...)
}

// points writes what each criterion gave, with its sentences below.
func points(v *visit.Visit, p fit.Pair, mentor, mentee string) ui.PointsView {
	word, kind := scoreWord(v.T, p.Score)
	out := ui.PointsView{Total: fit.Points(v.Lang, p.Score), Word: word, Kind: kind}
	for _, s := range p.Shares {
		why, speak := "", 0
		for _, r := range p.Reasons {
			if r.Criterion != s.Criterion {
				continue
			}
			if why != "" {
				why += " "
			}
			why += r.Text(v.Lang, first(mentor), first(mentee))
			if speak == 0 || r.Speaks < 0 {
				speak = r.Speaks
			}
		}
		out.Reasons = append(out.Reasons, ui.Reason{
			Label: s.Criterion.Label(v.Lang), Why: why, Points: float64(s.Got), Out: float64(s.Of), Speaks: speaks(speak),
			Value: v.T("matching.points_of", "got", fit.Points(v.Lang, s.Got), "of", fit.Points(v.Lang, s.Of)),
		})
	}
	return out
}

func speaks(n int) string {
	return map[int]string{1: "+", -1: "!"}[n]
}

func first(name string) string { return fit.FirstName(name) }

// marked is the buttons of a pair: what can be done with the mark that stands on it.
func marked(v *visit.Visit, mentor, mentee string, mark fit.MarkKind, back string) []ui.Action {
	act := func(kind fit.MarkKind, label, icon string) ui.Action {
		return ui.Action{
			Label: v.T(label), Icon: icon, Kind: "quiet", Small: true, Method: "post", URL: base(v) + "/mark",
			Hidden: map[string]string{"mentor": mentor, "mentee": mentee, "mark": string(kind), "back": back},
		}
	}
	switch mark {
	case fit.Lock:
		return []ui.Action{act(matching.Release, "matching.unlock", "lock-open"), act(fit.Forbid, "matching.forbid", "ban")}
	case fit.Forbid:
		return []ui.Action{act(matching.Release, "matching.allow", "arrow-back-up")}
	}
	return []ui.Action{act(fit.Lock, "matching.lock", "lock-square"), act(fit.Forbid, "matching.forbid", "ban")}
}

// markTag shows the mark on a pair.
func markTag(v *visit.Visit, mark fit.MarkKind) (text, icon string) {
	switch mark {
	case fit.Lock:
		return v.T("matching.locked"), "lock-square"
	case fit.Forbid:
		return v.T("matching.forbidden"), "ban"
	}
	return "", ""
}

func optionsURL(v *visit.Visit, seat string) string {
	return ui.WithQuery(base(v)+"/options", "seat", seat)
}

func itoa(n int) string { return strconv.Itoa(n) }
