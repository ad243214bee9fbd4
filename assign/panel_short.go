package assign

import "context"

// asks is a demand, cut down to one more than can ever be met: so a sum of them is small however great the numbers given.
func (p *Panel) asks(i int) int { return min(p.demand(i), p.Cols+1) }

// needs is the same for the minimum of a column.
func (p *Panel) needs(j int) int { return min(p.minimum(j), p.Rows+1) }

// explain names the rows and the columns that fall short.
func (p *Panel) explain(ctx context.Context, l *panelPairs, r *PanelResult) error {
	users := usersOf(r.Mates, p.Cols)
	asks, needs := make([]int, p.Rows), make([]int, p.Cols)
	seats := make([]int, p.Cols)
	shortRow, shortCol := false, false
	for i := range asks {
		asks[i] = p.asks(i)
		shortRow = shortRow || len(r.Mates[i]) < asks[i]
	}
	for j := range needs {
		needs[j], seats[j] = p.needs(j), p.seats(j)
		shortCol = shortCol || len(users[j]) < needs[j]
	}
	if shortRow {
		c := crowd{panelPairs: l, uses: r.Mates, users: users, wants: asks, seats: seats, levels: true}
		if err := c.explain(ctx); err != nil {
			return err
		}
		for _, s := range c.explains {
			s.Want, s.Col = p.demand(s.Row), -1
			r.Short = append(r.Short, s)
		}
	}
	if shortCol {
		c := crowd{panelPairs: turned(l), uses: users, users: r.Mates, wants: needs, seats: asks}
		if err := c.explain(ctx); err != nil {
			return err
		}
		for _, s := range c.explains {
			s.Want, s.Row, s.Col = p.minimum(s.Row), -1, s.Row
			s.Rows, s.Cols = s.Cols, s.Rows
			r.Short = append(r.Short, s)
		}
	}
	return nil
}

func usersOf(mates [][]int32, cols int) [][]int32 {
	users := make([][]int32, cols)
	for i, m := range mates {
		for _, j := range m {
			users[j] = append(users[j], int32(i))
		}
	}
	return users
}
