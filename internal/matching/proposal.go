package matching

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPublish and FormWithdraw are the forms of the confirming page and of taking a proposal back; FormKnow is the answer to one
// without names.
const (
	FormPublish  = "match_publish"
	FormWithdraw = "match_withdraw"
	FormKnow     = "proposal_know"
)

func init() {
	visibility.Register(FormPublish, visibility.Coordinator, "round", "which", "above", "pair")
	visibility.Register(FormWithdraw, visibility.Coordinator, "proposal")
	visibility.Register(FormKnow, visibility.Coordinator, "answer")
}

// ProposalStatus is where a proposal is in its life.
type ProposalStatus string

// The states.
const (
	Open           ProposalStatus = "open"      // somebody has still to answer
	Agreed         ProposalStatus = "accepted"  // both said yes
	Declined       ProposalStatus = "declined"  // one said no
	WithdrawnOffer ProposalStatus = "withdrawn" // taken back by the coordinator, or one of the two left the programme
)

// The answers.
const (
	Yes = "yes"
	No  = "no"
)

// Proposal is a published suggestion to two people. Reasons holds only what both may read; Score is hundredths of a point.
type Proposal struct {
	ID, Org, Programme, Round      string
	Mentor, Mentee                 enrolment.Seat
	Reasons                        []fit.Reason
	Score                          int
	MentorAnswer, MenteeAnswer     string // "", yes or no
	Status                         ProposalStatus
	Created, Closed                time.Time
	MentorAnswered, MenteeAnswered time.Time

	First                  Turn   // who is written to before the other
	Anonymous              bool   // it began without names
	MentorKnow, MenteeKnow string // "", yes or no: would like to know who it is
	MentorTold, MenteeTold time.Time
	Named                  time.Time  // since when the names are shown; zero while they are not
	AnswerBy               clock.Date // last day of the present step; "" for one without a date
	lateFor                clock.Date // the AnswerBy that the coordinators have been told has passed
}

// AnswerOf is what a side has said.
func (p Proposal) AnswerOf(side org.Role) string {
	if side == org.Mentor {
		return p.MentorAnswer
	}
	return p.MenteeAnswer
}

// Left tells whether one of the two is no longer in the programme, so that the proposal cannot become a pair.
func (p Proposal) Left() bool {
	return p.Mentor.Status != enrolment.Accepted || p.Mentee.Status != enrolment.Accepted
}

// Proposal reads one proposal of the organisation, with both names: for the coordinator and for rules. Pages of the two read Shown.
func (m *Matches) Proposal(ctx context.Context, q db.Q, orgID, proposalID string) (Proposal, error) {
	row, err := db.Get(ctx, q, scanProposal, selectProposal+" where r.org_id=$1 and r.id=$2", orgID, proposalID)
	if err != nil {
		return row.Proposal, err
	}
	return m.seated(ctx, q, row)
}

// Shown reads a proposal as its side may see it now: Missing before its turn, and without the other's name before both want it.
func (m *Matches) Shown(ctx context.Context, q db.Q, a org.Actor, proposalID string) (Proposal, error) {
	p, err := m.Proposal(ctx, q, a.Org, proposalID)
	if err != nil {
		return p, err
	}
	if !p.holds(a) || !p.Told(a.Side) {
		return Proposal{}, fault.Missing()
	}
	return p.shownTo(a.Side), nil
}

// ProposalsOf reads what has been proposed to a seat, newest first, as its holder may see it: nothing before their turn, no name
// before both want it.
func (m *Matches) ProposalsOf(ctx context.Context, q db.Q, orgID, seatID string) ([]Proposal, error) {
	rows, err := db.All(ctx, q, scanProposal, selectProposal+" where r.org_id=$1 and (r.mentor_seat_id=$2 or r.mentee_seat_id=$2) order by r.created_at desc, r.id desc", orgID, seatID)
	if err != nil {
		return nil, err
	}
	out := make([]Proposal, 0, len(rows))
	for _, row := range rows {
		p, err := m.seated(ctx, q, row)
		if err != nil {
			return nil, err
		}
		side := org.Mentee
		if p.Mentor.ID == seatID {
			side = org.Mentor
		}
		if p.Told(side) {
			out = append(out, p.shownTo(side))
		}
	}
	return out, nil
}

// Proposals reads a programme's proposals, newest first. Size: every proposal of the programme, with both seats.
func (m *Matches) Proposals(ctx context.Context, q db.Q, orgID, programmeID string) ([]Proposal, error) {
	rows, err := db.All(ctx, q, scanProposal, selectProposal+" where r.org_id=$1 and r.programme_id=$2 order by r.created_at desc, r.id", orgID, programmeID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	seats, err := m.Enrolments.Seats(ctx, q, orgID, programmeID, "", "")
	if err != nil {
		return nil, err
	}
	byID := make(map[string]enrolment.Seat, len(seats))
	for _, s := range seats {
		byID[s.ID] = s
	}
	out := make([]Proposal, 0, len(rows))
	for _, row := range rows {
		row.Mentor, row.Mentee = byID[row.mentor], byID[row.mentee]
		out = append(out, row.Proposal)
	}
	return out, nil
}

// seated adds the two seats.
func (m *Matches) seated(ctx context.Context, q db.Q, row proposalRow) (Proposal, error) {
	p := row.Proposal
	var err error
	if p.Mentor, err = m.Enrolments.Seat(ctx, q, p.Org, row.mentor); err != nil {
		return p, err
	}
	p.Mentee, err = m.Enrolments.Seat(ctx, q, p.Org, row.mentee)
	return p, err
}

type proposalRow struct {
	Proposal
	mentor, mentee string // seats
}

const selectProposal = `select r.id, r.org_id, r.programme_id, r.round_id, r.mentor_seat_id, r.mentee_seat_id, r.reasons, r.score,
	r.mentor_answer, r.mentor_answered_at, r.mentee_answer, r.mentee_answered_at, r.status, r.created_at, r.closed_at,
	r.first, r.anonymous, r.mentor_told_at, r.mentee_told_at, r.mentor_know, r.mentee_know, r.named_at, r.answer_by, r.late_for from proposal r`

func scanProposal(s db.Scan) (r proposalRow, err error) {
	var reasons db.JSON[[]fit.Reason]
	var mentorAt, menteeAt, created, closed, mentorTold, menteeTold, named db.Time
	err = s(&r.ID, &r.Org, &r.Programme, &r.Round, &r.mentor, &r.mentee, &reasons, &r.Score,
		&r.MentorAnswer, &mentorAt, &r.MenteeAnswer, &menteeAt, &r.Status, &created, &closed,
		&r.First, &r.Anonymous, &mentorTold, &menteeTold, &r.MentorKnow, &r.MenteeKnow, &named, &r.AnswerBy, &r.lateFor)
	r.MentorTold, r.MenteeTold, r.Named = mentorTold.Time, menteeTold.Time, named.Time
	r.Reasons, r.MentorAnswered, r.MenteeAnswered, r.Created, r.Closed = reasons.V, mentorAt.Time, menteeAt.Time, created.Time, closed.Time
	return r, err
}
