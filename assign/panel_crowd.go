package assign

import (
	"cmp"
	"context"
	"slices"
)

// crowd finds out why some rows have fewer columns than they want: the columns that the row may use but does not have are
// full, their rows may use others that are full, and so on; no row that this leads to can move out of the way. To
// explain columns it is used with rows and columns exchanged.
type crowd struct {
	*panelPairs
	uses, users [][]int32 // the columns of each row, and the rows of each column; ascending
	wants       []int     // per row, cut down as in Panel.asks
	seats       []int     // per column
	levels      bool      // no row of a set has more than one column more than the row it was found for

	seen     []bool // per row
	seenCol  []bool
	shared   []int // per column: how many rows of a set may use it
	steps    int   // pairs read
	explains []Shortfall
}

// crowdSteps times the size of the panel bounds the work and the memory of all sets together. The rows that are
// left then share one set.
const crowdSteps = 16

// explain names the rows that fall short, ascending.
func (c *crowd) explain(ctx context.Context) error {
	c.seen, c.seenCol, c.shared = make([]bool, c.rows), make([]bool, c.cols), make([]int, c.cols)
	var crowded []int32
	for i := range c.rows {
		has := len(c.uses[i])
		switch {
		case has >= c.wants[i]:
		case has == c.usable(i):
			c.name(FewPartners, []int32{int32(i)}, c.reach(int32(i)))
		default:
			crowded = append(crowded, int32(i))
		}
	}
	// A set found for a row will do for all others in it that have as many columns or more, so those with few come first.
	slices.SortStableFunc(crowded, func(a, b int32) int { return cmp.Compare(len(c.uses[a]), len(c.uses[b])) })
	limit := crowdSteps * (len(c.cost) + c.rows + c.cols)
	c.steps = 0
	for len(crowded) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		if c.steps > limit {
			c.levels = false
			c.name(Crowded, crowded, c.reach(crowded...))
			break
		}
		rows := c.reach(crowded[0])
		var of, left []int32
		for _, i := range crowded {
			if _, in := slices.BinarySearch(rows, int(i)); in {
				of = append(of, i)
			} else {
				left = append(left, i)
			}
		}
		c.steps += len(crowded)
		c.name(Crowded, of, rows)
		crowded = left
	}
	slices.SortFunc(c.explains, func(a, b Shortfall) int { return cmp.Compare(a.Row, b.Row) })
	return nil
}

// usable is how many columns with a seat a row may use.
func (c *crowd) usable(i int) int {
	n := 0
	for k := c.start[i]; k < c.start[i+1]; k++ {
		if c.seats[c.at(i, k)] > 0 {
			n++
		}
	}
	return n
}

// reach gives the rows that these lead to, themselves among them, ascending.
func (c *crowd) reach(from ...int32) []int {
	queue, cols := slices.Clone(from), []int32{}
	for _, i := range from {
		c.seen[i] = true
	}
	for n := 0; n < len(queue); n++ {
		i := int(queue[n])
		uses := c.uses[i]
		c.steps += c.start[i+1] - c.start[i] + 1
		for k := c.start[i]; k < c.start[i+1]; k++ {
			j := c.at(i, k)
			if len(uses) > 0 && uses[0] == j {
				uses = uses[1:]
				continue
			}
			if c.seenCol[j] {
				continue
			}
			c.seenCol[j] = true
			cols = append(cols, j)
			for _, other := range c.users[j] {
				if !c.seen[other] {
					c.seen[other] = true
					queue = append(queue, other)
				}
			}
		}
	}
	for _, j := range cols {
		c.seenCol[j] = false
	}
	rows := make([]int, len(queue))
	for n, i := range queue {
		rows[n] = int(i)
		c.seen[i] = false
	}
	slices.Sort(rows)
	return rows
}

// name says of some rows of a set why they fall short.
func (c *crowd) name(cause ShortCause, of []int32, rows []int) {
	cols, seats := c.count(rows)
	wanted := map[int]int64{} // for up to two sizes of modest demands
	for _, i := range of {
		s := Shortfall{Row: int(i), Has: len(c.uses[i]), Cause: cause, Rows: rows, Cols: cols, Seats: seats}
		if c.levels {
			s.Each = s.Has + 1
		}
		if _, ok := wanted[s.Each]; !ok {
			for _, i := range rows {
				wanted[s.Each] += int64(modest(c.wants[i], s.Each))
			}
		}
		s.Wanted = wanted[s.Each]
		c.explains = append(c.explains, s)
	}
}

// modest is a demand cut down to each, if that is not 0.
func modest(want, each int) int {
	if each > 0 {
		return min(want, each)
	}
	return want
}

// count gives the columns that the rows of a set may use, ascending, and how many seats they have for them.
func (c *crowd) count(rows []int) (cols []int, seats int64) {
	for _, i := range rows {
		for k := c.start[i]; k < c.start[i+1]; k++ {
			j := c.at(i, k)
			if c.shared[j] == 0 {
				cols = append(cols, int(j))
			}
			c.shared[j]++
		}
	}
	slices.Sort(cols)
	for _, j := range cols {
		seats += int64(min(c.seats[j], c.shared[j]))
		c.shared[j] = 0
	}
	return cols, seats
}
