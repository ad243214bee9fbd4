package choosing

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Move takes one press of a button.
func (p Pages) Move(v *visit.Visit) error {
	form, err := v.Form(matching.FormWish)
	if err != nil {
		return err
	}
	move, other := matching.WishMove(form.Get("move")), form.Get("other")
	back := wishes(v)
	if form.Get("back") == "list" {
		back = mentors(v)
	}
	err = p.Matches.MakeWish(v.Ctx(), v.Actor, other, move)
	if move == matching.MoveUnveto && fault.Is(err, fault.Conflict) { // the round is over; this may be taken back all the same
		err = p.Matches.TakeBack(v.Ctx(), v.Actor, other)
	}
	if err != nil {
		return told(v, err, back)
	}
	if move == matching.MoveDone {
		v.Say("good", "say.saved")
		return v.Go(home(v))
	}
	return v.Go(back + p.anchor(v, back, other))
}

// anchor leads back to the card that was pressed, so that a phone does not jump to the top.
func (p Pages) anchor(v *visit.Visit, back, other string) string {
	if back != wishes(v) {
		return ""
	}
	s, err := p.Matches.WishSheet(v.Ctx(), v.Actor)
	if err != nil {
		return ""
	}
	i := slices.IndexFunc(s.Cards, func(c matching.WishCard) bool { return c.Seat == other })
	if i < 0 {
		return ""
	}
	return "#" + card(v, s.Round, s.Cards[i], i+1).ID
}

// Write takes a mentee's words to a mentor who is asked.
func (p Pages) Write(v *visit.Visit) error {
	form, err := v.Form(matching.FormWishMessage)
	if err != nil {
		return err
	}
	err = p.Matches.WriteWish(v.Ctx(), v.Actor, form.Get("other"), form.Get("message"))
	if errs := v.Faults(err); errs["message"] != "" {
		s, err := p.Matches.WishSheet(v.Ctx(), v.Actor)
		if err != nil {
			return err
		}
		view := sheet(v, s)
		for i := range view.Cards {
			if x := &view.Cards[i]; x.Seat == form.Get("other") && x.Write != nil {
				x.Write = writeField(v, x.ID, form.Get("message"), errs["message"])
				view.Errors = ui.Errors(*x.Write)
			}
		}
		return v.Invalid(sheetPage(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return told(v, err, wishes(v))
	}
	v.Say("good", "say.message_saved")
	return v.Go(wishes(v) + p.anchor(v, wishes(v), form.Get("other")))
}
