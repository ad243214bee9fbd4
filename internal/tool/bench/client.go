package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// client is one browser. Each has an address of its own among 127.0.0.0/8, for the site counts how often an address writes.
type client struct{ http *http.Client }

func newClient(n int) *client {
	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, byte(1+n/200), byte(1+n%200))}, Timeout: 5 * time.Second}
	return &client{&http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{DialContext: from.DialContext, MaxIdleConnsPerHost: 6, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// step is one visit to one page.
type step struct {
	page, method, path string
	form               url.Values
	want               int
}

// visit does a step and reads the whole answer; anything but the wanted status is an error, and so is being sent to the sign-in page.
func (c *client) visit(ctx context.Context, base, token string, s step) error {
	r, err := http.NewRequestWithContext(ctx, s.method, base+s.path, strings.NewReader(s.form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	if s.method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: token})
	}
	res, err := c.http.Do(r)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	_, err = io.Copy(&body, res.Body)
	_ = res.Body.Close()
	switch {
	case err != nil:
		return fmt.Errorf("%s %s: %w", s.method, s.path, err)
	case res.StatusCode != s.want || strings.HasPrefix(res.Header.Get("Location"), "/sign-in"):
		return fmt.Errorf("%s %s: %d %s", s.method, s.path, res.StatusCode, res.Header.Get("Location"))
	case body.Len() == 0 && res.StatusCode == http.StatusOK:
		return fmt.Errorf("%s %s: empty", s.method, s.path)
	}
	return nil
}
