package report

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Part is one shown part of a distribution. Good places it from 0 (the least good answer) to 1; Low and High are the ends of what it
// covers. Aside: only those who do not know or did not answer.
type Part struct {
	Label     string
	Count     int
	Share     float64 // of all answers to the question, 0 to 1
	Low, High float64
	Aside     bool
}

// Question is one question of a closed survey, in a reader's language, with what may be shown.
type Question struct {
	Section, Item, Option string
	Kind                  evaluation.ItemKind
	Label                 string
	N                     int
	Hidden                bool
	Parts                 []Part // of everyone asked
	Sides                 []SideParts
	Mean                  float64
	HasMean               bool
}

// SideParts is one side's distribution; there are none when a side is too small.
type SideParts struct {
	Side  org.Role
	Parts []Part
}

// Whole tells whether nothing is shown but how many answered.
func (q Question) Whole() bool { return !q.Hidden && len(q.Parts) <= 1 && q.Kind != evaluation.Several }

// Questions lists a closed survey's questions, section by section.
func Questions(lang i18n.Lang, s evaluation.Survey) []Question {
	section := map[string]string{}
	for _, sec := range evaluation.Sections(s.Kind, "") {
		for _, i := range sec.Items {
			section[i.Key] = sec.Key
		}
	}
	var out []Question
	for _, m := range evaluation.Measures(s.Kind) {
		shown := s.Figures.Of(m.Item, m.Option)
		q := Question{
			Section: section[m.Item], Item: m.Item, Option: m.Option, Kind: m.Kind, N: shown.N, Hidden: shown.Hidden || shown.N == 0,
			Label: i18n.T(lang, "evaluation.item_"+m.Item), Parts: parts(lang, m, shown.Cells),
		}
		if m.Option != "" {
			q.Label = i18n.T(lang, "evaluation.choice_"+m.Option)
		}
		if len(m.Sides) > 1 {
			for _, side := range m.Sides {
				if cells, ok := shown.Side(side); ok {
					q.Sides = append(q.Sides, SideParts{side, parts(lang, m, cells)})
				}
			}
		}
		if m.Kind == evaluation.Degree {
			q.Mean, _, q.HasMean = stats.Mean(shown.Cells, 1)
		}
		out = append(out, q)
	}
	return out
}

func parts(lang i18n.Lang, m evaluation.Measure, cells []stats.Cell) []Part {
	n := 0
	for _, c := range cells {
		n += c.Count
	}
	out := make([]Part, 0, len(cells))
	for _, c := range cells {
		p := Part{Label: cellLabel(lang, m, c), Count: c.Count, Aside: c.From < 0}
		if n > 0 {
			p.Share = float64(c.Count) / float64(n)
		}
		if last := float64(len(m.Values) - 1); c.From >= 0 && last > 0 {
			p.Low, p.High = float64(c.From)/last, float64(c.To)/last
			if m.Kind == evaluation.Choice { // the best choice stands first
				p.Low, p.High = 1-p.High, 1-p.Low
			}
		}
		out = append(out, p)
	}
	return out
}

// cellLabel writes what a cell holds: "4", "1–3", "Yes or perhaps", "1–3 or don't know".
func cellLabel(lang i18n.Lang, m evaluation.Measure, c stats.Cell) string {
	if c.From < 0 {
		return i18n.T(lang, "evaluation.cell_dk")
	}
	first, last := m.Values[c.From], m.Values[c.To]
	var label string
	switch {
	case m.Kind == evaluation.Several && c.From != c.To:
		return i18n.T(lang, "evaluation.cell_all")
	case m.Kind == evaluation.Several && first == "yes":
		return i18n.T(lang, "evaluation.cell_chosen")
	case m.Kind == evaluation.Several:
		return i18n.T(lang, "evaluation.cell_not_chosen")
	case m.Kind == evaluation.Choice:
		var words []string
		for _, v := range m.Values[c.From : c.To+1] {
			words = append(words, i18n.T(lang, "evaluation.choice_"+v))
		}
		label = strings.Join(words, " / ")
	case c.From == c.To:
		label = strings.ReplaceAll(first, "-", "–")
	default:
		low, _, _ := strings.Cut(first, "-")
		_, high, ok := strings.Cut(last, "-")
		if !ok {
			high = last
		}
		label = i18n.T(lang, "evaluation.cell_range", "from", low, "to", high)
	}
	if c.Aside {
		return i18n.T(lang, "evaluation.cell_with_dk", "range", label)
	}
	return label
}
