package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Table is figures in rows, for a page's table and for a file: the same cells in both.
type Table struct {
	Title string
	Head  []string
	Rows  [][]string
}

// SurveyTable writes the shown figures of questions.
func SurveyTable(lang i18n.Lang, title string, questions []Question) Table {
	t := func(key string, args ...any) string { return i18n.T(lang, "evaluation."+key, args...) }
	out := Table{Title: title, Head: []string{t("column_question"), t("column_who"), t("column_answer"), t("column_count"), t("column_share"), t("column_n")}}
	for _, q := range questions {
		if q.Hidden {
			out.Rows = append(out.Rows, []string{q.Label, t("who_both"), t("results_hidden"), "", "", ""})
			continue
		}
		out.Rows = appendParts(lang, out.Rows, q, t("who_both"), q.Parts)
		for _, s := range q.Sides {
			out.Rows = appendParts(lang, out.Rows, q, t("who_"+string(s.Side)), s.Parts)
		}
	}
	return out
}

func appendParts(lang i18n.Lang, rows [][]string, q Question, who string, parts []Part) [][]string {
	n := 0
	for _, p := range parts {
		n += p.Count
	}
	for _, p := range parts {
		label := p.Label
		if len(parts) == 1 {
			label = i18n.T(lang, "evaluation.cell_all")
		}
		rows = append(rows, []string{q.Label, who, label, strconv.Itoa(p.Count), i18n.Percent(lang, p.Share), strconv.Itoa(n)})
	}
	return rows
}

// Text writes the number, or where it is hidden the one it lies near.
func (r Reached) Text(lang i18n.Lang) string {
	switch {
	case r.Shown:
		return i18n.Integer(lang, int64(r.N))
	case r.HasNear && r.More:
		return i18n.T(lang, "report.near_more", "n", r.Near)
	case r.HasNear:
		return i18n.T(lang, "report.near_less", "n", r.Near)
	}
	return i18n.T(lang, "report.hidden")
}

// Tables writes everything a report shows in figures.
func (q Quarter) Tables(lang i18n.Lang) []Table {
	t := func(key string, args ...any) string { return i18n.T(lang, "report."+key, args...) }
	who := Table{Title: t("participation"), Head: []string{t("column_who"), t("column_step"), t("column_number")}}
	for _, r := range q.Mentees {
		who.Rows = append(who.Rows, []string{i18n.T(lang, "evaluation.who_mentee"), t("stage_" + r.Key), r.Text(lang)})
	}
	for _, r := range q.Mentors {
		who.Rows = append(who.Rows, []string{i18n.T(lang, "evaluation.who_mentor"), t("stage_" + r.Key), r.Text(lang)})
	}
	meetings := Table{Title: t("activity"), Head: []string{t("column_month"), t("column_meetings")}}
	if q.Activity.Hidden {
		meetings.Rows = append(meetings.Rows, []string{t("column_all"), t("hidden")})
	}
	for _, s := range q.Activity.Stretches {
		meetings.Rows = append(meetings.Rows, []string{s.Name(lang), strconv.Itoa(s.Held)})
	}
	out := []Table{who, meetings}
	for _, s := range q.Surveys {
		out = append(out, SurveyTables(lang, s)...)
	}
	return out
}

// SurveyTables writes everything a closed survey shows.
func SurveyTables(lang i18n.Lang, s evaluation.Survey) []Table {
	return []Table{responseTable(lang, s), SurveyTable(lang, i18n.T(lang, "report.survey_title", "kind", kindName(s.Kind)), Questions(lang, s))}
}

func responseTable(lang i18n.Lang, s evaluation.Survey) Table {
	t := func(key string, args ...any) string { return i18n.T(lang, "evaluation."+key, args...) }
	out := Table{Title: i18n.T(lang, "report.response_title", "kind", kindName(s.Kind)), Head: []string{t("column_who"), i18n.T(lang, "report.column_asked"), i18n.T(lang, "report.column_answered"), t("column_share")}}
	row := func(who string, c evaluation.Count) {
		switch {
		case !c.Shown():
			out.Rows = append(out.Rows, []string{who, i18n.T(lang, "report.hidden"), "", ""})
		case c.Few():
			out.Rows = append(out.Rows, []string{who, strconv.Itoa(c.Asked), i18n.T(lang, "report.hidden"), ""})
		default:
			out.Rows = append(out.Rows, []string{who, strconv.Itoa(c.Asked), strconv.Itoa(c.Answered), i18n.Percent(lang, c.Rate())})
		}
	}
	r := s.Figures.Response
	row(t("response_all"), r.All)
	if r.All.Shown() && r.SidesShown() {
		row(t("response_mentee"), r.Mentee)
		row(t("response_mentor"), r.Mentor)
	}
	return out
}

// CSV writes tables below each other, with a mark that lets spreadsheets read the letters right and the separator of the language.
func CSV(lang i18n.Lang, tables []Table) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	if lang == i18n.Danish {
		w.Comma = ';'
	}
	w.UseCRLF = true
	for i, t := range tables {
		if i > 0 {
			if err := w.Write([]string{""}); err != nil {
				return nil, err
			}
		}
		for _, row := range append([][]string{{t.Title}, t.Head}, t.Rows...) {
			safe := make([]string, len(row))
			for i, cell := range row {
				safe[i] = table.Guard(strings.ReplaceAll(cell, "\u00a0", " ")) // spreadsheets read a percentage with a plain space only
			}
			if err := w.Write(safe); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
