package matching

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// fairTable writes the figures of a cut with their limits and with the round before.
func fairTable(v *visit.Visit, role org.Role, t fairness.Table) ui.TableView {
	out := ui.TableView{
		Caption: v.T("fairness.caption", "side", v.T("fairness.side_short_"+string(role)), "cut", strings.ToLower(v.T("fairness.by_"+string(t.Cut)))),
		Cols:    []ui.Col{{Label: v.T("fairness.col_group")}},
	}
	figure := func(key string, hidden fairness.Why) bool {
		if hidden == "" {
			out.Cols = append(out.Cols, ui.Col{Label: v.T("fairness." + key)}, ui.Col{Label: v.T("fairness.col_against")})
		}
		return hidden == ""
	}
	left, score, first := figure("left", t.NoMatched), figure("score", t.NoScore), figure("first", t.NoFirst)
	for _, g := range t.Groups {
		row := ui.Row{Cells: []ui.Cell{{Text: groupName(v, t.Cut, g), Sub: v.T("fairness.people", "n", g.People)}}}
		was := wasOf(v, t.Cut, g)
		if left {
			row.Cells = append(row.Cells, shareCells(v, g.Now.Matched, true, was.left)...)
		}
		if score {
			row.Cells = append(row.Cells, meanCells(v, t.Cut, g.Now.Score, was.score)...)
		}
		if first {
			row.Cells = append(row.Cells, shareCells(v, g.Now.First, false, was.first)...)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// was is what a group had in the round before, in words; "" where that is not shown.
type was struct{ left, score, first string }

func wasOf(v *visit.Visit, cut fairness.Cut, g fairness.Group) (w was) {
	b := g.Before
	if b == nil {
		return w
	}
	if b.Matched != nil {
		w.left = i18n.Percent(v.Lang, b.Matched.Rest().Share())
	}
	if b.First != nil {
		w.first = i18n.Percent(v.Lang, b.First.Share())
	}
	if b.Score != nil {
		w.score = mean(v, cut, b.Score.Mean)
	}
	return w
}

// beside writes a figure with that of the round before.
func beside(v *visit.Visit, now, was string) string {
	if was == "" {
		return now
	}
	return v.T("fairness.beside", "now", now, "was", before(v, was))
}

// shareCells writes a share and its comparison. rest: what is shown is those who have it not, while the chance of having it is compared.
func shareCells(v *visit.Visit, s *fairness.Share, rest bool, was string) []ui.Cell {
	if s == nil {
		return []ui.Cell{{Text: v.T("fairness.hidden"), Sub: before(v, was)}, {Text: "–"}}
	}
	part := s.Part
	if rest {
		part = part.Rest()
	}
	limits := stats.Wilson(part)
	sub := v.T("fairness.range", "low", i18n.Percent(v.Lang, limits.Low), "high", i18n.Percent(v.Lang, limits.High))
	if b := before(v, was); b != "" {
		sub += ", " + b
	}
	return []ui.Cell{
		{Text: v.T("fairness.share", "share", i18n.Percent(v.Lang, part.Share()), "k", part.K, "n", part.N), Sub: sub, Num: true},
		compared(v, s.Verdict, v.T("fairness.ratio", "ratio", i18n.Decimal(v.Lang, s.Ratio.Point, 2), "low", i18n.Decimal(v.Lang, s.Ratio.Low, 2), "high", i18n.Decimal(v.Lang, s.Ratio.High, 2))),
	}
}

func meanCells(v *visit.Visit, cut fairness.Cut, m *fairness.Mean, was string) []ui.Cell {
	if m == nil {
		return []ui.Cell{{Text: v.T("fairness.hidden"), Sub: before(v, was)}, {Text: "–"}}
	}
	decimals := 1
	if cut.Sensitive() {
		decimals = 0
	}
	points := func(x float64) string { return i18n.Decimal(v.Lang, x/100, decimals) }
	gap := v.T("fairness.gap_only", "gap", points(m.Gap.Point))
	if m.Judged {
		gap = v.T("fairness.gap", "gap", points(m.Gap.Point), "low", points(m.Gap.Low), "high", points(m.Gap.High))
	}
	c := compared(v, m.Verdict, i18n.Decimal(v.Lang, m.Ratio, 2))
	if m.Verdict != fairness.Best {
		c.Text += ": " + gap
	}
	return []ui.Cell{{Text: mean(v, cut, m.Mean), Sub: before(v, was), Num: true}, c}
}

func compared(v *visit.Visit, verdict fairness.Verdict, text string) ui.Cell {
	switch verdict {
	case fairness.Best:
		return ui.Cell{Text: i18n.Decimal(v.Lang, 1, 2), Sub: v.T("fairness.verdict_best")}
	case fairness.NoVerdict:
		return ui.Cell{Text: text}
	}
	return ui.Cell{Text: text, Sub: v.T("fairness.verdict_" + string(verdict))}
}

func before(v *visit.Visit, was string) string {
	if was == "" {
		return ""
	}
	return v.T("fairness.was", "value", was)
}
