package installation_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

func open(t *testing.T, d *db.DB) *installation.Installation {
	t.Helper()
	c := clock.NewFake(time.Date(2027, 2, 3, 9, 0, 0, 0, time.UTC))
	silent := slog.New(slog.NewTextHandler(io.Discard, nil))
	jobs := job.New(d, c, silent)
	m := &mail.Mail{DB: d, Clock: c, Log: silent, Jobs: jobs}
	m.Register()
	if err := jobs.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := &notify.Notify{Clock: c, BaseURL: "https://mentor.example", Queue: m.Queue}
	accounts := &people.People{DB: d, Clock: c, Notify: n, Jobs: jobs}
	return &installation.Installation{DB: d, Clock: c, People: accounts, Orgs: &org.Orgs{DB: d, Clock: c, Accounts: accounts, Notify: n}, Mail: m}
}

func setUp(code string) installation.SetUp {
	return installation.SetUp{Code: code, Organisation: "Fjordby Kommune", Name: "Ingrid  Rask", Email: "Ingrid@Fjordby.example", Password: "heste spiser gulerødder", Again: "heste spiser gulerødder", Lang: i18n.Danish}
}

func TestFirstRunHappensOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		i := open(t, d)
		if fresh, err := i.Fresh(t.Context()); err != nil || !fresh {
			t.Fatalf("fresh %v, %v", fresh, err)
		}
		if _, _, err := i.SetUp(t.Context(), setUp("")); !fault.Is(err, fault.Invalid) {
			t.Fatalf("opened without a code having been made: %v", err)
		}
		code := i.MakeCode()
		for _, wrong := range []string{"", code[:4], code + "a", strings.Repeat("a", 16), "----"} {
			if _, _, err := i.SetUp(t.Context(), setUp(wrong)); !fault.Is(err, fault.Invalid) {
				t.Errorf("the code %q: %v", wrong, err)
			}
		}
		empty := installation.SetUp{Code: code, Password: "short"}
		if _, _, err := i.SetUp(t.Context(), empty); len(fault.List(err)) != 4 {
			t.Errorf("an empty form has %d faults: %v", len(fault.List(err)), err)
		}
		var done, late atomic.Int32
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				switch _, _, err := i.SetUp(context.Background(), setUp(" "+strings.ToUpper(strings.ReplaceAll(code, "-", " ")))); {
				case err == nil:
					done.Add(1)
				case fault.Is(err, fault.Conflict), fault.Is(err, fault.NotFound):
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if done.Load() != 1 || late.Load() != 3 {
			t.Fatalf("%d first runs, %d came too late", done.Load(), late.Load())
		}
		if fresh, err := i.Fresh(t.Context()); err != nil || fresh {
			t.Fatalf("still fresh: %v, %v", fresh, err)
		}
		a, err := i.People.CheckPassword(t.Context(), "ingrid@fjordby.example", "heste spiser gulerødder")
		if err != nil || a.Name != "Ingrid Rask" {
			t.Fatalf("%+v, %v", a, err)
		}
		hats, err := i.Orgs.Hats(t.Context(), a.ID)
		if err != nil || len(hats) != 2 || hats[0].Role != org.Admin || hats[1].Role != org.Admin || hats[0].Org == hats[1].Org {
			t.Fatalf("%+v, %v", hats, err)
		}
	})
}

func TestOrganisationsAreMadeAndRunByOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		i := open(t, d)
		ingrid, home, err := i.SetUp(t.Context(), setUp(i.MakeCode()))
		if err != nil {
			t.Fatal(err)
		}
		boss := org.Actor{Account: ingrid.ID, Name: ingrid.Name, Lang: i18n.English, Roles: []org.Role{org.Admin}}
		next, err := i.CreateOrganisation(t.Context(), boss, "Naboskab", i18n.English, "Bo Winther", "bo@naboskab.example")
		if err != nil {
			t.Fatal(err)
		}
		if err := i.InviteAdmin(t.Context(), boss, next.ID, "Lis Holm", "lis@naboskab.example"); err != nil {
			t.Fatal(err)
		}
		lines, err := i.Organisations(t.Context(), boss)
		if err != nil || len(lines) != 2 || lines[1].Name != "Naboskab" || len(lines[1].Admins) != 2 || lines[1].Admins[0].SignedIn || len(lines[0].Admins) != 1 || !lines[0].Admins[0].SignedIn && lines[0].Admins[0].Name != "Ingrid Rask" {
			t.Fatalf("%+v, %v", lines, err)
		}
		texts, err := db.Column[string](t.Context(), d, "select body_text from outbox order by id")
		if err != nil || len(texts) != 2 || !strings.Contains(texts[0], "https://mentor.example/sign-in/") || !strings.Contains(texts[0], "Naboskab") {
			t.Fatalf("%v, %v", texts, err)
		}
		for name, bad := range map[string]func() error{
			"no name": func() error {
				_, err := i.CreateOrganisation(t.Context(), boss, " ", i18n.Danish, "Bo", "bo@x.example")
				return err
			},
			"no address": func() error {
				_, err := i.CreateOrganisation(t.Context(), boss, "X", i18n.Danish, "Bo", "bo")
				return err
			},
			"line breaks": func() error {
				return i.InviteAdmin(t.Context(), boss, next.ID, "Bo", "bo@x.example\r\nBcc: y@x.example")
			},
			"bad receiver": func() error { _, err := i.TryMail(t.Context(), boss, "nobody"); return err },
			"no server":    func() error { _, err := i.TryMail(t.Context(), boss, "bo@x.example"); return err },
		} {
			if err := bad(); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n, err := db.One[int](t.Context(), d, "select count(*) from organisation"); err != nil || n != 2 {
			t.Errorf("a refused form left %d organisations, %v", n, err)
		}
		if err := i.InviteAdmin(t.Context(), boss, "01900000-0000-7000-8000-000000000009", "Bo", "bo@x.example"); !fault.Is(err, fault.NotFound) {
			t.Errorf("an organisation that is not there: %v", err)
		}
		state, err := i.MailState(t.Context(), boss)
		if err != nil || state.Set || state.Waiting != 2 {
			t.Errorf("%+v, %v", state, err)
		}

		// who administers an organisation, or coordinates, has nothing to say here
		for _, a := range []org.Actor{{}, {Account: "x", Org: home.ID, Roles: []org.Role{org.Admin}}, {Account: "x", Roles: []org.Role{org.Coordinator, org.Mentor}}, org.System(home.ID)} {
			for name, act := range map[string]func() error{
				"list": func() error { _, err := i.Organisations(t.Context(), a); return err },
				"create": func() error {
					_, err := i.CreateOrganisation(t.Context(), a, "X", i18n.Danish, "Bo", "bo@x.example")
					return err
				},
				"invite": func() error { return i.InviteAdmin(t.Context(), a, next.ID, "Bo", "bo@x.example") },
				"read":   func() error { _, _, err := i.MailServer(t.Context(), a); return err },
				"save": func() error {
					return i.SaveMailServer(t.Context(), a, mail.Settings{Host: "x.example", From: "a@x.example"})
				},
				"try":    func() error { _, err := i.TryMail(t.Context(), a, "bo@x.example"); return err },
				"state":  func() error { _, err := i.MailState(t.Context(), a); return err },
				"unsent": func() error { _, err := i.Unsent(t.Context(), a, 10); return err },
				"resend": func() error { return i.Resend(t.Context(), a, "x") },
			} {
				if err := act(); !fault.Is(err, fault.Forbidden) {
					t.Errorf("%s as %+v: %v", name, a, err)
				}
			}
		}
	})
}

func TestMailServerIsReadWithoutItsPassword(t *testing.T) {
	i := open(t, dbtest.SQLite(t))
	boss := org.Actor{Account: "x", Roles: []org.Role{org.Admin}}
	if err := i.SaveMailServer(t.Context(), boss, mail.Settings{Host: "smtp.example", User: "u", Password: "secret", From: "a@x.example"}); err != nil {
		t.Fatal(err)
	}
	s, fixed, err := i.MailServer(t.Context(), boss)
	if err != nil || fixed || s.Password != "" || s.Host != "smtp.example" || s.Port != 587 {
		t.Fatalf("%+v, %v, %v", s, fixed, err)
	}
	acts, err := db.Column[string](t.Context(), i.DB, "select act || detail from audit_entry")
	if err != nil || len(acts) != 1 || strings.Contains(acts[0], "secret") || !strings.HasPrefix(acts[0], "mail_server_saved") {
		t.Fatalf("%v, %v", acts, err)
	}
}
