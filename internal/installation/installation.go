package installation

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"sync/atomic"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms of this slice.
const (
	FormSetUp        = "set_up"
	FormOrganisation = "new_organisation"
	FormAdmin        = "new_administrator"
	FormMail         = "mail_server"
	FormTry          = "mail_trial"
)

func init() {
	visibility.Register(FormSetUp, visibility.Public, "organisation", "lang")
	visibility.Register(FormSetUp, visibility.Coordinator, "name", "email")
	visibility.Register(FormSetUp, visibility.Mine, "code", "password", "again")
	visibility.Register(FormOrganisation, visibility.Public, "organisation", "lang")
	visibility.Register(FormOrganisation, visibility.Coordinator, "name", "email")
	visibility.Register(FormAdmin, visibility.Coordinator, "name", "email")
	visibility.Register(FormMail, visibility.Mine, "host", "port", "tls", "user", "password", "from", "from_name")
	visibility.Register(FormTry, visibility.Mine, "to")
}

// Installation is the slice's verbs.
type Installation struct {
	DB     *db.DB
	Clock  clock.Clock
	People *people.People
	Orgs   *org.Orgs
	Mail   *mail.Mail

	code  string      // opens the first run; "" when there is none
	inUse atomic.Bool // an organisation was seen: there is no way back
}

// Fresh tells whether the installation has no organisation yet.
func (i *Installation) Fresh(ctx context.Context) (bool, error) {
	if i.inUse.Load() {
		return false, nil
	}
	n, err := db.One[int](ctx, i.DB, "select count(*) from organisation")
	if err == nil && n > 0 {
		i.inUse.Store(true)
	}
	return err == nil && n == 0, err
}

// MakeCode makes the code that opens the first run, for the console. It lives as long as the program.
func (i *Installation) MakeCode() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // never fails since Go 1.24
	s := strings.ToLower(base32.StdEncoding.EncodeToString(b))
	i.code = s
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

// opens compares a code as a person typed it, in constant time.
func (i *Installation) opens(code string) bool {
	code = strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == ' ' || r == '\t' }), ""))
	return i.code != "" && subtle.ConstantTimeCompare([]byte(code), []byte(i.code)) == 1
}

// SetUp is what the first run asks for.
type SetUp struct {
	Code, Organisation, Name, Email, Password, Again string
	Lang                                             i18n.Lang
}

// SetUp makes the first organisation and its administrator, who also administers the installation. It works once.
func (i *Installation) SetUp(ctx context.Context, in SetUp) (people.Account, org.Organisation, error) {
	var a people.Account
	var o org.Organisation
	if fresh, err := i.Fresh(ctx); err != nil || !fresh {
		if err == nil {
			err = fault.Missing()
		}
		return a, o, err
	}
	var errs fault.Fields
	if !i.opens(in.Code) {
		errs.Add("code", "installation.bad_code")
		return a, o, errs
	}
	in.Name = strings.Join(strings.Fields(in.Name), " ")
	if in.Name == "" {
		errs.Add("name", "fault.required", "field", i18n.Key("people.name"))
	}
	if strings.TrimSpace(in.Organisation) == "" {
		errs.Add("organisation", "fault.required", "field", i18n.Key("org.name"))
	}
	if !people.ValidEmail(org.CleanEmail(in.Email)) {
		errs.Add("email", "fault.bad_email")
	}
	errs = append(errs, fault.List(people.CheckNewPassword(in.Password, in.Again, in.Email))...)
	if err := errs.Or(); err != nil {
		return a, o, err
	}
	password, err := i.People.NewPassword(ctx, in.Password, in.Again, in.Email)
	if err != nil {
		return a, o, err
	}
	err = i.DB.Write(ctx, func(tx *db.Tx) (err error) {
		// two who press at once: the second finds the first one's row
		if _, err = tx.Exec(ctx, "insert into setting (key, value, changed_at) values ('first_run', 'done', $1)", db.At(i.Clock.Now())); err != nil {
			return err
		}
		if o, err = i.Orgs.Create(ctx, tx, in.Organisation, in.Lang); err != nil {
			return err
		}
		if a, err = i.People.Ensure(ctx, tx, in.Email, in.Name, in.Lang); err != nil {
			return err
		}
		if err := i.People.FirstPassword(ctx, tx, a.ID, password); err != nil {
			return err
		}
		for _, orgID := range []string{o.ID, ""} {
			if err := i.Orgs.Give(ctx, tx, orgID, "", a.ID, org.Admin); err != nil {
				return err
			}
		}
		return audit.Log(ctx, tx, i.Clock, audit.Entry{Org: o.ID, Account: a.ID, Act: "organisation_made", Object: o.ID})
	})
	if err != nil {
		return a, o, err
	}
	i.inUse.Store(true)
	return a, o, nil
}

func admin(a org.Actor) error {
	if a.Org != "" || !a.Has(org.Admin) {
		return fault.Denied()
	}
	return nil
}
