package installation

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

// MailServer reads the settings of the mail server, without its password. fixed: they stand in the environment.
func (i *Installation) MailServer(ctx context.Context, a org.Actor) (s mail.Settings, fixed bool, err error) {
	if err := admin(a); err != nil {
		return s, false, err
	}
	s, fixed, err = i.Mail.Settings(ctx, i.DB)
	s.Password = ""
	return s, fixed, err
}

// SaveMailServer keeps settings; mails that waited for them are sent.
func (i *Installation) SaveMailServer(ctx context.Context, a org.Actor, s mail.Settings) error {
	if err := admin(a); err != nil {
		return err
	}
	return i.DB.Write(ctx, func(tx *db.Tx) error {
		if err := i.Mail.Save(ctx, tx, s); err != nil {
			return err
		}
		return audit.Log(ctx, tx, i.Clock, audit.Entry{Account: a.Account, Act: "mail_server_saved"})
	})
}

// TryMail sends a test mail with the settings that hold now, and tells how it went.
func (i *Installation) TryMail(ctx context.Context, a org.Actor, to string) (mail.Trial, error) {
	if err := admin(a); err != nil {
		return mail.Trial{}, err
	}
	to = org.CleanEmail(to)
	if !people.ValidEmail(to) {
		return mail.Trial{}, fault.Field("to", "fault.bad_email")
	}
	s, _, err := i.Mail.Settings(ctx, i.DB)
	if err != nil {
		return mail.Trial{}, err
	}
	if !s.Set() {
		return mail.Trial{}, fault.Field("to", "installation.no_mail_server")
	}
	return i.Mail.Try(ctx, s, to, string(a.Lang), i18n.T(a.Lang, "installation.trial_subject"), i18n.T(a.Lang, "installation.trial_text", "who", a.Name))
}

// MailState is what the administrator has to know about mail.
type MailState struct {
	mail.Count
	Set bool
}

// MailState counts the outbox and says whether mail can leave.
func (i *Installation) MailState(ctx context.Context, a org.Actor) (m MailState, err error) {
	if err := admin(a); err != nil {
		return m, err
	}
	s, _, err := i.Mail.Settings(ctx, i.DB)
	if err != nil {
		return m, err
	}
	m.Set = s.Set() || i.Mail.Keep
	m.Count, err = i.Mail.Counts(ctx)
	return m, err
}

// Unsent lists the mails that wait or were refused: to whom and about what, never what they say.
func (i *Installation) Unsent(ctx context.Context, a org.Actor, limit int) ([]mail.Entry, error) {
	if err := admin(a); err != nil {
		return nil, err
	}
	return i.Mail.Unsent(ctx, limit)
}

// Resend tries a mail once more.
func (i *Installation) Resend(ctx context.Context, a org.Actor, row string) error {
	if err := admin(a); err != nil {
		return err
	}
	return i.DB.Write(ctx, func(tx *db.Tx) error {
		if err := i.Mail.Retry(ctx, tx, row); err != nil {
			return err
		}
		return audit.Log(ctx, tx, i.Clock, audit.Entry{Account: a.Account, Act: "mail_resent", Object: row})
	})
}
