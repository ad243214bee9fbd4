package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/fit"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Answer takes one side's yes or no, inside the caller's transaction: when both have said yes the caller makes the pair in the same one.
// A no closes the proposal; nobody is asked why, the coordinators hear of it, and the two are not proposed to each other again. A yes
// may become a no until the other has answered.
func (m *Matches) Answer(ctx context.Context, tx *db.Tx, a org.Actor, proposalID string, yes bool) (Proposal, error) {
	p, err := m.lockProposal(ctx, tx, a.Org, proposalID)
	if err != nil {
		return p, err
	}
	switch {
	case a.Side == org.Mentor && a.Seat == p.Mentor.ID, a.Side == org.Mentee && a.Seat == p.Mentee.ID:
	default:
		return p, fault.Missing()
	}
	answer := No
	if yes {
		answer = Yes
	}
	switch {
	case p.Status != Open && p.AnswerOf(a.Side) == answer:
		return p, nil // pressed twice
	case p.Status != Open:
		return p, fault.New(fault.Conflict, "matching.proposal_closed")
	case p.Left():
		return p, fault.New(fault.Conflict, "matching.proposal_left")
	case p.AnswerOf(a.Side) == answer:
		return p, nil
	}
	now := m.Clock.Now()
	if a.Side == org.Mentor {
		p.MentorAnswer, p.MentorAnswered = answer, now
	} else {
		p.MenteeAnswer, p.MenteeAnswered = answer, now
	}
	switch {
	case !yes:
		p.Status, p.Closed = Declined, now
	case p.MentorAnswer == Yes && p.MenteeAnswer == Yes:
		p.Status, p.Closed = Agreed, now
	}
	if err := m.saveProposal(ctx, tx, p); err != nil {
		return p, err
	}
	a.Programme = p.Programme
	if p.Status == Agreed {
		if err := m.settleWishes(ctx, tx, p); err != nil {
			return p, err
		}
	}
	if err := m.log(ctx, tx, a, "proposal_"+answer, p.ID, nil); err != nil || yes {
		return p, err
	}
	if err := m.touch(ctx, tx, a); err != nil {
		return p, err
	}
	other := p.Mentor
	if a.Side == org.Mentor {
		other = p.Mentee
	}
	pr, err := m.Programmes.Get(ctx, tx, p.Org, p.Programme)
	if err != nil {
		return p, err
	}
	if err := m.write(ctx, tx, pr, other, "proposal_off", p.ID, other.Path()); err != nil {
		return p, err
	}
	return p, m.tellCoordinators(ctx, tx, pr, p, "proposal_no")
}

func (m *Matches) tellCoordinators(ctx context.Context, tx *db.Tx, pr programme.Programme, p Proposal, letter string) error {
	leaders, err := m.Orgs.Coordinators(ctx, tx, p.Org, p.Programme)
	if err != nil {
		return err
	}
	for _, r := range leaders {
		err := m.Notify.Send(ctx, tx, notify.Letter{
			Org: p.Org, Event: letter + ":" + p.ID + ":" + r.Account, To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: letter,
			Path: "/p/" + p.Programme + "/match/proposals", Args: []any{"name", fit.FirstName(r.Name), "programme", pr.Name, "mentor", p.Mentor.Person.Name, "mentee", p.Mentee.Person.Name},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Withdraw takes an open proposal back; both are told, and the two may be proposed again.
func (m *Matches) Withdraw(ctx context.Context, a org.Actor, proposalID string) error {
	if err := mayLead(a); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := m.lockProposal(ctx, tx, a.Org, proposalID)
		switch {
		case err != nil:
			return err
		case p.Programme != a.Programme:
			return fault.Missing()
		case p.Status == WithdrawnOffer:
			return nil
		case p.Status != Open:
			return fault.New(fault.Conflict, "matching.proposal_closed")
		}
		p.Status, p.Closed = WithdrawnOffer, m.Clock.Now()
		if err := m.saveProposal(ctx, tx, p); err != nil {
			return err
		}
		pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		for _, s := range []enrolment.Seat{p.Mentee, p.Mentor} {
			if s.Status != enrolment.Accepted {
				continue
			}
			if err := m.write(ctx, tx, pr, s, "proposal_withdrawn", p.ID, s.Path()); err != nil {
				return err
			}
		}
		if err := m.touch(ctx, tx, a); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "proposal_withdrawn", p.ID, nil)
	})
}

// Leaving closes the open proposals and wishes of a seat that is given up or paused; it is one of enrolment's Leaving hooks. The other
// side is told; the coordinators hear of the seat itself.
func (m *Matches) Leaving(ctx context.Context, tx *db.Tx, seat enrolment.Seat) error {
	if err := m.leaveWishes(ctx, tx, seat); err != nil {
		return err
	}
	open, err := db.Column[string](ctx, tx, "select id from proposal where org_id=$1 and (mentor_seat_id=$2 or mentee_seat_id=$2) and status=$3", seat.Org, seat.ID, Open)
	if err != nil {
		return err
	}
	for _, proposalID := range open {
		p, err := m.lockProposal(ctx, tx, seat.Org, proposalID)
		if err != nil {
			return err
		}
		if p.Status != Open { // answered while this transaction waited for it
			continue
		}
		p.Status, p.Closed = WithdrawnOffer, m.Clock.Now()
		if err := m.saveProposal(ctx, tx, p); err != nil {
			return err
		}
		other := p.Mentor
		if seat.ID == p.Mentor.ID {
			other = p.Mentee
		}
		pr, err := m.Programmes.Get(ctx, tx, p.Org, p.Programme)
		if err != nil {
			return err
		}
		if err := m.write(ctx, tx, pr, other, "proposal_off", p.ID, other.Path()); err != nil {
			return err
		}
	}
	return nil
}

// lockProposal reads a proposal that the transaction will change.
func (m *Matches) lockProposal(ctx context.Context, tx *db.Tx, orgID, proposalID string) (Proposal, error) {
	if _, err := db.One[string](ctx, tx, "select id from proposal where org_id=$1 and id=$2"+tx.Lock(), orgID, proposalID); err != nil {
		return Proposal{}, err
	}
	return m.Proposal(ctx, tx, orgID, proposalID)
}

func (m *Matches) saveProposal(ctx context.Context, tx *db.Tx, p Proposal) error {
	_, err := tx.Exec(ctx, `update proposal set mentor_answer=$3, mentor_answered_at=$4, mentee_answer=$5, mentee_answered_at=$6, status=$7, closed_at=$8
		where org_id=$1 and id=$2`, p.Org, p.ID, p.MentorAnswer, db.At(p.MentorAnswered), p.MenteeAnswer, db.At(p.MenteeAnswered), p.Status, db.At(p.Closed))
	return err
}
