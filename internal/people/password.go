package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// argon2id with OWASP's second recommended setting: 19 MiB, two passes, one lane.
const (
	memory  = 19 * 1024
	passes  = 2
	lanes   = 1
	keySize = 32
	minimum = 10
)

// hashing holds back floods: a hash takes 19 MiB and most of a core, so few run at a time and the rest wait a little, then are told to
// come back.
var hashing = make(chan struct{}, 4)

const patience = 2 * time.Second

// turn waits for a place to hash in; the caller gives it back.
func turn(ctx context.Context) (back func(), err error) {
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case hashing <- struct{}{}:
		return func() { <-hashing }, nil
	case <-t.C:
		return nil, fault.New(fault.Limited, "fault.limited")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func derive(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, keySize)
}

func hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt)
	e := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memory, passes, lanes, e.EncodeToString(salt), e.EncodeToString(derive(password, salt)))
}

func matches(stored, password string) bool {
	part := strings.Split(stored, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(part[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(part[5])
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(want, derive(password, salt)) == 1
}

// nobody is compared with when the address is unknown, so that both answers take the same time. No password has this hash.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$bWVudG9yc2thYiBub2JvZHk$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// CheckPassword signs an account in by address and password. Unknown address, no password set and wrong password give one answer.
func (p *People) CheckPassword(ctx context.Context, email, password string) (Account, error) {
	back, err := turn(ctx)
	if err != nil {
		return Account{}, err
	}
	defer back()
	refused := fault.New(fault.Invalid, "people.wrong_password")
	var accountID, stored string
	_, err = db.Get(ctx, p.DB, func(s db.Scan) (struct{}, error) { return struct{}{}, s(&accountID, &stored) },
		"select id, password_hash from account where email=$1", clean(email))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Account{}, err
	}
	if stored == "" {
		matches(nobody, password)
		return Account{}, refused
	}
	if !matches(stored, password) {
		return Account{}, refused
	}
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "update account set signed_in_at=$2 where id=$1", accountID, db.At(p.Clock.Now()))
		return err
	})
	if err != nil {
		return Account{}, err
	}
	return p.Get(ctx, accountID)
}

// CheckNewPassword says what is wrong with a password that somebody chose; email is their address.
func CheckNewPassword(password, again, email string) error {
	switch {
	case len([]rune(password)) < minimum:
		return fault.Field("password", "people.password_short", "min", minimum)
	case len(password) > 500:
		return fault.Field("password", "fault.too_long", "field", i18n.Key("people.password"), "max", 500)
	case guessable(password, clean(email)):
		return fault.Field("password", "people.password_guessable")
	case password != again:
		return fault.Field("again", "people.password_differs")
	}
	return nil
}

// guessable finds the passwords that are tried first: few different letters, a row on the keyboard, the usual words with something at
// the end, the person's own address.
func guessable(password, email string) bool {
	s := strings.ToLower(password)
	different := map[rune]bool{}
	for _, r := range s {
		different[r] = true
	}
	if len(different) < 5 {
		return true
	}
	local, domain, _ := strings.Cut(email, "@")
	name, _, _ := strings.Cut(domain, ".")
	rest := s
	for _, usual := range []string{
		"password", "adgangskode", "kodeord", "mentorskab", "mentor", "mentee", "velkommen", "welcome", "sommer", "vinter", "summer", "winter",
		"qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "1234567890", "0123456789", "123456789", "12345678", "1234567", "123456", "12345", "1234", "123", "abcdef", "abc", "2024", "2025", "2026", "2027", local, name,
	} {
		if len(usual) > 2 {
			rest = strings.ReplaceAll(rest, usual, "")
		}
	}
	return len([]rune(rest)) < 4
}

// SetPassword sets or changes a password; an account that has one must give it. Every other session of the account ends.
func (p *People) SetPassword(ctx context.Context, accountID, current, password, again, keepSession string) error {
	back, err := turn(ctx)
	if err != nil {
		return err
	}
	defer back()
	var stored, email string
	_, err = db.Get(ctx, p.DB, func(s db.Scan) (struct{}, error) { return struct{}{}, s(&stored, &email) }, "select password_hash, email from account where id=$1", accountID)
	if err != nil {
		return err
	}
	if stored != "" && !matches(stored, current) {
		return fault.Field("current", "people.wrong_current")
	}
	if err := CheckNewPassword(password, again, email); err != nil {
		return err
	}
	h := hash(password)
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		// Only in place of the hash that was looked at: of two changes at the same moment one is told that its password is no longer right.
		n, err := tx.Exec(ctx, "update account set password_hash=$2 where id=$1 and password_hash=$3", accountID, h, stored)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Field("current", "people.wrong_current")
		}
		_, err = tx.Exec(ctx, "delete from session where account_id=$1 and token_hash<>$2", accountID, keepSession)
		return err
	})
}

// Hashed is a password as it is stored.
type Hashed string

// NewPassword checks and hashes a password that somebody chose: before the transaction that keeps it, since hashing is slow and may be
// told to wait.
func (p *People) NewPassword(ctx context.Context, password, again, email string) (Hashed, error) {
	if err := CheckNewPassword(password, again, email); err != nil {
		return "", err
	}
	back, err := turn(ctx)
	if err != nil {
		return "", err
	}
	defer back()
	return Hashed(hash(password)), nil
}

// FirstPassword gives an account a password in the transaction that made it.
func (p *People) FirstPassword(ctx context.Context, tx *db.Tx, accountID string, h Hashed) error {
	_, err := tx.Exec(ctx, "update account set password_hash=$2 where id=$1 and password_hash=''", accountID, h)
	return err
}
