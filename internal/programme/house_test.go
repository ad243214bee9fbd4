package programme_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// house is two organisations, of which the first has an administrator and a programme with a coordinator.
type house struct {
	*testing.T
	ps           *programme.Programmes
	clock        *clock.Fake
	org, other   string
	admin, karen org.Actor
	p            programme.Programme
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(build(t, d)) })
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC))
	mail := &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	orgs := &org.Orgs{DB: d, Clock: c, Accounts: &people.People{DB: d, Clock: c}, Notify: mail}
	h := &house{T: t, clock: c, ps: &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}}
	h.org, h.other = h.newOrg("Fjordby Kommune"), h.newOrg("Havneby Kommune")
	h.admin = h.actor(h.org, "", "ada@example.dk", org.Admin)
	p, err := h.ps.Create(t.Context(), h.actor(h.org, "", "karen@example.dk", org.Coordinator), programme.Basics{Name: "Nye ledere", Kinds: []programme.Kind{programme.Leadership}})
	if err != nil {
		t.Fatal(err)
	}
	h.p = p
	h.karen = h.actor(h.org, p.ID, "karen@example.dk", org.Coordinator)
	return h
}

func (h *house) newOrg(name string) (orgID string) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		o, err := h.ps.Orgs.Create(h.Context(), tx, name, i18n.Danish)
		orgID = o.ID
		return err
	})
	return orgID
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	if err := h.ps.DB.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

// actor is an account with the role, and the hat that goes with it.
func (h *house) actor(orgID, programmeID, email string, role org.Role) org.Actor {
	h.Helper()
	name, _, _ := strings.Cut(email, "@")
	var account people.Account
	h.write(func(tx *db.Tx) (err error) {
		account, err = h.ps.Orgs.Accounts.Ensure(h.Context(), tx, email, strings.ToUpper(name[:1])+name[1:], i18n.Danish)
		if err != nil {
			return err
		}
		return h.ps.Orgs.Give(h.Context(), tx, orgID, programmeID, account.ID, role)
	})
	return org.Actor{Account: account.ID, Name: account.Name, Email: email, Lang: i18n.Danish, Org: orgID, Programme: programmeID, Roles: []org.Role{role}}
}

func (h *house) get() programme.Programme {
	h.Helper()
	p, err := h.ps.Get(h.Context(), h.ps.DB, h.org, h.p.ID)
	if err != nil {
		h.Fatal(err)
	}
	return p
}

func (h *house) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused wants exactly these faults, as "field key" or "key".
func (h *house) refused(err error, want ...string) {
	h.Helper()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, strings.TrimSpace(f.Field+" "+f.Key))
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		h.Fatalf("refused for %q, want %q (%v)", got, want, err)
	}
}

// mails lists who got which subject, in the order they were written.
func (h *house) mails() []string {
	h.Helper()
	out, err := db.Column[string](h.Context(), h.ps.DB, "select to_email || ': ' || subject from outbox order by id")
	if err != nil {
		h.Fatal(err)
	}
	return out
}

// acts lists the audit trail of the organisation, oldest first.
func (h *house) acts() string {
	h.Helper()
	out, err := db.Column[string](h.Context(), h.ps.DB, "select act from audit_entry where org_id=$1 order by id", h.org)
	if err != nil {
		h.Fatal(err)
	}
	return strings.Join(out, " ")
}

var whole = programme.Purpose{
	Template: programme.Leaders, Sentence: "Nye ledere skal turde lede.", Goal: "God ledelse", Indicator: "Trivsel", Baseline: "3,4", Target: "3,9",
	OwnerName: "Karen Ørsted", OwnerEmail: "karen@example.dk",
}

// open makes the programme ready and opens it.
func (h *house) open() {
	h.Helper()
	h.ok(h.ps.ChangePurpose(h.Context(), h.karen, h.p.ID, whole))
	_, err := h.ps.ChangeTime(h.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
	h.ok(err)
	h.ok(h.ps.Open(h.Context(), h.karen, h.p.ID))
}
