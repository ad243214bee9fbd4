package pair

import (
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// MarkSet ticks one thing off for the visitor's side, or takes the tick back.
func (s Pages) MarkSet(v *visit.Visit) error {
	form, err := v.Form(pair.FormMark)
	if err != nil {
		return err
	}
	if err := s.Pairs.Tick(v.Ctx(), v.Actor, v.Place.Pair, pair.Mark(form.Get("mark")), form.Get("value")); err != nil {
		return told(v, err, base(v)+"#gate")
	}
	return v.Go(base(v) + "#gate")
}

// PhaseAdvance takes the two through the gate.
func (s Pages) PhaseAdvance(v *visit.Visit) error {
	form, err := v.Form(pair.FormPhase)
	if err != nil {
		return err
	}
	from := pair.Phase(form.Get("from"))
	if err := s.Pairs.Advance(v.Ctx(), v.Actor, v.Place.Pair, from, form.Get("rematch")); err != nil {
		return told(v, err, base(v))
	}
	v.Say("good", "pairs.now_"+string(from.Next()))
	return v.Go(base(v))
}

// Resume ends a pause.
func (s Pages) Resume(v *visit.Visit) error {
	if _, err := v.Form(pair.FormPause); err != nil {
		return err
	}
	if err := s.Pairs.Resume(v.Ctx(), v.Actor, v.Place.Pair); err != nil {
		return told(v, err, base(v))
	}
	v.Say("good", "pairs.resumed")
	return v.Go(base(v))
}

// Rematch keeps the wish for another match after the end.
func (s Pages) Rematch(v *visit.Visit) error {
	form, err := v.Form(pair.FormRematch)
	if err != nil {
		return err
	}
	if err := s.Pairs.WishRematch(v.Ctx(), v.Actor, v.Place.Pair, form.Get("rematch")); err != nil {
		return told(v, err, base(v))
	}
	v.Say("good", "pairs.rematch_saved")
	return v.Go(base(v))
}
