package talk

import (
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// TimeOffer puts a mentor's times up.
func (p Pages) TimeOffer(v *visit.Visit) error {
	form, err := v.Form(talk.FormTime)
	if err != nil {
		return err
	}
	typed := map[string]string{}
	for _, f := range []string{"date", "time", "minutes", "places", "every", "months", "place", "video"} {
		typed[f] = form.Get(f)
	}
	number := func(field string) int { // what is no number is refused as out of range
		n, err := strconv.Atoi(strings.TrimSpace(typed[field]))
		if err != nil {
			return -1
		}
		return n
	}
	o := talk.Offer{Minutes: number("minutes"), Places: number("places"), Every: number("every"), Months: number("months"), Place: typed["place"], Video: typed["video"]}
	var up []talk.Time
	if o.Start, err = pair.ReadTime(typed["date"], typed["time"], v.Location()); err == nil {
		up, err = p.Talks.Offer(v.Ctx(), v.Actor, o)
	}
	if errs := v.Faults(err); errs != nil {
		view, err := p.listView(v)
		if err != nil {
			return err
		}
		view.Form = offerForm(v, typed, errs)
		return v.Invalid(listPage(v.Page(view.Title), view))
	}
	if err != nil {
		return err
	}
	if len(up) == 1 {
		v.Say("good", "talk.offered_one", "when", moment(v, up[0].Start))
	} else {
		v.Say("good", "talk.offered", "n", len(up), "when", moment(v, up[0].Start), "last", moment(v, up[len(up)-1].Start))
	}
	return v.Go(base(v))
}

// removeView is the page that asks before a time is taken down.
type removeView struct {
	When, Text         string
	ActionURL, BackURL string
}

// TimeRemoveForm asks before a time is taken down.
func (p Pages) TimeRemoveForm(v *visit.Visit) error {
	t, err := p.Talks.OwnTime(v.Ctx(), p.DB, v.Actor, v.R.PathValue("time"))
	if err != nil {
		return err
	}
	view := removeView{When: span(v, t), Text: v.T("talk.remove_text"), ActionURL: timeURL(v, t.ID) + "/remove", BackURL: base(v)}
	if t.Taken > 0 {
		view.Text = v.T("talk.remove_booked", "n", t.Taken)
	}
	page := v.Page(v.T("talk.remove_title"))
	page.Narrow = true
	return v.Show(removePage(page, view))
}

// TimeRemove takes a time down.
func (p Pages) TimeRemove(v *visit.Visit) error {
	if _, err := v.Form(talk.FormStep); err != nil {
		return err
	}
	if err := p.Talks.Remove(v.Ctx(), v.Actor, v.R.PathValue("time")); err != nil {
		return told(v, err, base(v))
	}
	v.Say("", "talk.removed")
	return v.Go(base(v))
}

func crumbs(v *visit.Visit) []ui.Link {
	return []ui.Link{{Label: v.T("nav.talks"), URL: base(v)}}
}
