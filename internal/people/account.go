package people

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms of this slice.
const (
	FormSignIn   = "sign_in"
	FormPassword = "password"
	FormAccount  = "account"
	FormLanguage = "language"
)

func init() {
	visibility.Register(FormSignIn, visibility.Mine, "email", "password", "next")
	visibility.Register(FormPassword, visibility.Mine, "current", "password", "again")
	visibility.Register(FormAccount, visibility.Coordinator, "name", "lang")
	visibility.Register(FormLanguage, visibility.Coordinator, "to", "next")
}

// Account is someone who can sign in.
type Account struct {
	ID, Email, Name string
	Lang            i18n.Lang
	HasPassword     bool
	SignedIn        time.Time // last time; zero for never
}

// FirstName is what a letter or a greeting says.
func (a Account) FirstName() string {
	first, _, _ := strings.Cut(a.Name, " ")
	return first
}

// People is the slice's verbs.
type People struct {
	DB     *db.DB
	Clock  clock.Clock
	Notify *notify.Notify
	Jobs   *job.Jobs
}

const selectAccount = "select id, email, name, lang, password_hash <> '', signed_in_at from account"

func scanAccount(s db.Scan) (a Account, err error) {
	var at db.Time
	err = s(&a.ID, &a.Email, &a.Name, &a.Lang, &a.HasPassword, &at)
	a.SignedIn = at.Time
	return a, err
}

// Get reads an account.
func (p *People) Get(ctx context.Context, accountID string) (Account, error) {
	return db.Get(ctx, p.DB, scanAccount, selectAccount+" where id=$1", accountID)
}

// ByEmail finds an account by address, NotFound when there is none: callers that answer a visitor must hide the difference.
func (p *People) ByEmail(ctx context.Context, q db.Q, email string) (Account, error) {
	return db.Get(ctx, q, scanAccount, selectAccount+" where email=$1", clean(email))
}

// Ensure returns the account of an address and makes it when there is none.
func (p *People) Ensure(ctx context.Context, tx *db.Tx, email, name string, lang i18n.Lang) (Account, error) {
	email = clean(email)
	if !ValidEmail(email) {
		return Account{}, fault.Field("email", "fault.bad_email")
	}
	_, err := tx.Exec(ctx, "insert into account (id, email, name, lang, created_at) values ($1,$2,$3,$4,$5) on conflict (email) do nothing",
		id.New(), email, strings.TrimSpace(name), lang, db.At(p.Clock.Now()))
	if err != nil {
		return Account{}, err
	}
	return p.ByEmail(ctx, tx, email)
}

// Change saves a person's own name and language.
func (p *People) Change(ctx context.Context, accountID, name string, lang i18n.Lang) error {
	name = strings.TrimSpace(name)
	if name == "" {
		return fault.Field("name", "fault.required", "field", i18n.Key("people.name"))
	}
	if len([]rune(name)) > 120 {
		return fault.Field("name", "fault.too_long", "field", i18n.Key("people.name"), "max", 120)
	}
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "update account set name=$2, lang=$3 where id=$1", accountID, name, lang)
		return err
	})
}

// SetLang saves the language of an account: the choice follows the person, not the browser.
func (p *People) SetLang(ctx context.Context, accountID string, lang i18n.Lang) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "update account set lang=$2 where id=$1", accountID, lang)
		return err
	})
}

// ValidEmail accepts a bare address with a dot in its domain, as programmes use them.
func ValidEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return false
	}
	_, domain, _ := strings.Cut(s, "@")
	return strings.Contains(domain, ".") && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".")
}

func clean(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
