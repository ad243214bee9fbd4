package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Mark locks, forbids or releases two people and leads back to where the button stood.
func (p Pages) Mark(v *visit.Visit) error {
	form, err := v.Form(matching.FormMark)
	if err != nil {
		return err
	}
	back := backTo(v, form.Get("back"))
	kind := fit.MarkKind(form.Get("mark"))
	err = p.Matches.Mark(v.Ctx(), v.Actor, form.Get("mentor"), form.Get("mentee"), kind)
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", "matching.mark_refused", "why", v.Faults(err)[""])
	case err != nil:
		return err
	default:
		v.Say("good", "matching.marked_"+string(kind))
	}
	return v.Go(back)
}

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
