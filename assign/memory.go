package assign

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// ErrMemory is wrapped by the error for an instance that could need more memory than Options.MaxMemory.
var ErrMemory = errors.New("assign: could need too much memory")

// Memory is how many bytes may be in use at one time, beside the instance, while it is solved; the collector of garbage lets a
// heap grow beyond what is in use (see debug.SetMemoryLimit). Of a matrix or an implicit instance it counts no more than
// 96 pairs per row as listed. More may matter, above all to a fair solution; then, with MaxMemory, the work ends with ErrMemory
// as soon as that shows.
func (in *Instance) Memory(o Options) int64 {
	listed := in.Pairs()
	if !in.listed() {
		listed = min(listed, in.Rows*coreWidth*4)
	}
	return in.memory(o, listed)
}

func (in *Instance) memory(o Options, listed int) int64 {
	rows, cols, pairs := int64(in.Rows), int64(in.Cols), int64(in.Pairs())
	bytes := 400*(rows+cols) + 64*int64(listed)
	if !in.listed() {
		tight := max(int64(tightLeast), pairs/int64(tightShare))
		bytes += pairs/8 + 32*tight + min(int64(threadsOf(o.Threads)), rows/readChunk+1)*(64*readChunk*cols/8+4*readBlock)
	}
	if o.Objective == Fair {
		bytes += 128*int64(listed) + 64*(rows+cols)
	}
	return bytes
}

func (in *Instance) checkMemory(o Options) error { return o.allow(in.Memory(o)) }

// room says whether so many pairs may be listed.
func (s *solver) room(listed int) error { return s.o.allow(s.in.memory(s.o, listed)) }

func (o Options) allow(need int64) error {
	if o.MaxMemory > 0 && need > o.MaxMemory {
		return fmt.Errorf("%w: up to %d bytes, at most %d wanted", ErrMemory, need, o.MaxMemory)
	}
	return nil
}

// mostThreads is how many goroutines read at most, whatever is asked for.
const mostThreads = 256

func threadsOf(n int) int { return min(max(n, 1), mostThreads) }

// budget is a number of things that several goroutines take from.
type budget struct {
	left atomic.Int64
}

func newBudget(n int) *budget {
	b := &budget{}
	b.left.Store(int64(n))
	return b
}

func (b *budget) take(n int)  { b.left.Add(-int64(n)) }
func (b *budget) spent() bool { return b.left.Load() < 0 }
