// Command pgrun starts a throw-away PostgreSQL server, runs a command with MENTORSKAB_TEST_POSTGRES set, and stops the server.
//
//	pgrun [--optional] command args...
//
// Without PostgreSQL's programs it says what to install and fails; with --optional it runs the command without a server.
package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	optional := len(args) > 0 && args[0] == "--optional"
	if optional {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: pgrun [--optional] command args...")
		return 2
	}
	env := os.Environ()
	url, stop, err := start()
	switch {
	case err == nil:
		defer stop()
		env = append(env, "MENTORSKAB_TEST_POSTGRES="+url)
	case optional:
		fmt.Fprintln(os.Stderr, "!!! no PostgreSQL:", err)
	default:
		fmt.Fprintln(os.Stderr, "pgrun:", err)
		return 1
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	signal.Ignore(os.Interrupt) // the child gets it too; the server must still be stopped
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		fmt.Fprintln(os.Stderr, "pgrun:", err)
		return 1
	}
	return 0
}

// start makes a cluster in a temporary folder. initdb refuses root, so root hands it to the postgres user.
func start() (url string, stop func(), err error) {
	initdb, err := find("initdb")
	if err != nil {
		return "", nil, err
	}
	ctl, err := find("pg_ctl")
	if err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp("", "pgrun")
	if err != nil {
		return "", nil, err
	}
	var as []string
	if os.Geteuid() == 0 {
		as = []string{"runuser", "-u", "postgres", "--"}
		if out, err := exec.Command("chown", "postgres", dir).CombinedOutput(); err != nil {
			return "", nil, fmt.Errorf("no postgres user: %s", out)
		}
	}
	do := func(args ...string) error {
		args = slices.Concat(as, args)
		c := exec.Command(args[0], args[1:]...)
		c.Dir = dir
		out, err := os.CreateTemp("", "pgrun-log") // a file: pg_ctl's server would keep a pipe open
		if err != nil {
			return err
		}
		defer func() { _ = out.Close(); _ = os.Remove(out.Name()) }()
		c.Stdout, c.Stderr = out, out
		if err := c.Run(); err != nil {
			said, _ := os.ReadFile(out.Name())
			return fmt.Errorf("%v: %w\n%s", args, err, said)
		}
		return nil
	}
	data := filepath.Join(dir, "data")
	if err := do(initdb, "-D", data, "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"); err != nil {
		return "", nil, err
	}
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	options := fmt.Sprintf("-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300", port, dir)
	if err := do(ctl, "-D", data, "-w", "-o", options, "start"); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = do(ctl, "-D", data, "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTERM)
	go func() { <-c; stop(); os.Exit(143) }()
	return "postgres://postgres@127.0.0.1:" + strconv.Itoa(port) + "/postgres?sslmode=disable", stop, nil
}

func find(name string) (string, error) {
	if p, err := exec.LookPath(name); err == nil {
		return p, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", fmt.Errorf("%s not found: install PostgreSQL's server programs (Debian: apt-get install postgresql)", name)
	}
	slices.Sort(found)
	return found[len(found)-1], nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
