package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"syscall"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/log"
)

// patience is how long a mail server may take to connect, and then to answer each question.
const patience = 30 * time.Second

// Failure is why a mail was not taken.
type Failure struct {
	Cause     Cause
	Permanent bool   // the server will never take this mail
	Said      string // the server's own words, or the machine's
}

// Error is for the log.
func (f *Failure) Error() string { return "mail: " + string(f.Cause) + ": " + f.Said }

// Cause is what went wrong, in a word; smtp.cause_<Cause> says it in a sentence.
type Cause string

// The causes, in the order of the conversation.
const (
	NoHost      Cause = "no_host"     // the name leads nowhere
	NoAnswer    Cause = "no_answer"   // nobody listens, or the way is closed
	TooSlow     Cause = "too_slow"    // no answer in time
	NotTLS      Cause = "not_tls"     // the server does not speak TLS there
	Certificate Cause = "certificate" // its certificate is not valid for the name
	SignIn      Cause = "sign_in"     // user or password refused
	Sender      Cause = "sender"      // it sends nothing from this address
	Receiver    Cause = "receiver"    // it refuses the receiver
	Content     Cause = "content"     // it refuses the mail itself
	Header      Cause = "header"      // we refuse the mail: its headers are not safe
	Other       Cause = "other"
)

// send holds one conversation with the mail server. nil means that the server took the mail.
func (m *Mail) send(ctx context.Context, s Settings, l letter, t *transcript) *Failure {
	msg, err := l.message(s)
	if err != nil {
		return &Failure{Header, true, err.Error()}
	}
	config := &tls.Config{ServerName: s.Host, RootCAs: m.Roots, MinVersion: tls.VersionTLS12}
	var conn net.Conn
	opts := []gomail.Option{
		gomail.WithPort(s.Port), gomail.WithTimeout(patience), gomail.WithTLSConfig(config), gomail.WithoutNoop(),
		gomail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dial(ctx, network, address, s.TLS, config)
			conn = c
			return c, err
		}),
	}
	switch s.TLS {
	case StartTLS:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case Implicit:
		opts = append(opts, gomail.WithSSL())
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.User != "" {
		opts = append(opts, gomail.WithUsername(s.User), gomail.WithPassword(s.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	if t != nil {
		opts = append(opts, gomail.WithLogger(t), gomail.WithDebugLog())
	}
	c, err := gomail.NewClient(s.Host, opts...)
	if err != nil {
		return &Failure{Other, false, err.Error()}
	}
	err = c.DialAndSendWithContext(ctx, msg)
	if conn != nil {
		_ = conn.Close() // the library leaves it open when the greeting fails
	}
	if err == nil || msg.IsDelivered() { // what goes wrong after the server's yes does not undo it
		return nil
	}
	return explain(err)
}

func dial(ctx context.Context, network, address string, way TLS, config *tls.Config) (net.Conn, error) {
	d := &net.Dialer{Timeout: patience}
	if way != Implicit {
		return d.DialContext(ctx, network, address)
	}
	return (&tls.Dialer{NetDialer: d, Config: config}).DialContext(ctx, network, address)
}

// explain finds the cause in an error of the conversation.
func explain(err error) *Failure {
	f := &Failure{Cause: Other, Said: said(err)}
	var (
		dns      *net.DNSError
		timeout  net.Error
		plain    tls.RecordHeaderError
		verify   *tls.CertificateVerificationError
		unknown  x509.UnknownAuthorityError
		wrong    x509.HostnameError
		answered *textproto.Error
		sending  *gomail.SendError
	)
	switch {
	case errors.As(err, &sending):
		f.Cause = map[gomail.SendErrReason]Cause{
			gomail.ErrSMTPMailFrom: Sender, gomail.ErrSMTPRcptTo: Receiver,
			gomail.ErrSMTPData: Content, gomail.ErrSMTPDataClose: Content,
		}[sending.Reason]
		f.Permanent = sending.ErrorCode() >= 500 && (f.Cause == Receiver || f.Cause == Content)
		switch {
		case f.Cause == "":
			f.Cause = Other
		case sending.ErrorCode() == 530 || sending.ErrorCode() == 535:
			f.Cause, f.Permanent = SignIn, false
		case sending.ErrorCode() == 0: // no answer at all: the connection broke
			f.Cause = Other
		}
	case errors.As(err, &dns):
		f.Cause = NoHost
	case errors.As(err, &verify), errors.As(err, &unknown), errors.As(err, &wrong):
		f.Cause = Certificate
	case errors.As(err, &plain), strings.Contains(err.Error(), "does not support STARTTLS"):
		f.Cause = NotTLS
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		f.Cause = NoAnswer
	case errors.As(err, &answered) && answered.Code >= 500 && strings.Contains(err.Error(), "AUTH"),
		strings.Contains(err.Error(), "SMTP AUTH"), errors.Is(err, gomail.ErrPlainAuthNotSupported):
		f.Cause = SignIn
	case errors.As(err, &timeout) && timeout.Timeout():
		f.Cause = TooSlow
	}
	return f
}

// said keeps the innermost words of an error, short and on one line.
func said(err error) string {
	s := strings.Join(strings.Fields(err.Error()), " ")
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	return s
}

// transcript keeps the conversation of a trial, for the administrator to read. Passwords are not in it.
type transcript struct {
	mu    sync.Mutex
	lines []string
}

const transcriptLines = 60

// Debugf takes one line of the conversation.
func (t *transcript) Debugf(l log.Log) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) >= transcriptLines {
		return
	}
	who := "S: "
	if l.Direction == log.DirClientToServer {
		who = "C: "
	}
	for _, line := range strings.Split(fmt.Sprintf(l.Format, l.Messages...), "\n") {
		t.lines = append(t.lines, who+strings.TrimSpace(line))
	}
}

// Infof takes a line that is no conversation.
func (t *transcript) Infof(log.Log) {}

// Warnf takes a line that is no conversation.
func (t *transcript) Warnf(log.Log) {}

// Errorf takes a line that is no conversation.
func (t *transcript) Errorf(log.Log) {}
