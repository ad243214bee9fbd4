package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

type replayCommand struct {
	File string `arg:"" type:"existingfile" help:"A run, as the list of rounds or match --run wrote it: a name that ends in .json.gz."`
	Lang string `enum:"da,en" default:"da" help:"Language of what is written: da or en."`
}

func (c *replayCommand) Run(ctx context.Context) error { return c.replay(ctx, os.Stdout) }

// replay solves a stored run again, says of each thing whether it is the same, and fails when one is not.
func (c *replayCommand) replay(ctx context.Context, w io.Writer) error {
	lang := i18n.Parse(c.Lang)
	b, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	run, err := fit.ReadRun(bytes.NewReader(b))
	if err != nil {
		return inWords(lang, err)
	}
	got, err := run.Replay(ctx)
	if err != nil {
		return inWords(lang, err)
	}
	var lines, wrong []string
	say := func(key string, ok bool) {
		answer := "run.yes"
		if !ok {
			answer = "run.no"
			wrong = append(wrong, i18n.T(lang, "run.wrong_"+key))
		}
		lines = append(lines, fmt.Sprintf("%-4s%s", i18n.T(lang, answer), i18n.T(lang, "run.same_"+key)))
	}
	s := got.Outcome.Summary
	lines = append(lines,
		i18n.T(lang, "matching.cli_pool", "mentors", s.Mentors, "places", s.Places, "mentees", s.Mentees),
		i18n.T(lang, "matching.cli_result", "pairs", s.Matched, "points", fit.Points(lang, s.Total), "left", s.Mentees-s.Matched))
	say("input", got.Input)
	say("recorded", got.Recorded)
	say("proof", got.Proof)
	say("pairs", got.Pairs)
	say("points", got.Points)
	say("bytes", got.Bytes)
	lines = append(lines, i18n.T(lang, "run.sum", "sum", got.Sum))
	if !got.SameEngine {
		lines = append(lines, i18n.T(lang, "run.engine", "file", run.Engine, "program", fit.Engine))
	}
	if got.Same() {
		lines = append(lines, i18n.T(lang, "run.all_same"))
	}
	if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
		return err
	}
	if !got.Same() {
		return errors.New(i18n.T(lang, "run.differs", "why", strings.Join(wrong, " ")))
	}
	return nil
}
