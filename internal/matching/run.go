package matching

import (
	"bytes"
	"context"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormRun is the form behind the button that takes a run out as a file.
const FormRun = "match_run"

func init() {
	visibility.Register(FormRun, visibility.Coordinator, "round")
}

// pack is a run on its way into the database. It is made before the transaction, for compressing a large pool takes time.
type pack struct {
	fit.Run
	content []byte
}

func packed(pool fit.Pool, rules fit.Rules, marks []fit.Mark, out fit.Outcome) (p pack, err error) {
	if p.Run, err = fit.NewRun(pool, rules, marks, out); err != nil {
		return p, err
	}
	var b bytes.Buffer
	err = p.Write(&b)
	p.content = b.Bytes()
	return p, err
}

func (m *Matches) saveRun(ctx context.Context, tx *db.Tx, r Round, p pack) error {
	_, err := tx.Exec(ctx, `insert into match_run (round_id, org_id, programme_id, format, engine, rules_format, aim, input_sum, result_sum, content, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`, r.ID, r.Org, r.Programme, p.Format, p.Engine, p.RulesFormat, p.Rules.Aim, p.InputSum, p.ResultSum, p.content, db.At(r.Created))
	return err
}

// Runs tells which rounds of the actor's programme can be taken out and replayed: the sum over each one's result, by round. A round is not
// there when it was solved by a version that stored no runs, or when somebody who was in it has been deleted.
func (m *Matches) Runs(ctx context.Context, a org.Actor) (map[string]string, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	out := map[string]string{}
	_, err := db.All(ctx, m.DB, func(s db.Scan) (struct{}, error) {
		var round, sum string
		err := s(&round, &sum)
		out[round] = sum
		return struct{}{}, err
	}, "select round_id, result_sum from match_run where org_id=$1 and programme_id=$2", a.Org, a.Programme)
	return out, err
}

// TakeRun gives a round's run as a file, and notes who took it. It holds everybody's answers and who must not meet, by ids alone.
func (m *Matches) TakeRun(ctx context.Context, a org.Actor, roundID string) (r Round, content []byte, err error) {
	if err := mayLead(a); err != nil {
		return r, nil, err
	}
	if r, err = m.round(ctx, m.DB, a, roundID); err != nil {
		return r, nil, err
	}
	if err := m.rerun(ctx, a, r); err != nil {
		return r, nil, err
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		if content, err = m.runContent(ctx, tx, a, roundID); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_run", r.ID, map[string]string{"number": strconv.Itoa(r.Number)})
	})
	return r, content, err
}

// rerun stores the run of a draft that was changed after it was solved: the changes took the first one away. It is solved outside the
// transaction, for nobody should wait for that. A pool that has changed since is a Conflict, for then the draft is not what solving gives.
func (m *Matches) rerun(ctx context.Context, a org.Actor, r Round) error {
	if r.Status != Draft || r.Revision == 0 {
		return nil
	}
	there, err := db.One[int](ctx, m.DB, "select count(*) from match_run where org_id=$1 and round_id=$2", a.Org, r.ID)
	if err != nil || there > 0 {
		return err
	}
	pool, _, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return err
	}
	out, err := fit.Solve(ctx, pool, r.Rules, marks) // the rules that the draft was solved by
	if err != nil {
		return err
	}
	stored, err := db.All(ctx, m.DB, scanPair, selectPair+" where round_id=$1 and org_id=$2", r.ID, a.Org)
	if err != nil {
		return err
	}
	if moved := fit.Moves(fit.Outcome{Pairs: stored}, out); len(moved) > 0 {
		return fault.New(fault.Conflict, "matching.round_stale", "n", len(moved))
	}
	run, err := packed(pool, r.Rules, marks, out)
	if err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		wanted, err := db.One[int](ctx, tx, `select count(*) from match_round r where org_id=$1 and id=$2 and revision=$3
			and not exists (select 1 from match_run k where k.round_id = r.id)`, a.Org, r.ID, r.Revision)
		if err != nil || wanted == 0 { // changed again, or somebody else was first
			return err
		}
		return m.saveRun(ctx, tx, r, run)
	})
}

// rerunDraft stores the run of the draft where it is missing and can still be made.
func (m *Matches) rerunDraft(ctx context.Context, a org.Actor) error {
	r, err := m.Draft(ctx, a)
	if err == nil {
		err = m.rerun(ctx, a, r)
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

func (m *Matches) runContent(ctx context.Context, q db.Q, a org.Actor, roundID string) ([]byte, error) {
	b, err := db.One[[]byte](ctx, q, "select content from match_run where org_id=$1 and programme_id=$2 and round_id=$3", a.Org, a.Programme, roundID)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Gone, "run.gone")
	}
	return b, err
}

// run reads a round's run as it was stored.
func (m *Matches) run(ctx context.Context, q db.Q, a org.Actor, roundID string) (fit.Run, error) {
	b, err := m.runContent(ctx, q, a, roundID)
	if err != nil {
		return fit.Run{}, err
	}
	return fit.ReadRun(bytes.NewReader(b))
}
