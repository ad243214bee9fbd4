package matching_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// house is one organisation with a running programme, its coordinator, and the verbs under test.
type house struct {
	testing.TB
	m              *matching.Matches
	people         *people.People
	clock          *clock.Fake
	org, programme string
	lead           org.Actor
	n              int
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(build(t, d)) })
}

func build(t testing.TB, d *db.DB) *house {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	orgs, mail := &org.Orgs{DB: d, Clock: c}, &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	h := &house{TB: t, clock: c, people: &people.People{DB: d, Clock: c}}
	programmes := &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}
	enrolments := &enrolment.Enrolments{DB: d, Clock: c, Orgs: orgs, Notify: mail, People: h.people, Programmes: programmes}
	h.m = &matching.Matches{DB: d, Clock: c, Orgs: orgs, Programmes: programmes, Enrolments: enrolments, Notify: mail}
	enrolments.Leaving = append(enrolments.Leaving, h.m.Leaving)
	h.open()
	return h
}

// open makes an organisation with a programme and stands in it.
func (h *house) open() {
	h.Helper()
	h.n++
	h.programme = id.New()
	h.write(func(tx *db.Tx) error {
		o, err := h.m.Orgs.Create(h.Context(), tx, fmt.Sprintf("Region %d", h.n), i18n.Danish)
		if err != nil {
			return err
		}
		h.org = o.ID
		_, err = tx.Exec(h.Context(), `insert into programme (id, org_id, name, status, owner_name, owner_email, created_at, changed_at)
			values ($1,$2,'Nye ledere','running','Karen Ørsted','karen@example.dk',$3,$3)`, h.programme, h.org, db.At(h.clock.Now()))
		return err
	})
	h.lead = h.hat(org.Coordinator)
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	if err := h.m.DB.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

// hat makes an account with a role in the programme.
func (h *house) hat(role org.Role) (a org.Actor) {
	h.Helper()
	h.n++
	h.write(func(tx *db.Tx) error {
		account, err := h.people.Ensure(h.Context(), tx, fmt.Sprintf("%s%d@example.dk", role, h.n), "Karen Ørsted", i18n.Danish)
		if err != nil {
			return err
		}
		a = org.Actor{Account: account.ID, Name: account.Name, Email: account.Email, Lang: account.Lang, Org: h.org, Programme: h.programme, Roles: []org.Role{role}}
		return h.m.Orgs.Give(h.Context(), tx, h.org, h.programme, account.ID, role)
	})
	return a
}

// seat gives a new person an account and an accepted seat.
func (h *house) seat(role org.Role, name string, capacity int, p enrolment.Profile) (s enrolment.Seat) {
	h.Helper()
	h.n++
	h.write(func(tx *db.Tx) error {
		email := fmt.Sprintf("%s%d@example.dk", strings.ToLower(fit.FirstName(name)), h.n)
		account, err := h.people.Ensure(h.Context(), tx, email, name, i18n.Danish)
		if err != nil {
			return err
		}
		person, err := h.m.Orgs.SavePerson(h.Context(), tx, h.org, org.Person{Account: account.ID, Name: name, Email: email, Unit: fmt.Sprintf("Enhed %d", h.n%5)})
		if err != nil {
			return err
		}
		s.ID = id.New()
		_, err = tx.Exec(h.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, applied_at, changed_at)
			values ($1,$2,$3,$4,$5,'accepted',$6,$7,$8,$8)`, s.ID, h.org, h.programme, person.ID, role, capacity, db.J(p), db.At(h.clock.Now()))
		if err != nil {
			return err
		}
		s, err = h.m.Enrolments.Seat(h.Context(), tx, h.org, s.ID)
		return err
	})
	return s
}

func (h *house) mentor(name string, capacity int, themes ...string) enrolment.Seat {
	return h.seat(org.Mentor, name, capacity, enrolment.Profile{Themes: themes})
}

func (h *house) mentee(name string, themes ...string) enrolment.Seat {
	return h.seat(org.Mentee, name, 1, enrolment.Profile{Themes: themes})
}

// as is the holder of a seat, at a page about it.
func as(s enrolment.Seat) org.Actor {
	return org.Actor{Account: s.Person.Account, Org: s.Org, Programme: s.Programme, Roles: []org.Role{s.Role}, Side: s.Role, Seat: s.ID}
}

func (h *house) answer(s enrolment.Seat, proposalID string, yes bool) (p matching.Proposal, err error) {
	err = h.m.DB.Write(h.Context(), func(tx *db.Tx) (err error) {
		p, err = h.m.Answer(h.Context(), tx, as(s), proposalID, yes)
		return err
	})
	return p, err
}

func (h *house) solve() matching.Round {
	h.Helper()
	h.clock.Set(h.clock.Now().Add(time.Minute))
	r, err := h.m.Solve(h.Context(), h.lead)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

func (h *house) publish(r matching.Round) int {
	h.Helper()
	n, err := h.m.Publish(h.Context(), h.lead, r.ID)
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// cards reads all pairs of a round as "mentee+mentor".
func (h *house) cards(r matching.Round) (out []string) {
	h.Helper()
	cards, total, err := h.m.Cards(h.Context(), h.lead, r, matching.Query{Order: "name", Limit: 1000})
	if err != nil || total != len(cards) {
		h.Fatalf("%d of %d: %v", len(cards), total, err)
	}
	for _, c := range cards {
		out = append(out, c.MenteeParty.Name+"+"+c.MentorParty.Name)
	}
	return out
}

// proposals reads the programme's proposals by mentee.
func (h *house) proposals() map[string]matching.Proposal {
	h.Helper()
	all, err := h.m.Proposals(h.Context(), h.m.DB, h.org, h.programme)
	if err != nil {
		h.Fatal(err)
	}
	out := map[string]matching.Proposal{}
	for _, p := range all {
		if _, newer := out[p.Mentee.Person.Name]; !newer {
			out[p.Mentee.Person.Name] = p
		}
	}
	return out
}

type mail struct{ Key, To, Subject, Body string }

func (h *house) mails() []mail {
	h.Helper()
	out, err := db.All(h.Context(), h.m.DB, func(s db.Scan) (m mail, err error) {
		err = s(&m.Key, &m.To, &m.Subject, &m.Body)
		m.Key, _, _ = strings.Cut(m.Key, ":")
		return m, err
	}, "select event_key, to_email, subject, body_text from outbox where org_id=$1 order by id", h.org)
	if err != nil {
		h.Fatal(err)
	}
	return out
}

func (h *house) want(err error, kind fault.Kind, key string) {
	h.Helper()
	l := fault.List(err)
	if !fault.Is(err, kind) || len(l) == 0 || l[0].Key != key {
		h.Fatalf("got %v, want %v %s", err, kind, key)
	}
}
