package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
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
	Times   []float64 `json:"times"` // seconds; of a child, the certificate pass included
	RSS     int64     `json:"rss"`   // bytes at most, with the instance

	// Of edits, and of an implicit instance.
	Reads   []float64 `json:"reads,omitempty"`   // readings of all pairs, per edit
	Pricing []float64 `json:"pricing,omitempty"` // seconds of the readings
}

// child solves one instance in a process of its own, so that memory is its alone.
type child struct {
	File    string `arg:"" optional:""`
	Runs    int    `default:"5"`
	Threads int    `default:"1"`
	Edits   int    `help:"Time so many edits instead."`
	Rows    int    `help:"Solve an implicit instance of so many rows instead."`
	Cols    int
}

func (c *child) Run() error {
	debug.SetGCPercent(15) // a matrix is cheap to skip, and garbage as large as it would hide what we need

	out, err := c.measure(context.Background())
	if err != nil {
		return err
	}
	out.RSS = peak()
	return json.NewEncoder(os.Stdout).Encode(out)
}

func (c *child) measure(ctx context.Context) (measured, error) {
	if c.Rows > 0 {
		return c.solve(ctx, implicit(c.Rows, c.Cols))
	}
	f, err := os.Open(c.File)
	if err != nil {
		return measured{}, err
	}
	in, err := assign.ReadMBN(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return measured{}, err
	}
	if c.Edits > 0 {
		return c.edits(ctx, in)
	}
	return c.solve(ctx, in)
}

func (c *child) solve(ctx context.Context, in *assign.Instance) (measured, error) {
	var m measured
	for range c.Runs {
		begin, stage, reading := time.Now(), time.Now(), false
		pricing := 0.0
		r, err := assign.SolveWith(ctx, in, assign.Options{Threads: c.Threads, Progress: func(p assign.Progress) {
			if p.Done == 0 {
				if reading {
					pricing += time.Since(stage).Seconds()
				}
				stage, reading = time.Now(), p.Phase == assign.Pricing
			}
		}})
		if err != nil {
			return m, err
		}
		verify := time.Now()
		if err := assign.VerifyWith(in, r, c.Threads); err != nil {
			return m, err
		}
		m.Times = append(m.Times, time.Since(begin).Seconds())
		m.Pricing = append(m.Pricing, pricing+time.Since(verify).Seconds())
		m.Matched, m.Cost = r.Matched, r.Cost
	}
	return m, nil
}

// edits forbids pairs of the solution, lowers and raises costs, locks and unlocks, and gives and takes seats, one after the
// other, and checks the last solution against its proof.
func (c *child) edits(ctx context.Context, in *assign.Instance) (measured, error) {
	var m measured
	l, err := assign.NewLive(ctx, in, assign.Options{})
	if err != nil {
		return m, err
	}
	l.Reads()
	r := splitmix(77)
	all := float64(in.Rows) * float64(in.Cols)
	timed := func(edit func() error) error {
		begin := time.Now()
		err := edit()
		m.Times = append(m.Times, time.Since(begin).Seconds())
		m.Reads = append(m.Reads, float64(l.Reads())/all)
		return err
	}
	for k := 0; len(m.Times) < c.Edits; k++ {
		row, col := r.n(in.Rows), r.n(in.Cols)
		mate := l.Mate(row)
		var err error
		switch {
		case k%4 == 0 && mate >= 0:
			err = timed(func() error { return l.Forbid(row, mate) })
		case k%4 == 1 && mate >= 0:
			lo, _, rangeErr := l.Range(row, mate)
			err = errors.Join(rangeErr, timed(func() error { return l.SetCost(row, mate, int32(max(lo, 100))) })) //nolint:gosec // a cost
		case k%4 == 2 && mate >= 0:
			err = errors.Join(timed(func() error { return l.Lock(row, mate) }), timed(func() error { return l.Unlock(row) }))
		case k%4 == 3:
			err = errors.Join(timed(func() error { return l.SetCapacity(col, 2) }), timed(func() error { return l.SetCapacity(col, 1) }))
		}
		if err != nil {
			return m, err
		}
	}
	res, err := l.Result(ctx)
	if err != nil {
		return m, err
	}
	m.Matched, m.Cost = res.Matched, res.Cost
	return m, assign.Verify(l.Instance(), res)
}

// peak is the most memory that this process has had, 0 where the system does not say.
func peak() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10
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
	return s[len(s)/2]
}

func megabytes(b int64) string { return fmt.Sprintf("%.0f MB", float64(b)/1e6) }

func seconds(s float64) string {
	switch {
	case s < 1e-3:
		return fmt.Sprintf("%.3g µs", s*1e6)
	case s < 1:
		return fmt.Sprintf("%.3g ms", s*1e3)
	}
	return fmt.Sprintf("%.3g s", s)
}
