package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/assign"
)

// edited is one edit of a solution that is kept the best.
type edited struct {
	Kind    string  `json:"kind"`
	Seconds float64 `json:"seconds"`
	Read    int64   `json:"read"` // pairs of a matrix
}

// editor makes edits of every kind, each at a place that dice choose, one after the other on the same solution.
type editor struct {
	in   *assign.Instance
	live *assign.Live
	dice splitmix
	made []edited

	forbidden [][2]int
	left      [2][]int // rows and columns that left
}

// edit makes n edits of each kind, or fewer where so many would leave little of the instance. Then it checks the solution
// against its proof, and against one from the start.
func edit(ctx context.Context, in *assign.Instance, n int) (measured, error) {
	live, err := assign.NewLive(ctx, in, assign.Options{})
	if err != nil {
		return measured{}, err
	}
	live.Reads()
	e := &editor{in: in, live: live, dice: 77}
	for range max(1, min(n, in.Rows/20, in.Cols/20)) {
		for _, kind := range []func(e *editor, row, col int) error{(*editor).forbid, (*editor).reprice, (*editor).lock, (*editor).reseat, (*editor).row, (*editor).col} {
			row, col := e.pair()
			if row < 0 {
				return measured{}, errors.New("no pair is left to edit")
			}
			if err := kind(e, row, col); err != nil {
				return measured{}, err
			}
		}
	}
	r, err := live.Result(ctx)
	if err != nil {
		return measured{}, err
	}
	now := live.Instance()
	if err := assign.Verify(now, r); err != nil {
		return measured{}, err
	}
	cold, err := assign.Solve(ctx, now)
	if err != nil {
		return measured{}, err
	}
	if cold.Matched != live.Matched() || cold.Cost != live.Cost() {
		return measured{}, fmt.Errorf("after the edits there are %d pairs at %d, solved from the start %d at %d", live.Matched(), live.Cost(), cold.Matched, cold.Cost)
	}
	m := measured{Matched: r.Matched, Cost: r.Cost, Edits: e.made}
	for _, x := range e.made {
		m.Times = append(m.Times, x.Seconds)
	}
	return m, nil
}

func (e *editor) timed(kind string, do func() error) error {
	begin := time.Now()
	err := do()
	e.made = append(e.made, edited{kind, time.Since(begin).Seconds(), e.live.Reads()})
	if err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	return nil
}

// pair gives a row of the instance that has a column of the instance, and that column; a row of -1 when there is none.
func (e *editor) pair() (row, col int) {
	start := e.dice.n(e.in.Rows)
	for k := range e.in.Rows {
		row = (start + k) % e.in.Rows
		if col = e.live.Mate(row); col >= 0 && col < e.in.Cols {
			return row, col
		}
	}
	return -1, -1
}

// other gives a column that a row may use and does not have.
func (e *editor) other(row int) (col int, found bool) {
	pairs := e.ofRow(row)
	start := e.dice.n(max(len(pairs), 1))
	for k := range pairs {
		col = pairs[(start+k)%len(pairs)].With
		if col != e.live.Mate(row) && !slices.Contains(e.forbidden, [2]int{row, col}) {
			return col, true
		}
	}
	return 0, false
}

// ofRow gives the pairs of a row with the columns that are still there, at the costs they began with.
func (e *editor) ofRow(row int) (pairs []assign.Pair) {
	for j := range e.in.Cols {
		if e.in.RowStart != nil { // only those that are listed
			break
		}
		pairs = e.add(pairs, row, j, 1, j)
	}
	if e.in.RowStart != nil {
		for _, j := range e.in.Col[e.in.RowStart[row]:e.in.RowStart[row+1]] {
			pairs = e.add(pairs, row, int(j), 1, int(j))
		}
	}
	return pairs
}

// ofCol gives the pairs of a column with the rows that are still there.
func (e *editor) ofCol(col int) (pairs []assign.Pair) {
	for i := range e.in.Rows {
		pairs = e.add(pairs, i, col, 0, i)
	}
	return pairs
}

// add adds a pair, if it is allowed, as the one with its row (side 0) or its column (side 1), if that is still there.
func (e *editor) add(pairs []assign.Pair, row, col, side, with int) []assign.Pair {
	if cost, allowed := e.in.CostOf(row, col); allowed && !slices.Contains(e.left[side], with) {
		pairs = append(pairs, assign.Pair{With: with, Cost: cost})
	}
	return pairs
}

// forbid takes the column from a row that has it.
func (e *editor) forbid(row, col int) error {
	e.forbidden = append(e.forbidden, [2]int{row, col})
	return e.timed("forbid a chosen pair", func() error { return e.live.Forbid(row, col) })
}

// reprice makes a pair that was chosen the dearest of its row, and another one cheap.
func (e *editor) reprice(row, col int) error {
	var dear int32
	for _, p := range e.ofRow(row) {
		dear = max(dear, p.Cost)
	}
	if err := e.timed("make a chosen pair dear", func() error { return e.live.SetCost(row, col, dear) }); err != nil {
		return err
	}
	col, found := e.other(row)
	if !found {
		return nil
	}
	return e.timed("make another pair cheap", func() error { return e.live.SetCost(row, col, 0) })
}

// lock locks a pair that was not chosen, and lets it go.
func (e *editor) lock(row, _ int) error {
	col, found := e.other(row)
	if !found {
		return nil
	}
	if err := e.timed("lock another pair", func() error { return e.live.Lock(row, col) }); err != nil {
		return err
	}
	return e.timed("unlock it", func() error { return e.live.Unlock(row) })
}

// reseat gives a column that is in use a seat more, and takes it away.
func (e *editor) reseat(_, col int) error {
	seats := e.seats(col)
	if err := e.timed("a seat more", func() error { return e.live.SetCapacity(col, seats+1) }); err != nil {
		return err
	}
	return e.timed("a seat fewer", func() error { return e.live.SetCapacity(col, seats) })
}

func (e *editor) seats(col int) int {
	if e.in.Capacity == nil {
		return 1
	}
	return e.in.Capacity[col]
}

// row lets a row leave, and one with the same pairs come.
func (e *editor) row(row, _ int) error {
	pairs := e.ofRow(row)
	e.left[0] = append(e.left[0], row)
	if err := e.timed("a row leaves", func() error { return e.live.RemoveRow(row) }); err != nil {
		return err
	}
	return e.timed("a row comes", func() error { _, err := e.live.AddRow(pairs, 0); return err })
}

// col lets a column leave, and one with the same pairs come.
func (e *editor) col(_, col int) error {
	pairs := e.ofCol(col)
	e.left[1] = append(e.left[1], col)
	if err := e.timed("a column leaves", func() error { return e.live.RemoveCol(col) }); err != nil {
		return err
	}
	return e.timed("a column comes", func() error { _, err := e.live.AddCol(e.seats(col), 0, pairs, 0); return err })
}
