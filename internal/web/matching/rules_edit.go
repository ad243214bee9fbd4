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
	Head        ui.HeadView
	Aim         ui.Field
	Criteria    []criterionView
	Own         []ownView
	OwnHint     string
	Headings    []string
	Hard        ui.Field
	Hours       ui.Field
	Always      []ruleView // bendable
	Never       []ruleView
	Errors      []ui.FieldError
	Trial       trialView
	TryURL      string
	Auto        bool // tries while one types
	Save, Try   ui.Action
	File        ui.Action
	Reset, Back ui.Action
}

// criterionView is a criterion with its weight and what else can be set about it.
type criterionView struct {
	Weight   ui.Field
	Settings []ui.Field
}

// ownView is a criterion of the programme's own. Open is one that is there; the last, empty one is folded in.
type ownView struct {
	Title  string
	Open   bool
	Fields []ui.Field
}

// ruleView is a hard rule that is always on, and what it does today.
type ruleView struct{ Text, Count string }

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

// rulesView fills the form with rules, or with what was typed when it was refused or tried.
func (p Pages) rulesView(v *visit.Visit, r fit.Rules, typed url.Values, errs map[string]string) (rulesView, error) {
	pr, err := p.Matches.Programmes.Get(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return rulesView{}, err
	}
	reach, headings, err := p.reach(v, r, errs)
	if err != nil {
		return rulesView{}, err
	}
	view := rulesView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.rules_title"), Lede: v.T("matching.rules_lede")},
		Save: ui.Action{Label: v.T("matching.rules_save")}, File: ui.Action{Label: v.T("matching.rules_file"), Icon: "download", URL: base(v) + "/rules.toml", Kind: "bare"},
		Try:    ui.Action{Label: v.T("rules.try"), Kind: "quiet", Attrs: map[string]any{"formaction": base(v) + "/rules/try#trial"}},
		Reset:  ui.Action{Label: v.T("matching.rules_reset"), Kind: "bare", Name: "reset", Value: "1", Confirm: v.T("rules.reset_confirm")},
		Back:   ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
		TryURL: base(v) + "/rules/try", Headings: headings,
	}
	view.Auto = reach.Allowed >= 0 && reach.Possible() > 0
	view.Trial = standing(v, reach, view.Auto)
	f := fields{v: v, typed: typed, errs: errs}
	view.Aim = f.aim(r)
	view.Criteria = f.criteria(r)
	view.Own, view.OwnHint = f.own(r), v.T("rules.own_no_headings")
	if len(headings) > 0 {
		view.OwnHint = v.T("rules.own_headings", "list", fit.Series(v.Lang, headings[:min(len(headings), 12)]))
	}
	apart := map[fit.Rule]int{}
	for _, c := range reach.Funnel {
		apart[c.Rule] = c.Count
	}
	view.Hard = f.hard(r, pr.Training.Demanded, apart)
	view.Hours = f.number("zone_hours", r.Hard.ZoneHours, 0, 12)
	view.Hours.Label, view.Hours.Hint = v.T("rules.zone_hours"), ""
	view.Always, view.Never = always(v, pr.Training.Demanded, apart)
	var all []ui.Field
	all = append(all, view.Aim)
	for _, c := range view.Criteria {
		all = append(append(all, c.Weight), c.Settings...)
	}
	for _, o := range view.Own {
		all = append(all, o.Fields...)
	}
	view.Errors = ui.Errors(append(all, view.Hours)...)
	if text := errs["own"]; text != "" {
		view.Errors = append(view.Errors, ui.FieldError{Field: "own", Text: text})
	}
	return view, nil
}

// reach reads the funnel of rules that hold, else that of the saved ones.
func (p Pages) reach(v *visit.Visit, r fit.Rules, errs map[string]string) (fit.Summary, []string, error) {
	if len(errs) > 0 {
		saved, err := p.Matches.Rules(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
		if err != nil {
			return fit.Summary{}, nil, err
		}
		r = saved
	}
	s, headings, err := p.Matches.Reach(v.Ctx(), v.Actor, r)
	if v.Faults(err) != nil { // a lock that no longer holds: the board says so, the rules can still be changed
		return fit.Summary{Allowed: -1}, headings, nil
	}
	return s, headings, err
}

// always lists the rules that are always on: those a coordinator may set aside for two people, and those that stand.
func always(v *visit.Visit, trained bool, apart map[fit.Rule]int) (bendable, stands []ruleView) {
	on := []fit.Rule{fit.Self, fit.LeaderChain, fit.ConflictRule, fit.AssessRule, fit.VetoRule, fit.EarlierRule, fit.Clearance, fit.NoConsent, fit.Unsettled}
	if trained {
		on = append(on, fit.Untrained)
	}
	for _, rule := range on {
		row := ruleView{Text: v.T("matching.rule_" + string(rule)), Count: count(v, apart[rule])}
		if rule.Bendable() {
			bendable = append(bendable, row)
		} else {
			stands = append(stands, row)
		}
	}
	return bendable, stands
}

func count(v *visit.Visit, n int) string {
	if n == 0 {
		return ""
	}
	return v.T("rules.keeps_apart", "n", n)
}

// fields makes the fields of the form: with what was typed, if it was, and what is wrong with it.
type fields struct {
	v     *visit.Visit
	typed url.Values
	errs  map[string]string
}

func (f fields) number(name string, value, low, high int) ui.Field {
	out := ui.Field{
		Name: name, Kind: ui.FieldNumber, Value: strconv.Itoa(value), Min: strconv.Itoa(low), Max: strconv.Itoa(high), Step: "1", InputMode: "numeric",
		Vis: ui.VisCoordinator, Error: f.errs[name],
	}
	if f.typed != nil {
		out.Value = f.typed.Get(name)
	}
	return out
}

func (f fields) aim(r fit.Rules) ui.Field {
	out := ui.Field{Name: "aim", Kind: ui.FieldRadio, Label: f.v.T("rules.aim"), Hint: f.v.T("rules.aim_hint"), Vis: ui.VisCoordinator, Error: f.errs["aim"]}
	for _, a := range fit.Aims {
		out.Options = append(out.Options, ui.Option{
			Value: string(a), Label: f.v.T("rules.aim_" + string(a)), Hint: f.v.T("rules.aim_" + string(a) + "_hint"),
			Selected: a == r.Aim || r.Aim == "" && a == fit.MostPoints,
		})
	}
	return out
}

// criteria are the general ones, each with its weight, its share of the points and what else can be set.
func (f fields) criteria(r fit.Rules) []criterionView {
	sum := 0
	for _, c := range r.All() {
		sum += max(r.Weight(c), 0)
	}
	setting := func(name string, value, low, high int) ui.Field {
		out := f.number(name, value, low, high)
		out.Label, out.Hint = f.v.T("matching.field_"+name), f.v.T("matching.hint_"+name)
		return out
	}
	var all []criterionView
	for _, c := range fit.Criteria {
		w := f.number("weight_"+string(c), r.Weights[c], 0, fit.MaxWeight)
		w.Label, w.Hint = c.Label(f.v.Lang), f.v.T("matching.hint_weight_"+string(c))
		if sum > 0 && r.Weights[c] > 0 {
			w.Suffix = f.v.T("matching.share", "share", i18n.Percent(f.v.Lang, float64(r.Weights[c])/float64(sum)))
		}
		row := criterionView{Weight: w}
		switch c {
		case fit.Experience:
			row.Settings = []ui.Field{
				setting("years_min", r.Experience.YearsMin, 0, 60), setting("years_max", r.Experience.YearsMax, 0, 60),
				setting("levels_min", r.Experience.LevelsMin, 0, 4), setting("levels_max", r.Experience.LevelsMax, 0, 4),
			}
		case fit.Practical:
			row.Settings = []ui.Field{setting("travel_minutes", r.Practical.TravelMinutes, 0, 240)}
		}
		all = append(all, row)
	}
	return all
}

// own are the programme's own criteria, and an empty one while there is room.
func (f fields) own(r fit.Rules) []ownView {
	var out []ownView
	for at := range min(len(r.Own)+1, fit.MaxOwn) {
		o, open := fit.Own{Weight: 10, Min: 1, Max: 5}, at < len(r.Own)
		title := f.v.T("rules.own_new")
		if open {
			o, title = r.Own[at], f.v.T("rules.own_row", "n", at+1)
			if o.Name != "" {
				title = o.Name
			}
		}
		text := func(part, value string) ui.Field {
			name := fit.OwnField(at, part)
			if f.typed != nil && open {
				value = f.typed.Get(name)
			}
			return ui.Field{Name: name, Label: f.v.T("rules.own_" + part), Value: value, Error: f.errs[name], Vis: ui.VisCoordinator, Optional: !open || part == "mentor_field", Attrs: map[string]any{"maxlength": "80"}}
		}
		number := func(part string, value, low, high int) ui.Field {
			g := f
			if !open {
				g.typed = nil
			}
			n := g.number(fit.OwnField(at, part), value, low, high)
			n.Label = f.v.T("rules.own_" + part)
			return n
		}
		kind := text("kind", string(o.Kind))
		kind.Kind, kind.Attrs = ui.FieldSelect, nil
		for _, k := range fit.OwnKinds {
			kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: f.v.T("rules.own_kind_" + string(k)), Selected: k == o.Kind})
		}
		field, mentor := text("field", o.Field), text("mentor_field", o.MentorField)
		field.Attrs, mentor.Attrs = map[string]any{"list": "own-headings", "maxlength": "80"}, map[string]any{"list": "own-headings", "maxlength": "80"}
		mentor.Hint = f.v.T("rules.own_mentor_field_hint")
		low, high := number("min", o.Min, 0, 1000), number("max", o.Max, 0, 1000)
		low.Hint, low.Optional, high.Optional = f.v.T("rules.own_gap_hint"), true, true
		out = append(out, ownView{title, open, []ui.Field{text("name", o.Name), kind, field, mentor, number("weight", o.Weight, 0, fit.MaxWeight), low, high}})
	}
	return out
}

// hard are the rules that can be turned on and off, with what they keep apart today.
func (f fields) hard(r fit.Rules, demanded bool, apart map[fit.Rule]int) ui.Field {
	option := func(name, key string, rule fit.Rule, on bool) ui.Option {
		hint := strings.TrimSpace(f.v.T(key+"_hint") + " " + count(f.v, apart[rule]))
		return ui.Option{Value: name, Label: f.v.T(key), Hint: hint, Selected: on}
	}
	out := ui.Field{Name: "hard", Kind: ui.FieldCheckbox, Label: f.v.T("matching.hard"), Hint: f.v.T("matching.hard_hint"), Vis: ui.VisCoordinator, Optional: true, Options: []ui.Option{
		option("same_leader", "matching.hard_same_leader", fit.SameLeader, r.Hard.SameLeader),
		option("language", "matching.hard_language", fit.NoLanguage, r.Hard.Language),
		option("same_unit", "matching.hard_same_unit", fit.SameUnit, r.Hard.SameUnit),
	}}
	if !demanded {
		out.Options = append(out.Options, option("trained", "matching.hard_trained", fit.Untrained, r.Hard.Trained))
	}
	out.Options = append(out.Options, option("zone", "rules.hard_zone", fit.FarZone, r.Hard.Zone))
	return out
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
