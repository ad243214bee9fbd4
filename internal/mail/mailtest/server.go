// Package mailtest is a mail server inside a test: it speaks TLS, wants a password, keeps what it took and fails when told to.
package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/mentorskab/mentorskab/internal/mail"
)

// User and Password open the server.
const (
	User     = "mentorskab"
	Password = "correct horse"
)

// Server is a running mail server.
type Server struct {
	Settings mail.Settings  // how to reach it
	Roots    *x509.CertPool // what to trust for that

	mu       sync.Mutex
	taken    []Taken
	arrived  chan Taken
	failures []Fail
	begun    int
}

// Taken is a mail that the server said yes to.
type Taken struct {
	From, To string
	Body     string
}

// Fail is one way to fail; the server uses each once, in order, on the mails that come.
type Fail string

// The ways.
const (
	LaterAtReceiver Fail = "451 at RCPT"
	NeverAtReceiver Fail = "550 at RCPT"
	LaterAtData     Fail = "451 after DATA"
	NeverAtData     Fail = "554 after DATA"
	CutBeforeAnswer Fail = "cut after DATA, before the answer"
	CutAfterYes     Fail = "cut right after the yes"
)

// Start runs a server until the test ends.
func Start(t testing.TB, way mail.TLS) *Server {
	t.Helper()
	s := &Server{arrived: make(chan Taken, 1000)}
	cert := s.certificate(t)
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: c}, nil
	}))
	srv.Domain, srv.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	srv.ReadTimeout, srv.WriteTimeout = 20*time.Second, 20*time.Second
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	switch way {
	case mail.Implicit:
		l = tls.NewListener(l, config)
	case mail.StartTLS:
		srv.TLSConfig = config
	}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	s.Settings = mail.Settings{Host: "localhost", Port: port, User: User, Password: Password, TLS: way, From: "program@fjordby.example", FromName: "Mentorskab i Fjordby"}
	return s
}

func (s *Server) certificate(t testing.TB) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// Fail makes the next mails fail, one after the other.
func (s *Server) Fail(how ...Fail) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = append(s.failures, how...)
}

// Taken returns the mails that the server has said yes to.
func (s *Server) Taken() []Taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Taken(nil), s.taken...)
}

// Begun counts the mails that someone began to hand over.
func (s *Server) Begun() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun
}

// Wait returns the next mail that the server takes.
func (s *Server) Wait(t testing.TB) Taken {
	t.Helper()
	select {
	case m := <-s.arrived:
		return m
	case <-time.After(20 * time.Second):
		t.Fatal("no mail came in 20 seconds")
	}
	return Taken{}
}

// due takes the next failure if it is one of these.
func (s *Server) due(ways ...Fail) Fail {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.failures) == 0 {
		return ""
	}
	for _, w := range ways {
		if s.failures[0] == w {
			s.failures = s.failures[1:]
			return w
		}
	}
	return ""
}

type session struct {
	server   *Server
	conn     *smtp.Conn
	signedIn bool
	from, to string
	cut      bool
}

// AuthMechanisms offers PLAIN, as most servers do.
func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth checks user and password.
func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return smtp.ErrAuthFailed
		}
		x.signedIn = true
		return nil
	}), nil
}

// Mail begins a mail.
func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if !x.signedIn {
		return smtp.ErrAuthRequired
	}
	if !strings.HasSuffix(from, "@fjordby.example") {
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "sender not allowed"}
	}
	x.from = from
	x.server.mu.Lock()
	x.server.begun++
	x.server.mu.Unlock()
	return nil
}

// Rcpt takes or refuses the receiver.
func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch x.server.due(LaterAtReceiver, NeverAtReceiver) {
	case LaterAtReceiver:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted, try again"}
	case NeverAtReceiver:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user here"}
	}
	x.to = to
	return nil
}

// Data takes the mail.
func (x *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	switch x.server.due(LaterAtData, NeverAtData, CutBeforeAnswer, CutAfterYes) {
	case LaterAtData:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "disk full, try again"}
	case NeverAtData:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "looks like spam"}
	case CutBeforeAnswer:
		_ = x.conn.Conn().Close()
		return errors.New("cut")
	case CutAfterYes:
		x.cut = true
	}
	m := Taken{x.from, x.to, string(body)}
	x.server.mu.Lock()
	x.server.taken = append(x.server.taken, m)
	x.server.mu.Unlock()
	x.server.arrived <- m
	return nil
}

// Reset comes when the client ends the mail.
func (x *session) Reset() {
	if x.cut {
		_ = x.conn.Conn().Close()
	}
}

// Logout comes when the client leaves.
func (x *session) Logout() error { return nil }
