package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed peer/scipy.py
var scipyDriver []byte

//go:embed peer/lemon.cc
var lemonDriver []byte

// who solves.
type who string

// Our solver, and its peers.
const (
	we    who = "assign"
	scipy who = "scipy"
	lemon who = "LEMON"
)

// missingError is one who is not installed.
type missingError struct{ who }

func (m missingError) Error() string { return "no " + string(m.who) }

// peerError is a peer that did not answer.
type peerError struct {
	who
	err error
}

func (p *peerError) Error() string { return string(p.who) + ": " + p.err.Error() }
func (p *peerError) Unwrap() error { return p.err }

// findSolvers finds who is there, and builds LEMON's driver. Those who are not are said loudly, and their rows have no figures.
func (b *bench) findSolvers(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	b.solvers, b.known, b.ratios = map[who][]string{we: {self, "child"}}, map[string]measured{}, map[string]against{}
	script, source, program := filepath.Join(b.dir, "solve.py"), filepath.Join(b.dir, "lemon.cc"), filepath.Join(b.dir, "lemon")
	if err := errors.Join(os.WriteFile(script, scipyDriver, 0o600), os.WriteFile(source, lemonDriver, 0o600)); err != nil {
		return err
	}
	for _, python := range []string{"/usr/bin/python3", "python3"} { // Debian's own has scipy before one that was built beside it
		if exec.CommandContext(ctx, python, "-c", "import scipy.optimize").Run() == nil {
			b.solvers[scipy] = []string{python, script}
			break
		}
	}
	if b.solvers[scipy] == nil {
		b.loud("scipy is not installed: its rows have no figures (Debian: apt-get install python3-scipy)")
	}
	if err := buildLemon(ctx, program, source); err != nil {
		b.loud("LEMON's driver cannot be built, its rows have no figures (Debian: apt-get install g++ liblemon-dev): %v", err)
	} else {
		b.solvers[lemon] = []string{program}
	}
	return nil
}

func buildLemon(ctx context.Context, program, source string) error {
	library := "-lemon" // as LEMON's own build installs it; Debian has it under a name with a version only
	if list, err := exec.CommandContext(ctx, "dpkg", "-L", "liblemon1.3.1").Output(); err == nil {
		files := strings.Fields(string(list))
		if k := slices.IndexFunc(files, func(f string) bool { return strings.HasSuffix(f, ".so.1.3.1") }); k >= 0 {
			library = files[k]
		}
	}
	out, err := exec.CommandContext(ctx, "g++", "-O2", "-o", program, source, library).CombinedOutput()
	if err != nil {
		first, _, _ := strings.Cut(string(out), "\n")
		return fmt.Errorf("%w: %s", err, first)
	}
	return nil
}

// solve lets one solve an instance in a process of its own. What was measured is kept, for several rows ask for the same.
func (b *bench) solve(ctx context.Context, w who, d draw, extra ...string) (measured, error) {
	key := fmt.Sprint(w, d.name, extra)
	if m, ok := b.known[key]; ok {
		return m, nil
	}
	runs := b.runs
	if d.packed != "" {
		runs *= 5 // most are solved in less than a millisecond
	}
	command := b.solvers[w]
	if command == nil {
		return measured{}, missingError{w}
	}
	args := slices.Clone(command[1:])
	if w == we {
		args = append(append(args, "-runs", strconv.Itoa(runs)), extra...)
	}
	if !d.implicit {
		file, err := b.file(d)
		if err != nil {
			return measured{}, err
		}
		args = append(args, file)
	}
	if w != we {
		args = append(append(args, strconv.Itoa(runs)), extra...)
	}
	cmd := exec.CommandContext(ctx, command[0], args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", d.name, err, bytes.TrimSpace(said.Bytes()))
	}
	var m measured
	if err == nil {
		err = json.Unmarshal(out, &m)
	}
	switch {
	case err != nil && w != we:
		return m, &peerError{w, err}
	case err != nil:
		return m, err
	}
	b.detail("%s: %s: %d pairs at %d, %s (%s), form %s, %s", d.name, w, m.Matched, m.Cost, seconds(m.time()), span(m.Times), seconds(median(m.Build)), megabytes(m.RSS))
	b.known[key] = m
	return m, nil
}

// file gives the file of an instance. Only the last one is kept: together they would take more than a gigabyte.
func (b *bench) file(d draw) (string, error) {
	name := filepath.Join(b.dir, d.name+".mbn")
	if name == b.onDisk {
		return name, nil
	}
	if b.onDisk != "" {
		if err := os.Remove(b.onDisk); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	b.onDisk = name
	if d.packed != "" {
		return name, unpack(d.packed, name)
	}
	return name, d.write(name)
}

// same says whether two found as many pairs at the same cost, loudly if not.
func (b *bench) same(d draw, a who, x measured, o who, y measured) bool {
	if x.Matched == y.Matched && x.Cost == y.Cost {
		return true
	}
	b.wrong = true
	b.loud("%s: %s finds %d pairs at %d, %s %d at %d", d.name, a, x.Matched, x.Cost, o, y.Matched, y.Cost)
	return false
}
