// Command look opens pages as a person sees them - wide and on a phone, light and dark, Danish and English - writes a picture of
// each and says what axe-core and the browser have against it.
//
//	look -out DIR [-signin URL] URL...
//
// A page is opened after the sign-in link, when one is given, in the same window.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/mentorskab/mentorskab/internal/e2e/browser"
)

func main() { os.Exit(run()) }

func run() int {
	out := flag.String("out", "", "folder for the pictures; none are written without it")
	signIn := flag.String("signin", "", "address of a sign-in link to use first")
	quick := flag.Bool("quick", false, "wide and light, Danish only")
	flag.Parse()
	b, err := browser.Start(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, "look:", err)
		return 1
	}
	defer b.Close()
	page, err := b.Page(browser.Desktop)
	if err != nil {
		fmt.Fprintln(os.Stderr, "look:", err)
		return 1
	}
	defer page.Close()
	if *signIn != "" {
		if err := page.Enter(*signIn); err != nil {
			fmt.Fprintln(os.Stderr, "look:", err)
			return 1
		}
	}
	bad := 0
	for _, address := range flag.Args() {
		for _, lang := range []string{"da", "en"} {
			for _, size := range []browser.Look{browser.Desktop, browser.Phone} {
				for _, dark := range []bool{false, true} {
					if *quick && (lang != "da" || dark || size != browser.Desktop) {
						continue
					}
					size.Dark, size.Lang = dark, lang
					n, err := look(page, address, size, *out)
					if err != nil {
						fmt.Fprintln(os.Stderr, "look:", address, err)
						return 1
					}
					bad += n
				}
			}
		}
	}
	if bad > 0 {
		return 1
	}
	return 0
}

var unsafe = regexp.MustCompile(`[^a-z0-9]+`)

func look(p *browser.Page, address string, l browser.Look, out string) (bad int, err error) {
	if err := p.Look(l); err != nil {
		return 0, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return 0, err
	}
	if err := p.Open(address); err != nil {
		return 0, err
	}
	if err := p.Language(l.Lang); err != nil {
		return 0, err
	}
	name := fmt.Sprintf("%s-%d-%s-%s.png", strings.Trim(unsafe.ReplaceAllString(strings.ToLower(u.Path), "-"), "-"), l.Width, l.Lang, map[bool]string{true: "dark", false: "light"}[l.Dark])
	if out != "" {
		if err := p.Shot(filepath.Join(out, name)); err != nil {
			return 0, err
		}
	}
	violations, err := p.Axe()
	if err != nil {
		return 0, err
	}
	for _, v := range violations {
		fmt.Println(name, v)
	}
	wide, err := p.Wide()
	if err != nil {
		return 0, err
	}
	if wide > 0 {
		fmt.Printf("%s: %d px wider than the window\n", name, wide)
		bad++
	}
	text, err := p.Text()
	if err != nil {
		return 0, err
	}
	if strings.Contains(text, "⟦") {
		fmt.Printf("%s: a text is missing: %s\n", name, text[strings.Index(text, "⟦"):][:min(80, len(text)-strings.Index(text, "⟦"))])
		bad++
	}
	for _, c := range p.Complaints() {
		fmt.Println(name, "browser:", c)
		bad++
	}
	return bad + len(violations), nil
}
