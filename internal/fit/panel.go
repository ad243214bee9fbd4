package fit

import (
	"context"
	"fmt"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/org"
)

// panel is the problem of co-mentors. Rows are all mentees. Columns are the mentors, and after them one for each partner that a mentee
// has for certain, by a lock or from before: a column of that mentee's alone, which must be used and costs nothing. So a mentee
// who has somebody already does not come before one who has nobody.
type panel struct {
	assign.Panel
	tally map[Rule]int
	locks [][]int32 // per mentee
	own   []int     // per mentee: columns of its own
}

func (d *deck) panel(m marked) panel {
	mentors, mentees := len(d.mentors), len(d.mentees)
	p := panel{tally: map[Rule]int{}, locks: make([][]int32, mentees), own: make([]int, mentees)}
	in := &assign.Instance{Rows: mentees, Capacity: make([]int, mentors), Minimum: make([]int, mentors), RowStart: []int{0}}
	p.Instance, p.Demand = in, make([]int, mentees)
	for j := range d.mentors {
		in.Capacity[j] = d.pool.Free(d.mentors[j].seat) - m.taken[int32(j)]
	}
	for i := range int32(mentees) {
		locks := m.locksOf(i)
		p.locks[i] = locks
		seat := d.mentees[i].seat
		if rest := d.pool.Free(seat) - len(locks); rest > 0 {
			p.own[i] = d.pool.Taken[seat.ID] + len(locks)
			p.Demand[i] = rest + p.own[i]
		}
		for j := range int32(mentors) {
			if rule := d.without(j, i, m); rule != "" {
				p.tally[rule]++
			} else if !slices.Contains(locks, j) {
				in.Col = append(in.Col, j)
				in.Cost = append(in.Cost, int32(Full-d.score(j, i)))
			}
		}
		for range p.own[i] {
			in.Col = append(in.Col, int32(len(in.Capacity)))
			in.Cost = append(in.Cost, 0)
			in.Capacity, in.Minimum = append(in.Capacity, 1), append(in.Minimum, 1)
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	in.Cols = len(in.Capacity)
	return p
}

// solvePanel finds mentors for mentees who may have several: as many as possible get one before anybody gets two, and among those
// solutions the most points. It is exact, and the proof is checked before it returns.
func (d *deck) solvePanel(ctx context.Context, m marked) (Outcome, error) {
	p := d.panel(m)
	res, err := assign.SolvePanel(ctx, &p.Panel)
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: solve the panel: %w", err)
	}
	if err := assign.VerifyPanel(&p.Panel, res); err != nil {
		return Outcome{}, fmt.Errorf("matching: the proof of the panel does not hold: %w", err)
	}
	out := Outcome{Proof: Proof{Rows: res.U, Cols: res.V, Aim: MostPoints, Weight: res.Weight}}
	s := Summary{Mentors: len(d.mentors), Mentees: len(d.mentees), Funnel: counts(p.tally), Aim: MostPoints, Blocking: Uncounted}
	s.Allowed = s.Possible()
	for _, f := range s.Funnel {
		s.Allowed -= f.Count
	}
	for k, c := range d.criteria {
		if d.of[k] > 0 {
			s.Of = append(s.Of, Share{Criterion: c, Of: d.of[k]})
		}
	}
	s.Weightless = len(s.Of) == 0
	used := make([]int, len(d.mentors))
	for i := range int32(len(d.mentees)) {
		mates := slices.Clone(p.locks[i])
		for _, j := range res.Mates[i] {
			if int(j) < len(d.mentors) {
				mates = append(mates, j)
			}
		}
		slices.Sort(mates)
		asked, wished := false, false
		for _, j := range mates {
			x := d.pair(j, i)
			x.Locked = slices.Contains(p.locks[i], j)
			s.add(x)
			out.Pairs = append(out.Pairs, x)
			used[j]++
			got, any := wish(&d.mentees[i], d.mentors[j].person)
			asked, wished = asked || any, wished || got > 0
			if a, b := d.mentees[i].unit, d.mentors[j].unit; a >= 0 && b >= 0 && a != b {
				s.Across++
			}
		}
		if len(mates) > 0 {
			s.Served++
		}
		s.Asked, s.Wished = s.Asked+one(asked), s.Wished+one(wished)
	}
	for j := range d.mentors {
		s.Places += d.pool.Free(d.mentors[j].seat)
	}
	out.Summary = s
	out.Left = append(d.leftOfPanel(p, m, res), d.leftMentors(task{}, m, used)...)
	return out, nil
}

// add counts one more pair.
func (s *Summary) add(x Pair) {
	s.Matched++
	s.Locked += one(x.Locked)
	s.Total += x.Score
	if s.Matched == 1 || x.Score < s.Lowest {
		s.Lowest = x.Score
	}
	for k, share := range x.Shares {
		s.Of[k].Got += share.Got
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// leftOfPanel says why mentees have no mentor at all. Who has one and might have had two is not left.
func (d *deck) leftOfPanel(p panel, m marked, res *assign.PanelResult) []Left {
	var out []Left
	for _, short := range res.Short {
		if short.Row < 0 || short.Has > 0 || len(p.locks[short.Row]) > 0 {
			continue
		}
		i := int32(short.Row)
		l := Left{Seat: d.mentees[i].seat.ID, Role: org.Mentee}
		switch rule := d.waits(&d.mentees[i]); {
		case rule != "":
			l.Cause, l.Rule = Aside, rule
		case short.Cause == assign.FewPartners:
			l.Cause, l.Rules = NoPartner, d.tally(i, m)
		default:
			// Rows with a partner for certain have the columns of their own for that, on both sides of the count.
			l.Cause = AllFull
			for _, r := range short.Rows {
				l.Rivals += one(p.own[r] == 0)
			}
			for _, c := range short.Cols {
				if c < len(d.mentors) && p.Capacity[c] > 0 {
					l.Partners++
					l.Places += p.Capacity[c]
				}
			}
		}
		out = append(out, l)
	}
	return out
}

// tally counts the rules that keep a mentee from mentors.
func (d *deck) tally(mentee int32, m marked) []RuleCount {
	tally := map[Rule]int{}
	for j := range int32(len(d.mentors)) {
		tally[d.without(j, mentee, m)]++
	}
	return counts(tally)
}

// locksOf lists the mentors that a mentee is locked to.
func (m marked) locksOf(mentee int32) []int32 {
	first, any := m.locked[mentee]
	if !any {
		return nil
	}
	return append([]int32{first}, m.more[mentee]...)
}
