package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is the program itself, running.
type server struct {
	cmd    *exec.Cmd
	url    string
	signIn map[string]string // of a demonstration: role -> link
	took   time.Duration     // from the start of the process until it answered
	said   *bytes.Buffer     // its standard error; read it only after stop
}

// serve starts the program on an existing database and waits for its first answer.
func (b *bench) serve(ctx context.Context, database string, settings ...string) (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, err
	}
	s := &server{url: "http://" + address, said: &bytes.Buffer{}}
	s.cmd = exec.CommandContext(ctx, b.binary, "serve") //nolint:gosec // the program that the caller names
	s.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "MENTORSKAB_LISTEN=" + address, "MENTORSKAB_DATABASE=" + database}, settings...)
	s.cmd.Stderr = s.said
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < 30*time.Second {
		if err := s.answers(ctx, address); err == nil {
			s.took = time.Since(began)
			return s, nil
		}
		time.Sleep(200 * time.Microsecond)
	}
	s.stop()
	return nil, fmt.Errorf("the server does not answer: %s", s.said)
}

// answers asks for the sign-in page on a connection of its own and reads it whole.
func (s *server) answers(ctx context.Context, address string) error {
	t := &http.Transport{DisableKeepAlives: true}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/sign-in", nil)
	if err != nil {
		return err
	}
	res, err := t.RoundTrip(r)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, res.Body)
	if res.StatusCode != http.StatusOK {
		err = fmt.Errorf("/sign-in answers %d", res.StatusCode)
	}
	return errors.Join(err, res.Body.Close())
}

// demonstrate starts the demonstration in an empty folder and waits for its line.
func (b *bench) demonstrate(ctx context.Context, dir string) (*server, error) {
	s := &server{said: &bytes.Buffer{}}
	s.cmd = exec.CommandContext(ctx, b.binary, "demo", "--addr", "127.0.0.1:0", "--json", "--dir", dir) //nolint:gosec // the program that the caller names
	s.cmd.Stderr = s.said
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	text, err := bufio.NewReader(out).ReadBytes('\n')
	s.took = time.Since(began)
	var told struct {
		URL    string            `json:"url"`
		SignIn map[string]string `json:"signin"`
	}
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("demo: %w: %s", err, s.said)
	}
	s.url, s.signIn = told.URL, told.SignIn
	return s, nil
}

// memory is what the process holds in memory now, in MB; an error where there is no /proc.
func (s *server) memory() (float64, error) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/status")
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			kB, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 64)
			return kB * 1024 / 1e6, err
		}
	}
	return 0, errors.New("no VmRSS")
}

// worked is the processor time that the process has used so far; 0 where there is no /proc.
func (s *server) worked() time.Duration {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before it may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		return 0
	}
	return time.Duration(user+system) * 10 * time.Millisecond // Linux counts in hundredths of a second
}

// stop ends the program as an administrator would, and by force when it does not go.
func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	kill := time.AfterFunc(25*time.Second, func() { _ = s.cmd.Process.Kill() })
	_ = s.cmd.Wait() // it was told to end: how it does is no figure of ours
	kill.Stop()
}
