package choosing

import (
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// pauseView is the page where a mentor says "not now", or comes back.
type pauseView struct {
	Head  ui.HeadView
	Facts []string // what happens
	Go    ui.Action
	Back  ui.Action
}

// PauseAsk says what a pause from new mentees means before anything happens.
func (p Pages) PauseAsk(v *visit.Visit) error {
	seat, err := p.Matches.Enrolments.Seat(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Seat)
	if err != nil {
		return err
	}
	if seat.Status != enrolment.Accepted {
		return fault.Missing()
	}
	key, value := "pause", "yes"
	facts := []string{"pairs", "requests", "seen", "back"}
	if seat.Resting() {
		key, value, facts = "resume", "no", []string{"pool"}
	}
	since := ""
	if seat.Resting() {
		since = i18n.Day(v.Lang, seat.Paused.In(v.Location()))
	}
	view := pauseView{
		Head: ui.HeadView{Crumbs: []ui.Link{{Label: v.T("nav.home"), URL: home(v)}}, Title: v.T("say." + key + "_title"), Lede: v.T("say."+key+"_lede", "day", since)},
		Go:   ui.Action{Label: v.T("say." + key + "_go"), Icon: map[string]string{"pause": "player-pause", "resume": "player-play"}[key], Method: "post", URL: rest(v), Hidden: map[string]string{"pause": value}},
		Back: ui.Action{Label: v.T("say.to_home"), URL: home(v), Kind: "bare"},
	}
	for _, f := range facts {
		view.Facts = append(view.Facts, v.T("say."+key+"_"+f))
	}
	return v.Show(pausePage(v.Page(view.Head.Title), view))
}

// Pause takes a mentor out of the pool, or back into it.
func (p Pages) Pause(v *visit.Visit) error {
	form, err := v.Form(matching.FormRest)
	if err != nil {
		return err
	}
	on := form.Get("pause") == "yes"
	if !on && form.Get("pause") != "no" {
		return v.Go(rest(v))
	}
	if err := p.Matches.Pause(v.Ctx(), v.Actor, on); err != nil {
		return told(v, err, home(v))
	}
	if on {
		v.Say("good", "say.paused")
	} else {
		v.Say("good", "say.resumed")
	}
	return v.Go(home(v))
}
