package matching

import (
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Rounds lists what was solved, newest first.
func (p Pages) Rounds(v *visit.Visit) error {
	const most = 50
	all, err := p.Matches.Rounds(v.Ctx(), v.Actor, most)
	if err != nil {
		return err
	}
	runs, err := p.Matches.Runs(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	head := ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.rounds_title"), Lede: v.T("matching.rounds_lede")}
	table := ui.TableView{Caption: v.T("matching.rounds_caption"), Cols: []ui.Col{
		{Label: v.T("matching.round")},
		{Label: v.T("matching.round_when")},
		{Label: v.T("matching.round_pairs")},
		{Label: v.T("matching.round_points")},
		{Label: v.T("matching.round_proof")},
		{Label: v.T("matching.round_status")},
		{Label: v.T("run.col")},
	}}
	for _, r := range all {
		proof := ui.Badge("mind", "alert-triangle", v.T("matching.proof_missing"))
		if r.Verified {
			proof = ui.Badge("good", "check", v.T("matching.proof_holds"))
		}
		kind, icon := "", "history"
		switch r.Status {
		case matching.Draft:
			icon = "pencil"
		case matching.Published:
			kind, icon = "good", "send"
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: v.T("matching.eyebrow", "number", r.Number)},
			{Text: i18n.Moment(v.Lang, r.Created.In(v.Location())), Sub: r.By},
			{Text: v.T("matching.n_of", "n", r.Summary.Mentees-r.Summary.Waiting(), "of", r.Summary.Mentees), Num: true},
			{Text: fit.Points(v.Lang, r.Summary.Total), Num: true},
			{Node: proof},
			{Node: ui.Badge(kind, icon, v.T("matching.round_is_"+string(r.Status)))},
			runCell(v, r, runs),
		}})
	}
	return v.Show(rounds(v.Page(head.Title), head, table))
}
