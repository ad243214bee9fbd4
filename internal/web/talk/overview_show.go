package talk

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// overviewView is what the coordinator sees: counts and names, never what about.
type overviewView struct {
	Title, Lede string
	Offered     ui.Field
	Ahead       ui.Field
	Errors      []ui.FieldError
	Stats       []ui.Stat
	Find        ui.Field
	Table       ui.TableView
	Pager       ui.PagerView
	Empty       *ui.EmptyView
	URL         string
}

func overviewURL(v *visit.Visit) string { return "/p/" + v.Place.Programme + "/talks" }

// perPage is how many talks a page shows.
const perPage = 30

// Overview shows how a programme's one-off conversations go.
func (p Pages) Overview(v *visit.Visit) error {
	set, err := p.Talks.Setting(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	view, err := p.overview(v, set.Offered, strconv.Itoa(set.Ahead), nil)
	if err != nil {
		return err
	}
	return v.Show(overviewPage(v.Page(view.Title), view))
}

// SaveSetting changes how the programme uses them.
func (p Pages) SaveSetting(v *visit.Visit) error {
	form, err := v.Form(talk.FormSetting)
	if err != nil {
		return err
	}
	ahead, err := strconv.Atoi(strings.TrimSpace(form.Get("ahead")))
	if err != nil {
		ahead = -1
	}
	set := talk.Setting{Offered: form.Get("offered") == "yes", Ahead: ahead}
	err = p.Talks.SaveSetting(v.Ctx(), v.Actor, set)
	if errs := v.Faults(err); errs != nil {
		view, err := p.overview(v, set.Offered, form.Get("ahead"), errs)
		if err != nil {
			return err
		}
		return v.Invalid(overviewPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "talk.lead_saved")
	return v.Go(overviewURL(v))
}

func (p Pages) overview(v *visit.Visit, offered bool, ahead string, errs map[string]string) (overviewView, error) {
	f, err := p.Talks.Figures(v.Ctx(), v.Actor)
	if err != nil {
		return overviewView{}, err
	}
	find := v.R.URL.Query().Get("find")
	all, err := p.Talks.All(v.Ctx(), v.Actor, find)
	if err != nil {
		return overviewView{}, err
	}
	out := overviewView{
		Title: v.T("talk.lead_title_off"), Lede: v.T("talk.lead_lede"), URL: overviewURL(v), Table: ui.TableView{Caption: v.T("talk.lead_caption"), Cols: []ui.Col{{Label: v.T("talk.col_when")}, {Label: v.T("talk.col_mentee")}, {Label: v.T("talk.col_mentor")}, {Label: v.T("talk.col_state")}}},
		Offered: ui.Field{Name: "offered", Kind: ui.FieldCheckbox, Label: v.T("talk.lead_offered"), Hint: v.T("talk.lead_offered_hint"), Optional: true, Vis: ui.VisCoordinator, Options: []ui.Option{{Value: "yes", Label: v.T("talk.lead_offered_yes"), Selected: offered}}},
		Ahead:   ui.Field{Name: "ahead", Kind: ui.FieldNumber, Label: v.T("talk.lead_ahead"), Value: ahead, Min: "1", Max: strconv.Itoa(talk.MaxAhead), Step: "1", InputMode: "numeric", Vis: ui.VisCoordinator, Error: errs["ahead"]},
		Find:    ui.Field{Name: "find", Kind: ui.FieldSearch, Label: v.T("talk.find"), Value: find, Filter: true},
	}
	out.Errors = ui.Errors(out.Ahead)
	if offered || f.Ahead > 0 {
		out.Title = v.T("talk.lead_title_on", "n", f.Ahead)
	}
	stat := func(n int, key string) {
		out.Stats = append(out.Stats, ui.Stat{Value: strconv.Itoa(n), Label: v.T("talk.lead_" + key)})
	}
	stat(f.Mentors, "mentors")
	stat(f.Free, "free")
	stat(f.Ahead, "ahead_count")
	stat(f.Held, "held")
	stat(f.Unsaid, "unsaid")
	stat(f.Missed+f.Off, "off")
	switch {
	case len(all) > 0:
	case find != "":
		out.Empty = &ui.EmptyView{ID: "none", Art: "list", Title: v.T("talk.lead_nothing")}
	default:
		out.Empty = &ui.EmptyView{ID: "none", Art: "list", Title: v.T("talk.lead_none"), Text: v.T("talk.lead_none_text")}
	}
	page, _ := strconv.Atoi(v.R.URL.Query().Get("page"))
	pages := max((len(all)+perPage-1)/perPage, 1)
	page = min(max(page, 1), pages)
	from, to := (page-1)*perPage, min(page*perPage, len(all))
	out.Pager = ui.PagerView{From: min(from+1, len(all)), To: to, Total: len(all)}
	at := func(n int) string {
		return out.URL + "?" + url.Values{"find": {find}, "page": {strconv.Itoa(n)}}.Encode()
	}
	if page > 1 {
		out.Pager.PrevURL = at(page - 1)
	}
	if page < pages {
		out.Pager.NextURL = at(page + 1)
	}
	now := v.Site.Clock.Now()
	for _, k := range all[from:to] {
		state := string(k.Status)
		if k.Unsaid(now) {
			state = "unsaid"
		}
		out.Table.Rows = append(out.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: span(v, k.Time)}, {Text: k.Mentee.Name}, {Text: k.Mentor.Name}, {Text: v.T("talk.state_" + state)}}})
	}
	return out, nil
}
