package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/assign"
)

//go:embed peer.py
var scipy []byte

const solves = 5 // of which the middle one counts

type solution struct {
	Matched  int     `json:"matched"`
	Cost     int64   `json:"cost"`
	Verified bool    `json:"verified"`
	Seconds  float64 `json:"seconds"`
}

// assign measures `mentorskab assign`: solving, and checking the proof. Beside it stands scipy, where it is installed, which checks nothing.
func (b *bench) assign(ctx context.Context) error {
	script := filepath.Join(b.dir, "peer.py")
	if err := os.WriteFile(script, scipy, 0o600); err != nil {
		return err
	}
	python := findScipy(ctx)
	if python == "" {
		fmt.Println("!!! scipy is not installed: the solver stands alone below (Debian: apt-get install python3-scipy)")
	}
	for _, i := range instances {
		file := filepath.Join(b.dir, "instance.mbn")
		if err := write(file, i.draw()); err != nil {
			return err
		}
		var ours []time.Duration
		var s solution
		for range solves {
			if err := output(ctx, &s, b.binary, "assign", "--json", file); err != nil {
				return err
			}
			if !s.Verified {
				return errors.New("assign: a proof does not hold")
			}
			ours = append(ours, time.Duration(s.Seconds*float64(time.Second)))
		}
		l := line{name: "assign: " + i.name, figure: millis(sorted(ours).at(0.5)), unit: "ms", also: fmt.Sprintf("%d pairs", s.Matched)}
		if python != "" {
			var theirs solution
			if err := output(ctx, &theirs, python, script, file, strconv.Itoa(solves)); err != nil {
				return err
			}
			if theirs.Matched != s.Matched || theirs.Cost != s.Cost {
				return fmt.Errorf("assign: %s: we find %d pairs at %d, scipy %d at %d", i.name, s.Matched, s.Cost, theirs.Matched, theirs.Cost)
			}
			l.also += ", scipy " + amount(theirs.Seconds*1000, "ms") + ", the same cost"
		}
		b.say(l)
	}
	return nil
}

// findScipy finds a Python that has scipy; Debian's own has it before one that was built beside it.
func findScipy(ctx context.Context) string {
	for _, p := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(ctx, p, "-c", "import scipy.optimize").Run() == nil { //nolint:gosec // one of two constants
			return p
		}
	}
	return ""
}

func output(ctx context.Context, to any, command string, args ...string) error {
	cmd := exec.CommandContext(ctx, command, args...) //nolint:gosec // the program that the caller names, or Python
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", command, err, said.String())
	}
	return json.Unmarshal(out, to)
}

func write(file string, in *assign.Instance) error {
	f, err := os.Create(file) //nolint:gosec // in our own temporary folder
	if err != nil {
		return err
	}
	return errors.Join(assign.WriteMBN(f, in), f.Close())
}

// instances are drawn the same in every run. "even" costs lie from 0 to a million; "answers" compares what two people said to twelve
// questions, which clusters and ties as people do.
var instances = []struct {
	name string
	draw func() *assign.Instance
}{
	{"1,000 x 1,000, even costs", func() *assign.Instance { return dense(1000, 1000, 0, even()) }},
	{"1,000 x 1,000, answers", func() *assign.Instance { return dense(1000, 1000, 0, answers(1000, 1000)) }},
	{"2,000 x 2,000, answers", func() *assign.Instance { return dense(2000, 2000, 0, answers(2000, 2000)) }},
	{"5,000 x 1,500, up to 5 each, answers", func() *assign.Instance { return dense(5000, 1500, 5, answers(5000, 1500)) }},
	{"5,000 x 1,500, up to 5 each, 30 allowed partners", func() *assign.Instance { return sparse(5000, 1500, 5, 30, answers(5000, 1500)) }},
	{"10,000 x 10,000, 20 allowed partners", func() *assign.Instance { return sparse(10_000, 10_000, 0, 20, even()) }},
}

type cost func(row, col int) int32

func dice() *rand.Rand { return rand.New(rand.NewPCG(2013, 10)) } //nolint:gosec // dice for instances

func even() cost {
	d := dice()
	return func(int, int) int32 { return int32(d.IntN(1_000_001)) } //nolint:gosec // fits
}

func answers(rows, cols int) cost {
	d := dice()
	all := make([][12]int, rows+cols)
	for i := range all {
		kind := d.IntN(4)
		for q := range all[i] {
			all[i][q] = (kind*(q+3) + q) % 5
			if d.IntN(100) < 55 {
				all[i][q] = d.IntN(5)
			}
		}
	}
	return func(row, col int) int32 {
		sum := 0
		for q, a := range all[row] {
			apart := a - all[rows+col][q]
			sum += max(apart, -apart)
		}
		return int32(sum * 100 / 48) //nolint:gosec // at most 100
	}
}

// capacity gives every column 1 to most seats; most 0 is one each.
func capacity(cols, most int) []int {
	if most == 0 {
		return nil
	}
	d, out := dice(), make([]int, cols)
	for j := range out {
		out[j] = 1 + d.IntN(most)
	}
	return out
}

func dense(rows, cols, most int, c cost) *assign.Instance {
	in := &assign.Instance{Rows: rows, Cols: cols, Capacity: capacity(cols, most), Dense: make([]int32, 0, rows*cols)}
	for i := range rows {
		for j := range cols {
			in.Dense = append(in.Dense, c(i, j))
		}
	}
	return in
}

func sparse(rows, cols, most, degree int, c cost) *assign.Instance {
	d := dice()
	in := &assign.Instance{Rows: rows, Cols: cols, Capacity: capacity(cols, most), RowStart: []int{0}}
	for i := range rows {
		partners := d.Perm(cols)[:degree]
		slices.Sort(partners)
		for _, j := range partners {
			in.Col, in.Cost = append(in.Col, int32(j)), append(in.Cost, c(i, j)) //nolint:gosec // a column's number fits
		}
		in.RowStart = append(in.RowStart, len(in.Col))
	}
	return in
}
