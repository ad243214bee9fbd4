package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/assign"
)

type assignCommand struct {
	File      string `arg:"" type:"existingfile" help:"An instance in the MBN1 format, plain or packed with gzip."`
	Objective string `enum:"total,fair,stable" default:"total" help:"What is best after the most pairs: the total, fairness from the worst off up, or that no two would rather have each other (total, fair, stable)."`
	Threads   int    `default:"1" help:"Threads that read a matrix; the result is the same for any number."`
	Edits     string `type:"existingfile" help:"Edits to make one after the other, a line each, such as forbid 3 7, cost 3 7 55, lock 3 7, unlock 3, capacity 7 2, minimum 7 1, add-row 7:55 8:20, remove-row 3, add-col 2 3:55, remove-col 7, price 3 7, range 3 7."`
	JSON      bool   `name:"json" help:"Print one JSON object."`
}

// assignReport is what the command prints. Seconds is the time to solve and to check the proof, reading excluded.
type assignReport struct {
	Matched   int            `json:"matched"`
	Cost      int64          `json:"cost"`
	Levels    []assignLevel  `json:"levels,omitempty"` // the greatest cost first
	Stable    *stableReport  `json:"stable,omitempty"`
	Verified  bool           `json:"verified"`
	Seconds   float64        `json:"seconds"`
	Peak      int64          `json:"peak_bytes"`
	Method    string         `json:"method"`
	Objective string         `json:"objective"`
	Edits     []editedReport `json:"edits,omitempty"`
}

type assignLevel struct {
	Cost  int32 `json:"cost"`
	Pairs int   `json:"pairs"`
}

// stableReport says how large the matching could be at most, and how the best total would fare.
type stableReport struct {
	AtMost  int  `json:"at_most"`
	Largest bool `json:"largest"`
	// Of the solution with the best total: its pairs, and how many pairs would rather have each other.
	TotalMatched  int `json:"total_matched"`
	TotalBlocking int `json:"total_blocking"`
}

// editedReport is one edit that was made, or one question asked.
type editedReport struct {
	Edit    string  `json:"edit"`
	Matched int     `json:"matched"`
	Cost    int64   `json:"cost"`
	Answer  string  `json:"answer,omitempty"`
	Error   string  `json:"error,omitempty"`
	Seconds float64 `json:"seconds"`
}

func (c *assignCommand) Run(ctx context.Context) error { return c.print(ctx, os.Stdout) }

func (c *assignCommand) print(ctx context.Context, w io.Writer) error {
	in, err := readInstance(c.File)
	if err != nil {
		return err
	}
	var report assignReport
	switch {
	case c.Edits != "" && c.Objective != "" && c.Objective != "total":
		return fmt.Errorf("--edits keeps the best total; the objective is %s", c.Objective)
	case c.Edits != "":
		report, err = c.edit(ctx, in)
	case c.Objective == "stable":
		report, err = c.stable(ctx, in)
	default:
		report, err = c.solve(ctx, in)
	}
	if err != nil && !errors.Is(err, assign.ErrProof) {
		return err
	}
	report.Verified = err == nil
	report.Objective = c.Objective
	report.Peak = peakMemory()
	if c.JSON {
		return errors.Join(err, json.NewEncoder(w).Encode(report))
	}
	return errors.Join(err, report.text(w, in.Rows))
}

func readInstance(name string) (*assign.Instance, error) {
	f, err := os.Open(name) //nolint:gosec // the file that the caller names
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in, err := assign.ReadMBN(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return in, nil
}

func (c *assignCommand) solve(ctx context.Context, in *assign.Instance) (assignReport, error) {
	o := assign.Options{Threads: c.Threads}
	if c.Objective == "fair" {
		o.Objective = assign.Fair
	}
	start := time.Now()
	r, err := assign.SolveWith(ctx, in, o)
	if err != nil {
		return assignReport{}, err
	}
	proof := assign.VerifyWith(in, r, c.Threads)
	report := assignReport{Matched: r.Matched, Cost: r.Cost, Seconds: time.Since(start).Seconds(), Method: r.Method}
	for _, l := range r.Levels {
		report.Levels = append(report.Levels, assignLevel(l))
	}
	return report, proof
}

// stable takes the cost of a pair for how both sides rank it.
func (c *assignCommand) stable(ctx context.Context, in *assign.Instance) (assignReport, error) {
	m, err := assign.MarketOf(in)
	if err != nil {
		return assignReport{}, err
	}
	start := time.Now()
	r, err := assign.SolveStable(ctx, m, assign.StableOptions{})
	if err != nil {
		return assignReport{}, err
	}
	proof := assign.VerifyStable(m, r)
	report := assignReport{
		Matched: r.Matched, Seconds: time.Since(start).Seconds(),
		Method: "rows propose, by the method of Király; both sides rank by cost, and the largest of several orders among equals is kept",
	}
	for i, j := range r.Mate {
		if j >= 0 {
			cost, _ := in.CostOf(i, int(j))
			report.Cost += int64(cost)
		}
	}
	total, err := assign.SolveWith(ctx, in, assign.Options{Threads: c.Threads})
	if err != nil {
		return assignReport{}, err
	}
	report.Stable = &stableReport{AtMost: r.UpperBound, Largest: r.Largest, TotalMatched: total.Matched, TotalBlocking: m.Blocking(total.Mate)}
	return report, proof
}

// edit replays a file of edits.
func (c *assignCommand) edit(ctx context.Context, in *assign.Instance) (assignReport, error) {
	text, err := os.ReadFile(c.Edits)
	if err != nil {
		return assignReport{}, err
	}
	start := time.Now()
	l, err := assign.NewLive(ctx, in, assign.Options{Threads: c.Threads})
	if err != nil {
		return assignReport{}, err
	}
	var report assignReport
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		began := time.Now()
		answer, err := makeEdit(l, words)
		e := editedReport{Edit: strings.Join(words, " "), Matched: l.Matched(), Cost: l.Cost(), Answer: answer, Seconds: time.Since(began).Seconds()}
		if errors.Is(err, assign.ErrEdit) || errors.Is(err, assign.ErrTooLarge) {
			e.Error = err.Error()
		} else if err != nil {
			return assignReport{}, fmt.Errorf("%s, line %d: %w", c.Edits, n, err)
		}
		report.Edits = append(report.Edits, e)
	}
	r, err := l.Result(ctx)
	if err != nil {
		return assignReport{}, err
	}
	proof := assign.VerifyWith(l.Instance(), r, c.Threads)
	report.Matched, report.Cost, report.Seconds = r.Matched, r.Cost, time.Since(start).Seconds()
	report.Method = fmt.Sprintf("solved once, then %d edits, each from the dual values of the last solution", len(report.Edits))
	return report, proof
}

var errWords = errors.New("cannot be read; the words are: forbid ROW COL, cost ROW COL COST, lock ROW COL, unlock ROW, capacity COL SEATS, minimum COL ROWS, add-row COL:COST..., remove-row ROW, add-col SEATS ROW:COST..., remove-col COL, price ROW COL, range ROW COL; rows and columns are numbered from 0")

// makeEdit makes one edit, or answers a question.
func makeEdit(l *assign.Live, words []string) (answer string, err error) {
	word, rest := words[0], words[1:]
	var n []int
	var pairs []assign.Pair
	for _, w := range rest {
		with, cost, isPair := strings.Cut(w, ":")
		a, err := strconv.Atoi(with)
		if err != nil {
			return "", errWords
		}
		if !isPair {
			n = append(n, a)
			continue
		}
		c, err := strconv.ParseInt(cost, 10, 32)
		if err != nil {
			return "", errWords
		}
		pairs = append(pairs, assign.Pair{With: a, Cost: int32(c)})
	}
	wanted, known := map[string]int{
		"forbid": 2, "cost": 3, "lock": 2, "unlock": 1, "capacity": 2, "minimum": 2, "add-row": 0, "remove-row": 1, "add-col": 1, "remove-col": 1, "price": 2, "range": 2,
	}[word]
	if !known || len(n) != wanted || len(pairs) > 0 && word != "add-row" && word != "add-col" {
		return "", errWords
	}
	switch word {
	case "forbid":
		err = l.Forbid(n[0], n[1])
	case "cost":
		if int(int32(n[2])) != n[2] { //nolint:gosec // that is what is asked
			return "", errWords
		}
		err = l.SetCost(n[0], n[1], int32(n[2])) //nolint:gosec // just asked
	case "lock":
		err = l.Lock(n[0], n[1])
	case "unlock":
		err = l.Unlock(n[0])
	case "capacity":
		err = l.SetCapacity(n[0], n[1])
	case "minimum":
		err = l.SetMinimum(n[0], n[1])
	case "add-row":
		var row int
		row, err = l.AddRow(pairs, 0)
		answer = fmt.Sprintf("row %d", row)
	case "remove-row":
		err = l.RemoveRow(n[0])
	case "add-col":
		var col int
		col, err = l.AddCol(n[0], 0, pairs, 0)
		answer = fmt.Sprintf("column %d", col)
	case "remove-col":
		err = l.RemoveCol(n[0])
	case "price":
		var p assign.Change
		p, err = l.Price(n[0], n[1])
		answer = fmt.Sprintf("%+d pairs, %+d", p.Pairs, p.Cost)
	case "range":
		var lo, hi int64
		lo, hi, err = l.Range(n[0], n[1])
		answer = fmt.Sprintf("from %d to %d", lo, hi)
	}
	return answer, err
}

func (r *assignReport) text(w io.Writer, rows int) error {
	verdict := "holds"
	if !r.Verified {
		verdict = "FAILS"
	}
	var b strings.Builder
	for _, e := range r.Edits {
		fmt.Fprintf(&b, "%s: %d pairs at %d", e.Edit, e.Matched, e.Cost)
		if e.Answer != "" {
			fmt.Fprintf(&b, "; %s", e.Answer)
		}
		if e.Error != "" {
			fmt.Fprintf(&b, "; NOT made: %s", e.Error)
		}
		fmt.Fprintf(&b, " (%.3g ms)\n", e.Seconds*1000)
	}
	fmt.Fprintf(&b, "%d of %d rows matched at a total cost of %d, in %.3f s; the proof that no solution is better %s\n", r.Matched, rows, r.Cost, r.Seconds, verdict)
	for _, l := range r.Levels {
		fmt.Fprintf(&b, "%8d pairs at %d\n", l.Pairs, l.Cost)
	}
	if s := r.Stable; s != nil {
		fmt.Fprintf(&b, "no two would rather have each other; no matching has more than %d pairs. The best total has %d, and %d pairs who would rather have each other\n", s.AtMost, s.TotalMatched, s.TotalBlocking)
	}
	fmt.Fprintf(&b, "method: %s; %.0f MB of memory at most\n", r.Method, float64(r.Peak)/1e6)
	_, err := io.WriteString(w, b.String())
	return err
}

// peakMemory is the most memory that the process has had: what the system says, or else what the Go runtime has asked it for.
func peakMemory() int64 {
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				if f := strings.Fields(rest); len(f) > 0 {
					if kb, err := strconv.ParseInt(f[0], 10, 64); err == nil {
						return kb << 10
					}
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys) //nolint:gosec // memory fits
}
