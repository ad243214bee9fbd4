package matching

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type publishView struct {
	Head    ui.HeadView
	Round   string
	Changed bool
	Says    string // what the mail says
	Above   ui.Field
	Table   ui.TableView
	Pager   ui.PagerView
	Unmet   []string // people without an address
	Send    ui.Action
	Ticked  ui.Action
	Back    ui.Action
}

// perPublish is how many pairs the page shows, and so how many can be ticked at a time.
const perPublish = 100

// PublishAsk says who gets a mail before any is sent: of all pairs, or of those that have some points.
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
	way, err := p.Matches.Way(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	above := aboveOf(v.R.URL.Query())
	all = slices.DeleteFunc(all, func(x matching.Mailed) bool { return x.Score < above*100 })
	view := publishView{Round: r.ID, Changed: r.Touched, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"}}
	mails := 0
	for _, x := range all {
		for _, side := range []struct {
			turn        matching.Turn
			name, email string
		}{{matching.MenteeFirst, x.Mentee.Name, x.MenteeEmail}, {matching.MentorFirst, x.Mentor.Name, x.MentorEmail}} {
			switch {
			case side.email == "":
				view.Unmet = append(view.Unmet, side.name)
			case way.First == matching.Together || way.First == side.turn:
				mails++
			}
		}
	}
	view.Head = ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.publish_title", "n", len(all)), Lede: v.T("matching.publish_lede", "n", mails)}
	if way.First != matching.Together {
		view.Head.Lede = v.T("offer.mails_first_"+string(way.First), "n", mails)
	}
	view.Says = v.T("matching.mail_says_text")
	if way.Anonymous {
		view.Says = v.T("offer.mail_says_unnamed")
	}
	view.Says += " " + v.T("offer.mail_days", "n", way.AnswerDays)
	view.Above = ui.Field{Name: "above", Kind: ui.FieldNumber, Filter: true, Label: v.T("offer.above"), Min: "0", Max: "100", Step: "1", InputMode: "numeric"}
	view.Send = ui.Action{Label: v.T("matching.publish_send", "n", len(all)), Icon: "send", Name: "which", Value: "all"}
	view.Ticked = ui.Action{Label: v.T("offer.send_ticked"), Icon: "list-check", Kind: "quiet", Name: "which", Value: "ticked"}
	if above > 0 {
		view.Above.Value = strconv.Itoa(above)
		view.Head.Title = v.T("offer.send_title", "n", len(all), "points", above)
	}
	if len(all) == 0 {
		view.Head.Title, view.Head.Lede = v.T("offer.above_none"), ""
	}
	view.list(v, all)
	return v.Show(publish(v.Page(view.Head.Title), view))
}

// list fills the table with the pairs of one page.
func (view *publishView) list(v *visit.Visit, all []matching.Mailed) {
	from := min(offsetBy(v, perPublish), len(all))
	view.Table = ui.TableView{Caption: v.T("matching.publish_caption"), Cols: []ui.Col{{Label: v.T("role.mentee")}, {Label: v.T("role.mentor")}, {Label: v.T("matching.file_score"), Right: true}}}
	for _, x := range all[from:min(from+perPublish, len(all))] {
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Node: tickPair(x.Mentee.Seat, x.Mentee.Name, reach(v, x.MenteeEmail), v.T("offer.tick", "mentee", x.Mentee.Name, "mentor", x.Mentor.Name))},
			{Text: x.Mentor.Name, Sub: reach(v, x.MentorEmail)},
			{Text: fit.Points(v.Lang, x.Score), Num: true},
		}})
	}
	view.Pager = pagerBy(v, from, len(all), perPublish)
}

// aboveOf reads the least whole points that are asked for; 0 is any.
func aboveOf(values url.Values) int {
	n, err := strconv.Atoi(strings.TrimSpace(values.Get("above")))
	if err != nil {
		return 0
	}
	return min(max(n, 0), 100)
}

func reach(v *visit.Visit, email string) string {
	if email == "" {
		return v.T("matching.no_email")
	}
	return email
}

// Publish sends the proposals: all that the page spoke of, or those that are ticked.
func (p Pages) Publish(v *visit.Visit) error {
	form, err := v.Form(matching.FormPublish)
	if err != nil {
		return err
	}
	above, ticked := aboveOf(form), form.Get("which") == "ticked"
	n, err := p.Matches.PublishSome(v.Ctx(), v.Actor, form.Get("round"), func(x fit.Pair) bool {
		if ticked {
			return has(form, "pair", x.Mentee)
		}
		return x.Score >= above*100
	})
	if fault.Is(err, fault.Conflict) {
		v.Say("mind", "matching.publish_refused", "why", v.Faults(err)[""])
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	rest, err := p.Matches.Draft(v.Ctx(), v.Actor)
	switch {
	case fault.Is(err, fault.NotFound):
		v.Say("good", "matching.published", "n", n)
	case err != nil:
		return err
	default:
		v.Say("good", "offer.published_some", "n", n, "rest", i18n.Integer(v.Lang, int64(rest.Summary.Matched)))
	}
	return v.Go(base(v))
}
