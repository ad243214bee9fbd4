package main

import (
	"fmt"
	"runtime"
	"time"

	"github.com/mentorskab/mentorskab/internal/tool/machine"
)

// line is one row of the table.
type line struct {
	name, ours, peer, ratio, target string
	verdict                         string
}

// The verdicts.
const (
	pass  = "pass"
	short = "short"
	wrong = "WRONG"
	none  = "-" // there was nothing to compare with
)

func verdict(ok bool) string {
	if ok {
		return pass
	}
	return short
}

const columns = "%-72s %8s  %-28s %8s  %-24s %s\n"

func (b *bench) heading() {
	_, _ = fmt.Fprintf(b.out, columns, "work", "ours", "peer", "ratio", "target", "")
}

// say prints a line and keeps it for the table in Markdown.
func (b *bench) say(l line) {
	for _, field := range []*string{&l.ours, &l.peer, &l.ratio, &l.target} {
		if *field == "" {
			*field = "-"
		}
	}
	b.lines = append(b.lines, l)
	_, _ = fmt.Fprintf(b.out, columns, l.name, l.ours, l.peer, l.ratio, l.target, l.verdict)
}

func (b *bench) loud(format string, args ...any) {
	_, _ = fmt.Fprintf(b.out, "!!! "+format+"\n", args...)
}

// detail prints what a figure is made of, when that is wanted.
func (b *bench) detail(format string, args ...any) {
	if b.verbose {
		_, _ = fmt.Fprintf(b.out, "    "+format+"\n", args...)
	}
}

// markdown prints the part of docs/benchmarks.md that is measured.
func (b *bench) markdown() {
	_, _ = fmt.Fprintf(b.out, "\n%s, %d cores, %s, %s; middle of %d, GOGC=%d\n\n| Work | Ours | Peer | Ratio | Target | |\n|---|---|---|---|---|---|\n",
		machine.Processor(), runtime.NumCPU(), runtime.Version(), time.Now().Format("2 January 2006"), b.runs, gcPercent)
	for _, l := range b.lines {
		_, _ = fmt.Fprintf(b.out, "| %s | %s | %s | %s | %s | %s |\n", l.name, l.ours, l.peer, l.ratio, l.target, l.verdict)
	}
}

func megabytes(b float64) string { return digits(b/1e6) + " MB" }

func seconds(s float64) string {
	switch {
	case s < 1e-3:
		return digits(s*1e6) + " µs"
	case s < 1:
		return digits(s*1e3) + " ms"
	}
	return digits(s) + " s"
}

// digits writes a number with three digits that count, and never with an exponent.
func digits(x float64) string {
	switch {
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

func share(x float64) string {
	if x < 0.1 {
		return fmt.Sprintf("%.4fx", x)
	}
	return fmt.Sprintf("%.3fx", x)
}
