package fairness

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/stats"
)

// Compare divides one side by a cut. before is the same side of the round before; nil without one.
func Compare(cut Cut, now, before []Person) Table {
	t := Table{Cut: cut}
	if !slices.ContainsFunc(now, func(p Person) bool { return p.Group[cut] != "" }) {
		t.Why = Untold
		return t
	}
	if cut.Sensitive() && before != nil && !Apart(cut, now, before) {
		before, t.NoBefore = nil, TooFew
	}
	groups := divide(cut, now, before)
	if len(groups) < 2 {
		t.Why = OneGroup
		return t
	}
	for _, g := range groups {
		out := Group{Name: g.name, Merged: g.merged, People: len(g.now), Now: Figures{People: len(g.now)}}
		if before != nil {
			out.Before = &Figures{People: len(g.before)}
		}
		t.Groups = append(t.Groups, out)
	}
	figures := func(side func(g group) []Person, of func(g *Group) *Figures) (noMatched, noFirst, noScore Why) {
		matched, first, scores := make([]stats.Part, len(groups)), make([]stats.Part, len(groups)), make([][]float64, len(groups))
		for i, g := range groups {
			for _, p := range side(g) {
				matched[i].N++
				if p.Matched {
					matched[i].K++
					scores[i] = append(scores[i], p.Score)
				}
				if p.Asked {
					first[i].N++
					if p.First {
						first[i].K++
					}
				}
			}
		}
		people := make([]int, len(groups))
		for i := range matched {
			people[i] = matched[i].N
		}
		noMatched = shares(cut, people, matched, func(i int, s Share) { of(&t.Groups[i]).Matched = &s })
		noFirst = shares(cut, people, first, func(i int, s Share) { of(&t.Groups[i]).First = &s })
		noScore = means(scores, func(i int, m Mean) { of(&t.Groups[i]).Score = &m })
		return noMatched, noFirst, noScore
	}
	t.NoMatched, t.NoFirst, t.NoScore = figures(func(g group) []Person { return g.now }, func(g *Group) *Figures { return &g.Now })
	if before != nil {
		figures(func(g group) []Person { return g.before }, func(g *Group) *Figures { return g.Before })
	}
	return t
}

// Apart says whether a sensitive cut of two rounds can be seen by the same person without giving anybody away: in each group, nobody or at least five are only in one of
// them, and nobody or at least five changed from having a partner to having none, or the other way.
func Apart(cut Cut, now, before []Person) bool {
	type state struct{ was, is string }
	name := map[bool]string{true: "matched", false: "left"}
	of := map[string]*state{}
	in := map[string]string{}
	get := func(p Person) *state {
		if of[p.Seat] == nil {
			of[p.Seat] = &state{}
		}
		in[p.Seat] = p.Group[cut]
		return of[p.Seat]
	}
	for _, p := range before {
		get(p).was = name[p.Matched]
	}
	for _, p := range now {
		get(p).is = name[p.Matched]
	}
	count := map[string]int{}
	for seat, s := range of {
		count[in[seat]+"\x00"+s.was+"\x00"+s.is]++
	}
	for _, n := range count {
		if few(n) {
			return false
		}
	}
	return true
}

// visible says which of several figures may be shown, by how many people each is about: five or more, and so that those hidden are
// together nobody or five or more, for their number may be known from elsewhere.
func visible(n []int) []bool {
	show := make([]bool, len(n))
	hidden := 0
	for i, k := range n {
		show[i] = k >= stats.Small
		if !show[i] {
			hidden += k
		}
	}
	for few(hidden) {
		least := -1
		for i, k := range n {
			if show[i] && (least < 0 || k < n[least]) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		show[least] = false
		hidden += n[least]
	}
	return show
}

// shares fills in a share for each group that may show one, against the best off, and says why none does.
func shares(cut Cut, people []int, parts []stats.Part, set func(i int, s Share)) Why {
	sizes, best, shown, all := make([]int, len(parts)), -1, 0, 0
	for i, p := range parts {
		sizes[i] = p.N
		all += p.N
		if cut.Sensitive() && (few(p.K) || few(p.N-p.K) || few(people[i]-p.N)) {
			return TooFew
		}
	}
	show := visible(sizes)
	for i, p := range parts {
		if !show[i] {
			continue
		}
		shown++
		if best < 0 || p.Share() > parts[best].Share() || p.Share() == parts[best].Share() && p.N > parts[best].N {
			best = i
		}
	}
	switch {
	case all == 0:
		return Nobody
	case shown < 2:
		return TooFew
	case parts[best].K == 0:
		return NoSpread
	}
	for i, p := range parts {
		if !show[i] {
			continue
		}
		s := Share{Part: p, Range: stats.Wilson(p), Ratio: stats.Katz(p, parts[best]), Gap: stats.Newcombe(p, parts[best]), Verdict: NoDifference}
		if p.K > 0 { // the estimate is what was counted; only the limits need the correction
			s.Ratio.Point = p.Share() / parts[best].Share()
		}
		switch {
		case i == best:
			s.Verdict = Best
		case !s.Ratio.Holds(1):
			s.Verdict = WorseOff
		}
		set(i, s)
	}
	return ""
}

// means does the same for mean scores.
func means(values [][]float64, set func(i int, m Mean)) Why {
	sizes, best, shown := make([]int, len(values)), -1, 0
	all := make([]stats.Sample, len(values))
	for i, v := range values {
		sizes[i], all[i] = len(v), stats.Summarise(v)
	}
	show := visible(sizes)
	for i := range values {
		if !show[i] {
			continue
		}
		shown++
		if best < 0 || all[i].Mean > all[best].Mean {
			best = i
		}
	}
	if shown < 2 {
		if !slices.ContainsFunc(sizes, func(n int) bool { return n > 0 }) {
			return Nobody
		}
		return TooFew
	}
	if all[best].Mean == 0 {
		return NoSpread
	}
	for i, s := range all {
		if !show[i] {
			continue
		}
		m := Mean{Sample: s, Ratio: s.Mean / all[best].Mean}
		m.Gap, m.Judged = stats.Welch(s, all[best])
		switch {
		case i == best:
			m.Verdict = Best
		case m.Judged && m.Gap.Holds(0), !m.Judged && m.Gap.Point == 0:
			m.Verdict = NoDifference
		case m.Judged:
			m.Verdict = WorseOff
		}
		set(i, m)
	}
	return ""
}
