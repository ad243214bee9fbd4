package assign

import "slices"

// VerifyPanel checks that a result is a solution of the panel and that its proof holds: that no solution does better by any of
// the aims of PanelResult. It reads each allowed pair twice and shares nothing with the solver but how pairs are listed. Its
// errors wrap ErrProof.
// What it checks is, with a column of number k worth Weight times (most - k + 1) to a row, where most is the greatest
// number of columns that a row wants and may use, and a row worth Weight to a column up to its minimum and nothing beyond:
//
//	the cost of a chosen pair is at most U+V, that of any other allowed pair at least U+V;
//	U of a row is at most the worth of the last column it has, and at least that of one more, if it wants one more;
//	V of a column is at most the worth of the last row it has, and at least that of one more, if it has a seat left;
//	Weight is greater than any exchange of pairs can change the cost.
//
// The first three prove that no solution has less cost, less what its pairs are worth: U and V of a row and a column
// count as often as it has pairs, and each line says that what another solution has more or less of is no gain. Why the
// last makes all aims come before cost, panelWeight says.
//
// Of Short it checks which rows and columns are listed, and that each set proves what is said of it.
func VerifyPanel(p *Panel, r *PanelResult) error {
	if err := p.Check(); err != nil {
		return err
	}
	if r == nil || len(r.Mates) != p.Rows || len(r.U) != p.Rows || len(r.V) != p.Cols {
		return unproven("result of another size")
	}
	tooGreat := func(x int64) bool { return x > dualBound || x < -dualBound }
	if slices.ContainsFunc(r.U, tooGreat) || slices.ContainsFunc(r.V, tooGreat) {
		return unproven("dual value out of bounds")
	}
	c := panelCheck{Panel: p, list: listPairs(p.Instance), r: r, usable: make([]int, p.Rows), usableCol: make([]int, p.Cols), load: make([]int, p.Cols)}
	if err := c.weigh(); err != nil {
		return err
	}
	for i := range p.Rows {
		if err := c.row(i); err != nil {
			return err
		}
	}
	if c.pairs != r.Pairs || c.cost != r.Cost {
		return unproven("%d pairs at %d in all, not %d at %d", c.pairs, c.cost, r.Pairs, r.Cost)
	}
	for j := range p.Cols {
		if err := c.column(j); err != nil {
			return err
		}
	}
	return c.shortfalls()
}

// panelCheck is the work of VerifyPanel.
type panelCheck struct {
	*Panel
	list *panelPairs
	r    *PanelResult

	usable    []int // per row: columns with a seat that it may use
	usableCol []int // per column: rows that want something and may use it
	most      int   // the greatest number of columns that a row wants and may use
	load      []int // per column: its rows

	pairs int
	cost  int64
}

// weigh reads the pairs for what the weight must outweigh.
func (c *panelCheck) weigh() error {
	var lo, hi int64
	some := false
	for i := range c.Rows {
		c.list.each(i, func(j, cost int32) {
			if x := int64(cost); !some {
				lo, hi, some = x, x, true
			} else {
				lo, hi = min(lo, x), max(hi, x)
			}
			if c.seats(int(j)) > 0 {
				c.usable[i]++
			}
			if c.demand(i) > 0 {
				c.usableCol[j]++
			}
		})
		c.most = max(c.most, min(c.demand(i), c.usable[i]))
	}
	need := int64(min(c.Rows, c.Cols))*(hi-lo) + max(hi, -lo)
	if c.r.Weight <= need || c.r.Weight > dualBound/int64(c.most+2) {
		return unproven("weight %d, where exchanges can change the cost by %d and a row can have %d columns", c.r.Weight, need, c.most)
	}
	return nil
}

// row checks the pairs of a row, chosen or not, and its dual value.
func (c *panelCheck) row(i int) error {
	mates, u := c.r.Mates[i], c.r.U[i]
	has := 0
	var err error
	c.list.each(i, func(j, cost int32) {
		sum := u + c.r.V[j]
		if has < len(mates) && mates[has] == j {
			has++
			c.load[j]++
			c.cost += int64(cost)
			if int64(cost) > sum {
				err = unproven("the pair of row %d and column %d costs %d, more than %d", i, j, cost, sum)
			}
		} else if int64(cost) < sum {
			err = unproven("row %d does not have column %d, which costs %d, less than %d", i, j, cost, sum)
		}
	})
	c.pairs += has
	switch {
	case err != nil:
		return err
	case has < len(mates):
		return unproven("row %d has columns %v, of which %d is not allowed or not in order", i, mates, mates[has])
	case has > c.demand(i):
		return unproven("row %d has %d columns and wants %d", i, has, c.demand(i))
	case has > 0 && u > c.r.Weight*int64(c.most-has+1):
		return unproven("row %d has %d columns and U %d, which is too high", i, has, u)
	case has < min(c.demand(i), c.usable[i]) && u < c.r.Weight*int64(c.most-has):
		return unproven("row %d has %d columns and U %d, which is too low", i, has, u)
	}
	return nil
}

// column checks the load and the dual value of a column.
func (c *panelCheck) column(j int) error {
	n, v := c.load[j], c.r.V[j]
	worth := func(k int) int64 {
		if k <= c.minimum(j) {
			return c.r.Weight
		}
		return 0
	}
	switch {
	case n > c.seats(j):
		return unproven("column %d has %d seats and %d rows", j, c.seats(j), n)
	case n > 0 && v > worth(n):
		return unproven("column %d has %d rows and V %d, which is too high", j, n, v)
	case n < c.seats(j) && v < worth(n+1):
		return unproven("column %d has %d rows and V %d, which is too low", j, n, v)
	}
	return nil
}
