// Command benchassign measures the solver beside its peers, scipy and LEMON, on the same instances in the same run, one line per
// promise. Each solves in a process of its own, one thread, five times, of which the middle counts; ours checks the proof within its time, and all must
// find as many pairs at the same cost.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/alecthomas/kong"
)

//go:embed peer/scipy.py
var scipyDriver []byte

//go:embed peer/lemon.cc
var lemonDriver []byte

func main() {
	var cli struct {
		Run   bench `cmd:"" default:"withargs" help:"Measure."`
		Child child `cmd:"" hidden:""`
	}
	ctx := kong.Parse(&cli, kong.Name("benchassign"))
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type bench struct {
	Only      string `help:"Rows whose name this regular expression finds." default:"."`
	Strict    bool   `help:"Fail when a target is missed, not only when an answer is wrong."`
	Markdown  bool   `help:"Print the table in Markdown at the end."`
	Growth    string `help:"Measure how time and memory grow, and write the plot to this file."`
	Small     bool   `help:"Instances a hundredth the size, to try the tool."`
	Published string `help:"A folder of instances made by others, in the MBN1 format."`

	dir    string
	self   string
	python string
	lemon  string
	lines  []line
	wrong  bool
	memo   map[string]measured
}

// line is one row of the table.
type line struct {
	name, ours, peer, ratio, target string
	verdict                         string
}

func (b *bench) Run() error {
	ctx := context.Background()
	var err error
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "benchassign"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	b.memo = map[string]measured{}
	b.peers(ctx)
	if b.Growth != "" {
		return b.growth(ctx)
	}
	only, err := regexp.Compile(b.Only)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if only.MatchString(r.name) {
			if err := r.measure(ctx, b, r); err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
		}
	}
	if b.Markdown {
		b.markdown()
	}
	short := false
	for _, l := range b.lines {
		short = short || l.verdict == "short"
	}
	if b.wrong || b.Strict && short {
		return errors.New("not all is as promised")
	}
	return nil
}

// peers finds scipy and builds LEMON, as far as they are installed.
func (b *bench) peers(ctx context.Context) {
	for _, p := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(ctx, p, "-c", "import scipy.optimize").Run() == nil { //nolint:gosec // one of two constants
			b.python = p
			break
		}
	}
	if b.python == "" {
		fmt.Println("!!! scipy is not installed: its rows are left out (Debian: apt-get install python3-scipy)")
	}
	source, program := filepath.Join(b.dir, "lemon.cc"), filepath.Join(b.dir, "lemon")
	if err := errors.Join(os.WriteFile(source, lemonDriver, 0o600), os.WriteFile(filepath.Join(b.dir, "solve_scipy.py"), scipyDriver, 0o600)); err != nil {
		fmt.Println("!!!", err)
		return
	}
	build := exec.CommandContext(ctx, "sh", "-c", `g++ -O2 -o "$1" "$2" $(dpkg -L liblemon1.3.1 | grep '\.so\.1.3.1$')`, "sh", program, source) //nolint:gosec // our own driver
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Printf("!!! LEMON is not installed: its rows are left out (Debian: apt-get install liblemon-dev g++)\n%s", firstLine(out))
		return
	}
	b.lemon = program
}

func firstLine(b []byte) []byte {
	if k := bytes.IndexByte(b, '\n'); k >= 0 {
		return b[:k+1]
	}
	return b
}

// file gives the file of an instance, which is drawn once.
func (b *bench) file(d draw) (string, error) {
	name := filepath.Join(b.dir, d.name+".mbn")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	return name, d.write(name)
}

// ours, scipy and lemon solve a file; what was measured is kept, for several rows ask for the same.
func (b *bench) ours(ctx context.Context, args ...string) (measured, error) {
	return b.run(ctx, b.self, append([]string{"child"}, args...)...)
}

func (b *bench) scipy(ctx context.Context, file string) (measured, error) {
	return b.run(ctx, b.python, filepath.Join(b.dir, "solve_scipy.py"), file, strconv.Itoa(runs))
}

func (b *bench) network(ctx context.Context, file string) (measured, error) {
	return b.run(ctx, b.lemon, file, strconv.Itoa(runs))
}

const runs = 5

func (b *bench) run(ctx context.Context, program string, args ...string) (measured, error) {
	key := fmt.Sprint(program, args)
	if m, ok := b.memo[key]; ok {
		return m, nil
	}
	var m measured
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // ourselves, or a peer that peers found
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return m, fmt.Errorf("%s: %w: %s", filepath.Base(program), err, said.String())
	}
	if err := json.Unmarshal(out, &m); err != nil {
		return m, err
	}
	b.memo[key] = m
	return m, nil
}

// same says loudly when a peer found something else.
func (b *bench) same(name string, a, o measured) {
	if a.Matched != o.Matched || a.Cost != o.Cost {
		b.wrong = true
		fmt.Printf("!!! %s: we find %d pairs at %d, the peer %d at %d\n", name, a.Matched, a.Cost, o.Matched, o.Cost)
	}
}

func (b *bench) say(l line) {
	b.lines = append(b.lines, l)
	fmt.Printf("%-52s %12s %14s %8s  %-28s %s\n", l.name, l.ours, l.peer, l.ratio, l.target, l.verdict)
}

func (b *bench) markdown() {
	fmt.Println("\n| Work | Ours | Peer | Ratio | Target | |\n|---|---|---|---|---|---|")
	for _, l := range b.lines {
		fmt.Printf("| %s | %s | %s | %s | %s | %s |\n", l.name, l.ours, l.peer, l.ratio, l.target, l.verdict)
	}
}

func verdict(ok bool) string {
	if ok {
		return "pass"
	}
	return "short"
}
