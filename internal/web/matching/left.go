package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type leftView struct {
	Seat, Name, Sub, Role, Cause, Help string
	Link                               ui.Link
	More                               *ui.Action // one place more for a mentor
}

// Waiting lists everybody whom the draft leaves without a partner, with the cause.
func (p Pages) Waiting(v *visit.Visit) error {
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	if fault.Is(err, fault.NotFound) {
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	from := offset(v)
	left, total, err := p.Matches.LeftOf(v.Ctx(), v.Actor, r, "", from, perPage)
	if err != nil {
		return err
	}
	page := v.Page(v.T("matching.waiting_title"))
	return v.Show(waiting(page, ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.waiting_title"), Lede: v.T("matching.waiting_lede")}, leftRows(v, left), pager(v, from, total)))
}

func leftRows(v *visit.Visit, left []matching.LeftCard) []leftView {
	out := make([]leftView, 0, len(left))
	for _, l := range left {
		row := leftView{Name: l.Name, Sub: subline(l.Party), Role: string(l.Role), Cause: l.Text(v.Lang, first(l.Name), l.InsteadName), Help: l.Help(v.Lang, first(l.Name), l.MoreName)}
		row.Seat, row.More = l.Party.Seat, onePlaceMore(v, l)
		row.Link = ui.Link{Label: v.T("matching.options"), URL: optionsURL(v, l.Party.Seat)}
		if l.Cause == fit.Aside {
			row.Link = ui.Link{Label: v.T("matching.see_person"), URL: "/p/" + v.Place.Programme + "/people/" + l.Party.Seat}
			if l.Rule == fit.Unsettled {
				row.Link = ui.Link{Label: v.T("matching.settle"), URL: "/seat/" + l.Party.Seat + "/settle"}
			}
		}
		out = append(out, row)
	}
	return out
}
