package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mentorskab/mentorskab/assign"
)

type assignCommand struct {
	File string `arg:"" type:"existingfile" help:"An instance in the MBN1 format, plain or packed with gzip."`
	JSON bool   `name:"json" help:"Print one JSON object."`
}

// assignReport is what the command prints. Seconds is the time to solve and to check the proof, reading excluded.
type assignReport struct {
	Matched  int     `json:"matched"`
	Cost     int64   `json:"cost"`
	Verified bool    `json:"verified"`
	Seconds  float64 `json:"seconds"`
}

func (c *assignCommand) Run(ctx context.Context) error { return c.print(ctx, os.Stdout) }

func (c *assignCommand) print(ctx context.Context, w io.Writer) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	in, err := assign.ReadMBN(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	start := time.Now()
	r, err := assign.Solve(ctx, in)
	if err != nil {
		return err
	}
	proof := assign.Verify(in, r)
	report := assignReport{Matched: r.Matched, Cost: r.Cost, Verified: proof == nil, Seconds: time.Since(start).Seconds()}
	if c.JSON {
		if err := json.NewEncoder(w).Encode(report); err != nil {
			return err
		}
		return proof
	}
	verdict := "holds"
	if proof != nil {
		verdict = "FAILS"
	}
	_, err = fmt.Fprintf(w, "%d of %d rows matched at a total cost of %d, in %.3f s; the proof that no solution is better %s\n", r.Matched, in.Rows, r.Cost, report.Seconds, verdict)
	return errors.Join(proof, err)
}
