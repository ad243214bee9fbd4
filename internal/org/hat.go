package org

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
)

// Hat is one role of one account: in a programme, in a whole organisation (Programme ""), or for the installation (Org "" too).
type Hat struct {
	ID, Org, OrgName         string
	Programme, ProgrammeName string
	Account                  string
	Role                     Role
}

// Path is the start page of a hat.
func (h Hat) Path() string {
	switch {
	case h.Org == "":
		return "/admin"
	case h.Programme == "":
		return "/o/" + h.Org
	}
	base := "/p/" + h.Programme
	switch h.Role {
	case Sponsor:
		return base + "/sponsor"
	case Mentor, Mentee:
		return base + "/me/" + string(h.Role)
	case Facilitator:
		return base + "/training"
	}
	return base
}

const selectHat = `select h.id, h.org_id, coalesce(o.name,''), h.programme_id, coalesce(p.name,''), h.account_id, h.role
	from hat h left join organisation o on o.id = h.org_id left join programme p on p.id = h.programme_id`

func scanHat(s db.Scan) (h Hat, err error) {
	err = s(&h.ID, &h.Org, &h.OrgName, &h.Programme, &h.ProgrammeName, &h.Account, &h.Role)
	return h, err
}

// Hats reads every role of an account, in all organisations: for the switcher and for deciding what a visitor may.
func (o *Orgs) Hats(ctx context.Context, accountID string) ([]Hat, error) {
	return db.All(ctx, o.DB, scanHat, selectHat+` where h.account_id=$1 order by o.name collate "da", p.name collate "da", h.role`, accountID)
}

// Give puts a hat on an account; a second time changes nothing.
func (o *Orgs) Give(ctx context.Context, tx *db.Tx, orgID, programmeID, accountID string, role Role) error {
	if !slices.Contains(Roles, role) {
		return fault.Field("role", "fault.bad_choice", "field", "role")
	}
	_, err := tx.Exec(ctx, `insert into hat (id, org_id, programme_id, account_id, role, created_at) values ($1,$2,$3,$4,$5,$6)
		on conflict (account_id, org_id, programme_id, role) do nothing`, id.New(), orgID, programmeID, accountID, role, db.At(o.Clock.Now()))
	return err
}

// Take removes a hat. The last administrator of an organisation keeps it: someone must be able to let others in.
func (o *Orgs) Take(ctx context.Context, tx *db.Tx, orgID, programmeID, accountID string, role Role) error {
	if role == Admin && programmeID == "" {
		// Locked, so that two administrators who remove each other at the same moment do not both succeed.
		left, err := db.Column[string](ctx, tx, "select account_id from hat where org_id=$1 and programme_id='' and role=$2"+tx.Lock(), orgID, Admin)
		if err != nil {
			return err
		}
		if len(left) == 1 && left[0] == accountID {
			return fault.New(fault.Conflict, "org.last_admin")
		}
	}
	n, err := tx.Exec(ctx, "delete from hat where org_id=$1 and programme_id=$2 and account_id=$3 and role=$4", orgID, programmeID, accountID, role)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}

// Holder is a person with a role, for the page that lists them.
type Holder struct {
	Hat
	Name, Email string
	SignedIn    bool
}

// Holders lists who has which role: organisation-wide when programmeID is "", else in the programme.
func (o *Orgs) Holders(ctx context.Context, a Actor, programmeID string, roles ...Role) ([]Holder, error) {
	if !a.Has(Admin, Coordinator) {
		return nil, fault.Denied()
	}
	all, err := db.All(ctx, o.DB, func(s db.Scan) (h Holder, err error) {
		var at string
		err = s(&h.ID, &h.Org, &h.Programme, &h.Account, &h.Role, &h.Name, &h.Email, &at)
		h.SignedIn = at != ""
		return h, err
	}, `select h.id, h.org_id, h.programme_id, h.account_id, h.role, a.name, a.email, a.signed_in_at from hat h join account a on a.id = h.account_id
		where h.org_id=$1 and h.programme_id=$2 order by a.name collate "da", h.role`, a.Org, programmeID)
	if err != nil || len(roles) == 0 {
		return all, err
	}
	return slices.DeleteFunc(all, func(h Holder) bool { return !slices.Contains(roles, h.Role) }), nil
}

// Access lists everyone who has a role by name in an organisation, wherever it holds. Mentors and mentees are not among them: their
// role comes with a seat and is seen on the programme's pages.
func (o *Orgs) Access(ctx context.Context, a Actor) ([]Holder, error) {
	if !a.Has(Admin) {
		return nil, fault.Denied()
	}
	return db.All(ctx, o.DB, func(s db.Scan) (h Holder, err error) {
		var at string
		err = s(&h.ID, &h.Org, &h.Programme, &h.ProgrammeName, &h.Account, &h.Role, &h.Name, &h.Email, &at)
		h.SignedIn = at != ""
		return h, err
	}, `select h.id, h.org_id, h.programme_id, coalesce(p.name,''), h.account_id, h.role, a.name, a.email, a.signed_in_at
		from hat h join account a on a.id = h.account_id left join programme p on p.id = h.programme_id
		where h.org_id=$1 and h.role not in ($2,$3) order by case when h.programme_id='' then 0 else 1 end, a.name collate "da", a.id, h.role`, a.Org, Mentor, Mentee)
}

// RolesIn picks the roles that hats give in an organisation and a programme: organisation-wide ones hold in each programme.
func RolesIn(hats []Hat, orgID, programmeID string) []Role {
	var out []Role
	for _, h := range hats {
		if h.Org == orgID && (h.Programme == "" || h.Programme == programmeID) && !slices.Contains(out, h.Role) {
			out = append(out, h.Role)
		}
	}
	return out
}
