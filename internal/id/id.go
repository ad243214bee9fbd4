// Package id makes the identifiers of rows (UUID version 7: they sort by time of birth) and secret tokens.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/google/uuid"
)

// New returns a fresh row identifier.
func New() string { return uuid.Must(uuid.NewV7()).String() }

// Valid tells whether s has the shape of an identifier; anything else is answered as not found.
func Valid(s string) bool { return len(s) == 36 && uuid.Validate(s) == nil }

// Token returns a secret of 256 random bits, safe in a URL.
func Token() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b)
}

// Hash is what is stored of a token: its SHA-256 in hexadecimal. A token has full entropy, so no salt or slowness is needed.
func Hash(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}
