package mail

import (
	"context"
	"encoding/json"
	"net"
	netmail "net/mail"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// TLS says how the conversation with the mail server is kept secret.
type TLS string

// The ways.
const (
	StartTLS TLS = "starttls" // begins in the clear and must then be encrypted: usually port 587
	Implicit TLS = "tls"      // encrypted from the first byte: usually port 465
	Clear    TLS = "none"     // not at all: only for a server on the same machine or a closed network
)

// Ways in the order they are offered.
var Ways = []TLS{StartTLS, Implicit, Clear}

// Settings is the mail server and who the mails are from.
type Settings struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	User     string `json:"user"`
	Password string `json:"password"`
	TLS      TLS    `json:"tls"`
	From     string `json:"from"`      // address
	FromName string `json:"from_name"` // "Mentorskab" when empty
}

// Set tells whether mail can be sent at all.
func (s Settings) Set() bool { return s.Host != "" }

// Check reads settings as a person typed them. A port of 0 becomes the usual one.
func (s Settings) Check() (Settings, error) {
	var errs fault.Fields
	s.Host, s.User, s.From, s.FromName = strings.TrimSpace(s.Host), strings.TrimSpace(s.User), strings.TrimSpace(s.From), strings.TrimSpace(s.FromName)
	if s.TLS == "" {
		s.TLS = StartTLS
	}
	if s.Port == 0 {
		s.Port = map[TLS]int{StartTLS: 587, Implicit: 465, Clear: 25}[s.TLS]
	}
	if s.Host == "" || strings.ContainsAny(s.Host, " /:@\r\n\t") && net.ParseIP(s.Host) == nil {
		errs.Add("host", "smtp.bad_host")
	}
	if s.Port < 1 || s.Port > 65535 {
		errs.Add("port", "fault.bad_number", "field", i18n.Key("smtp.port"), "min", "1", "max", "65535")
	}
	if s.TLS != StartTLS && s.TLS != Implicit && s.TLS != Clear {
		errs.Add("tls", "fault.bad_choice", "field", i18n.Key("smtp.tls"))
	}
	if a, err := netmail.ParseAddress(s.From); err != nil || a.Address != s.From {
		errs.Add("from", "fault.bad_email")
	}
	if unsafe(s.FromName) {
		errs.Add("from_name", "fault.bad_choice", "field", i18n.Key("smtp.from_name"))
	}
	if s.Password != "" && s.User == "" {
		errs.Add("user", "fault.required", "field", i18n.Key("smtp.user"))
	}
	return s, errs.Or()
}

const settingKey = "mail_server"

// Settings reads the settings: those of the environment if there are any, else those that were saved.
func (m *Mail) Settings(ctx context.Context, q db.Q) (s Settings, fixed bool, err error) {
	if m.Fixed.Set() {
		return m.Fixed, true, nil
	}
	text, err := db.One[string](ctx, q, "select value from setting where key=$1", settingKey)
	if fault.Is(err, fault.NotFound) {
		return Settings{}, false, nil
	}
	if err != nil {
		return s, false, err
	}
	return s, false, json.Unmarshal([]byte(text), &s)
}

// Save keeps settings that were checked, and sends what was waiting for them. An empty password keeps the one that was there.
func (m *Mail) Save(ctx context.Context, tx *db.Tx, s Settings) error {
	s, err := s.Check()
	if err != nil {
		return err
	}
	if m.Fixed.Set() {
		return fault.New(fault.Conflict, "smtp.fixed")
	}
	if s.Password == "" && s.User != "" {
		old, _, err := m.Settings(ctx, tx)
		if err != nil {
			return err
		}
		if old.User == s.User && old.Host == s.Host {
			s.Password = old.Password
		}
	}
	text, err := json.Marshal(s) //nolint:gosec // the password is kept on purpose: the program signs in with it
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into setting (key, value, changed_at) values ($1,$2,$3)
		on conflict (key) do update set value=excluded.value, changed_at=excluded.changed_at`, settingKey, string(text), db.At(m.Clock.Now()))
	if err != nil {
		return err
	}
	return m.Requeue(ctx, tx)
}
