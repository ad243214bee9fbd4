package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
	_ "time/tzdata" // the programmes' zone, on a machine without a zone database

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// Seed plays the demonstration up to now and returns the account of each role. m.Clock must be a clock.Shift; it follows the machine's
// clock afterwards.
func Seed(ctx context.Context, m *app.Main, now time.Time) (accounts map[org.Role]string, err error) {
	c, ok := m.Clock.(*clock.Shift)
	if !ok {
		return nil, fmt.Errorf("demo: the clock is a %T and cannot be set", m.Clock)
	}
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	defer c.Follow()
	restore, err := m.DB.Relax(ctx)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	defer func() { err = errors.Join(err, restore()) }()
	s := &story{ctx: ctx, m: m, clock: c, now: now, zone: zone, dice: rand.New(rand.NewPCG(2013, 10))} //nolint:gosec // dice for invented people
	c.Set(now.AddDate(-1, -6, 0))
	accounts = map[org.Role]string{}
	for _, who := range []struct {
		player
		role org.Role
	}{{karen, org.Coordinator}, {lone, org.Admin}, {soren, org.Sponsor}, {henny, org.Facilitator}} {
		a, err := s.account(who.player, municipality, i18n.Danish)
		if err != nil {
			return nil, err
		}
		accounts[who.role] = a.Account
		switch who.role {
		case org.Coordinator:
			s.karen = a
		case org.Admin:
			s.lone = a
		case org.Facilitator:
			s.henny = a
		}
	}
	if err := s.give(s.lone, "", "", org.Admin); err != nil {
		return nil, err
	}
	today := clock.DateOf(now.In(zone))
	home, err := s.organisation("Fjordby Kommune", s.lone)
	if err != nil {
		return nil, err
	}
	for _, b := range []func(home org.Actor, today clock.Date) error{s.leadership, s.projects, s.paid, s.integration, s.youth} {
		if err := b(home, today); err != nil {
			return nil, err
		}
	}
	if err := s.play(); err != nil {
		return nil, err
	}
	mentee, err := m.People.ByEmail(ctx, m.DB, newLeaders[0].email(municipality))
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	accounts[org.Mentee] = mentee.ID
	if accounts[org.Mentor], err = s.partnerOf(home.Org, mentee.ID); err != nil {
		return nil, err
	}
	return accounts, nil
}

// partnerOf finds the mentor of a mentee's running pair, so that the two ways in lead to the same pair.
func (s *story) partnerOf(orgID, accountID string) (string, error) {
	programmes, err := s.m.Programmes.List(s.ctx, s.m.DB, orgID)
	if err != nil {
		return "", err
	}
	for _, p := range programmes {
		all, err := s.m.Pairs.List(s.ctx, s.m.DB, orgID, p.ID)
		if err != nil {
			return "", err
		}
		for _, x := range all {
			if x.Mentee.Person.Account == accountID && x.Phase != pair.Closed {
				return x.Mentor.Person.Account, nil
			}
		}
	}
	return "", fmt.Errorf("demo: %s has no partner", newLeaders[0].name)
}

// The domains of the invented addresses.
const (
	municipality = "fjordby.example.org"
	association  = "naboskab.example.org"
	youthClub    = "ungeven.example.org"
)
