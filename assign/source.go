package assign

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
)

// source reads the pairs of an instance that does not list them: of a matrix, or of a function. What it gives depends
// only on the instance, however many threads read.
type source struct {
	in      *Instance
	threads int
	extent  int64 // see extent
	report  func(done int)
	reads   atomic.Int64 // pairs read so far
	outside atomic.Bool  // a cost came that is not between Least and Most
}

// Where costs and dual values are all within narrowLimit, 32 bits are enough for what is computed from them.
const (
	narrowLimit  = 1 << 28
	narrowBarred = 1 << 30 // instead of barred
	narrowHole   = 1 << 29 // instead of NotAllowed
)

const (
	readBlock = 4096 // pairs of an implicit instance that are computed at a time
	readChunk = 32   // rows that a thread takes at a time
)

// newSource gives nil where the pairs are listed.
func newSource(ctx context.Context, in *Instance, threads int) (*source, error) {
	s := &source{in: in, threads: threadsOf(threads)}
	switch {
	case in.Dense8 != nil:
		s.extent = math.MaxUint8
	case in.Dense16 != nil:
		s.extent = math.MaxInt16
	case in.Dense != nil:
		var all atomic.Int32
		err := s.each(ctx, func(_ *reader, i int) {
			all.Or(extent(in.Dense[i*in.Cols:(i+1)*in.Cols], math.MaxInt32, in.Holes))
		})
		s.extent = int64(all.Load())
		return s, err
	case in.Implicit != nil:
		s.extent = max(int64(in.Implicit.Most), -int64(in.Implicit.Least)-1, 0)
	default:
		return nil, nil
	}
	return s, nil
}

// reader is what one thread reads with.
type reader struct {
	buf  []int32
	hits []hit
}

// each calls do for every row, in as many threads as the source has, and stops early when ctx ends.
func (s *source) each(ctx context.Context, do func(w *reader, row int)) error {
	return s.chunks(ctx, func(w *reader, lo, hi int) {
		for i := lo; i < hi; i++ {
			do(w, i)
		}
	})
}

func (s *source) chunks(ctx context.Context, do func(w *reader, lo, hi int)) error {
	var next, done atomic.Int64
	rows := s.in.Rows
	var report sync.Mutex
	work := func() {
		var w reader
		for ctx.Err() == nil {
			lo := int(next.Add(readChunk)) - readChunk
			if lo >= rows {
				return
			}
			hi := min(lo+readChunk, rows)
			do(&w, lo, hi)
			n := done.Add(int64(hi - lo))
			if s.report != nil && report.TryLock() {
				s.report(int(n))
				report.Unlock()
			}
		}
	}
	var group sync.WaitGroup
	for range min(s.threads, max(rows/readChunk, 1)) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	s.reads.Add(int64(rows) * int64(s.in.Cols))
	return s.err(ctx)
}

// parts calls do for every number below n, in as many threads as the source has; each reads one row.
func (s *source) parts(n int, do func(w *reader, k int)) {
	var next atomic.Int64
	work := func() {
		var w reader
		for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
			do(&w, k)
		}
	}
	var group sync.WaitGroup
	for range min(s.threads, n/readChunk+1) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
	s.reads.Add(int64(n) * int64(s.in.Cols))
}

// costOf gives the cost of a pair, and whether it is allowed.
func (s *source) costOf(i, j int32) (int32, bool) {
	in, k := s.in, int(i)*s.in.Cols+int(j)
	switch {
	case in.Dense8 != nil:
		return int32(in.Dense8[k]), !in.Holes || in.Dense8[k] != math.MaxUint8
	case in.Dense16 != nil:
		return int32(in.Dense16[k]), !in.Holes || in.Dense16[k] != math.MaxInt16
	case in.Dense != nil:
		return in.Dense[k], !in.Holes || in.Dense[k] != math.MaxInt32
	}
	var c [1]int32
	in.Implicit.Costs(int(i), int(j), c[:])
	return c[0], c[0] != NotAllowed
}

// prices are dual values of the columns in the type that a reading computes with.
type prices struct {
	narrow []int32
	wide   []int64
}

// prices prepares V for readings in which no dual value of a row is beyond most.
func (s *source) prices(v []int64, most int64) prices {
	fits := s.extent < narrowLimit && most <= narrowLimit
	for _, x := range v {
		if x > narrowLimit && x != barred || x < -narrowLimit && x != -barred {
			fits = false
		}
	}
	if !fits {
		return prices{wide: v}
	}
	p := prices{narrow: make([]int32, len(v))}
	for j, x := range v {
		p.narrow[j] = int32(min(max(x, -narrowBarred), narrowBarred))
	}
	return p
}

// scan appends the pairs of row i with cost-v at most u.
func (s *source) scan(w *reader, i int, v prices, u int64, hits []hit) []hit {
	in := s.in
	if in.skipped(i) {
		return hits
	}
	lo, hi := i*in.Cols, (i+1)*in.Cols
	switch {
	case in.Dense8 != nil && v.wide == nil:
		return scan(in.Dense8[lo:hi], v.narrow, int32(u), 0, math.MaxUint8, in.Holes, hits)
	case in.Dense16 != nil && v.wide == nil:
		return scan(in.Dense16[lo:hi], v.narrow, int32(u), 0, math.MaxInt16, in.Holes, hits)
	case in.Dense != nil && v.wide == nil:
		return scan(in.Dense[lo:hi], v.narrow, int32(u), 0, math.MaxInt32, in.Holes, hits)
	case in.Dense8 != nil:
		return scan(in.Dense8[lo:hi], v.wide, u, 0, math.MaxUint8, in.Holes, hits)
	case in.Dense16 != nil:
		return scan(in.Dense16[lo:hi], v.wide, u, 0, math.MaxInt16, in.Holes, hits)
	case in.Dense != nil:
		return scan(in.Dense[lo:hi], v.wide, u, 0, math.MaxInt32, in.Holes, hits)
	}
	s.blocks(w, i, 0, in.Cols, v.wide == nil, func(first int, costs []int32) {
		if v.wide == nil {
			hits = scan(costs, v.narrow[first:first+len(costs)], int32(u), first, narrowHole, true, hits)
		} else {
			hits = scan(costs, v.wide[first:first+len(costs)], u, first, NotAllowed, true, hits)
		}
	})
	return hits
}

// shortest fills a shortlist with the pairs of row i where cost-v is least, and at most top. Reading begins at a column of
// the row's own, so that rows to which many pairs are the same do not all list the same ones.
func (s *source) shortest(w *reader, i int, v prices, top int64, list *shortlist) {
	in := s.in
	list.pairs = list.pairs[:0]
	if in.Cols == 0 || in.skipped(i) {
		return
	}
	start := int(uint64(uint32(i)*0x9E3779B1) * uint64(in.Cols) >> 32)
	for _, part := range [2][2]int{{start, in.Cols}, {0, start}} {
		if in.Implicit != nil {
			s.blocks(w, i, part[0], part[1], v.wide == nil, func(first int, costs []int32) {
				if v.wide == nil {
					shortest(costs, v.narrow[first:first+len(costs)], int32(min(top, narrowBarred+narrowLimit)), first, narrowHole, true, list)
				} else {
					shortest(costs, v.wide[first:first+len(costs)], top, first, NotAllowed, true, list)
				}
			})
			continue
		}
		lo, hi := i*in.Cols+part[0], i*in.Cols+part[1]
		if v.wide == nil {
			p, top := v.narrow[part[0]:part[1]], int32(min(top, narrowBarred+narrowLimit))
			switch {
			case in.Dense8 != nil:
				shortest(in.Dense8[lo:hi], p, top, part[0], math.MaxUint8, in.Holes, list)
			case in.Dense16 != nil:
				shortest(in.Dense16[lo:hi], p, top, part[0], math.MaxInt16, in.Holes, list)
			default:
				shortest(in.Dense[lo:hi], p, top, part[0], math.MaxInt32, in.Holes, list)
			}
			continue
		}
		p := v.wide[part[0]:part[1]]
		switch {
		case in.Dense8 != nil:
			shortest(in.Dense8[lo:hi], p, top, part[0], math.MaxUint8, in.Holes, list)
		case in.Dense16 != nil:
			shortest(in.Dense16[lo:hi], p, top, part[0], math.MaxInt16, in.Holes, list)
		default:
			shortest(in.Dense[lo:hi], p, top, part[0], math.MaxInt32, in.Holes, list)
		}
	}
}

// least lowers v to the costs of row i where they are less.
func (s *source) least(w *reader, i int, v []int64) {
	in := s.in
	if in.skipped(i) {
		return
	}
	lo, hi := i*in.Cols, (i+1)*in.Cols
	switch {
	case in.Dense8 != nil:
		least(in.Dense8[lo:hi], v, math.MaxUint8, in.Holes)
	case in.Dense16 != nil:
		least(in.Dense16[lo:hi], v, math.MaxInt16, in.Holes)
	case in.Dense != nil:
		least(in.Dense[lo:hi], v, math.MaxInt32, in.Holes)
	default:
		s.blocks(w, i, 0, in.Cols, false, func(first int, costs []int32) { least(costs, v[first:first+len(costs)], NotAllowed, true) })
	}
}

// blocks computes the costs of row i of an implicit instance in the columns from lo to below hi, a block at a time.
func (s *source) blocks(w *reader, i, lo, hi int, narrow bool, use func(first int, costs []int32)) {
	if w.buf == nil {
		w.buf = make([]int32, min(readBlock, s.in.Cols))
	}
	for ; lo < hi; lo += readBlock {
		costs := w.buf[:min(readBlock, hi-lo)]
		s.in.Implicit.Costs(i, lo, costs)
		s.check(costs, narrow)
		use(lo, costs)
	}
}

// check holds costs that were computed against what was said of them.
func (s *source) check(costs []int32, narrow bool) {
	least, most := s.in.Implicit.Least, s.in.Implicit.Most
	hole := int32(NotAllowed)
	if narrow {
		hole = narrowHole
	}
	span := uint32(most) - uint32(least) // one comparison says that a cost is within, and nearly all are
	for k, c := range costs {
		if uint32(c)-uint32(least) > span {
			if c != NotAllowed {
				s.outside.Store(true)
			}
			costs[k] = hole
		}
	}
}

// err says what went wrong while reading.
func (s *source) err(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.outside.Load() {
		return fmt.Errorf("%w: a cost is not from %d to %d", ErrCost, s.in.Implicit.Least, s.in.Implicit.Most)
	}
	return nil
}
