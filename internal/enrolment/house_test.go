package enrolment_test

import (
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// house is one organisation with one open programme, and the verbs under test.
type house struct {
	*testing.T
	e              *enrolment.Enrolments
	clock          *clock.Fake
	org, programme string
	lead           org.Actor // its coordinator
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(build(t, d)) })
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	orgs, mail := &org.Orgs{DB: d, Clock: c}, &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	h := &house{T: t, clock: c, e: &enrolment.Enrolments{
		DB: d, Clock: c, Orgs: orgs, Notify: mail,
		People: &people.People{DB: d, Clock: c}, Programmes: &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail},
	}}
	h.org, h.programme = h.newOrg("Region Fjordland"), ""
	h.programme = h.newProgramme(h.org, programme.Open)
	h.lead = h.hat(h.org, h.programme, org.Coordinator, "karen@example.dk")
	return h
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	if err := h.e.DB.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

func (h *house) newOrg(name string) (orgID string) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		o, err := h.e.Orgs.Create(h.Context(), tx, name, i18n.Danish)
		orgID = o.ID
		return err
	})
	return orgID
}

func (h *house) newProgramme(orgID string, status programme.Status) string {
	h.Helper()
	programmeID := id.New()
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(h.Context(), `insert into programme (id, org_id, name, status, owner_name, owner_email, training, created_at, changed_at)
			values ($1,$2,'Nye ledere',$3,'Karen Ørsted','karen@example.dk',$4,$5,$5)`, programmeID, orgID, status,
			db.J(programme.Training{MentorOn: "2026-10-01", MenteeOn: "2026-10-02", Demanded: true}), db.At(h.clock.Now()))
		return err
	})
	return programmeID
}

// hat makes an account with a role and returns it as an actor at the programme.
func (h *house) hat(orgID, programmeID string, role org.Role, email string) (a org.Actor) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		account, err := h.e.People.Ensure(h.Context(), tx, email, "Navn "+email, i18n.Danish)
		if err != nil {
			return err
		}
		a = org.Actor{Account: account.ID, Name: account.Name, Email: account.Email, Lang: account.Lang, Org: orgID, Programme: programmeID, Roles: []org.Role{role}}
		return h.e.Orgs.Give(h.Context(), tx, orgID, programmeID, account.ID, role)
	})
	return a
}

func (h *house) application(role org.Role, name, email string) enrolment.Application {
	return enrolment.Application{
		Org: h.org, Programme: h.programme, Role: role, Source: enrolment.FromForm,
		Person: org.Person{Name: name, Email: email}, Profile: enrolment.Profile{Strengths: []string{"Jeg lytter"}},
	}
}

func (h *house) apply(a enrolment.Application) (t enrolment.Seat) {
	h.Helper()
	h.write(func(tx *db.Tx) (err error) {
		t, err = h.e.Apply(h.Context(), tx, a)
		return err
	})
	return t
}

func (h *house) seat(seatID string) enrolment.Seat {
	h.Helper()
	t, err := h.e.Seat(h.Context(), h.e.DB, h.org, seatID)
	if err != nil {
		h.Fatal(err)
	}
	return t
}

// decide gives an answer that must succeed.
func (h *house) decide(seatID string, to enrolment.Status) {
	h.Helper()
	if err := h.e.Decide(h.Context(), h.lead, seatID, to); err != nil {
		h.Fatalf("decide %s: %v", to, err)
	}
}

type mail struct{ To, Lang, Subject, Body string }

// mails reads the outbox, oldest first.
func (h *house) mails() []mail {
	h.Helper()
	out, err := db.All(h.Context(), h.e.DB, func(s db.Scan) (m mail, err error) {
		err = s(&m.To, &m.Lang, &m.Subject, &m.Body)
		return m, err
	}, "select to_email, lang, subject, body_text from outbox order by id")
	if err != nil {
		h.Fatal(err)
	}
	return out
}

func (h *house) count(text string, args ...any) int {
	h.Helper()
	n, err := db.One[int](h.Context(), h.e.DB, text, args...)
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// want fails unless err is a fault of the kind.
func (h *house) want(err error, kind fault.Kind) {
	h.Helper()
	if !fault.Is(err, kind) {
		h.Fatalf("got %v, want %v", err, kind)
	}
}
