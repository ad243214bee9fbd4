package matching

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type shapeView struct {
	Head   ui.HeadView
	Fields []ui.Field
	Errors []ui.FieldError
	Back   ui.Action
}

// Shape shows what a match looks like in the programme.
func (p Pages) Shape(v *visit.Visit) error {
	w, err := p.Matches.Way(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	view := shapeForm(v, w.Shape, nil, nil)
	page := v.Page(view.Head.Title)
	page.Narrow = true
	return v.Show(shapePage(page, view))
}

// SaveShape changes it.
func (p Pages) SaveShape(v *visit.Visit) error {
	form, err := v.Form(matching.FormShape)
	if err != nil {
		return err
	}
	number := func(field string) int { // what is no number is refused as out of range
		n, err := strconv.Atoi(strings.TrimSpace(form.Get(field)))
		if err != nil {
			return -1
		}
		return n
	}
	s := fit.Shape{Form: fit.Form(form.Get("form")), Partners: number("partners"), Direction: fit.Direction(form.Get("direction"))}
	if s.Grouped() {
		s.Least, s.Most = number("least"), number("most")
	}
	err = p.Matches.SaveShape(v.Ctx(), v.Actor, s)
	if errs := v.Faults(err); errs != nil {
		view := shapeForm(v, s, form, errs)
		page := v.Page(view.Head.Title)
		page.Narrow = true
		return v.Invalid(shapePage(page, view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "group.saved")
	return v.Go(base(v))
}

// shapeForm fills the form with a shape, or with what was typed when it was refused.
func shapeForm(v *visit.Visit, s fit.Shape, typed url.Values, errs map[string]string) shapeView {
	if s.Form == "" {
		s.Form = fit.Pairs
	}
	number := func(name string, value, low, high int) ui.Field {
		f := ui.Field{Name: name, Kind: ui.FieldNumber, Value: strconv.Itoa(value), Min: strconv.Itoa(low), Max: strconv.Itoa(high), Step: "1", InputMode: "numeric", Label: v.T("group." + name), Vis: ui.VisCoordinator, Error: errs[name]}
		if typed.Has(name) {
			f.Value = typed.Get(name)
		}
		return f
	}
	least, most := s.Least, s.Most
	if !s.Grouped() {
		least, most = 4, 8
	}
	form := ui.Field{Name: "form", Kind: ui.FieldRadio, Label: v.T("group.form"), Vis: ui.VisCoordinator, Error: errs["form"]}
	for _, f := range fit.Forms {
		form.Options = append(form.Options, ui.Option{Value: string(f), Label: v.T("group.form_" + string(f)), Hint: v.T("group.form_" + string(f) + "_hint"), Selected: s.Form == f})
	}
	turn := ui.Field{Name: "direction", Kind: ui.FieldRadio, Label: v.T("group.direction"), Vis: ui.VisCoordinator, Error: errs["direction"]}
	for _, d := range fit.Directions {
		turn.Options = append(turn.Options, ui.Option{Value: string(d), Label: v.T("group.direction_" + string(d)), Hint: v.T("group.direction_" + string(d) + "_hint"), Selected: s.Turn() == d})
	}
	partners := number("partners", s.Mentors(), 1, fit.MaxPartners)
	partners.Hint = v.T("group.partners_hint")
	view := shapeView{
		Head:   ui.HeadView{Crumbs: crumbs(v), Title: v.T("group.title"), Lede: v.T("group.lede")},
		Fields: []ui.Field{form, number("least", least, 2, fit.MaxGroup), number("most", most, 2, fit.MaxGroup), partners, turn},
		Back:   ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
	}
	view.Errors = ui.Errors(view.Fields...)
	return view
}

// circles says how sure it is that the circles of a round are the best choice.
func circles(v *visit.Visit, c fit.Circles) string {
	switch {
	case c.Proven:
		return v.T("group.proven", "n", c.Count)
	case c.Pairs > 0:
		return v.T("group.unproven_pairs", "count", c.Count, "n", c.Pairs)
	}
	return v.T("group.unproven_points", "count", c.Count, "points", fit.Points(v.Lang, c.Points))
}
