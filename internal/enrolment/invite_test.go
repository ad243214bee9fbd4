package enrolment_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// place puts a seat there as an import does: it takes part, has no account and was told nothing.
func (h *house) place(p org.Person, role org.Role) (t enrolment.Seat) {
	h.Helper()
	t = enrolment.Seat{ID: id.New(), Org: h.org, Programme: h.programme, Person: p, Role: role, Status: enrolment.Accepted, Source: enrolment.FromImport}
	h.write(func(tx *db.Tx) error {
		return h.e.SavePlaces(h.Context(), tx, h.org, h.programme, []enrolment.Seat{t}, nil, nil)
	})
	return h.seat(t.ID)
}

func (h *house) known(name, email string) (p org.Person) {
	h.Helper()
	h.write(func(tx *db.Tx) (err error) {
		p, err = h.e.Orgs.SavePerson(h.Context(), tx, h.org, org.Person{Name: name, Email: email})
		return err
	})
	return p
}

func TestInviteAllInvitesEachPersonOnce(t *testing.T) {
	each(t, func(h *house) {
		both := h.known("Sofie Lindegård", "sofie@example.dk")
		seats := []enrolment.Seat{h.place(both, org.Mentor), h.place(both, org.Mentee), h.place(h.known("Bo Dahl", "bo@example.dk"), org.Mentor), h.place(h.known("Noah Nissen", ""), org.Mentee)}
		if n, err := h.e.Uninvited(h.Context(), h.e.DB, h.org, h.programme); err != nil || n != 2 {
			h.Fatalf("%d not invited, %v", n, err)
		}
		stranger := h.hat(h.newOrg("Havneby Kommune"), "", org.Coordinator, "other@example.dk")
		if _, err := h.e.InviteAll(h.Context(), stranger, h.programme); err == nil {
			h.Fatal("another organisation invites")
		}
		mentor := h.lead
		mentor.Roles = []org.Role{org.Mentor}
		_, err := h.e.InviteAll(h.Context(), mentor, h.programme)
		h.want(err, fault.Forbidden)
		for _, want := range []int{2, 0} { // the second time there is nobody left
			if n, err := h.e.InviteAll(h.Context(), h.lead, h.programme); err != nil || n != want {
				h.Fatalf("%d invited, want %d; %v", n, want, err)
			}
		}
		if m := h.mails(); len(m) != 2 {
			h.Fatalf("%+v", m)
		}
		account := h.seat(seats[0].ID).Person.Account
		hats, err := h.e.Orgs.Hats(h.Context(), account)
		if err != nil || len(hats) != 2 {
			h.Fatalf("%+v, %v", hats, err)
		}
	})
}

func TestWayInOpensTheDoorOnce(t *testing.T) {
	each(t, func(h *house) {
		s := h.place(h.known("Bo Dahl", "bo@example.dk"), org.Mentor)
		var path string
		h.write(func(tx *db.Tx) (err error) {
			path, err = h.e.WayIn(h.Context(), tx, &s, "/proposal/1")
			return err
		})
		token := path[len("/sign-in/"):]
		l, err := h.e.People.Spend(h.Context(), token)
		if err != nil || l.Next != "/proposal/1" || l.Account.Email != "bo@example.dk" {
			h.Fatalf("%+v, %v", l, err)
		}
		s = h.seat(s.ID)
		h.write(func(tx *db.Tx) (err error) {
			path, err = h.e.WayIn(h.Context(), tx, &s, "/proposal/2")
			return err
		})
		if path != "/proposal/2" {
			h.Fatalf("who has signed in before gets a key by mail: %s", path)
		}
		if len(h.mails()) != 0 {
			h.Fatal("a way in is no mail")
		}
	})
}
