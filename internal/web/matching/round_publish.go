package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type publishView struct {
	Head    ui.HeadView
	Round   string
	Changed bool
	Table   ui.TableView
	Pager   ui.PagerView
	Unmet   []string // people without an address
	Send    ui.Action
	Back    ui.Action
}

// PublishAsk says who gets a mail before any is sent.
func (p Pages) PublishAsk(v *visit.Visit) error {
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	if fault.Is(err, fault.NotFound) || err == nil && r.Summary.Matched == 0 {
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	all, err := p.Matches.Receivers(v.Ctx(), v.Actor, r)
	if err != nil {
		return err
	}
	view := publishView{Round: r.ID, Changed: r.Touched, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"}}
	mails := 0
	for _, x := range all {
		for _, side := range []struct{ name, email string }{{x.Mentee.Name, x.MenteeEmail}, {x.Mentor.Name, x.MentorEmail}} {
			if side.email == "" {
				view.Unmet = append(view.Unmet, side.name)
			} else {
				mails++
			}
		}
	}
	from := min(offset(v), len(all))
	view.Table = ui.TableView{Caption: v.T("matching.publish_caption"), Cols: []ui.Col{{Label: v.T("role.mentee")}, {Label: v.T("role.mentor")}}}
	for _, x := range all[from:min(from+perPage, len(all))] {
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: x.Mentee.Name, Sub: reach(v, x.MenteeEmail)}, {Text: x.Mentor.Name, Sub: reach(v, x.MentorEmail)}}})
	}
	view.Pager = pager(v, from, len(all))
	view.Head = ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.publish_title", "n", len(all)), Lede: v.T("matching.publish_lede", "n", mails)}
	view.Send = ui.Action{Label: v.T("matching.publish_send", "n", len(all)), Icon: "send"}
	return v.Show(publish(v.Page(view.Head.Title), view))
}

func reach(v *visit.Visit, email string) string {
	if email == "" {
		return v.T("matching.no_email")
	}
	return email
}

// Publish sends the proposals.
func (p Pages) Publish(v *visit.Visit) error {
	form, err := v.Form(matching.FormPublish)
	if err != nil {
		return err
	}
	n, err := p.Matches.Publish(v.Ctx(), v.Actor, form.Get("round"))
	if fault.Is(err, fault.Conflict) {
		v.Say("mind", "matching.publish_refused", "why", v.Faults(err)[""])
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	v.Say("good", "matching.published", "n", n)
	return v.Go(base(v))
}
