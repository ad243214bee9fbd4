package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestAVetoChangesNothingForTheOther reads every page as somebody before and after another asks not to be matched with them: not a byte
// may differ, nor may a mail have been written.
func TestAVetoChangesNothingForTheOther(t *testing.T) {
	a := &aviary{world: build(t)}
	own := a.things[0]
	lead := org.System(own.Org)
	lead.Programme = own.Programme
	_, vetoed := a.seat(org.Mentor, "Vibe Falk", 2, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}}, "", "Havn")
	teller, _ := a.seat(org.Mentee, "Tove Lind", 1, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}}, "", "Vej")
	routes := a.m.Routes()
	site := a.site(routes, true)
	read := func() map[string]string {
		out := map[string]string{}
		for _, r := range routes {
			if r.Method != http.MethodGet {
				continue
			}
			for _, at := range append([]thing{own}, a.seats...) {
				path, err := a.fill(r, vetoed, at, thing{})
				if err != nil {
					t.Fatal(err)
				}
				out[path] = a.get(site, path, vetoed)
			}
		}
		mails, err := db.One[int](t.Context(), a.m.DB, "select count(*) from outbox")
		if err != nil {
			t.Fatal(err)
		}
		out["mails"] = fmt.Sprint(mails)
		return out
	}
	before := read()
	person := func(seat string) (id string) {
		id, err := db.One[string](t.Context(), a.m.DB, "select person_id from seat where id=$1", seat)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	err := a.m.DB.Write(t.Context(), func(tx *db.Tx) error {
		return a.m.Enrolments.AddBarrier(t.Context(), tx, own.Org, own.Programme, enrolment.Barrier{MentorPerson: person(a.seats[0].Seat), MenteePerson: teller.Person.ID, Kind: enrolment.Veto, By: teller.Person.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	differ := func() (paths []string) {
		for path, body := range read() {
			if before[path] != body {
				paths = append(paths, path)
			}
		}
		return paths
	}
	if paths := differ(); len(paths) > 0 {
		t.Errorf("these tell of a veto: %v", paths)
	}
	if len(before) < 60 {
		t.Errorf("only %d pages were read", len(before))
	}
	err = a.m.DB.Write(t.Context(), func(tx *db.Tx) error { // the test itself is tried: what does concern them is seen
		_, err := tx.Exec(t.Context(), "update seat set status='withdrawn' where id=$1", a.seats[0].Seat)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(differ()) == 0 {
		t.Error("their own seat changed and no page told")
	}
}
