package matching

import (
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type handView struct {
	Head             ui.HeadView
	Waiting          []handRow
	Mentors, Mentees handList
	Two              *handTwo
}

type handList struct {
	Title, Empty, Apart string
	Rows                []handRow
}

type handRow struct {
	Name, Sub, Rank, URL string
	Total, Word, Kind    string
	Tag, TagIcon         string
	Chosen               bool
}

type handTwo struct {
	Title, Total, Word, Kind string
	Reasons                  []ui.Reason
	Points                   ui.PointsView
	Acts                     []ui.Action
}

// handShown is how many of each list are shown: beyond that nobody compares.
const handShown = 25

// Hand lets the coordinator put pairs together themselves, with both sides' ranked lists before them.
func (p Pages) Hand(v *visit.Visit) error {
	mentee, mentor := v.R.URL.Query().Get("mentee"), v.R.URL.Query().Get("mentor")
	for _, seat := range []*string{&mentee, &mentor} {
		if !id.Valid(*seat) {
			*seat = ""
		}
	}
	h, err := p.Matches.Hand(v.Ctx(), v.Actor, mentee, mentor, handShown)
	if err != nil {
		return err
	}
	view := handView{Head: ui.HeadView{Crumbs: crumbs(v), Eyebrow: []string{v.T("board.hand_waiting", "n", len(h.Waiting))}, Title: v.T("board.hand_title"), Lede: v.T("board.hand_lede")}}
	at := func(mentee, mentor string) string {
		u := base(v) + "/hand"
		if mentee != "" {
			u = ui.WithQuery(u, "mentee", mentee)
		}
		if mentor != "" {
			u = ui.WithQuery(u, "mentor", mentor)
		}
		return u
	}
	for _, w := range h.Waiting {
		view.Waiting = append(view.Waiting, handRow{Name: w.Name, Sub: subline(w), URL: at(w.Seat, mentor), Chosen: w.Seat == mentee})
	}
	list := func(ranked []fit.Ranked, apart int, title, empty string, other func(fit.Pair) string, url func(fit.Pair) string, chosen string) handList {
		l := handList{Title: title, Empty: empty}
		if apart > 0 {
			l.Apart = v.T("board.hand_apart", "n", apart)
		}
		for _, r := range ranked {
			who := h.People[other(r.Pair)]
			row := handRow{Name: who.Name, Sub: subline(who), Rank: v.T("board.hand_rank", "n", r.Rank, "name", first(who.Name)), URL: url(r.Pair), Total: whole(v.Lang, r.Pair.Score), Chosen: who.Seat == chosen}
			row.Word, row.Kind = scoreWord(v.T, r.Pair.Score)
			row.Tag, row.TagIcon = markTag(v, h.Marks[fit.Couple{Mentor: r.Pair.Mentor, Mentee: r.Pair.Mentee}])
			if r.Full && row.Tag == "" {
				row.Tag, row.TagIcon = v.T("board.full"), "users"
			}
			l.Rows = append(l.Rows, row)
		}
		return l
	}
	view.Mentors = list(h.Mentors, h.ApartMentors, v.T("board.hand_list_mentee", "name", first(h.People[mentee].Name)), v.T("board.hand_pick_mentee"),
		func(x fit.Pair) string { return x.Mentor }, func(x fit.Pair) string { return at(mentee, x.Mentor) }, mentor)
	view.Mentees = list(h.Mentees, h.ApartMentees, v.T("board.hand_list_mentor", "name", first(h.People[mentor].Name)), v.T("board.hand_pick_mentor"),
		func(x fit.Pair) string { return x.Mentee }, func(x fit.Pair) string { return at(x.Mentee, mentor) }, mentee)
	for _, r := range h.Mentors {
		if r.Pair.Mentor == mentor {
			view.Two = p.handTwo(v, h, r, at(mentee, mentor))
		}
	}
	return v.Show(hand(v.Page(view.Head.Title), view))
}

func (p Pages) handTwo(v *visit.Visit, h matching.Hand, r fit.Ranked, back string) *handTwo {
	e, m := h.People[r.Pair.Mentee], h.People[r.Pair.Mentor]
	two := &handTwo{Title: v.T("board.hand_two", "mentee", e.Name, "mentor", m.Name), Total: whole(v.Lang, r.Pair.Score), Reasons: reasons(v, r.Pair, m.Name, e.Name), Points: points(v, r.Pair, m.Name, e.Name)}
	two.Word, two.Kind = scoreWord(v.T, r.Pair.Score)
	mark := h.Marks[fit.Couple{Mentor: m.Seat, Mentee: e.Seat}]
	two.Acts = marked(v, m.Seat, e.Seat, mark, back)
	if mark == "" {
		two.Acts[0].Label, two.Acts[0].Kind = v.T("board.hand_lock"), "primary"
	}
	return two
}
