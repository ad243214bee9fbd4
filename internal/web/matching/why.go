package matching

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// whyView answers "what if these two?". Without a mentor it offers some to ask about.
type whyView struct {
	ID           string
	Title, Text  string
	Rows         []string // who would move
	More         []string // what it would take, and what is missing
	Total        string
	Word, Kind   string
	Reasons      []ui.Reason
	Accept       ui.Action
	Offers       []whyOffer
	All          ui.Link
	Back         ui.Action
	Mentee, Name string
}

type whyOffer struct{ Name, Sub, Total, Word, Kind, URL string }

// whyOffers is how many mentors are offered to ask about.
const whyOffers = 6

func whyURL(v *visit.Visit, mentor, mentee string) string {
	at := ui.WithQuery(base(v)+"/why", "mentee", mentee)
	if mentor != "" {
		at = ui.WithQuery(at, "mentor", mentor)
	}
	return at
}

// Why says what it would cost to put two together, and who would move; or, of a mentee alone, whom one could ask about.
func (p Pages) Why(v *visit.Visit) error {
	mentee, mentor := v.R.URL.Query().Get("mentee"), v.R.URL.Query().Get("mentor")
	if mentee == "" {
		return v.Go(base(v))
	}
	if !id.Valid(mentee) || mentor != "" && !id.Valid(mentor) {
		return fault.Missing()
	}
	view := whyView{ID: "why-" + mentee, Mentee: mentee, Back: ui.Action{Label: v.T("board.why_no"), URL: base(v) + "#pair-" + mentee, Kind: "bare", Small: true, Attrs: map[string]any{"data-why-close": true}}}
	view.All = ui.Link{Label: v.T("board.why_all"), URL: optionsURL(v, mentee)}
	var err error
	if mentor == "" {
		err = p.whyOffer(v, &view)
	} else {
		err = p.whyAnswer(v, mentor, &view)
	}
	if fault.Is(err, fault.Conflict) {
		for _, why := range v.Faults(err) {
			view.Title, view.Text = v.T("board.why_not"), why
		}
	} else if err != nil {
		return err
	}
	page := v.Page(view.Title)
	if wantsParts(v) {
		return v.Show(whyPanel(page, view))
	}
	return v.Show(whyPage(page, ui.HeadView{Crumbs: crumbs(v), Title: view.Title}, view))
}

func (p Pages) whyOffer(v *visit.Visit, view *whyView) error {
	pairs, people, err := p.Matches.Best(v.Ctx(), v.Actor, view.Mentee, whyOffers)
	if err != nil {
		return err
	}
	view.Name = people[view.Mentee].Name
	view.Title = v.T("board.why_ask", "mentee", first(view.Name))
	for _, x := range pairs {
		m := people[x.Mentor]
		word, kind := scoreWord(v.T, x.Score)
		view.Offers = append(view.Offers, whyOffer{Name: m.Name, Sub: subline(m), Total: whole(v.Lang, x.Score), Word: word, Kind: kind, URL: whyURL(v, x.Mentor, view.Mentee)})
	}
	if len(pairs) == 0 {
		view.Text = v.T("board.why_nobody")
	}
	return nil
}

func (p Pages) whyAnswer(v *visit.Visit, mentor string, view *whyView) error {
	w, people, err := p.Matches.Why(v.Ctx(), v.Actor, mentor, view.Mentee)
	if err != nil {
		return err
	}
	e, m := people[view.Mentee], people[mentor]
	view.Name = e.Name
	view.Title = v.T("board.why_title", "mentee", e.Name, "mentor", m.Name)
	switch {
	case w.Rule != "":
		view.Text = v.T("matching.not_these", "rule", v.T("matching.apart_"+string(w.Rule)))
		return nil
	case w.Now:
		view.Text = v.T("board.why_now")
		return nil
	}
	view.Text = price(v, w.Pairs, w.Points, len(w.Moves))
	view.Rows = moves(v, w.Moves, people)
	if len(w.Lacks) > 0 {
		var list []string
		for _, s := range w.Lacks[:min(3, len(w.Lacks))] {
			list = append(list, v.T("board.lacks", "points", fit.Points(v.Lang, s.Of-s.Got), "criterion", strings.ToLower(s.Criterion.Label(v.Lang))))
		}
		text := v.T("board.lacks_list", "list", fit.Series(v.Lang, list))
		if w.Needs > 0 {
			text = v.T("board.needs", "points", fit.Points(v.Lang, w.Needs)) + " " + text
		}
		view.More = append(view.More, text)
	}
	view.Word, view.Kind = scoreWord(v.T, w.Pair.Score)
	view.Total = whole(v.Lang, w.Pair.Score)
	view.Reasons = reasons(v, w.Pair, m.Name, e.Name)
	view.Accept = ui.Action{
		Label: v.T("board.why_yes"), Small: true, Method: "post", URL: base(v) + "/mark",
		Hidden: map[string]string{"mentor": mentor, "mentee": view.Mentee, "mark": string(fit.Lock), "back": base(v) + "#pair-" + view.Mentee},
	}
	return nil
}

// onePlaceMore is the change that a remedy offers: one place more for a mentor.
func onePlaceMore(v *visit.Visit, l matching.LeftCard) *ui.Action {
	if l.Remedy.More == "" || l.MorePlaces == 0 {
		return nil
	}
	return &ui.Action{
		Label: v.T("board.one_more", "mentor", first(l.MoreName)), Icon: "plus", Kind: "quiet", Small: true, Method: "post", URL: base(v) + "/mark",
		Hidden: map[string]string{"mentor": l.Remedy.More, "mark": string(matching.Places), "places": itoa(l.MorePlaces + 1), "back": base(v)},
	}
}
