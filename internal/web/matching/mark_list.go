package matching

import (
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type markView struct {
	Mentee, Mentor, Tag, Icon string
	Over                      string // rules that the lock sets aside, and why
	Acts                      []ui.Action
}

// Marks lists the marks, so that one can be found and taken away.
func (p Pages) Marks(v *visit.Visit) error {
	marks, err := p.Matches.Marks(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	from := min(offset(v), len(marks))
	var rows []markView
	for _, k := range marks[from:min(from+perPage, len(marks))] {
		row := markView{Mentee: k.Mentee.Name, Mentor: k.Mentor.Name, Over: overText(v, k.Over, k.Reason), Acts: marked(v, k.Mentor.Seat, k.Mentee.Seat, k.Kind, base(v)+"/marks")[:1]}
		row.Tag, row.Icon = markTag(v, k.Kind)
		rows = append(rows, row)
	}
	head := ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.marks_title", "n", len(marks)), Lede: v.T("matching.marks_lede")}
	if len(marks) == 0 {
		head.Title = v.T("matching.marks_none")
	}
	return v.Show(marksPage(v.Page(head.Title), head, rows, pager(v, from, len(marks))))
}
