package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed axe.min.js
var axe string

// Violation is one thing that axe-core found against a page.
type Violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target  []any  `json:"target"`
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.ID, v.Help)
	for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
		fmt.Fprintf(&b, "\n    %v %.160s\n      %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", " "))
	}
	return b.String()
}

// Axe checks the page by the rules of WCAG 2.0 to 2.2 A and AA and good practice. The window is made as tall as the page for it: what
// the dock covers at one moment of scrolling is no fault of the page.
func (p *Page) Axe() (found []Violation, err error) {
	ctx, stop := context.WithTimeout(p.ctx, patience)
	defer stop()
	height, err := eval[int](p, `document.documentElement.scrollHeight`)
	if err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(p.look.Width, max(p.look.Height, int64(height)))); err != nil {
		return nil, err
	}
	defer func() {
		err = errors.Join(err, chromedp.Do(ctx, chromedp.EmulateViewport(p.look.Width, p.look.Height)))
	}()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		return nil, err
	}
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, {runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"], resultTypes: ["violations"]}).then((r) => JSON.stringify(r.violations))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal([]byte(raw), &found)
	return found, err
}
