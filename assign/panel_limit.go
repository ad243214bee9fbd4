package assign

import (
	"fmt"
	"math"
)

// panelLimits are the numbers of a panel, cut down to what can matter: no row can have more columns than it may use, nor
// a column more rows. So no sum of them is great, whatever numbers were given.
type panelLimits struct {
	want   []int32 // per row: most columns it can have, of those it wants
	seats  []int32 // per column: most rows it takes; 0 or up to one more than may use it
	least  []int32 // per column: rows it should have, at most its seats
	deep   int     // the greatest want: the number of levels
	weight int64
}

// limits computes the limits of a panel, with ErrTooLarge if sums of costs could overflow.
func (p *Panel) limits(l *panelPairs) (*panelLimits, error) {
	lim := &panelLimits{want: make([]int32, p.Rows), seats: make([]int32, p.Cols), least: make([]int32, p.Cols)}
	for j, d := range l.degrees() {
		lim.seats[j] = int32(min(p.seats(j), d+1))
		lim.least[j] = min(int32(min(p.minimum(j), d+1)), lim.seats[j])
	}
	for i := range p.Rows {
		usable := 0
		l.each(i, func(j, _ int32) {
			if lim.seats[j] > 0 {
				usable++
			}
		})
		lim.want[i] = int32(min(p.demand(i), usable))
		lim.deep = max(lim.deep, int(lim.want[i]))
	}
	var err error
	lim.weight, err = panelWeight(l, lim.deep)
	return lim, err
}

// panelWeight is what one step towards the aims that come before cost must count for so that no saving outweighs it.
//
// Each aim is a sum of min(x, k) over rows or of min(y, least) over columns, so all together count a whole number of steps.
// If a solution is not the best by steps, there is a better one; the difference of the two is made of simple rings of
// changes, each possible alone, and since the sums are concave at least one of the rings gains a step or more. Such a ring
// takes pairs in and out in turn, and touches every row and every column at most once; so with m the smaller number of the
// two, it changes the cost by at most m times the spread of costs and one cost more. The weight is 1 more than that: then
// a solution that is best by weight and cost together is first best by steps, and of those the cheapest.
//
// That the steps are best means that every single aim is: there is a solution in which all reach the greatest value that
// each has alone. The numbers of columns that rows can have at the same time are a polymatroid, so a solution
// that serves as many rows as possible with at most k columns each grows into one for k+1 in which no row has fewer, up to
// the most pairs; so do the numbers of rows of the columns from their minimums; and by Pym's theorem on linkages the rows'
// numbers of one solution and the columns' numbers of another are reached or passed together in a third.
func panelWeight(l *panelPairs, deep int) (int64, error) {
	most := int64(0)
	for _, c := range l.cost {
		most = max(most, int64(c), -int64(c))
	}
	weight := int64(min(l.rows, l.cols))*spread(l.cost) + most + 1 // at most 2^27 * 2^32 + 2^31 + 1
	if weight > math.MaxInt64/8/int64(deep+4) {
		return 0, fmt.Errorf("%w: costs that differ by %d, demands of %d and %d rows and columns", ErrTooLarge, spread(l.cost), deep, min(l.rows, l.cols))
	}
	return weight, nil
}

// worth is what the column of number k, from 1, counts for a row: one step for itself and one for each level above it.
func (lim *panelLimits) worth(k int) int64 { return lim.weight * int64(lim.deep-k+1) }
