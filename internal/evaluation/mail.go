package evaluation

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// mail writes to one side of one pair. event makes it once; all but the invitation are reminders. It never says what was answered.
func (e *Evaluations) mail(ctx context.Context, tx *db.Tx, pr programme.Programme, s Survey, i invitation, partner, event string) error {
	to, err := e.Orgs.Receiver(ctx, tx, s.Org, i.person)
	if err != nil {
		return err
	}
	key := "evaluation_" + string(s.Kind)
	if event != "invite" {
		key = "evaluation_reminder"
	}
	return e.Notify.Send(ctx, tx, notify.Letter{
		Org: s.Org, Event: "survey:" + s.ID + ":" + i.pair + ":" + string(i.side) + ":" + event,
		To: notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang}, Key: key, Path: Path(i.pair, s.Kind),
		Args: []any{"name", pair.First(to.Name), "partner", partner, "programme", pr.Name, "closes", i18n.Date(to.Lang, s.ClosesOn)},
	})
}

// Path is the address of the page where one side of a pair answers.
func Path(pairID string, kind Kind) string { return "/pair/" + pairID + "/evaluation/" + string(kind) }
