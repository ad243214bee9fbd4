package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/assign"
)

// measured is what a child or a peer prints.
type measured struct {
	Matched int       `json:"matched"`
	Cost    int64     `json:"cost"`
	Times   []float64 `json:"times"` // seconds; ours with the check of the proof
	RSS     float64   `json:"rss"`   // bytes of the process at most, with the instance in it

	Build []float64 `json:"build,omitempty"` // of a peer: seconds to bring the instance into its form, which its times leave out

	// Of ours.
	Mates   string    `json:"mates,omitempty"`   // stands for who has whom
	Pairs   int64     `json:"pairs,omitempty"`   // of the instance
	Pricing []float64 `json:"pricing,omitempty"` // seconds of reading all pairs, within the times
	Edits   []edited  `json:"edits,omitempty"`
}

func (m measured) time() float64 { return median(m.Times) }

// gcPercent is how much garbage may pile up, as a share of what is in use, before Go collects it: less than by default, because a matrix that is
// in use would allow as much garbage as it is large. It costs time, which the times hold.
const gcPercent = 15

// solveAlone solves one instance in a process of its own, so that the memory is its alone, with as many processors as it has threads, so that not
// even the collector of garbage works beside it.
func solveAlone(ctx context.Context, args []string, w io.Writer) error {
	f := flag.NewFlagSet("child", flag.ContinueOnError)
	runs := f.Int("runs", 5, "")
	threads := f.Int("threads", 1, "")
	edits := f.Int("edits", 0, "make so many edits of each kind instead")
	rows := f.Int("rows", 0, "of an implicit instance, instead of a file")
	cols := f.Int("cols", 0, "")
	if err := f.Parse(args); err != nil {
		return err
	}
	runtime.GOMAXPROCS(*threads)
	debug.SetGCPercent(gcPercent)
	in, err := load(f.Arg(0), *rows, *cols)
	if err != nil {
		return err
	}
	var m measured
	if *edits > 0 {
		m, err = edit(ctx, in, *edits)
	} else {
		m, err = solve(ctx, in, *runs, *threads)
	}
	if err != nil {
		return err
	}
	m.RSS, m.Pairs = peak(), int64(in.Pairs())
	return json.NewEncoder(w).Encode(m)
}

// load reads a file, which brings a matrix into the narrowest of its types, or draws an implicit instance.
func load(name string, rows, cols int) (*assign.Instance, error) {
	if rows > 0 {
		return pool(rows, cols), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	in, err := assign.ReadMBN(f)
	return in, errors.Join(err, f.Close())
}

func solve(ctx context.Context, in *assign.Instance, runs, threads int) (measured, error) {
	var m measured
	for range runs {
		var p pricing
		begin := time.Now()
		r, err := assign.SolveWith(ctx, in, assign.Options{Threads: threads, Progress: p.progress})
		if err != nil {
			return m, err
		}
		if err := assign.VerifyWith(in, r, threads); err != nil {
			return m, err
		}
		m.Times = append(m.Times, time.Since(begin).Seconds())
		m.Pricing = append(m.Pricing, p.spent.Seconds())
		mates := hash(r.Mate)
		if m.Mates != "" && m.Mates != mates {
			return m, errors.New("solved again, it comes out differently")
		}
		m.Matched, m.Cost, m.Mates = r.Matched, r.Cost, mates
	}
	return m, nil
}

// pricing adds up how long all pairs were read for such as would do better.
type pricing struct {
	phase assign.Phase
	since time.Time
	spent time.Duration
}

func (p *pricing) progress(now assign.Progress) {
	if now.Done > 0 { // within a phase
		return
	}
	if p.phase == assign.Pricing {
		p.spent += time.Since(p.since)
	}
	p.phase, p.since = now.Phase, time.Now()
}

func hash(mates []int32) string {
	h := fnv.New64a()
	_ = binary.Write(h, binary.LittleEndian, mates) // a hash takes everything
	return fmt.Sprintf("%016x", h.Sum64())
}

// peak is the most memory that this process has had, as Linux counts it; 0 where the system does not say.
func peak() float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			if f := strings.Fields(rest); len(f) > 0 {
				kb, _ := strconv.ParseFloat(f[0], 64) // as the kernel writes it
				return kb * 1024
			}
		}
	}
	return 0
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := slices.Clone(x)
	slices.Sort(s)
	return (s[len(s)/2] + s[(len(s)-1)/2]) / 2
}

// span says between which the times are.
func span(times []float64) string {
	if len(times) == 0 {
		return "none"
	}
	return seconds(slices.Min(times)) + " to " + seconds(slices.Max(times))
}
