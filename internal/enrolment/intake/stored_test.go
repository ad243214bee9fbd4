package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// house is an organisation with one programme and its coordinator.
type house struct {
	testing.TB
	in             *intake.Intake
	clock          *clock.Fake
	org, programme string
	lead           org.Actor // of the programme
	admin          org.Actor // of the organisation
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(build(t, d)) })
}

func build(t testing.TB, d *db.DB) *house {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	orgs, mail := &org.Orgs{DB: d, Clock: c}, &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	programmes := &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}
	in := &intake.Intake{
		DB: d, Clock: c, Orgs: orgs, Programmes: programmes,
		Enrolments: &enrolment.Enrolments{DB: d, Clock: c, Orgs: orgs, People: &people.People{DB: d, Clock: c}, Programmes: programmes, Notify: mail},
	}
	h := &house{TB: t, in: in, clock: c}
	h.addOrg("Region Fjordland")
	return h
}

// addOrg makes another organisation with a programme; the house stands in it from then on.
func (h *house) addOrg(name string) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		g, err := h.in.Orgs.Create(h.Context(), tx, name, i18n.Danish)
		if err != nil {
			return err
		}
		h.org, h.programme = g.ID, id.New()
		_, err = tx.Exec(h.Context(), "insert into programme (id, org_id, name, status, created_at, changed_at) values ($1,$2,'Nye ledere','open',$3,$3)",
			h.programme, h.org, db.At(h.clock.Now()))
		return err
	})
	h.lead = org.Actor{Account: id.New(), Org: h.org, Programme: h.programme, Roles: []org.Role{org.Coordinator}}
	h.admin = org.Actor{Account: id.New(), Org: h.org, Roles: []org.Role{org.Admin}}
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	if err := h.in.DB.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

func (h *house) file(name string) intake.File {
	h.Helper()
	body, err := os.ReadFile(filepath.Join(data, name))
	if err != nil {
		h.Fatal(err)
	}
	return intake.File{Name: filepath.Base(name), Data: body}
}

// receive sends a file in; a staff list goes to the organisation.
func (h *house) receive(name string) (intake.Batch, org.Actor) {
	h.Helper()
	actor, programmeID := h.lead, h.programme
	if kindOf(name) == roster.Staff {
		actor, programmeID = h.admin, ""
	}
	b, err := h.in.Receive(h.Context(), actor, programmeID, h.file(name), kindOf(name))
	if err != nil {
		h.Fatal(err)
	}
	return b, actor
}

// save sends a file in and saves it.
func (h *house) save(name string) intake.Result {
	h.Helper()
	b, actor := h.receive(name)
	r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID)
	if err != nil {
		h.Fatal(err)
	}
	return r
}

// dump writes out every row of the tables, those of the import itself and of the audit left out unless all is set.
func (h *house) dump(all bool) string {
	h.Helper()
	var b strings.Builder
	for _, t := range []string{"account", "organisation", "person", "hat", "outbox", "programme", "seat", "barrier", "audit_entry", "import_batch"} {
		if !all && (t == "audit_entry" || t == "import_batch") {
			continue
		}
		rows, err := h.in.DB.Writer().QueryContext(context.Background(), "select * from "+t+" order by id")
		if err != nil {
			h.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			h.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			if err := rows.Scan(cells...); err != nil {
				h.Fatal(err)
			}
			b.WriteString(t)
			for _, c := range cells {
				fmt.Fprintf(&b, "|%s", *c.(*any))
			}
			b.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			h.Fatal(err)
		}
		_ = rows.Close()
	}
	return b.String()
}

func (h *house) count(query string, args ...any) int {
	h.Helper()
	n, err := db.One[int](h.Context(), h.in.DB, query, args...)
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// TestSetsAreStored takes each folder into an empty organisation of its own: looking changes nothing, saving gives what is
// expected, and the same file again changes nothing.
func TestSetsAreStored(t *testing.T) {
	e := load(t)
	each(t, func(h *house) {
		for name, set := range e.Sets {
			if name == "paid" {
				continue
			}
			h.addOrg(name)
			for _, file := range set.ImportOrder {
				file = name + "/" + file
				want := e.Files[file]
				b, actor := h.receive(file)
				before := h.dump(true)
				look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
				if err != nil {
					h.Fatal(err)
				}
				if h.dump(true) != before {
					h.Errorf("%s: looking changed something", file)
				}
				r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID)
				if err != nil {
					h.Fatal(err)
				}
				if r.Counts != look.Plan.Counts {
					h.Errorf("%s: stored %+v, looked like %+v", file, r.Counts, look.Plan.Counts)
				}
				if r.Counts.People != want.People || r.Counts.Imported != want.RowsImported || r.Counts.Refused != want.RowsRefused {
					h.Errorf("%s: %+v", file, r.Counts)
				}
				after := h.dump(false)
				again := h.save(file)
				if h.dump(false) != after {
					h.Errorf("%s: the same file again changed something", file)
				}
				c := again.Counts
				if c.People+c.Mentors+c.Mentees+c.Changed+c.Staff+c.StaffChanged+c.Barriers != 0 || c.Imported != want.RowsImported {
					h.Errorf("%s again: %+v", file, c)
				}
			}
			if n := h.count("select count(distinct person_id) from seat where org_id=$1", h.org); n != set.PeopleTotal {
				h.Errorf("%s: %d people hold a seat, want %d", name, n, set.PeopleTotal)
			}
			for role, want := range set.Seats {
				if n := h.count("select count(*) from seat where org_id=$1 and role=$2", h.org, role); n != want {
					h.Errorf("%s: %d seats of %s, want %d", name, n, role, want)
				}
			}
		}
	})
}

// machineMade are ids and hashes, in which any four digits may stand.
var machineMade = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b`)

// TestMessyFilesAreStored saves every messy file and counts what is in the database afterwards.
func TestMessyFilesAreStored(t *testing.T) {
	e := load(t)
	each(t, func(h *house) {
		for name, want := range e.Files {
			if !strings.HasPrefix(name, "messy/") || len(want.FileErrors) > 0 {
				continue
			}
			h.addOrg(name)
			h.save(name)
			if n := h.count("select count(*) from person where org_id=$1", h.org); n != want.People {
				h.Errorf("%s: %d people, want %d", name, n, want.People)
			}
			for _, role := range []string{"mentor", "mentee"} {
				if n := h.count("select count(*) from seat where org_id=$1 and role=$2", h.org, role); n != want.Seats[role] {
					h.Errorf("%s: %d seats of %s, want %d", name, n, role, want.Seats[role])
				}
			}
		}
		all := machineMade.ReplaceAllString(h.dump(true), "")
		for _, digits := range []string{"210140-8508", "2101408508", "111053–7827", "1110537827", "280741 5446", "2807415446", "-8508", "–7827", " 5446"} {
			if strings.Contains(all, digits) {
				h.Errorf("digits of a CPR number are in the database: %s", digits)
			}
		}
		if !strings.Contains(all, "Sagsnr. 2026-118822") {
			h.Error("the harmless number is gone: the test looks at nothing")
		}
	})
}

// TestFilesThatStopEarly holds what happens to a file that is no list of people.
func TestFilesThatStopEarly(t *testing.T) {
	each(t, func(h *house) {
		before := h.dump(false)
		_, err := h.in.Receive(h.Context(), h.lead, h.programme, h.file("messy/14-inflates.xlsx"), "")
		if table.Code(err) != "file_too_large_unpacked" {
			h.Error(err)
		}
		for _, name := range []string{"messy/15-missing-columns.csv", "leadership/travel.csv"} {
			b, err := h.in.Receive(h.Context(), h.lead, h.programme, h.file(name), "")
			if err != nil {
				h.Fatal(err)
			}
			if len(b.Options(today).Missing()) == 0 {
				h.Errorf("%s lacks nothing", name)
			}
			if _, err = h.in.Save(h.Context(), h.lead, h.programme, b.ID); !fault.Is(err, fault.Conflict) {
				h.Errorf("%s: %v", name, err)
			}
			if b, err = h.in.Batch(h.Context(), h.lead, h.programme, b.ID); err != nil || b.Status != intake.Open || b.Result.Failed != "import.columns_first" {
				h.Errorf("%s is %s, %q, %v", name, b.Status, b.Result.Failed, err)
			}
		}
		if h.dump(false) != before {
			h.Error("a file that stops early changed something")
		}
	})
}

func TestWalls(t *testing.T) {
	each(t, func(h *house) {
		b, _ := h.receive("messy/06-email-forms.csv")
		inside, own := h.lead, h.programme
		h.addOrg("Another")
		ctx := h.Context()
		for name, c := range map[string]struct {
			actor     org.Actor
			programme string
			kind      fault.Kind
		}{
			"coordinator elsewhere, their programme": {h.lead, h.programme, fault.NotFound},
			"coordinator elsewhere, this programme":  {h.lead, own, fault.NotFound},
			"administrator elsewhere":                {h.admin, own, fault.NotFound},
			"this programme's sponsor":               {org.Actor{Org: inside.Org, Programme: own, Roles: []org.Role{org.Sponsor}}, own, fault.Forbidden},
			"this programme's mentor":                {org.Actor{Org: inside.Org, Programme: own, Roles: []org.Role{org.Mentor}}, own, fault.Forbidden},
			"coordinator here, another programme":    {org.Actor{Org: inside.Org, Programme: id.New(), Roles: []org.Role{org.Coordinator}}, own, fault.NotFound},
		} {
			for verb, f := range map[string]func() error{
				"Batch":   func() error { _, err := h.in.Batch(ctx, c.actor, c.programme, b.ID); return err },
				"Look":    func() error { _, err := h.in.Look(ctx, c.actor, c.programme, b.ID); return err },
				"Save":    func() error { _, err := h.in.Save(ctx, c.actor, c.programme, b.ID); return err },
				"Start":   func() error { return h.in.Start(ctx, c.actor, c.programme, b.ID) },
				"Discard": func() error { return h.in.Discard(ctx, c.actor, c.programme, b.ID) },
				"Answer":  func() error { return h.in.Answer(ctx, c.actor, c.programme, b.ID, 2, "yes") },
				"Fix":     func() error { return h.in.Fix(ctx, c.actor, c.programme, b.ID, 2, map[int]string{0: "x"}) },
				"Arrange": func() error {
					return h.in.Arrange(ctx, c.actor, c.programme, b.ID, roster.Everyone, b.Setup)
				},
			} {
				if err := f(); !fault.Is(err, c.kind) {
					h.Errorf("%s as %s: %v", verb, name, err)
				}
			}
		}
		if _, err := h.in.Receive(ctx, h.lead, own, h.file("messy/06-email-forms.csv"), ""); !fault.Is(err, fault.NotFound) {
			h.Error(err)
		}
		if n := h.count("select count(*) from person"); n != 0 {
			h.Errorf("%d people were stored", n)
		}
		if _, err := h.in.Batch(ctx, inside, own, b.ID); err != nil {
			h.Errorf("its own coordinator: %v", err)
		}
	})
}

// TestSamePersonIsAsked: the answer of the coordinator decides whether two of the same name become one.
func TestSamePersonIsAsked(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/05-duplicates.csv")
		look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
		if err != nil {
			h.Fatal(err)
		}
		var asked []int
		for _, o := range look.Plan.Outcomes {
			if o.Ask {
				asked = append(asked, o.Row)
			}
		}
		if !slices.Equal(asked, []int{11, 13}) {
			h.Fatalf("asked about rows %v", asked)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 11, "yes"); err != nil {
			h.Fatal(err)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 13, "no"); err != nil {
			h.Fatal(err)
		}
		r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID)
		if err != nil || r.Counts.People != 9 {
			h.Errorf("%+v %v", r.Counts, err)
		}
		before := h.dump(false)
		if c := h.save("messy/05-duplicates.csv").Counts; c.People != 0 || h.dump(false) != before {
			h.Errorf("the same file again, without a word: %+v", c)
		}
	})
}

// TestNumberAndAddressDisagree: an unknown staff number beside an address of the staff list takes no reporting line over, until
// somebody says that it is the same person.
func TestNumberAndAddressDisagree(t *testing.T) {
	each(t, func(h *house) {
		h.save("leadership/staff.csv")
		for _, same := range []bool{false, true} {
			b, actor := h.receive("leadership/mentees.csv")
			if same {
				if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 3, "yes"); err != nil {
					h.Fatal(err)
				}
			}
			look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
			if err != nil {
				h.Fatal(err)
			}
			who := look.Plan.Person(3)
			if want := map[bool]string{true: "084437", false: "888123"}[same]; who.StaffNo != want || (who.Leader != "") != same || who.Email == "" {
				h.Errorf("answered %v: %+v", same, who)
			}
		}
	})
}

// TestVetoOfSomebodyWhoComesLater: it waits for a decision until a later list brings that person.
func TestVetoOfSomebodyWhoComesLater(t *testing.T) {
	each(t, func(h *house) {
		take := func(kind roster.Kind, text string) {
			b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "x.csv", Data: []byte(text)}, kind)
			if err != nil {
				h.Fatal(err)
			}
			if _, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID); err != nil {
				h.Fatal(err)
			}
		}
		unsettled := func() (n int) {
			seats, err := h.in.Enrolments.Places(h.Context(), h.in.DB, h.org, h.programme)
			if err != nil {
				h.Fatal(err)
			}
			for _, s := range seats {
				n += len(s.Profile.Unsettled)
			}
			return n
		}
		take(roster.Mentors, "Navn;E-mail;Vil ikke matches med\nÅse Dahl;aase@example.dk;Bo Bach, Lars\n")
		if n := unsettled(); n != 2 {
			h.Errorf("%d open vetoes", n)
		}
		take(roster.Mentees, "Navn;E-mail\nBo Bach;bo@example.dk\n")
		if n, walls := unsettled(), h.count("select count(*) from barrier where asked_by<>''"); n != 1 || walls != 1 {
			h.Errorf("%d open vetoes, %d barriers", n, walls)
		}
	})
}

// TestFix: a cell that somebody writes anew is read like any other, and a CPR number gets in that way neither.
func TestFix(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/06-email-forms.csv")
		ctx := h.Context()
		if err := h.in.Fix(ctx, actor, b.Programme, b.ID, 8, map[int]string{2: "anne.winther@example.dk", 0: "Anne"}); err != nil {
			h.Fatal(err)
		}
		err := h.in.Fix(ctx, actor, b.Programme, b.ID, 9, map[int]string{5: "cpr 210140-8508"})
		if !fault.Is(err, fault.Invalid) {
			h.Error(err)
		}
		got, err := h.in.Batch(ctx, actor, b.Programme, b.ID)
		if err != nil || len(got.Setup.Fixes) != 1 || got.Setup.Fixes["C8"] != "anne.winther@example.dk" {
			h.Errorf("%v %v", got.Setup.Fixes, err)
		}
		r, err := h.in.Save(ctx, actor, b.Programme, b.ID)
		if err != nil || r.Counts.Refused != 4 || r.Counts.People != 10 {
			h.Errorf("%+v %v", r.Counts, err)
		}
		if strings.Contains(h.dump(true), "8508") {
			h.Error("the digits were kept")
		}
	})
}

// TestBatchEndsOnce: what is done is done; its table and what was decided about it are gone, its figures stay.
func TestBatchEndsOnce(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		ctx := h.Context()
		if err := h.in.Start(ctx, actor, b.Programme, b.ID); err != nil {
			h.Fatal(err)
		}
		h.in.Wait()
		done, err := h.in.Batch(ctx, actor, b.Programme, b.ID)
		if err != nil || done.Status != intake.Done || done.Result.Counts.People != 24 || done.Applied.IsZero() {
			h.Fatalf("%+v %v", done, err)
		}
		if n := h.count("select count(*) from import_batch where id=$1 and length(content)=0 and mapping='{}'", b.ID); n != 1 {
			h.Error("the file was kept")
		}
		for what, err := range map[string]error{
			"save":    second(h.in.Save(ctx, actor, b.Programme, b.ID)),
			"start":   h.in.Start(ctx, actor, b.Programme, b.ID),
			"answer":  h.in.Answer(ctx, actor, b.Programme, b.ID, 2, "yes"),
			"discard": h.in.Discard(ctx, actor, b.Programme, b.ID),
		} {
			if err == nil {
				h.Errorf("%s works twice", what)
			}
		}
		if n := h.count("select count(*) from audit_entry where act='import_participants' and object=$1", b.ID); n != 1 {
			h.Errorf("%d lines in the audit", n)
		}
		old, actor := h.receive("messy/03-header-twice.csv")
		if before, err := h.in.Before(ctx, actor, old); err != nil || before.ID != b.ID {
			h.Errorf("%+v %v", before, err)
		}
		h.clock.Set(h.clock.Now().Add(intake.Keep + time.Minute))
		if err := h.in.Forget(ctx); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Batch(ctx, actor, old.Programme, old.ID); !fault.Is(err, fault.NotFound) {
			h.Errorf("a day later: %v", err)
		}
		if list, err := h.in.Recent(ctx, actor, b.Programme, 5); err != nil || len(list) != 1 {
			h.Errorf("%v %v", list, err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestStoppedProgram: a batch that was being saved when the program stopped is open again, says so, and can be saved.
func TestStoppedProgram(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(h.Context(), "update import_batch set status='saving' where id=$1", b.ID)
			return err
		})
		got, err := h.in.Batch(h.Context(), actor, b.Programme, b.ID)
		if err != nil || got.Status != intake.Open || got.Result.Failed != "import.failed_stopped" {
			h.Errorf("%s %q %v", got.Status, got.Result.Failed, err)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 2, "no"); err != nil {
			h.Error(err)
		}
		if r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); err != nil || r.Counts.People != 24 {
			h.Errorf("%+v %v", r.Counts, err)
		}
	})
}

// TestTwoSaveAtOnce: only one of them does, and the people are there once.
func TestTwoSaveAtOnce(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("union/ansoegninger.csv")
		for range 4 {
			if err := h.in.Start(h.Context(), actor, b.Programme, b.ID); err != nil && !fault.Is(err, fault.Gone) {
				h.Error(err)
			}
		}
		h.in.Wait()
		if n := h.count("select count(*) from person where org_id=$1", h.org); n != 316 {
			h.Errorf("%d people", n)
		}
		if n := h.count("select count(*) from audit_entry where object=$1", b.ID); n != 1 {
			h.Errorf("%d lines in the audit", n)
		}
	})
}

// TestClosedProgramme takes no lists, not even one that was sent before.
func TestClosedProgramme(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(h.Context(), "update programme set status='closed' where id=$1", h.programme)
			return err
		})
		if _, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); !fault.Is(err, fault.Conflict) {
			h.Error(err)
		}
		if b, err := h.in.Batch(h.Context(), actor, b.Programme, b.ID); err != nil || b.Result.Failed != "import.programme_closed" {
			h.Errorf("%q %v", b.Result.Failed, err)
		}
		if _, err := h.in.Receive(h.Context(), actor, h.programme, h.file("messy/03-header-twice.csv"), ""); !fault.Is(err, fault.Conflict) {
			h.Error(err)
		}
		if n := h.count("select count(*) from person"); n != 0 {
			h.Errorf("%d people", n)
		}
	})
}

// TestArrange: the coordinator corrects what the columns mean.
func TestArrange(t *testing.T) {
	each(t, func(h *house) {
		b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "x.csv", Data: []byte("A;B;C\nÅse Dahl;hjælper;aase.dahl@example.dk\nBo Bach;lærer;bo.bach@example.dk\n")}, "")
		if err != nil {
			h.Fatal(err)
		}
		s := b.Setup
		s.Columns = []roster.Field{roster.FullName, roster.Keep, roster.Email}
		for field, change := range map[string]func(){
			"column_B": func() { s.Columns[1] = roster.FullName },
			"column_A": func() { s.Columns[0] = roster.WeekHours },
			"heading":  func() { s.Heading = 99 },
			"status":   func() { s.Status = enrolment.Declined },
			"age_min":  func() { s.AgeMin = 50 },
		} {
			kept, columns := s, slices.Clone(s.Columns)
			change()
			err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, b.Kind, s)
			if list := fault.List(err); len(list) != 1 || list[0].Field != field {
				h.Errorf("%s: %v", field, err)
			}
			s, s.Columns = kept, columns
		}
		if err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, roster.Mentors, s); err != nil {
			h.Fatal(err)
		}
		// The kind changed, so the columns were proposed anew: the name shows in the address.
		b, err = h.in.Batch(h.Context(), h.lead, h.programme, b.ID)
		if err != nil || !slices.Equal(b.Setup.Columns, []roster.Field{roster.FullName, roster.Ignore, roster.Email}) {
			h.Fatalf("%v %v", b.Setup.Columns, err)
		}
		s.Heading, s.Status = b.Setup.Heading, enrolment.Waiting
		if err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, roster.Mentors, s); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID); err != nil {
			h.Fatal(err)
		}
		seats, err := h.in.Enrolments.Seats(h.Context(), h.in.DB, h.org, h.programme, org.Mentor, enrolment.Waiting)
		if err != nil || len(seats) != 2 || seats[0].Profile.Extra["B"] != "lærer" {
			h.Errorf("%+v %v", seats, err)
		}
	})
}

// TestHatOfSomebodyWithAccount: who can sign in already sees the new seat at once; nobody is mailed.
func TestHatOfSomebodyWithAccount(t *testing.T) {
	each(t, func(h *house) {
		var account string
		h.write(func(tx *db.Tx) error {
			a, err := h.in.Enrolments.People.Ensure(h.Context(), tx, "steen.mortensen@example.dk", "Steen Mortensen", i18n.Danish)
			if err != nil {
				return err
			}
			account = a.ID
			_, err = h.in.Orgs.SavePerson(h.Context(), tx, h.org, org.Person{Name: "Steen Mortensen", Email: a.Email, Account: a.ID})
			return err
		})
		b, actor := h.receive("messy/12-cpr-in-notes.csv")
		s := b.Setup
		s.Status = enrolment.Accepted
		if err := h.in.Arrange(h.Context(), actor, b.Programme, b.ID, b.Kind, s); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); err != nil {
			h.Fatal(err)
		}
		if n := h.count("select count(*) from hat where account_id=$1 and programme_id=$2 and role='mentor'", account, h.programme); n != 1 {
			h.Errorf("%d hats", n)
		}
		if n := h.count("select count(*) from outbox"); n != 0 {
			h.Errorf("%d mails", n)
		}
	})
}

// big makes a list of the shape of testdata/data/gen/big.py: n mentees with everything that can be told.
func big(n int) []byte {
	var b strings.Builder
	b.WriteString("staff_no,name,email,unit,leader_no,level,experience_years,site,max_travel_minutes,video,languages,wanted_competences,themes,wished_roles,times,wished_mentors,vetoes,hired\n")
	first := []string{"Anne", "Bo", "Cecilie", "Ditte", "Emil", "Fatima", "Gitte", "Hassan", "Ida", "Jens"}
	last := []string{"Lund", "Bach", "Østergaard", "Kjær", "Yılmaz", "Nguyen", "Dahl", "Skov", "Friis", "Holm"}
	for i := range n {
		f, l := first[i%10], last[i/10%10]
		fmt.Fprintf(&b, "%07d,%s %s,person.%d@example.dk,U%04d,%07d,%d,%.1f,Viborg,%d,yes,dansk; engelsk,Strategi; Forhandling; Kommunikation,Delegering; Forandring,Coach; Ven; Kritiker,man formiddag; tirs eftermiddag,person.%d@example.dk,,2019-03-0%d\n",
			(i*7919+12345)%9999991, f, l, i, i/40, ((i/20)*7919+12345)%9999991, 2+i%4, float64(i%200)/10, 20+i%5*10, (i+7)%n, 1+i%9)
	}
	return []byte(b.String())
}

// BenchmarkImport10k measures the whole way of 10,000 rows: reading, comparing, and one transaction on SQLite that is synced to disk.
func BenchmarkImport10k(b *testing.B) {
	body := big(10_000)
	for range b.N {
		b.StopTimer()
		h := build(b, dbtest.SQLite(b))
		b.StartTimer()
		batch, err := h.in.Receive(b.Context(), h.lead, h.programme, intake.File{Name: "mentees.csv", Data: body}, roster.Mentees)
		if err != nil {
			b.Fatal(err)
		}
		r, err := h.in.Save(b.Context(), h.lead, h.programme, batch.ID)
		if err != nil || r.Counts.People != 10_000 || r.Counts.Mentees != 10_000 {
			b.Fatal(r.Counts, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/import")
}

// TestManyRows saves a list that takes many statements of many rows, on both engines.
func TestManyRows(t *testing.T) {
	each(t, func(h *house) {
		b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "mentees.csv", Data: big(2000)}, roster.Mentees)
		if err != nil {
			h.Fatal(err)
		}
		r, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID)
		if err != nil || r.Counts.Mentees != 2000 || r.Counts.Errors != 0 {
			h.Fatalf("%+v %v", r.Counts, err)
		}
		p := h.in.Progress(h.lead, h.programme, b.ID)
		if p != nil {
			h.Error("it is said to be running still")
		}
		led := h.count("select count(*) from person where leader_id<>''")
		if led < 1900 {
			h.Errorf("%d have a leader", led)
		}
		wishes := 0
		seats, err := h.in.Enrolments.Places(h.Context(), h.in.DB, h.org, h.programme)
		if err != nil {
			h.Fatal(err)
		}
		for _, s := range seats {
			wishes += len(s.Profile.Wishes)
		}
		if wishes != 0 { // nobody here is a mentor yet
			h.Errorf("%d wishes", wishes)
		}
		if n := h.count("select count(*) from seat"); n != 2000 || len(seats) != n {
			h.Errorf("%d seats", n)
		}
	})
}
