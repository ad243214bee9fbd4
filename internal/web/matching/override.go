package matching

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type overrideView struct {
	Head   ui.HeadView
	Rules  []string
	Stands *ui.NoteView // nobody can set it aside: no form then
	Hidden map[string]string
	Reason ui.Field
	Errors []ui.FieldError
	Go     ui.Action
	Back   ui.Action
}

// OverrideAsk shows what keeps two apart and asks why they should be locked together all the same.
func (p Pages) OverrideAsk(v *visit.Visit) error {
	q := v.R.URL.Query()
	view, err := p.override(v, url.Values{"mentor": {q.Get("mentor")}, "mentee": {q.Get("mentee")}, "back": {q.Get("back")}}, nil)
	if err != nil {
		return err
	}
	return v.Show(overridePage(v.Page(view.Head.Title), view))
}

// Override locks them, and leads back to where the button stood.
func (p Pages) Override(v *visit.Visit) error {
	form, err := v.Form(matching.FormOverride)
	if err != nil {
		return err
	}
	err = p.Matches.Override(v.Ctx(), v.Actor, form.Get("mentor"), form.Get("mentee"), form.Get("reason"))
	if fault.Is(err, fault.Conflict) {
		v.Say("mind", "matching.mark_refused", "why", v.Faults(err)[""])
		return v.Go(backTo(v, form.Get("back")))
	}
	if errs := v.Faults(err); errs != nil {
		view, err := p.override(v, form, errs)
		if err != nil {
			return err
		}
		return v.Invalid(overridePage(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "rules.overridden")
	return v.Go(backTo(v, form.Get("back")))
}

func (p Pages) override(v *visit.Visit, typed url.Values, errs map[string]string) (overrideView, error) {
	mentor, mentee, back := typed.Get("mentor"), typed.Get("mentee"), backTo(v, typed.Get("back"))
	if !id.Valid(mentor) || !id.Valid(mentee) {
		return overrideView{}, fault.Missing()
	}
	x, err := p.Matches.Apart(v.Ctx(), v.Actor, mentor, mentee)
	if err != nil {
		return overrideView{}, err
	}
	view := overrideView{
		Head: ui.HeadView{
			Crumbs: crumbs(v), Title: v.T("rules.override_title", "mentee", x.Mentee.Person.Name, "mentor", x.Mentor.Person.Name), Lede: v.T("rules.override_lede"),
		},
		Hidden: map[string]string{"mentor": mentor, "mentee": mentee, "back": back},
		Reason: ui.Field{
			Name: "reason", Kind: ui.FieldTextarea, Label: v.T("rules.override_reason"), Hint: v.T("rules.override_reason_hint", "min", fit.ReasonMin), Value: typed.Get("reason"),
			Error: errs["reason"], Vis: ui.VisCoordinator, Attrs: map[string]any{"maxlength": strconv.Itoa(fit.ReasonMax)},
		},
		Go: ui.Action{Label: v.T("rules.override"), Icon: "lock-square"}, Back: ui.Action{Label: v.T("matching.back"), URL: back, Kind: "bare"},
	}
	for _, r := range x.Rules {
		view.Rules = append(view.Rules, v.T("matching.rule_"+string(r)))
	}
	if len(x.Stands) > 0 {
		view.Stands = &ui.NoteView{Kind: "mind", Title: v.T("rules.override_stands"), Text: v.T("rules.override_stands_text", "rule", v.T("matching.apart_"+string(x.Stands[0])))}
	}
	view.Errors = ui.Errors(view.Reason)
	return view, nil
}

// backTo is where a form leads when it is done: a page of the board, or the board.
func backTo(v *visit.Visit, path string) string {
	if !strings.HasPrefix(path, base(v)) {
		return base(v)
	}
	return path
}

// overText says which rules a lock sets aside, and why.
func overText(v *visit.Visit, over []fit.Rule, reason string) string {
	if len(over) == 0 {
		return ""
	}
	names := make([]string, len(over))
	for i, r := range over {
		names[i] = v.T("matching.apart_" + string(r))
	}
	return v.T("rules.over_text", "rules", fit.Series(v.Lang, names), "reason", reason)
}

// overrideAction leads to the form, where every rule that keeps two apart can be set aside.
func overrideAction(v *visit.Visit, two fit.Couple, back string) ui.Action {
	q := url.Values{"mentor": {two.Mentor}, "mentee": {two.Mentee}, "back": {back}}
	return ui.Action{Label: v.T("rules.override"), Icon: "lock-square", Kind: "quiet", Small: true, URL: base(v) + "/override?" + q.Encode()}
}
