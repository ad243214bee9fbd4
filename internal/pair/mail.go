package pair

import (
	"context"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
)

// letter is a mail about a pair. event makes it once per pair and receiver; args may depend on the receiver's language.
type letter struct {
	key, event, path string
	args             func(lang i18n.Lang, zone *time.Location) []any
	calendar         func(lang i18n.Lang, programme string, zone *time.Location) (text, method string, err error)
}

// mail writes to one of the two. Every letter may name the receiver, the partner and the programme.
func (p *Pairs) mail(ctx context.Context, tx *db.Tx, x Pair, side org.Role, l letter) error {
	to, err := p.Orgs.Receiver(ctx, tx, x.Org, x.Seat(side).Person.ID)
	if err != nil {
		return err
	}
	return p.send(ctx, tx, x, to, string(side), x.Seat(Other(side)).Person.Name, l)
}

// mailCoordinators writes to everyone who coordinates the pair's programme.
func (p *Pairs) mailCoordinators(ctx context.Context, tx *db.Tx, x Pair, l letter) error {
	all, err := p.Orgs.Coordinators(ctx, tx, x.Org, x.Programme)
	if err != nil {
		return err
	}
	for _, to := range all {
		if err := p.send(ctx, tx, x, to, to.Account, "", l); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pairs) send(ctx context.Context, tx *db.Tx, x Pair, to org.Receiver, who, partner string, l letter) error {
	pr, err := p.Programmes.Get(ctx, tx, x.Org, x.Programme)
	if err != nil {
		return err
	}
	args := []any{"name", First(to.Name), "partner", partner, "partner_first", First(partner), "mentor", x.Mentor.Person.Name, "mentee", x.Mentee.Person.Name, "programme", pr.Name}
	if l.args != nil {
		args = append(args, l.args(to.Lang, pr.Location())...)
	}
	out := notify.Letter{
		Org: x.Org, Event: "pair:" + x.ID + ":" + l.event + ":" + who, To: notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang},
		Key: l.key, Args: args, Path: l.path,
	}
	if l.calendar != nil {
		if out.Calendar, out.CalendarMethod, err = l.calendar(to.Lang, pr.Name, pr.Location()); err != nil {
			return err
		}
	}
	return p.Notify.Send(ctx, tx, out)
}

// First is a person's first name.
func First(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}
