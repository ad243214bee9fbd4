package matching

import (
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// partsHeader asks for the parts of the board that a change touches, instead of the whole page.
const partsHeader = "X-Board"

func wantsParts(v *visit.Visit) bool { return v.R.Header.Get(partsHeader) != "" }

// Edit locks, forbids or releases two people, or gives a mentor other places, and shows what that did to the whole.
func (p Pages) Edit(v *visit.Visit) error {
	form, err := v.Form(matching.FormEdit)
	if err != nil {
		return err
	}
	e := matching.Edit{Kind: fit.MarkKind(form.Get("mark")), Mentor: form.Get("mentor"), Mentee: form.Get("mentee")}
	if e.Kind == matching.Places {
		if e.Places, err = strconv.Atoi(strings.TrimSpace(form.Get("places"))); err != nil {
			e.Places = -1 // which no mentor has
		}
	}
	effect, err := p.Matches.Edit(v.Ctx(), v.Actor, e)
	done := "board.did_" + string(e.Kind)
	if !effect.Edited {
		done = "matching.marked_" + string(e.Kind) // for the next round
	}
	return p.edited(v, form.Get("back"), effect, err, done)
}

// Undo takes the last change back.
func (p Pages) Undo(v *visit.Visit) error {
	form, err := v.Form(matching.FormEdit)
	if err != nil {
		return err
	}
	effect, err := p.Matches.Undo(v.Ctx(), v.Actor)
	return p.edited(v, form.Get("back"), effect, err, "board.undone")
}

// Redo makes the last change that was taken back again.
func (p Pages) Redo(v *visit.Visit) error {
	form, err := v.Form(matching.FormEdit)
	if err != nil {
		return err
	}
	effect, err := p.Matches.Redo(v.Ctx(), v.Actor)
	return p.edited(v, form.Get("back"), effect, err, "board.redone")
}

// edited says what a change did: in the parts that it touches, or on the page where the button stood.
func (p Pages) edited(v *visit.Visit, back string, e matching.Effect, err error, done string) error {
	refused := ""
	switch {
	case fault.Is(err, fault.Conflict), fault.Is(err, fault.Invalid):
		for _, why := range v.Faults(err) {
			refused = why
		}
	case fault.Is(err, fault.NotFound) && (done == "board.undone" || done == "board.redone"):
		refused = v.T("board.nothing_" + map[string]string{"board.undone": "undo", "board.redone": "redo"}[done])
	case err != nil:
		return err
	}
	said := effectView{Kind: "good", Title: v.T(done)}
	if refused != "" {
		said = effectView{Kind: "mind", Title: v.T("board.refused", "why", refused)}
	} else if e.Edited {
		said = effectView{Kind: "good", Title: v.T(done), Text: price(v, e.Pairs, e.Points, len(e.Moves)), Rows: moves(v, e.Moves, e.Names)}
	}
	if wantsParts(v) {
		return p.parts(v, said, e, refused != "")
	}
	if !strings.HasPrefix(back, base(v)) {
		back = base(v)
	}
	v.SayText(said.Kind, strings.TrimSpace(said.Title+" "+said.Text))
	return v.Go(back)
}

// effectView says what a change did.
type effectView struct {
	Kind, Title, Text string
	Rows              []string
}

// effectRows is how many moves are said one by one.
const effectRows = 8

// price says in a sentence or two what a change does to the whole.
func price(v *visit.Visit, pairs, points, moved int) string {
	if moved == 0 {
		return v.T("board.nobody_moves")
	}
	text := v.T("board.moves", "n", moved)
	switch {
	case pairs < 0:
		text += " " + v.T("board.fewer_pairs", "n", -pairs)
	case pairs > 0:
		text += " " + v.T("board.more_pairs", "n", pairs)
	}
	switch {
	case points < 0:
		text += " " + v.T("board.costs", "points", fit.Points(v.Lang, -points))
	case points > 0:
		text += " " + v.T("board.gains", "points", fit.Points(v.Lang, points))
	default:
		text += " " + v.T("board.costs_nothing")
	}
	return text
}

// moves says who would get another partner, the first few one by one.
func moves(v *visit.Visit, all []fit.Move, names map[string]matching.Party) (rows []string) {
	for _, m := range all[:min(len(all), effectRows)] {
		args := []any{"mentee", names[m.Mentee].Name, "from", names[m.From].Name, "to", names[m.To].Name, "before", whole(v.Lang, m.Before), "after", whole(v.Lang, m.After)}
		switch {
		case m.From == "":
			rows = append(rows, v.T("board.move_in", args...))
		case m.To == "":
			rows = append(rows, v.T("board.move_out", args...))
		default:
			rows = append(rows, v.T("board.move", args...))
		}
	}
	if more := len(all) - effectRows; more > 0 {
		rows = append(rows, v.T("board.move_more", "n", more))
	}
	return rows
}

// partsView is what a change touches on the board: each part has the id of what it takes the place of.
type partsView struct {
	Said  effectView
	Tools toolsView
	Cards []cardView
	Gone  []string // ids
	Board boardView
}

func (p Pages) parts(v *visit.Visit, said effectView, e matching.Effect, refused bool) error {
	view := partsView{Said: said}
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	if view.Tools, err = p.tools(v, r); err != nil {
		return err
	}
	if err := p.around(v, r, &view.Board); err != nil {
		return err
	}
	cards, err := p.Matches.CardsOf(v.Ctx(), v.Actor, r, e.Touched)
	if err != nil {
		return err
	}
	paired := map[string]bool{}
	for _, c := range cards {
		paired[c.Mentee] = true
		view.Cards = append(view.Cards, pairCard(v, c, base(v)))
	}
	for _, seat := range e.Touched {
		if !paired[seat] {
			view.Gone = append(view.Gone, "pair-"+seat)
		}
	}
	page := v.Page(v.T("nav.match"))
	if refused {
		return v.Refused(parts(page, view))
	}
	return v.Show(parts(page, view))
}

type toolsView struct {
	Undo, Redo ui.Action
	Changes    []changeView
}

type changeView struct {
	Text, Effect, By string
	Undone           bool
	Rows             []string
}

// changesShown is how many changes the list shows.
const changesShown = 20

// tools is what was changed in a draft, and the way back.
func (p Pages) tools(v *visit.Visit, r matching.Round) (toolsView, error) {
	act := func(label, icon, path string) ui.Action {
		return ui.Action{Label: v.T(label), Icon: icon, Kind: "quiet", Small: true, Method: "post", URL: base(v) + path, Disabled: true, Hidden: map[string]string{"back": base(v)}}
	}
	t := toolsView{Undo: act("board.undo", "arrow-back-up", "/undo"), Redo: act("board.redo", "refresh", "/redo")}
	edits, err := p.Matches.Edits(v.Ctx(), v.Actor, r, changesShown)
	for _, e := range edits {
		if e.Undone {
			t.Redo.Disabled = false
		} else {
			t.Undo.Disabled = false
		}
		t.Changes = append(t.Changes, changeView{
			Text:   v.T("board.change_"+string(e.Kind), "mentor", e.Mentor.Name, "mentee", e.Mentee.Name, "n", e.Places),
			Effect: price(v, e.Effect.Pairs, e.Effect.Points, len(e.Effect.Moves)), Rows: moves(v, e.Effect.Moves, e.Effect.Names), Undone: e.Undone, By: e.By,
		})
	}
	return t, err
}
