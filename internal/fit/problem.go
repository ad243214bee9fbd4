package fit

import (
	"cmp"
	"context"
	"math"
	sets "math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/mentorskab/mentorskab/assign"
)

// Up to so many pairs an instance lists those that are allowed, which gives the best words about who is left; up to so many more it is
// a matrix of two bytes each, and above that costs are computed whenever they are asked for. The pairs that come out are the same.
var (
	listMost   = 1 << 20
	matrixMost = 1 << 27
)

// FineFair is up to how many mentees the aim that nobody is weak tells every hundredth of a point. It goes through the points level by
// level, and each level needs a proof of its own; of more mentees a level is a whole point.
const FineFair = 1000

var fineFair = FineFair

const coarse = 100

// hole16 marks who is kept away in a matrix.
const hole16 = math.MaxInt16

// task is the assignment problem: rows are the mentees that are not locked, columns all mentors.
type task struct {
	in    assign.Instance
	rows  []int32 // row -> mentee in the deck
	tally map[Rule]int
	aim   Aim
	grain int32 // hundredths of a point that a unit of cost is

	stable *assign.StableResult // of the stable aim: its bound, by row and column

	ctx     context.Context
	scorer  *scorer
	quick   bool     // pairs who would rather have each other are not counted
	reached []uint64 // mentors whom some mentee may have
}

// problem makes the task for as many threads as there are.
func (d *deck) problem(m marked) task {
	t, _ := d.problemWith(context.Background(), m, Options{}) // the one error there can be is that ctx ends
	return t
}

func (d *deck) problemWith(ctx context.Context, m marked, o Options) (task, error) {
	t := task{tally: map[Rule]int{}, ctx: ctx, scorer: d.scorer(m), aim: cmp.Or(d.rules.Aim, MostPoints), grain: 1}
	if t.aim == NoneWeak && len(d.mentees) > fineFair {
		t.grain = coarse
	}
	t.in.Cols = len(d.mentors)
	t.in.Capacity = make([]int, len(d.mentors))
	for j := range d.mentors {
		t.in.Capacity[j] = d.pool.Free(d.mentors[j].seat) - m.taken[int32(j)]
	}
	place := make([]int, len(d.mentees)) // mentee -> row; -1 for the locked
	for i := range int32(len(d.mentees)) {
		if _, locked := m.locked[i]; locked {
			place[i] = -1
			continue
		}
		place[i] = len(t.rows)
		t.rows = append(t.rows, i)
	}
	t.in.Rows = len(t.rows)
	t.in.ColKeys = seatOrder(d.mentors)
	all := seatOrder(d.mentees)
	t.in.RowKeys = make([]int64, t.in.Rows)
	for row, i := range t.rows {
		t.in.RowKeys[row] = all[i]
	}
	return t, t.fill(ctx, place, o)
}

// seatOrder numbers seats by their id: in what order a pool lists them makes no difference to who gets whom.
func seatOrder(cards []card) []int64 {
	order := make([]int32, len(cards))
	for k := range order {
		order[k] = int32(k)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(cards[a].seat.ID, cards[b].seat.ID) })
	keys := make([]int64, len(cards))
	for n, k := range order {
		keys[k] = int64(n)
	}
	return keys
}

// fill counts by rule and makes the costs.
func (t *task) fill(ctx context.Context, place []int, o Options) error {
	s, mentees, grain, cols := t.scorer, t.rows, t.grain, t.in.Cols
	var lists [][]listed
	var use func(w *worker, mentee int32, row int)
	switch pairs := t.in.Rows * cols; {
	case pairs <= listMost || o.listed:
		lists = make([][]listed, t.in.Rows)
		use = func(w *worker, mentee int32, row int) { lists[row] = s.list(w, mentee) }
	case pairs <= matrixMost:
		t.in.Holes, t.in.Dense16 = true, make([]int16, pairs)
		use = func(w *worker, mentee int32, row int) {
			out := t.in.Dense16[row*cols : (row+1)*cols]
			s.row16(w, mentee, out, hole16)
			round(out, grain)
		}
	default:
		t.in.Implicit = &assign.Implicit{Most: Full, Costs: func(row, lo int, out []int32) {
			if ctx.Err() != nil { // nobody wants to know any more: what reads on is soon done
				clear(out)
				return
			}
			s.costs(mentees[row], lo, out)
			round(out, grain)
		}}
	}
	t.reached = make([]uint64, (cols+63)/64)
	var mu sync.Mutex
	err := each(ctx, len(place), o, func(next func() (int, bool)) {
		w := s.worker()
		defer s.back(w)
		var n tallies
		reached := make([]uint64, len(t.reached))
		for i, ok := next(); ok; i, ok = next() {
			mentee := int32(i)
			s.fences.row(mentee, w.fence, &n, nil)
			w.row = mentee
			for k, kept := range w.fence {
				reached[k] |= s.fences.all[k] &^ kept
			}
			if use != nil && place[i] >= 0 {
				use(w, mentee, place[i])
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for k, rule := range HardRules {
			t.tally[rule] += n[k]
		}
		for k := range reached {
			t.reached[k] |= reached[k]
		}
	})
	if err != nil || lists == nil {
		return err
	}
	t.in.RowStart = make([]int, 1, t.in.Rows+1)
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	t.in.Col, t.in.Cost = make([]int32, 0, n), make([]int32, 0, n)
	for _, list := range lists {
		for _, p := range list {
			t.in.Col, t.in.Cost = append(t.in.Col, p.mentor), append(t.in.Cost, Coarse(p.cost, t.grain))
		}
		t.in.RowStart = append(t.in.RowStart, len(t.in.Col))
	}
	return nil
}

// round turns costs into whole grains.
func round[T int16 | int32](costs []T, grain int32) {
	if grain == 1 {
		return
	}
	for k, c := range costs {
		if c != hole16 && int32(c) != assign.NotAllowed {
			costs[k] = T(Coarse(int32(c), grain))
		}
	}
}

// listed is an allowed pair of a row.
type listed struct{ mentor, cost int32 }

// list gives the allowed pairs of a mentee.
func (s *scorer) list(w *worker, mentee int32) []listed {
	cols := len(s.d.mentors)
	sums := s.missing(w, mentee, 0, block*blocks(cols))
	kept := s.fence(w, mentee)
	n := 0
	for k := range kept {
		n += sets.OnesCount64(s.fences.all[k] &^ kept[k])
	}
	out := make([]listed, 0, n)
	for k := range kept {
		for free := s.fences.all[k] &^ kept[k]; free != 0; free &= free - 1 {
			j := 64*k + sets.TrailingZeros64(free)
			out = append(out, listed{int32(j), int32(sums.at(j))})
		}
	}
	return out
}

// each hands the numbers below n to as many goroutines as the options allow, and ends early with ctx.
func each(ctx context.Context, n int, o Options, work func(next func() (int, bool))) error {
	const chunk = 16
	var taken atomic.Int64
	var group sync.WaitGroup
	var reports sync.Mutex
	told := -1
	run := func() {
		k, end := 0, 0
		work(func() (int, bool) {
			if k == end {
				k = int(taken.Add(chunk)) - chunk
				end = min(k+chunk, n)
				if k >= n || ctx.Err() != nil {
					k, end = 0, 0
					return 0, false
				}
				if o.report != nil && reports.TryLock() {
					if k > told { // another may have taken a later part and been here first
						told = k
						o.report(float64(k) / float64(n))
					}
					reports.Unlock()
				}
			}
			k++
			return k - 1, true
		})
	}
	for range min(o.threads(), (n+chunk-1)/chunk) - 1 {
		group.Go(run)
	}
	run()
	group.Wait()
	return ctx.Err()
}
