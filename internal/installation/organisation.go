package installation

import (
	"context"
	"strings"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Line is an organisation as the installation's administrator sees it.
type Line struct {
	org.Organisation
	Programmes int
	Admins     []Admin
}

// Admin is who runs an organisation.
type Admin struct {
	Name, Email string
	SignedIn    bool
}

// Organisations lists every organisation with its administrators.
func (i *Installation) Organisations(ctx context.Context, a org.Actor) ([]Line, error) {
	if err := admin(a); err != nil {
		return nil, err
	}
	all, err := i.Orgs.List(ctx)
	if err != nil {
		return nil, err
	}
	type row struct {
		org string
		Admin
	}
	admins, err := db.All(ctx, i.DB, func(s db.Scan) (r row, err error) {
		var at string
		err = s(&r.org, &r.Name, &r.Email, &at)
		r.SignedIn = at != ""
		return r, err
	}, `select h.org_id, a.name, a.email, a.signed_in_at from hat h join account a on a.id = h.account_id
		where h.org_id<>'' and h.programme_id='' and h.role=$1 order by a.name collate "da"`, org.Admin)
	if err != nil {
		return nil, err
	}
	type count struct {
		org string
		n   int
	}
	counts, err := db.All(ctx, i.DB, func(s db.Scan) (c count, err error) { err = s(&c.org, &c.n); return c, err }, "select org_id, count(*) from programme group by org_id")
	if err != nil {
		return nil, err
	}
	lines := make([]Line, len(all))
	for n, o := range all {
		lines[n].Organisation = o
		for _, r := range admins {
			if r.org == o.ID {
				lines[n].Admins = append(lines[n].Admins, r.Admin)
			}
		}
		for _, c := range counts {
			if c.org == o.ID {
				lines[n].Programmes = c.n
			}
		}
	}
	return lines, nil
}

// CreateOrganisation makes an organisation and invites its first administrator.
func (i *Installation) CreateOrganisation(ctx context.Context, a org.Actor, name string, lang i18n.Lang, adminName, adminEmail string) (org.Organisation, error) {
	var o org.Organisation
	if err := admin(a); err != nil {
		return o, err
	}
	if strings.TrimSpace(name) == "" {
		return o, fault.Field("organisation", "fault.required", "field", i18n.Key("org.name"))
	}
	err := i.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if o, err = i.Orgs.Create(ctx, tx, name, lang); err != nil {
			return err
		}
		if err := audit.Log(ctx, tx, i.Clock, audit.Entry{Org: o.ID, Account: a.Account, Act: "organisation_made", Object: o.ID}); err != nil {
			return err
		}
		return i.invite(ctx, tx, a, o, adminName, adminEmail)
	})
	return o, err
}

// InviteAdmin invites one more administrator to an organisation.
func (i *Installation) InviteAdmin(ctx context.Context, a org.Actor, orgID, name, email string) error {
	if err := admin(a); err != nil {
		return err
	}
	o, err := i.Orgs.Get(ctx, orgID)
	if err != nil {
		return err
	}
	return i.DB.Write(ctx, func(tx *db.Tx) error { return i.invite(ctx, tx, a, o, name, email) })
}

func (i *Installation) invite(ctx context.Context, tx *db.Tx, a org.Actor, o org.Organisation, name, email string) error {
	_, err := i.Orgs.Invite(ctx, tx, org.Invitation{Org: o.ID, Role: org.Admin, Name: name, Email: email, By: a, Lang: o.Lang, Where: o.Name, Next: "/o/" + o.ID})
	return err
}
