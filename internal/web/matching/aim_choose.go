package matching

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type aimsView struct {
	Head  ui.HeadView
	Aims  []aimView
	Table ui.TableView
	Note  string
}

type aimView struct {
	Name, Text string
	Now        bool
	Choose     ui.Action
}

// Aims shows what each aim would give, side by side, before one is chosen.
func (p Pages) Aims(v *visit.Visit) error {
	view := aimsView{Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("board.aims_title"), Lede: v.T("board.aims_lede")}}
	all, err := p.Matches.Aims(v.Ctx(), v.Actor)
	if fault.Is(err, fault.Conflict) {
		for _, why := range v.Faults(err) {
			view.Note = why
		}
		return v.Show(aims(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	view.Table = ui.TableView{Caption: v.T("board.aims_caption"), Cols: []ui.Col{{Label: v.T("board.aims_figure")}}}
	for _, a := range all {
		name := v.T("board.aim_" + string(a.Aim))
		x := aimView{Name: name, Text: v.T("board.aim_" + string(a.Aim) + "_text"), Now: a.Now}
		x.Choose = ui.Action{Label: v.T("board.aims_choose"), Kind: "quiet", Method: "post", URL: base(v) + "/aims", Hidden: map[string]string{"aim": string(a.Aim)}}
		view.Aims = append(view.Aims, x)
		view.Table.Cols = append(view.Table.Cols, ui.Col{Label: name})
	}
	row := func(label string, of func(matching.AimResult) string) {
		r := ui.Row{Cells: []ui.Cell{{Text: label}}}
		for _, a := range all {
			r.Cells = append(r.Cells, ui.Cell{Text: of(a), Num: true})
		}
		view.Table.Rows = append(view.Table.Rows, r)
	}
	count := func(n int) string { return i18n.Integer(v.Lang, int64(n)) }
	of := func(n, all int) string { return v.T("matching.n_of", "n", n, "of", all) }
	row(v.T("board.aims_pairs"), func(a matching.AimResult) string { return of(a.Summary.Matched, a.Summary.Mentees) })
	row(v.T("board.aims_lowest"), func(a matching.AimResult) string { return fit.Points(v.Lang, a.Summary.Lowest) })
	row(v.T("board.aims_weak", "n", matching.Weak/100), func(a matching.AimResult) string { return count(a.Weak) })
	row(v.T("board.aims_mean"), func(a matching.AimResult) string {
		if a.Summary.Matched == 0 {
			return "–"
		}
		return fit.Points(v.Lang, (a.Summary.Total+a.Summary.Matched/2)/a.Summary.Matched)
	})
	row(v.T("board.aims_total"), func(a matching.AimResult) string { return fit.Points(v.Lang, a.Summary.Total) })
	row(v.T("board.aims_wished"), func(a matching.AimResult) string { return of(a.Summary.Wished, a.Summary.Asked) })
	if !slices.ContainsFunc(all, func(a matching.AimResult) bool { return a.Summary.Blocking == fit.Uncounted }) {
		row(v.T("board.aims_blocking"), func(a matching.AimResult) string { return count(a.Summary.Blocking) })
	}
	row(v.T("board.aims_across"), func(a matching.AimResult) string { return of(a.Summary.Across, a.Summary.Matched) })
	row(v.T("board.aims_moved"), func(a matching.AimResult) string { return count(a.Moved) })
	return v.Show(aims(v.Page(view.Head.Title), view))
}

// SaveAim chooses an aim and shows the new suggestion.
func (p Pages) SaveAim(v *visit.Visit) error {
	form, err := v.Form(matching.FormAim)
	if err != nil {
		return err
	}
	aim := fit.Aim(form.Get("aim"))
	_, err = p.Matches.SaveAim(v.Ctx(), v.Actor, aim)
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", "matching.solve_refused", "why", v.Faults(err)[""])
		return v.Go(base(v) + "/marks")
	case err != nil:
		return err
	}
	v.Say("good", "board.aims_chosen", "aim", v.T("board.aim_"+string(aim)))
	return v.Go(base(v))
}
