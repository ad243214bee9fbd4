package org_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
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
)

// house is two organisations; ada is the administrator of the first.
type house struct {
	*testing.T
	o          *org.Orgs
	org, other string
	ada        org.Actor
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC))
		h := &house{T: t, o: &org.Orgs{DB: d, Clock: c, Accounts: &people.People{DB: d, Clock: c}, Notify: &notify.Notify{Clock: c, BaseURL: "http://localhost"}}}
		h.write(func(tx *db.Tx) error {
			a, err := h.o.Create(t.Context(), tx, "Fjordby Kommune", i18n.Danish)
			b, err2 := h.o.Create(t.Context(), tx, "Havneby Kommune", i18n.English)
			h.org, h.other = a.ID, b.ID
			return errors.Join(err, err2)
		})
		h.ada = h.actor(h.org, "", "ada@example.dk", org.Admin)
		f(h)
	})
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	h.ok(h.o.DB.Write(h.Context(), f))
}

func (h *house) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) actor(orgID, programmeID, email string, role org.Role) org.Actor {
	h.Helper()
	var account people.Account
	h.write(func(tx *db.Tx) (err error) {
		if account, err = h.o.Accounts.Ensure(h.Context(), tx, email, "Ada Lund", i18n.Danish); err != nil {
			return err
		}
		return h.o.Give(h.Context(), tx, orgID, programmeID, account.ID, role)
	})
	return org.Actor{Account: account.ID, Name: account.Name, Email: email, Org: orgID, Programme: programmeID, Roles: []org.Role{role}}
}

func (h *house) programme(orgID, programmeID string) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(h.Context(), "insert into programme (id, org_id, name, lang, created_at, changed_at) values ($1,$2,'Nye ledere','en','','')", programmeID, orgID)
		return err
	})
}

func (h *house) refused(err error, want ...string) {
	h.Helper()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, strings.TrimSpace(f.Field+" "+f.Key))
	}
	if !slices.Equal(got, want) {
		h.Fatalf("refused for %q, want %q (%v)", got, want, err)
	}
}

func (h *house) access() (out []string) {
	h.Helper()
	all, err := h.o.Access(h.Context(), h.ada)
	h.ok(err)
	for _, x := range all {
		out = append(out, x.Email+" "+string(x.Role)+" "+x.ProgrammeName)
	}
	return out
}

func TestARoleIsGivenByMail(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.programme(h.org, "p1")
		h.ok(h.o.GiveRole(t.Context(), h.ada, "", org.Coordinator, " Karen  Ørsted ", "Karen@Example.dk"))
		h.ok(h.o.GiveRole(t.Context(), h.ada, "p1", org.Facilitator, "Ole Bech", "ole@example.dk"))
		if got, want := h.access(), []string{"ada@example.dk administrator ", "karen@example.dk coordinator ", "ole@example.dk facilitator Nye ledere"}; !slices.Equal(got, want) {
			t.Fatalf("%q", got)
		}
		mails, err := db.Column[string](t.Context(), h.o.DB, "select to_email || ' ' || lang || ' ' || subject from outbox order by id")
		h.ok(err)
		if want := []string{"karen@example.dk da Du er »Programansvarlig« i Fjordby Kommune", "ole@example.dk en You are “Facilitator” in Nye ledere"}; !slices.Equal(mails, want) {
			t.Fatalf("%q", mails)
		}
		next, err := db.Column[string](t.Context(), h.o.DB, "select next from sign_in_link where purpose='invitation' order by created_at, next")
		h.ok(err)
		if want := []string{"/o/" + h.org, "/p/p1/training"}; !slices.Equal(next, want) {
			t.Fatalf("%q", next)
		}
		h.refused(h.o.GiveRole(t.Context(), h.ada, "", org.Coordinator, "Karen", "karen@example.dk"), "email org.has_role")
		h.refused(h.o.GiveRole(t.Context(), h.ada, "", org.Coordinator, "", "nej"), "name fault.required", "email fault.bad_email")
		h.refused(h.o.GiveRole(t.Context(), h.ada, "", org.Sponsor, "X", "x@example.dk"), "role fault.bad_choice")
		h.refused(h.o.GiveRole(t.Context(), h.ada, "p1", org.Admin, "X", "x@example.dk"), "role org.admin_of_all")
		h.refused(h.o.GiveRole(t.Context(), h.ada, "", org.Facilitator, "X", "x@example.dk"), "role org.facilitator_of_one")
	})
}

func TestWhoHasBeenInGetsNoKeyByMail(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		a := h.actor(h.other, "", "ida@example.dk", org.Admin)
		var token string
		h.write(func(tx *db.Tx) (err error) {
			token, err = h.o.Accounts.MakeLink(t.Context(), tx, a.Account, people.SignIn, "")
			return err
		})
		_, err := h.o.Accounts.Spend(t.Context(), token)
		h.ok(err)
		h.ok(h.o.GiveRole(t.Context(), h.ada, "", org.Coordinator, "Ida", "ida@example.dk"))
		n, err := db.One[int](t.Context(), h.o.DB, "select count(*) from sign_in_link where purpose='invitation'")
		h.ok(err)
		if n != 0 {
			t.Fatal("a link that signs in was mailed to someone who can sign in")
		}
	})
}

func TestWhoMayGiveRoles(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.programme(h.org, "p1")
		h.programme(h.other, "foreign")
		karen := h.actor(h.org, "p1", "karen@example.dk", org.Coordinator)
		karenAtHome := karen
		karenAtHome.Programme = ""
		mentor := h.actor(h.org, "p1", "m@example.dk", org.Mentor)
		for name, c := range map[string]struct {
			a         org.Actor
			programme string
			role      org.Role
			want      fault.Kind
		}{
			"coordinator to the organisation":        {karenAtHome, "", org.Coordinator, fault.Forbidden},
			"coordinator from the organisation page": {karenAtHome, "p1", org.Coordinator, fault.Forbidden},
			"coordinator to another programme":       {karen, "foreign", org.Coordinator, fault.NotFound},
			"mentor":                                 {mentor, "p1", org.Coordinator, fault.Forbidden},
			"administrator to a foreign programme":   {h.ada, "foreign", org.Coordinator, fault.NotFound},
			"nobody":                                 {org.Actor{}, "p1", org.Coordinator, fault.NotFound},
		} {
			if err := h.o.GiveRole(t.Context(), c.a, c.programme, c.role, "X", "x@example.dk"); !fault.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.ok(h.o.GiveRole(t.Context(), karen, "p1", org.Coordinator, "Ida", "ida@example.dk"))
		if _, err := h.o.Access(t.Context(), karen); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
	})
}

func TestTheLastOneStays(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.programme(h.org, "p1")
		karen := h.actor(h.org, "p1", "karen@example.dk", org.Coordinator)
		h.refused(h.o.TakeRole(t.Context(), h.ada, "", h.ada.Account, org.Admin), "org.last_admin")
		h.refused(h.o.TakeRole(t.Context(), karen, "p1", karen.Account, org.Coordinator), "org.last_coordinator")
		h.refused(h.o.TakeRole(t.Context(), h.ada, "", karen.Account, org.Admin), "fault.not_found")
		bo := h.actor(h.org, "", "bo@example.dk", org.Admin)
		// Two administrators who remove each other at the same moment: one is left.
		var wg sync.WaitGroup
		var errs [2]error
		wg.Go(func() { errs[0] = h.o.TakeRole(t.Context(), h.ada, "", bo.Account, org.Admin) })
		wg.Go(func() { errs[1] = h.o.TakeRole(t.Context(), bo, "", h.ada.Account, org.Admin) })
		wg.Wait()
		n, err := db.One[int](t.Context(), h.o.DB, "select count(*) from hat where org_id=$1 and role='administrator'", h.org)
		h.ok(err)
		if n != 1 || (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%d administrators left; %v, %v", n, errs[0], errs[1])
		}
	})
}

func TestOrganisationIsChangedByItsAdministrator(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.ok(h.o.Change(t.Context(), h.ada, "Fjordby", "en", "Atlantic/Faroe"))
		g, err := h.o.Get(t.Context(), h.org)
		h.ok(err)
		if g.Name != "Fjordby" || g.Lang != i18n.English || g.Zone != "Atlantic/Faroe" {
			t.Fatalf("%+v", g)
		}
		for _, zone := range []string{"", "Local", "Mars/Base", "../../etc/passwd"} {
			h.refused(h.o.Change(t.Context(), h.ada, "Fjordby", "da", zone), "zone fault.bad_choice")
		}
		h.refused(h.o.Change(t.Context(), h.ada, " ", "da", "UTC"), "name fault.required")
		if err := h.o.Change(t.Context(), h.actor(h.org, "", "k@example.dk", org.Coordinator), "Mit", "da", "UTC"); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
	})
}

func TestZonesAreKnown(t *testing.T) {
	for _, z := range org.Zones {
		if !org.ValidZone(z) {
			t.Errorf("%s", z)
		}
	}
}
