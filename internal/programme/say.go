package programme

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Say is one sentence to be written in the reader's language.
type Say struct {
	Key  string
	Args []any
}

func say(key string, args ...any) Say { return Say{key, args} }

// In writes the sentence.
func (s Say) In(lang i18n.Lang) string { return i18n.T(lang, s.Key, s.Args...) }

// Sentences joins several.
func Sentences(lang i18n.Lang, all []Say) string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, s.In(lang))
	}
	return strings.Join(out, " ")
}
