package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

func (h *house) add(name, email, leader string) org.Person {
	h.Helper()
	p, err := h.o.ChangePerson(h.Context(), h.ada, org.Person{Name: name, Email: email, StaffNo: strings.ToUpper(name[:2]) + "-1", Unit: "Ældre og Sundhed"}, leader)
	h.ok(err)
	return p
}

func (h *house) find(search string, offset, limit int) (names []string, total int) {
	h.Helper()
	page, total, err := h.o.Directory(h.Context(), h.ada, search, offset, limit)
	h.ok(err)
	for _, p := range page {
		names = append(names, p.Name)
	}
	return names, total
}

func TestDirectoryIsSearchedAndPaged(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		for i := range 7 {
			h.add(fmt.Sprintf("Bo Person %d", i), fmt.Sprintf("bo%d@example.dk", i), "")
		}
		h.add("Åse Ørbæk", "aase@example.dk", "")
		h.add("Ærke Zahl", "z@example.dk", "")
		if names, total := h.find("", 0, 3); total != 9 || !slices.Equal(names, []string{"Bo Person 0", "Bo Person 1", "Bo Person 2"}) {
			t.Fatal(names, total)
		}
		if names, _ := h.find("", 7, 3); !slices.Equal(names, []string{"Ærke Zahl", "Åse Ørbæk"}) {
			t.Fatalf("not in Danish order: %q", names)
		}
		for search, want := range map[string]string{
			"ÅSE": "Åse Ørbæk", "ørbæk ældre": "Åse Ørbæk", "z@EXAMPLE": "Ærke Zahl", "bo person 4": "Bo Person 4", "%": "", "_": "", "' or 1=1 --": "",
		} {
			if names, _ := h.find(search, 0, 9); strings.Join(names, ",") != want {
				t.Errorf("%q: %q", search, names)
			}
		}
		if names, total := h.find("bo", 5, 5); total != 7 || len(names) != 2 {
			t.Fatal(names, total)
		}
		if names, total := h.find("bo", 50, 5); total != 7 || len(names) != 0 {
			t.Fatal(names, total)
		}
	})
}

func TestAPersonIsChecked(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		bo := h.add("Bo", "bo@example.dk", "")
		ida := h.add("Ida", "ida@example.dk", "bo@example.dk")
		eva := h.add("Eva", "", "ida")
		change := func(p org.Person, leader string) error {
			_, err := h.o.ChangePerson(t.Context(), h.ada, p, leader)
			return err
		}
		h.refused(change(org.Person{Name: " ", Email: "nej", Title: strings.Repeat("x", 121)}, "hvem"), "name fault.required", "email fault.bad_email", "title fault.too_long", "leader org.leader_unknown")
		h.refused(change(org.Person{Name: "Bo", StaffNo: "010190-1234", Title: "Leder, 0101901234"}, ""), "title org.cpr", "staff_no org.cpr")
		h.refused(change(org.Person{Name: "Bo 2", Email: "BO@example.dk"}, ""), "email org.email_taken")
		h.refused(change(bo, "Bo"), "leader org.leader_self")
		h.refused(change(bo, "EV-1"), "leader org.leader_circle")
		h.add("Ida", "ida2@example.dk", "")
		h.refused(change(eva, "ida"), "leader org.leader_many")
		h.ok(change(eva, "ida2@example.dk"))
		p, leader, err := h.o.Find(t.Context(), h.ada, eva.ID)
		h.ok(err)
		if leader.Email != "ida2@example.dk" || p.Unit != "Ældre og Sundhed" {
			t.Fatalf("%+v under %+v", p, leader)
		}
		ida.Name, ida.Account = "Ida Holm", "someone else's account"
		h.ok(change(ida, ""))
		p, leader, err = h.o.Find(t.Context(), h.ada, ida.ID)
		h.ok(err)
		if p.Name != "Ida Holm" || p.Account != "" || leader.ID != "" {
			t.Fatalf("%+v under %+v", p, leader)
		}
	})
}

func TestDirectoryWalls(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		bo := h.add("Bo", "bo@example.dk", "")
		foreign := h.actor(h.other, "", "f@example.dk", org.Admin)
		if _, _, err := h.o.Find(t.Context(), foreign, bo.ID); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		if _, err := h.o.ChangePerson(t.Context(), foreign, bo, ""); !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		h.ok(func() error {
			_, err := h.o.ChangePerson(t.Context(), foreign, org.Person{Name: "Bo", Email: "bo@example.dk"}, "")
			return err
		}())
		page, total, err := h.o.Directory(t.Context(), foreign, "bo", 0, 9)
		h.ok(err)
		if total != 1 || page[0].ID == bo.ID {
			t.Fatalf("%d %+v", total, page)
		}
		for _, a := range []org.Actor{h.actor(h.org, "", "s@example.dk", org.Sponsor), h.actor(h.org, "", "m@example.dk", org.Mentor)} {
			if _, _, err := h.o.Directory(t.Context(), a, "", 0, 9); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%v: %v", a.Roles, err)
			}
		}
	})
}

// A list that was read before somebody got an account does not take it from them again.
func TestListLeavesAccountsAlone(t *testing.T) {
	each(t, func(h *house) {
		bo := h.add("Bo", "bo@example.dk", "")
		var account people.Account
		h.write(func(tx *db.Tx) (err error) {
			if account, err = h.o.Accounts.Ensure(h.Context(), tx, bo.Email, bo.Name, i18n.Danish); err != nil {
				return err
			}
			now := bo
			now.Account = account.ID
			_, err = h.o.SavePerson(h.Context(), tx, h.org, now)
			return err
		})
		bo.Title = "Teamleder" // as the list has it, and without an account
		h.write(func(tx *db.Tx) error { return h.o.SavePeople(h.Context(), tx, h.org, []org.Person{bo}, nil) })
		got, err := h.o.Person(h.Context(), h.o.DB, h.org, bo.ID)
		h.ok(err)
		if got.Account != account.ID || got.Title != "Teamleder" {
			h.Fatalf("%+v", got)
		}
	})
}
