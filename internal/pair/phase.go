package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPhase is the form with which the two go on to the next phase; from is the phase they see before them.
const FormPhase = "pair_phase"

func init() {
	visibility.Register(FormPhase, visibility.Coordinator, "from", "rematch")
}

// Advance takes the pair through its gate. from is the phase the actor saw: if the other has moved on meanwhile, nothing happens.
// rematch is "", yes or no, and only asked at the last gate.
func (p *Pairs) Advance(ctx context.Context, a org.Actor, pairID string, from Phase, rematch string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		if x.Phase != from {
			return fault.New(fault.Conflict, "pair.phase_moved")
		}
		s, err := p.Summary(ctx, tx, x.Org, x.ID)
		if err != nil {
			return err
		}
		marks, err := p.Marks(ctx, tx, x.Org, x.ID)
		if err != nil {
			return err
		}
		g, err := p.Gate(ctx, tx, s, marks)
		if err != nil {
			return err
		}
		if !g.Open() {
			return fault.New(fault.Conflict, "pair.gate_shut")
		}
		if g.To == Closed {
			return p.finish(ctx, tx, x, a, Completed, "", rematch)
		}
		if err := p.enter(ctx, tx, &x, g.To, a.Side); err != nil {
			return err
		}
		if err := audit.Log(ctx, tx, p.Clock, audit.Entry{
			Org: x.Org, Programme: x.Programme, Account: a.Account, Act: "pair_phase", Object: x.ID,
			Detail: map[string]string{"phase": string(x.Phase)},
		}); err != nil {
			return err
		}
		return p.mail(ctx, tx, x, Other(a.Side), letter{
			key: "pair_phase", event: "phase-" + string(x.Phase), path: "/pair/" + x.ID,
			args: func(i18n.Lang, *time.Location) []any {
				return []any{"phase", i18n.Key("pair.phase_in_" + string(x.Phase))}
			},
		})
	})
}

// enter puts the pair into a phase and remembers it.
func (p *Pairs) enter(ctx context.Context, tx *db.Tx, x *Pair, to Phase, side org.Role) error {
	x.Phase, x.PhaseSince = to, p.Clock.Now()
	if err := p.savePhase(ctx, tx, *x); err != nil {
		return err
	}
	return p.addHistory(ctx, tx, *x, side)
}

// Step is one phase of a pair's history. Side is who moved it there, "" for the system or the coordinator.
type Step struct {
	Phase Phase
	Side  org.Role
	At    time.Time
}

// History reads the phases a pair has been in, first to last.
func (p *Pairs) History(ctx context.Context, q db.Q, orgID, pairID string) ([]Step, error) {
	return db.All(ctx, q, func(s db.Scan) (h Step, err error) {
		var at db.Time
		err = s(&h.Phase, &h.Side, &at)
		h.At = at.Time
		return h, err
	}, "select phase, side, at from pair_phase where org_id=$1 and pair_id=$2 order by id", orgID, pairID)
}

func (p *Pairs) addHistory(ctx context.Context, tx *db.Tx, x Pair, side org.Role) error {
	_, err := tx.Exec(ctx, "insert into pair_phase (id, org_id, pair_id, phase, side, at) values ($1,$2,$3,$4,$5,$6)", id.New(), x.Org, x.ID, x.Phase, side, db.At(p.Clock.Now()))
	return err
}
