package matching

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// FairnessFile gives the same figures as a file: one row per group and figure. What the page hides, the file hides.
func (p Pages) FairnessFile(v *visit.Visit) error {
	all, err := p.fairness(v)
	if err != nil {
		return err
	}
	if all.Now == nil {
		return v.Go(base(v) + "/fairness")
	}
	f := fairFile{v: v}
	head := make([]string, 0, 17)
	for _, key := range []string{"csv_side", "csv_cut", "col_group", "csv_people", "csv_figure", "csv_count", "csv_of", "csv_value", "csv_low", "csv_high", "csv_ratio", "csv_ratio_low", "csv_ratio_high", "csv_gap", "csv_gap_low", "csv_gap_high", "csv_verdict", "csv_before"} {
		head = append(head, v.T("fairness."+key))
	}
	f.rows = append(f.rows, head)
	for _, role := range sides {
		for _, t := range tables(role, all) {
			f.add(role, t)
		}
	}
	body, err := f.write()
	if err != nil {
		return err
	}
	return v.File(v.T("fairness.file")+"-"+strconv.Itoa(all.Now.Number)+".csv", "text/csv; charset=utf-8", body)
}

type fairFile struct {
	v    *visit.Visit
	rows [][]string
}

func (f *fairFile) add(role org.Role, t fairness.Table) {
	for _, g := range t.Groups {
		start := func(figure string) []string {
			return []string{f.v.T("fairness.side_short_" + string(role)), f.v.T("fairness.by_" + string(t.Cut)), groupName(f.v, t.Cut, g), strconv.Itoa(g.People), f.v.T("fairness." + figure)}
		}
		was := g.Before
		if was == nil {
			was = &fairness.Figures{}
		}
		f.share(start("csv_matched"), g.Now.Matched, was.Matched)
		f.mean(start("score"), t.Cut, g.Now.Score, was.Score)
		f.share(start("first"), g.Now.First, was.First)
	}
}

func (f *fairFile) share(row []string, s, was *fairness.Share) {
	if s == nil {
		f.rows = append(f.rows, append(row, f.v.T("fairness.hidden")))
		return
	}
	limits := stats.Wilson(s.Part)
	row = append(row, strconv.Itoa(s.K), strconv.Itoa(s.N), f.number(s.Share(), 3), f.number(limits.Low, 3), f.number(limits.High, 3))
	if s.Verdict == fairness.Best { // it is not compared with itself
		row = append(row, f.number(1, 3), "", "", f.number(0, 3), "", "", f.verdict(s.Verdict))
	} else {
		row = append(row, f.number(s.Ratio.Point, 3), f.number(s.Ratio.Low, 3), f.number(s.Ratio.High, 3), f.number(s.Gap.Point, 3), f.number(s.Gap.Low, 3), f.number(s.Gap.High, 3), f.verdict(s.Verdict))
	}
	if was != nil {
		row = append(row, f.number(was.Share(), 3))
	}
	f.rows = append(f.rows, row)
}

func (f *fairFile) mean(row []string, cut fairness.Cut, m, was *fairness.Mean) {
	if m == nil {
		f.rows = append(f.rows, append(row, f.v.T("fairness.hidden")))
		return
	}
	decimals, n := 1, strconv.Itoa(m.N)
	if cut.Sensitive() {
		decimals, n = 0, ""
	}
	row = append(row, "", n, f.number(m.Mean/100, decimals), "", "", f.number(m.Ratio, 2), "", "", f.number(m.Gap.Point/100, decimals))
	if m.Judged && m.Verdict != fairness.Best {
		row = append(row, f.number(m.Gap.Low/100, decimals), f.number(m.Gap.High/100, decimals))
	} else {
		row = append(row, "", "")
	}
	row = append(row, f.verdict(m.Verdict))
	if was != nil {
		row = append(row, f.number(was.Mean/100, decimals))
	}
	f.rows = append(f.rows, row)
}

func (f *fairFile) verdict(x fairness.Verdict) string {
	if x == fairness.NoVerdict {
		return ""
	}
	return f.v.T("fairness.verdict_" + string(x))
}

// number writes a number as a spreadsheet of the language reads it.
func (f *fairFile) number(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if f.v.Lang == i18n.Danish {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

func (f *fairFile) write() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	if f.v.Lang == i18n.Danish {
		w.Comma = ';'
	}
	w.UseCRLF = true
	for i, row := range f.rows {
		safe := make([]string, len(f.rows[0]))
		for j, cell := range row {
			safe[j] = cell
			if i > 0 && j == 2 { // a group's name is somebody's own word; a number below 0 is a number
				safe[j] = table.Guard(cell)
			}
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
