package matching

import (
	"context"
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fit"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Publish turns a draft into proposals and writes to both sides of each. What cannot be sent any more, because somebody left, was given
// another place or a rule changed, stops all of it: the coordinator solves again and sees what they send.
func (m *Matches) Publish(ctx context.Context, a org.Actor, roundID string) (sent int, err error) {
	if err := mayLead(a); err != nil {
		return 0, err
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		sent = 0
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		r, err := m.round(ctx, tx, a, roundID)
		if err != nil {
			return err
		}
		if r.Status != Draft {
			return fault.New(fault.Conflict, "matching.round_"+string(r.Status))
		}
		if err := m.reviewed(ctx, tx, a, r); err != nil {
			return err
		}
		if err := m.rerun(ctx, tx, a, r); err != nil {
			return err
		}
		pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		if pr.Status == programme.Closed {
			return fault.New(fault.Conflict, "matching.programme_closed")
		}
		pairs, err := db.All(ctx, tx, scanPair, selectPair+" where round_id=$1 and org_id=$2 order by mentee_seat_id", r.ID, a.Org)
		if err != nil {
			return err
		}
		if len(pairs) == 0 {
			return fault.New(fault.Conflict, "matching.round_empty")
		}
		seats, err := m.stillFit(ctx, tx, a, pairs)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			x := Proposal{
				ID: id.New(), Org: a.Org, Programme: a.Programme, Round: r.ID, Mentor: seats[p.Mentor], Mentee: seats[p.Mentee],
				Reasons: fit.ForBoth(p.Reasons), Score: p.Score, Status: Open, Created: m.Clock.Now(),
			}
			if err := m.propose(ctx, tx, pr, x); err != nil {
				return err
			}
			sent++
		}
		_, err = tx.Exec(ctx, "update match_round set status=$3, published_at=$4 where org_id=$1 and id=$2", a.Org, r.ID, Published, db.At(m.Clock.Now()))
		if err != nil {
			return err
		}
		// A lock has done its work; left standing it would contradict the place that the proposal takes.
		if _, err := tx.Exec(ctx, `delete from match_mark where org_id=$1 and programme_id=$2 and mark=$3`, a.Org, a.Programme, fit.Lock); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_published", r.ID, map[string]string{"number": strconv.Itoa(r.Number), "pairs": strconv.Itoa(sent)})
	})
	return sent, err
}

// stillFit holds a draft against the programme as it is now and returns its seats.
func (m *Matches) stillFit(ctx context.Context, tx *db.Tx, a org.Actor, pairs []fit.Pair) (map[string]enrolment.Seat, error) {
	pool, err := m.pool(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	rules, err := m.Rules(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return nil, err
	}
	marks, err := m.marks(ctx, tx, a.Org, a.Programme)
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

// propose stores an open proposal and writes to both.
func (m *Matches) propose(ctx context.Context, tx *db.Tx, pr programme.Programme, x Proposal) error {
	_, err := tx.Exec(ctx, `insert into proposal (id, org_id, programme_id, round_id, mentor_seat_id, mentee_seat_id, reasons, score, status, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`, x.ID, x.Org, x.Programme, x.Round, x.Mentor.ID, x.Mentee.ID, db.J(x.Reasons), x.Score, x.Status, db.At(x.Created))
	if err != nil {
		return err
	}
	for _, s := range []enrolment.Seat{x.Mentee, x.Mentor} {
		path, err := m.Enrolments.WayIn(ctx, tx, &s, "/proposal/"+x.ID)
		if err != nil {
			return err
		}
		if err := m.write(ctx, tx, pr, s, "proposal_"+string(s.Role), x.ID, path); err != nil {
			return err
		}
	}
	return nil
}

// write sends one letter about a proposal to a seat's person. It names nobody: who it is about is read after signing in.
func (m *Matches) write(ctx context.Context, tx *db.Tx, pr programme.Programme, s enrolment.Seat, letter, proposalID, path string) error {
	to, err := m.Orgs.Receiver(ctx, tx, s.Org, s.Person.ID)
	if err != nil {
		return err
	}
	return m.Notify.Send(ctx, tx, notify.Letter{
		Org: s.Org, Event: letter + ":" + proposalID + ":" + s.ID, To: notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang}, Key: letter, Path: path,
		Args: []any{"name", fit.FirstName(to.Name), "programme", pr.Name, "owner", pr.OwnerName, "owner_email", pr.OwnerEmail},
	})
}
