package stats

// part is a run of units shown as one. aside: the unit outside the order is in it; with from -1 it is alone in it.
type part struct {
	from, to int
	aside    bool
}

// division is the parts in order; a part of the ones aside comes last.
type division []part

// divide finds the division with most parts in which every part may be shown in every class. Between two with as many, the one that
// keeps the highest values apart is taken.
func (t table) divide() (division, bool) {
	if t.aside < 0 {
		return t.runs(len(t.who), -1)
	}
	if t.fit(t.aside) {
		if d, ok := t.runs(t.aside, -1); ok {
			return append(d, part{from: -1, to: -1, aside: true}), true
		}
	}
	return t.runs(t.aside, t.home)
}

// runs divides the first units in order; a part that holds home takes the ones aside too (home -1: none does).
func (t table) runs(units, home int) (division, bool) {
	type step struct {
		parts int // most parts of the units before this one; -1: cannot be done
		last  part
	}
	best := make([]step, units+1)
	for to := 1; to <= units; to++ {
		best[to].parts = -1
		for from := to - 1; from >= 0; from-- {
			p := part{from: from, to: to - 1, aside: home >= from && home < to}
			if best[from].parts >= 0 && best[from].parts+1 > best[to].parts && t.fit(t.units(p)...) {
				best[to] = step{best[from].parts + 1, p}
			}
		}
	}
	if best[units].parts < 0 {
		return nil, false
	}
	d := make(division, best[units].parts)
	for at, i := units, len(d)-1; at > 0; i-- {
		d[i] = best[at].last
		at = d[i].from
	}
	return d, true
}

func (t table) units(p part) []int {
	var out []int
	if p.from >= 0 {
		for u := p.from; u <= p.to; u++ {
			out = append(out, u)
		}
	}
	if p.aside {
		out = append(out, t.aside)
	}
	return out
}

// by makes a table whose units are the parts of a division.
func (t table) by(d division) table {
	out := table{classes: t.classes, aside: -1, home: -1}
	for i, p := range d {
		who := make([]people, t.classes)
		n := make([]int, t.classes)
		for c := range t.classes {
			for _, u := range t.units(p) {
				who[c] = join(who[c], t.who[u][c])
				n[c] += t.n[u][c]
			}
		}
		out.who, out.n = append(out.who, who), append(out.n, n)
		switch {
		case p.from < 0:
			out.aside = i
		case p.from <= t.home && t.home <= p.to:
			out.home = i
		}
	}
	return out
}

// by tells the division d in the units that the table had before it was made by d.
func (d division) by(coarser division) division {
	var out division
	for _, c := range coarser {
		if c.from < 0 {
			out = append(out, part{-1, -1, true})
			continue
		}
		p := part{d[c.from].from, d[c.to].to, c.aside}
		for _, fine := range d[c.from : c.to+1] {
			p.aside = p.aside || fine.aside
		}
		out = append(out, p)
	}
	return out
}

// cells writes the counts of one class; the table's units are the parts of d.
func (t table) cells(class int, d division) []Cell {
	out := make([]Cell, 0, len(d))
	for i, p := range d {
		if p.from < 0 && t.n[i][class] == 0 {
			continue
		}
		out = append(out, Cell{From: p.from, To: p.to, Aside: p.aside, Count: t.n[i][class]})
	}
	return out
}
