package main

import (
	"context"
	"path/filepath"
	"strconv"
	"time"
)

const (
	starts = 9 // of which the middle one counts
	demos  = 3
)

// start measures from the start of the process until the sign-in page is there, on a database that holds the demonstration's year.
func (b *bench) start(ctx context.Context) error {
	dir := filepath.Join(b.dir, "start")
	d, err := b.demonstrate(ctx, dir)
	if err != nil {
		return err
	}
	d.stop()
	var took []time.Duration
	most := 0.0
	for range starts {
		s, err := b.serve(ctx, filepath.Join(dir, "mentorskab.db"))
		if err != nil {
			return err
		}
		time.Sleep(500 * time.Millisecond) // what it does right after its start counts as well
		held, err := s.memory()
		s.stop()
		if err != nil {
			return err
		}
		took, most = append(took, s.took), max(most, held)
		b.detail("start %.1f ms, %.1f MB", millis(s.took), held)
	}
	t := sorted(took)
	b.say(line{name: "Cold start to the first answer", figure: millis(t.at(0.5)), unit: "ms", most: 100, also: "slowest of " + strconv.Itoa(starts) + ": " + amount(millis(t.at(1)), "ms")})
	b.say(line{name: "Resident memory after the start", figure: most, unit: "MB", most: 60})
	return nil
}

// demo measures until the demonstration prints its ways in, an invented year included.
func (b *bench) demo(ctx context.Context) error {
	var took []time.Duration
	for i := range demos {
		s, err := b.demonstrate(ctx, filepath.Join(b.dir, "demo"+strconv.Itoa(i)))
		if err != nil {
			return err
		}
		s.stop()
		took = append(took, s.took)
		b.detail("demo %.0f ms", millis(s.took))
	}
	t := sorted(took)
	b.say(line{name: "Demonstration ready, seeding included", figure: t.at(0.5).Seconds(), unit: "s", most: 3, also: "slowest of " + strconv.Itoa(demos) + ": " + amount(t.at(1).Seconds(), "s")})
	return nil
}
