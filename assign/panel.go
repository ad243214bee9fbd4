package assign

import (
	"errors"
	"fmt"
)

// Panel is an instance in which a row may want several different columns, as a mentee does who meets a panel of mentors.
// A pair is used at most once, and a column takes no more rows than it has seats.
type Panel struct {
	*Instance

	Demand []int // per row: how many different columns it wants; nil means one each
}

// What can be wrong with a Panel beside its Instance.
var (
	ErrDemand = errors.New("assign: negative demand")
)

// PanelResult is an optimal solution of a Panel together with the proof that it is one, which VerifyPanel checks. No row
// has more columns than it wants. Of all such solutions
//
//   - it has the most pairs;
//   - they are spread as evenly as possible: for every k, the sum over the rows of "its columns, but at most k" is the
//     greatest there is, so that as many rows as possible have one column, then as many as possible two, and so on;
//   - the minimums are served as far as possible: the sum over the columns of "its rows, but at most its minimum" is the
//     greatest there is, and if all minimums can be reached at all, they are;
//   - and of those that do all this it has the least total cost.
//
// The first three are never at odds: each is as great as it would be if it were the only aim (see panelWeight).
type PanelResult struct {
	Mates [][]int32 // per row: its columns, ascending
	Pairs int       // how many pairs there are
	Cost  int64     // the sum of their costs

	// The proof. Weight is what a step towards the aims above counts for against costs, more than any exchange of pairs can
	// save. U and V are dual values of rows and columns and contain it.
	Weight int64
	U, V   []int64

	// The rows that have fewer columns than they want and then the columns that have fewer rows than their minimum, each
	// ascending.
	Short []Shortfall
}

// ShortCause says why a row of a panel has too few columns, or a column too few rows.
type ShortCause uint8

// The causes of a Shortfall.
const (
	FewPartners ShortCause = iota + 1 // it has every partner it may have, and these are fewer than it wants
	Crowded                           // its partners serve others who may use few others
)

func (c ShortCause) String() string {
	switch c {
	case FewPartners:
		return "too few allowed partners"
	case Crowded:
		return "partners taken by others"
	}
	return "unknown cause"
}

// Shortfall explains one row that has fewer columns than it wants, or one column that has fewer rows than its minimum.
// What is said of it holds for every solution, not for this one only.
//
// For a row: Rows holds it and Cols all columns that these rows may use. These give the rows of the set at most Seats
// seats, counted for each column as its capacity or the number of rows of the set that may use it, whichever is less. The rows
// want Wanted, which is more. If Each is not 0, even that is said of modest demands, cut down to Each columns per row,
// one more than this row has: so some row of the set must stay below Each.
//
// For a column it is the other way round: Cols holds it and Rows all rows that may use these columns; they come at most
// Seats times, counted for each row as its demand or the number of columns of the set that it may use. The columns should
// have Wanted rows by their minimums, which is more.
//
// Shortfalls may share Rows and Cols; do not change them.
type Shortfall struct {
	Row, Col  int // the one that falls short; the other is -1
	Has, Want int
	Cause     ShortCause

	Rows, Cols    []int
	Each          int
	Wanted, Seats int64
}

// Check says whether the panel is well formed: beside the errors of Instance.Check there are ErrDemand for a demand
// below 0 and ErrMinimum for a minimum below 0 or above the capacity.
func (p *Panel) Check() error {
	if p == nil || p.Instance == nil {
		return fmt.Errorf("%w: no panel", ErrShape)
	}
	if err := p.Instance.Check(); err != nil {
		return err
	}
	if p.Demand != nil && len(p.Demand) != p.Rows {
		return fmt.Errorf("%w: %d demands for %d rows", ErrShape, len(p.Demand), p.Rows)
	}
	for i, d := range p.Demand {
		if d < 0 {
			return fmt.Errorf("%w: row %d wants %d columns", ErrDemand, i, d)
		}
	}
	return nil
}

// demand is how many columns row i wants, as given.
func (p *Panel) demand(i int) int {
	if p.Demand == nil {
		return 1
	}
	return p.Demand[i]
}
