package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/mentorskab/mentorskab/internal/clock"
)

// Lang is a language of the program.
type Lang string

// The languages. Danish is the first: it is what an unknown visitor gets.
const (
	Danish  Lang = "da"
	English Lang = "en"
)

// Langs is every language, first the default.
var Langs = []Lang{Danish, English}

// Parse accepts a language code and falls back to Danish.
func Parse(s string) Lang {
	if Lang(s) == English {
		return English
	}
	return Danish
}

// Other is the language a visitor can change to.
func (l Lang) Other() Lang {
	if l == English {
		return Danish
	}
	return English
}

//go:embed locales/*.toml
var files embed.FS

type catalogue map[string]string

var load = sync.OnceValue(func() map[Lang]catalogue {
	all, err := read(files)
	if err != nil {
		panic(err) // embedded at build time and read by a test: cannot differ at run time
	}
	return all
})

func read(fsys fs.FS) (map[Lang]catalogue, error) {
	all := map[Lang]catalogue{}
	for _, lang := range Langs {
		all[lang] = catalogue{}
		names, err := fs.Glob(fsys, "locales/*."+string(lang)+".toml")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			body, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			var part map[string]string
			if err := toml.Unmarshal(body, &part); err != nil {
				return nil, fmt.Errorf("i18n: %s: %w", name, err)
			}
			for k, v := range part {
				if _, twice := all[lang][k]; twice {
					return nil, fmt.Errorf("i18n: %s: %q is in two files", name, k)
				}
				all[lang][k] = v
			}
		}
	}
	return all, nil
}

// Keys returns every key of a language, sorted.
func Keys(lang Lang) []string {
	out := make([]string, 0, len(load()[lang]))
	for k := range load()[lang] {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Has tells whether a key has a text.
func Has(lang Lang, key string) bool {
	c := load()[lang]
	_, ok := c[key]
	if !ok {
		_, ok = c[key+".other"]
	}
	return ok
}

var placeholder = regexp.MustCompile(`\{([a-z_0-9]+)\}`)

// Placeholders returns the names in a text, sorted and without doubles.
func Placeholders(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// T returns the text of key in lang; args are name, value pairs. A missing text shows its key in double brackets, which tests look for.
func T(lang Lang, key string, args ...any) string {
	c := load()[lang]
	text, ok := c[key]
	if !ok {
		form := ".other"
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == "n" && fmt.Sprint(args[i+1]) == "1" {
				form = ".one"
			}
		}
		if text, ok = c[key+form]; !ok {
			return "⟦" + key + "⟧"
		}
	}
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		name := s[1 : len(s)-1]
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				return value(lang, args[i+1])
			}
		}
		return s
	})
}

// Key is an argument that is itself a text: T("fault.required", "field", Key("person.email")).
type Key string

// Share is an argument from 0 to 1 that is written as whole percent.
type Share float64

func value(lang Lang, v any) string {
	switch v := v.(type) {
	case Key:
		return T(lang, string(v))
	case int:
		return Integer(lang, int64(v))
	case int64:
		return Integer(lang, v)
	case float64:
		return Decimal(lang, v, 1)
	case Share:
		return Percent(lang, float64(v))
	case clock.Date:
		return Date(lang, v)
	case error:
		return v.Error()
	}
	return fmt.Sprint(v)
}

// For returns T bound to one language, the shape that pages carry.
func For(lang Lang) func(key string, args ...any) string {
	return func(key string, args ...any) string { return T(lang, key, args...) }
}
