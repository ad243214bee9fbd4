package notify

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
)

// Send puts a letter into the outbox. An event that is there already is left alone; a receiver without an address gets nothing.
func (n *Notify) Send(ctx context.Context, tx *db.Tx, l Letter) error {
	if l.To.Email == "" {
		return nil
	}
	orgName := ""
	if l.Org != "" {
		var err error
		orgName, err = db.One[string](ctx, tx, "select name from organisation where id=$1", l.Org)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	r, err := n.render(l, orgName)
	if err != nil {
		return err
	}
	row := id.New()
	done, err := tx.Exec(ctx, `insert into outbox (id, org_id, event_key, to_email, to_name, lang, subject, body_text, body_html, calendar, calendar_method, status, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,'waiting',$12) on conflict (event_key) do nothing`,
		row, l.Org, l.Event, l.To.Email, line(l.To.Name), l.To.Lang, r.Subject, r.Text, r.HTML, l.Calendar, l.CalendarMethod, db.At(n.Clock.Now()))
	if err != nil || done == 0 || n.Queue == nil {
		return err
	}
	return n.Queue(ctx, tx, row)
}
