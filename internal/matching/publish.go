package matching

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Publish turns a draft into proposals and writes to those of each whose turn it is. What cannot be sent any more, because somebody
// left, was given another place or a rule changed, stops all of it: the coordinator solves again and sees what they send.
func (m *Matches) Publish(ctx context.Context, a org.Actor, roundID string) (sent int, err error) {
	return m.PublishSome(ctx, a, roundID, func(fit.Pair) bool { return true })
}

// PublishSome sends the pairs of a draft that are chosen. The rest is solved again without the places that the sent ones take and
// stays a draft; if nothing has changed since the round was solved, its pairs stay as they were.
func (m *Matches) PublishSome(ctx context.Context, a org.Actor, roundID string, chosen func(fit.Pair) bool) (sent int, err error) {
	if err := mayLead(a); err != nil {
		return 0, err
	}
	r, err := m.draftOf(ctx, m.DB, a, roundID)
	if err != nil {
		return 0, err
	}
	if err := m.rerun(ctx, a, r); err != nil {
		return 0, err
	}
	send, keep, err := m.split(ctx, m.DB, a, r, chosen)
	if err != nil {
		return 0, err
	}
	var rest *remains
	if len(keep) > 0 {
		if rest, err = m.solveRest(ctx, a, r, send, keep); err != nil {
			return 0, err
		}
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		sent = 0
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		now, err := m.draftOf(ctx, tx, a, roundID)
		if err != nil { // sent or solved again by somebody else
			return err
		}
		if now.Revision != r.Revision {
			return fault.New(fault.Conflict, "board.review_changed")
		}
		r = now
		if err := m.reviewed(ctx, tx, a, r); err != nil {
			return err
		}
		pr, err := m.mayPropose(ctx, tx, a)
		if err != nil {
			return err
		}
		if err := m.proposeAll(ctx, tx, a, pr, r.ID, send); err != nil {
			return err
		}
		sent = len(send)
		if _, err := tx.Exec(ctx, "update match_round set status=$3, published_at=$4 where org_id=$1 and id=$2", a.Org, r.ID, Published, db.At(m.Clock.Now())); err != nil {
			return err
		}
		if err := m.spendLocks(ctx, tx, a, send, rest == nil); err != nil {
			return err
		}
		if rest != nil {
			if err := m.saveRest(ctx, tx, a, rest); err != nil {
				return err
			}
		}
		return m.log(ctx, tx, a, "match_published", r.ID, map[string]string{"number": strconv.Itoa(r.Number), "pairs": strconv.Itoa(sent), "rest": strconv.Itoa(len(keep))})
	})
	return sent, err
}

// draftOf reads a round that must still wait for the coordinator.
func (m *Matches) draftOf(ctx context.Context, q db.Q, a org.Actor, roundID string) (Round, error) {
	r, err := m.round(ctx, q, a, roundID)
	if err == nil && r.Status != Draft {
		err = fault.New(fault.Conflict, "matching.round_"+string(r.Status))
	}
	return r, err
}

// split reads the pairs of a round and parts those that are chosen from the others.
func (m *Matches) split(ctx context.Context, q db.Q, a org.Actor, r Round, chosen func(fit.Pair) bool) (send, keep []fit.Pair, err error) {
	pairs, err := db.All(ctx, q, scanPair, selectPair+" where round_id=$1 and org_id=$2 order by mentee_seat_id", r.ID, a.Org)
	if err != nil {
		return nil, nil, err
	}
	if len(pairs) == 0 {
		return nil, nil, fault.New(fault.Conflict, "matching.round_empty")
	}
	for _, p := range pairs {
		if chosen(p) {
			send = append(send, p)
		} else {
			keep = append(keep, p)
		}
	}
	if len(send) == 0 {
		err = fault.New(fault.Conflict, "offer.none_chosen")
	}
	return send, keep, err
}

// mayPropose reads the programme, which must not be over.
func (m *Matches) mayPropose(ctx context.Context, tx *db.Tx, a org.Actor) (programme.Programme, error) {
	pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
	if err == nil && pr.Status == programme.Closed {
		err = fault.New(fault.Conflict, "matching.programme_closed")
	}
	return pr, err
}

// proposeAll holds pairs against the programme as it is now and sends them.
func (m *Matches) proposeAll(ctx context.Context, tx *db.Tx, a org.Actor, pr programme.Programme, roundID string, pairs []fit.Pair) error {
	seats, err := m.stillFit(ctx, tx, a, pairs)
	if err != nil {
		return err
	}
	way, err := m.Way(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		x := Proposal{
			ID: id.New(), Org: a.Org, Programme: a.Programme, Round: roundID, Mentor: seats[p.Mentor], Mentee: seats[p.Mentee],
			Reasons: fit.ForBoth(p.Reasons), Score: p.Score, Status: Open, Created: m.Clock.Now(),
		}
		if err := m.propose(ctx, tx, pr, way, x); err != nil {
			return err
		}
	}
	return nil
}

// spendLocks takes away the locks that have done their work: left standing they would contradict the places that proposals take.
func (m *Matches) spendLocks(ctx context.Context, tx *db.Tx, a org.Actor, sent []fit.Pair, all bool) error {
	if all {
		_, err := tx.Exec(ctx, `delete from match_mark where org_id=$1 and programme_id=$2 and mark=$3`, a.Org, a.Programme, fit.Lock)
		return err
	}
	for _, p := range sent {
		if _, err := tx.Exec(ctx, `delete from match_mark where org_id=$1 and programme_id=$2 and mark=$3 and mentor_seat_id=$4 and mentee_seat_id=$5`,
			a.Org, a.Programme, fit.Lock, p.Mentor, p.Mentee); err != nil {
			return err
		}
	}
	return nil
}

// stillFit holds pairs against the programme as it is now and returns its seats.
func (m *Matches) stillFit(ctx context.Context, tx *db.Tx, a org.Actor, pairs []fit.Pair) (map[string]enrolment.Seat, error) {
	pool, rules, marks, err := m.given(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	seats := map[string]enrolment.Seat{}
	for _, s := range slices.Concat(pool.Mentors, pool.Mentees) {
		seats[s.ID] = s
	}
	gone := len(fit.Stale(pool, rules, marks, pairs))
	if gone > 0 {
		return nil, fault.New(fault.Conflict, "matching.round_stale", "n", gone)
	}
	return seats, nil
}

// remains is what a draft becomes when some of its pairs are sent.
type remains struct {
	Round
	out fit.Outcome
	run pack
}

// solveRest solves a round again without the pairs that are sent. The points of a pair depend on the whole pool, also on those who have
// a place, so a part of the best is the best of the rest and comes out as it was. Where the aim has several answers the solver might
// give another: then the pairs are held to what the coordinator has seen, unless something has changed since.
func (m *Matches) solveRest(ctx context.Context, a org.Actor, r Round, send, keep []fit.Pair) (*remains, error) {
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	x := remains{Round: Round{ID: id.New(), Org: a.Org, Programme: a.Programme, Status: Draft, Rules: rules, Created: m.Clock.Now(), Verified: true}}
	for _, p := range send {
		pool.Taken[p.Mentor]++
		pool.Taken[p.Mentee]++
		marks = slices.DeleteFunc(marks, func(mk fit.Mark) bool { return mk.Kind == fit.Lock && mk.Mentor == p.Mentor && mk.Mentee == p.Mentee })
	}
	began := time.Now()
	if x.out, err = fit.Solve(ctx, pool, x.Rules, marks); err != nil {
		return nil, err
	}
	used := marks
	if !r.Touched && !samePairs(x.out.Pairs, keep) {
		held := slices.Clone(marks)
		for _, p := range keep {
			held = append(held, fit.Mark{Mentor: p.Mentor, Mentee: p.Mentee, Kind: fit.Lock})
		}
		if x.out, err = fit.Solve(ctx, pool, x.Rules, held); err != nil {
			return nil, err
		}
		used = held
	}
	if x.run, err = packed(pool, x.Rules, used, x.out); err != nil {
		return nil, err
	}
	if len(used) > len(marks) {
		locked := 0
		for i, p := range x.out.Pairs {
			x.out.Pairs[i].Locked = slices.ContainsFunc(marks, func(k fit.Mark) bool { return k.Kind == fit.Lock && k.Mentor == p.Mentor && k.Mentee == p.Mentee })
			if x.out.Pairs[i].Locked {
				locked++
			}
		}
		x.out.Summary.Locked = locked
	}
	x.Summary, x.Took = x.out.Summary, time.Since(began)
	return &x, nil
}

func samePairs(a, b []fit.Pair) bool {
	two := map[fit.Couple]bool{}
	for _, p := range a {
		two[fit.Couple{Mentor: p.Mentor, Mentee: p.Mentee}] = true
	}
	for _, p := range b {
		if !two[fit.Couple{Mentor: p.Mentor, Mentee: p.Mentee}] {
			return false
		}
	}
	return len(a) == len(b)
}

func (m *Matches) saveRest(ctx context.Context, tx *db.Tx, a org.Actor, x *remains) (err error) {
	if x.Number, err = m.nextNumber(ctx, tx, a); err != nil {
		return err
	}
	if err := m.saveRound(ctx, tx, a, x.Round, x.out); err != nil {
		return err
	}
	return m.saveRun(ctx, tx, x.Round, x.run)
}

func (m *Matches) nextNumber(ctx context.Context, q db.Q, a org.Actor) (int, error) {
	return db.One[int](ctx, q, "select coalesce(max(number),0)+1 from match_round where org_id=$1 and programme_id=$2", a.Org, a.Programme)
}
