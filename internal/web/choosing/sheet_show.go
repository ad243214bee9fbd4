package choosing

import (
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// sheetView is the page of a round for one who is in it.
type sheetView struct {
	Head   ui.HeadView
	Cards  []cardView
	Empty  *ui.EmptyView
	Note   *ui.NoteView // who sees what
	More   *ui.Action   // to the list of mentors
	Done   *ui.Action
	Errors []ui.FieldError
}

// Sheet shows whom a participant may rank, ask or answer.
func (p Pages) Sheet(v *visit.Visit) error {
	s, err := p.Matches.WishSheet(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	view := sheet(v, s)
	return v.Show(sheetPage(v.Page(view.Head.Title), view))
}

// state names which page a sheet is: of the texts say.<state>_title and say.<state>_lede.
func state(s matching.WishSheet) string {
	kind, side := string(s.Round.Kind), string(s.Side)
	switch {
	case s.Left:
		return "left"
	case s.Round.Status == matching.Gathered:
		return "gathered"
	case s.Turn() && s.Round.Kind == matching.Requested && s.Side == org.Mentor:
		return "answer"
	case s.Turn():
		return kind + "_" + side
	case s.Side == org.Mentor:
		return "soon"
	}
	return "sent"
}

func sheet(v *visit.Visit, s matching.WishSheet) sheetView {
	name := state(s)
	args := []any{"day", by(v, s.Round), "n", len(s.Cards), "most", s.Round.Most, "answers", i18n.Date(v.Lang, s.Round.AnswersBy)}
	if name == "soon" {
		args[1] = i18n.Date(v.Lang, s.Round.WishesBy.Add(0, 0, 1))
	}
	out := sheetView{
		Head: ui.HeadView{Crumbs: []ui.Link{{Label: v.T("nav.home"), URL: home(v)}}, Title: v.T("say."+name+"_title", args...), Lede: v.T("say."+name+"_lede", args...)},
	}
	if s.Turn() || len(s.Cards) > 0 {
		whose := string(s.Round.Kind) + "_" + string(s.Side)
		out.Note = &ui.NoteView{Icon: "eye-off", Title: v.T("say.safe_" + whose), Text: v.T("say.safe_" + whose + "_text")}
	}
	for i, c := range s.Cards {
		x := card(v, s.Round, c, i+1)
		dress(v, s, c, &x)
		out.Cards = append(out.Cards, x)
	}
	asks := s.Turn() && s.Round.Kind == matching.Requested && s.Side == org.Mentee
	if asks {
		out.More = &ui.Action{Label: v.T("say.see_mentors"), URL: mentors(v), Icon: "search"}
		if len(s.Ranked()) > 0 {
			out.More.Kind = "quiet"
		}
	}
	switch {
	case s.Turn() && (len(s.Cards) > 0 || !asks):
		out.Done = &ui.Action{Label: v.T("say.done"), Icon: "check", Method: "post", URL: wishes(v), Hidden: map[string]string{"move": string(matching.MoveDone)}}
	case len(s.Cards) == 0 && !asks:
		out.Empty = &ui.EmptyView{ID: "nothing", Art: "partner", Title: v.T("say.nothing"), Text: v.T("say.nothing_text"), Actions: []ui.Action{{Label: v.T("say.to_home"), URL: home(v), Kind: "quiet"}}}
	}
	return out
}

// dress gives a card its state and its buttons.
func dress(v *visit.Visit, s matching.WishSheet, c matching.WishCard, x *cardView) {
	asked := s.Round.Kind == matching.Requested
	switch {
	case c.Off:
		x.Tag, x.TagIcon = v.T("say.tag_off"), "minus"
	case c.Veto:
		x.Tag, x.TagIcon = v.T("say.tag_veto"), "ban"
	case asked && s.Side == org.Mentee && c.Rank > 0:
		x.Tag, x.TagKind, x.TagIcon = v.T("say.tag_asked", "n", c.Rank), "good", "star"
		if !s.Turn() {
			x.Tag = v.T("say.tag_sent", "n", c.Rank)
		}
	case c.Answer == matching.No:
		x.Tag, x.TagIcon = v.T("say.tag_no"), "x"
	case asked && c.Rank > 0:
		x.Tag, x.TagKind, x.TagIcon = v.T("say.tag_yes", "n", c.Rank), "good", "check"
	case c.Rank > 0:
		x.Tag, x.TagKind, x.TagIcon = v.T("say.tag_wish", "n", c.Rank), "good", "star"
	}
	if c.Off || c.Veto { // it is over: a short card is enough
		x.Reasons, x.MoreReasons, x.Brings = nil, nil, nil
	}
	if asked && s.Side == org.Mentee { // they have read it and chosen
		x.Reasons, x.MoreReasons = nil, append(x.Reasons, x.MoreReasons...)
	}
	if asked && s.Side == org.Mentor {
		x.Message = c.Message
	}
	add := func(move matching.WishMove, key, icon, kind string) {
		x.Acts = append(x.Acts, press(v, *x, move, key, icon, kind, ""))
	}
	if !s.Turn() {
		if c.Veto {
			add(matching.MoveUnveto, "unveto", "arrow-back-up", "quiet")
		}
		return
	}
	if c.Off {
		if asked && s.Side == org.Mentee {
			add(matching.MoveDrop, "clear", "x", "quiet")
		}
		return
	}
	if asked && s.Side == org.Mentor && c.Answer != matching.Yes {
		add(matching.MoveYes, "yes", "check", "quiet")
	}
	if !asked && c.Rank == 0 && !c.Veto {
		add(matching.MoveWish, "wish", "star", "quiet")
	}
	if last := len(s.Ranked()); c.Rank > 0 {
		if c.Rank > 1 {
			add(matching.MoveUp, "up", "arrow-up", "quiet")
		}
		if c.Rank < last {
			add(matching.MoveDown, "down", "arrow-down", "quiet")
		}
	}
	switch {
	case asked && s.Side == org.Mentor:
		if c.Answer != matching.No {
			add(matching.MoveNo, "no", "x", "bare")
		}
	case c.Rank > 0:
		add(matching.MoveDrop, "drop", "x", "bare")
	}
	switch {
	case asked:
		if s.Side == org.Mentee {
			x.Write, x.WriteURL = writeField(v, x.ID, c.Message, ""), wishes(v)+"/message"
		}
	case c.Veto:
		add(matching.MoveUnveto, "unveto", "arrow-back-up", "quiet")
	default:
		add(matching.MoveVeto, "veto", "ban", "bare")
		last := &x.Acts[len(x.Acts)-1]
		last.Confirm, last.ConfirmTitle = v.T("say.veto_sure"), v.T("say.veto_title")
	}
}

func writeField(v *visit.Visit, card, value, wrong string) *ui.Field {
	return &ui.Field{
		ID: card + "-message", Name: "message", Kind: ui.FieldTextarea, Rows: 3, Optional: true, Voice: true, Value: value, Error: wrong,
		Label: v.T("say.message"), Hint: v.T("say.message_hint"), Vis: ui.VisTwo,
	}
}
