package home

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// wishes reads the wish round that a seat is in; an empty one when it is in none that runs.
func (s Pages) wishes(ctx context.Context, a org.Actor) (matching.WishSheet, error) {
	w, err := s.Matches.WishSheet(ctx, a)
	if fault.Is(err, fault.NotFound) || err == nil && (!w.Round.Live() || w.Left) {
		return matching.WishSheet{}, nil
	}
	return w, err
}

// wishStep asks somebody in a wish round for what they have not said yet.
func wishStep(v *visit.Visit, s matching.WishSheet) step {
	if !s.Waits() {
		return step{}
	}
	key := string(s.Round.Kind) + "_" + string(s.Side)
	t := step{rank: rankWish, lede: v.T("say.step_lede", "day", i18n.Date(v.Lang, s.Round.By()))}
	t.NextView = ui.NextView{
		Icon: "star", Eyebrow: v.T("say.step"), Title: v.T("say.step_" + key), Text: v.T("say.step_" + key + "_text"),
		Go: ui.Action{Label: v.T("say.step_go"), URL: matching.WishPath(v.Place.Seat)},
	}
	return t
}

// wished is the page of somebody who has said whom they would like and waits for what comes of it.
func wished(v *visit.Visit, s matching.WishSheet, e *ui.EmptyView) {
	see := []ui.Action{{Label: v.T("say.see_yours"), URL: matching.WishPath(v.Place.Seat), Kind: "quiet"}}
	switch {
	case s.Turn():
		e.Title, e.Text, e.Actions = v.T("say.home_saved"), v.T("say.home_saved_text", "day", i18n.Date(v.Lang, s.Round.By())), see
	case s.Round.Status == matching.Answering && s.Side == org.Mentee:
		e.Title, e.Text, e.Actions = v.T("say.home_asked"), v.T("say.home_asked_text", "day", i18n.Date(v.Lang, s.Round.By())), see
	}
}

// RestView is a mentor's way to say "not now", or to come back.
type RestView struct{ Title, Text, Link, URL string }

func rests(v *visit.Visit, seat enrolment.Seat) *RestView {
	if seat.Role != org.Mentor {
		return nil
	}
	key := "say.rest"
	if seat.Resting() {
		key = "say.rested"
	}
	return &RestView{Title: v.T(key), Text: v.T(key + "_text"), Link: v.T(key + "_link"), URL: seat.Path() + "/pause"}
}
