package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/web"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Main is the program. Config, and if need be Clock and Log, are set before Open; the rest is there after it.
type Main struct {
	Config  Config
	Clock   clock.Clock
	Log     *slog.Logger
	Demo    bool                        // shows the mailbox; no mail leaves the machine
	Console io.Writer                   // where the code of the first run is written; standard error if nil
	Before  func(context.Context) error // called by Run once URL is known, before the first visitor; may be nil

	DB *db.DB
	Slices
	Site *visit.Site
	URL  string // where it listens, as a visitor reaches it

	listener net.Listener
	server   *http.Server
	failed   chan error
}

// Open opens the database, brings it to this program's version and wires the slices.
func (m *Main) Open(ctx context.Context) (err error) {
	if m.Clock == nil {
		m.Clock = clock.System{}
	}
	if m.Log == nil {
		m.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	if m.DB, err = db.Open(ctx, m.Config.Database); err != nil {
		return err
	}
	if err := m.DB.Migrate(ctx); err != nil {
		return errors.Join(err, m.DB.Close())
	}
	m.Slices = m.wire()
	if err := m.Jobs.Open(ctx); err != nil {
		return errors.Join(err, m.DB.Close())
	}
	return nil
}

// Run listens and serves until Close. It returns once visitors can come.
func (m *Main) Run(ctx context.Context) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", m.Config.Listen)
	if err != nil {
		return fmt.Errorf("app: %w", err)
	}
	scheme := "http"
	if m.Config.TLSCert != "" {
		cert, err := tls.LoadX509KeyPair(m.Config.TLSCert, m.Config.TLSKey)
		if err != nil {
			return errors.Join(fmt.Errorf("app: certificate: %w", err), l.Close())
		}
		l, scheme = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), "https"
	}
	host := ""
	if m.URL = m.Config.BaseURL; m.URL == "" {
		m.URL = scheme + "://" + reachable(l.Addr())
	} else {
		_, host, _ = strings.Cut(m.URL, "://")
	}
	m.listener = l
	handler := m.Handler(m.URL, host)
	if m.Before != nil {
		if err := m.Before(ctx); err != nil {
			return errors.Join(err, l.Close())
		}
	}
	m.server = &http.Server{
		Handler: handler, ErrorLog: slog.NewLogLogger(m.Log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	if err := m.Jobs.Start(ctx); err != nil {
		return errors.Join(err, l.Close())
	}
	m.failed = make(chan error, 1)
	go func() {
		if err := m.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			m.failed <- err
		}
	}()
	if err := m.greet(ctx); err != nil {
		return err
	}
	m.Log.Info("listening", "url", m.URL, "address", l.Addr().String(), "database", m.DB.Engine)
	return nil
}

// Address is where it listens.
func (m *Main) Address() net.Addr { return m.listener.Addr() }

// Handler is the whole site, reached by visitors at url. host is the only name it answers under; "" for any.
func (m *Main) Handler(url, host string) http.Handler {
	m.Notify.BaseURL = url
	m.Site = &visit.Site{DB: m.DB, People: m.People, Orgs: m.Orgs, Clock: m.Clock, Log: m.Log, BaseURL: url, Host: host, Demo: m.Demo, Proxied: m.Config.Proxied}
	return m.Site.Handler(m.Routes())
}

// Routes is the table of the site with its handlers.
func (m *Main) Routes() []visit.Route { return web.Routes(m.pages()) }

// reachable names an address to a browser on this machine: one that listens everywhere is reached as localhost.
func reachable(a net.Addr) string {
	if t, ok := a.(*net.TCPAddr); ok && t.IP.IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(t.Port))
	}
	return a.String()
}

// greet tells on the console what only its reader may know or has to do.
func (m *Main) greet(ctx context.Context) error {
	fresh, err := m.Installation.Fresh(ctx)
	if err != nil {
		return err
	}
	if fresh {
		fmt.Fprintf(m.console(), "\nThis is the first run. Open %s/setup and enter this code:\n\n    %s\n\n", m.URL, m.Installation.MakeCode())
	}
	s, _, err := m.Mail.Settings(ctx, m.DB)
	if err == nil && !s.Set() && !m.Demo && !fresh {
		m.Log.Warn("no mail server is set: mails wait", "page", m.URL+"/admin/mail")
	}
	if err == nil && m.Mail.Fixed.Set() {
		err = m.DB.Write(ctx, func(tx *db.Tx) error { return m.Mail.Requeue(ctx, tx) }) // what waited before the environment named a server
	}
	return err
}

func (m *Main) console() io.Writer {
	if m.Console != nil {
		return m.Console
	}
	return os.Stderr
}

// Wait blocks until ctx ends or the server fails.
func (m *Main) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-m.failed:
		return err
	}
}

// grace is how long a stop waits for visitors and jobs.
const grace = 20 * time.Second

// Close lets what runs finish, then closes the database.
func (m *Main) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	var err error
	if m.server != nil {
		if err = m.server.Shutdown(ctx); err != nil {
			err = errors.Join(err, m.server.Close())
		}
	}
	if m.Jobs != nil {
		err = errors.Join(err, m.Jobs.Stop(ctx))
	}
	if m.Intake != nil {
		err = errors.Join(err, m.Intake.Stop(ctx))
	}
	if m.DB != nil {
		err = errors.Join(err, m.DB.Close())
	}
	return err
}
