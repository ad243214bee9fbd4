package value

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Separator finds what stands between the entries of the lists in a column. A semicolon anywhere decides, for then a comma belongs
// to the words: "Netværk, også i udlandet" is one choice.
func Separator(cells []string) string {
	var count [5]int
	marks := [...]string{";", "|", "\n", "/", ","}
	for _, c := range cells {
		for i, m := range marks {
			if strings.Contains(strings.TrimSpace(c), m) {
				count[i]++
			}
		}
	}
	for i, m := range marks[:3] {
		if count[i] > 0 {
			return m
		}
	}
	if count[3] > count[4] {
		return "/"
	}
	return ","
}

// List cuts a cell into its entries, each on one line, none twice.
func List(cell, separator string) []string {
	var out []string
	for _, e := range strings.Split(cell, separator) {
		e, _ = Line(strings.Trim(e, " \t\r\n•·*"))
		if e == "" || None(e) || slices.ContainsFunc(out, func(o string) bool { return Fold(o) == Fold(e) }) {
			continue
		}
		out = append(out, e)
	}
	return out
}

// None tells whether a word says that there is nothing: a dash, none, ingen.
func None(s string) bool {
	switch Fold(strings.Trim(s, ".!")) {
	case "", "-", "–", "—", "ingen", "intet", "nej", "no", "none", "nobody", "nope", "n/a", "na", "ikke relevant", "nej tak", "not applicable", "nothing", "0":
		return true
	}
	return false
}

var anyMark = regexp.MustCompile(`[;,/|\n\r•·]|\s+(?:og|and|samt|&|\+)\s+`)

// Words cuts a cell wherever an entry of a closed list may end, whatever mark was used.
func Words(cell string) []string {
	var out []string
	for _, e := range anyMark.Split(cell, -1) {
		if e, _ = Line(e); e != "" && !None(e) {
			out = append(out, e)
		}
	}
	return out
}

var rank = regexp.MustCompile(`^(\d{1,2})\s*[.):-]\s*(.+)$`)

// Ranked sorts entries that carry a number, "2. Coach, 1. Ven", and takes the numbers off.
func Ranked(entries []string) []string {
	type entry struct {
		n    int
		text string
	}
	all := make([]entry, len(entries))
	for i, e := range entries {
		all[i] = entry{100 + i, e}
		if m := rank.FindStringSubmatch(e); m != nil {
			n, _ := strconv.Atoi(m[1])
			all[i] = entry{n, m[2]}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return a.n - b.n })
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = e.text
	}
	return out
}

// Answer is a yes or a no.
type Answer uint8

// The answers.
const (
	NoAnswer Answer = iota
	Yes
	No
	Neither // a word that is none of the two
)

// YesNo reads yes and no as people tick them.
func YesNo(cell string) Answer {
	s := Fold(strings.Trim(cell, " .!"))
	switch s {
	case "":
		return NoAnswer
	case "ja", "yes", "y", "j", "x", "1", "true", "sand", "sandt", "✓", "✔", "☑", "v", "ok":
		return Yes
	case "nej", "no", "n", "0", "false", "falsk", "-", "–", "☐":
		return No
	}
	first, _, _ := strings.Cut(strings.NewReplacer(",", " ", ";", " ", ":", " ", ".", " ", "-", " ").Replace(s), " ")
	switch first {
	case "ja", "yes":
		return Yes
	case "nej", "no":
		return No
	}
	return Neither
}
