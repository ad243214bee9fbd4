// Command benchassign measures the solver beside its peers, scipy and LEMON, on the same instances in the same run, and prints one line
// per promise. Each solves in a process of its own, in one thread, and the middle of five times or more counts: ours holds the check of the proof,
// theirs only the solving. All must find as many pairs at the same cost. Nothing stays but what -growth asks for.
//
//	benchassign [-only REGEXP] [-markdown] [-strict] [-v]
//	benchassign -growth docs/assign-growth.svg
//
// It exits with 1 when a cost is wrong or a proof does not hold; a target that is missed is reported, and fails the run with -strict.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := tool(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchassign:", err)
		os.Exit(1)
	}
}

// tool is the program: either the child that solves one instance, or the run that starts the children.
func tool(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "child" {
		return solveAlone(ctx, args[1:], out)
	}
	b := &bench{out: out}
	f := flag.NewFlagSet("benchassign", flag.ContinueOnError)
	only := f.String("only", "", "measure only the rows whose name this regular expression finds")
	strict := f.Bool("strict", false, "fail when a target is missed, too")
	markdown := f.Bool("markdown", false, "print the table of docs/benchmarks.md at the end")
	growth := f.String("growth", "", "measure how time and memory grow instead, and draw it into this SVG file")
	f.StringVar(&b.published, "published", "", "folder of instances made by others; without it shared/matching/instances beside the repository, or of $MENTORSKAB_MATCHING")
	f.IntVar(&b.runs, "runs", 5, "solve each instance so often; the middle time counts")
	f.IntVar(&b.scale, "scale", 1, "divide all sizes by this, to try the tool")
	f.BoolVar(&b.verbose, "v", false, "say also what each figure is made of")
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	if b.runs < 1 || b.scale < 1 {
		return errors.New("-runs and -scale are at least 1")
	}
	if b.dir, err = os.MkdirTemp("", "mentorskab-benchassign-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dir) }()
	if err := b.findSolvers(ctx); err != nil {
		return err
	}
	if b.scale > 1 || b.runs < 5 {
		b.loud("sizes are divided by %d and each is solved %d times: this tries the tool and says nothing about the targets", b.scale, b.runs)
	}
	if *growth != "" {
		return b.growth(ctx, *growth)
	}
	return b.table(ctx, wanted, *markdown, *strict)
}

// bench is one run of the tool.
type bench struct {
	out       io.Writer
	published string // folder
	runs      int
	scale     int
	verbose   bool

	dir     string // temporary
	onDisk  string // the file of the last instance
	solvers map[who][]string
	known   map[string]measured

	lines  []line
	wrong  bool               // a cost or a proof
	ratios map[string]against // of our time to LEMON's, per instance
}

func (b *bench) table(ctx context.Context, wanted *regexp.Regexp, markdown, strict bool) error {
	b.heading()
	for _, r := range rows {
		if !wanted.MatchString(r.name) {
			continue
		}
		if err := r.measure(ctx, b, r); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			b.fail(r, err)
		}
	}
	if markdown {
		b.markdown()
	}
	switch short := slices.ContainsFunc(b.lines, func(l line) bool { return l.verdict == short }); {
	case b.wrong:
		return errors.New("a cost is wrong or a proof does not hold, as the lines say that begin with exclamation marks")
	case strict && short:
		return errors.New("not all targets are met")
	}
	return nil
}

// fail says why a row has no figures. What goes wrong on our side fails the run; a peer may lack the memory, or not be installed.
func (b *bench) fail(r row, err error) {
	l := line{name: r.name, verdict: none}
	var missing missingError
	var peer *peerError
	switch {
	case errors.As(err, &missing):
		l.peer = missing.Error()
	case errors.As(err, &peer):
		b.loud("%s: %v", r.name, err)
		l.peer = string(peer.who) + " failed"
	default:
		b.loud("%s: %v", r.name, err)
		b.wrong = true
		l.ours, l.verdict = "failed", wrong
	}
	b.say(l)
}
