package mail

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/job"
)

// Mail sends the outbox.
type Mail struct {
	DB    *db.DB
	Clock clock.Clock
	Log   *slog.Logger
	Jobs  *job.Jobs
	Fixed Settings       // from the environment; wins over what is saved
	Roots *x509.CertPool // certificates to trust besides the machine's; nil for its own
	Keep  bool           // the demonstration: mails stay in the mailbox and none leaves the machine
}

// kind is the job that delivers one mail.
const kind = "deliver-mail"

// atOnce is how many conversations a mail server has with us at the same time.
const atOnce = 3

// Register names the jobs of this package.
func (m *Mail) Register() {
	m.Jobs.HandleFew(kind, atOnce, func(ctx context.Context, args []byte) error {
		var row string
		if err := json.Unmarshal(args, &row); err != nil {
			return err
		}
		return m.Deliver(ctx, row)
	})
	m.Jobs.Hourly("sweep-mail", m.Sweep)
}

// Queue makes the job that delivers a row of the outbox; notify calls it in the transaction of the row. The demonstration has its mails
// in the mailbox with that, bodies and all.
func (m *Mail) Queue(ctx context.Context, tx *db.Tx, row string) error {
	if m.Keep {
		_, err := tx.Exec(ctx, "update outbox set status='sent', sent_at=$2 where id=$1", row, db.At(m.Clock.Now()))
		return err
	}
	return m.Jobs.Enqueue(ctx, tx, kind, row)
}

// lease is how long a claim holds: longer than a job may run, so that only a dead program's claims are taken over.
const lease = job.Timeout + time.Minute

// Deliver sends one row of the outbox, if it is still to be sent. An error means: try again later.
func (m *Mail) Deliver(ctx context.Context, row string) error {
	s, _, err := m.Settings(ctx, m.DB)
	if err != nil {
		return err
	}
	if !s.Set() {
		return nil // it waits; saving the settings makes a new job
	}
	l, claimed, err := m.claim(ctx, row)
	if err != nil || !claimed {
		return err
	}
	f := m.send(ctx, s, l, nil)
	ctx = context.WithoutCancel(ctx) // what the server answered is noted also when the program is about to stop
	switch {
	case f == nil:
		return m.note(ctx, row, "sent", "")
	case f.Permanent:
		m.Log.Warn("mail refused", "mail", row, "cause", f.Cause, "said", f.Said)
		return m.note(ctx, row, "refused", f.Said)
	}
	if err := m.note(ctx, row, "waiting", f.Said); err != nil {
		return err
	}
	return f
}

// claim takes a row for this job. A row that another job has, or that is done with, is not claimed.
func (m *Mail) claim(ctx context.Context, row string) (l letter, ok bool, err error) {
	now := m.Clock.Now()
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `update outbox set status='sending', attempts=attempts+1, tried_at=$2
			where id=$1 and (status='waiting' or (status='sending' and tried_at < $3))`, row, db.At(now), db.At(now.Add(-lease)))
		if err != nil || n == 0 {
			return err
		}
		ok = true
		var created db.Time
		_, err = db.Get(ctx, tx, func(s db.Scan) (struct{}, error) {
			return struct{}{}, s(&l.ID, &l.Email, &l.Name, &l.Lang, &l.Subject, &l.Text, &l.HTML, &l.Calendar, &l.Method, &created)
		}, "select id, to_email, to_name, lang, subject, body_text, body_html, calendar, calendar_method, created_at from outbox where id=$1", row)
		l.Created = created.Time
		return err
	})
	return l, ok, err
}

// note writes how a conversation ended. What is sent need not be kept: its bodies may hold a link to sign in with.
func (m *Mail) note(ctx context.Context, row, status, why string) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		sent := db.Time{}
		if status == "sent" {
			sent = db.At(m.Clock.Now())
		}
		_, err := tx.Exec(ctx, "update outbox set status=$2, last_error=$3, sent_at=$4 where id=$1", row, status, why, sent)
		if err != nil || status != "sent" {
			return err
		}
		_, err = tx.Exec(ctx, "update outbox set body_text='', body_html='', calendar='' where id=$1", row)
		return err
	})
}

// Requeue makes a job for every mail that waits.
func (m *Mail) Requeue(ctx context.Context, tx *db.Tx) error {
	return m.requeue(ctx, tx, "status='waiting'")
}

func (m *Mail) requeue(ctx context.Context, tx *db.Tx, where string, args ...any) error {
	rows, err := db.Column[string](ctx, tx, "select id from outbox where "+where+" order by id", args...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := m.Queue(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

// Sweep takes up mails whose job was lost, and gives up on those that nobody took for three weeks.
func (m *Mail) Sweep(ctx context.Context) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		now := m.Clock.Now()
		if _, err := tx.Exec(ctx, "update outbox set status='refused' where status in ('waiting','sending') and attempts > 0 and created_at < $1", db.At(now.Add(-21*24*time.Hour))); err != nil {
			return err
		}
		return m.requeue(ctx, tx, "status in ('waiting','sending') and tried_at < $1 and created_at < $1", db.At(now.Add(-4*time.Hour)))
	})
}

// Retry sends a refused mail once more, as its administrator wishes.
func (m *Mail) Retry(ctx context.Context, tx *db.Tx, row string) error {
	n, err := tx.Exec(ctx, "update outbox set status='waiting' where id=$1 and status in ('refused','waiting')", row)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Missing()
	}
	return m.Queue(ctx, tx, row)
}

// Trial is how a test mail went: nil Failure when the server took it.
type Trial struct {
	Failure      *Failure
	Conversation []string
}

// Try sends a test mail now, past the outbox, and tells how it went.
func (m *Mail) Try(ctx context.Context, s Settings, to, lang, subject, text string) (Trial, error) {
	s, err := s.Check()
	if err != nil {
		return Trial{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	var t transcript
	f := m.send(ctx, s, letter{ID: id.New(), Email: to, Lang: lang, Subject: subject, Text: text, HTML: "<p>" + text + "</p>", Created: m.Clock.Now()}, &t)
	t.mu.Lock()
	defer t.mu.Unlock()
	return Trial{f, t.lines}, nil
}

// Entry is a mail of the queue as its administrator sees it: never its body.
type Entry struct {
	ID, Email, Subject, Status, Why string
	Attempts                        int
	Created, Tried, Sent            time.Time
}

// Count is how many mails stand in each state.
type Count struct{ Waiting, Refused, Sent int }

// Counts counts the outbox.
func (m *Mail) Counts(ctx context.Context) (c Count, err error) {
	rows, err := db.All(ctx, m.DB, func(s db.Scan) (r struct {
		Status string
		N      int
	}, err error,
	) {
		err = s(&r.Status, &r.N)
		return r, err
	}, "select status, count(*) from outbox group by status")
	for _, r := range rows {
		switch r.Status {
		case "waiting", "sending":
			c.Waiting += r.N
		case "refused":
			c.Refused = r.N
		case "sent":
			c.Sent = r.N
		}
	}
	return c, err
}

// Unsent lists what waits or was refused, oldest first, at most limit.
func (m *Mail) Unsent(ctx context.Context, limit int) ([]Entry, error) {
	out, err := db.All(ctx, m.DB, func(s db.Scan) (e Entry, err error) {
		var created, tried, sent db.Time
		err = s(&e.ID, &e.Email, &e.Subject, &e.Status, &e.Why, &e.Attempts, &created, &tried, &sent)
		e.Created, e.Tried, e.Sent = created.Time, tried.Time, sent.Time
		return e, err
	}, "select id, to_email, subject, status, last_error, attempts, created_at, tried_at, sent_at from outbox where status in ('waiting','sending','refused') order by status, id limit $1", limit)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return out, nil
}
