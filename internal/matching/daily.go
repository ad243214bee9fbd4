package matching

import (
	"context"
	"errors"
	"fmt"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormExtend is the form that gives more time to answer.
const FormExtend = "match_extend"

func init() {
	visibility.Register(FormExtend, visibility.Coordinator, "proposal", "answer_by")
}

// early is how many days before the last day the first reminder goes out, and rest how many days after the proposal at least.
const (
	early = 3
	rest  = 2
)

// Daily reminds those who have not answered a proposal, three days before its date and on it, and tells the coordinators when the date
// has passed. A proposal never lapses by itself. It can be run any number of times a day; a programme that fails does not stop the others.
func (m *Matches) Daily(ctx context.Context) error {
	orgs, err := m.Orgs.List(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, o := range orgs {
		programmes, err := m.Programmes.List(ctx, m.DB, o.ID)
		if err != nil {
			return err
		}
		for _, pr := range programmes {
			if pr.Status != programme.Open && pr.Status != programme.Running {
				continue
			}
			if err := m.daily(ctx, pr); err != nil {
				failed = append(failed, fmt.Errorf("matching: programme %s: %w", pr.ID, err))
			}
		}
	}
	return errors.Join(failed...)
}

func (m *Matches) daily(ctx context.Context, pr programme.Programme) error {
	today := m.today(pr)
	due, err := db.Column[string](ctx, m.DB, "select id from proposal where org_id=$1 and programme_id=$2 and status=$3 and answer_by<>'' and answer_by<=$4 order by id",
		pr.Org, pr.ID, Open, today.Add(0, 0, early))
	if err != nil || len(due) == 0 {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		late := 0
		for _, proposalID := range due {
			p, err := m.lockProposal(ctx, tx, pr.Org, proposalID)
			switch {
			case err != nil:
				return err
			case p.Status != Open || p.AnswerBy == "" || p.Left(): // whoever leaves, the coordinators hear of
				continue
			case p.AnswerBy >= today:
				err = m.remind(ctx, tx, pr, p, today)
			case p.lateFor != p.AnswerBy:
				late++
				p.lateFor = p.AnswerBy
				err = m.saveProposal(ctx, tx, p)
			}
			if err != nil {
				return err
			}
		}
		if late == 0 {
			return nil
		}
		return m.tellCoordinators(ctx, tx, pr, "offer_late", pr.ID+":"+string(today), "/match/proposals?status=late", "n", late)
	})
}

// remind writes to those who have not answered. The same reminder of the same date is never written twice.
func (m *Matches) remind(ctx context.Context, tx *db.Tx, pr programme.Programme, p Proposal, today clock.Date) error {
	for _, side := range Sides {
		if !p.Waits(side) {
			continue
		}
		told := p.MenteeTold
		if side == org.Mentor {
			told = p.MentorTold
		}
		letter := "offer_remind"
		switch {
		case p.AnswerBy == today && clock.DateOf(told.In(pr.Location())) < today:
			letter = "offer_today"
		case p.AnswerBy == today, clock.DateOf(told.In(pr.Location())).Add(0, 0, rest) > today: // they have only just heard of it
			continue
		}
		if err := m.ask(ctx, tx, pr, p, side, letter, string(p.AnswerBy)); err != nil {
			return err
		}
	}
	return nil
}

// Extend gives an open proposal a new last day, from today to MaxAnswerDays ahead; those who have not answered are told.
func (m *Matches) Extend(ctx context.Context, a org.Actor, proposalID string, until clock.Date) error {
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
		case p.Status != Open:
			return fault.New(fault.Conflict, "matching.proposal_closed")
		}
		pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		day, ok := clock.ParseDate(string(until))
		if today := m.today(pr); !ok || day < today || day > today.Add(0, 0, MaxAnswerDays) {
			return fault.Field("answer_by", "offer.bad_date", "from", today, "to", today.Add(0, 0, MaxAnswerDays))
		}
		if day == p.AnswerBy {
			return nil
		}
		p.AnswerBy = day
		if err := m.saveProposal(ctx, tx, p); err != nil {
			return err
		}
		for _, side := range Sides {
			if p.Waits(side) {
				if err := m.ask(ctx, tx, pr, p, side, "offer_extended", string(day)); err != nil {
					return err
				}
			}
		}
		return m.log(ctx, tx, a, "proposal_extended", p.ID, map[string]string{"until": string(day)})
	})
}
