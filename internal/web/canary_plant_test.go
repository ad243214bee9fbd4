package web_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// raise lets a role in and gives it a coordinator's rights on the way: the slices would refuse it a second time.
func (a *aviary) raise(r visit.Route, role org.Role) visit.Route {
	serve := r.Serve
	r.Allow = append(slices.Clone(r.Allow), role)
	r.Serve = func(v *visit.Visit) error {
		v.Actor.Roles = append(slices.Clone(v.Actor.Roles), org.Coordinator)
		return serve(v)
	}
	return r
}

// at picks one page.
func (a *aviary) at(routes []visit.Route, path string) []visit.Route {
	a.Helper()
	i := slices.IndexFunc(routes, func(r visit.Route) bool { return r.Method == http.MethodGet && r.Path == path })
	if i < 0 {
		a.Fatalf("no route %s", path)
	}
	return slices.Clone(routes[i : i+1])
}

// plant digs holes, one at a time, and sees that they are found.
func (a *aviary) plant(routes []visit.Route) {
	a.Helper()
	some := func(name string, routes []visit.Route, undo func()) {
		a.Helper()
		if len(a.sightings(routes)) == 0 {
			a.Errorf("planted and not found: %s", name)
		}
		if undo != nil {
			undo()
		}
	}
	at := func(path string) []visit.Route { return a.at(routes, path) }
	page := at("/p/{programme}/people/{seat}")
	page[0] = a.raise(page[0], org.Sponsor)
	some("the coordinator's page of a person is shown to the sponsor", page, nil)
	xlsx := at("/help")
	xlsx[0].Serve = func(v *visit.Visit) error {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		f, err := z.Create("sheet.xml")
		if err != nil {
			return err
		}
		if _, err := f.Write([]byte("<t>Motivationcanary</t>")); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		return v.File("x.xlsx", "application/octet-stream", b.Bytes())
	}
	some("a spreadsheet for everybody", xlsx, nil)
	write := func(f func(tx *db.Tx) error) {
		a.Helper()
		if err := a.m.DB.Write(a.Context(), f); err != nil {
			a.Fatal(err)
		}
	}
	none := at("/help")
	write(func(tx *db.Tx) error {
		return a.m.Notify.Send(a.Context(), tx, notify.Letter{
			Org: a.lead.Org, Event: "canary", To: notify.To{Name: "Bo", Email: "bo@mentor.example", Lang: i18n.English}, Key: "proposal_mentor", Path: "/",
			Args: []any{"name", "Bo", "programme", "Notecanary", "owner", "Karen", "owner_email", "karen@mentor.example"},
		})
	})
	some("a mail", none, func() {
		write(func(tx *db.Tx) error {
			_, err := tx.Exec(a.Context(), "delete from outbox where event_key='canary'")
			return err
		})
	})
	write(func(tx *db.Tx) error {
		_, err := tx.Exec(a.Context(), "update audit_entry set detail='{\"why\":\"Gendercanary\"}' where id=(select min(id) from audit_entry)")
		return err
	})
	some("the log of acts", none, func() {
		write(func(tx *db.Tx) error {
			_, err := tx.Exec(a.Context(), "update audit_entry set detail='{}' where id=(select min(id) from audit_entry)")
			return err
		})
	})
	if bad := a.sightings(none); len(bad) > 0 {
		a.Errorf("a hole was not filled again: %v", bad)
	}
	a.m.Log.Debug("saved", "profile", "Vetocanary")
	some("the log of the program", none, nil)
}
