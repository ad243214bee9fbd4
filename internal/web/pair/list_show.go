package pair

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// pageSize is how many pairs a page shows.
const pageSize = 50

// ListView is the coordinator's page of all pairs.
type ListView struct {
	Title, Lede string
	Counts      []ui.PhaseCount
	Ended       string // how many are over, in words
	Filter      ui.Field
	Find        ui.Field
	FilterURL   string
	Table       ui.TableView
	Pager       ui.PagerView
	Empty       *ui.EmptyView
}

// needy is a pair with its signs and its people's names.
type needy struct {
	pair.Facts
	mentee, mentor string
	signals        []pair.Signal
}

// List shows a programme's pairs: dates and counts, those with a sign first.
func (s Pages) List(v *visit.Visit) error {
	rows, err := s.needy(v)
	if err != nil {
		return err
	}
	counts, need := map[pair.Phase]int{}, 0
	for _, r := range rows {
		counts[r.Phase]++
		if len(r.signals) > 0 {
			need++
		}
	}
	q := v.R.URL.Query()
	show, find := q.Get("show"), strings.TrimSpace(q.Get("find"))
	view := ListView{FilterURL: "/p/" + v.Place.Programme + "/pairs", Filter: filterField(v, show, need), Find: ui.Field{Name: "find", Kind: ui.FieldSearch, Label: v.T("pairs.find"), Value: find, Filter: true}}
	for _, f := range pair.Phases[:4] {
		view.Counts = append(view.Counts, ui.PhaseCount{Label: v.T("pair.phase_" + string(f)), Count: counts[f]})
	}
	view.Title, view.Lede = listTitle(v, len(rows), need)
	if n := counts[pair.Closed]; n > 0 {
		view.Ended = v.T("pairs.list_ended", "n", n)
	}
	if len(rows) == 0 {
		view.Empty = &ui.EmptyView{ID: "none", Art: "list", Title: v.T("pairs.list_empty"), Text: v.T("pairs.list_empty_text"), Actions: []ui.Action{{Label: v.T("pairs.list_to_match"), URL: "/p/" + v.Place.Programme + "/match", Kind: "quiet"}}}
		return v.Show(listPage(v.Page(view.Title), view))
	}
	rows = slices.DeleteFunc(rows, func(r needy) bool { return !shown(r, show, clock.DateOf(v.Now())) || !named(r, find) })
	slices.SortStableFunc(rows, func(a, b needy) int {
		return cmp.Or(cmp.Compare(ended(a), ended(b)), cmp.Compare(len(b.signals), len(a.signals)))
	})
	page, _ := strconv.Atoi(q.Get("page"))
	pages := max((len(rows)+pageSize-1)/pageSize, 1)
	page = min(max(page, 1), pages)
	from, to := (page-1)*pageSize, min(page*pageSize, len(rows))
	view.Pager = ui.PagerView{From: min(from+1, len(rows)), To: to, Total: len(rows)}
	if page > 1 {
		view.Pager.PrevURL = ui.WithQuery(view.FilterURL, "show", show, "find", find, "page", strconv.Itoa(page-1))
	}
	if page < pages {
		view.Pager.NextURL = ui.WithQuery(view.FilterURL, "show", show, "find", find, "page", strconv.Itoa(page+1))
	}
	view.Table = listTable(v, rows[from:to])
	if len(rows) == 0 {
		view.Empty = &ui.EmptyView{ID: "none", Art: "done", Title: v.T("pairs.list_none"), Text: v.T("pairs.list_none_text"), Actions: []ui.Action{{Label: v.T("pairs.list_all"), URL: view.FilterURL, Kind: "quiet"}}}
	}
	return v.Show(listPage(v.Page(view.Title), view))
}

// needy reads the programme's pairs by the mentee's name, each with its signs.
func (s Pages) needy(v *visit.Visit) ([]needy, error) {
	pr, err := s.Programmes.Get(v.Ctx(), s.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return nil, err
	}
	facts, err := s.Pairs.Facts(v.Ctx(), s.DB, pr)
	if err != nil {
		return nil, err
	}
	names, err := s.Pairs.Names(v.Ctx(), s.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return nil, err
	}
	at := make(map[string]pair.Facts, len(facts))
	for _, f := range facts {
		at[f.ID] = f
	}
	now := v.Now()
	out := make([]needy, 0, len(names))
	for _, n := range names {
		f := at[n.ID]
		out = append(out, needy{f, n.Mentee, n.Mentor, f.Signals(now)})
	}
	return out, nil
}

func ended(r needy) int {
	if r.Phase == pair.Closed {
		return 1
	}
	return 0
}

// named tells whether one of the two is called what is looked for.
func named(r needy, find string) bool {
	return find == "" || strings.Contains(strings.ToLower(r.mentee+"\n"+r.mentor), strings.ToLower(find))
}

func listTitle(v *visit.Visit, all, need int) (title, lede string) {
	switch {
	case all == 0:
		return v.T("pairs.list_title_none"), ""
	case need == 0:
		return v.T("pairs.list_title_calm"), v.T("pairs.list_lede")
	}
	return v.T("pairs.list_title_need", "n", need), v.T("pairs.list_lede")
}

func shown(r needy, show string, today clock.Date) bool {
	switch show {
	case "":
		return true
	case "need":
		return len(r.signals) > 0
	case "paused":
		return r.Rests(today)
	}
	return string(r.Phase) == show
}

func filterField(v *visit.Visit, show string, need int) ui.Field {
	f := ui.Field{Name: "show", Kind: ui.FieldSelect, Label: v.T("pairs.filter"), Value: show, Filter: true, AutoSubmit: true, Options: []ui.Option{
		{Value: "", Label: v.T("pairs.filter_all")}, {Value: "need", Label: v.T("pairs.filter_need", "n", need)}, {Value: "paused", Label: v.T("pairs.filter_paused")},
	}}
	for _, p := range pair.Phases {
		f.Options = append(f.Options, ui.Option{Value: string(p), Label: v.T("pair.phase_" + string(p))})
	}
	return f
}

func listTable(v *visit.Visit, rows []needy) ui.TableView {
	t := ui.TableView{Caption: v.T("pairs.list_caption"), Cols: []ui.Col{{Label: v.T("pairs.col_pair")}, {Label: v.T("pairs.col_phase")}, {Label: v.T("pairs.col_last")}, {Label: v.T("pairs.col_next")}, {Label: v.T("pairs.col_agreement")}, {Label: v.T("pairs.col_signs")}}}
	for _, r := range rows {
		phase := ui.Cell{Text: v.T("pair.phase_" + string(r.Phase))}
		if r.Rests(clock.DateOf(v.Now())) {
			phase.Sub = v.T("pairs.on_pause")
		}
		last, next := ui.Cell{Text: "–"}, ui.Cell{Text: "–"}
		if !r.LastHeld.IsZero() {
			last = ui.Cell{Text: day(v, r.LastHeld), Sub: v.T("pairs.meetings", "n", r.MeetingsHeld)}
		}
		if !r.NextMeeting.IsZero() && r.Phase != pair.Closed {
			next.Text = day(v, r.NextMeeting)
		}
		agreed := "–"
		if r.AgreementSigned != "" {
			agreed = i18n.Date(v.Lang, r.AgreementSigned)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: v.T("pairs.names", "mentee", r.mentee, "mentor", r.mentor), URL: "/pair/" + r.ID + "/facts"},
			phase, last, next,
			{Text: agreed},
			{Node: signs(signalWords(v, r.signals))},
		}})
	}
	return t
}

// signalWords says each sign in words that a person can act on.
func signalWords(v *visit.Visit, signals []pair.Signal) []string {
	out := make([]string, len(signals))
	for i, g := range signals {
		out[i] = v.T("pairs.signal_"+string(g.Kind), "n", g.Days)
	}
	return out
}
