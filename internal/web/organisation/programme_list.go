package organisation

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Home is the organisation's start page: its programmes, and the one next step.
func (p Pages) Home(v *visit.Visit) error {
	all, err := p.Programmes.ListFor(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	view := homeView(v, all)
	return v.Show(homePage(v.Page(view.Title), view))
}

// HomeView is the list of programmes.
type HomeView struct {
	Title, Lede string
	Next        ui.NextView
	New         ui.Action
	Live, Past  []ProgrammeView
}

// ProgrammeView is one programme in the list.
type ProgrammeView struct {
	Name, URL, Kinds, Dates string
	Badge, Status           string
}

func homeView(v *visit.Visit, all []programme.Programme) HomeView {
	view := HomeView{New: ui.Action{Label: v.T("organisation.new"), URL: base(v) + "/programmes/new", Icon: "plus", Kind: "quiet"}}
	var draft, live *programme.Programme
	for i := range all {
		pr := &all[i]
		row := programmeView(v, *pr)
		if pr.Status == programme.Closed {
			view.Past = append(view.Past, row)
			continue
		}
		view.Live = append(view.Live, row)
		if pr.Status == programme.Draft && draft == nil {
			draft = pr
		} else if pr.Status != programme.Draft && live == nil {
			live = pr
		}
	}
	view.Title, view.Lede = v.T("organisation.programmes", "n", len(view.Live)), v.T("organisation.programmes_lede")
	next := func(key, icon, name string, to ui.Action) {
		view.Next = ui.NextView{Icon: icon, Eyebrow: v.T("organisation.next"), Title: v.T(key, "programme", name), Text: v.T(key + "_text"), Go: to}
	}
	switch {
	case draft != nil:
		next("organisation.next_draft", "settings", draft.Name, ui.Action{Label: v.T("organisation.go_setup"), URL: draft.Path() + "/setup", After: "arrow-right"})
	case live != nil:
		next("organisation.next_live", "home", live.Name, ui.Action{Label: v.T("organisation.go_live"), URL: live.Path(), After: "arrow-right"})
	default:
		view.Title = v.T("organisation.programmes_none")
		next("organisation.next_first", "flag", "", ui.Action{Label: v.T("organisation.new"), URL: view.New.URL, After: "arrow-right"})
		view.New = ui.Action{}
	}
	return view
}

func programmeView(v *visit.Visit, pr programme.Programme) ProgrammeView {
	kinds := make([]string, 0, len(pr.Kinds))
	for _, k := range pr.Kinds {
		kinds = append(kinds, v.T("programme.kind_"+string(k)))
	}
	row := ProgrammeView{Name: pr.Name, URL: pr.Path(), Kinds: strings.Join(kinds, ", "), Status: v.T("programme.status_" + string(pr.Status))}
	switch pr.Status {
	case programme.Draft:
		row.URL += "/setup"
	case programme.Open, programme.Running:
		row.Badge = "good"
	}
	row.Dates = v.T("organisation.no_dates")
	if pr.StartsOn != "" {
		row.Dates = v.T("organisation.dates", "start", pr.StartsOn, "end", pr.EndsOn)
	}
	return row
}
