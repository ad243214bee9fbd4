package talk

import (
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// cancelView is the page that asks before a talk is called off.
type cancelView struct {
	When, Text, After  string
	ActionURL, BackURL string
}

// CancelForm asks before a talk is called off.
func (p Pages) CancelForm(v *visit.Visit) error {
	k, err := p.Talks.Talk(v.Ctx(), p.DB, v.Actor, v.R.PathValue("talk"))
	if err != nil {
		return err
	}
	partner := k.Party(talk.Other(v.Actor.Side)).Name
	view := cancelView{When: span(v, k.Time), Text: v.T("talk.cancel_text", "partner", first(partner)), After: v.T("talk.cancel_free"), ActionURL: talkURL(v, k.ID) + "/cancel", BackURL: base(v)}
	if v.Actor.Side == org.Mentor {
		view.After = v.T("talk.cancel_down")
		if k.Time.Taken > 1 {
			view.After = ""
		}
	}
	page := v.Page(v.T("talk.cancel_title"))
	page.Narrow = true
	return v.Show(cancelPage(page, view))
}

// Cancel calls a talk off.
func (p Pages) Cancel(v *visit.Visit) error {
	if _, err := v.Form(talk.FormStep); err != nil {
		return err
	}
	k, err := p.Talks.Talk(v.Ctx(), p.DB, v.Actor, v.R.PathValue("talk"))
	if err != nil {
		return err
	}
	if err := p.Talks.Cancel(v.Ctx(), v.Actor, k.ID); err != nil {
		return told(v, err, base(v))
	}
	v.Say("", "talk.cancelled", "partner", first(k.Party(talk.Other(v.Actor.Side)).Name))
	return v.Go(base(v))
}

// Held takes the answer to whether a talk took place.
func (p Pages) Held(v *visit.Visit) error {
	form, err := v.Form(talk.FormStep)
	if err != nil {
		return err
	}
	k, err := p.Talks.Talk(v.Ctx(), p.DB, v.Actor, v.R.PathValue("talk"))
	if err != nil {
		return err
	}
	held := form.Get("held")
	if held != "yes" && held != "no" { // never read out of silence
		return v.Go(base(v))
	}
	if err := p.Talks.Say(v.Ctx(), v.Actor, k.ID, held == "yes"); err != nil {
		return told(v, err, base(v))
	}
	v.Say("good", "talk.thanks")
	return v.Go(base(v))
}

// Calendar is a talk as a file for a calendar that the mails do not reach.
func (p Pages) Calendar(v *visit.Visit) error {
	text, err := p.Talks.Calendar(v.Ctx(), v.Actor, v.R.PathValue("talk"))
	if err != nil {
		return err
	}
	return v.File("talk.ics", "text/calendar; charset=utf-8", []byte(text))
}
