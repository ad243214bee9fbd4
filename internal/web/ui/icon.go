package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

const (
	iconHead = `<svg xmlns="http://www.w3.org/2000/svg" class="`
	iconTail = `" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">`
)

// Icon draws one of the icons named in ../assets/src/icons.txt. It is decoration: a word always stands beside it.
// An unknown name draws nothing; TestIconsExist finds such names in the pages.
func Icon(name string) templ.Component { return IconClass(name, "ti") }

// IconClass is Icon with its own classes instead of "ti".
func IconClass(name, class string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		paths, ok := iconPaths[name]
		if !ok {
			return nil
		}
		_, err := io.WriteString(w, iconHead+templ.EscapeString(class)+iconTail+paths+`</svg>`)
		return err
	})
}

// HasIcon tells whether the kit knows an icon.
func HasIcon(name string) bool { _, ok := iconPaths[name]; return ok }
