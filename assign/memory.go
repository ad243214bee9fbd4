package assign

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// ErrMemory is wrapped by the error for an instance that could need more memory than Options.MaxMemory.
var ErrMemory = errors.New("assign: could need too much memory")

// Memory bounds how many bytes solving may take beside the instance.
func (in *Instance) Memory(o Options) int64 {
	rows, cols, pairs := int64(in.Rows), int64(in.Cols), int64(in.Pairs())
	listed := pairs
	if !in.listed() {
		listed = min(pairs, rows*int64(coreWidth)*4)
	}
	bytes := 400*(rows+cols) + 64*listed
	if !in.listed() {
		tight := max(int64(tightLeast), pairs/int64(tightShare))
		bytes += pairs/8 + 32*tight + min(int64(threadsOf(o.Threads)), rows/readChunk+1)*(64*readChunk*cols/8+4*readBlock)
	}
	if o.Objective == Fair {
		bytes += 16*listed + 64*(rows+cols)
	}
	return bytes
}

func (in *Instance) checkMemory(o Options) error {
	if need := in.Memory(o); o.MaxMemory > 0 && need > o.MaxMemory {
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
