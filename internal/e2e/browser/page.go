package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

//go:embed find.js
var finder string

// patience is how long a page may take before a journey gives up.
const patience = 20 * time.Second

// Page is one visitor's window.
type Page struct {
	ctx  context.Context
	stop context.CancelFunc
	look Look

	mu         sync.Mutex
	complaints []string
}

// Close ends the visit.
func (p *Page) Close() { p.stop() }

// Complaints are what the browser had against the pages so far: blocked content, failed scripts.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.complaints...)
}

// Open goes to an address and waits until it is there.
func (p *Page) Open(url string) error {
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	return chromedp.Do(ctx, chromedp.Navigate(url))
}

// URL is the present address.
func (p *Page) URL() (string, error) { return chromedp.Run(p.ctx, chromedp.Location()) }

// Status is the HTTP status with which the present page came.
func (p *Page) Status() (int, error) {
	return eval[int](p, `performance.getEntriesByType("navigation")[0]?.responseStatus || 0`)
}

// Text is everything a person can read on the page, in one line.
func (p *Page) Text() (string, error) { return eval[string](p, finder+`; __find.text()`) }

// See waits until the page shows the words.
func (p *Page) See(words string) error {
	return p.until(fmt.Sprintf("the page shows %q", words), finder+`; __find.text().includes(`+quote(clean(words))+`)`)
}

// Click presses a button or follows a link by its words, and waits for the page that comes.
func (p *Page) Click(words string) error {
	return p.leave("click "+words, `__find.act(`+quote(words)+`)`, `el.click()`)
}

// ClickIn is Click within the smallest row, item or section that holds the other words: "the button 'Lock' at 'Sofie'".
func (p *Page) ClickIn(within, words string) error {
	return p.leave("click "+words+" at "+within, `(() => {
		const boxes = [...document.querySelectorAll("tr, li, article, section, form, .sheet")].filter((e) => __find.clean(e.innerText).includes(`+quote(within)+`));
		const inner = boxes.filter((b) => !boxes.some((o) => o !== b && b.contains(o) && __find.act(`+quote(words)+`).some((a) => o.contains(a))));
		return __find.act(`+quote(words)+`).filter((a) => inner.some((b) => b.contains(a)));
	})()`, `el.click()`)
}

// Press is Click on something that stays on the page: a menu, a fold-out, a dialog.
func (p *Page) Press(words string) error {
	_, err := p.do("press "+words, `__find.act(`+quote(words)+`)`, `el.click(); return "ok"`)
	return err
}

// Confirm answers the dialog that asks whether one is sure.
func (p *Page) Confirm() error {
	return p.leave("confirm", `[...document.querySelectorAll("dialog[open] [data-confirm-yes]")]`, `el.click()`)
}

// Fill writes into a field that is named by its question, its name or its id.
func (p *Page) Fill(field, value string) error {
	_, err := p.do("fill "+field, `__find.field(`+quote(field)+`)`, `
		el.focus(); el.value = `+quote(value)+`;
		if (el.value !== `+quote(value)+` && el.tagName !== "TEXTAREA") throw new Error("the field holds " + el.value);
		el.dispatchEvent(new Event("input", {bubbles: true})); el.dispatchEvent(new Event("change", {bubbles: true})); return "ok"`)
	return err
}

// Select picks an option of a select by its words or its value.
func (p *Page) Select(field, option string) error {
	_, err := p.do("select "+field, `__find.field(`+quote(field)+`)`, `
		const o = [...el.options].find((o) => o.value === `+quote(option)+`) || [...el.options].find((o) => __find.clean(o.text) === `+quote(option)+`) || [...el.options].find((o) => __find.clean(o.text).includes(`+quote(option)+`));
		if (!o) throw new Error("no such option; there are: " + [...el.options].map((o) => o.text).join(" | "));
		el.value = o.value; el.dispatchEvent(new Event("change", {bubbles: true})); return "ok"`)
	return err
}

// Choose ticks a box or picks a choice of a question by its words or its value.
func (p *Page) Choose(question, option string) error {
	_, err := p.do("choose "+option+" at "+question, `__find.choice(`+quote(question)+`, `+quote(option)+`)`, `if (!el.checked) el.click(); return "ok"`)
	return err
}

// Check ticks a single box by its words.
func (p *Page) Check(words string) error {
	_, err := p.do("check "+words, `__find.field(`+quote(words)+`)`, `if (!el.checked) el.click(); return "ok"`)
	return err
}

// Upload gives a file to a file field.
func (p *Page) Upload(field, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if _, err := p.do("upload to "+field, `__find.field(`+quote(field)+`)`, `el.setAttribute("data-upload-here", ""); return "ok"`); err != nil {
		return err
	}
	return chromedp.Do(p.ctx, chromedp.SetUploadFiles(chromedp.CSS("[data-upload-here]"), []string{full}))
}

// Wide says by how many pixels the page is wider than the window; 0 is right.
func (p *Page) Wide() (int, error) {
	return eval[int](p, `Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)`)
}

// Eval runs a script that gives a text.
func (p *Page) Eval(script string) (string, error) { return eval[string](p, script) }

// Enter follows a sign-in link and presses the one button behind it.
func (p *Page) Enter(link string) error {
	if err := p.Open(link); err != nil {
		return err
	}
	return p.leave("enter", `[...document.querySelectorAll("main form button")]`, `el.click()`)
}

// Language changes the language of the present page, as the button at its foot does.
func (p *Page) Language(lang string) error {
	now, err := p.Eval(`document.documentElement.lang`)
	if err != nil || now == lang {
		return err
	}
	return p.leave("language", `[...document.querySelectorAll("footer form[action^='/language'] button, footer [hreflang='`+lang+`'], footer button[lang='`+lang+`']")]`, `el.click()`)
}

// Shot writes a picture of the whole page.
func (p *Page) Shot(file string) error { return p.picture(file, chromedp.FullScreenshot(100)) }

// Frame writes a picture of what the window shows.
func (p *Page) Frame(file string) error { return p.picture(file, chromedp.CaptureScreenshot()) }

func (p *Page) picture(file string, take chromedp.Action[[]byte]) error {
	png, err := chromedp.Run(p.ctx, take)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	return os.WriteFile(file, png, 0o644)
}

// do finds one element and acts on it.
func (p *Page) do(what, find, act string) (string, error) {
	script := finder + `; (() => { const all = ` + find + `; const el = all[0]; if (!el) return "none"; el.scrollIntoView({block: "center"}); if (el.disabled) return "disabled"; ` + act + ` })()`
	var last string
	err := p.retry(what, func() (bool, error) {
		s, err := eval[string](p, script)
		last = s
		return s != "none" && s != "disabled", err
	})
	if err != nil && last == "none" {
		return "", fmt.Errorf("%s: nothing on the page is called so: %w", what, p.where())
	}
	return last, err
}

// leave acts on an element and waits until another page has loaded.
func (p *Page) leave(what, find, act string) error {
	if _, err := p.do(what, find, `window.__old = true; setTimeout(() => { `+act+` }, 0); return "ok"`); err != nil {
		return err
	}
	return p.until(what+" leads on", `!window.__old && document.readyState === "complete"`)
}

func (p *Page) until(what, condition string) error {
	err := p.retry(what, func() (bool, error) { return eval[bool](p, condition) })
	if err != nil {
		return fmt.Errorf("%s: %w; %w", what, err, p.where())
	}
	return nil
}

var errPatience = errors.New("it took too long")

func (p *Page) retry(what string, f func() (bool, error)) error {
	deadline := time.Now().Add(patience)
	var last error
	for time.Now().Before(deadline) {
		ok, err := f()
		if ok && err == nil {
			return nil
		}
		last = err
		if err != nil && strings.Contains(err.Error(), "Error:") { // the page's own objection, not a page on its way out
			return fmt.Errorf("%s: %w", what, err)
		}
		select {
		case <-p.ctx.Done():
			return p.ctx.Err()
		case <-time.After(40 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s: %w", what, errors.Join(errPatience, last))
}

// where tells what the page says, for an error that a person must understand.
func (p *Page) where() error {
	url, _ := p.URL()
	text, _ := p.Text()
	if r := []rune(text); len(r) > 1200 {
		text = string(r[:1200]) + " ..."
	}
	return fmt.Errorf("at %s, which says: %s", url, text)
}

func eval[T any](p *Page, script string) (T, error) {
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script))
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
