package mail

import (
	"errors"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// letter is a row of the outbox.
type letter struct {
	ID, Email, Name, Lang, Subject, Text, HTML, Calendar, Method string
	Created                                                      time.Time
}

var errHeader = errors.New("an address, a name or the subject holds what no header may hold")

// unsafe finds what would end a header line or hide in it.
func unsafe(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// message builds the mail: plain text, HTML and, where there is one, the calendar object as a third way to read it, which is how
// calendar programs find an invitation.
func (l letter) message(s Settings) (*gomail.Msg, error) {
	to, err := netmail.ParseAddress(l.Email)
	if err != nil || to.Address != l.Email || unsafe(l.Email) || unsafe(l.Name) || unsafe(l.Subject) || unsafe(l.Method) {
		return nil, errHeader
	}
	name := s.FromName
	if name == "" {
		name = "Mentorskab"
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&netmail.Address{Name: name, Address: s.From})
	m.ToMailAddress(&netmail.Address{Name: l.Name, Address: l.Email})
	m.Subject(l.Subject)
	_, domain, _ := strings.Cut(s.From, "@")
	m.SetMessageIDWithValue(l.ID + "@" + domain)
	m.SetDateWithValue(l.Created)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetGenHeader("Content-Language", l.Lang)
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	if l.Calendar != "" {
		method := l.Method
		if method == "" {
			method = "REQUEST"
		}
		m.AddAlternativeString(gomail.ContentType("text/calendar; method="+method), l.Calendar)
	}
	return m, nil
}
