// Command shots takes the pictures of docs/screenshots from a demonstration that it starts itself.
//
//	shots -out docs/screenshots
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/mentorskab/mentorskab/internal/e2e/browser"
)

// picture is one page as somebody sees it, as far down as the window goes.
type picture struct {
	name, role, lang string
	look             browser.Look
	path             string // with {leadership} or {projects} for a programme
}

var phone = browser.Look{Width: 390, Height: 844}

func wide(height int64) browser.Look { return browser.Look{Width: 1280, Height: height} }

var pictures = []picture{
	{name: "overview-en", role: "coordinator", lang: "en", look: wide(1100), path: "/p/{leadership}"},
	{name: "match-en", role: "coordinator", lang: "en", look: wide(1200), path: "/p/{projects}/match"},
	{name: "sponsor-en", role: "sponsor", lang: "en", look: wide(1000), path: "/p/{leadership}/sponsor"},
	{name: "mentee-phone-da", role: "mentee", lang: "da", look: phone, path: "/"},
	{name: "overview-phone-dark-da", role: "coordinator", lang: "da", look: browser.Look{Width: 390, Height: 844, Dark: true}, path: "/p/{leadership}"},
}

func main() {
	out := flag.String("out", "docs/screenshots", "folder for the pictures")
	flag.Parse()
	if err := run(context.Background(), *out); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

type house struct {
	URL    string            `json:"url"`
	SignIn map[string]string `json:"signin"`
}

func run(ctx context.Context, out string) error {
	dir, err := os.MkdirTemp("", "shots")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	cmd := exec.CommandContext(ctx, "bin/mentorskab", "demo", "--addr", "127.0.0.1:0", "--dir", dir, "--json")
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() }()
	line, err := bufio.NewReader(pipe).ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("the demonstration did not start: %w", err)
	}
	var h house
	if err := json.Unmarshal(line, &h); err != nil {
		return err
	}
	b, err := browser.Start(ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	visitors := map[string]*browser.Page{}
	for _, p := range pictures {
		if visitors[p.role] == nil {
			if visitors[p.role], err = enter(b, h.SignIn[p.role]); err != nil {
				return fmt.Errorf("%s: %w", p.role, err)
			}
		}
		if err := take(visitors[p.role], h.URL, p, filepath.Join(out, p.name+".png")); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Println(filepath.Join(out, p.name+".png"))
	}
	return nil
}

func enter(b *browser.Browser, link string) (*browser.Page, error) {
	p, err := b.Page(browser.Desktop)
	if err != nil {
		return nil, err
	}
	return p, p.Enter(link)
}

func take(p *browser.Page, base string, what picture, file string) error {
	what.look.Lang = what.lang
	if err := p.Look(what.look); err != nil {
		return err
	}
	path := what.path
	for key, words := range map[string]string{"leadership": "Nye ledere", "projects": "Projektledere"} {
		if !strings.Contains(path, "{"+key+"}") {
			continue
		}
		if err := p.Open(base + "/hats"); err != nil {
			return err
		}
		id, err := p.Eval(`[...document.querySelectorAll("a[href*='/p/']")].filter((a) => a.textContent.includes("` + words + `")).map((a) => a.getAttribute("href").match(/\/p\/([^/]+)/)[1])[0] || ""`)
		if err != nil || id == "" {
			return fmt.Errorf("no programme %q: %w", words, err)
		}
		path = strings.ReplaceAll(path, "{"+key+"}", id)
	}
	if err := p.Open(base + path); err != nil {
		return err
	}
	if err := p.Language(what.lang); err != nil {
		return err
	}
	return p.Frame(file)
}
