package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// trialView is what rules would do with everybody who waits today.
type trialView struct {
	Title, Text string
	Note        *ui.NoteView // what is wrong
	Rows        []trialRow
	Measured    string
	Moves       []trialMove
	More        string
	Funnel      []funnelRow
}

type trialRow struct{ What, Saved, Tried string }

type trialMove struct{ Mentee, Text string }

// funnelRow is a step of the funnel: what it takes, and what is left.
type funnelRow struct {
	Text, Left string
}

// shownMoves is how many people a trial names.
const shownMoves = 12

// TryRules says what the form as it stands would give, and keeps nothing. To a page that asks by itself it answers with that alone.
func (p Pages) TryRules(v *visit.Visit) error {
	form, err := v.Form(matching.FormRules)
	if err != nil {
		return err
	}
	r := readRules(form)
	t, err := p.Matches.Try(v.Ctx(), v.Actor, r)
	errs := v.Faults(err)
	if err != nil && errs == nil {
		return err
	}
	shown := tried(v, t)
	if errs != nil {
		shown = refused(v, err)
	}
	if v.R.Header.Get("HX-Request") == "true" {
		return v.Show(trial(v.Page(""), shown))
	}
	if fault.Is(err, fault.Conflict) { // two marks that fight: nothing in the form is wrong
		errs = nil
	}
	view, err := p.rulesView(v, r, form, errs)
	if err != nil {
		return err
	}
	view.Trial = shown
	page := rules(v.Page(view.Head.Title), view)
	if len(errs) > 0 {
		return v.Invalid(page)
	}
	return v.Show(page)
}

// refused says why rules cannot be tried: the first thing that is wrong, in words.
func refused(v *visit.Visit, err error) trialView {
	text := ""
	if l := fault.List(err); len(l) > 0 {
		text = v.T(l[0].Key, l[0].Args...)
	}
	return trialView{Title: v.T("rules.trial"), Note: &ui.NoteView{Kind: "mind", Text: text}}
}

// standing is what stands there before anything has been tried: what the rules leave possible.
func standing(v *visit.Visit, s fit.Summary, auto bool) trialView {
	t := trialView{Title: v.T("rules.funnel"), Text: v.T("rules.trial_ask")}
	switch {
	case s.Allowed < 0:
		t.Text = v.T("rules.too_many") + " " + v.T("rules.trial_ask")
		return t
	case s.Possible() == 0:
		t.Text = v.T("rules.trial_nobody")
		return t
	case auto:
		t.Text = v.T("rules.trial_auto")
	}
	t.Funnel, t.Note = leftAfter(v, s)
	return t
}

func tried(v *visit.Visit, t matching.Trial) trialView {
	out := trialView{Title: v.T("rules.trial_same"), Text: v.T("rules.trial_unsaved")}
	if t.Tried.Possible() == 0 {
		return trialView{Title: v.T("rules.trial"), Text: v.T("rules.trial_nobody")}
	}
	if n := len(t.Moves); n > 0 {
		out.Title = v.T("rules.trial_moves", "n", n)
	}
	row := func(key string, of func(fit.Summary) string) {
		out.Rows = append(out.Rows, trialRow{v.T(key), of(t.Saved), of(t.Tried)})
	}
	whole := func(n int) string { return i18n.Integer(v.Lang, int64(n)) }
	row("rules.row_pairs", func(s fit.Summary) string { return whole(s.Matched) })
	row("rules.row_total", func(s fit.Summary) string { return fit.Points(v.Lang, s.Total) })
	row("rules.row_lowest", func(s fit.Summary) string { return fit.Points(v.Lang, s.Lowest) })
	if t.Saved.Asked+t.Tried.Asked > 0 {
		row("rules.row_wished", func(s fit.Summary) string { return v.T("matching.n_of", "n", s.Wished, "of", s.Asked) })
	}
	if len(t.Moves) > 0 {
		out.Measured = v.T("rules.measured", "points", fit.Points(v.Lang, t.Measured))
	}
	nobody := v.T("rules.move_none")
	for _, m := range t.Moves[:min(shownMoves, len(t.Moves))] {
		from, to := m.From, m.To
		if from == "" {
			from = nobody
		}
		if to == "" {
			to = nobody
		}
		out.Moves = append(out.Moves, trialMove{m.Mentee, v.T("rules.move", "from", from, "to", to)})
	}
	if n := len(t.Moves) - shownMoves; n > 0 {
		out.More = v.T("rules.moves_more", "n", n)
	}
	out.Funnel, out.Note = leftAfter(v, t.Tried)
	return out
}

// leftAfter shows what each hard rule in turn leaves; where nothing is left it names the rule that takes the most.
func leftAfter(v *visit.Visit, s fit.Summary) ([]funnelRow, *ui.NoteView) {
	whole := func(n int) string { return i18n.Integer(v.Lang, int64(n)) }
	rows := []funnelRow{{v.T("rules.funnel_all"), whole(s.Possible())}}
	for _, step := range s.Steps() {
		rows = append(rows, funnelRow{v.T("rules.funnel_step", "rule", v.T("matching.rule_"+string(step.Rule)), "n", whole(step.Count)), v.T("rules.funnel_left", "n", whole(step.Left))})
	}
	return rows, nonePossible(v, s)
}

// nonePossible says which rule keeps everybody apart, or most of them; nil while some pair is possible.
func nonePossible(v *visit.Visit, s fit.Summary) *ui.NoteView {
	if s.Possible() == 0 || s.Allowed != 0 {
		return nil
	}
	most := s.Hardest()
	return &ui.NoteView{Kind: "mind", Title: v.T("rules.none_possible"), Text: v.T("rules.none_possible_text",
		"rule", v.T("matching.rule_"+string(most.Rule)), "n", most.Count, "of", s.Possible())}
}
