package mail_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/mail/mailtest"
	"github.com/mentorskab/mentorskab/internal/notify"
)

type post struct {
	*testing.T
	d      *db.DB
	mail   *mail.Mail
	notify *notify.Notify
	clock  *clock.Fake
}

// open wires an outbox. Its jobs run only when start is true; else the test delivers by hand.
func open(t *testing.T, d *db.DB, server *mailtest.Server, start bool) *post {
	t.Helper()
	c := clock.NewFake(time.Date(2027, 2, 3, 9, 0, 0, 0, time.UTC))
	silent := slog.New(slog.NewTextHandler(io.Discard, nil))
	jobs := job.New(d, c, silent)
	jobs.Backoff = func(int) time.Duration { return 5 * time.Millisecond }
	m := &mail.Mail{DB: d, Clock: c, Log: silent, Jobs: jobs}
	if server != nil {
		m.Roots, m.Fixed = server.Roots, server.Settings
	}
	m.Register()
	if err := jobs.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	if start {
		if err := jobs.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			if err := jobs.Stop(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	return &post{t, d, m, &notify.Notify{Clock: c, BaseURL: "https://mentor.example", Queue: m.Queue}, c}
}

func (p *post) send(l notify.Letter) {
	p.Helper()
	if err := p.d.Write(p.Context(), func(tx *db.Tx) error { return p.notify.Send(p.Context(), tx, l) }); err != nil {
		p.Fatal(err)
	}
}

func signIn(event, email string) notify.Letter {
	return notify.Letter{Event: event, To: notify.To{Name: "Åse Møller-Østergård", Email: email, Lang: i18n.Danish}, Key: "sign_in", Args: []any{"name", "Åse"}, Path: "/sign-in/abc"}
}

type row struct {
	ID, Status, Why, Text string
	Attempts              int
}

func (p *post) rows() []row {
	p.Helper()
	out, err := db.All(p.Context(), p.d, func(s db.Scan) (r row, err error) {
		err = s(&r.ID, &r.Status, &r.Why, &r.Text, &r.Attempts)
		return r, err
	}, "select id, status, last_error, body_text, attempts from outbox order by id")
	if err != nil {
		p.Fatal(err)
	}
	return out
}

// settled waits until no mail waits any more.
func (p *post) settled() []row {
	p.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; {
		open := false
		all := p.rows()
		for _, r := range all {
			open = open || r.Status == "waiting" || r.Status == "sending"
		}
		if !open {
			return all
		}
		if time.Now().After(deadline) {
			p.Fatalf("still open after 20 seconds: %+v", all)
		}
	}
}

// part is a leaf of a mail.
type part struct {
	kind   string
	params map[string]string
	body   string
}

func parse(t *testing.T, raw string) (gomail.Header, []part) {
	t.Helper()
	e, err := message.Read(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	err = e.Walk(func(_ []int, e *message.Entity, err error) error {
		if err != nil {
			return err
		}
		kind, params, err := e.Header.ContentType()
		if err != nil || strings.HasPrefix(kind, "multipart/") {
			return err
		}
		body, err := io.ReadAll(e.Body)
		parts = append(parts, part{kind, params, string(body)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return gomail.Header{Header: e.Header}, parts
}

const invitation = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//da\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Møde\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestMailArrivesWhole(t *testing.T) {
	for _, way := range []mail.TLS{mail.StartTLS, mail.Implicit} {
		t.Run(string(way), func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				server := mailtest.Start(t, way)
				p := open(t, d, server, true)
				l := signIn("one", "aase@fjordby.example")
				l.Calendar, l.CalendarMethod = invitation, "REQUEST"
				p.send(l)
				p.send(l) // the same event is not written twice
				got := server.Wait(t)
				head, parts := parse(t, got.Body)
				subject, err := head.Subject()
				if want := i18n.T(i18n.Danish, "mail.sign_in_subject"); err != nil || subject != want {
					t.Errorf("subject %q, want %q, %v", subject, want, err)
				}
				to, err := head.AddressList("To")
				if err != nil || len(to) != 1 || to[0].Name != "Åse Møller-Østergård" || to[0].Address != "aase@fjordby.example" {
					t.Errorf("to %v, %v", to, err)
				}
				from, err := head.AddressList("From")
				if err != nil || len(from) != 1 || from[0].Name != "Mentorskab i Fjordby" || from[0].Address != "program@fjordby.example" {
					t.Errorf("from %v, %v", from, err)
				}
				all := p.settled()
				if len(all) != 1 || all[0].Status != "sent" || all[0].Attempts != 1 || all[0].Text != "" {
					t.Errorf("outbox: %+v", all)
				}
				if mid, err := head.MessageID(); err != nil || mid != all[0].ID+"@fjordby.example" {
					t.Errorf("message id %q, %v", mid, err)
				}
				if len(parts) != 3 || parts[0].kind != "text/plain" || parts[1].kind != "text/html" || parts[2].kind != "text/calendar" {
					t.Fatalf("parts: %+v", parts)
				}
				for _, text := range []string{parts[0].body, parts[1].body} {
					for _, want := range []string{"Hej Åse", "https://mentor.example/sign-in/abc", "https://mentor.example/sign-in", "bad om at logge ind"} {
						if !strings.Contains(text, want) {
							t.Errorf("no %q in %q", want, text)
						}
					}
				}
				if parts[2].params["method"] != "REQUEST" || parts[2].body != invitation {
					t.Errorf("calendar %v %q", parts[2].params, parts[2].body)
				}
				if n := len(server.Taken()); n != 1 {
					t.Errorf("%d mails for one event", n)
				}
			})
		})
	}
}

func TestMailIsTriedUntilItIsTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := mailtest.Start(t, mail.StartTLS)
		p := open(t, d, server, true)
		server.Fail(mailtest.LaterAtReceiver, mailtest.LaterAtData, mailtest.CutBeforeAnswer, mailtest.CutAfterYes)
		p.send(signIn("one", "aase@fjordby.example"))
		all := p.settled()
		if all[0].Status != "sent" || all[0].Attempts != 4 {
			t.Errorf("outbox: %+v", all)
		}
		taken := server.Taken()
		if len(taken) != 1 {
			t.Fatalf("the server said yes %d times", len(taken))
		}
		if head, _ := parse(t, taken[0].Body); head.Get("Message-Id") != "<"+all[0].ID+"@fjordby.example>" {
			t.Errorf("message id %q", head.Get("Message-Id"))
		}
	})
}

func TestRefusedMailIsNotTriedAgain(t *testing.T) {
	for _, how := range []mailtest.Fail{mailtest.NeverAtReceiver, mailtest.NeverAtData} {
		t.Run(string(how), func(t *testing.T) {
			server := mailtest.Start(t, mail.StartTLS)
			p := open(t, dbtest.SQLite(t), server, false)
			server.Fail(how)
			p.send(signIn("one", "nobody@fjordby.example"))
			id := p.rows()[0].ID
			for range 2 {
				if err := p.mail.Deliver(t.Context(), id); err != nil {
					t.Fatal(err)
				}
			}
			if all := p.rows(); all[0].Status != "refused" || all[0].Attempts != 1 || !strings.Contains(all[0].Why, "5") {
				t.Fatalf("outbox: %+v", all)
			}
			if err := p.d.Write(t.Context(), func(tx *db.Tx) error { return p.mail.Retry(t.Context(), tx, id) }); err != nil {
				t.Fatal(err)
			}
			if err := p.mail.Deliver(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			if all := p.rows(); all[0].Status != "sent" {
				t.Fatalf("after a retry by hand: %+v", all)
			}
		})
	}
}

func TestMailWaitsForSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := mailtest.Start(t, mail.StartTLS)
		p := open(t, d, nil, true)
		p.mail.Roots = server.Roots
		p.send(signIn("one", "aase@fjordby.example"))
		id := p.rows()[0].ID
		if err := p.mail.Deliver(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if all := p.rows(); all[0].Status != "waiting" || all[0].Attempts != 0 {
			t.Fatalf("without settings: %+v", all)
		}
		save := func(s mail.Settings) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return p.mail.Save(t.Context(), tx, s) })
		}
		if err := save(server.Settings); err != nil {
			t.Fatal(err)
		}
		server.Wait(t)
		changed := server.Settings
		changed.Password, changed.FromName = "", "Fjordby"
		if err := save(changed); err != nil {
			t.Fatal(err)
		}
		if s, fixed, err := p.mail.Settings(t.Context(), d); err != nil || fixed || s.Password != mailtest.Password || s.FromName != "Fjordby" {
			t.Fatalf("an empty password did not keep the old one: %+v, %v, %v", s, fixed, err)
		}
		changed.Host = "elsewhere.example" // the password of one server is never sent to another
		if err := save(changed); err != nil {
			t.Fatal(err)
		}
		if s, _, err := p.mail.Settings(t.Context(), d); err != nil || s.Password != "" {
			t.Fatalf("the password went along to another server: %+v, %v", s, err)
		}
	})
}

func TestOneMailHasOneSender(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := mailtest.Start(t, mail.StartTLS)
		p := open(t, d, server, false)
		p.send(signIn("one", "aase@fjordby.example"))
		id := p.rows()[0].ID
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if err := p.mail.Deliver(context.Background(), id); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := server.Begun(); n != 1 {
			t.Fatalf("one mail was handed over %d times", n)
		}
	})
}

func TestClaimOfADeadProgramIsTakenOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		server := mailtest.Start(t, mail.StartTLS)
		p := open(t, d, server, false)
		p.send(signIn("one", "aase@fjordby.example"))
		id := p.rows()[0].ID
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update outbox set status='sending', attempts=1, tried_at=$1", db.At(p.clock.Now()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.mail.Deliver(t.Context(), id); err != nil || server.Begun() != 0 {
			t.Fatalf("a living claim was not respected: %d conversations, %v", server.Begun(), err)
		}
		p.clock.Set(p.clock.Now().Add(10 * time.Minute))
		if err := p.mail.Deliver(t.Context(), id); err != nil || len(server.Taken()) != 1 {
			t.Fatalf("a dead claim holds the mail back: %v", err)
		}
	})
}

func TestHeadersCannotBeInjected(t *testing.T) {
	server := mailtest.Start(t, mail.StartTLS)
	p := open(t, dbtest.SQLite(t), server, false)
	l := signIn("name", "aase@fjordby.example")
	l.To.Name = "Åse\r\nBcc: all@fjordby.example"
	p.send(l)
	if err := p.mail.Deliver(t.Context(), p.rows()[0].ID); err != nil {
		t.Fatal(err)
	}
	head, _ := parse(t, server.Wait(t).Body)
	if head.Get("Bcc") != "" {
		t.Errorf("a name became a header: %q", head.Get("Bcc"))
	}
	for column, evil := range map[string]string{"subject": "Hej\r\nBcc: all@fjordby.example", "to_name": "Å\nX: y", "to_email": "a@fjordby.example>\r\nRCPT TO:<b@fjordby.example", "calendar_method": "REQUEST\r\nX: y"} {
		p.send(signIn(column, "aase@fjordby.example"))
		all := p.rows()
		id := all[len(all)-1].ID
		err := p.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update outbox set "+column+"=$2, calendar='x' where id=$1", id, evil)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		before := server.Begun()
		if err := p.mail.Deliver(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		all = p.rows()
		if got := all[len(all)-1]; got.Status != "refused" || server.Begun() != before {
			t.Errorf("%s: %+v, %d conversations", column, got, server.Begun()-before)
		}
	}
}

func TestSweepTakesUpLostMailsAndGivesUp(t *testing.T) {
	server := mailtest.Start(t, mail.StartTLS)
	p := open(t, dbtest.SQLite(t), server, false)
	p.send(signIn("one", "aase@fjordby.example"))
	forget := func() {
		t.Helper()
		if err := p.d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(t.Context(), "delete from river_job"); return err }); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int {
		t.Helper()
		n, err := db.One[int](t.Context(), p.d, "select count(*) from river_job")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	forget()
	if err := p.mail.Sweep(t.Context()); err != nil || count() != 0 {
		t.Fatalf("a fresh mail was taken for lost: %d, %v", count(), err)
	}
	p.clock.Set(p.clock.Now().Add(5 * time.Hour))
	if err := p.mail.Sweep(t.Context()); err != nil || count() != 1 {
		t.Fatalf("a lost mail has %d jobs, %v", count(), err)
	}
	server.Fail(mailtest.LaterAtData)
	if err := p.mail.Deliver(t.Context(), p.rows()[0].ID); err == nil {
		t.Fatal("a later was taken for a yes")
	}
	p.clock.Set(p.clock.Now().Add(22 * 24 * time.Hour))
	forget()
	if err := p.mail.Sweep(t.Context()); err != nil || count() != 0 || p.rows()[0].Status != "refused" {
		t.Fatalf("after three weeks: %+v, %d jobs, %v", p.rows(), count(), err)
	}
	if list, err := p.mail.Unsent(t.Context(), 10); err != nil || len(list) != 1 || !strings.Contains(list[0].Why, "disk full") {
		t.Fatalf("%+v, %v", list, err)
	}
	if c, err := p.mail.Counts(t.Context()); err != nil || c != (mail.Count{Refused: 1}) {
		t.Fatalf("%+v, %v", c, err)
	}
}

func TestTrialTellsWhatTheServerSaid(t *testing.T) {
	server, implicit := mailtest.Start(t, mail.StartTLS), mailtest.Start(t, mail.Implicit)
	p := open(t, dbtest.SQLite(t), nil, false)
	p.mail.Roots = server.Roots
	try := func(change func(s *mail.Settings)) mail.Trial {
		t.Helper()
		s := server.Settings
		change(&s)
		trial, err := p.mail.Try(t.Context(), s, "karen@fjordby.example", "da", "Prøve", "Prøvemail")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.Join(trial.Conversation, "\n"), "Y29ycmVjdCBob3JzZQ") || strings.Contains(strings.Join(trial.Conversation, "\n"), mailtest.Password) {
			t.Error("the password is in the conversation")
		}
		return trial
	}
	good := try(func(*mail.Settings) {})
	if good.Failure != nil || len(server.Taken()) != 1 || !strings.Contains(strings.Join(good.Conversation, "\n"), "karen@fjordby.example") {
		t.Errorf("good settings: %+v", good)
	}
	for name, c := range map[string]struct {
		change func(s *mail.Settings)
		want   mail.Cause
	}{
		"wrong password":  {func(s *mail.Settings) { s.Password = "wrong" }, mail.SignIn},
		"no password":     {func(s *mail.Settings) { s.User, s.Password = "", "" }, mail.Sender},
		"foreign sender":  {func(s *mail.Settings) { s.From = "x@elsewhere.example" }, mail.Sender},
		"closed port":     {func(s *mail.Settings) { s.Port = 1 }, mail.NoAnswer},
		"no such host":    {func(s *mail.Settings) { s.Host = "no-such-host.invalid" }, mail.NoHost},
		"implicit wanted": {func(s *mail.Settings) { s.TLS = mail.Implicit }, mail.NotTLS},
		"other name":      {func(s *mail.Settings) { s.Host = "127.0.0.1" }, mail.Certificate},
		"not trusted":     {func(s *mail.Settings) { s.Port, s.TLS = implicit.Settings.Port, mail.Implicit }, mail.Certificate},
	} {
		if got := try(c.change); got.Failure == nil || got.Failure.Cause != c.want {
			t.Errorf("%s: %+v, want %s", name, got.Failure, c.want)
		}
	}
	server.Fail(mailtest.NeverAtReceiver)
	if got := try(func(*mail.Settings) {}); got.Failure == nil || got.Failure.Cause != mail.Receiver {
		t.Errorf("receiver: %+v", got.Failure)
	}
	for _, c := range []mail.Cause{mail.NoHost, mail.NoAnswer, mail.TooSlow, mail.NotTLS, mail.Certificate, mail.SignIn, mail.Sender, mail.Receiver, mail.Content, mail.Header, mail.Other} {
		if !i18n.Has(i18n.Danish, "smtp.cause_"+string(c)) {
			t.Errorf("no words for %s", c)
		}
	}
}

func TestBadSettingsAreRefused(t *testing.T) {
	good := mail.Settings{Host: "smtp.example.org", From: "a@example.org"}
	if s, err := good.Check(); err != nil || s.Port != 587 || s.TLS != mail.StartTLS {
		t.Fatalf("%+v, %v", s, err)
	}
	for name, change := range map[string]func(s *mail.Settings){
		"no host":        func(s *mail.Settings) { s.Host = "" },
		"url":            func(s *mail.Settings) { s.Host = "https://smtp.example.org" },
		"host and port":  func(s *mail.Settings) { s.Host = "smtp.example.org:25" },
		"port":           func(s *mail.Settings) { s.Port = 70000 },
		"way":            func(s *mail.Settings) { s.TLS = "ssl" },
		"from":           func(s *mail.Settings) { s.From = "Karen <a@example.org>" },
		"name":           func(s *mail.Settings) { s.FromName = "Karen\r\nBcc: b@example.org" },
		"password alone": func(s *mail.Settings) { s.Password = "x" },
	} {
		s := good
		change(&s)
		if _, err := s.Check(); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
