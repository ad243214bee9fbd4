package people

import (
	"context"
	"encoding/json"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
)

// Purpose says what a mailed link is for.
type Purpose string

// The purposes, and how long their links live.
const (
	SignIn     Purpose = "sign_in"    // 30 minutes
	Invitation Purpose = "invitation" // 14 days
)

func (p Purpose) life() time.Duration {
	if p == Invitation {
		return 14 * 24 * time.Hour
	}
	return 30 * time.Minute
}

// Link is a link that was made and may still be used.
type Link struct {
	Account Account
	Purpose Purpose
	Next    string // where to go afterwards: a path of this site
}

// MakeLink returns a fresh secret token for an account; only its hash is stored. next is a path of this site or "".
func (p *People) MakeLink(ctx context.Context, tx *db.Tx, accountID string, purpose Purpose, next string) (token string, err error) {
	token = id.Token()
	now := p.Clock.Now()
	_, err = tx.Exec(ctx, "insert into sign_in_link (token_hash, account_id, purpose, next, created_at, expires_at) values ($1,$2,$3,$4,$5,$6)",
		id.Hash(token), accountID, purpose, LocalPath(next), db.At(now), db.At(now.Add(purpose.life())))
	return token, err
}

// askLink is the job that mails a link.
const askLink = "mail-sign-in-link"

const linksAnHour = 6

type linkWish struct{ Email, Next string }

// Register names the jobs of this slice.
func (p *People) Register() {
	p.Jobs.Handle(askLink, func(ctx context.Context, args []byte) error {
		var w linkWish
		if err := json.Unmarshal(args, &w); err != nil {
			return err
		}
		return p.mailLink(ctx, w)
	})
	p.Jobs.Daily("sweep-accounts", 3, p.Sweep)
}

// AskLink mails a link to an address that has an account. Whether it has one is looked up by a job, so that neither the answer nor the
// time it takes tells.
func (p *People) AskLink(ctx context.Context, email, next string) error {
	email = clean(email)
	if !ValidEmail(email) {
		return nil
	}
	return p.DB.Write(ctx, func(tx *db.Tx) error { return p.Jobs.Enqueue(ctx, tx, askLink, linkWish{email, LocalPath(next)}) })
}

func (p *People) mailLink(ctx context.Context, w linkWish) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := p.ByEmail(ctx, tx, w.Email)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := db.One[string](ctx, tx, "select id from account where id=$1"+tx.Lock(), a.ID); err != nil { // one at a time, or all count too few
			return err
		}
		n, err := db.One[int](ctx, tx, "select count(*) from sign_in_link where account_id=$1 and purpose=$2 and created_at>$3", a.ID, SignIn, db.At(p.Clock.Now().Add(-time.Hour)))
		if err != nil || n >= linksAnHour { // nobody's inbox is filled from here
			return err
		}
		token, err := p.MakeLink(ctx, tx, a.ID, SignIn, w.Next)
		if err != nil {
			return err
		}
		return p.Notify.Send(ctx, tx, notify.Letter{
			Event: "sign_in:" + id.Hash(token)[:16], To: notify.To{Name: a.Name, Email: a.Email, Lang: a.Lang},
			Key: "sign_in", Args: []any{"name", a.FirstName()}, Path: LinkPath(token),
		})
	})
}

// Look reads a link without using it: a mail scanner that opens the address spends nothing.
func (p *People) Look(ctx context.Context, token string) (Link, error) {
	return p.look(ctx, p.DB, token, "")
}

func (p *People) look(ctx context.Context, q db.Q, token, lock string) (Link, error) {
	var l Link
	var expires, used db.Time
	var accountID string
	_, err := db.Get(ctx, q, func(s db.Scan) (struct{}, error) {
		return struct{}{}, s(&accountID, &l.Purpose, &l.Next, &expires, &used)
	}, "select account_id, purpose, next, expires_at, used_at from sign_in_link where token_hash=$1"+lock, id.Hash(token))
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			err = fault.New(fault.Gone, "people.link_unknown")
		}
		return l, err
	}
	if !used.IsZero() {
		return l, fault.New(fault.Gone, "people.link_used")
	}
	if !p.Clock.Now().Before(expires.Time) {
		return l, fault.New(fault.Gone, "people.link_expired")
	}
	l.Account, err = db.Get(ctx, q, scanAccount, selectAccount+" where id=$1", accountID)
	return l, err
}

// Spend uses a link once and notes the sign-in.
func (p *People) Spend(ctx context.Context, token string) (l Link, err error) {
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		if l, err = p.look(ctx, tx, token, tx.Lock()); err != nil {
			return err
		}
		now := db.At(p.Clock.Now())
		if _, err := tx.Exec(ctx, "update sign_in_link set used_at=$2 where token_hash=$1", id.Hash(token), now); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "update account set signed_in_at=$2 where id=$1", l.Account.ID, now)
		return err
	})
	return l, err
}

// LinkPath is the address of a link on this site.
func LinkPath(token string) string { return "/sign-in/" + token }

// LocalPath keeps a path of this site and drops anything that would lead elsewhere.
func LocalPath(s string) string {
	if len(s) < 1 || s[0] != '/' || len(s) > 500 {
		return ""
	}
	if len(s) > 1 && (s[1] == '/' || s[1] == '\\') {
		return ""
	}
	for _, r := range s {
		if r < ' ' || r == '\\' || r == 0x7f {
			return ""
		}
	}
	return s
}
