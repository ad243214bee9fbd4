package fit

import (
	"errors"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
)

// proven holds a recorded result against its recorded proof, without solving anything. That pairs are stable is seen when they are
// found again.
func proven(pool Pool, rules Rules, marks []Mark, recorded result, proof Proof) error {
	if rules.Aim == StableWants || rules.Shape.Grouped() || rules.Shape.Mentors() > 1 {
		return nil
	}
	d := opened(pool, rules)
	m, err := d.mark(marks)
	if err != nil {
		return err
	}
	t := d.problem(m)
	row, column := map[string]int{}, map[string]int32{}
	for k, i := range t.rows {
		row[d.mentees[i].seat.ID] = k
	}
	for j := range d.mentors {
		column[d.mentors[j].seat.ID] = int32(j)
	}
	mate := slices.Repeat([]int32{-1}, len(t.rows))
	locks := 0
	for _, p := range recorded.Pairs {
		j, known := column[p.Mentor]
		k, free := row[p.Mentee]
		switch {
		case p.Locked:
			if i, locked := d.menteeAt(p.Mentee); !known || !locked || m.locked[i] != j {
				return errors.New("fit: a pair is said to be locked and is not")
			}
			locks++
			continue
		case !known || !free || mate[k] >= 0:
			return errors.New("fit: a pair of people who are not free in the pool")
		}
		if d.without(j, t.rows[k], m) != "" {
			return errors.New("fit: a pair of people whom a rule keeps apart")
		}
		mate[k] = j
	}
	if locks != len(m.locked) {
		return errors.New("fit: a lock without a pair")
	}
	if err := proof.fits(len(t.rows), len(d.mentors)); err != nil {
		return err
	}
	return assign.Verify(&t.in, proof.Result(&t.in, mate))
}

// fits refuses a proof about people who are not there.
func (p Proof) fits(rows, cols int) error {
	within := func(n int, on ...[]int) bool {
		for _, list := range on {
			if slices.ContainsFunc(list, func(k int) bool { return k < 0 || k >= n }) {
				return false
			}
		}
		return true
	}
	ok := within(rows, p.ShortRows, p.CoverRows) && within(cols, p.ShortCols, p.CoverCols)
	for _, l := range p.Levels {
		ok = ok && within(rows, l.ShortRows, l.StarvedRows) && within(cols, l.ShortCols, l.StarvedCols) && len(l.Rows) == rows && len(l.Cols) == cols
	}
	if !ok {
		return errors.New("fit: a proof about somebody who is not there")
	}
	return nil
}
