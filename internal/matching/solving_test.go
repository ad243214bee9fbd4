package matching_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

// queue lets the house solve everything in the background. Nobody works on it before start.
func (h *house) queue() (start func()) {
	h.Helper()
	j := job.New(h.m.DB, clock.System{}, slog.New(slog.DiscardHandler))
	h.m.Jobs, h.m.LargePool = j, 1
	h.m.Register()
	if err := j.Open(h.Context()); err != nil {
		h.Fatal(err)
	}
	return func() {
		if err := j.Start(h.Context()); err != nil {
			h.Fatal(err)
		}
		h.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			if err := j.Stop(ctx); err != nil {
				h.Error(err)
			}
		})
	}
}

func (h *house) ask() matching.Solving {
	h.Helper()
	if _, later, err := h.m.Ask(h.Context(), h.lead); err != nil || !later {
		h.Fatalf("not in the background: %v", err)
	}
	return h.solving()
}

func (h *house) solving() matching.Solving {
	h.Helper()
	s, err := h.m.Solving(h.Context(), h.lead)
	if err != nil {
		h.Fatal(err)
	}
	return s
}

// ended waits until the work is over.
func (h *house) ended() matching.Solving {
	h.Helper()
	for range 400 {
		if s := h.solving(); !s.Active() {
			return s
		}
		time.Sleep(25 * time.Millisecond) // the work is a job of its own: only the database tells that it is over
	}
	h.Fatalf("still not over: %+v", h.solving())
	return matching.Solving{}
}

func (h *house) noDraft() {
	h.Helper()
	if r, err := h.m.Draft(h.Context(), h.lead); !fault.Is(err, fault.NotFound) {
		h.Fatalf("there is a draft: %+v, %v", r, err)
	}
}

func TestLargePoolInTheBackground(t *testing.T) {
	each(t, func(h *house) {
		h.trio()
		want := h.solve()
		start := h.queue()
		first := h.ask()
		if !first.Active() || first.Pairs != want.Summary.Possible() || first.By != h.lead.Account {
			t.Fatalf("%+v", first)
		}
		if again := h.ask(); again.ID != first.ID {
			t.Fatal("a second one began while the first waited")
		}
		start()
		done := h.ended()
		if done.Status != matching.SolvingDone || done.Share != 1 || done.Tries != 1 {
			t.Fatalf("%+v", done)
		}
		r, err := h.m.Draft(t.Context(), h.lead)
		if err != nil || r.ID != done.Round || r.Number != want.Number+1 || r.Summary.Total != want.Summary.Total || !r.Verified {
			t.Fatalf("%+v, %v", r, err)
		}
		if next := h.ask(); next.ID == first.ID {
			t.Fatal("nothing new was begun")
		}
		h.ended()
	})
}

func TestStopSolving(t *testing.T) {
	each(t, func(h *house) {
		h.trio()
		start := h.queue()
		s := h.ask()
		stranger := h.lead
		stranger.Org = "elsewhere"
		h.want(h.m.StopSolving(t.Context(), stranger, s.ID), fault.NotFound, "fault.not_found")
		mentee := h.hat(org.Mentee)
		if err := h.m.StopSolving(t.Context(), mentee, s.ID); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
		if err := h.m.StopSolving(t.Context(), h.lead, s.ID); err != nil {
			t.Fatal(err)
		}
		start() // the job is still in the queue and must find that nobody wants it
		late := h.ask()
		if late.ID == s.ID {
			t.Fatal("what was stopped goes on")
		}
		if got := h.ended(); got.Status != matching.SolvingDone {
			t.Fatalf("%+v", got)
		}
		rounds, err := h.m.Rounds(t.Context(), h.lead, 10)
		if err != nil || len(rounds) != 1 {
			t.Fatalf("%d rounds, %v", len(rounds), err)
		}
	})
}

// TestStopWhileSaving stops in the last moment: the pairs are not kept.
func TestStopWhileSaving(t *testing.T) {
	each(t, func(h *house) {
		h.trio()
		h.queue()
		s := h.ask()
		if err := h.m.SolveStoppedLate(t.Context(), h.lead, s); !errors.Is(err, context.Canceled) {
			t.Fatalf("saved all the same: %v", err)
		}
		h.noDraft()
		if got := h.solving(); got.Status != matching.SolvingBroken {
			t.Fatalf("%+v", got)
		}
	})
}

// TestSolvingLost: what nobody takes up again after the program died is said to have failed, and can be asked for anew.
func TestSolvingLost(t *testing.T) {
	each(t, func(h *house) {
		h.trio()
		start := h.queue()
		lost := h.ask()
		h.clock.Set(h.clock.Now().Add(4 * time.Minute))
		if got := h.solving(); got.ID != lost.ID || got.Status != matching.SolvingFailed || got.Failed != "solving.failed_lost" {
			t.Fatalf("%+v", got)
		}
		h.noDraft()
		h.ask()
		start()
		if got := h.ended(); got.ID == lost.ID || got.Status != matching.SolvingDone {
			t.Fatalf("%+v", got)
		}
	})
}

// TestSolvingAfterRestart lets the program die in the middle: the work is taken up again, but not for ever.
func TestSolvingAfterRestart(t *testing.T) {
	for _, tries := range []int{1, matching.MaxTries} {
		each(t, func(h *house) {
			h.trio()
			start := h.queue()
			s := h.ask()
			h.write(func(tx *db.Tx) error {
				_, err := tx.Exec(h.Context(), "update match_solving set status='running', phase=$2, share=400, tries=$3 where id=$1", s.ID, fit.Pairing, tries)
				return err
			})
			start()
			got := h.ended()
			switch {
			case tries < matching.MaxTries && (got.Status != matching.SolvingDone || got.Tries != tries+1):
				h.Fatalf("not taken up again: %+v", got)
			case tries == matching.MaxTries && (got.Status != matching.SolvingFailed || got.Failed != "solving.failed_again"):
				h.Fatalf("tried for ever: %+v", got)
			}
		})
	}
}

func TestSolvingSaysWhy(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		if err := h.m.Mark(t.Context(), h.lead, bo.ID, ane.ID, fit.Lock); err != nil {
			t.Fatal(err)
		}
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `update seat set profile=$2 where id=$1`, ane.ID, db.J(map[string]any{"Consent": "missing", "consent": "missing"}))
			return err
		})
		start := h.queue()
		h.ask()
		start()
		if got := h.ended(); got.Status != matching.SolvingFailed || got.Failed != "solving.failed_marks" {
			t.Fatalf("%+v", got)
		}
		h.noDraft()
	})
}
