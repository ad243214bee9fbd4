package org

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormRole is the form that gives a role to an address, or takes one away.
const FormRole = "role"

func init() {
	visibility.Register(FormRole, visibility.Coordinator, "name", "email", "role", "programme", "account")
}

// Invitation gives a role to whoever has an address.
type Invitation struct {
	Org, Programme string // Programme "" for the whole organisation
	Role           Role
	Name, Email    string
	By             Actor     // who asks; its name stands in the mail
	Lang           i18n.Lang // of an account that has to be made
	Where          string    // name of the programme or organisation
	Letter         string    // key of the mail; "" for the one every role gets
	Next           string    // the page the mail leads to
	Args           []any     // further words of the mail
}

// Invite gives the role, makes an account when the address has none, and mails the way in. It asks no permission: verbs that do call it.
func (o *Orgs) Invite(ctx context.Context, tx *db.Tx, in Invitation) (people.Account, error) {
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	if err := in.check(); err != nil {
		return people.Account{}, err
	}
	account, err := o.Accounts.Ensure(ctx, tx, in.Email, in.Name, in.Lang)
	if err != nil {
		return account, err
	}
	if err := o.Give(ctx, tx, in.Org, in.Programme, account.ID, in.Role); err != nil {
		return account, err
	}
	if err := o.log(ctx, tx, in.By, in.Org, in.Programme, "role_given", account.ID, in.Role); err != nil {
		return account, err
	}
	return account, o.WayIn(ctx, tx, in, account)
}

// WayIn mails an invitation to an account that has the role. The first time the button signs in; who has signed in before gets a plain
// address, so that no lasting key to their other roles lies in a mail.
func (o *Orgs) WayIn(ctx context.Context, tx *db.Tx, in Invitation, account people.Account) error {
	path := in.Next
	if account.SignedIn.IsZero() {
		token, err := o.Accounts.MakeLink(ctx, tx, account.ID, people.Invitation, in.Next)
		if err != nil {
			return err
		}
		path = people.LinkPath(token)
	}
	letter := in.Letter
	if letter == "" {
		letter = "role_given"
	}
	args := append([]any{
		"name", FirstName(account.Name), "role", i18n.Key("role." + string(in.Role)), "where", in.Where, "by", in.By.Name,
	}, in.Args...)
	return o.Notify.Send(ctx, tx, notify.Letter{
		Org: in.Org, Event: letter + ":" + account.ID + ":" + id.New(), Key: letter, Path: path, Args: args,
		To: notify.To{Name: account.Name, Email: account.Email, Lang: account.Lang},
	})
}

func (in Invitation) check() error {
	var errs fault.Fields
	switch {
	case in.Name == "":
		errs.Add("name", "fault.required", "field", i18n.Key("people.name"))
	case len([]rune(in.Name)) > 120:
		errs.Add("name", "fault.too_long", "field", i18n.Key("people.name"), "max", 120)
	}
	if !people.ValidEmail(CleanEmail(in.Email)) {
		errs.Add("email", "fault.bad_email")
	}
	return errs.Or()
}

// Given are the roles that an administrator gives by hand: to the whole organisation, or to one programme. Sponsors come with their
// commitment, mentors and mentees with their seat.
func Given(programmeID string) []Role {
	if programmeID == "" {
		return []Role{Admin, Coordinator}
	}
	return []Role{Coordinator, Facilitator}
}

// mayGive lets administrators give and take all that Given names, and a coordinator what belongs to the programme the page is about.
func mayGive(a Actor, programmeID string, role Role) error {
	switch {
	case a.Org == "" || a.Programme != "" && a.Programme != programmeID:
		return fault.Missing()
	case a.Has(Admin):
	case !a.Has(Coordinator) || a.Programme == "":
		return fault.Denied()
	}
	switch {
	case slices.Contains(Given(programmeID), role):
		return nil
	case role == Admin:
		return fault.Field("role", "org.admin_of_all")
	case role == Facilitator:
		return fault.Field("role", "org.facilitator_of_one")
	}
	return fault.Field("role", "fault.bad_choice", "field", i18n.Key("org.role"))
}

// GiveRole gives a role by e-mail address and mails the way in.
func (o *Orgs) GiveRole(ctx context.Context, a Actor, programmeID string, role Role, name, email string) error {
	if err := mayGive(a, programmeID, role); err != nil {
		return err
	}
	return o.DB.Write(ctx, func(tx *db.Tx) error {
		in, err := o.invitation(ctx, tx, a, programmeID, role)
		if err != nil {
			return err
		}
		in.Name, in.Email = name, email
		known, err := o.Accounts.ByEmail(ctx, tx, email)
		if err == nil {
			held, err := o.held(ctx, tx, a.Org, programmeID, known.ID, role)
			if err != nil {
				return err
			}
			if held {
				return fault.Field("email", "org.has_role", "who", known.Name, "role", i18n.Key("role."+string(role)))
			}
		} else if !fault.Is(err, fault.NotFound) {
			return err
		}
		_, err = o.Invite(ctx, tx, in)
		return err
	})
}

// RemindRole mails the way in again to someone who has not used it.
func (o *Orgs) RemindRole(ctx context.Context, a Actor, programmeID, accountID string, role Role) error {
	if err := mayGive(a, programmeID, role); err != nil {
		return err
	}
	return o.DB.Write(ctx, func(tx *db.Tx) error {
		in, err := o.invitation(ctx, tx, a, programmeID, role)
		if err != nil {
			return err
		}
		held, err := o.held(ctx, tx, a.Org, programmeID, accountID, role)
		if err != nil {
			return err
		}
		if !held {
			return fault.Missing()
		}
		account, err := o.Accounts.Get(ctx, accountID)
		if err != nil {
			return err
		}
		if err := o.log(ctx, tx, a, a.Org, programmeID, "role_reminded", accountID, role); err != nil {
			return err
		}
		return o.WayIn(ctx, tx, in, account)
	})
}

// TakeRole takes a role away. The last administrator keeps it, and so does the last coordinator of a programme.
func (o *Orgs) TakeRole(ctx context.Context, a Actor, programmeID, accountID string, role Role) error {
	if err := mayGive(a, programmeID, role); err != nil {
		return err
	}
	return o.DB.Write(ctx, func(tx *db.Tx) error {
		if programmeID != "" && role == Coordinator {
			left, err := db.Column[string](ctx, tx, "select account_id from hat where org_id=$1 and programme_id=$2 and role=$3"+tx.Lock(), a.Org, programmeID, role)
			if err != nil {
				return err
			}
			if len(left) == 1 && left[0] == accountID {
				return fault.New(fault.Conflict, "org.last_coordinator")
			}
		}
		if err := o.Take(ctx, tx, a.Org, programmeID, accountID, role); err != nil {
			return err
		}
		return o.log(ctx, tx, a, a.Org, programmeID, "role_taken", accountID, role)
	})
}

// invitation fills in where the role holds and where its mail leads. Another organisation's programme does not exist.
func (o *Orgs) invitation(ctx context.Context, q db.Q, a Actor, programmeID string, role Role) (Invitation, error) {
	in := Invitation{Org: a.Org, Programme: programmeID, Role: role, By: a, Next: Hat{Org: a.Org, Programme: programmeID, Role: role}.Path()}
	text, args := "select name, lang from organisation where id=$1", []any{a.Org}
	if programmeID != "" {
		text, args = "select name, lang from programme where org_id=$1 and id=$2", append(args, programmeID)
	}
	_, err := db.Get(ctx, q, func(s db.Scan) (struct{}, error) { return struct{}{}, s(&in.Where, &in.Lang) }, text, args...)
	return in, err
}

func (o *Orgs) held(ctx context.Context, q db.Q, orgID, programmeID, accountID string, role Role) (bool, error) {
	n, err := db.One[int](ctx, q, "select count(*) from hat where org_id=$1 and programme_id=$2 and account_id=$3 and role=$4", orgID, programmeID, accountID, role)
	return n > 0, err
}

func (o *Orgs) log(ctx context.Context, tx *db.Tx, a Actor, orgID, programmeID, act, account string, role Role) error {
	return audit.Log(ctx, tx, o.Clock, audit.Entry{
		Org: orgID, Programme: programmeID, Account: a.Account, Act: act, Object: account,
		Detail: map[string]string{"role": string(role)},
	})
}
