// Package browser drives a headless Chromium as a person would: by the words on buttons and fields. Journeys, checks of
// accessibility and pictures of pages are made with it.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Env names the browser to use; "none" means that there is none and tests say so.
const Env = "MENTORSKAB_BROWSER"

// ErrNone is that no Chromium was found.
var ErrNone = errors.New("no Chromium found: install it (Debian: apt-get install chromium) or name one in " + Env)

// Find gives the path of a Chromium.
func Find() (string, error) {
	if name := os.Getenv(Env); name == "none" {
		return "", ErrNone
	} else if name != "" {
		return name, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", ErrNone
}

// Browser is a running Chromium. Each Page of it is a visitor with cookies of their own.
type Browser struct {
	ctx  context.Context
	stop []context.CancelFunc
}

// Start runs a headless Chromium until Close.
func Start(parent context.Context) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(parent, opts...)
	ctx, stop := chromedp.NewContext(alloc)
	b := &Browser{ctx: ctx, stop: []context.CancelFunc{stop, stopAlloc}}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Close ends the browser.
func (b *Browser) Close() {
	for _, f := range b.stop {
		f()
	}
}

// Look is how a page is seen.
type Look struct {
	Width, Height int64
	Dark          bool
	Lang          string // what the browser asks for; "da" when empty
}

// The two sizes that every page is looked at in.
var (
	Desktop = Look{Width: 1280, Height: 900}
	Phone   = Look{Width: 390, Height: 844}
)

// Page opens a window for a new visitor.
func (b *Browser) Page(look Look) (*Page, error) {
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	p := &Page{ctx: ctx, stop: stop}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		stop()
		return nil, err
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		stop()
		return nil, err
	}
	if _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); err != nil {
		stop()
		return nil, err
	}
	return p, p.Look(look)
}

// hear keeps what the browser complains about: blocked content, failed scripts.
func (p *Page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError && e.Entry.Source != cdplog.EntrySourceNetwork {
			p.complaints = append(p.complaints, string(e.Entry.Source)+": "+e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, "script: "+e.ExceptionDetails.Text)
	}
}

// Look sets the size, the colour scheme and the language the browser asks for.
func (p *Page) Look(look Look) error {
	p.look = look
	scheme := "light"
	if look.Dark {
		scheme = "dark"
	}
	if look.Lang == "" {
		look.Lang = "da"
	}
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(look.Width, look.Height)); err != nil {
		return err
	}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	}); err != nil {
		return err
	}
	_, err := chromedp.Call(p.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
		UserAgent: "Mozilla/5.0 (journey) Chrome", AcceptLanguage: look.Lang,
	})
	return err
}
