package evaluation

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// asks tells whether a survey asks the two of a pair: midway those who are on their way, final also those who came to the end.
func (k Kind) asks(phase pair.Phase, end *pair.Ending) bool {
	if phase != pair.Closed {
		return true
	}
	return k == Final && end != nil && end.Kind == pair.Completed
}

// Audience counts the pairs whose two sides each survey would ask if it were opened now.
func (e *Evaluations) Audience(ctx context.Context, q db.Q, pr programme.Programme) (map[Kind]int, error) {
	all, err := e.Pairs.Facts(ctx, q, pr)
	n := map[Kind]int{}
	for _, f := range all {
		for _, k := range Kinds {
			if k.asks(f.Phase, f.Ending) {
				n[k]++
			}
		}
	}
	return n, err
}

// Open opens a survey today, before or after its planned day, and asks both sides of every pair that it is for.
func (e *Evaluations) Open(ctx context.Context, a org.Actor, kind Kind) error {
	pr, err := e.coordinated(ctx, e.DB, a)
	if err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error { return e.open(ctx, tx, pr, kind, a.Account) })
}

// open makes the survey, its invitations and their mails.
func (e *Evaluations) open(ctx context.Context, tx *db.Tx, pr programme.Programme, kind Kind, account string) error {
	if !slices.Contains(Kinds, kind) {
		return fault.Missing()
	}
	if pr.Status != programme.Running {
		return fault.New(fault.Conflict, "evaluation.not_running")
	}
	all, err := e.Pairs.List(ctx, tx, pr.Org, pr.ID)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s pair.Summary) bool { return !kind.asks(s.Phase, s.Ending) })
	if len(all) == 0 {
		return fault.New(fault.Conflict, "evaluation.nobody_to_ask")
	}
	today := e.today(pr)
	s := Survey{ID: id.New(), Org: pr.Org, Programme: pr.ID, Kind: kind, Version: Version, OpensOn: today, ClosesOn: today.Add(0, 0, OpenDays)}
	done, err := tx.Exec(ctx, `insert into survey (id, org_id, programme_id, kind, version, opens_on, closes_on, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)
		on conflict (programme_id, kind) do nothing`, s.ID, s.Org, s.Programme, s.Kind, s.Version, s.OpensOn, s.ClosesOn, db.At(e.Clock.Now()))
	if err != nil {
		return err
	}
	if done == 0 {
		return fault.New(fault.Conflict, "evaluation.opened_already")
	}
	for _, p := range all {
		for _, side := range pair.Sides {
			i := invitation{survey: s.ID, pair: p.ID, side: side, seat: p.Seat(side).ID, person: p.Seat(side).Person.ID}
			if _, err := tx.Exec(ctx, "insert into survey_invitation (survey_id, org_id, pair_id, side, seat_id, person_id) values ($1,$2,$3,$4,$5,$6)",
				s.ID, s.Org, i.pair, i.side, i.seat, i.person); err != nil {
				return err
			}
			if err := e.mail(ctx, tx, pr, s, i, p.Seat(pair.Other(side)).Person.Name, "invite"); err != nil {
				return err
			}
		}
	}
	return audit.Log(ctx, tx, e.Clock, audit.Entry{
		Org: pr.Org, Programme: pr.ID, Account: account, Act: "evaluation_opened", Object: s.ID,
		Detail: map[string]string{"kind": string(kind)},
	})
}

// Remind mails everyone who has not answered; a second time on the same day mails nobody. It tells how many were waiting.
func (e *Evaluations) Remind(ctx context.Context, a org.Actor, kind Kind) (n int, err error) {
	pr, err := e.coordinated(ctx, e.DB, a)
	if err != nil {
		return 0, err
	}
	err = e.DB.Write(ctx, func(tx *db.Tx) error {
		s, err := e.survey(ctx, tx, pr.Org, pr.ID, kind, tx.Lock())
		if err != nil {
			return err
		}
		if !s.IsOpen() {
			return fault.New(fault.Conflict, "evaluation.closed")
		}
		if n, err = e.remind(ctx, tx, pr, s, "remind:"+string(e.today(pr))); err != nil {
			return err
		}
		return audit.Log(ctx, tx, e.Clock, audit.Entry{
			Org: pr.Org, Programme: pr.ID, Account: a.Account, Act: "evaluation_reminded", Object: s.ID,
			Detail: map[string]string{"kind": string(kind)},
		})
	})
	return n, err
}

// remind mails those who have not answered; event says which reminder it is, once for each of them.
func (e *Evaluations) remind(ctx context.Context, tx *db.Tx, pr programme.Programme, s Survey, event string) (int, error) {
	waiting, err := e.waiting(ctx, tx, s.Org, s.ID)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	all, err := e.Pairs.List(ctx, tx, pr.Org, pr.ID)
	if err != nil {
		return 0, err
	}
	partner := map[string]map[org.Role]string{}
	for _, p := range all {
		partner[p.ID] = map[org.Role]string{org.Mentor: p.Mentee.Person.Name, org.Mentee: p.Mentor.Person.Name}
	}
	for _, i := range waiting {
		if err := e.mail(ctx, tx, pr, s, i, partner[i.pair][i.side], event); err != nil {
			return 0, err
		}
	}
	return len(waiting), nil
}

// reminder is which reminder is due on a day of an open survey, "" for none.
func (s Survey) reminder(today clock.Date) string {
	switch {
	case today > s.ClosesOn:
		return ""
	case today >= s.OpensOn.Add(0, 0, 9):
		return "day9"
	case today >= s.OpensOn.Add(0, 0, 4):
		return "day4"
	}
	return ""
}
