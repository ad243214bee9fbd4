package fit

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// RunExtension is how the name of a run's file ends.
const RunExtension = ".json.gz"

// maxRun is how much a run's file may unpack to: about ten times a pool of 100,000 and 30,000.
const maxRun = 1 << 30

// Write writes a run as a file: JSON, compressed. The same run always gives the same bytes.
func (r Run) Write(w io.Writer) error {
	z := gzip.NewWriter(w)
	if err := json.NewEncoder(z).Encode(r); err != nil {
		return err
	}
	return z.Close()
}

// ReadRun reads such a file. What it holds beside a run is refused, for nothing would vouch for it.
func ReadRun(r io.Reader) (Run, error) {
	var run Run
	z, err := gzip.NewReader(r)
	if err != nil {
		return run, unreadableRun(err)
	}
	b, err := io.ReadAll(io.LimitReader(z, maxRun+1))
	if err != nil {
		return run, unreadableRun(err)
	}
	if len(b) > maxRun {
		return run, unreadableRun(errors.New("fit: the file is too large"))
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&run); err != nil {
		var head struct {
			Format int `json:"format"`
		}
		if json.Unmarshal(b, &head) == nil && head.Format > RunFormat { // what a later program adds cannot be read, and that is why
			return run, otherFormat(head.Format)
		}
		return run, unreadableRun(err)
	}
	if run.Format < 1 || run.Format > RunFormat {
		return run, otherFormat(run.Format)
	}
	if err := run.check(); err != nil {
		return run, unreadableRun(err)
	}
	return run, nil
}

// maxFree is more places than any mentor has.
const maxFree = 1 << 20

// check refuses numbers that no program has written and no sum could hold.
func (r Run) check() error {
	if len(r.Result) == 0 {
		return errors.New("fit: no result")
	}
	for c, w := range r.Rules.Weights {
		if w < 0 || w > MaxWeight {
			return fmt.Errorf("fit: the weight of %s is %d", c, w)
		}
	}
	for _, s := range slices.Concat(r.Pool.Mentors, r.Pool.Mentees) {
		if s.Free < 0 || s.Free > maxFree || s.Taken < 0 || s.Taken > maxFree {
			return fmt.Errorf("fit: a seat has %d places", s.Free)
		}
	}
	return nil
}

func otherFormat(file int) error {
	return fault.New(fault.Invalid, "run.format", "file", file, "program", RunFormat)
}

func unreadableRun(err error) error {
	return &fault.Fault{Kind: fault.Invalid, Key: "run.unreadable", Err: err}
}
