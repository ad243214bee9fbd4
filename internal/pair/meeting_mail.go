package pair

import (
	"context"
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/ical"
	"github.com/mentorskab/mentorskab/internal/org"
)

// invite mails a step of a meeting to both, each with the calendar object in their own language. by is who took the step when the two
// must read it differently: that side gets the letter <key>_own.
func (p *Pairs) invite(ctx context.Context, tx *db.Tx, x Pair, m Meeting, key string, by org.Role) error {
	guests, err := p.guests(ctx, tx, x)
	if err != nil {
		return err
	}
	for _, side := range Sides {
		l := letter{key: key, event: fmt.Sprintf("meeting-%s-%d", m.ID, m.Sequence), path: "/pair/" + x.ID + "/meetings"}
		if side == by {
			l.key += "_own"
		}
		l.args = func(lang i18n.Lang, zone *time.Location) []any {
			where := m.Where()
			if where == "" {
				where = i18n.T(lang, "pair.place_open")
			}
			return []any{"when", i18n.Moment(lang, m.Start.In(zone)), "minutes", m.Minutes, "place", where}
		}
		l.calendar = func(lang i18n.Lang, programme string, zone *time.Location) (string, string, error) {
			e := p.event(x, m, guests, lang, programme, zone)
			text, err := ical.Encode(e)
			return text, string(e.Method), err
		}
		if err := p.mail(ctx, tx, x, side, l); err != nil {
			return err
		}
	}
	return nil
}

// event is a meeting as calendars know it.
func (p *Pairs) event(x Pair, m Meeting, guests map[org.Role]ical.Person, lang i18n.Lang, programme string, zone *time.Location) ical.Event {
	page := p.Notify.BaseURL + "/pair/" + x.ID + "/meetings"
	e := ical.Event{
		Method: ical.Request, UID: m.UID, Sequence: m.Sequence, Settled: m.Status != Proposed, Start: m.Start.In(zone), End: m.End().In(zone), Stamp: p.Clock.Now(),
		Summary:     i18n.T(lang, "pair.calendar_title", "mentee", First(x.Mentee.Person.Name), "mentor", First(x.Mentor.Person.Name)),
		Description: i18n.T(lang, "pair.calendar_text", "programme", programme, "url", page), Place: m.Where(), URL: page,
		Organiser: ical.Person{Name: programme, Email: m.Organiser},
	}
	if m.Place != "" && m.Video != "" {
		e.Description = m.Video + "\n\n" + e.Description
	}
	if m.Status == Cancelled {
		e.Method = ical.Cancel
	}
	for _, side := range Sides {
		e.Guests = append(e.Guests, ical.Guest{Person: guests[side], Coming: m.Status != Proposed || side == m.ProposedBy})
	}
	return e
}

// guests finds the addresses that the two get their mail at: a calendar knows its owner by them.
func (p *Pairs) guests(ctx context.Context, q db.Q, x Pair) (map[org.Role]ical.Person, error) {
	out := map[org.Role]ical.Person{}
	for _, side := range Sides {
		r, err := p.Orgs.Receiver(ctx, q, x.Org, x.Seat(side).Person.ID)
		if err != nil {
			return nil, err
		}
		out[side] = ical.Person{Name: r.Name, Email: r.Email}
	}
	return out, nil
}

// Calendar writes a planned meeting as a file to be saved in a calendar by hand, for one of the two.
func (p *Pairs) Calendar(ctx context.Context, a org.Actor, pairID, meetingID string) (string, error) {
	x, err := p.mine(ctx, p.DB, a, pairID)
	if err != nil {
		return "", err
	}
	m, err := p.meeting(ctx, p.DB, a.Org, pairID, meetingID)
	if err != nil {
		return "", err
	}
	pr, err := p.Programmes.Get(ctx, p.DB, a.Org, x.Programme)
	if err != nil {
		return "", err
	}
	if m.Organiser == "" {
		if m.Organiser, err = p.from(ctx, p.DB); err != nil {
			return "", err
		}
	}
	guests, err := p.guests(ctx, p.DB, x)
	if err != nil {
		return "", err
	}
	e := p.event(x, m, guests, a.Lang, pr.Name, pr.Location())
	e.Method = ical.Publish
	return ical.Encode(e)
}
