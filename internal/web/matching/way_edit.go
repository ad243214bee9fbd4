package matching

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type wayView struct {
	Head         ui.HeadView
	People, Desk []ui.Field
	Errors       []ui.FieldError
	Save, Back   ui.Action
}

// Way shows how the programme goes about its matching.
func (p Pages) Way(v *visit.Visit) error {
	w, err := p.Matches.Way(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	view := newWay(v, w, nil, nil)
	return v.Show(wayPage(v.Page(view.Head.Title), view))
}

// SaveWay changes it.
func (p Pages) SaveWay(v *visit.Visit) error {
	form, err := v.Form(matching.FormWay)
	if err != nil {
		return err
	}
	w := matching.Way{
		First: matching.Turn(form.Get("first")), Anonymous: form.Has("anonymous"), FourEyes: form.Has("four_eyes"), HideNames: form.Has("hide_names"),
	}
	if w.AnswerDays, err = strconv.Atoi(strings.TrimSpace(form.Get("answer_days"))); err != nil {
		w.AnswerDays = -1 // no number is refused as a wrong one
	}
	err = p.Matches.SaveWay(v.Ctx(), v.Actor, w)
	if errs := v.Faults(err); errs != nil {
		view := newWay(v, w, form, errs)
		return v.Invalid(wayPage(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "offer.way_saved")
	return v.Go(base(v) + "/way")
}

func newWay(v *visit.Visit, w matching.Way, typed url.Values, errs map[string]string) wayView {
	view := wayView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("offer.way_title"), Lede: v.T("offer.way_lede")},
		Save: ui.Action{Label: v.T("offer.way_save")}, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
	}
	first := ui.Field{Name: "first", Kind: ui.FieldRadio, Label: v.T("offer.first"), Error: errs["first"], Vis: ui.VisCoordinator}
	for _, t := range matching.Turns {
		key := "offer.first_" + string(t)
		first.Options = append(first.Options, ui.Option{Value: string(t), Label: v.T(key), Hint: v.T(key + "_hint"), Selected: t == w.First})
	}
	days := ui.Field{
		Name: "answer_days", Kind: ui.FieldNumber, Label: v.T("offer.answer_days"), Hint: v.T("offer.answer_days_hint"), Value: strconv.Itoa(w.AnswerDays), Error: errs["answer_days"],
		Min: "1", Max: strconv.Itoa(matching.MaxAnswerDays), Step: "1", InputMode: "numeric", Vis: ui.VisCoordinator,
	}
	if typed != nil {
		days.Value = typed.Get("answer_days")
	}
	box := func(name string, on bool, hint string) ui.Field {
		return ui.Field{Name: name, Kind: ui.FieldCheckbox, Label: v.T("offer." + name), Vis: ui.VisCoordinator, Options: []ui.Option{{Value: "yes", Label: v.T("offer." + name + "_yes"), Hint: hint, Selected: on}}}
	}
	view.People = []ui.Field{first, days, box("anonymous", w.Anonymous, v.T("offer.anonymous_yes_hint"))}
	view.Desk = []ui.Field{box("four_eyes", w.FourEyes, ""), box("hide_names", w.HideNames, "")}
	view.Errors = ui.Errors(first, days)
	return view
}
