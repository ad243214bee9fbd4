package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
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
