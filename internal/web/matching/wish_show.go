package matching

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// wishView is the coordinator's page of a wish round: how it stands, or the form that opens one.
type wishView struct {
	Head     ui.HeadView
	Last     *ui.NoteView // of the round that was
	Stats    []ui.Stat
	Waiting  []string // who has said nothing
	More     int      // of them not listed
	Dates    []ui.Field
	DatesURL string
	Close    ui.Action
	Stop     ui.Action
	Form     []ui.Field
	Errors   []ui.FieldError
	Live     bool
}

// mostWaiting is how many of those who have said nothing are named.
const mostWaiting = 60

// Wishes shows the wish round that runs, or how to open one.
func (p Pages) Wishes(v *visit.Visit) error {
	view, err := p.wishView(v, nil, nil)
	if err != nil {
		return err
	}
	return v.Show(wishPage(v.Page(view.Head.Title), view))
}

func (p Pages) wishView(v *visit.Visit, typed url.Values, errs map[string]string) (wishView, error) {
	st, err := p.Matches.WishState(v.Ctx(), v.Actor)
	there := err == nil
	if err != nil && !fault.Is(err, fault.NotFound) {
		return wishView{}, err
	}
	view := wishView{Live: there && st.Round.Live()}
	if !view.Live {
		view.Head = ui.HeadView{Crumbs: crumbs(v), Title: v.T("say.open_title"), Lede: v.T("say.open_lede")}
		if there {
			view.Last = lastRound(v, st)
		}
		view.Form = wishForm(v, typed, errs)
		view.Errors = ui.Errors(view.Form...)
		return view, nil
	}
	runs(v, st, &view)
	view.Dates, view.DatesURL = dateFields(v, st.Round, typed, errs), wishesURL(v)+"/dates"
	view.Errors = ui.Errors(view.Dates...)
	return view, nil
}

// lastRound tells what became of the round before.
func lastRound(v *visit.Visit, st matching.WishState) *ui.NoteView {
	day := i18n.Day(v.Lang, st.Round.Closed.In(v.Location()))
	if st.Round.Status == matching.Halted {
		return &ui.NoteView{Title: v.T("say.was_stopped", "day", day), Text: v.T("say.was_stopped_text")}
	}
	said, of := st.Mentees.Said+st.Mentors.Said, st.Mentees.Of+st.Mentors.Of
	return &ui.NoteView{
		Kind: "good", Title: v.T("say.was_gathered", "day", day), Text: v.T("say.was_gathered_text", "said", said, "of", of),
		Actions: []ui.Action{{Label: v.T("say.to_board"), URL: base(v), Small: true}},
	}
}

// runs fills the page with the round that runs.
func runs(v *visit.Visit, st matching.WishState, view *wishView) {
	r := st.Round
	name := string(r.Kind) + "_" + string(r.Status)
	told := st.Mentees
	if r.Status == matching.Answering {
		told = st.Mentors
	} else if r.Kind == matching.Suggested {
		told.Of, told.Said = told.Of+st.Mentors.Of, told.Said+st.Mentors.Said
	}
	view.Head = ui.HeadView{
		Crumbs: crumbs(v), Title: v.T("say.run_title", "said", told.Said, "of", told.Of),
		Lede: v.T("say.run_"+name, "day", i18n.Date(v.Lang, r.By()), "answers", i18n.Date(v.Lang, r.AnswersBy)),
	}
	of := func(key string, t matching.Told) {
		if t.Of > 0 {
			view.Stats = append(view.Stats, ui.Stat{Value: strconv.Itoa(t.Said), Unit: v.T("say.of", "n", t.Of), Label: v.T("say.stat_" + key)})
		}
	}
	of("mentees", st.Mentees)
	of("mentors", st.Mentors)
	if st.Left > 0 {
		view.Stats = append(view.Stats, ui.Stat{Value: strconv.Itoa(st.Left), Label: v.T("say.stat_left")})
	}
	for _, w := range st.Waiting[:min(mostWaiting, len(st.Waiting))] {
		view.Waiting = append(view.Waiting, w.Name)
	}
	view.More = len(st.Waiting) - len(view.Waiting)
	step := "gather"
	if r.Kind == matching.Requested && r.Status == matching.Wishing {
		step = "show"
	}
	view.Close = ui.Action{Label: v.T("say.close_" + step), Kind: "quiet", Method: "post", URL: base(v) + "/wishes/close", Confirm: v.T("say.close_" + step + "_sure"), ConfirmTitle: v.T("say.close_" + step)}
	view.Stop = ui.Action{Label: v.T("say.stop"), Kind: "bare", Method: "post", URL: base(v) + "/wishes/stop", Confirm: v.T("say.stop_sure"), ConfirmTitle: v.T("say.stop")}
}

// wishForm asks how a new round is to be.
func wishForm(v *visit.Visit, typed url.Values, errs map[string]string) []ui.Field {
	today := clock.DateOf(v.Now().In(v.Location()))
	value := func(name, or string) string {
		if typed != nil {
			return typed.Get(name)
		}
		return or
	}
	kind := ui.Field{Name: "kind", Kind: ui.FieldRadio, Label: v.T("say.field_kind"), Error: errs["kind"], Vis: ui.VisCoordinator}
	for _, k := range matching.WishKinds {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: v.T("say.kind_" + string(k)), Hint: v.T("say.kind_" + string(k) + "_hint"), Selected: value("kind", string(matching.Suggested)) == string(k)})
	}
	shows := ui.Field{Name: "shows", Kind: ui.FieldRadio, Label: v.T("say.field_shows"), Hint: v.T("say.hint_shows"), Error: errs["shows"], Vis: ui.VisCoordinator}
	for _, s := range matching.AllShows {
		shows.Options = append(shows.Options, ui.Option{Value: string(s), Label: v.T("say.shows_" + string(s)), Selected: value("shows", string(matching.ShowNames)) == string(s)})
	}
	return []ui.Field{
		kind,
		{Name: "wishes_by", Kind: ui.FieldDate, Label: v.T("say.field_wishes_by"), Hint: v.T("say.hint_wishes_by"), Value: value("wishes_by", string(today.Add(0, 0, 10))), Min: string(today), Error: errs["wishes_by"], Vis: ui.VisCoordinator},
		{Name: "answers_by", Kind: ui.FieldDate, Optional: true, Label: v.T("say.field_answers_by"), Hint: v.T("say.hint_answers_by"), Value: value("answers_by", string(today.Add(0, 0, 17))), Min: string(today), Error: errs["answers_by"], Vis: ui.VisCoordinator},
		{Name: "most", Kind: ui.FieldNumber, Optional: true, Label: v.T("say.field_most"), Hint: v.T("say.hint_most"), Value: value("most", strconv.Itoa(matching.DefaultMost)), Min: "1", Max: strconv.Itoa(matching.MaxMost), Step: "1", InputMode: "numeric", Error: errs["most"], Vis: ui.VisCoordinator},
		shows,
	}
}

// dateFields are the last days that may still be changed.
func dateFields(v *visit.Visit, r matching.WishRound, typed url.Values, errs map[string]string) []ui.Field {
	var out []ui.Field
	add := func(name string, d clock.Date) {
		value := string(d)
		if typed != nil {
			value = typed.Get(name)
		}
		out = append(out, ui.Field{Name: name, Kind: ui.FieldDate, Label: v.T("say.field_" + name), Value: value, Error: errs[name], Vis: ui.VisCoordinator})
	}
	if r.Status == matching.Wishing {
		add("wishes_by", r.WishesBy)
	}
	if r.Kind == matching.Requested {
		add("answers_by", r.AnswersBy)
	}
	return out
}
