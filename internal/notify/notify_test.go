package notify_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
)

type row struct{ ID, Email, Name, Lang, Subject, Text, HTML, Status string }

func rows(t *testing.T, d *db.DB) []row {
	t.Helper()
	out, err := db.All(t.Context(), d, func(s db.Scan) (r row, err error) {
		err = s(&r.ID, &r.Email, &r.Name, &r.Lang, &r.Subject, &r.Text, &r.HTML, &r.Status)
		return r, err
	}, "select id, to_email, to_name, lang, subject, body_text, body_html, status from outbox order by id")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func send(t *testing.T, d *db.DB, n *notify.Notify, letters ...notify.Letter) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, l := range letters {
			if err := n.Send(t.Context(), tx, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func organisation(t *testing.T, d *db.DB, name string) string {
	t.Helper()
	const id = "01900000-0000-7000-8000-000000000001"
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), "insert into organisation (id, name, created_at) values ($1,$2,'')", id, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

var tag = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]+>`)

func TestLetterSaysTheSameAsTextAndHTML(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var queued []string
		n := &notify.Notify{
			Clock: clock.NewFake(time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC)), BaseURL: "https://mentor.example",
			Queue: func(_ context.Context, _ *db.Tx, row string) error { queued = append(queued, row); return nil },
		}
		org := organisation(t, d, "Fjordby <Kommune> & søn")
		for i, lang := range i18n.Langs {
			l := notify.Letter{
				Org: org, Event: fmt.Sprint("e", i), Key: "role_given", Path: "/o/1?a=1&b=2", To: notify.To{Name: "Åse <b>", Email: "aase@example.org", Lang: lang},
				Args: []any{"name", "Åse", "role", i18n.Key("role.coordinator"), "where", "Nye <script>ledere</script>", "by", "Ingrid \"I\" Rask"},
			}
			send(t, d, n, l, l)
		}
		all := rows(t, d)
		if len(all) != 2 || len(queued) != 2 || queued[0] != all[0].ID || queued[1] != all[1].ID {
			t.Fatalf("%d letters, %d jobs", len(all), len(queued))
		}
		for i, r := range all {
			lang := i18n.Langs[i]
			if r.Lang != string(lang) || r.Status != "waiting" || r.Subject == "" || strings.Contains(r.Subject+r.Text+r.HTML, "⟦") || strings.Contains(r.Text, "{") {
				t.Errorf("%+v", r)
			}
			if strings.Contains(r.HTML, "<script") || strings.Contains(r.HTML, "http://") || strings.Contains(r.HTML, "<img") {
				t.Errorf("what a person wrote became part of the page: %s", r.HTML)
			}
			said := strings.Join(strings.Fields(tag.ReplaceAllString(r.HTML, " ")), " ")
			for _, want := range []string{"Åse", "Ingrid", "https://mentor.example/o/1?a=1", i18n.T(lang, "letter.why_organisation", "organisation", "Fjordby")[:30], i18n.T(lang, "letter.sign_in")} {
				if !strings.Contains(r.Text, want) || !strings.Contains(said, want) {
					t.Errorf("%s: not in both: %q\n%s\n%s", lang, want, r.Text, said)
				}
			}
			if !strings.Contains(r.Text, "Nye <script>ledere</script>") || !strings.Contains(r.Text, "Fjordby <Kommune> & søn") {
				t.Errorf("plain text is not plain: %s", r.Text)
			}
		}
	})
}

func TestLetterWithoutAnAddressIsNotWritten(t *testing.T) {
	d := dbtest.SQLite(t)
	send(t, d, &notify.Notify{Clock: clock.System{}}, notify.Letter{Event: "e", Key: "sign_in", To: notify.To{Name: "Åse"}})
	if all := rows(t, d); len(all) != 0 {
		t.Fatalf("%+v", all)
	}
}

// TestEveryLetterHasItsTexts: a letter that has a subject has a body, and both read well without their arguments being forgotten.
func TestEveryLetterHasItsTexts(t *testing.T) {
	n := 0
	for _, key := range i18n.Keys(i18n.Danish) {
		name, ok := strings.CutSuffix(key, "_subject")
		if !ok || !strings.HasPrefix(key, "mail.") {
			continue
		}
		n++
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, name+"_body") {
				t.Errorf("%s has no body in %s", name, lang)
			}
			if s := i18n.T(lang, key); strings.ContainsAny(s, "\n!") || len([]rune(s)) > 90 {
				t.Errorf("%s: a subject is one short, quiet line: %q", key, s)
			}
		}
	}
	if n < 5 {
		t.Fatalf("only %d letters were found", n)
	}
}
