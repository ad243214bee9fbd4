package fit

import (
	"errors"

	"github.com/mentorskab/mentorskab/assign"
)

// proven holds a recorded result against its recorded proof, without solving anything. A result for another aim than the most points is
// proven by being solved again.
func proven(pool Pool, rules Rules, marks []Mark, recorded result, proof Proof) error {
	if rules.Aim != "" && rules.Aim != MostPoints {
		return nil
	}
	d := prepare(pool.open(), rules)
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
	res := &assign.Result{Mate: make([]int32, len(t.rows)), U: proof.Rows, V: proof.Cols}
	for k := range res.Mate {
		res.Mate[k] = -1
	}
	locks := 0
	for _, p := range recorded.Pairs {
		j, known := column[p.Mentor]
		k, free := row[p.Mentee]
		switch {
		case p.Locked:
			if i, locked := d.place(p.Mentee); !known || !locked || m.locked[i] != j {
				return errors.New("fit: a pair is said to be locked and is not")
			}
			locks++
			continue
		case !known || !free || res.Mate[k] >= 0:
			return errors.New("fit: a pair of people who are not free in the pool")
		}
		res.Mate[k] = j
		res.Matched++
		res.Cost += int64(Full - d.score(j, t.rows[k]))
	}
	if locks != len(m.locked) {
		return errors.New("fit: a lock without a pair")
	}
	for k, j := range res.Mate {
		if j < 0 {
			res.Unmatched = append(res.Unmatched, assign.Unmatched{Row: k})
		}
	}
	if res.ShortRows, err = flags(len(t.rows), proof.ShortRows); err != nil {
		return err
	}
	if res.ShortCols, err = flags(len(d.mentors), proof.ShortCols); err != nil {
		return err
	}
	if (res.ShortRows == nil) != (res.ShortCols == nil) { // a side may be empty, and is then not written
		res.ShortRows, res.ShortCols = orNone(res.ShortRows, len(t.rows)), orNone(res.ShortCols, len(d.mentors))
	}
	return assign.Verify(&t.in, res)
}

// place finds a mentee in the deck.
func (d *deck) place(menteeSeat string) (int32, bool) {
	for i := range d.mentees {
		if d.mentees[i].seat.ID == menteeSeat {
			return int32(i), true
		}
	}
	return 0, false
}

func flags(n int, on []int) ([]bool, error) {
	if len(on) == 0 {
		return nil, nil
	}
	out := make([]bool, n)
	for _, i := range on {
		if i < 0 || i >= n {
			return nil, errors.New("fit: a proof about somebody who is not there")
		}
		out[i] = true
	}
	return out, nil
}

func orNone(set []bool, n int) []bool {
	if set == nil {
		return make([]bool, n)
	}
	return set
}
