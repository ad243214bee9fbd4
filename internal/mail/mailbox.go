package mail

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// Kept is a mail of the demonstration, whole.
type Kept struct {
	ID, Email, Name, Subject, Text, HTML, Calendar, Method string
	At                                                     time.Time
}

const selectKept = "select id, to_email, to_name, subject, body_text, body_html, calendar, calendar_method, created_at from outbox"

func scanKept(s db.Scan) (k Kept, err error) {
	var at db.Time
	err = s(&k.ID, &k.Email, &k.Name, &k.Subject, &k.Text, &k.HTML, &k.Calendar, &k.Method, &at)
	k.At = at.Time
	return k, err
}

// Mailbox lists what was sent, newest first: all of it, or to one address. Only the demonstration has a mailbox.
func (m *Mail) Mailbox(ctx context.Context, to string, offset, limit int) (page []Kept, total int, err error) {
	if !m.Keep {
		return nil, 0, fault.Missing()
	}
	if total, err = db.One[int](ctx, m.DB, "select count(*) from outbox where $1='' or to_email=$1", to); err != nil {
		return nil, 0, err
	}
	page, err = db.All(ctx, m.DB, scanKept, selectKept+" where $1='' or to_email=$1 order by created_at desc, id desc limit $2 offset $3", to, limit, offset)
	return page, total, err
}

// Receivers lists who has got mail, by name.
func (m *Mail) Receivers(ctx context.Context) ([]Kept, error) {
	if !m.Keep {
		return nil, fault.Missing()
	}
	return db.All(ctx, m.DB, func(s db.Scan) (k Kept, err error) { err = s(&k.Email, &k.Name); return k, err },
		`select to_email, min(to_name) from outbox group by to_email order by min(to_name) collate "da"`)
}

// Open reads one mail of the mailbox.
func (m *Mail) Open(ctx context.Context, row string) (Kept, error) {
	if !m.Keep {
		return Kept{}, fault.Missing()
	}
	return db.Get(ctx, m.DB, scanKept, selectKept+" where id=$1", row)
}
