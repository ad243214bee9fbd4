package main

import (
	"context"
	"os"

	"github.com/mentorskab/mentorskab/internal/app"
)

type serveCommand struct{}

// Run serves until it is told to stop.
func (serveCommand) Run(ctx context.Context) (err error) {
	config, err := app.Load(os.Environ())
	if err != nil {
		return err
	}
	m := &app.Main{Config: config}
	if err := m.Open(ctx); err != nil {
		return err
	}
	return serveWith(ctx, m, func() error { return nil })
}

// serveWith runs an open program until ctx ends, and lets it finish what it does. ready is called once visitors can come.
func serveWith(ctx context.Context, m *app.Main, ready func() error) (err error) {
	defer func() {
		if closeErr := m.Close(); err == nil {
			err = closeErr
		}
	}()
	if err := m.Run(ctx); err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	return m.Wait(ctx)
}

type configCommand struct {
	Describe describeCommand `cmd:"" help:"Print every setting, its default and its meaning."`
}

type describeCommand struct{}

// Run prints the settings.
func (describeCommand) Run() error { return app.Describe(os.Stdout) }
