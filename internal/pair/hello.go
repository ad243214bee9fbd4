package pair

import (
	"context"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormHello is the coordinator's own line in a friendly mail to both.
const FormHello = "pair_hello"

func init() { visibility.Register(FormHello, visibility.Partner, "message") }

const maxHello = 1000

// Hello sends both a friendly mail from the coordinator, with a line of the coordinator's own if there is one. It asks for nothing but
// that the two say how they are, and the same words are sent at most once a day.
func (p *Pairs) Hello(ctx context.Context, a org.Actor, pairID, message string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.coordinates(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		message = strings.TrimSpace(strings.ReplaceAll(message, "\r\n", "\n"))
		var wrong fault.Fields
		checkText(&wrong, "message", message, "pair.hello_message", maxHello)
		if err := wrong.Or(); err != nil {
			return err
		}
		key := "pair_hello"
		if message != "" {
			key = "pair_hello_own"
		}
		for _, side := range Sides {
			if err := p.mail(ctx, tx, x, side, letter{
				key: key, event: "hello-" + p.Clock.Now().Format(time.DateOnly) + "-" + id.Hash(message)[:8], path: "/pair/" + x.ID,
				args: func(i18n.Lang, *time.Location) []any { return []any{"coordinator", a.Name, "message", message} },
			}); err != nil {
				return err
			}
		}
		return audit.Log(ctx, tx, p.Clock, audit.Entry{Org: x.Org, Programme: x.Programme, Account: a.Account, Act: "pair_hello", Object: x.ID})
	})
}
