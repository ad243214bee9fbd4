package people_test

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/people"
)

func setUp(t *testing.T, d *db.DB) (*people.People, *clock.Fake, people.Account) {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	p := &people.People{DB: d, Clock: c}
	var a people.Account
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		a, err = p.Ensure(t.Context(), tx, " Karen@Eksempel.DK ", "Karen Ørsted", i18n.Danish)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, c, a
}

func link(t *testing.T, p *people.People, account string, purpose people.Purpose, next string) (token string) {
	t.Helper()
	err := p.DB.Write(t.Context(), func(tx *db.Tx) (err error) {
		token, err = p.MakeLink(t.Context(), tx, account, purpose, next)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func key(err error) string {
	if l := fault.List(err); len(l) > 0 {
		return l[0].Key
	}
	return ""
}

func TestLinkWorksOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, _, a := setUp(t, d)
		token := link(t, p, a.ID, people.SignIn, "/p/1")
		for range 2 { // looking spends nothing
			if l, err := p.Look(t.Context(), token); err != nil || l.Account.Email != "karen@eksempel.dk" || l.Next != "/p/1" {
				t.Fatalf("%+v, %v", l, err)
			}
		}
		if _, err := p.Spend(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Spend(t.Context(), token); key(err) != "people.link_used" {
			t.Fatalf("second use: %v", err)
		}
		got, err := p.Get(t.Context(), a.ID)
		if err != nil || got.SignedIn.IsZero() {
			t.Fatalf("sign-in not noted: %+v, %v", got, err)
		}
	})
}

func TestLinkExpires(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, c, a := setUp(t, d)
		short, long := link(t, p, a.ID, people.SignIn, ""), link(t, p, a.ID, people.Invitation, "")
		c.Set(c.Now().Add(30 * time.Minute))
		if _, err := p.Spend(t.Context(), short); key(err) != "people.link_expired" {
			t.Fatalf("after 30 minutes: %v", err)
		}
		if _, err := p.Spend(t.Context(), long); err != nil {
			t.Fatalf("an invitation lives two weeks: %v", err)
		}
		if _, err := p.Look(t.Context(), "x"); key(err) != "people.link_unknown" {
			t.Fatalf("unknown: %v", err)
		}
	})
}

func TestPassword(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, _, a := setUp(t, d)
		ctx := t.Context()
		keep, err := p.Begin(ctx, a.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		other, err := p.Begin(ctx, a.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.Session(ctx, keep)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.SetPassword(ctx, a.ID, "", "kort", "kort", s.Hash); key(err) != "people.password_short" {
			t.Fatal(err)
		}
		if err := p.SetPassword(ctx, a.ID, "", "en lang sætning", "en anden sætning", s.Hash); key(err) != "people.password_differs" {
			t.Fatal(err)
		}
		if err := p.SetPassword(ctx, a.ID, "", "en lang sætning", "en lang sætning", s.Hash); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Session(ctx, other); !fault.Is(err, fault.NotFound) {
			t.Fatalf("the other session lives on: %v", err)
		}
		if _, err := p.Session(ctx, keep); err != nil {
			t.Fatalf("own session ended: %v", err)
		}
		if got, err := p.CheckPassword(ctx, "KAREN@eksempel.dk", "en lang sætning"); err != nil || got.ID != a.ID {
			t.Fatalf("%+v, %v", got, err)
		}
		_, wrong := p.CheckPassword(ctx, a.Email, "forkert")
		_, unknown := p.CheckPassword(ctx, "ingen@eksempel.dk", "forkert")
		if wrong == nil || unknown == nil || wrong.Error() != unknown.Error() {
			t.Fatalf("the answers tell who has an account: %v / %v", wrong, unknown)
		}
		if err := p.SetPassword(ctx, a.ID, "gæt", "en ny lang sætning", "en ny lang sætning", s.Hash); key(err) != "people.wrong_current" {
			t.Fatal(err)
		}
	})
}

func TestSessionLivesOnUse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, c, a := setUp(t, d)
		token, err := p.Begin(t.Context(), a.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			c.Set(c.Now().AddDate(0, 0, 20))
			if _, err := p.Session(t.Context(), token); err != nil {
				t.Fatalf("used every 20 days: %v", err)
			}
		}
		c.Set(c.Now().AddDate(0, 0, 31))
		if _, err := p.Session(t.Context(), token); !fault.Is(err, fault.NotFound) {
			t.Fatalf("31 idle days: %v", err)
		}
		if err := p.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := db.One[int](t.Context(), d, "select count(*) from session"); err != nil || n != 0 {
			t.Fatalf("%d sessions left, %v", n, err)
		}
	})
}

func TestSessionEndsAfterHalfAYear(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, c, a := setUp(t, d)
		token, err := p.Begin(t.Context(), a.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		days := 0
		for ; days < 400; days += 10 {
			c.Set(c.Now().AddDate(0, 0, 10))
			if _, err := p.Session(t.Context(), token); fault.Is(err, fault.NotFound) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if days < 170 || days > 190 {
			t.Fatalf("a session that is used every ten days lives %d days", days)
		}
	})
}

func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{
		"/p/1?x=2": "/p/1?x=2", "": "", "//evil.example": "", "/\\evil.example": "", "https://evil.example": "", "/a\r\nb": "", "p": "", "/": "/",
	} {
		if got := people.LocalPath(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestValidEmail(t *testing.T) {
	for in, want := range map[string]bool{
		"a@b.dk": true, "søren@æble.dk": true, "a@b": false, "Navn <a@b.dk>": false, "a b@c.dk": false, "": false, "a@b.dk\r\nBcc: x@y.dk": false,
	} {
		if people.ValidEmail(in) != want {
			t.Errorf("%q: want %v", in, want)
		}
	}
}

func TestAskedLinkIsMailedOnlyToAnAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, c, a := setUp(t, d)
		p.Jobs = job.New(d, c, slog.New(slog.DiscardHandler))
		p.Notify = &notify.Notify{Clock: c, BaseURL: "https://mentor.example"}
		p.Register()
		if err := p.Jobs.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		count := func(from string) int {
			t.Helper()
			n, err := db.One[int](t.Context(), d, "select count(*) from "+from)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		// the same is written for an address that is known and one that is not
		for i, email := range []string{"KAREN@eksempel.dk ", "nobody@eksempel.dk"} {
			if err := p.AskLink(t.Context(), email, "/p/1"); err != nil || count("river_job") != i+1 || count("outbox") != 0 {
				t.Fatalf("%s: %v, %d jobs, %d mails", email, err, count("river_job"), count("outbox"))
			}
		}
		if err := p.AskLink(t.Context(), "not an address", ""); err != nil || count("river_job") != 2 {
			t.Fatalf("%v, %d jobs", err, count("river_job"))
		}
		for range 20 { // nobody's inbox is filled from here
			if err := p.AskLink(t.Context(), a.Email, ""); err != nil {
				t.Fatal(err)
			}
		}
		work(t, p.Jobs, func() bool { return count("river_job where state='completed' and kind='task'") == 22 })
		if n := count("outbox"); n != 6 {
			t.Fatalf("%d mails in an hour", n)
		}
		if n := count("outbox where to_email='karen@eksempel.dk'"); n != 6 {
			t.Fatalf("%d of them to Karen", n)
		}
	})
}

// work runs the jobs until something is so.
func work(t *testing.T, jobs *job.Jobs, until func() bool) {
	t.Helper()
	if err := jobs.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for !until() && time.Now().Before(deadline) {
		runtime.Gosched()
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := jobs.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	if !until() {
		t.Fatal("not in 20 seconds")
	}
}

func TestDevices(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, c, a := setUp(t, d)
		var tokens []string
		for _, name := range []string{"Firefox, Windows", "Safari, iPhone", "Chrome, Mac"} {
			c.Set(c.Now().Add(time.Hour))
			token, err := p.Begin(t.Context(), a.ID, name)
			if err != nil {
				t.Fatal(err)
			}
			tokens = append(tokens, token)
		}
		names := func() (out string) {
			t.Helper()
			all, err := p.Devices(t.Context(), a.ID, id.Hash(tokens[1]))
			if err != nil {
				t.Fatal(err)
			}
			for i, d := range all {
				out += d.Name + "; "
				if d.Present != (i == 0) || d.Began != "2026-03-02" {
					t.Errorf("%+v", d)
				}
			}
			return out
		}
		if got := names(); got != "Safari, iPhone; Chrome, Mac; Firefox, Windows; " {
			t.Fatal(got)
		}
		if err := p.EndOthers(t.Context(), a.ID, id.Hash(tokens[1])); err != nil {
			t.Fatal(err)
		}
		if got := names(); got != "Safari, iPhone; " {
			t.Fatal(got)
		}
		if _, err := p.Session(t.Context(), tokens[0]); !fault.Is(err, fault.NotFound) {
			t.Fatalf("an ended session lives: %v", err)
		}
	})
}

func TestGuessablePasswordsAreRefused(t *testing.T) {
	for password, want := range map[string]string{
		"short": "people.password_short", "aaaaaaaaaaaa": "people.password_guessable", "1234567890": "people.password_guessable", "Password123!": "people.password_guessable",
		"qwertyuiop1": "people.password_guessable", "Sommer2026!!": "people.password_guessable", "karen.toft1": "people.password_guessable", "fjordby2026": "people.password_guessable",
		strings.Repeat("hest ", 200): "fault.too_long", "heste spiser gulerødder": "", "t7-Lg9pQ.x": "", "blå himmel over Ærø": "",
	} {
		if got := key(people.CheckNewPassword(password, password, "Karen.Toft@fjordby.dk")); got != want {
			t.Errorf("%.20q: %q, want %q", password, got, want)
		}
	}
	if got := key(people.CheckNewPassword("heste spiser gulerødder", "heste spiser", "")); got != "people.password_differs" {
		t.Error(got)
	}
}
