package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// inBackground fills a database with people, asks for pairs as the board does, stops the work once to see how long that takes, and
// measures a second one from the button to the stored draft. large is from how many pairs
// on, 0 as it is.
func inBackground(ctx context.Context, dir string, mentees, mentors, large int, m *measured) error {
	d, err := db.Open(ctx, filepath.Join(dir, "match.db"))
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	if err := d.Migrate(ctx); err != nil {
		return err
	}
	matches, jobs, lead, err := house(ctx, d, fittest.Crowd(1, mentees, mentors))
	if err != nil {
		return err
	}
	matches.LargePool = large
	rules := fit.DefaultRules()
	rules.Weights[fit.Text], rules.Weights[fit.Culture] = 10, 5
	if err := matches.SaveRules(ctx, lead, rules); err != nil {
		return err
	}
	if err := jobs.Start(ctx); err != nil {
		return err
	}
	defer func() { _ = jobs.Stop(context.WithoutCancel(ctx)) }()

	s, err := ask(ctx, matches, lead)
	if err != nil {
		return err
	}
	for s.Phase != fit.Pairing && s.Active() { // in the middle of it
		time.Sleep(100 * time.Millisecond)
		if s, err = matches.Solving(ctx, lead); err != nil {
			return err
		}
	}
	begin := time.Now()
	if err := matches.StopSolving(ctx, lead, s.ID); err != nil {
		return err
	}
	m.Stop = time.Since(begin).Seconds()

	stop := m.timer()
	if s, err = ask(ctx, matches, lead); err != nil {
		return err
	}
	for s.Active() {
		time.Sleep(100 * time.Millisecond)
		if s, err = matches.Solving(ctx, lead); err != nil {
			return err
		}
	}
	stop()
	if s.Status != matching.SolvingDone {
		return fmt.Errorf("the work ended as %s: %s", s.Status, s.Failed)
	}
	r, err := matches.Draft(ctx, lead)
	m.Matched, m.Summary = r.Summary.Matched, r.Summary
	return err
}

func ask(ctx context.Context, m *matching.Matches, a org.Actor) (matching.Solving, error) {
	if _, later, err := m.Ask(ctx, a); err != nil || !later {
		return matching.Solving{}, fmt.Errorf("not in the background: %w", err)
	}
	return m.Solving(ctx, a)
}

// house is an organisation with a programme that holds a pool.
func house(ctx context.Context, d *db.DB, pool fit.Pool) (*matching.Matches, *job.Jobs, org.Actor, error) {
	c := clock.System{}
	mail := &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	orgs, accounts := &org.Orgs{DB: d, Clock: c}, &people.People{DB: d, Clock: c}
	programmes := &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}
	enrolments := &enrolment.Enrolments{DB: d, Clock: c, Orgs: orgs, Notify: mail, People: accounts, Programmes: programmes}
	jobs := job.New(d, c, slog.New(slog.DiscardHandler))
	m := &matching.Matches{DB: d, Clock: c, Orgs: orgs, Programmes: programmes, Enrolments: enrolments, Notify: mail, Jobs: jobs}
	m.Register()
	if err := jobs.Open(ctx); err != nil {
		return nil, nil, org.Actor{}, err
	}
	lead := org.Actor{Programme: id.New(), Roles: []org.Role{org.Coordinator}}
	err := d.Write(ctx, func(tx *db.Tx) error {
		o, err := orgs.Create(ctx, tx, "Region", i18n.Danish)
		if err != nil {
			return err
		}
		account, err := accounts.Ensure(ctx, tx, "karen@example.dk", "Karen Ørsted", i18n.Danish)
		if err != nil {
			return err
		}
		lead.Org, lead.Account = o.ID, account.ID
		if _, err = tx.Exec(ctx, `insert into programme (id, org_id, name, status, owner_name, owner_email, created_at, changed_at)
			values ($1,$2,'Nye ledere','running','Karen Ørsted','karen@example.dk',$3,$3)`, lead.Programme, o.ID, db.At(c.Now())); err != nil {
			return err
		}
		return fill(ctx, tx, m, lead, pool)
	})
	return m, jobs, lead, err
}

func fill(ctx context.Context, tx *db.Tx, m *matching.Matches, a org.Actor, pool fit.Pool) error {
	all := append(append([]enrolment.Seat{}, pool.Mentors...), pool.Mentees...)
	var persons []org.Person
	seen := map[string]bool{}
	for _, s := range all {
		p := s.Person
		p.Leader = pool.Leaders[p.ID].Leader
		seen[p.ID] = true
		persons = append(persons, p)
	}
	for _, p := range pool.Leaders {
		if !seen[p.ID] {
			persons = append(persons, org.Person{ID: p.ID, Name: p.ID, Leader: p.Leader})
		}
	}
	if err := m.Orgs.SavePeople(ctx, tx, a.Org, persons, nil); err != nil {
		return err
	}
	if err := m.Enrolments.SavePlaces(ctx, tx, a.Org, a.Programme, all, nil, nil); err != nil {
		return err
	}
	return m.Enrolments.AddBarriers(ctx, tx, a.Org, a.Programme, pool.Barriers)
}
