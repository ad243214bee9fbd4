package matching

import (
	"math"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type fairView struct {
	Head  ui.HeadView
	Notes []string
	Sides []fairSide
	CSV   ui.Action
	Empty *ui.EmptyView
}

type fairSide struct {
	ID, Title string
	Cuts      []fairCut
}

type fairCut struct {
	Title, Why, Note, NoBefore string
	Figures                    []fairFigure
	Table                      ui.TableView
}

// fairFigure is one figure of all groups of a cut as bars. Why is set when it is not shown.
type fairFigure struct {
	Label, Why, Verdict string
	Worse               bool
	Bars                []ui.BarView
}

// sides in the order they are shown.
var sides = []org.Role{org.Mentee, org.Mentor}

// Fairness shows how the newest round treated the groups of the pool, beside the round before it.
func (p Pages) Fairness(v *visit.Visit) error {
	now, before, err := p.Matches.Fairness(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	view := fairView{Head: ui.HeadView{Crumbs: crumbs(v), Eyebrow: []string{v.T("fairness.eyebrow"), v.Place.ProgrammeName}}}
	if now == nil {
		view.Head.Title, view.Head.Lede = v.T("fairness.title_none"), v.T("fairness.lede_none")
		view.Empty = &ui.EmptyView{ID: "no-round", Art: "list", Title: v.T("fairness.title_none"), Text: v.T("fairness.lede_none"), Actions: []ui.Action{{Label: v.T("nav.match"), URL: base(v)}}}
		return v.Show(fairnessPage(v.Page(view.Head.Title), view))
	}
	worse, compared := 0, 0
	for _, role := range sides {
		side := fairSide{ID: string(role), Title: v.T("fairness.side_" + string(role))}
		for _, t := range tables(role, now, before) {
			cut := cutView(v, role, t)
			for _, f := range cut.Figures {
				if f.Why == "" {
					compared++
				}
				if f.Worse {
					worse++
				}
			}
			side.Cuts = append(side.Cuts, cut)
		}
		view.Sides = append(view.Sides, side)
	}
	switch {
	case worse > 0:
		view.Head.Title = v.T("fairness.title_worse", "n", worse)
	case compared == 0:
		view.Head.Title = v.T("fairness.title_few")
	default:
		view.Head.Title = v.T("fairness.title_even")
	}
	day := func(r *matching.FairRound) string { return i18n.Day(v.Lang, r.Created.In(v.Location())) }
	view.Head.Lede = v.T("fairness.lede", "number", now.Number, "day", day(now), "mentees", len(now.Sides[org.Mentee]), "mentors", len(now.Sides[org.Mentor]))
	if before == nil {
		view.Notes = append(view.Notes, v.T("fairness.before_none"))
	} else {
		view.Notes = append(view.Notes, v.T("fairness.before", "number", before.Number, "day", day(before)))
		if !now.SamePeople(*before) {
			view.Notes = append(view.Notes, v.T("fairness.before_others"))
		}
	}
	view.CSV = ui.Action{Label: v.T("fairness.csv"), URL: base(v) + "/fairness.csv", Icon: "file-spreadsheet", Kind: "bare"}
	return v.Show(fairnessPage(v.Page(view.Head.Title), view))
}

// tables compares one side by every cut. A gender that nobody has told is not spoken of at all.
func tables(role org.Role, now, before *matching.FairRound) (out []fairness.Table) {
	for _, c := range fairness.Cuts {
		var was []fairness.Person
		if before != nil {
			was = before.Sides[role]
		}
		t := fairness.Compare(c, now.Sides[role], was)
		if c == fairness.Gender && t.Why == fairness.Untold {
			continue
		}
		out = append(out, t)
	}
	return out
}

func cutView(v *visit.Visit, role org.Role, t fairness.Table) fairCut {
	out := fairCut{Title: v.T("fairness.by_" + string(t.Cut)), Why: why(v, t.Why)}
	if t.Cut == fairness.Gender {
		out.Note = v.T("fairness.from_profiles")
	}
	if t.Why != "" {
		return out
	}
	if t.NoBefore != "" {
		out.NoBefore = v.T("fairness.no_before")
	}
	left := fairFigure{Label: v.T("fairness.left"), Why: why(v, t.NoMatched)}
	score := fairFigure{Label: v.T("fairness.score"), Why: why(v, t.NoScore)}
	first := fairFigure{Label: v.T("fairness.first"), Why: why(v, t.NoFirst)}
	judge := func(f *fairFigure, of func(g fairness.Figures) fairness.Verdict) {
		best, worse := "", []string(nil)
		for _, g := range t.Groups {
			switch of(g.Now) {
			case fairness.Best:
				best = groupName(v, t.Cut, g)
			case fairness.WorseOff:
				worse = append(worse, groupName(v, t.Cut, g))
			}
		}
		f.Verdict, f.Worse = v.T("fairness.even"), len(worse) > 0
		if f.Worse {
			f.Verdict = v.T("fairness.worse", "best", best, "groups", fit.Series(v.Lang, worse))
		}
	}
	judge(&left, func(f fairness.Figures) fairness.Verdict { return verdictOf(f.Matched) })
	judge(&first, func(f fairness.Figures) fairness.Verdict { return verdictOf(f.First) })
	judge(&score, func(f fairness.Figures) fairness.Verdict {
		if f.Score == nil {
			return fairness.NoVerdict
		}
		return f.Score.Verdict
	})
	for _, g := range t.Groups {
		name := groupName(v, t.Cut, g)
		if m := g.Now.Matched; m != nil {
			rest := m.Rest()
			left.Bars = append(left.Bars, ui.BarView{Label: name, Value: rest.Share(), Max: 1, Text: i18n.Percent(v.Lang, rest.Share())})
		}
		if m := g.Now.Score; m != nil {
			score.Bars = append(score.Bars, ui.BarView{Label: name, Value: m.Mean, Max: fit.Full, Text: mean(v, t.Cut, m.Mean)})
		}
		if m := g.Now.First; m != nil {
			first.Bars = append(first.Bars, ui.BarView{Label: name, Value: m.Share(), Max: 1, Text: i18n.Percent(v.Lang, m.Share())})
		}
	}
	out.Figures = []fairFigure{left, score, first}
	out.Table = fairTable(v, role, t)
	return out
}

func why(v *visit.Visit, w fairness.Why) string {
	if w == "" {
		return ""
	}
	return v.T("fairness.why_" + string(w))
}

func verdictOf(s *fairness.Share) fairness.Verdict {
	if s == nil {
		return fairness.NoVerdict
	}
	return s.Verdict
}

// mean writes a mean score. In a sensitive cut it is whole points: finer ones could be traced to people whose points are known.
func mean(v *visit.Visit, cut fairness.Cut, hundredths float64) string {
	if cut.Sensitive() {
		return fit.Points(v.Lang, int(math.Round(hundredths/100))*100)
	}
	return fit.Points(v.Lang, int(math.Round(hundredths/10))*10)
}

func groupName(v *visit.Visit, cut fairness.Cut, g fairness.Group) string {
	switch {
	case g.Merged > 0:
		return v.T("fairness.other", "n", g.Merged)
	case g.Name == "":
		return v.T("fairness.untold")
	case cut == fairness.Gender:
		return v.T("fairness.gender_" + g.Name)
	case cut == fairness.Language:
		return fit.LanguageName(v.Lang, g.Name)
	}
	return g.Name
}
