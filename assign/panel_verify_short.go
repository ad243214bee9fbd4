package assign

import "slices"

// shortfalls checks that Short lists who falls short, with sets that prove it.
func (c *panelCheck) shortfalls() error {
	rows := shortCheck{
		panelPairs: c.list, usable: c.usable, want: c.demand, asks: c.asks, gives: c.seats,
		has: func(i int) int { return len(c.r.Mates[i]) },
	}
	left, err := rows.all(c.r.Short)
	if err != nil {
		return err
	}
	for j, n := range c.load {
		if n >= c.minimum(j) {
			continue
		}
		cols := shortCheck{
			panelPairs: turned(c.list), column: true, usable: c.usableCol, want: c.minimum, asks: c.needs, gives: c.asks,
			has: func(j int) int { return c.load[j] },
		}
		if left, err = cols.all(left); err != nil {
			return err
		}
		break
	}
	if len(left) > 0 {
		return unproven("row %d, column %d is listed as falling short and does not, or in another place", left[0].Row, left[0].Col)
	}
	return nil
}

// shortCheck checks what is said of the rows that fall short; or of the columns, with rows and columns exchanged.
type shortCheck struct {
	*panelPairs
	column bool

	usable          []int         // per row: partners that it may have
	has, want, asks func(int) int // per row: what it has, what it wants, and that cut down to what can be summed up
	gives           func(int) int // per column: seats

	shared []int // per column: rows of a set that may use it
	known  map[setKey]setCount
}

// setKey tells apart the sets that rows do not share.
type setKey struct {
	rows, cols   *int
	nRows, nCols int
	each         int
}

type setCount struct{ wanted, seats int64 }

// all checks that a list begins with all rows that fall short, and gives what comes after them.
func (c *shortCheck) all(list []Shortfall) ([]Shortfall, error) {
	c.shared, c.known = make([]int, c.cols), map[setKey]setCount{}
	for i := range c.rows {
		if c.has(i) >= c.want(i) {
			continue
		}
		if len(list) == 0 {
			return nil, unproven("number %d has %d of %d and is not listed as falling short", i, c.has(i), c.want(i))
		}
		if err := c.one(i, list[0]); err != nil {
			return nil, err
		}
		list = list[1:]
	}
	return list, nil
}

func (c *shortCheck) one(i int, s Shortfall) error {
	if c.column {
		s.Row, s.Col, s.Rows, s.Cols = s.Col, s.Row, s.Cols, s.Rows
	}
	has, cause := c.has(i), Crowded
	if has == c.usable[i] {
		cause = FewPartners
	}
	if s.Row != i || s.Col != -1 || s.Has != has || s.Want != c.want(i) || s.Cause != cause {
		return unproven("number %d has %d of %d, %v, and is listed as %+v", i, has, c.want(i), cause, s)
	}
	if s.Each != 0 && (c.column || s.Each != has+1) {
		return unproven("number %d has %d and a set for %d each", i, has, s.Each)
	}
	if _, ok := slices.BinarySearch(s.Rows, i); !ok {
		return unproven("number %d is not in the set that should explain it", i)
	}
	n, err := c.counted(s)
	if err != nil {
		return err
	}
	if n.wanted != s.Wanted || n.seats != s.Seats || n.wanted <= n.seats {
		return unproven("number %d has a set that wants %d and gets %d, not %d and %d", i, n.wanted, n.seats, s.Wanted, s.Seats)
	}
	return nil
}

// counted counts a set unless it is known from another row.
func (c *shortCheck) counted(s Shortfall) (setCount, error) {
	key := setKey{&s.Rows[0], nil, len(s.Rows), len(s.Cols), s.Each}
	if len(s.Cols) > 0 {
		key.cols = &s.Cols[0]
	}
	if n, ok := c.known[key]; ok {
		return n, nil
	}
	n, err := c.count(s)
	c.known[key] = n
	return n, err
}

// count counts what the rows of a set want and what the columns that they may use give, which must be just those named.
func (c *shortCheck) count(s Shortfall) (n setCount, err error) {
	last, used := -1, 0
	for _, i := range s.Rows {
		if i <= last || i >= c.rows {
			return n, unproven("a set names %d after %d, of %d", i, last, c.rows)
		}
		last = i
		n.wanted += int64(modest(c.asks(i), s.Each))
		for k := c.start[i]; k < c.start[i+1]; k++ {
			j := c.at(i, k)
			if c.shared[j]++; c.shared[j] == 1 {
				used++
			}
		}
	}
	if len(s.Cols) != used {
		return n, unproven("a set names %d partners and has %d", len(s.Cols), used)
	}
	for _, j := range s.Cols {
		if j < 0 || j >= c.cols || c.shared[j] == 0 { // 0 also where it was named before
			return n, unproven("a set names partner %d, which it has not or twice", j)
		}
		n.seats += int64(min(c.gives(j), c.shared[j]))
		c.shared[j] = 0
	}
	return n, nil
}
