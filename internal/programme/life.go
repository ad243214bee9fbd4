package programme

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Open lets applications in. It is refused, naming each of them, while purpose, strategic goal, indicator or owner is missing.
func (ps *Programmes) Open(ctx context.Context, a org.Actor, programmeID string) error {
	return ps.move(ctx, a, programmeID, Open, func(tx *db.Tx, p *Programme) error {
		var errs fault.Fields
		for _, g := range p.Gaps() {
			errs.Add(g.Field, "programme.open_needs", "what", g.Name)
		}
		p.Opened = ps.Clock.Now()
		return errs.Or()
	}, Draft)
}

// Start lets pairs be made. Without a first and a last day there is nothing to start.
func (ps *Programmes) Start(ctx context.Context, a org.Actor, programmeID string) error {
	return ps.move(ctx, a, programmeID, Running, func(_ *db.Tx, p *Programme) error {
		if p.StartsOn == "" || p.EndsOn == "" {
			return fault.Field("starts_on", "programme.start_needs_dates")
		}
		return nil
	}, Open)
}

// Close ends a programme. It is not opened again.
func (ps *Programmes) Close(ctx context.Context, a org.Actor, programmeID string) error {
	return ps.move(ctx, a, programmeID, Closed, func(tx *db.Tx, p *Programme) error {
		for _, ask := range ps.Closing {
			if err := ask(ctx, tx, *p); err != nil {
				return err
			}
		}
		return nil
	}, Open, Running)
}

// move brings a programme from one of the states into the next, and tells those who carry it.
func (ps *Programmes) move(ctx context.Context, a org.Actor, programmeID string, to Status, rules func(tx *db.Tx, p *Programme) error, from ...Status) error {
	if err := mayLead(a, programmeID); err != nil {
		return err
	}
	return ps.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := ps.lock(ctx, tx, a.Org, programmeID)
		if err != nil {
			return err
		}
		if !onlyKnown(from, []Status{p.Status}) {
			return fault.New(fault.Conflict, "programme.no_move", "from", i18n.Key("programme.status_"+string(p.Status)), "to", i18n.Key("programme.status_"+string(to)))
		}
		if err := rules(tx, &p); err != nil {
			return err
		}
		p.Status = to
		if err := ps.update(ctx, tx, p); err != nil {
			return err
		}
		if err := ps.log(ctx, tx, a, p, "programme_"+string(to), nil); err != nil {
			return err
		}
		event := "programme_" + string(to)
		if err := ps.tellLeaders(ctx, tx, a, p, event, event+":"+p.ID, p.Path()); err != nil {
			return err
		}
		return ps.tellTheSponsor(ctx, tx, p, event)
	})
}

// tellLeaders writes to the programme's coordinators, but not to the one who did it.
func (ps *Programmes) tellLeaders(ctx context.Context, tx *db.Tx, a org.Actor, p Programme, letter, event, path string, args ...any) error {
	leaders, err := ps.Orgs.Coordinators(ctx, tx, p.Org, p.ID)
	if err != nil {
		return err
	}
	for _, r := range leaders {
		if r.Account == a.Account {
			continue
		}
		err := ps.Notify.Send(ctx, tx, notify.Letter{
			Org: p.Org, Event: event + ":" + r.Account, To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: letter, Path: path,
			Args: append([]any{"name", org.FirstName(r.Name), "programme", p.Name, "by", a.Name}, args...),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellTheSponsor writes to the sponsor that the programme has moved on, with the task it brings.
func (ps *Programmes) tellTheSponsor(ctx context.Context, tx *db.Tx, p Programme, event string) error {
	c, err := ps.Commitment(ctx, tx, p.Org, p.ID)
	if err != nil || c.Account == "" {
		return err
	}
	account, err := ps.Orgs.Accounts.Get(ctx, c.Account)
	if err != nil {
		return err
	}
	return ps.Notify.Send(ctx, tx, notify.Letter{
		Org: p.Org, Event: event + ":sponsor:" + p.ID, To: notify.To{Name: account.Name, Email: account.Email, Lang: account.Lang}, Key: event + "_sponsor",
		Path: c.Path(), Args: []any{"name", org.FirstName(account.Name), "programme", p.Name},
	})
}

// dayOf is the calendar day of a moment in the programme's zone.
func dayOf(p Programme, t time.Time) clock.Date { return clock.DateOf(t.In(p.Location())) }
