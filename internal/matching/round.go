package matching

import (
	"context"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// RoundStatus is where a round is in its life.
type RoundStatus string

// The states.
const (
	Draft      RoundStatus = "draft"
	Published  RoundStatus = "published"
	Superseded RoundStatus = "superseded"
)

// Round is one solved suggestion. Its pairs and whom it left are read apart: they are many.
type Round struct {
	ID, Org, Programme string
	Number             int
	Status             RoundStatus
	Rules              fit.Rules
	Summary            fit.Summary
	Took               time.Duration
	Verified           bool
	By                 string // name of who asked for it
	Created, Published time.Time
	Touched            bool // the rules or a participant changed after it was solved, or a mark that it does not heed yet
	Revision           int  // how many changes a coordinator has made in it
	Review             Review
}

// Review is what a second coordinator says of a draft before it is sent.
type Review struct {
	AskedBy, ApprovedBy string // accounts
	Asked, Approved     time.Time
	Note                string // why it was sent back
}

// result is what is stored of a round beside its rows.
type result struct {
	Summary fit.Summary `json:"summary"`
	Micros  int64       `json:"micros"`
}

// Solve makes a new suggestion for all who have no partner. An earlier draft is superseded; what is published stays as it is.
func (m *Matches) Solve(ctx context.Context, a org.Actor) (Round, error) {
	return m.solve(ctx, a, fit.Options{}, func() {}, func(*db.Tx, Round) error { return nil })
}

// solve is Solve with options. found is called when the pairs are found and before they are written, and with in the transaction
// that writes them.
func (m *Matches) solve(ctx context.Context, a org.Actor, o fit.Options, found func(), with func(tx *db.Tx, r Round) error) (Round, error) {
	if err := mayLead(a); err != nil {
		return Round{}, err
	}
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return Round{}, err
	}
	r := Round{ID: id.New(), Org: a.Org, Programme: a.Programme, Status: Draft, Rules: rules, Created: m.Clock.Now()}
	began := time.Now()
	out, err := fit.SolveWith(ctx, pool, r.Rules, marks, o)
	if err != nil {
		return r, err
	}
	r.Summary, r.Took, r.Verified = out.Summary, time.Since(began), out.Summary.Proven()
	run, err := packed(pool, r.Rules, marks, out)
	if err != nil {
		return r, err
	}
	found()
	return r, m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		if r.Number, err = m.nextNumber(ctx, tx, a); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "update match_round set status=$3 where org_id=$1 and programme_id=$2 and status=$4", a.Org, a.Programme, Superseded, Draft); err != nil {
			return err
		}
		if err := m.saveRound(ctx, tx, a, r, out); err != nil {
			return err
		}
		if err := m.saveRun(ctx, tx, r, run); err != nil {
			return err
		}
		if err := with(tx, r); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_solved", r.ID, map[string]string{
			"number": strconv.Itoa(r.Number), "pairs": strconv.Itoa(r.Summary.Matched), "mentees": strconv.Itoa(r.Summary.Mentees), "sum": run.ResultSum,
		})
	})
}
