package programme

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The two forms about the top leader's backing: the coordinator names the sponsor, the sponsor signs.
const (
	FormSponsor = "programme_sponsor"
	FormSign    = "sponsor_sign"
)

func init() {
	visibility.Register(FormSponsor, visibility.Public, "name", "mentor_hours", "mentee_hours", "message")
	visibility.Register(FormSponsor, visibility.Coordinator, "email", "budget")
	visibility.Register(FormSign, visibility.Public, "message", "signed_name")
	visibility.Register(FormSign, visibility.Coordinator, "seen")
}

// Commitment is what the top leader behind a programme promises. Without an ID nobody is named.
type Commitment struct {
	ID, Org, Programme           string
	Account, Name, Email         string
	MentorMinutes, MenteeMinutes int // of working time, a month
	Budget                       string
	Message                      string // to everyone in the programme
	Signed                       time.Time
	SignedName                   string
	Created                      time.Time
}

// IsSigned tells whether the promise holds as it stands.
func (c Commitment) IsSigned() bool { return !c.Signed.IsZero() }

// Path is the sponsor's page about it.
func (c Commitment) Path() string { return "/p/" + c.Programme + "/sponsor/commitment" }

// ChangeSponsor names the sponsor and what is asked of them. Someone new gets the role and an invitation by mail, whoever was named
// before loses the role. A change to a signed promise has to be signed again, and the sponsor is told.
func (ps *Programmes) ChangeSponsor(ctx context.Context, a org.Actor, programmeID string, in Commitment) error {
	return ps.change(ctx, a, programmeID, "sponsor", func(tx *db.Tx, p *Programme) error {
		if err := in.check(); err != nil {
			return err
		}
		now, err := ps.Commitment(ctx, tx, p.Org, p.ID)
		if err != nil {
			return err
		}
		if in.same(now) {
			return nil
		}
		next := now
		next.Name, next.MentorMinutes, next.MenteeMinutes, next.Budget, next.Message = in.Name, in.MentorMinutes, in.MenteeMinutes, in.Budget, in.Message
		if now.ID == "" || now.IsSigned() || now.Email != in.Email {
			next.ID, next.Org, next.Programme, next.Signed, next.SignedName, next.Created = "", p.Org, p.ID, time.Time{}, "", ps.Clock.Now()
		}
		if now.Email != in.Email {
			if err := ps.replaceSponsor(ctx, tx, a, *p, now, &next, in); err != nil {
				return err
			}
		}
		if next.ID == "" {
			next.ID = id.New()
			if err := ps.insertCommitment(ctx, tx, next); err != nil {
				return err
			}
			if now.IsSigned() && now.Account == next.Account {
				return ps.tellSponsor(ctx, tx, a, *p, next, "sponsor_changed")
			}
			return nil
		}
		return ps.updateCommitment(ctx, tx, next)
	})
}

// replaceSponsor moves the role from whoever was named to the new one, with an invitation.
func (ps *Programmes) replaceSponsor(ctx context.Context, tx *db.Tx, a org.Actor, p Programme, now Commitment, next *Commitment, in Commitment) error {
	if now.Account != "" {
		if err := ps.Orgs.Take(ctx, tx, p.Org, p.ID, now.Account, org.Sponsor); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	account, err := ps.Orgs.Invite(ctx, tx, org.Invitation{
		Org: p.Org, Programme: p.ID, Role: org.Sponsor, Name: in.Name, Email: in.Email, By: a, Lang: p.Lang, Where: p.Name,
		Letter: "sponsor_named", Next: Commitment{Programme: p.ID}.Path(),
	})
	next.Account, next.Email = account.ID, in.Email
	return err
}

func (c *Commitment) check() error {
	c.Name, c.Email = strings.Join(strings.Fields(c.Name), " "), org.CleanEmail(c.Email)
	c.Budget, c.Message = strings.TrimSpace(c.Budget), strings.TrimSpace(c.Message)
	var errs fault.Fields
	need(&errs, "name", c.Name, "programme.sponsor_name", 120)
	if !people.ValidEmail(c.Email) {
		errs.Add("email", "fault.bad_email")
	}
	hours(&errs, "mentor_hours", c.MentorMinutes)
	hours(&errs, "mentee_hours", c.MenteeMinutes)
	short(&errs, "budget", c.Budget, "programme.budget", 300)
	short(&errs, "message", c.Message, "programme.message", 1000)
	return errs.Or()
}

const mostHours = 60 // a month

func hours(errs *fault.Fields, field string, minutes int) {
	if minutes < 0 || minutes > mostHours*60 {
		errs.Add(field, "fault.bad_number", "field", i18n.Key("programme."+field), "min", 0, "max", mostHours)
	}
}

// Version changes with every word of the promise: who signs says which one they have read.
func (c Commitment) Version() string {
	return id.Hash(fmt.Sprintf("%s\n%q\n%d\n%d\n%q\n%q", c.ID, c.Name, c.MentorMinutes, c.MenteeMinutes, c.Budget, c.Message))[:16]
}

func (c Commitment) same(o Commitment) bool {
	return o.ID != "" && c.Name == o.Name && c.Email == o.Email && c.MentorMinutes == o.MentorMinutes && c.MenteeMinutes == o.MenteeMinutes &&
		c.Budget == o.Budget && c.Message == o.Message
}

// Sign is the sponsor's own act, and the message is theirs to reword. seen is the Version of the promise as it was shown: if it has
// changed since, nothing is signed.
func (ps *Programmes) Sign(ctx context.Context, a org.Actor, programmeID, seen, name, message string) error {
	if err := maySponsor(a, programmeID); err != nil {
		return err
	}
	name, message = strings.Join(strings.Fields(name), " "), strings.TrimSpace(message)
	var errs fault.Fields
	need(&errs, "signed_name", name, "programme.signed_name", 120)
	short(&errs, "message", message, "programme.message", 1000)
	if err := errs.Or(); err != nil {
		return err
	}
	return ps.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := ps.lock(ctx, tx, a.Org, programmeID)
		if err != nil {
			return err
		}
		c, err := ps.Commitment(ctx, tx, p.Org, p.ID)
		switch {
		case err != nil:
			return err
		case c.ID == "" || c.Account != a.Account:
			return fault.Denied()
		case p.Status == Closed:
			return fault.New(fault.Conflict, "programme.is_closed")
		case c.IsSigned():
			return fault.New(fault.Conflict, "programme.already_signed")
		case c.Version() != seen:
			return fault.New(fault.Conflict, "programme.commitment_moved")
		}
		c.Signed, c.SignedName, c.Message = ps.Clock.Now(), name, message
		if err := ps.updateCommitment(ctx, tx, c); err != nil {
			return err
		}
		if err := ps.log(ctx, tx, a, p, "sponsor_signed", nil); err != nil {
			return err
		}
		return ps.tellLeaders(ctx, tx, a, p, "sponsor_signed", "sponsor:"+c.ID, p.Path()+"/setup", "sponsor", c.Name)
	})
}

// maySponsor lets the sponsor of the programme in.
func maySponsor(a org.Actor, programmeID string) error {
	if a.Org == "" || a.Programme != programmeID {
		return fault.Missing()
	}
	if !a.Has(org.Sponsor) || a.Account == "" {
		return fault.Denied()
	}
	return nil
}

// RemindSponsor mails the request to sign once more.
func (ps *Programmes) RemindSponsor(ctx context.Context, a org.Actor, programmeID string) error {
	if err := mayLead(a, programmeID); err != nil {
		return err
	}
	return ps.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := ps.lock(ctx, tx, a.Org, programmeID)
		if err != nil {
			return err
		}
		c, err := ps.Commitment(ctx, tx, p.Org, p.ID)
		if err != nil {
			return err
		}
		if c.ID == "" || c.IsSigned() {
			return fault.New(fault.Conflict, "programme.nothing_to_sign")
		}
		if err := ps.log(ctx, tx, a, p, "sponsor_reminded", nil); err != nil {
			return err
		}
		return ps.tellSponsor(ctx, tx, a, p, c, "sponsor_named")
	})
}

// tellSponsor writes to the sponsor about the promise.
func (ps *Programmes) tellSponsor(ctx context.Context, tx *db.Tx, a org.Actor, p Programme, c Commitment, letter string) error {
	account, err := ps.Orgs.Accounts.Get(ctx, c.Account)
	if err != nil {
		return err
	}
	return ps.Orgs.WayIn(ctx, tx, org.Invitation{Org: p.Org, Programme: p.ID, Role: org.Sponsor, By: a, Where: p.Name, Letter: letter, Next: c.Path()}, account)
}
