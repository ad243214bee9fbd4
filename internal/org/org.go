package org

import (
	"context"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormOrganisation is the form of an organisation's own facts.
const FormOrganisation = "organisation"

func init() {
	visibility.Register(FormOrganisation, visibility.Public, "name", "lang", "zone")
}

// Organisation is one tenant.
type Organisation struct {
	ID, Name string
	Lang     i18n.Lang
	Zone     string
	Created  time.Time
}

// Orgs is the slice's verbs. Accounts and Notify are needed by those that invite.
type Orgs struct {
	DB       *db.DB
	Clock    clock.Clock
	Accounts *people.People
	Notify   *notify.Notify
}

// Create makes an organisation inside a transaction (the first-run page makes its administrator in the same one).
func (o *Orgs) Create(ctx context.Context, tx *db.Tx, name string, lang i18n.Lang) (Organisation, error) {
	name = strings.TrimSpace(name)
	if err := checkName(name); err != nil {
		return Organisation{}, err
	}
	g := Organisation{ID: id.New(), Name: name, Lang: lang, Zone: "Europe/Copenhagen", Created: o.Clock.Now()}
	_, err := tx.Exec(ctx, "insert into organisation (id, name, lang, zone, created_at) values ($1,$2,$3,$4,$5)", g.ID, g.Name, g.Lang, g.Zone, db.At(g.Created))
	return g, err
}

// Change saves an organisation's facts; only its administrator may.
func (o *Orgs) Change(ctx context.Context, a Actor, name, lang, zone string) error {
	if !a.Has(Admin) {
		return fault.Denied()
	}
	name = strings.TrimSpace(name)
	if err := checkName(name); err != nil {
		return err
	}
	if !ValidZone(zone) {
		return fault.Field("zone", "fault.bad_choice", "field", i18n.Key("org.zone"))
	}
	return o.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, "update organisation set name=$2, lang=$3, zone=$4 where id=$1", a.Org, name, i18n.Parse(lang), zone)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Missing()
		}
		return audit.Log(ctx, tx, o.Clock, audit.Entry{Org: a.Org, Account: a.Account, Act: "organisation_changed", Object: a.Org})
	})
}

// Zones are the time zones offered in forms; any other name of the time zone database is accepted as well.
var Zones = []string{
	"Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk", "Atlantic/Reykjavik", "Europe/Oslo", "Europe/Stockholm", "Europe/Helsinki",
	"Europe/Dublin", "Europe/London", "Europe/Amsterdam", "Europe/Berlin", "Europe/Brussels", "Europe/Paris", "Europe/Madrid", "Europe/Rome",
	"Europe/Warsaw", "Europe/Athens", "Europe/Kyiv", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo",
	"Australia/Sydney", "America/Sao_Paulo", "America/New_York", "America/Chicago", "America/Los_Angeles", "UTC",
}

// ValidZone knows the names of the time zone database; the machine's own zone ("Local") is none of them.
func ValidZone(zone string) bool {
	if zone == "" || zone == "Local" {
		return false
	}
	_, err := time.LoadLocation(zone)
	return err == nil
}

func checkName(name string) error {
	if name == "" {
		return fault.Field("name", "fault.required", "field", i18n.Key("org.name"))
	}
	if len([]rune(name)) > 120 {
		return fault.Field("name", "fault.too_long", "field", i18n.Key("org.name"), "max", 120)
	}
	return nil
}

// Get reads one organisation.
func (o *Orgs) Get(ctx context.Context, orgID string) (Organisation, error) {
	return db.Get(ctx, o.DB, scanOrganisation, "select id, name, lang, zone, created_at from organisation where id=$1", orgID)
}

// List reads every organisation; for the installation's administrator.
func (o *Orgs) List(ctx context.Context) ([]Organisation, error) {
	return db.All(ctx, o.DB, scanOrganisation, `select id, name, lang, zone, created_at from organisation order by name collate "da"`)
}

func scanOrganisation(s db.Scan) (g Organisation, err error) {
	var at db.Time
	err = s(&g.ID, &g.Name, &g.Lang, &g.Zone, &at)
	g.Created = at.Time
	return g, err
}
