package web_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// canary is a value that can be told from all others, and who may see it.
type canary struct {
	name    string
	needles []string // any of them is a sighting
	class   visibility.Class
	own     bool     // the person it is about may see it
	silent  bool     // no page shows it, not even to those who may see it
	columns []string // where it lies in the database
	visits  int      // pages on which it was seen and may be
}

// canaries are what is told in confidence about matching. Their classes are those of the form, where there is one.
func canaries(t *testing.T) []*canary {
	t.Helper()
	class := func(field string) visibility.Class {
		c, ok := visibility.Of(enrolment.FormMentee, field)
		if !ok {
			t.Fatalf("no field %q in the form", field)
		}
		return c
	}
	out := []*canary{
		{name: "a veto's words", needles: []string{"Vetocanary"}, class: class("not_with"), own: true, columns: []string{"seat.profile"}},
		{name: "why somebody wants to take part", needles: []string{"Motivationcanary"}, class: class("motivation"), own: true, columns: []string{"seat.profile"}},
		{name: "the coordinator's note", needles: []string{"Notecanary"}, class: visibility.Coordinator, columns: []string{"seat.note"}},
		{name: "an answer to a programme's own question", needles: []string{"Extracanary"}, class: visibility.Coordinator, own: true, columns: []string{"seat.profile"}},
		{
			name: "who asked for whom", class: visibility.Coordinator,
			needles: []string{"Wishcanary asked for", "asked for Wishcanary", "Wishcanary har ønsket", "har ønsket Wishcanary"},
		},
		{
			name: "whose clearance nobody has seen", class: visibility.Coordinator,
			needles: []string{"whose clearance nobody has seen", "without a clearance", "demands a clearance that nobody has seen", "uden set børneattest", "kræver en børneattest, som ingen har set"},
		},
		{name: "gender", needles: []string{"Gendercanary"}, class: visibility.Statistics, silent: true, columns: []string{"seat.profile"}},
	}
	if c, ok := visibility.Of(enrolment.FormMentee, "gender"); ok {
		out[len(out)-1].class, out[len(out)-1].own = c, true
	}
	return out
}

// may says whether a visitor may see a canary that is about the owner.
func (c *canary) may(v visitor, own thing, owner string) bool {
	if c.own && v.Account == owner {
		return true
	}
	return c.class == visibility.Coordinator && slices.ContainsFunc(v.Hats, func(h org.Hat) bool {
		return h.Org == own.Org && (h.Programme == "" || h.Programme == own.Programme) && (h.Role == org.Coordinator || h.Role == org.Admin)
	})
}

// aviary is a world with canaries in it.
type aviary struct {
	*world
	canaries []*canary
	teller   visitor // whom all of it is about
	round    string
	lead     org.Actor
	seats    []thing
}

func (a *aviary) seat(role org.Role, name string, capacity int, p enrolment.Profile, note string, unit string) (enrolment.Seat, visitor) {
	a.Helper()
	own := a.things[0]
	var s enrolment.Seat
	v := visitor{Name: name}
	err := a.m.DB.Write(a.Context(), func(tx *db.Tx) error {
		email := strings.ToLower(strings.Fields(name)[0]) + "@mentor.example"
		account, err := a.m.People.Ensure(a.Context(), tx, email, name, i18n.English)
		if err != nil {
			return err
		}
		v.Account = account.ID
		person, err := a.m.Orgs.SavePerson(a.Context(), tx, own.Org, org.Person{Account: account.ID, Name: name, Email: email, Unit: unit})
		if err != nil {
			return err
		}
		if err := a.m.Orgs.Give(a.Context(), tx, own.Org, own.Programme, account.ID, role); err != nil {
			return err
		}
		now := db.At(a.m.Clock.Now())
		seatID := id.New()
		if _, err := tx.Exec(a.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, note, trained_on, applied_at, decided_at, changed_at)
			values ($1,$2,$3,$4,$5,'accepted',$6,$7,$8,$9,$10,$10,$10)`, seatID, own.Org, own.Programme, person.ID, role, capacity, db.J(p), note, clock.Date("2026-08-01"), now); err != nil {
			return err
		}
		s, err = a.m.Enrolments.Seat(a.Context(), tx, own.Org, seatID)
		return err
	})
	if err != nil {
		a.Fatal(err)
	}
	if v.Hats, err = a.m.Orgs.Hats(a.Context(), v.Account); err != nil {
		a.Fatal(err)
	}
	if v.Cookie, err = a.m.People.Begin(a.Context(), v.Account, "test"); err != nil {
		a.Fatal(err)
	}
	a.visitors = append(a.visitors, v)
	t := own
	t.Relation, t.Seat, t.SeatRole, t.SeatOwner, t.Person = "own", s.ID, string(role), v.Account, s.Person.ID
	a.seats = append(a.seats, t)
	return s, v
}

// release puts the canaries into the world: people who tell everything, a veto, a round that is solved and sent.
func release(t *testing.T) *aviary {
	t.Helper()
	a := &aviary{world: build(t), canaries: canaries(t)}
	own := a.things[0]
	a.lead = org.System(own.Org)
	a.lead.Programme = own.Programme
	mentor, _ := a.seat(org.Mentor, "Mads Ravn", 1, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}, Gender: "Gendercanary"}, "Notecanary", "Havn")
	vetoed, _ := a.seat(org.Mentor, "Vibe Falk", 1, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}}, "", "Havn")
	a.seat(org.Mentee, "Wishcanary Toft", 1, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}, Wishes: []string{mentor.Person.ID}, Gender: "Gendercanary"}, "", "Vej")
	full := enrolment.Profile{
		Themes: []string{"alt"}, Languages: []string{"da"}, Motivation: "Motivationcanary", Gender: "Gendercanary", Extra: map[string]string{"canary": "Extracanary"},
		Unsettled: []enrolment.Unsettled{{Kind: enrolment.Veto, Words: "Vetocanary"}},
	}
	var teller enrolment.Seat
	teller, a.teller = a.seat(org.Mentee, "Tove Lind", 1, full, "Notecanary", "Vej")
	a.seat(org.Mentee, "Ung Mikkelsen", 1, enrolment.Profile{Themes: []string{"alt"}, Languages: []string{"da"}, AgeBand: fit.Under15}, "", "Vej")
	err := a.m.DB.Write(t.Context(), func(tx *db.Tx) error {
		return a.m.Enrolments.AddBarrier(t.Context(), tx, own.Org, own.Programme, enrolment.Barrier{MentorPerson: vetoed.Person.ID, MenteePerson: teller.Person.ID, Kind: enrolment.Veto, By: teller.Person.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	a.solve()
	return a
}

func (a *aviary) solve() {
	a.Helper()
	r, err := a.m.Matches.Solve(a.Context(), a.lead)
	if err != nil {
		a.Fatal(err)
	}
	a.round = r.ID
}

// sightings looks everywhere and says where a canary was seen that should not be.
func (a *aviary) sightings(routes []visit.Route) (wrong []string) {
	a.Helper()
	own := a.things[0]
	site := a.site(routes, true)
	look := func(where, body string, may func(c *canary) bool) {
		body = html.UnescapeString(body)
		for _, c := range a.canaries {
			if !slices.ContainsFunc(c.needles, func(n string) bool { return strings.Contains(body, n) }) {
				continue
			}
			if may(c) {
				c.visits++
			} else {
				wrong = append(wrong, c.name+": "+where)
			}
		}
	}
	for _, r := range routes {
		if r.Method != http.MethodGet {
			continue
		}
		for _, v := range a.visitors {
			for _, t := range append([]thing{own}, a.seats...) {
				if t.Seat != own.Seat && !strings.Contains(r.Path, "{seat}") && !strings.Contains(r.Path, "{person}") && !strings.Contains(r.Path, "{proposal}") && queries["GET "+r.Path] == nil {
					continue
				}
				path, err := a.fill(r, v, t, thing{})
				if err != nil {
					a.Fatal(err)
				}
				look(fmt.Sprintf("GET %s as %s", path, v.Name), a.unpack(a.get(site, path, v)), func(c *canary) bool {
					return c.may(v, own, a.teller.Account) || c.own && v.Account == t.SeatOwner
				})
			}
		}
	}
	never := func(*canary) bool { return false }
	_, run, err := a.m.Matches.TakeRun(a.Context(), a.lead, a.round)
	if err != nil {
		a.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(run))
	if err != nil {
		a.Fatal(err)
	}
	look("the run as a file", a.all(z), never)
	look("the log", logged.String(), never)
	database := a.database()
	for _, c := range a.canaries {
		for _, where := range c.in(database) {
			reason := len(c.columns) == 0 && strings.HasPrefix(where, "match_") // a sentence that a round keeps for the board
			if !reason && !slices.Contains(c.columns, where) {
				wrong = append(wrong, c.name+": "+where)
			}
		}
	}
	return wrong
}

// get reads a page, whatever its status, from an address of its own.
func (a *aviary) get(h http.Handler, path string, v visitor) string {
	visits++
	r := httptest.NewRequestWithContext(a.Context(), http.MethodGet, "http://mentor.example"+path, nil)
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", visits>>16&255, visits>>8&255, visits&255)
	r.Header.Set("Accept-Language", "en")
	if v.Cookie != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: v.Cookie})
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

// unpack reads a workbook as text.
func (a *aviary) unpack(body string) string {
	a.Helper()
	if !strings.HasPrefix(body, "PK") {
		return body
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		a.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			a.Fatal(err)
		}
		out.WriteString(a.all(r))
	}
	return out.String()
}

func (a *aviary) all(r io.Reader) string {
	a.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		a.Fatal(err)
	}
	return string(b)
}

// database reads every column of every table, mails, jobs and the log of acts too.
func (a *aviary) database() map[string]string {
	a.Helper()
	columns, err := db.Column[string](a.Context(), a.m.DB, `select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c where m.type='table' and m.name not like 'sqlite%'`)
	if err != nil {
		a.Fatal(err)
	}
	out := map[string]string{}
	for _, column := range columns {
		table, name, _ := strings.Cut(column, ".")
		if out[column], err = db.One[string](a.Context(), a.m.DB, fmt.Sprintf(`select coalesce(group_concat(cast("%s" as text), char(10)), '') from "%s"`, name, table)); err != nil {
			a.Fatal(err)
		}
	}
	return out
}

// in finds the columns that hold a canary.
func (c *canary) in(database map[string]string) (where []string) {
	for column, text := range database {
		if slices.ContainsFunc(c.needles, func(n string) bool { return strings.Contains(text, n) }) {
			where = append(where, column)
		}
	}
	return where
}

// TestCanaries puts what people tell in confidence into a programme and looks for it on every page as everybody, in every file, mail, log
// and table: it is found where its class allows, and nowhere else. Then it plants leaks, and each must be found.
func TestCanaries(t *testing.T) {
	a := release(t)
	routes := a.m.Routes()
	// while the coordinator looks at the draft
	for _, bad := range a.sightings(slices.DeleteFunc(slices.Clone(routes), func(r visit.Route) bool { return !strings.Contains(r.Path, "/match") })) {
		t.Error(bad)
	}
	board := a.at(routes, "/p/{programme}/match")
	board[0] = a.raise(board[0], org.Facilitator)
	if len(a.sightings(board)) == 0 {
		t.Error("planted and not found: the board is shown to the facilitator")
	}
	if _, err := a.m.Matches.Publish(t.Context(), a.lead, a.round); err != nil {
		t.Fatal(err)
	}
	proposals, err := a.m.Matches.Proposals(t.Context(), a.m.DB, a.lead.Org, a.lead.Programme)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range proposals { // both sides read their proposals
		for i := range a.seats {
			if a.seats[i].Seat == p.Mentor.ID || a.seats[i].Seat == p.Mentee.ID {
				a.seats[i].Proposal, a.seats[i].Mentor, a.seats[i].Mentee = p.ID, p.Mentor.Person.Account, p.Mentee.Person.Account
				found = found || strings.HasPrefix(p.Mentee.Person.Name, "Wishcanary")
			}
		}
	}
	if !found {
		t.Fatal("who asked for somebody got no proposal: nothing is tried")
	}
	for _, bad := range a.sightings(routes) {
		t.Error(bad)
	}
	database := a.database()
	for _, c := range a.canaries {
		t.Logf("%s: seen on %d pages where it may be", c.name, c.visits)
		if c.visits == 0 && !c.silent {
			t.Errorf("%s is seen nowhere: the test looks in the wrong places", c.name)
		}
		for _, column := range c.columns {
			if !slices.Contains(c.in(database), column) {
				t.Errorf("%s is not in %s", c.name, column)
			}
		}
	}
	a.plant(routes)
}
