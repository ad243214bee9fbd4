package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
)

// measured is what a child prints.
type measured struct {
	Times   []float64   `json:"times"` // seconds
	Matched int         `json:"matched"`
	Summary fit.Summary `json:"summary"`
	RSS     float64     `json:"rss"`  // bytes of the process at most
	Stop    float64     `json:"stop"` // seconds that the button which stops it takes
	CPU     []float64   `json:"cpu"`  // seconds of all processors together: hardly depends on what else runs
}

func (m measured) time() float64 { return median(m.Times) }

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	if len(s) == 0 {
		return 0
	}
	return (s[len(s)/2] + s[(len(s)-1)/2]) / 2
}

// timer starts to measure; what it gives notes what has passed.
func (m *measured) timer() (stop func()) {
	begin, used := time.Now(), processor()
	return func() {
		m.Times = append(m.Times, time.Since(begin).Seconds())
		m.CPU = append(m.CPU, processor()-used)
	}
}

// processor is the seconds that this process has had of all processors.
func processor() float64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return float64(used.Utime.Sec+used.Stime.Sec) + float64(used.Utime.Usec+used.Stime.Usec)/1e6
}

// child measures one thing in a process of its own, so that the memory is its alone.
func child(ctx context.Context, args []string, w io.Writer) error {
	f := flag.NewFlagSet("child", flag.ContinueOnError)
	runs := f.Int("runs", 5, "")
	mentees := f.Int("mentees", 0, "")
	mentors := f.Int("mentors", 0, "")
	aim := f.String("aim", string(fit.MostPoints), "")
	files := f.String("files", "", "folder of two files to read instead of drawing people")
	queue := f.String("job", "", "folder of a database: solve in the background there")
	if err := f.Parse(args); err != nil {
		return err
	}
	rules := fit.DefaultRules()
	rules.Aim = fit.Aim(*aim)
	if *files == "" { // all that people here have told counts
		rules.Weights[fit.Text], rules.Weights[fit.Culture] = 10, 5
	}
	var m measured
	var err error
	switch {
	case *queue != "":
		err = inBackground(ctx, *queue, *mentees, *mentors, 0, &m)
	case *files != "":
		err = m.solve(ctx, *runs, rules, func() (fit.Pool, error) { return in(*files).pool() })
	default:
		pool := fittest.Crowd(1, *mentees, *mentors)
		err = m.solve(ctx, *runs, rules, func() (fit.Pool, error) { return pool, nil })
	}
	if err != nil {
		return err
	}
	m.RSS = peak()
	return json.NewEncoder(w).Encode(m)
}

// solve measures from the reading of the pool to the last reason.
func (m *measured) solve(ctx context.Context, runs int, rules fit.Rules, read func() (fit.Pool, error)) error {
	for range runs {
		runtime.GC()
		stop := m.timer()
		pool, err := read()
		if err != nil {
			return err
		}
		out, err := fit.Solve(ctx, pool, rules, nil)
		if err != nil {
			return err
		}
		stop()
		if m.Matched > 0 && (m.Matched != len(out.Pairs) || m.Summary.Total != out.Summary.Total) {
			return errors.New("solved again, it comes out differently")
		}
		for _, p := range out.Pairs {
			if len(p.Reasons) == 0 {
				return fmt.Errorf("no reason for %s and %s", p.Mentor, p.Mentee)
			}
		}
		m.Matched, m.Summary = len(out.Pairs), out.Summary
	}
	return nil
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
