package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPhase is the form with which the two go on to the next phase; from is the phase they see before them.
const FormPhase = "pair_phase"

func init() {
	visibility.Register(FormPhase, visibility.Coordinator, "from", "rematch")
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
