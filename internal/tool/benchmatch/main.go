// Command benchmatch measures matching: one line per promise. Each figure is made in a process of its own, on all processors that it
// finds; the middle of the runs counts. Nothing is left behind.
//
//	benchmatch [-only REGEXP] [-markdown] [-strict] [-runs N] [-sample DIR]
//
// People are drawn from a seed (see fittest.Crowd); -sample is the folder of mentor-match's own two files of 500 people, for who has them.
// It exits with 1 when something comes out wrong, and with -strict when a promise is not kept.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/tool/machine"
)

//go:embed peer/munkres_pairs.py
var munkres []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := tool(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmatch:", err)
		os.Exit(1)
	}
}

func tool(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "child" {
		return child(ctx, args[1:], out)
	}
	b := &bench{out: out}
	f := flag.NewFlagSet("benchmatch", flag.ContinueOnError)
	only := f.String("only", "", "measure only the lines whose name this regular expression finds")
	markdown := f.Bool("markdown", false, "print the table of docs/benchmarks.md at the end")
	strict := f.Bool("strict", false, "fail when a promise is not kept")
	f.StringVar(&b.sample, "sample", "", "folder with mentors.csv and mentees.csv of mentor-match; without it $MENTORSKAB_SAMPLE")
	f.IntVar(&b.runs, "runs", 5, "solve so often; the middle time counts. The largest pool is solved once")
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
	if b.sample == "" {
		b.sample = os.Getenv("MENTORSKAB_SAMPLE")
	}
	if b.dir, err = os.MkdirTemp("", "mentorskab-benchmatch-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dir) }()
	for _, r := range rows {
		if wanted.MatchString(r.name) {
			if err := r.measure(ctx, b, r.name); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
	}
	if *markdown {
		b.markdown()
	}
	if *strict && b.short {
		return errors.New("a promise is not kept")
	}
	return nil
}

// bench is one run of the tool.
type bench struct {
	out         io.Writer
	dir, sample string
	runs        int
	lines       [][4]string
	short       bool
}

var rows = []struct {
	name    string
	measure func(ctx context.Context, b *bench, name string) error
}{
	{"500 x 500, two files in mentor-match's columns, all different", files(false)},
	{"500 x 500, mentor-match's sample", files(true)},
	{"2,000 x 600", drawn(2_000, 600, 0, fit.MostPoints)},
	{"10,000 x 3,000, most points", drawn(10_000, 3_000, 5, fit.MostPoints)},
	{"10,000 x 3,000, nobody weak", drawn(10_000, 3_000, 0, fit.NoneWeak)},
	{"10,000 x 3,000, stable wishes", drawn(10_000, 3_000, 0, fit.StableWants)},
	{"100,000 x 30,000, in the background", background(100_000, 30_000)},
}

// drawn solves a pool that is drawn; most is the promise in seconds, 0 for none.
func drawn(mentees, mentors int, most float64, aim fit.Aim) func(context.Context, *bench, string) error {
	return func(ctx context.Context, b *bench, name string) error {
		m, err := b.child(ctx, "-mentees", strconv.Itoa(mentees), "-mentors", strconv.Itoa(mentors), "-aim", string(aim), "-runs", strconv.Itoa(b.runs))
		if err != nil {
			return err
		}
		name = fmt.Sprintf("%s: %d pairs proven, with all reasons (%d criteria; memory %s, processor time %s)", name, m.Matched, len(m.Summary.Of), megabytes(m.RSS), seconds(median(m.CPU)))
		b.say(name, seconds(m.time()), most, m.time(), func(x float64) string { return "at most " + seconds(x) })
		return nil
	}
}

func background(mentees, mentors int) func(context.Context, *bench, string) error {
	return func(ctx context.Context, b *bench, name string) error {
		dir, err := os.MkdirTemp(b.dir, "job")
		if err != nil {
			return err
		}
		m, err := b.child(ctx, "-mentees", strconv.Itoa(mentees), "-mentors", strconv.Itoa(mentors), "-job", dir)
		if err != nil {
			return err
		}
		b.say(fmt.Sprintf("%s: from the button to the stored draft, %d pairs proven (%d criteria; processor time %s)", name, m.Matched, len(m.Summary.Of), seconds(median(m.CPU))), seconds(m.time()), 120, m.time(), func(x float64) string { return "at most " + seconds(x) })
		b.say(name+": memory at most, the pool and the queue included", megabytes(m.RSS), 4e9, m.RSS, func(x float64) string { return "under " + megabytes(x) })
		b.say(name+": the button that stops it", seconds(m.Stop), 0, m.Stop, nil)
		return os.RemoveAll(dir)
	}
}

// files solves two files, ours and by python munkres in the same run.
func files(theirs bool) func(context.Context, *bench, string) error {
	return func(ctx context.Context, b *bench, name string) error {
		dir, err := os.MkdirTemp(b.dir, "csv")
		if err != nil {
			return err
		}
		s := in(b.sample)
		if !theirs || b.sample == "" || !s.there() {
			if theirs {
				b.loud("mentor-match's own files are not here: 500 people who differ in their number alone are written instead, as those are")
			}
			if s, err = writeSample(dir, 500, theirs); err != nil {
				return err
			}
		}
		m, err := b.child(ctx, "-files", filepath.Dir(s.mentors), "-runs", strconv.Itoa(max(b.runs, 9)))
		if err != nil {
			return err
		}
		b.say(fmt.Sprintf("%s: both files read, %d pairs proven, with all reasons (processor time %s)", name, m.Matched, seconds(median(m.CPU))), seconds(m.time()), 0.1, m.time(), func(x float64) string { return "at most " + seconds(x) })
		return b.peer(ctx, name, s, m)
	}
}

// peer runs python munkres on the same files.
func (b *bench) peer(ctx context.Context, name string, s sample, ours measured) error {
	script := filepath.Join(b.dir, "munkres_pairs.py")
	if err := os.WriteFile(script, munkres, 0o600); err != nil {
		return err
	}
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(ctx, python, "-c", "import munkres").Run() != nil {
			continue
		}
		text, err := exec.CommandContext(ctx, python, script, s.mentors, s.mentees).Output()
		if err != nil {
			return fmt.Errorf("python munkres: %w", err)
		}
		var got struct {
			All, Solve float64
			Matched    int
		}
		if err := json.Unmarshal(text, &got); err != nil {
			return err
		}
		b.say(fmt.Sprintf("%s: python munkres, %d pairs (solving alone %s), %.0f times as long", name, got.Matched, seconds(got.Solve), got.All/ours.time()), seconds(got.All), 0, 0, nil)
		return nil
	}
	b.loud("python munkres is missing: its line stays out. On Debian and Ubuntu: sudo apt-get install python3-munkres")
	return nil
}

// child runs this program again for one figure.
func (b *bench) child(ctx context.Context, args ...string) (m measured, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	cmd := exec.CommandContext(ctx, self, append([]string{"child"}, args...)...)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// say prints a line. promise 0 is none.
func (b *bench) say(name, measured string, promise, is float64, words func(float64) string) {
	l := [4]string{name, measured, "-", "-"}
	if promise > 0 {
		l[2], l[3] = words(promise), "pass"
		if is > promise {
			l[3], b.short = "short", true
		}
	}
	b.lines = append(b.lines, l)
	_, _ = fmt.Fprintf(b.out, "%-100s %9s  %-18s %s\n", l[0], l[1], l[2], l[3])
}

func (b *bench) loud(format string, args ...any) {
	_, _ = fmt.Fprintf(b.out, "!!! "+format+"\n", args...)
}

// markdown prints the part of docs/benchmarks.md that is measured.
func (b *bench) markdown() {
	_, _ = fmt.Fprintf(b.out, "\n%s, %d cores, %s, %s; middle of %d\n\n| What | Measured | Promise | |\n|---|---|---|---|\n",
		machine.Processor(), runtime.NumCPU(), runtime.Version(), time.Now().Format("2 January 2006"), b.runs)
	for _, l := range b.lines {
		_, _ = fmt.Fprintf(b.out, "| %s | %s | %s | %s |\n", l[0], l[1], l[2], l[3])
	}
}

func megabytes(b float64) string { return digits(b/1e6) + " MB" }

func seconds(s float64) string {
	if s < 1 {
		return digits(s*1e3) + " ms"
	}
	return digits(s) + " s"
}

// digits writes a number with three digits that count.
func digits(x float64) string {
	switch {
	case x < 10:
		return strconv.FormatFloat(x, 'f', 2, 64)
	case x < 100:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}
