// Command bench measures what docs/benchmarks.md promises, on the program as it is built, and prints one line per promise. It writes
// nothing that stays: its databases lie in a temporary folder.
//
//	bench [-only start,demo,...] [-markdown] [-v] -binary bin/mentorskab
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is one run of the tool.
type bench struct {
	binary  string
	dir     string // temporary
	rate    int    // visits a second of the load
	length  time.Duration
	pairs   int // of the big programme
	verbose bool

	lines []line
	big   *world // made by the first part that needs it
}

type part struct {
	name, what string
	run        func(*bench, context.Context) error
}

var parts = []part{
	{"start", "cold start and memory", (*bench).start},
	{"demo", "the demonstration", (*bench).demo},
	{"weight", "bytes of a first page load", (*bench).weight},
	{"import", "10,000 rows", (*bench).intake},
	{"pages", "pages of a programme with 1,000 pairs", (*bench).pages},
	{"load", "mixed pages for one minute", (*bench).load},
	{"stress", "the same in a programme with 1,000 pairs", (*bench).stress},
}

func main() { os.Exit(run()) }

func run() int {
	b := &bench{}
	flag.StringVar(&b.binary, "binary", "bin/mentorskab", "the program to measure")
	flag.IntVar(&b.rate, "rate", 300, "visits a second")
	flag.DurationVar(&b.length, "length", time.Minute, "how long the visits come")
	flag.IntVar(&b.pairs, "pairs", 1000, "pairs of the big programme")
	flag.BoolVar(&b.verbose, "v", false, "say also what each figure is made of")
	only := flag.String("only", "", "parts to run, such as start,load; all without it: "+names())
	markdown := flag.Bool("markdown", false, "print the table of docs/benchmarks.md at the end")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := b.all(ctx, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	if *markdown {
		fmt.Print("\n" + b.table())
	}
	if slices.ContainsFunc(b.lines, func(l line) bool { return l.verdict() == "short" }) {
		return 1
	}
	return 0
}

func (b *bench) all(ctx context.Context, only string) (err error) {
	if _, err := os.Stat(b.binary); err != nil {
		return fmt.Errorf("%w: run make build first", err)
	}
	var wanted []string
	if only != "" {
		wanted = strings.Split(only, ",")
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == w }) {
			return fmt.Errorf("there is no part %q; there are %s", w, names())
		}
	}
	if b.dir, err = os.MkdirTemp("", "mentorskab-bench-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dir) }()
	for _, p := range parts {
		if len(wanted) > 0 && !slices.Contains(wanted, p.name) {
			continue
		}
		if err := p.run(b, ctx); err != nil {
			return fmt.Errorf("%s: %w", p.what, err)
		}
	}
	return nil
}

func names() string {
	var out []string
	for _, p := range parts {
		out = append(out, p.name)
	}
	return strings.Join(out, ", ")
}
