package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// New is two seats that become a pair.
type New struct {
	Programme, Proposal    string
	MentorSeat, MenteeSeat string
}

// Make makes a pair inside a transaction: both have said yes, have read their duties and have declared that nothing makes them
// partial. It is internal to the organisation; people come here by Answer.
func (p *Pairs) Make(ctx context.Context, tx *db.Tx, orgID string, n New) (Pair, error) {
	pr, err := p.Programmes.Get(ctx, tx, orgID, n.Programme)
	if err != nil {
		return Pair{}, err
	}
	var x Pair
	if x.Mentor, err = p.freeSeat(ctx, tx, orgID, n.Programme, n.MentorSeat, org.Mentor); err != nil {
		return x, err
	}
	if x.Mentee, err = p.freeSeat(ctx, tx, orgID, n.Programme, n.MenteeSeat, org.Mentee); err != nil {
		return x, err
	}
	if x.Mentor.Person.ID == x.Mentee.Person.ID {
		return x, fault.New(fault.Conflict, "pair.same_person")
	}
	now := p.Clock.Now()
	x.ID, x.Org, x.Programme, x.Proposal, x.Phase = id.New(), orgID, n.Programme, n.Proposal, Introduction
	x.StartedOn, x.EndsOn, x.PhaseSince, x.Created = p.today(pr), pr.EndsOn, now, now
	if x.EndsOn <= x.StartedOn {
		x.EndsOn = x.StartedOn.Add(1, 0, 0)
	}
	if _, err := tx.Exec(ctx, `insert into pair (id, org_id, programme_id, proposal_id, mentor_seat_id, mentee_seat_id, phase, started_on, ends_on, phase_since, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$10)`, x.ID, orgID, x.Programme, x.Proposal, x.Mentor.ID, x.Mentee.ID, x.Phase, x.StartedOn, x.EndsOn, db.At(now)); err != nil {
		return x, err
	}
	if err := p.addHistory(ctx, tx, x, ""); err != nil {
		return x, err
	}
	for _, side := range Sides {
		for _, m := range []Mark{MarkDuties, MarkNoConflict} {
			if err := p.putMark(ctx, tx, x, side, m, yes); err != nil {
				return x, err
			}
		}
		if err := p.mail(ctx, tx, x, side, letter{key: "pair_made", event: "made", path: "/pair/" + x.ID}); err != nil {
			return x, err
		}
	}
	return x, audit.Log(ctx, tx, p.Clock, audit.Entry{Org: orgID, Programme: x.Programme, Act: "pair_made", Object: x.ID})
}

// freeSeat reads an accepted seat with room for one more pair; its row is locked, so that two proposals cannot both take the last room.
func (p *Pairs) freeSeat(ctx context.Context, tx *db.Tx, orgID, programmeID, seatID string, role org.Role) (enrolment.Seat, error) {
	if _, err := db.One[string](ctx, tx, "select id from seat where org_id=$1 and id=$2"+tx.Lock(), orgID, seatID); err != nil {
		return enrolment.Seat{}, err
	}
	s, err := p.Enrolments.Seat(ctx, tx, orgID, seatID)
	if err != nil {
		return s, err
	}
	if s.Programme != programmeID || s.Role != role {
		return s, fault.Missing()
	}
	if s.Status != enrolment.Accepted {
		return s, fault.New(fault.Conflict, "pair.seat_not_accepted", "name", s.Person.Name)
	}
	taken, err := db.One[int](ctx, tx, "select count(*) from pair where org_id=$1 and (mentor_seat_id=$2 or mentee_seat_id=$2) and phase<>$3", orgID, seatID, Closed)
	if err != nil {
		return s, err
	}
	room := max(s.Capacity, 1)
	if role == org.Mentee { // a mentee has as many mentors as the programme says
		way, err := p.Matches.Way(ctx, tx, orgID, programmeID)
		if err != nil {
			return s, err
		}
		room = way.Shape.Mentors()
	}
	if taken >= room {
		return s, fault.New(fault.Conflict, "pair.seat_full", "name", s.Person.Name)
	}
	return s, nil
}
