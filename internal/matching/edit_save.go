package matching

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// turn says where a change comes from.
type turn int

const (
	edited turn = iota
	undone
	redone
)

// plan works out what a change is, from the marks that stand.
type plan func(q db.Q, marks []fit.Mark) ([]step, error)

// errMoved says that another process changed the same draft in between.
var errMoved = errors.New("matching: the draft has moved on")

// change carries a plan out: on the draft where one waits, else as marks alone.
func (m *Matches) change(ctx context.Context, a org.Actor, p plan, how turn) (e Effect, err error) {
	if err := mayLead(a); err != nil {
		return Effect{}, err
	}
	for range 3 {
		if e, err = m.changeOnce(ctx, a, p, how); !errors.Is(err, errMoved) {
			return e, err
		}
	}
	return e, fault.New(fault.Conflict, "board.busy")
}

// runSmall is up to how many seats a draft's run is written with each change; of a larger one it is when somebody asks for it.
const runSmall = 400

func (m *Matches) changeOnce(ctx context.Context, a org.Actor, p plan, how turn) (Effect, error) {
	r, err := m.Draft(ctx, a)
	if fault.Is(err, fault.NotFound) {
		return Effect{}, m.plain(ctx, a, p)
	}
	if err != nil {
		return Effect{}, err
	}
	h := m.desks.take(a.Programme)
	defer h.mu.Unlock()
	if err := m.freshen(ctx, a, h, r); errors.Is(err, errNoDesk) {
		return Effect{}, m.plain(ctx, a, p)
	} else if err != nil {
		return Effect{}, err
	}
	steps, err := p(m.DB, h.marks)
	if err != nil || len(steps) == 0 {
		return Effect{Edited: true}, err
	}
	if err := open(h.pool, steps); err != nil {
		return Effect{}, err
	}
	marks, pool := apply(steps, h.marks, h.pool)
	places := slices.ContainsFunc(steps, func(s step) bool { return s.Seat != "" })
	if places {
		err = h.desk.Places(ctx, pool)
	} else {
		err = h.desk.Mark(ctx, marks)
	}
	if err != nil {
		if !fault.Is(err, fault.Conflict) {
			h.desk = nil
		}
		return Effect{}, err
	}
	e := Effect{Edited: true}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		if err := m.saveSteps(ctx, tx, a, steps); err != nil {
			return err
		}
		out := h.desk.Outcome()
		if e.Moves, err = m.saveDraft(ctx, tx, a, r, out, h); err != nil {
			return err
		}
		e.Pairs, e.Points = out.Summary.Matched-r.Summary.Matched, out.Summary.Total-r.Summary.Total
		if len(pool.Mentors)+len(pool.Mentees) <= runSmall {
			run, err := packed(pool, r.Rules, marks, out)
			if err != nil {
				return err
			}
			if err := m.saveRun(ctx, tx, r, run); err != nil {
				return err
			}
		}
		return m.saveEdit(ctx, tx, a, r, steps, e, how)
	})
	if err != nil {
		h.desk = nil // what is laid out is not what is stored
		return Effect{}, err
	}
	h.marks, h.pool = marks, pool
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return e, err
	}
	e.Names, e.Touched = k.people(names(pool, e.Moves)), touched(steps, e.Moves)
	if !places {
		return e, nil
	}
	if h.stamp, _, err = m.stamp(ctx, a); err != nil {
		h.desk = nil
	}
	return e, err
}

// plain keeps a change for the next round. All marks must be able to stand together.
func (m *Matches) plain(ctx context.Context, a org.Actor, p plan) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		marks, err := m.marks(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		steps, err := p(tx, marks)
		if err != nil || len(steps) == 0 {
			return err
		}
		if err := m.saveSteps(ctx, tx, a, steps); err != nil {
			return err
		}
		if slices.ContainsFunc(steps, step.locks) {
			if err := m.canLock(ctx, tx, a, steps); err != nil {
				return err
			}
		}
		return m.touch(ctx, tx, a)
	})
}

// canLock tries all marks together as the next round will.
func (m *Matches) canLock(ctx context.Context, tx *db.Tx, a org.Actor, steps []step) error {
	pool, rules, marks, err := m.given(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	if err := open(pool, steps); err != nil {
		return err
	}
	return fit.CheckMarks(pool, rules, marks)
}

// open refuses a lock on somebody whose places living pairs and open proposals have taken: they are not in the pool, and a mark on them
// would say nothing.
func open(pool fit.Pool, steps []step) error {
	for _, k := range steps {
		if !k.locks() {
			continue
		}
		for _, s := range slices.Concat(pool.Mentors, pool.Mentees) {
			if (s.ID == k.Now.Mentor || s.ID == k.Now.Mentee) && pool.Free(s) == 0 {
				return fault.New(fault.Conflict, "matching.lock_taken", "name", s.Person.Name)
			}
		}
	}
	return nil
}

// saveDraft writes what a draft has become, row by row where it differs, and says who moved. It takes back a colleague's approval.
func (m *Matches) saveDraft(ctx context.Context, tx *db.Tx, a org.Actor, r Round, out fit.Outcome, h *held) ([]fit.Move, error) {
	s := out.Summary
	rules, err := m.Rules(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	now := db.At(m.Clock.Now())
	touched := db.At(time.Time{})
	if !reflect.DeepEqual(rules, r.Rules) {
		touched = now // it still answers to the rules it was solved by
	}
	n, err := tx.Exec(ctx, `update match_round set result=$4, proof=$5, matched=$6, cost=$7, verified=$8, revision=revision+1, settled_at=$9, touched_at=$10,
			asked_by='', asked_at='', approved_by='', approved_at='', review_note=''
		where org_id=$1 and id=$2 and revision=$3 and status='draft'`,
		a.Org, r.ID, r.Revision, db.J(result{s, r.Took.Microseconds()}), db.J(out.Proof), s.Matched, s.Matched*fit.Full-s.Total, s.Proven(), now, touched)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, errMoved
	}
	if _, err := tx.Exec(ctx, "delete from match_run where org_id=$1 and round_id=$2", a.Org, r.ID); err != nil {
		return nil, err // it is made again when it is asked for, and before the draft is sent
	}
	stored, err := db.All(ctx, tx, func(s db.Scan) (p fit.Pair, err error) {
		err = s(&p.Mentor, &p.Mentee, &p.Score, &p.Locked)
		return p, err
	}, "select mentor_seat_id, mentee_seat_id, score, locked from match_pair where org_id=$1 and round_id=$2", a.Org, r.ID)
	if err != nil {
		return nil, err
	}
	two := func(p fit.Pair) fit.Couple { return fit.Couple{Mentor: p.Mentor, Mentee: p.Mentee} }
	was := make(map[fit.Couple]fit.Pair, len(stored))
	for _, p := range stored {
		was[two(p)] = p
	}
	var fresh []fit.Pair
	for _, p := range out.Pairs {
		if old, had := was[two(p)]; had && old.Locked == p.Locked && old.Score == p.Score {
			delete(was, two(p))
		} else {
			fresh = append(fresh, p)
		}
	}
	for c := range was {
		if _, err := tx.Exec(ctx, "delete from match_pair where org_id=$1 and round_id=$2 and mentor_seat_id=$3 and mentee_seat_id=$4", a.Org, r.ID, c.Mentor, c.Mentee); err != nil {
			return nil, err
		}
	}
	if err := savePairs(ctx, tx, r, fresh); err != nil {
		return nil, err
	}
	fit.SortLeft(out.Left)
	left, err := json.Marshal(out.Left)
	if err != nil {
		return nil, err
	}
	if list := string(left) + seats(out.Left); list != h.left {
		if _, err := tx.Exec(ctx, "delete from match_left where org_id=$1 and round_id=$2", a.Org, r.ID); err != nil {
			return nil, err
		}
		if err := saveLeft(ctx, tx, r, out.Left); err != nil {
			return nil, err
		}
		h.left = list
	}
	return fit.Moves(fit.Outcome{Pairs: stored}, out), nil
}

func seats(left []fit.Left) (out string) {
	for _, l := range left {
		out += l.Seat
	}
	return out
}

func (m *Matches) saveEdit(ctx context.Context, tx *db.Tx, a org.Actor, r Round, steps []step, e Effect, how turn) error {
	switch how {
	case undone:
		_, err := tx.Exec(ctx, `update match_edit set undone=$3 where org_id=$1 and round_id=$2 and number =
			(select max(number) from match_edit where org_id=$1 and round_id=$2 and undone=$4)`, a.Org, r.ID, true, false)
		return err
	case redone:
		_, err := tx.Exec(ctx, `update match_edit set undone=$3 where org_id=$1 and round_id=$2 and number =
			(select min(number) from match_edit where org_id=$1 and round_id=$2 and undone=$4)`, a.Org, r.ID, false, true)
		return err
	}
	if _, err := tx.Exec(ctx, "delete from match_edit where org_id=$1 and round_id=$2 and undone=$3", a.Org, r.ID, true); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `insert into match_edit (round_id, org_id, number, steps, effect, undone, created_by, created_at)
		values ($1,$2,(select coalesce(max(number),0)+1 from match_edit where round_id=$1),$3,$4,$5,$6,$7)`,
		r.ID, a.Org, db.J(steps), db.J(e), false, a.Account, db.At(m.Clock.Now()))
	return err
}

// touched is the mentees whose pair or mark is another now, each once.
func touched(steps []step, moves []fit.Move) (mentees []string) {
	for _, s := range steps {
		for _, k := range []*fit.Mark{s.Was, s.Now} {
			if k != nil {
				mentees = append(mentees, k.Mentee)
			}
		}
	}
	for _, m := range moves {
		mentees = append(mentees, m.Mentee)
	}
	slices.Sort(mentees)
	return slices.Compact(mentees)
}
