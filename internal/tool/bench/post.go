package main

import (
	"io"
	"net"
	"strconv"
	"sync/atomic"

	"github.com/emersion/go-smtp"
)

// post is a mail server that takes every mail and keeps none, so that the program sends what the visits cause.
type post struct {
	server *smtp.Server
	port   int
	taken  atomic.Int64
}

func openPost() (*post, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &post{port: l.Addr().(*net.TCPAddr).Port}
	p.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &letterbox{p}, nil }))
	p.server.Domain = "localhost"
	go func() { _ = p.server.Serve(l) }() // it ends with close
	return p, nil
}

func (p *post) close() { _ = p.server.Close() }

func (p *post) count() int64 { return p.taken.Load() }

// settings is how the program is told of it.
func (p *post) settings() []string {
	return []string{"MENTORSKAB_SMTP_HOST=127.0.0.1", "MENTORSKAB_SMTP_PORT=" + strconv.Itoa(p.port), "MENTORSKAB_SMTP_TLS=none", "MENTORSKAB_MAIL_FROM=mentor@region.example.org"}
}

type letterbox struct{ post *post }

func (*letterbox) Mail(string, *smtp.MailOptions) error { return nil }
func (*letterbox) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (*letterbox) Reset()                               {}
func (*letterbox) Logout() error                        { return nil }

func (l *letterbox) Data(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	l.post.taken.Add(1)
	return err
}
