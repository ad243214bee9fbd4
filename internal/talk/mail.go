package talk

import (
	"context"
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/ical"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Path is the page of a seat's talks.
func Path(seat string) string { return "/seat/" + seat + "/talks" }

// invite mails a step of a talk to both, each with the calendar object in their own language. The side that took the step gets the
// letter <key>_own, a booking is always the mentee's. What the talk is about is never in a mail.
func (t *Talks) invite(ctx context.Context, tx *db.Tx, k Talk, key string) error {
	by := k.CancelledBy
	if k.Status == Booked {
		by = org.Mentee
	}
	return t.mail(ctx, tx, k, fmt.Sprintf("%s-%d", k.ID, k.Sequence), true, func(side org.Role) string {
		if side == by {
			return key + "_own"
		}
		return key
	})
}

// mail writes to both; letter names each one's.
func (t *Talks) mail(ctx context.Context, tx *db.Tx, k Talk, event string, calendar bool, letter func(org.Role) string) error {
	pr, err := t.Programmes.Get(ctx, tx, k.Org, k.Programme)
	if err != nil {
		return err
	}
	to := map[org.Role]org.Receiver{}
	for _, side := range sides {
		if to[side], err = t.Orgs.Receiver(ctx, tx, k.Org, k.Party(side).Person); err != nil {
			return err
		}
	}
	for _, side := range sides {
		r := to[side]
		partner := k.Party(Other(side)).Name
		where := k.Time.Where()
		if where == "" {
			where = i18n.T(r.Lang, "talk.place_open")
		}
		l := notify.Letter{
			Org: k.Org, Event: "talk:" + event + ":" + string(side), To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: letter(side), Path: Path(k.Party(side).Seat),
			Args: []any{
				"name", fit.FirstName(r.Name), "partner", partner, "partner_first", fit.FirstName(partner), "programme", pr.Name,
				"when", i18n.Moment(r.Lang, k.Time.Start.In(pr.Location())), "minutes", k.Time.Minutes, "place", where,
			},
		}
		if calendar {
			e := t.event(k, side, to, r.Lang, pr)
			if l.Calendar, err = ical.Encode(e); err != nil {
				return err
			}
			l.CalendarMethod = string(e.Method)
		}
		if err := t.Notify.Send(ctx, tx, l); err != nil {
			return err
		}
	}
	return nil
}

// event is a talk as one side's calendar knows it.
func (t *Talks) event(k Talk, side org.Role, to map[org.Role]org.Receiver, lang i18n.Lang, pr programme.Programme) ical.Event {
	zone, page := pr.Location(), t.Notify.BaseURL+Path(k.Party(side).Seat)
	e := ical.Event{
		Method: ical.Request, UID: k.UID, Sequence: k.Sequence, Settled: true, Start: k.Time.Start.In(zone), End: k.Time.End().In(zone), Stamp: t.Clock.Now(),
		Summary:     i18n.T(lang, "talk.calendar_title", "mentee", fit.FirstName(k.Mentee.Name), "mentor", fit.FirstName(k.Mentor.Name)),
		Description: i18n.T(lang, "talk.calendar_text", "programme", pr.Name, "url", page), Place: k.Time.Where(), URL: page,
		Organiser: ical.Person{Name: pr.Name, Email: k.Organiser},
	}
	if k.Time.Place != "" && k.Time.Video != "" {
		e.Description = k.Time.Video + "\n\n" + e.Description
	}
	if k.Status == Cancelled {
		e.Method = ical.Cancel
	}
	for _, side := range sides {
		e.Guests = append(e.Guests, ical.Guest{Person: ical.Person{Name: to[side].Name, Email: to[side].Email}, Coming: true})
	}
	return e
}

// Calendar gives a talk as a file for a calendar that the mails do not reach.
func (t *Talks) Calendar(ctx context.Context, a org.Actor, talkID string) (string, error) {
	k, err := t.Talk(ctx, t.DB, a, talkID)
	if err != nil {
		return "", err
	}
	pr, err := t.Programmes.Get(ctx, t.DB, a.Org, k.Programme)
	if err != nil {
		return "", err
	}
	to := map[org.Role]org.Receiver{}
	for _, side := range sides {
		if to[side], err = t.Orgs.Receiver(ctx, t.DB, k.Org, k.Party(side).Person); err != nil {
			return "", err
		}
	}
	e := t.event(k, a.Side, to, to[a.Side].Lang, pr)
	e.Method = ical.Publish
	return ical.Encode(e)
}

// keep is how long after a talk its two may read what it was about.
const keep = 30 * 24 * time.Hour

// Hourly does what the clock asks for: it calls off the talks of two who have been kept apart since, reminds both on the day before a talk, from eight in the morning, and takes out what talks
// that are long over were about. It can be run at any time and any number of times.
func (t *Talks) Hourly(ctx context.Context) error {
	now := t.Clock.Now()
	err := t.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "update talk set about='' where about<>'' and time_id in (select id from talk_time where starts_at<$1)", db.At(now.Add(-keep)))
		return err
	})
	if err != nil {
		return err
	}
	if err := t.part(ctx); err != nil {
		return err
	}
	near, err := db.All(ctx, t.DB, func(s db.Scan) (x [2]string, err error) { err = s(&x[0], &x[1]); return x, err },
		"select k.org_id, k.id from talk k join talk_time x on x.id = k.time_id where k.status='booked' and x.starts_at>$1 and x.starts_at<$2", db.At(now), db.At(now.Add(50*time.Hour)))
	if err != nil {
		return err
	}
	for _, x := range near {
		if err := t.DB.Write(ctx, func(tx *db.Tx) error { return t.remind(ctx, tx, x[0], x[1]) }); err != nil {
			return err
		}
	}
	return nil
}

// remind writes to both if a talk is tomorrow and was not booked today.
func (t *Talks) remind(ctx context.Context, tx *db.Tx, orgID, talkID string) error {
	k, err := t.talk(ctx, tx, orgID, talkID)
	if err != nil {
		return err
	}
	pr, err := t.Programmes.Get(ctx, tx, orgID, k.Programme)
	if err != nil {
		return err
	}
	zone := pr.Location()
	now, start, made := t.Clock.Now().In(zone), k.Time.Start.In(zone), k.Created.In(zone)
	tomorrow := now.AddDate(0, 0, 1).Format(time.DateOnly)
	if k.Status != Booked || start.Format(time.DateOnly) != tomorrow || now.Hour() < 8 || made.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return nil
	}
	return t.mail(ctx, tx, k, k.ID+"-tomorrow", false, func(org.Role) string { return "talk_tomorrow" })
}
