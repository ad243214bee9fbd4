package matching

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

const solveLarge = "solve-large-pool"

// solveWish is what the job is told.
type solveWish struct{ Org, Solving string }

// Register names the slice's work in the queue, before it starts. One large pool is solved at a time: it takes all processors.
func (m *Matches) Register() {
	m.Jobs.HandleLong(solveLarge, 1, longest, func(ctx context.Context, args []byte) error {
		var w solveWish
		if err := json.Unmarshal(args, &w); err != nil {
			return err
		}
		return m.solveLater(ctx, w)
	})
}

// longest is how long a pool may take; the largest that are promised take two minutes on a quiet machine.
const longest = 30 * time.Minute

// beat is how often the work says how far it is and looks whether it was broken off.
const beat = time.Second

// saveFrom is how much is done when the pairs are found and have to be written down.
const saveFrom = 0.85

// solveLater does the work. When the program stops it returns the error, and the job is done again at the next start; any other error
// ends the work and is said in words.
func (m *Matches) solveLater(ctx context.Context, w solveWish) error {
	s, err := solvingByID(ctx, m.DB, w.Org, w.Solving)
	if err != nil || !s.Active() {
		return err
	}
	if s.Tries >= maxTries { // the program died of it
		return m.endSolving(ctx, s, "solving.failed_again")
	}
	wanted := false
	if err := m.DB.Write(ctx, func(tx *db.Tx) error {
		wanted, err = beginSolving(ctx, tx, s, m.Clock.Now())
		return err
	}); err != nil || !wanted {
		return err
	}
	// Whether they may was asked when they asked for it.
	a := org.Actor{Account: s.By, Org: s.Org, Programme: s.Programme, Roles: []org.Role{org.Coordinator}}
	err = m.solveWatched(ctx, a, s)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded): // the program stops
		return err
	}
	last, readErr := solvingByID(context.WithoutCancel(ctx), m.DB, s.Org, s.ID)
	if readErr == nil && !last.Active() { // broken off
		return nil
	}
	if fault.Is(err, fault.Internal) { // others are said on the board, and may name people
		slog.Default().Error("matching: a large pool", "solving", s.ID, "err", err)
	}
	return m.endSolving(context.WithoutCancel(ctx), s, why(err))
}

func (m *Matches) endSolving(ctx context.Context, s Solving, failed string) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		return endSolving(ctx, tx, s, SolvingFailed, failed, "", m.Clock.Now())
	})
}

// solveWatched solves and writes down, while a second goroutine notes how far it is and breaks it off when nobody wants it any more.
func (m *Matches) solveWatched(ctx context.Context, a org.Actor, s Solving) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var at progress
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		m.watch(ctx, s, &at, stop, cancel)
	}()
	defer func() { <-stopped }()
	var once sync.Once
	quiet := func() { once.Do(func() { close(stop) }) }
	defer quiet()
	o := fit.Options{Progress: func(done float64, phase fit.Phase) { at.set(saveFrom*done, phase) }}
	_, err := m.solve(ctx, a, o, func() {
		// The writing holds the database, and the beat with it; what it knows is written first.
		at.set(saveFrom, Saving)
		quiet()
		<-stopped
		m.note(ctx, s, &at, cancel)
	}, func(tx *db.Tx, r Round) error {
		return endSolving(ctx, tx, s, SolvingDone, "", r.ID, m.Clock.Now())
	})
	return err
}

func (m *Matches) watch(ctx context.Context, s Solving, at *progress, stop <-chan struct{}, cancel func()) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-stop:
			return
		case <-tick.C:
			m.note(ctx, s, at, cancel)
		}
	}
}

// note writes how far the work is.
func (m *Matches) note(ctx context.Context, s Solving, at *progress, cancel func()) {
	share, phase := at.get()
	wanted := true
	err := m.DB.Write(ctx, func(tx *db.Tx) (err error) {
		wanted, err = beatSolving(ctx, tx, s, phase, share, m.Clock.Now())
		return err
	})
	if err == nil && !wanted {
		cancel()
	}
}

// progress is how far the work is, for two goroutines.
type progress struct {
	mu    sync.Mutex
	share float64
	phase fit.Phase
}

func (p *progress) set(share float64, phase fit.Phase) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.share, p.phase = share, phase
}

func (p *progress) get() (float64, fit.Phase) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.share, p.phase
}
