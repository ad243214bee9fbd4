// Package notify writes mails into the outbox, in the transaction of what caused them and in the receiver's language. It knows
// addresses and text keys, never mentoring; sending is a job's work.
package notify

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// To is who gets a mail.
type To struct {
	Name, Email string
	Lang        i18n.Lang
}

// Letter is one mail. Its texts are mail.<Key>_subject, mail.<Key>_body (paragraphs divided by an empty line), with a Path
// mail.<Key>_button, and mail.<Key>_why where the reason for the mail is another than being in a programme; Args fill them. A letter
// never carries what the two in a pair have written.
type Letter struct {
	Org   string
	Event string // what it is about and for whom; the same event is never written twice
	To    To
	Key   string
	Args  []any
	Path  string // local path that the button leads to

	Calendar       string // an iCalendar object to go along
	CalendarMethod string // REQUEST or CANCEL
}

// Notify is the verb's home.
type Notify struct {
	Clock   clock.Clock
	BaseURL string // scheme and host without a slash at the end
	// Queue makes the job that sends an outbox row, in the same transaction.
	Queue func(ctx context.Context, tx *db.Tx, outboxID string) error
}
