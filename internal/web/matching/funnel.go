package matching

import (
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// funnel shows how many pairs are left after each rule, from all that could be to those that are allowed.
func funnel(v *visit.Visit, s fit.Summary) []ui.BarView {
	steps := s.Steps()
	if len(steps) == 0 {
		return nil
	}
	of := float64(s.Possible())
	out := []ui.BarView{{Label: v.T("run.all_pairs"), Text: i18n.Integer(v.Lang, int64(s.Possible())), Value: of, Max: of}}
	for _, f := range steps {
		out = append(out, ui.BarView{
			Label: v.T("matching.rule_" + string(f.Rule)), Value: float64(f.Left), Max: of,
			Text: v.T("run.step", "apart", f.Count, "n", f.Left),
		})
	}
	return out
}

// againstAll names the rules that leave no pair, with how many each keeps apart.
func againstAll(v *visit.Visit, s fit.Summary) string {
	var list []string
	for _, f := range s.Steps() {
		list = append(list, v.T("run.rule_count", "rule", v.T("matching.rule_"+string(f.Rule)), "n", f.Count))
	}
	text := v.T("run.against_all", "possible", s.Possible(), "list", fit.Series(v.Lang, list))
	if s.Full > 0 {
		text += " " + v.T("run.full", "n", s.Full, "pairs", s.Full*s.Mentees)
	}
	return text
}

// emptySide says who is missing from a pool without a single possible pair.
func emptySide(s fit.Summary) string {
	switch {
	case s.Mentors == 0 && s.Mentees == 0:
		return "both"
	case s.Mentors == 0:
		return "mentors"
	}
	return "mentees"
}

func nobody(v *visit.Visit, s fit.Summary) string {
	if s.Full > 0 {
		return v.T("run.full", "n", s.Full, "pairs", s.Full*s.Mentees)
	}
	return v.T("run.empty_text")
}
