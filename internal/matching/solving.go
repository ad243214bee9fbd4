package matching

import (
	"context"
	"errors"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormSolveStop is the button that breaks off what runs.
const FormSolveStop = "match_solve_stop"

func init() { visibility.Register(FormSolveStop, visibility.Coordinator, "solving") }

// SolvingStatus is where the work on a large pool is.
type SolvingStatus string

// The states.
const (
	SolvingWaits  SolvingStatus = "waiting"
	SolvingRuns   SolvingStatus = "running"
	SolvingDone   SolvingStatus = "done"
	SolvingBroken SolvingStatus = "cancelled" // by a coordinator
	SolvingFailed SolvingStatus = "failed"
)

// Solving is a large pool that is solved in the background.
type Solving struct {
	ID, Org, Programme string
	Status             SolvingStatus
	Pairs              int       // that there would be without rules
	Phase              fit.Phase // "" before it begins; Saving at the end
	Share              float64   // of the work, 0 to 1
	Failed             string    // the key of a text that says why
	Round              string    // what came of it
	By                 string    // account
	Asked, Began, Beat time.Time
	Tries              int // how often the work was begun
}

// Saving is the last phase: the pairs are written down.
const Saving fit.Phase = "saving"

// Active says whether it waits or runs.
func (s Solving) Active() bool { return s.Status == SolvingWaits || s.Status == SolvingRuns }

// Left guesses how much longer it takes, by what it has taken so far; 0 while nobody can tell.
func (s Solving) Left(now time.Time) time.Duration {
	if s.Share < 0.05 || s.Began.IsZero() {
		return 0
	}
	return time.Duration(float64(now.Sub(s.Began)) * (1 - s.Share) / s.Share)
}

// Large is from how many pairs on, mentees times mentors, a pool is solved in the background.
const Large = 3_000_000

// lost is how long work may give no sign of life before it is said to have stopped with the program that did it. A program that is
// stopped and started again takes it up within that time.
const lost = 3 * time.Minute

// maxTries is how often work is taken up again after the program died under it.
const maxTries = 3

// Ask solves a pool at once, or in the background where it is large: then later is true and Solving says how far it is. One runs at a
// time in a programme; asking again while it runs changes nothing.
func (m *Matches) Ask(ctx context.Context, a org.Actor) (r Round, later bool, err error) {
	if err := mayLead(a); err != nil {
		return r, false, err
	}
	pairs, err := m.size(ctx, a)
	if err != nil {
		return r, false, err
	}
	last, err := m.Solving(ctx, a)
	if err != nil || last.Active() {
		return r, err == nil, err
	}
	if m.Jobs == nil || pairs <= m.large() {
		r, err = m.Solve(ctx, a)
		return r, false, err
	}
	now := m.Clock.Now()
	s := Solving{ID: id.New(), Org: a.Org, Programme: a.Programme, Status: SolvingWaits, Pairs: pairs, By: a.Account, Asked: now, Beat: now}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		other, err := m.solving(ctx, tx, a)
		if err != nil || other.Active() { // pressed twice
			return err
		}
		if err := addSolving(ctx, tx, s); err != nil {
			return err
		}
		return m.Jobs.Enqueue(ctx, tx, solveLarge, solveWish{s.Org, s.ID})
	})
	return r, true, err
}

func (m *Matches) large() int {
	if m.LargePool > 0 {
		return m.LargePool
	}
	return Large
}

// size is how many pairs the pool would have without rules; it reads no profiles.
func (m *Matches) size(ctx context.Context, a org.Actor) (int, error) {
	of := map[org.Role]int{}
	_, err := db.All(ctx, m.DB, func(s db.Scan) (x struct{}, err error) {
		var role org.Role
		var n int
		err = s(&role, &n)
		of[role] = n
		return x, err
	}, "select role, count(*) from seat where org_id=$1 and programme_id=$2 and status=$3 group by role", a.Org, a.Programme, enrolment.Accepted)
	return of[org.Mentor] * of[org.Mentee], err
}

// Solving reads the latest work on a large pool; its ID is "" where there was none. Work that was lost with the program is said to
// have failed.
func (m *Matches) Solving(ctx context.Context, a org.Actor) (Solving, error) {
	if err := mayLead(a); err != nil {
		return Solving{}, err
	}
	s, err := m.solving(ctx, m.DB, a)
	if err != nil || !s.Active() || m.Clock.Now().Sub(s.Beat) < lost {
		return s, err
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		return endSolving(ctx, tx, s, SolvingFailed, "solving.failed_lost", "", m.Clock.Now())
	})
	if err != nil {
		return s, err
	}
	return m.solving(ctx, m.DB, a)
}

// StopSolving breaks off the work that runs. Nothing of it is kept; an earlier draft stays as it is.
func (m *Matches) StopSolving(ctx context.Context, a org.Actor, solvingID string) error {
	if err := mayLead(a); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		s, err := m.solving(ctx, tx, a)
		switch {
		case err != nil:
			return err
		case s.ID != solvingID || s.ID == "":
			return fault.Missing()
		case !s.Active():
			return nil
		}
		if err := endSolving(ctx, tx, s, SolvingBroken, "", "", m.Clock.Now()); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_solve_stopped", s.ID, nil)
	})
}

// why gives the key of the text for an error that ended the work.
func why(err error) string {
	l := fault.List(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "solving.failed_slow"
	case len(l) > 0 && l[0].Key == "solving.stable_too_large":
		return "solving.failed_stable"
	case fault.Is(err, fault.Conflict):
		return "solving.failed_marks"
	}
	return "solving.failed_error"
}
