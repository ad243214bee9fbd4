package enrolment

import (
	"context"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

// Path is the start page of a seat.
func (t Seat) Path() string { return "/seat/" + t.ID }

// welcome gives the person of an accepted seat an account and the hat, and invites them. Someone without an address (a child, for
// one) takes part without an account.
func (e *Enrolments) welcome(ctx context.Context, tx *db.Tx, t *Seat) error {
	account, err := e.account(ctx, tx, t)
	if err != nil || account.ID == "" {
		return err
	}
	if err := e.Orgs.Give(ctx, tx, t.Org, t.Programme, account.ID, t.Role); err != nil {
		return err
	}
	return e.invite(ctx, tx, *t, account, "seat_accepted")
}

// account finds or makes the account of a seat's person; an empty one when they have no address.
func (e *Enrolments) account(ctx context.Context, tx *db.Tx, t *Seat) (_ people.Account, err error) {
	if t.Person, err = e.Orgs.LockPerson(ctx, tx, t.Org, t.Person.ID); err != nil {
		return people.Account{}, err
	}
	if t.Person.Account != "" {
		r, err := e.Orgs.Receiver(ctx, tx, t.Org, t.Person.ID)
		if err != nil {
			return people.Account{}, err
		}
		return e.People.ByEmail(ctx, tx, r.Email)
	}
	if t.Person.Email == "" {
		return people.Account{}, nil
	}
	p, err := e.Programmes.Get(ctx, tx, t.Org, t.Programme)
	if err != nil {
		return people.Account{}, err
	}
	account, err := e.People.Ensure(ctx, tx, t.Person.Email, t.Person.Name, p.Lang)
	if err != nil {
		return people.Account{}, err
	}
	t.Person.Account = account.ID
	t.Person, err = e.Orgs.SavePerson(ctx, tx, t.Org, t.Person)
	return account, err
}

// invite mails the way in.
func (e *Enrolments) invite(ctx context.Context, tx *db.Tx, t Seat, account people.Account, letter string) error {
	path, err := e.button(ctx, tx, account, t.Path())
	if err != nil {
		return err
	}
	return e.write(ctx, tx, t, letter, path)
}

// button is where a mail's button leads to. It signs in the first time; who has signed in before gets a plain address, so that no
// lasting key to their other roles lies in a mail.
func (e *Enrolments) button(ctx context.Context, tx *db.Tx, account people.Account, path string) (string, error) {
	if account.ID == "" || !account.SignedIn.IsZero() {
		return path, nil
	}
	token, err := e.People.MakeLink(ctx, tx, account.ID, people.Invitation, path)
	return people.LinkPath(token), err
}

// WayIn makes sure that the person of an accepted seat can come in, for a letter that asks them to: imported people may not have been
// invited yet. It gives the path that the letter's button leads to.
func (e *Enrolments) WayIn(ctx context.Context, tx *db.Tx, t *Seat, path string) (string, error) {
	account, err := e.account(ctx, tx, t)
	if err != nil || account.ID == "" {
		return path, err
	}
	if err := e.Orgs.Give(ctx, tx, t.Org, t.Programme, account.ID, t.Role); err != nil {
		return "", err
	}
	return e.button(ctx, tx, account, path)
}

// uninvited are the seats that take part and whose person has an address and no account yet.
const uninvited = " where s.org_id=$1 and s.programme_id=$2 and s.status=$3 and n.account_id='' and n.email<>''"

// Uninvited counts the people who take part and have not been invited: those who were imported.
func (e *Enrolments) Uninvited(ctx context.Context, q db.Q, orgID, programmeID string) (int, error) {
	return db.One[int](ctx, q, "select count(distinct n.id) from seat s join person n on n.id = s.person_id"+uninvited, orgID, programmeID, Accepted)
}

// InviteAll invites everybody who takes part and has not been invited, one mail for each person, and tells how many.
func (e *Enrolments) InviteAll(ctx context.Context, a org.Actor, programmeID string) (n int, err error) {
	if err := mayLead(a, a.Org, programmeID); err != nil {
		return 0, err
	}
	err = e.DB.Write(ctx, func(tx *db.Tx) error {
		n = 0
		if _, err := e.lockProgramme(ctx, tx, a.Org, programmeID); err != nil {
			return err
		}
		seats, err := db.All(ctx, tx, scanSeat, selectSeat+uninvited+" order by s.id", a.Org, programmeID, Accepted)
		if err != nil {
			return err
		}
		invited := map[string]bool{}
		for _, t := range seats {
			if t.Person, err = e.Orgs.Person(ctx, tx, a.Org, t.Person.ID); err != nil {
				return err
			}
			if invited[t.Person.ID] { // two seats: the second needs its hat and no second mail
				if _, err := e.WayIn(ctx, tx, &t, ""); err != nil {
					return err
				}
				continue
			}
			invited[t.Person.ID] = true
			if err := e.welcome(ctx, tx, &t); err != nil {
				return err
			}
			if err := e.log(ctx, tx, a.Account, "seat_invited_first", t); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Invite sends the invitation of an accepted seat again, with a fresh link.
func (e *Enrolments) Invite(ctx context.Context, a org.Actor, seatID string) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayLead(a, t.Org, t.Programme); err != nil {
			return err
		}
		if t.Status != Accepted {
			return fault.New(fault.Conflict, "enrolment.invite_accepted_only")
		}
		account, err := e.account(ctx, tx, &t)
		if err != nil {
			return err
		}
		if account.ID == "" {
			return fault.New(fault.Conflict, "enrolment.no_address")
		}
		if err := e.Orgs.Give(ctx, tx, t.Org, t.Programme, account.ID, t.Role); err != nil {
			return err
		}
		if err := e.invite(ctx, tx, t, account, "seat_invited"); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "seat_invited", t)
	})
}

// write sends a seat's person a letter. Callers hold the seat and write only when its state has changed, so each change is one event.
func (e *Enrolments) write(ctx context.Context, tx *db.Tx, t Seat, key, path string) error {
	l, err := e.letter(ctx, tx, t, key)
	if err != nil {
		return err
	}
	l.Event, l.Path = key+":"+t.ID+":"+id.New(), path
	return e.Notify.Send(ctx, tx, l)
}

// letter addresses and fills a letter to a seat's person. Who has no account yet reads the programme's language.
func (e *Enrolments) letter(ctx context.Context, q db.Q, t Seat, key string) (notify.Letter, error) {
	r, err := e.Orgs.Receiver(ctx, q, t.Org, t.Person.ID)
	if err != nil {
		return notify.Letter{}, err
	}
	p, err := e.Programmes.Get(ctx, q, t.Org, t.Programme)
	if err != nil {
		return notify.Letter{}, err
	}
	if r.Account == "" {
		r.Lang = p.Lang
	}
	next := i18n.T(r.Lang, "enrolment.next_match")
	if on := trainingOn(p, t.Role); on != "" && t.TrainedOn == "" {
		next = i18n.T(r.Lang, "enrolment.next_training", "date", i18n.Date(r.Lang, on))
	}
	return notify.Letter{
		Org: t.Org, To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: key,
		Args: []any{"name", firstName(r.Name), "programme", p.Name, "role", i18n.Key("enrolment.as_" + string(t.Role)), "owner", p.OwnerName, "owner_email", p.OwnerEmail, "next", next},
	}, nil
}

// Preview is the letter that an answer would send, in words: what the coordinator reads before pressing the button.
func (e *Enrolments) Preview(ctx context.Context, a org.Actor, t Seat, to Status) (lang i18n.Lang, subject, body string, err error) {
	if err := mayLead(a, t.Org, t.Programme); err != nil {
		return "", "", "", err
	}
	l, err := e.letter(ctx, e.DB, t, "seat_"+string(to))
	if err != nil {
		return "", "", "", err
	}
	text := i18n.For(l.To.Lang)
	return l.To.Lang, text("mail."+l.Key+"_subject", l.Args...), text("mail."+l.Key+"_body", l.Args...), nil
}

// tellCoordinators writes to those who lead the programme about one of its seats.
func (e *Enrolments) tellCoordinators(ctx context.Context, tx *db.Tx, t Seat, letter string) error {
	leaders, err := e.Orgs.Coordinators(ctx, tx, t.Org, t.Programme)
	if err != nil {
		return err
	}
	p, err := e.Programmes.Get(ctx, tx, t.Org, t.Programme)
	if err != nil {
		return err
	}
	event := letter + ":" + t.ID + ":" + id.New()
	for _, r := range leaders {
		err := e.Notify.Send(ctx, tx, notify.Letter{
			Org: t.Org, Event: event + ":" + r.Account, To: notify.To{Name: r.Name, Email: r.Email, Lang: r.Lang}, Key: letter,
			Path: "/p/" + t.Programme + "/people/" + t.ID,
			Args: []any{"person", t.Person.Name, "programme", p.Name, "role", i18n.Key("enrolment.as_" + string(t.Role))},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}
