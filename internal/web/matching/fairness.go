package matching

import (
	"math"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
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
	Round []ui.Option // the rounds that can be looked at
	URL   string
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

// without lists the cuts that have nothing to show.
func (s fairSide) without() (out []fairCut) {
	for _, c := range s.Cuts {
		if c.Why != "" {
			out = append(out, c)
		}
	}
	return out
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
	f, err := p.fairness(v)
	if err != nil {
		return err
	}
	now, before := f.Now, f.Before
	view := fairView{Head: ui.HeadView{Crumbs: crumbs(v), Eyebrow: []string{v.T("fairness.eyebrow"), v.Place.ProgrammeName}}}
	if now == nil {
		view.Head.Title, view.Head.Lede = v.T("fairness.title_none"), v.T("fairness.lede_none")
		view.Empty = &ui.EmptyView{ID: "no-round", Art: "list", Title: v.T("fairness.title_none"), Text: v.T("fairness.lede_none"), Actions: []ui.Action{{Label: v.T("nav.match"), URL: base(v)}}}
		return v.Show(fairnessPage(v.Page(view.Head.Title), view))
	}
	worse, compared := 0, 0
	for _, role := range sides {
		side := fairSide{ID: string(role), Title: v.T("fairness.side_" + string(role))}
		for _, t := range tables(role, f) {
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
	view.URL = base(v) + "/fairness"
	for _, r := range f.Kept {
		label := v.T("fairness.round", "number", r.Number, "day", i18n.Day(v.Lang, r.Created.In(v.Location())), "status", v.T("matching.round_is_"+string(r.Status)))
		view.Round = append(view.Round, ui.Option{Value: r.ID, Label: label, Selected: r.ID == now.ID})
	}
	view.CSV = ui.Action{Label: v.T("fairness.csv"), URL: ui.WithQuery(base(v)+"/fairness.csv", "round", now.ID), Icon: "file-spreadsheet", Kind: "bare"}
	return v.Show(fairnessPage(v.Page(view.Head.Title), view))
}

// fairness reads the round that is asked for.
func (p Pages) fairness(v *visit.Visit) (matching.FairView, error) {
	round := v.R.URL.Query().Get("round")
	if round != "" && !id.Valid(round) {
		return matching.FairView{}, fault.Missing()
	}
	return p.Matches.Fairness(v.Ctx(), v.Actor, round)
}

// tables compares one side by every cut. A gender that nobody has told is not spoken of at all.
func tables(role org.Role, f matching.FairView) (out []fairness.Table) {
	for _, c := range fairness.Cuts {
		now, was, seen := f.Now.Sides[role], []fairness.Person(nil), []fairness.Person(nil)
		if f.Before != nil {
			was = f.Before.Sides[role]
		}
		if f.Newest != nil {
			seen = f.Newest.Sides[role]
		}
		t := fairness.Compare(c, now, was)
		if c.Sensitive() && t.Why == "" && fairness.Compare(c, seen, nil).Why == "" && !fairness.Apart(c, now, seen) {
			t = fairness.Table{Cut: c, Why: fairness.TooFew} // the newest round has shown it already, and the two differ by few
		}
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
		name, was := groupName(v, t.Cut, g), wasOf(v, t.Cut, g)
		if m := g.Now.Matched; m != nil {
			rest := m.Rest()
			left.Bars = append(left.Bars, ui.BarView{Label: name, Value: rest.Share(), Max: 1, Text: beside(v, i18n.Percent(v.Lang, rest.Share()), was.left)})
		}
		if m := g.Now.Score; m != nil {
			score.Bars = append(score.Bars, ui.BarView{Label: name, Value: m.Mean, Max: fit.Full, Text: beside(v, mean(v, t.Cut, m.Mean), was.score)})
		}
		if m := g.Now.First; m != nil {
			first.Bars = append(first.Bars, ui.BarView{Label: name, Value: m.Share(), Max: 1, Text: beside(v, i18n.Percent(v.Lang, m.Share()), was.first)})
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
