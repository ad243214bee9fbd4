package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/tool/machine"
)

// line is one promise and what was measured.
type line struct {
	name   string
	figure float64
	unit   string
	most   float64 // the promise: at most this; 0 where nothing is promised
	none   bool    // the promise is: none at all
	also   string  // more figures, in words
}

func (l line) verdict() string {
	switch {
	case l.most == 0 && !l.none:
		return "-"
	case l.figure <= l.most:
		return "pass"
	}
	return "short"
}

func (l line) promise() string {
	switch {
	case l.none:
		return "none"
	case l.most == 0:
		return "-"
	}
	return "at most " + amount(l.most, l.unit)
}

func amount(n float64, unit string) string {
	digits := 0
	switch {
	case n == float64(int64(n)):
	case n < 10:
		digits = 2
	case n < 100:
		digits = 1
	}
	return fmt.Sprintf("%.*f %s", digits, n, unit)
}

// say prints a line and keeps it for the table.
func (b *bench) say(l line) {
	b.lines = append(b.lines, l)
	fmt.Printf("%-5s  %-58s %12s   %s", l.verdict(), l.name, amount(l.figure, l.unit), l.promise())
	if l.also != "" {
		fmt.Print("   " + l.also)
	}
	fmt.Println()
}

// detail prints what a figure is made of, when that is wanted.
func (b *bench) detail(format string, args ...any) {
	if b.verbose {
		fmt.Printf("         "+format+"\n", args...)
	}
}

// table is the part of docs/benchmarks.md that is measured.
func (b *bench) table() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s, %d cores in use, %s, %s\n\n| What | Measured | Promise | |\n|---|---|---|---|\n", machine.Processor(), runtime.NumCPU(), runtime.Version(), time.Now().Format("2 January 2006"))
	for _, l := range b.lines {
		what := l.name
		if l.also != "" {
			what += " (" + l.also + ")"
		}
		fmt.Fprintf(&s, "| %s | %s | %s | %s |\n", what, amount(l.figure, l.unit), l.promise(), l.verdict())
	}
	return s.String()
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// times is a number of measurements in order.
type times []time.Duration

func sorted(d []time.Duration) times {
	t := slices.Clone(d)
	slices.Sort(t)
	return t
}

// at gives the time that a share of all, such as 0.99, did not pass.
func (t times) at(share float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	i := int(share*float64(len(t))+0.999999) - 1
	return t[min(max(i, 0), len(t)-1)]
}
