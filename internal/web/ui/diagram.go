package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/web/assets"
)

// Diagram sets one of the method's drawings into the page, in the page's language, so that it follows the theme:
// "assumption-layers", "conversation-map", "four-phases", "kolb-schoen" or "nine-roles".
func Diagram(p Page, name string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		lang := "en"
		if p.Lang == "da" {
			lang = "da"
		}
		svg, ok := assets.Bytes("diagrams/" + name + "." + lang + ".svg")
		if !ok {
			return fmt.Errorf("ui: no diagram %q", name)
		}
		_, err := w.Write(svg)
		return err
	})
}
