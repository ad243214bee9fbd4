package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

type matchCommand struct {
	Mentors string `required:"" type:"existingfile" placeholder:"FILE" help:"Mentors, as CSV or XLSX."`
	Mentees string `required:"" type:"existingfile" placeholder:"FILE" help:"Mentees, as CSV or XLSX; the same file again where one list holds both."`
	Staff   string `type:"existingfile" placeholder:"FILE" help:"All employees with their leaders, for the reporting lines."`
	Rules   string `type:"existingfile" placeholder:"FILE" help:"Weights and hard rules, as TOML; the defaults without it."`
	Lang    string `enum:"da,en" default:"da" help:"Language of what is written: da or en."`
	Out     string `required:"" placeholder:"FILE" help:"Where to write the pairs: a name that ends in .xlsx, .csv or .json."`
	Keep    string `name:"run" placeholder:"FILE" help:"Where to write the run, so that replay can solve it again: a name that ends in .json.gz."`
	Quiet   bool   `help:"Leave out the notes about single rows."`

	today clock.Date // of tests; empty is the machine's
}

func (c *matchCommand) Run(ctx context.Context) error { return c.match(ctx, os.Stdout, os.Stderr) }

// match reads the files, solves and writes. What is wrong with a file or the rules is said in the chosen language.
func (c *matchCommand) match(ctx context.Context, out, notes io.Writer) error {
	lang := i18n.Parse(c.Lang)
	format := strings.ToLower(filepath.Ext(c.Out))
	if format != ".xlsx" && format != ".csv" && format != ".json" {
		return errors.New(i18n.T(lang, "matching.cli_format", "file", c.Out))
	}
	if c.Keep != "" && !strings.HasSuffix(c.Keep, fit.RunExtension) {
		return errors.New(i18n.T(lang, "run.cli_format", "file", c.Keep))
	}
	rules, err := c.rules()
	if err != nil {
		return inWords(lang, err)
	}
	pool, err := c.pool(lang, notes, rules.Headings())
	if err != nil {
		return inWords(lang, err)
	}
	result, err := fit.Solve(ctx, rules.Shape.Places(pool), rules, nil)
	if err != nil {
		return inWords(lang, err)
	}
	list := fit.ListOf(lang, result, append(append([]enrolment.Seat{}, pool.Mentors...), pool.Mentees...))
	var b bytes.Buffer
	switch format {
	case ".xlsx":
		err = list.WriteXLSX(&b)
	case ".csv":
		err = list.WriteCSV(&b)
	case ".json":
		err = list.WriteJSON(&b)
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b.Bytes(), 0o600); err != nil {
		return err
	}
	if err := c.keep(pool, rules, result); err != nil {
		return err
	}
	return summarise(out, lang, result.Summary, c.Out)
}

// keep writes the run, if it was asked for. People are numbers in it.
func (c *matchCommand) keep(pool fit.Pool, rules fit.Rules, out fit.Outcome) error {
	if c.Keep == "" {
		return nil
	}
	run, err := fit.NewRun(pool, rules, nil, out)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := run.Write(&b); err != nil {
		return err
	}
	return os.WriteFile(c.Keep, b.Bytes(), 0o600)
}

func (c *matchCommand) rules() (fit.Rules, error) {
	if c.Rules == "" {
		return fit.DefaultRules(), nil
	}
	b, err := os.ReadFile(c.Rules)
	if err != nil {
		return fit.Rules{}, err
	}
	return fit.ReadTOML(b)
}

// pool reads the files by the rules of the import, with the columns that own criteria need, and says what it noticed about single rows.
func (c *matchCommand) pool(lang i18n.Lang, notes io.Writer, keep []string) (fit.Pool, error) {
	files := make([]intake.File, 3)
	for i, name := range []string{c.Mentors, c.Mentees, c.Staff} {
		if name == "" {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return fit.Pool{}, err
		}
		files[i] = intake.File{Name: filepath.Base(name), Data: b}
	}
	today := c.today
	if today == "" {
		today = clock.DateOf(clock.System{}.Now())
	}
	read, said, err := intake.ReadPool(files[0], files[1], files[2], today, keep...)
	if err != nil {
		return fit.Pool{}, err
	}
	for _, n := range said {
		if c.Quiet && n.Severity != roster.Error {
			continue
		}
		if _, err := fmt.Fprintln(notes, strings.TrimSpace(n.File+" "+n.Address())+": "+i18n.T(lang, n.Key(), n.Args()...)); err != nil {
			return fit.Pool{}, err
		}
	}
	pool := fit.Pool{Leaders: read.People, Barriers: read.Barriers}
	for _, s := range read.Seats {
		if s.Role == org.Mentor {
			pool.Mentors = append(pool.Mentors, s)
		} else {
			pool.Mentees = append(pool.Mentees, s)
		}
	}
	return pool, nil
}

// summarise says in a few lines what came of it.
func summarise(w io.Writer, lang i18n.Lang, s fit.Summary, file string) error {
	lines := []string{
		i18n.T(lang, "matching.cli_pool", "mentors", s.Mentors, "places", s.Places, "mentees", s.Mentees),
		i18n.T(lang, "matching.funnel_title", "apart", s.Possible()-s.Allowed, "possible", s.Possible()),
	}
	if s.Full > 0 {
		lines = append(lines, i18n.T(lang, "run.full", "n", s.Full, "pairs", s.Full*s.Mentees))
	}
	for _, f := range s.Steps() {
		lines = append(lines, fmt.Sprintf("  %6d  %s: %s", f.Count, i18n.T(lang, "matching.rule_"+string(f.Rule)), i18n.T(lang, "run.left_after", "n", f.Left)))
	}
	lines = append(lines,
		i18n.T(lang, "matching.cli_result", "pairs", s.Matched, "points", fit.Points(lang, s.Total), "left", s.Waiting()),
		i18n.T(lang, "matching.proof"), i18n.T(lang, "matching.cli_written", "file", file))
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// inWords turns a fault into its sentence in the chosen language.
func inWords(lang i18n.Lang, err error) error {
	l := fault.List(err)
	if len(l) == 0 {
		return err
	}
	texts := make([]string, len(l))
	for i, f := range l {
		texts[i] = i18n.T(lang, f.Key, f.Args...)
		if f.Field != "" {
			texts[i] = f.Field + ": " + texts[i]
		}
	}
	return errors.New(strings.Join(texts, "\n"))
}
