package i18n

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// Explain says an error in words: its faults in the language, or, where there is none, what the error itself says. For a console; a
// visitor never reads an untyped error.
func Explain(lang Lang, err error) string {
	var out []string
	for _, f := range fault.List(err) {
		out = append(out, T(lang, f.Key, f.Args...))
	}
	if len(out) == 0 {
		return err.Error()
	}
	return strings.Join(out, " ")
}
