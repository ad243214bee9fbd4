package choosing

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// perPage is how many mentors a page shows.
const perPage = 12

// listView is the mentors that a mentee may ask.
type listView struct {
	Head    ui.HeadView
	Filters []ui.Field
	Narrow  bool // a filter is set
	Cards   []cardView
	Pager   ui.PagerView
	Back    ui.Action
}

// Mentors lists whom a mentee may ask.
func (p Pages) Mentors(v *visit.Visit) error {
	at := v.R.URL.Query()
	q := matching.Search{Find: at.Get("find"), Language: at.Get("language"), Competence: at.Get("competence"), Place: at.Get("place"), Limit: perPage}
	page, err := strconv.Atoi(at.Get("page"))
	if err != nil || page < 1 || page > 100_000 {
		page = 1
	}
	q.Offset = (page - 1) * perPage
	l, err := p.Matches.AskableMentors(v.Ctx(), v.Actor, q)
	if err != nil {
		return err
	}
	asked := len(l.Sheet.Ranked())
	view := listView{
		Head: ui.HeadView{
			Crumbs: []ui.Link{{Label: v.T("nav.home"), URL: home(v)}, {Label: v.T("say.yours"), URL: wishes(v)}},
			Title:  v.T("say.list_title"), Lede: v.T("say.list_lede", "asked", asked, "most", l.Sheet.Round.Most, "day", by(v, l.Sheet.Round)),
		},
		Narrow: q.Find+q.Language+q.Competence+q.Place != "",
		Back:   ui.Action{Label: v.T("say.to_yours"), URL: wishes(v)},
	}
	if asked == 0 {
		view.Back.Kind = "quiet"
	}
	view.Filters = []ui.Field{
		{Name: "find", Kind: ui.FieldSearch, Filter: true, Label: v.T("say.find"), Value: q.Find},
		choose(v, "competence", q.Competence, l.Competences, nil),
		choose(v, "language", q.Language, l.Languages, func(code string) string { return fit.LanguageName(v.Lang, code) }),
		choose(v, "place", q.Place, l.Places, nil),
	}
	for i, c := range l.Cards {
		x := card(v, l.Sheet.Round, c, i+1)
		switch {
		case c.Rank > 0:
			x.Tag, x.TagKind, x.TagIcon = v.T("say.tag_asked", "n", c.Rank), "good", "star"
			x.Acts = []ui.Action{press(v, x, matching.MoveDrop, "drop_request", "x", "bare", "list")}
		case asked < l.Sheet.Round.Most:
			x.Acts = []ui.Action{press(v, x, matching.MoveWish, "ask", "star", "quiet", "list")}
		}
		view.Cards = append(view.Cards, x)
	}
	url := v.R.URL.RequestURI()
	view.Pager = ui.PagerView{From: min(q.Offset+1, l.Total), To: min(q.Offset+perPage, l.Total), Total: l.Total}
	if page > 1 {
		view.Pager.PrevURL = ui.WithQuery(url, "page", strconv.Itoa(page-1))
	}
	if q.Offset+perPage < l.Total {
		view.Pager.NextURL = ui.WithQuery(url, "page", strconv.Itoa(page+1))
	}
	return v.Show(listPage(v.Page(view.Head.Title), view))
}

// choose is a filter over words that people wrote.
func choose(v *visit.Visit, name, value string, words []string, label func(string) string) ui.Field {
	f := ui.Field{Name: name, Kind: ui.FieldSelect, Filter: true, Label: v.T("say.filter_" + name), Options: []ui.Option{{Label: v.T("say.any")}}}
	for _, w := range words {
		text := w
		if label != nil {
			text = label(w)
		}
		f.Options = append(f.Options, ui.Option{Value: w, Label: text, Selected: fit.Fold(w) == fit.Fold(value)})
	}
	return f
}
