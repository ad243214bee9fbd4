package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// weight adds up what a browser fetches to show a page for the first time.
func (b *bench) weight(ctx context.Context) error {
	s, err := b.demonstrate(ctx, filepath.Join(b.dir, "weight"))
	if err != nil {
		return err
	}
	defer s.stop()
	r, err := newReader(ctx, s.url)
	if err != nil {
		return err
	}
	if err := r.load(b, "First load of /sign-in, assets included", "/sign-in"); err != nil {
		return err
	}
	if r, err = newReader(ctx, s.url); err != nil {
		return err
	}
	if err := r.signIn(s.signIn["coordinator"]); err != nil {
		return err
	}
	_, home, err := r.get("/hats")
	if err != nil {
		return err
	}
	overview := programmePath.FindString(home)
	if overview == "" {
		return errors.New("the coordinator has no programme")
	}
	if r, err = r.again(); err != nil {
		return err
	}
	return r.load(b, "First load of the coordinator's overview, assets included", overview)
}

// reader fetches as a browser does, and counts what comes over the wire, headers included.
type reader struct {
	ctx    context.Context
	base   string
	client *http.Client
	wire   atomic.Int64
}

type counting struct {
	net.Conn
	n *atomic.Int64
}

func (c counting) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func newReader(ctx context.Context, base string) (*reader, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, base: base}
	r.client = &http.Client{Jar: jar, Transport: &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return counting{c, &r.wire}, err
	}}}
	return r, nil
}

// get fetches an address; the bytes it took and, unpacked, the text.
func (r *reader) get(path string) (int, string, error) {
	before := r.wire.Load()
	req, err := http.NewRequestWithContext(r.ctx, http.MethodGet, r.base+path, nil)
	if err != nil {
		return 0, "", err
	}
	res, err := r.client.Do(req) // Go's transport asks for gzip and unpacks it, as a browser does
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d", path, res.StatusCode)
	}
	return int(r.wire.Load() - before), string(body), err
}

// again is the same visitor with a connection that nothing has gone over yet.
func (r *reader) again() (*reader, error) {
	fresh, err := newReader(r.ctx, r.base)
	if err == nil {
		fresh.client.Jar = r.client.Jar
	}
	return fresh, err
}

// signIn spends a sign-in link.
func (r *reader) signIn(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Path == "" {
		return fmt.Errorf("no sign-in link: %q", link)
	}
	req, err := http.NewRequestWithContext(r.ctx, http.MethodPost, r.base+u.Path, strings.NewReader(""))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := r.client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK || strings.HasPrefix(res.Request.URL.Path, "/sign-in") {
		return fmt.Errorf("signing in ends at %s with %d", res.Request.URL.Path, res.StatusCode)
	}
	return nil
}

var (
	programmePath = regexp.MustCompile(`/p/[0-9a-f]{8}-[0-9a-f-]{27}`)

	asset = regexp.MustCompile(`<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"`)
	face  = regexp.MustCompile(`@font-face\{[^}]*url\(([^)]+)\)[^}]*unicode-range:([^;}]+)`)
)

// load prints the sum of a page and all that it needs.
func (r *reader) load(b *bench, name, path string) error {
	sum, page, err := r.get(path)
	if err != nil {
		return err
	}
	b.detail("%7d  %s", sum, path)
	var wanted []string
	for _, m := range asset.FindAllStringSubmatch(page, -1) {
		wanted = append(wanted, m[1])
	}
	for i := 0; i < len(wanted); i++ { // a style sheet adds its fonts at the end
		if slices.Contains(wanted[:i], wanted[i]) {
			continue
		}
		n, text, err := r.get(wanted[i])
		if err != nil {
			return err
		}
		sum += n
		b.detail("%7d  %s", n, wanted[i])
		if strings.HasSuffix(wanted[i], ".css") {
			wanted = append(wanted, fonts(text, page)...)
		}
	}
	b.say(line{name: name, figure: float64(sum) / 1000, unit: "kB", most: 120})
	return nil
}

// fonts gives the fonts of a style sheet that have a letter of the page: no fewer than a browser loads.
func fonts(css, page string) (out []string) {
	for _, m := range face.FindAllStringSubmatch(css, -1) {
		if strings.ContainsFunc(page, func(c rune) bool { return within(c, m[2]) }) {
			out = append(out, strings.Trim(m[1], `"'`))
		}
	}
	return out
}

// within tells whether a unicode-range such as "U+0-FF,U+131,U+2??" has a letter.
func within(c rune, ranges string) bool {
	for part := range strings.SplitSeq(ranges, ",") {
		low, high, two := strings.Cut(strings.TrimPrefix(strings.TrimSpace(part), "U+"), "-")
		if !two {
			low, high = strings.ReplaceAll(low, "?", "0"), strings.ReplaceAll(low, "?", "F")
		}
		from, err1 := strconv.ParseInt(low, 16, 32)
		to, err2 := strconv.ParseInt(high, 16, 32)
		if err1 == nil && err2 == nil && int64(c) >= from && int64(c) <= to {
			return true
		}
	}
	return false
}
