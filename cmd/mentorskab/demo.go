package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/demo"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
)

type demoCommand struct {
	Addr string `default:"127.0.0.1:8080" help:"Address and port to listen on; a port of 0 takes a free one."`
	Dir  string `help:"Folder of the database. Without it: a temporary one that is removed at the end."`
	JSON bool   `name:"json" help:"Print one line of JSON with the address and a sign-in link for each role."`
}

// Run starts a demonstration: an organisation of invented people, and a link for each role.
func (c demoCommand) Run(ctx context.Context) (err error) {
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "mentorskab-demo-"); err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
	}
	config := app.Defaults()
	config.Listen, config.Database = c.Addr, filepath.Join(dir, "mentorskab.db")
	m := &app.Main{Config: config, Clock: &clock.Shift{}, Demo: true, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if err := m.Open(ctx); err != nil {
		return err
	}
	var ways []way
	m.Before = func(ctx context.Context) (err error) {
		ways, err = seed(ctx, m)
		return err
	}
	return serveWith(ctx, m, func() error {
		for i := range ways {
			ways[i].URL = m.URL + ways[i].URL
		}
		if c.JSON {
			return printJSON(os.Stdout, m.URL, ways)
		}
		return printWays(os.Stdout, m.URL, ways)
	})
}

type way struct {
	Role  org.Role
	Email string
	URL   string
}

// seed fills an empty database and makes a sign-in link for each role.
func seed(ctx context.Context, m *app.Main) ([]way, error) {
	there, err := m.Orgs.List(ctx)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("demo: %s holds organisations already: name an empty folder with --dir, or leave it out", m.Config.Database)
	}
	accounts, err := demo.Seed(ctx, m, m.Clock.Now())
	if err != nil {
		return nil, err
	}
	var ways []way
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		for _, role := range org.Roles {
			if accounts[role] == "" {
				continue
			}
			token, err := m.People.MakeLink(ctx, tx, accounts[role], people.Invitation, "/")
			if err != nil {
				return err
			}
			who, err := m.People.Get(ctx, accounts[role])
			if err != nil {
				return err
			}
			ways = append(ways, way{role, who.Email, "/sign-in/" + token})
		}
		return nil
	})
	return ways, err
}

func printJSON(w io.Writer, url string, ways []way) error {
	out := struct {
		URL    string            `json:"url"`
		SignIn map[string]string `json:"signin"`
	}{url, map[string]string{}}
	for _, w := range ways {
		out.SignIn[string(w.Role)] = w.URL
	}
	return json.NewEncoder(w).Encode(out)
}

func printWays(w io.Writer, url string, ways []way) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(t, "Mentorskab runs at %s\n\nSign in as\n", url)
	for _, x := range ways {
		_, _ = fmt.Fprintf(t, "  %s\t%s\t%s\n", x.Role, x.URL, x.Email)
	}
	_, _ = fmt.Fprintf(t, "\nA link works once. For another, write the address at %s/sign-in and read the mail.\nEvery mail it sends is at %s/mailbox. Ctrl-C ends it, and nothing is kept.\n", url, url)
	return t.Flush()
}
