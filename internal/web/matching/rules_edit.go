package matching

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type rulesView struct {
	Head           ui.HeadView
	Weights        []ui.Field
	Hard           ui.Field
	Range          []ui.Field
	Always         []string
	Errors         []ui.FieldError
	Save, File     ui.Action
	Reset          ui.Action
	Back           ui.Action
	TrainingDemand bool
}

// Rules shows what the programme matches by.
func (p Pages) Rules(v *visit.Visit) error {
	r, err := p.Matches.Rules(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	view, err := p.rulesView(v, r, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(rules(v.Page(view.Head.Title), view))
}

// SaveRules changes them, or sets them back to what a fresh programme has.
func (p Pages) SaveRules(v *visit.Visit) error {
	form, err := v.Form(matching.FormRules)
	if err != nil {
		return err
	}
	r := fit.DefaultRules()
	if form.Get("reset") == "" {
		r = readRules(form)
	}
	err = p.Matches.SaveRules(v.Ctx(), v.Actor, r)
	if errs := v.Faults(err); errs != nil {
		view, err := p.rulesView(v, r, form, errs)
		if err != nil {
			return err
		}
		return v.Invalid(rules(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "matching.rules_saved")
	return v.Go(base(v))
}

// readRules takes the form as it is; what is no number becomes -1, which no rule allows.
func readRules(form url.Values) fit.Rules {
	number := func(field string) int {
		n, err := strconv.Atoi(strings.TrimSpace(form.Get(field)))
		if err != nil {
			return -1
		}
		return n
	}
	r := fit.Rules{Weights: map[fit.Criterion]int{}}
	for _, c := range fit.Criteria {
		r.Weights[c] = number("weight_" + string(c))
	}
	r.Hard = fit.Hard{SameLeader: has(form, "hard", "same_leader"), SameUnit: has(form, "hard", "same_unit"), Language: has(form, "hard", "language"), Trained: has(form, "hard", "trained")}
	r.Experience = fit.Gap{YearsMin: number("years_min"), YearsMax: number("years_max"), LevelsMin: number("levels_min"), LevelsMax: number("levels_max")}
	r.Practical.TravelMinutes = number("travel_minutes")
	return r
}

// rulesView fills the form with rules, or with what was typed when it was refused.
func (p Pages) rulesView(v *visit.Visit, r fit.Rules, typed url.Values, errs map[string]string) (rulesView, error) {
	pr, err := p.Matches.Programmes.Get(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return rulesView{}, err
	}
	view := rulesView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.rules_title"), Lede: v.T("matching.rules_lede")},
		Save: ui.Action{Label: v.T("matching.rules_save")}, File: ui.Action{Label: v.T("matching.rules_file"), Icon: "download", URL: base(v) + "/rules.toml", Kind: "quiet"},
		Reset: ui.Action{Label: v.T("matching.rules_reset"), Kind: "bare", Name: "reset", Value: "1"}, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
		TrainingDemand: pr.Training.Demanded,
	}
	sum := 0
	for _, c := range fit.Criteria {
		sum += max(r.Weights[c], 0)
	}
	field := func(name string, value, low, high int) ui.Field {
		f := ui.Field{
			Name: name, Kind: ui.FieldNumber, Value: strconv.Itoa(value), Min: strconv.Itoa(low), Max: strconv.Itoa(high), Step: "1", InputMode: "numeric",
			Vis: ui.VisCoordinator, Error: errs[name], Label: v.T("matching.field_" + name), Hint: v.T("matching.hint_" + name),
		}
		if typed != nil {
			f.Value = typed.Get(name)
		}
		return f
	}
	for _, c := range fit.Criteria {
		name := "weight_" + string(c)
		f := field(name, r.Weights[c], 0, fit.MaxWeight)
		f.Label = v.T("matching.criterion_" + string(c))
		if sum > 0 && r.Weights[c] > 0 {
			f.Suffix = v.T("matching.share", "share", i18n.Percent(v.Lang, float64(r.Weights[c])/float64(sum)))
		}
		view.Weights = append(view.Weights, f)
	}
	view.Range = []ui.Field{
		field("years_min", r.Experience.YearsMin, 0, 60), field("years_max", r.Experience.YearsMax, 0, 60),
		field("levels_min", r.Experience.LevelsMin, 0, 4), field("levels_max", r.Experience.LevelsMax, 0, 4),
		field("travel_minutes", r.Practical.TravelMinutes, 0, 240),
	}
	hard := func(name string, on bool) ui.Option {
		return ui.Option{Value: name, Label: v.T("matching.hard_" + name), Hint: v.T("matching.hard_" + name + "_hint"), Selected: on}
	}
	view.Hard = ui.Field{Name: "hard", Kind: ui.FieldCheckbox, Label: v.T("matching.hard"), Hint: v.T("matching.hard_hint"), Vis: ui.VisCoordinator, Optional: true, Options: []ui.Option{
		hard("same_leader", r.Hard.SameLeader), hard("language", r.Hard.Language), hard("same_unit", r.Hard.SameUnit),
	}}
	if !pr.Training.Demanded {
		view.Hard.Options = append(view.Hard.Options, hard("trained", r.Hard.Trained))
	}
	for _, rule := range []fit.Rule{fit.Self, fit.LeaderChain, fit.ConflictRule, fit.VetoRule, fit.EarlierRule, fit.Clearance, fit.NoConsent, fit.Unsettled} {
		view.Always = append(view.Always, v.T("matching.rule_"+string(rule)))
	}
	if pr.Training.Demanded {
		view.Always = append(view.Always, v.T("matching.rule_training"))
	}
	view.Errors = ui.Errors(append(append([]ui.Field{}, view.Weights...), view.Range...)...)
	return view, nil
}

// RulesFile gives the rules as the file that the command line reads.
func (p Pages) RulesFile(v *visit.Visit) error {
	r, err := p.Matches.Rules(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := r.WriteTOML(&b); err != nil {
		return err
	}
	return v.File("rules.toml", "application/toml", b.Bytes())
}
