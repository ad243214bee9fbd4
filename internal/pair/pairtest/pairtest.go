// Package pairtest gives tests a small world to play in: one organisation with a running programme, its coordinator, and people with
// accepted seats who can be made pairs. Its clock stands on Monday 2 March 2026, 9.00 in Copenhagen, until it is moved.
package pairtest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// World is one organisation and the verbs to act in it.
type World struct {
	DB          *db.DB
	Clock       *clock.Fake
	Orgs        *org.Orgs
	People      *people.People
	Programmes  *programme.Programmes
	Enrolments  *enrolment.Enrolments
	Matches     *matching.Matches
	Notify      *notify.Notify
	Pairs       *pair.Pairs
	Org         string
	Programme   string
	Coordinator org.Actor
	t           testing.TB
	seats       int
}

// Start is when the world's clock begins.
var Start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// New makes a world. A second one on the same database is another organisation.
func New(t testing.TB, d *db.DB) *World {
	t.Helper()
	c := clock.NewFake(Start)
	w := &World{DB: d, Clock: c, t: t}
	w.Orgs = &org.Orgs{DB: d, Clock: c}
	w.People = &people.People{DB: d, Clock: c}
	w.Notify = &notify.Notify{Clock: c, BaseURL: "https://mentor.example"}
	w.Programmes = &programme.Programmes{DB: d, Clock: c, Orgs: w.Orgs, Notify: w.Notify}
	w.Enrolments = &enrolment.Enrolments{DB: d, Clock: c, Orgs: w.Orgs, People: w.People, Programmes: w.Programmes, Notify: w.Notify}
	w.Matches = &matching.Matches{DB: d, Clock: c, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Notify: w.Notify}
	w.Pairs = &pair.Pairs{
		DB: d, Clock: c, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Notify: w.Notify,
		From: func(context.Context, db.Q) (string, error) { return "mentor@fjordby.example", nil },
	}
	w.Write(func(tx *db.Tx) error {
		g, err := w.Orgs.Create(t.Context(), tx, "Fjordby Kommune", i18n.Danish)
		if err != nil {
			return err
		}
		w.Org, w.Programme = g.ID, id.New()
		if _, err := tx.Exec(t.Context(), `insert into programme (id, org_id, name, status, purpose, strategic_goal, starts_on, ends_on, midway_on, final_on, created_at, changed_at)
			values ($1,$2,'Nye ledere 2026','running','blive bedre ledere','at holde på nye ledere','2026-03-02','2027-03-01','2026-09-01','2027-02-15',$3,$3)`,
			w.Programme, w.Org, db.At(c.Now())); err != nil {
			return err
		}
		account, err := w.People.Ensure(t.Context(), tx, "karen."+w.Org[len(w.Org)-8:]+"@fjordby.example", "Karen Ørsted", i18n.Danish)
		if err != nil {
			return err
		}
		w.Coordinator = org.Actor{Account: account.ID, Name: account.Name, Email: account.Email, Lang: i18n.Danish, Org: w.Org, Programme: w.Programme, Roles: []org.Role{org.Coordinator}}
		return w.Orgs.Give(t.Context(), tx, w.Org, w.Programme, account.ID, org.Coordinator)
	})
	return w
}

// Write runs f in a transaction that must succeed.
func (w *World) Write(f func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.DB.Write(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// Seat gives a new person an account, a hat and an accepted seat.
func (w *World) Seat(name string, role org.Role, capacity int) enrolment.Seat {
	w.t.Helper()
	var out enrolment.Seat
	w.seats++
	email := fmt.Sprintf("%s.%d.%s@fjordby.example", strings.ToLower(string([]rune(name)[:1])), w.seats, w.Org[len(w.Org)-8:])
	w.Write(func(tx *db.Tx) error {
		ctx := w.t.Context()
		account, err := w.People.Ensure(ctx, tx, email, name, i18n.Danish)
		if err != nil {
			return err
		}
		person, err := w.Orgs.SavePerson(ctx, tx, w.Org, org.Person{Account: account.ID, Name: name, Email: email, Title: "Teamleder", Unit: "Hjemmepleje"})
		if err != nil {
			return err
		}
		if err := w.Orgs.Give(ctx, tx, w.Org, w.Programme, account.ID, role); err != nil {
			return err
		}
		seat := id.New()
		profile := enrolment.Profile{Strengths: []string{"Lytter godt"}, Themes: []string{"svære samtaler"}, Direction: "Jeg vil turde sige det svære samme dag."}
		if _, err := tx.Exec(ctx, `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, trained_on, applied_at, decided_at, changed_at)
			values ($1,$2,$3,$4,$5,'accepted',$6,$7,'2026-02-20',$8,$8,$8)`, seat, w.Org, w.Programme, person.ID, role, capacity, db.J(profile), db.At(w.Clock.Now())); err != nil {
			return err
		}
		out, err = w.Enrolments.Seat(ctx, tx, w.Org, seat)
		return err
	})
	return out
}

// Pair makes two people and a pair of them, in its first phase.
func (w *World) Pair(mentee, mentor string) pair.Pair {
	w.t.Helper()
	return w.Join(w.Seat(mentee, org.Mentee, 1), w.Seat(mentor, org.Mentor, 1))
}

// Join makes a pair of two seats.
func (w *World) Join(mentee, mentor enrolment.Seat) (x pair.Pair) {
	w.t.Helper()
	w.Write(func(tx *db.Tx) (err error) {
		x, err = w.Pairs.Make(w.t.Context(), tx, w.Org, pair.New{Programme: w.Programme, MentorSeat: mentor.ID, MenteeSeat: mentee.ID})
		return err
	})
	return x
}

// Propose has the coordinator match two seats and publish it; both have the proposal then.
func (w *World) Propose(mentee, mentor enrolment.Seat) matching.Proposal {
	w.t.Helper()
	ctx := w.t.Context()
	if err := w.Matches.Mark(ctx, w.Coordinator, mentor.ID, mentee.ID, fit.Lock); err != nil {
		w.t.Fatal(err)
	}
	r, err := w.Matches.Solve(ctx, w.Coordinator)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.Matches.Publish(ctx, w.Coordinator, r.ID); err != nil {
		w.t.Fatal(err)
	}
	all, err := w.Matches.ProposalsOf(ctx, w.DB, w.Org, mentee.ID)
	if err != nil || len(all) == 0 || all[0].Mentor.ID != mentor.ID {
		w.t.Fatalf("no proposal: %v, %v", all, err)
	}
	return all[0]
}

// Sleep moves the clock.
func (w *World) Sleep(d time.Duration) { w.Clock.Set(w.Clock.Now().Add(d)) }

// Mail is one row of the outbox.
type Mail struct {
	Event, To, Subject, Text, Calendar, Method string
}

// Mails reads the organisation's outbox, oldest first.
func (w *World) Mails() []Mail {
	w.t.Helper()
	all, err := db.All(w.t.Context(), w.DB, func(s db.Scan) (m Mail, err error) {
		err = s(&m.Event, &m.To, &m.Subject, &m.Text, &m.Calendar, &m.Method)
		return m, err
	}, "select event_key, to_email, subject, body_text, calendar, calendar_method from outbox where org_id=$1 order by id", w.Org)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}
