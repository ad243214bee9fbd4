package matching

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type optionView struct {
	ID, Name, Sub, Initials, Role string
	Total, Word, Kind             string
	Tag, TagIcon                  string
	Why                           string // the rule that keeps the two apart, or that no place is left
	Reasons                       []ui.Reason
	Points                        *ui.PointsView
	Acts                          []ui.Action
	Clock                         spanView
}

// Options shows whom a person could be put together with, best first, and what keeps the others apart.
func (p Pages) Options(v *visit.Visit) error {
	seatID := v.R.URL.Query().Get("seat")
	if !id.Valid(seatID) {
		return fault.Missing()
	}
	seat, all, err := p.Matches.Options(v.Ctx(), v.Actor, seatID)
	if err != nil {
		return err
	}
	marks, err := p.Matches.Marks(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	on, over := map[fit.Couple]fit.MarkKind{}, map[fit.Couple]string{}
	for _, k := range marks {
		two := fit.Couple{Mentor: k.Mentor.Seat, Mentee: k.Mentee.Seat}
		on[two], over[two] = k.Kind, overText(v, k.Over, k.Reason)
	}
	clocks, err := p.Matches.Spans(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	from := min(offset(v), len(all))
	back := v.R.URL.RequestURI()
	var rows []optionView
	for _, c := range all[from:min(from+perPage, len(all))] {
		two := fit.Couple{Mentor: c.Seat.ID, Mentee: seat.ID}
		mentor, mentee := c.Seat.Person.Name, seat.Person.Name
		if seat.Role == org.Mentor {
			two = fit.Couple{Mentor: seat.ID, Mentee: c.Seat.ID}
			mentor, mentee = mentee, mentor
		}
		row := optionView{
			ID: "option-" + c.Seat.ID, Name: c.Seat.Person.Name, Initials: visit.Initials(c.Seat.Person.Name), Role: string(c.Seat.Role),
			Sub: subline(matching.Party{Title: c.Seat.Person.Title, Unit: c.Seat.Person.Unit}),
		}
		row.Tag, row.TagIcon = markTag(v, on[two])
		if c.Rule != "" {
			row.Why = v.T("matching.not_these", "rule", v.T("matching.apart_"+string(c.Rule)))
			switch {
			case on[two] == fit.Lock:
				row.Why, row.Acts = over[two], marked(v, two.Mentor, two.Mentee, on[two], back+"#"+row.ID)[:1]
			case !c.Full && !slices.ContainsFunc(c.All, func(r fit.Rule) bool { return !r.Bendable() }):
				row.Acts = []ui.Action{overrideAction(v, two, back+"#"+row.ID)}
			}
		} else {
			word, kind := scoreWord(v.T, c.Pair.Score)
			row.Total, row.Word, row.Kind = whole(v.Lang, c.Pair.Score), word, kind
			view := points(v, c.Pair, mentor, mentee)
			row.Reasons, row.Points = reasons(v, c.Pair, mentor, mentee), &view
			if seat.Role == org.Mentor {
				row.Clock = spanOf(v, clocks.Of(two.Mentee))
			}
			if c.Full {
				row.Why = v.T("matching.option_full")
			} else {
				row.Acts = marked(v, two.Mentor, two.Mentee, on[two], back+"#"+row.ID)
			}
		}
		rows = append(rows, row)
	}
	head := ui.HeadView{
		Crumbs: crumbs(v), Title: v.T("matching.options_title", "name", seat.Person.Name),
		Lede: v.T("matching.options_lede_"+string(seat.Role), "name", first(seat.Person.Name)),
	}
	var clock spanView // a mentee's is the same with everybody, and stands once
	if seat.Role == org.Mentee {
		clock = spanOf(v, clocks.Of(seat.ID))
	}
	return v.Show(options(v.Page(head.Title), head, clock, rows, pager(v, from, len(all))))
}
