package assign

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// What is in use at one time stays below what Memory says.
func TestEveryFormMemory(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	r := rng(80)
	n := 900
	if testing.Short() {
		n = 300
	}
	refused := 0
	for range draws(30) {
		in, form := drawEvery(&r, n, n)
		for _, o := range []Options{{}, {Threads: 2}, {Objective: Fair}} {
			o.MaxMemory = in.Memory(o)
			used, err := inUse(t, in, o)
			if err != nil {
				if refused++; !errors.Is(err, ErrMemory) || in.listed() {
					t.Error(err)
				}
			}
			if used > o.MaxMemory {
				t.Errorf("%s, %d x %d, %s, %d threads, capacities %t, minimums %t: %d bytes in use, Memory says %d, error %v",
					formNames[form], in.Rows, in.Cols, o.Objective, o.Threads, in.Capacity != nil, in.Minimum != nil, used, o.MaxMemory, err)
			}
		}
	}
	if refused > draws(30) {
		t.Errorf("%d refused when the work had begun", refused)
	}
}

// inUse looks again and again at how much memory is in use while an instance is solved, and gives the most that it saw.
func inUse(t *testing.T, in *Instance, o Options) (int64, error) {
	t.Helper()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	now := func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
	runtime.GC()
	before, most := now(), int64(0)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(100 * time.Microsecond):
				most = max(most, now()-before)
			}
		}
	}()
	_, err := SolveWith(context.Background(), in, o)
	close(stop)
	<-stopped
	return most, err
}
