package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// house is the program with a database of its own, in which one organisation has one programme. Everything in it is made by the verbs
// that people use; its clock is set to when they did it.
type house struct {
	m       *app.Main
	clock   *clock.Shift
	file    string
	today   clock.Date
	lead    org.Actor // the coordinator, in the programme
	sponsor org.Actor
}

func open(ctx context.Context, dir string) (*house, error) {
	h := &house{clock: &clock.Shift{}, file: filepath.Join(dir, "mentorskab.db")}
	config := app.Defaults()
	config.Database = h.file
	h.m = &app.Main{Config: config, Clock: h.clock, Demo: true, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	h.today = clock.DateOf(h.clock.Now())
	if err := h.m.Open(ctx); err != nil {
		return nil, err
	}
	h.m.Notify.BaseURL = "http://127.0.0.1"
	return h, nil
}

func (h *house) close() { _ = h.m.Close() } // what matters is written; the files go next

// at sets the clock to a day and an hour (UTC) counted from today.
func (h *house) at(days, hour int) time.Time {
	t := h.today.Add(0, 0, days).Time().Add(time.Duration(hour) * time.Hour)
	h.clock.Set(t)
	return t
}

// account gives somebody a way in.
func (h *house) account(ctx context.Context, name, email string) (a org.Actor, err error) {
	a = org.Actor{Name: name, Email: email, Lang: i18n.Danish}
	err = h.m.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := h.m.People.Ensure(ctx, tx, email, name, i18n.Danish)
		a.Account = x.ID
		return err
	})
	return a, err
}

// found makes the organisation and its programme, which runs since so many days, or is open to applications at 0.
func (h *house) found(ctx context.Context, days int) error {
	m := h.m
	lead, err := h.account(ctx, "Karen Møller", "karen@region.example.org")
	if err != nil {
		return err
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		g, err := m.Orgs.Create(ctx, tx, "Region Fjordland", i18n.Danish)
		lead.Org = g.ID
		if err != nil {
			return err
		}
		return m.Orgs.Give(ctx, tx, g.ID, "", lead.Account, org.Admin)
	})
	if err != nil {
		return err
	}
	h.at(-days-40, 9)
	lead.Roles = []org.Role{org.Admin}
	p, err := m.Programmes.Create(ctx, lead, programme.Basics{Name: "Nye ledere", Kinds: []programme.Kind{programme.Leadership}, Lang: i18n.Danish, Zone: "Europe/Copenhagen"})
	if err != nil {
		return err
	}
	lead.Programme, lead.Roles = p.ID, []org.Role{org.Coordinator}
	h.lead = lead
	purpose := programme.Purpose{
		Template: programme.Leaders, Sentence: "Nye ledere skal turde lede.", Goal: "Ledelse tæt på borgeren", Indicator: "Andel, der er ledere efter to år", Target: "85 %",
		OwnerName: lead.Name, OwnerEmail: lead.Email,
	}
	if err := m.Programmes.ChangePurpose(ctx, lead, p.ID, purpose); err != nil {
		return err
	}
	start := h.today.Add(0, 0, -days)
	if _, err := m.Programmes.ChangeTime(ctx, lead, p.ID, programme.Plan{StartsOn: start, EndsOn: programme.LastDay(start, 12)}); err != nil {
		return err
	}
	c := programme.Commitment{Name: "Søren Ågaard", Email: "soeren@region.example.org", MentorMinutes: 150, MenteeMinutes: 180, Budget: "60.000 kr.", Message: "Tiden til samtalerne er arbejdstid."}
	if err := m.Programmes.ChangeSponsor(ctx, lead, p.ID, c); err != nil {
		return err
	}
	if c, err = m.Programmes.Commitment(ctx, m.DB, lead.Org, p.ID); err != nil {
		return err
	}
	h.sponsor = org.Actor{Account: c.Account, Name: c.Name, Email: c.Email, Lang: i18n.Danish, Org: lead.Org, Programme: p.ID, Roles: []org.Role{org.Sponsor}}
	if err := m.Programmes.Sign(ctx, h.sponsor, p.ID, c.Version(), c.Name, c.Message); err != nil {
		return err
	}
	if err := m.Programmes.Open(ctx, lead, p.ID); err != nil || days == 0 {
		return err
	}
	h.at(-days, 9)
	return m.Programmes.Start(ctx, lead, p.ID)
}
