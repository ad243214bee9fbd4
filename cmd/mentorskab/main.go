// Command mentorskab runs mentoring programmes: the web site, a demonstration of it, and its engines on the command line.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

type commands struct {
	Serve   serveCommand   `cmd:"" help:"Serve the site. Settings come from the environment or a file: see config describe."`
	Demo    demoCommand    `cmd:"" help:"Serve a demonstration with invented people, and print a sign-in link for each role."`
	Config  configCommand  `cmd:"" help:"About the settings."`
	Assign  assignCommand  `cmd:"" help:"Solve an assignment instance to a proven optimum."`
	Match   matchCommand   `cmd:"" help:"Match mentors and mentees from spreadsheets, without a server."`
	Replay  replayCommand  `cmd:"" help:"Solve a stored run again and say whether the same comes out."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

type versionCommand struct{}

func (versionCommand) Run() error {
	fmt.Println("mentorskab", version())
	return nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("mentorskab"), kong.Description("Mentoring programmes: from a spreadsheet to matched pairs, meetings and a report."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.UsageOnError())
	if err := k.Run(); err != nil {
		k.Fatalf("%s", i18n.Explain(i18n.English, err))
	}
}
