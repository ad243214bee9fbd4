package fit

import (
	"cmp"
	"context"
	"fmt"
	"math"
	sets "math/bits"
	"slices"
	"sync"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// In the stable aim a mentee would rather have those whom they asked for, in their order, and then everybody else by points, the most
// first; equal points are a tie. A mentor ranks mentees the same way. So ranks are whole numbers, less is better: the place of a wish,
// or unasked and what is missing to full.
const unasked = 1 << 16

// stableMost is up to how many allowed pairs a market is made of: each takes 20 bytes, and sorting them takes time.
var stableMost = 1 << 26

// rank is how one of the two ranks the other.
func rank(c *card, person int32, missing int) int32 {
	if place, asked := c.wishes[person]; asked {
		return int32(min(place, unasked-1))
	}
	return int32(unasked + missing)
}

// stable solves for the stable aim. The people stand in the market in the order of their seats' ids, so that the order of the pool makes
// no difference.
func (d *deck) stable(ctx context.Context, m marked, o Options) (Outcome, error) {
	t, err := d.problemWith(ctx, m, o)
	if err != nil {
		return Outcome{}, err
	}
	if pairs := t.allowed(); pairs > stableMost {
		return Outcome{}, fault.New(fault.Invalid, "solving.stable_too_large", "n", pairs, "most", stableMost)
	}
	o.begin(Pairing)
	rows, cols := byKey(t.in.RowKeys), byKey(t.in.ColKeys)
	market := t.market(d, rows, cols)
	res, err := assign.SolveStable(ctx, market, assign.StableOptions{})
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: solve: %w", err)
	}
	o.begin(Proving)
	if err := assign.VerifyStable(market, res); err != nil {
		return Outcome{}, fmt.Errorf("matching: the proof does not hold: %w", err)
	}
	o.begin(Explaining)
	back := &assign.Result{Mate: make([]int32, t.in.Rows), Matched: res.Matched}
	for k, row := range rows {
		if back.Mate[row] = -1; res.Mate[k] >= 0 {
			back.Mate[row] = cols[res.Mate[k]]
		}
	}
	for row, j := range back.Mate {
		if j < 0 {
			back.Unmatched = append(back.Unmatched, t.rejected(row))
		}
	}
	t.stable = &assign.StableResult{UpperBound: res.UpperBound, CoverRows: make([]bool, t.in.Rows), CoverCols: make([]bool, t.in.Cols)}
	for k, row := range rows {
		t.stable.CoverRows[row] = res.CoverRows[k]
	}
	for k, col := range cols {
		t.stable.CoverCols[col] = res.CoverCols[k]
	}
	out := d.outcome(t, m, back)
	return out, ctx.Err()
}

// byKey lists rows or columns by their keys.
func byKey(keys []int64) []int32 {
	out := make([]int32, len(keys))
	for k := range out {
		out[k] = int32(k)
	}
	slices.SortFunc(out, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	return out
}

// allowed is how many pairs no rule keeps apart.
func (t task) allowed() int {
	n := t.in.Rows * t.in.Cols
	for _, apart := range t.tally {
		n -= apart
	}
	return n
}

// rejected says of a mentee in a stable solution whom they might have had.
func (t task) rejected(row int) assign.Unmatched {
	u := assign.Unmatched{Row: row, Cause: assign.NoPartner, Instead: -1}
	w := t.scorer.worker()
	defer t.scorer.back(w)
	kept := t.scorer.fence(w, t.rows[row])
	for k := range kept {
		for free := t.scorer.fences.all[k] &^ kept[k]; free != 0; free &= free - 1 {
			u.Cols = append(u.Cols, 64*k+sets.TrailingZeros64(free))
			u.Cause = assign.AllFull
		}
	}
	return u
}

// market lists all allowed pairs with both ranks; rows and cols say in which order.
func (t task) market(d *deck, rows, cols []int32) *assign.Market {
	m := &assign.Market{Rows: t.in.Rows, Cols: t.in.Cols, Capacity: make([]int, t.in.Cols), RowStart: make([]int, 1, t.in.Rows+1)}
	for k, col := range cols {
		m.Capacity[k] = t.in.Capacity[col]
	}
	pairs := max(t.allowed(), 0)
	m.Col, m.RowRank, m.ColRank = make([]int32, 0, pairs), make([]int32, 0, pairs), make([]int32, 0, pairs)
	costs := make([]int32, t.in.Cols)
	w := t.scorer.worker()
	defer t.scorer.back(w)
	for _, row := range rows {
		mentee := t.rows[row]
		n := &d.mentees[mentee]
		t.scorer.costs(mentee, 0, costs)
		for k, col := range cols {
			cost := costs[col]
			if cost == assign.NotAllowed {
				continue
			}
			mentor := &d.mentors[col]
			m.Col = append(m.Col, int32(k))
			m.RowRank = append(m.RowRank, rank(n, mentor.person, int(cost)))
			m.ColRank = append(m.ColRank, rank(mentor, n.person, int(cost)))
		}
		m.RowStart = append(m.RowStart, len(m.Col))
	}
	return m
}

// blocking counts the pairs who would both rather have each other than what mate (mentee -> mentor) gives them, as assign.Market does,
// without a list of all pairs. Who is locked together takes no part. In pools so large that costs are computed, one more reading of all
// pairs would be dear: they are Uncounted.
func (t task) blocking(d *deck, m marked, mate []int32) int {
	if t.scorer == nil || t.quick || t.in.Implicit != nil {
		return Uncounted
	}
	seats := slices.Clone(t.in.Capacity)
	worst := make([]int32, len(d.mentors)) // what a mentor must beat; all are welcome while a place is free
	own := make([]int32, len(d.mentees))
	for i, j := range mate {
		own[i] = math.MaxInt32
		if _, locked := m.locked[int32(i)]; locked || j < 0 {
			continue
		}
		missing := Full - d.score(j, int32(i))
		own[i] = rank(&d.mentees[i], d.mentors[j].person, missing)
		worst[j] = max(worst[j], rank(&d.mentors[j], d.mentees[i].person, missing))
		seats[j]--
	}
	for j := range worst {
		switch {
		case seats[j] > 0:
			worst[j] = math.MaxInt32
		case t.in.Capacity[j] == 0:
			worst[j] = 0
		}
	}
	wishes := newWishIndex(d)
	total := 0
	var mu sync.Mutex
	_ = each(t.ctx, len(t.rows), Options{}, func(next func() (int, bool)) {
		costs, n := make([]int32, len(d.mentors)), 0
		for row, ok := next(); ok; row, ok = next() {
			i := t.rows[row]
			if own[i] == 0 { // the first wish came true
				continue
			}
			t.scorer.costs(i, 0, costs)
			for _, j := range wishes.between(i) { // few
				if cost := costs[j]; cost != assign.NotAllowed {
					if rank(&d.mentees[i], d.mentors[j].person, int(cost)) < own[i] && rank(&d.mentors[j], d.mentees[i].person, int(cost)) < worst[j] {
						n++
					}
					costs[j] = assign.NotAllowed
				}
			}
			n += better(costs, worst, own[i])
		}
		mu.Lock()
		defer mu.Unlock()
		total += n
	})
	return total
}

// better counts the pairs without a wish that both sides would rather have.
func better(costs, worst []int32, own int32) int {
	n := 0
	worst = worst[:len(costs)]
	most := own - unasked // may be far below 0: then nobody without a wish will do
	if most <= 0 {
		return 0
	}
	for j, c := range costs {
		if c < most && c < worst[j]-unasked && c != assign.NotAllowed {
			n++
		}
	}
	return n
}

// wishIndex finds who has asked for whom.
type wishIndex struct {
	d         *deck
	askedBy   map[int32][]int32 // person -> mentors who asked for them
	mentorsOf map[int32][]int32
}

func newWishIndex(d *deck) wishIndex {
	x := wishIndex{d: d, askedBy: map[int32][]int32{}, mentorsOf: make(map[int32][]int32, len(d.mentors))}
	for j := range d.mentors {
		m := &d.mentors[j]
		x.mentorsOf[m.person] = append(x.mentorsOf[m.person], int32(j))
		for person := range m.wishes {
			x.askedBy[person] = append(x.askedBy[person], int32(j))
		}
	}
	return x
}

// between gives the mentors whom a mentee asked for or who asked for them, perhaps some of them twice.
func (x wishIndex) between(mentee int32) []int32 {
	n := &x.d.mentees[mentee]
	by := x.askedBy[n.person]
	if len(n.wishes) == 0 {
		return by
	}
	out := slices.Clone(by)
	for person := range n.wishes {
		out = append(out, x.mentorsOf[person]...)
	}
	return out
}
