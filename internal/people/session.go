package people

import (
	"context"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
)

// A session lives 30 days from its last use, because people come two or three times a month, and half a year at most.
const (
	sessionLife = 30 * 24 * time.Hour
	sessionEnd  = 183 * 24 * time.Hour
	touchEvery  = 24 * time.Hour
)

// Session is a signed-in browser. Data holds small things such as a message for the next page.
type Session struct {
	Hash    string // of the cookie's token
	Account Account
	Data    map[string]string
	expires time.Time
}

// Begin starts a session and returns the cookie's secret. device says in a few words which browser it is, for its owner to know it by.
func (p *People) Begin(ctx context.Context, accountID, device string) (token string, err error) {
	token = id.Token()
	now := p.Clock.Now()
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "insert into session (token_hash, account_id, data, expires_at) values ($1,$2,$3,$4)",
			id.Hash(token), accountID, db.J(map[string]string{dataDevice: device, dataBegan: now.Format(time.DateOnly)}), db.At(now.Add(sessionLife)))
		return err
	})
	return token, err
}

// What every session's data holds.
const (
	dataDevice = "device"
	dataBegan  = "began"
)

// Device is a browser that an account is signed in with.
type Device struct {
	Name    string
	Began   clock.Date
	Used    time.Time // at most a day ago is exact enough to be written
	Present bool
}

// Devices lists the browsers an account is signed in with, the present one first, then the one used last.
func (p *People) Devices(ctx context.Context, accountID, present string) ([]Device, error) {
	now := p.Clock.Now()
	all, err := db.All(ctx, p.DB, func(s db.Scan) (d Device, err error) {
		var hash string
		var data db.JSON[map[string]string]
		var expires db.Time
		err = s(&hash, &data, &expires)
		d.Name, d.Began, d.Used, d.Present = data.V[dataDevice], clock.Date(data.V[dataBegan]), expires.Add(-sessionLife), hash == present
		return d, err
	}, "select token_hash, data, expires_at from session where account_id=$1 and expires_at>$2 order by expires_at desc", accountID, db.At(now))
	slices.SortStableFunc(all, func(a, b Device) int {
		switch {
		case a.Present == b.Present:
			return 0
		case a.Present:
			return -1
		}
		return 1
	})
	return all, err
}

// EndOthers signs an account out everywhere but in the present browser.
func (p *People) EndOthers(ctx context.Context, accountID, present string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "delete from session where account_id=$1 and token_hash<>$2", accountID, present)
		return err
	})
}

// Session finds the session of a cookie; NotFound when it ended.
func (p *People) Session(ctx context.Context, token string) (Session, error) {
	s := Session{Hash: id.Hash(token)}
	var data db.JSON[map[string]string]
	var expires, seen db.Time
	_, err := db.Get(ctx, p.DB, func(scan db.Scan) (struct{}, error) {
		a := &s.Account
		return struct{}{}, scan(&data, &expires, &a.ID, &a.Email, &a.Name, &a.Lang, &a.HasPassword, &seen)
	}, `select s.data, s.expires_at, a.id, a.email, a.name, a.lang, a.password_hash <> '', a.signed_in_at
		from session s join account a on a.id = s.account_id where s.token_hash=$1`, s.Hash)
	if err != nil {
		return s, err
	}
	now := p.Clock.Now()
	if began := clock.Date(data.V[dataBegan]).Time(); !now.Before(expires.Time) || !began.IsZero() && now.Sub(began) > sessionEnd {
		return s, fault.Missing()
	}
	s.Data, s.expires, s.Account.SignedIn = data.V, expires.Time, seen.Time
	if expires.Sub(now) < sessionLife-touchEvery {
		err = p.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, "update session set expires_at=$2 where token_hash=$1", s.Hash, db.At(now.Add(sessionLife)))
			return err
		})
	}
	return s, err
}

// Keep saves a session's data.
func (p *People) Keep(ctx context.Context, s Session) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "update session set data=$2 where token_hash=$1", s.Hash, db.J(s.Data))
		return err
	})
}

// End signs a browser out.
func (p *People) End(ctx context.Context, token string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "delete from session where token_hash=$1", id.Hash(token))
		return err
	})
}

// Sweep removes what time has ended: sessions and links.
func (p *People) Sweep(ctx context.Context) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		now := db.At(p.Clock.Now())
		if _, err := tx.Exec(ctx, "delete from session where expires_at<$1", now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "delete from sign_in_link where expires_at<$1", db.At(p.Clock.Now().Add(-24*time.Hour)))
		return err
	})
}
