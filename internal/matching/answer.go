package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Answer takes one side's real yes or no, inside the caller's transaction: when both have said yes the caller makes the pair in the
// same one. The first yes is what the other one, where they come second, is written to for. A no closes the proposal; nobody is asked
// why, the coordinators hear of it, and the two are not proposed to each other again. A yes may become a no until the other has answered.
func (m *Matches) Answer(ctx context.Context, tx *db.Tx, a org.Actor, proposalID string, yes bool) (Proposal, error) {
	p, err := m.lockProposal(ctx, tx, a.Org, proposalID)
	if err != nil {
		return p, err
	}
	if !p.holds(a) || !p.Told(a.Side) {
		return p, fault.Missing()
	}
	answer := No
	if yes {
		answer = Yes
	}
	switch {
	case p.Stage() == Real && p.Status != Open && p.AnswerOf(a.Side) == answer:
		return p, nil // pressed twice
	case p.Status != Open:
		return p, fault.New(fault.Conflict, "matching.proposal_closed")
	case p.Left():
		return p, fault.New(fault.Conflict, "matching.proposal_left")
	case p.Stage() == Unnamed:
		return p, fault.New(fault.Conflict, "offer.still_unnamed")
	case p.AnswerOf(a.Side) == answer:
		return p, nil
	}
	pr, err := m.Programmes.Get(ctx, tx, p.Org, p.Programme)
	if err != nil {
		return p, err
	}
	now := m.Clock.Now()
	if a.Side == org.Mentor {
		p.MentorAnswer, p.MentorAnswered = answer, now
	} else {
		p.MenteeAnswer, p.MenteeAnswered = answer, now
	}
	switch {
	case !yes:
		return p, m.decline(ctx, tx, a, pr, &p)
	case p.MentorAnswer == Yes && p.MenteeAnswer == Yes:
		p.Status, p.Closed = Agreed, now
		if err = m.closeOthers(ctx, tx, pr, p); err == nil {
			err = m.settleWishes(ctx, tx, p)
		}
	case !p.Told(otherSide(a.Side)):
		err = m.pass(ctx, tx, pr, &p, otherSide(a.Side))
	}
	if err != nil {
		return p, err
	}
	return p, m.answered(ctx, tx, a, p, "proposal_yes")
}

// Know takes a side's answer to a proposal without names: yes, I would like to know who it is, or no. When both have said yes the names
// are shown and both are asked for the real answer. A no closes it as any other no does.
func (m *Matches) Know(ctx context.Context, a org.Actor, proposalID string, yes bool) (p Proposal, err error) {
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		p, err = m.know(ctx, tx, a, proposalID, yes)
		return err
	})
	return p, err
}

func (m *Matches) know(ctx context.Context, tx *db.Tx, a org.Actor, proposalID string, yes bool) (Proposal, error) {
	p, err := m.lockProposal(ctx, tx, a.Org, proposalID)
	if err != nil {
		return p, err
	}
	if !p.holds(a) || !p.Told(a.Side) || !p.Anonymous {
		return p, fault.Missing()
	}
	mine, others := &p.MenteeKnow, &p.MentorKnow
	if a.Side == org.Mentor {
		mine, others = others, mine
	}
	answer := No
	if yes {
		answer = Yes
	}
	switch {
	case *mine == answer && (yes || p.Status != Open):
		return p, nil // pressed twice, or from a page that is old by now
	case p.Status != Open, p.Stage() == Real:
		return p, fault.New(fault.Conflict, "matching.proposal_closed")
	case p.Left():
		return p, fault.New(fault.Conflict, "matching.proposal_left")
	}
	pr, err := m.Programmes.Get(ctx, tx, p.Org, p.Programme)
	if err != nil {
		return p, err
	}
	*mine = answer
	switch {
	case !yes:
		return p, m.decline(ctx, tx, a, pr, &p)
	case *others == Yes:
		p.Named = m.Clock.Now()
		if err := m.another(ctx, tx, pr, &p); err != nil {
			return p, err
		}
		for _, side := range Sides {
			if err := m.tell(ctx, tx, pr, &p, side); err != nil {
				return p, err
			}
		}
	case !p.Told(otherSide(a.Side)):
		if err := m.pass(ctx, tx, pr, &p, otherSide(a.Side)); err != nil {
			return p, err
		}
	}
	return p, m.answered(ctx, tx, a, p, "proposal_know")
}

// pass gives the turn to the side that has not been written to yet.
func (m *Matches) pass(ctx context.Context, tx *db.Tx, pr programme.Programme, p *Proposal, side org.Role) error {
	if err := m.another(ctx, tx, pr, p); err != nil {
		return err
	}
	return m.tell(ctx, tx, pr, p, side)
}

func (m *Matches) answered(ctx context.Context, tx *db.Tx, a org.Actor, p Proposal, act string) error {
	if err := m.saveProposal(ctx, tx, p); err != nil {
		return err
	}
	a.Programme = p.Programme
	return m.log(ctx, tx, a, act, p.ID, nil)
}

// decline closes a proposal after a no. The other one hears of it if they knew of the proposal.
func (m *Matches) decline(ctx context.Context, tx *db.Tx, a org.Actor, pr programme.Programme, p *Proposal) error {
	p.Status, p.Closed = Declined, m.Clock.Now()
	if err := m.answered(ctx, tx, a, *p, "proposal_no"); err != nil {
		return err
	}
	a.Programme = p.Programme
	if err := m.touch(ctx, tx, a); err != nil {
		return err
	}
	if err := m.write(ctx, tx, pr, *p, otherSide(a.Side), "proposal_off"); err != nil {
		return err
	}
	return m.tellCoordinators(ctx, tx, pr, "proposal_no", p.ID, "/match/repair", "mentor", p.Mentor.Person.Name, "mentee", p.Mentee.Person.Name)
}

// closeOthers closes what else is open to a mentee who has a mentor now, or as many as the programme gives.
func (m *Matches) closeOthers(ctx context.Context, tx *db.Tx, pr programme.Programme, agreed Proposal) error {
	way, err := m.Way(ctx, tx, agreed.Org, agreed.Programme)
	if err != nil {
		return err
	}
	if way.Shape.Mentors() > 1 {
		held, err := db.One[int](ctx, tx, `select (select count(*) from pair where org_id=$1 and mentee_seat_id=$2 and phase<>'closed')
			+ (select count(*) from proposal r where r.org_id=$1 and r.mentee_seat_id=$2 and r.id<>$3 and r.status='accepted' and not exists (select 1 from pair x where x.proposal_id = r.id))`,
			agreed.Org, agreed.Mentee.ID, agreed.ID)
		if err != nil || held+1 < way.Shape.Mentors() {
			return err
		}
	}
	others, err := db.Column[string](ctx, tx, "select id from proposal where org_id=$1 and mentee_seat_id=$2 and status=$3 and id<>$4 order by id", agreed.Org, agreed.Mentee.ID, Open, agreed.ID)
	if err != nil {
		return err
	}
	for _, proposalID := range others {
		p, err := m.lockProposal(ctx, tx, agreed.Org, proposalID)
		if err != nil {
			return err
		}
		if p.Status != Open {
			continue
		}
		p.Status, p.Closed = WithdrawnOffer, m.Clock.Now()
		if err := m.saveProposal(ctx, tx, p); err != nil {
			return err
		}
		if err := m.write(ctx, tx, pr, p, org.Mentor, "proposal_off"); err != nil {
			return err
		}
	}
	return nil
}

// tellCoordinators writes to everyone who coordinates the programme, once for each event.
func (m *Matches) tellCoordinators(ctx context.Context, tx *db.Tx, pr programme.Programme, letter, event, page string, args ...any) error {
	leaders, err := m.Orgs.Coordinators(ctx, tx, pr.Org, pr.ID)
	if err != nil {
		return err
	}
	for _, r := range leaders {
		err := m.Notify.Send(ctx, tx, notify.Letter{
			Org: pr.Org, Event: letter + ":" + event + ":" + r.Account, To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: letter,
			Path: pr.Path() + page, Args: append([]any{"name", fit.FirstName(r.Name), "programme", pr.Name}, args...),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Withdraw takes an open proposal back; those who knew of it are told, and the two may be proposed again.
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
		pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		if err := m.takeBack(ctx, tx, pr, p, "proposal_withdrawn"); err != nil {
			return err
		}
		if err := m.touch(ctx, tx, a); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "proposal_withdrawn", p.ID, nil)
	})
}

// takeBack closes an open proposal and writes to those who knew of it.
func (m *Matches) takeBack(ctx context.Context, tx *db.Tx, pr programme.Programme, p Proposal, letter string) error {
	p.Status, p.Closed = WithdrawnOffer, m.Clock.Now()
	if err := m.saveProposal(ctx, tx, p); err != nil {
		return err
	}
	for _, side := range Sides {
		if err := m.write(ctx, tx, pr, p, side, letter); err != nil {
			return err
		}
	}
	return nil
}

// Leaving closes the open proposals and wishes of a seat that is given up or paused; it is one of enrolment's Leaving hooks. The other side is told if it
// knew; the coordinators hear of the seat itself.
func (m *Matches) Leaving(ctx context.Context, tx *db.Tx, seat enrolment.Seat) error {
	if err := m.leaveWishes(ctx, tx, seat); err != nil {
		return err
	}
	open, err := db.Column[string](ctx, tx, "select id from proposal where org_id=$1 and (mentor_seat_id=$2 or mentee_seat_id=$2) and status=$3 order by id", seat.Org, seat.ID, Open)
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
		other := org.Mentor
		if seat.ID == p.Mentor.ID {
			other = org.Mentee
		}
		pr, err := m.Programmes.Get(ctx, tx, p.Org, p.Programme)
		if err != nil {
			return err
		}
		if err := m.write(ctx, tx, pr, p, other, "proposal_off"); err != nil {
			return err
		}
	}
	return nil
}

// lockProposal reads a proposal that the transaction will change. Who locks several takes them in the order of their ids.
func (m *Matches) lockProposal(ctx context.Context, tx *db.Tx, orgID, proposalID string) (Proposal, error) {
	if _, err := db.One[string](ctx, tx, "select id from proposal where org_id=$1 and id=$2"+tx.Lock(), orgID, proposalID); err != nil {
		return Proposal{}, err
	}
	return m.Proposal(ctx, tx, orgID, proposalID)
}

func (m *Matches) saveProposal(ctx context.Context, tx *db.Tx, p Proposal) error {
	_, err := tx.Exec(ctx, `update proposal set mentor_answer=$3, mentor_answered_at=$4, mentee_answer=$5, mentee_answered_at=$6, status=$7, closed_at=$8,
		mentor_told_at=$9, mentee_told_at=$10, mentor_know=$11, mentee_know=$12, named_at=$13, answer_by=$14, late_for=$15
		where org_id=$1 and id=$2`, p.Org, p.ID, p.MentorAnswer, db.At(p.MentorAnswered), p.MenteeAnswer, db.At(p.MenteeAnswered), p.Status, db.At(p.Closed),
		db.At(p.MentorTold), db.At(p.MenteeTold), p.MentorKnow, p.MenteeKnow, db.At(p.Named), p.AnswerBy, p.lateFor)
	return err
}
