package fit

import (
	"context"
	"slices"
)

// Sizes lets tests use small pools for what is meant for large ones.
func Sizes(list, matrix, fine int) (restore func()) {
	l, m, f := listMost, matrixMost, fineFair
	listMost, matrixMost, fineFair = list, matrix, fine
	return func() { listMost, matrixMost, fineFair = l, m, f }
}

// PairRows are the costs of all pairs as the definitions give them, pair by pair, and how many each rule keeps apart. -1 is kept apart.
func PairRows(pool Pool, rules Rules, marks []Mark) (rows [][]int32, tally map[Rule]int, err error) {
	d := prepare(pool.open(), rules)
	m, err := d.mark(marks)
	if err != nil {
		return nil, nil, err
	}
	tally = map[Rule]int{}
	for i := range int32(len(d.mentees)) {
		row := make([]int32, len(d.mentors))
		for j := range int32(len(d.mentors)) {
			row[j] = int32(Full - d.score(j, i))
			if rule := d.without(j, i, m); rule != "" {
				row[j] = -1
				tally[rule]++
			}
		}
		rows = append(rows, row)
	}
	return rows, tally, nil
}

// FastRows are the same as whole rows give them, each mentee asked in the parts that cuts name.
func FastRows(pool Pool, rules Rules, marks []Mark, cuts []int) (rows [][]int32, tally map[Rule]int, err error) {
	d := prepare(pool.open(), rules)
	m, err := d.mark(marks)
	if err != nil {
		return nil, nil, err
	}
	s := d.scorer(m)
	var n tallies
	for i := range int32(len(d.mentees)) {
		row := make([]int32, len(d.mentors))
		at := 0
		for _, cut := range append(slices.Clone(cuts), len(row)) {
			if cut = min(cut, len(row)); cut > at {
				s.costs(i, at, row[at:cut])
				at = cut
			}
		}
		narrow := make([]int16, len(row))
		w := s.worker()
		s.row16(w, i, narrow, hole16)
		s.fences.row(i, w.fence, &n, nil)
		w.row = -1
		s.back(w)
		for j, c := range row {
			if c == 1<<31-1 {
				row[j] = -1
			}
			if narrow[j] != int16(row[j]) && (row[j] != -1 || narrow[j] != hole16) {
				row[j] = -2 // the two forms differ
			}
		}
		rows = append(rows, row)
	}
	tally = map[Rule]int{}
	for k, rule := range HardRules {
		if n[k] > 0 {
			tally[rule] = n[k]
		}
	}
	return rows, tally, nil
}

// Plain lists the criteria and rules that are scored pair by pair.
func Plain(pool Pool, rules Rules) (out []string) {
	d := prepare(pool, rules)
	l := lines{d: d}
	for i, c := range Criteria {
		if _, slow := l.of(i).(plain); slow {
			out = append(out, string(c))
		}
	}
	for _, r := range HardRules {
		if !slices.Contains(fenceRules, r) {
			out = append(out, string(r))
		}
	}
	return out
}

// Blocking solves and counts the blocking pairs of the solution twice: as the outcome does, and by a market of all pairs.
func Blocking(ctx context.Context, pool Pool, rules Rules, marks []Mark) (out Outcome, listed int, err error) {
	if out, err = Solve(ctx, pool, rules, marks); err != nil {
		return out, 0, err
	}
	d := prepare(pool.open(), rules)
	m, err := d.mark(marks)
	if err != nil {
		return out, 0, err
	}
	t := d.problem(m)
	rows, cols := make([]int32, t.in.Rows), make([]int32, t.in.Cols)
	for k := range rows {
		rows[k] = int32(k)
	}
	for k := range cols {
		cols[k] = int32(k)
	}
	mate := make([]int32, t.in.Rows)
	for row, i := range t.rows {
		mate[row] = -1
		for _, p := range out.Pairs {
			if p.Mentee == d.mentees[i].seat.ID {
				mate[row] = int32(slices.IndexFunc(d.mentors, func(c card) bool { return c.seat.ID == p.Mentor }))
			}
		}
	}
	return out, t.market(d, rows, cols).Blocking(mate), nil
}
