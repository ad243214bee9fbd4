package pair

import (
	"maps"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

// ChangeKind is what happened to a clause between two versions.
type ChangeKind string

// The kinds.
const (
	ClauseAdded   ChangeKind = "added"
	ClauseDropped ChangeKind = "dropped"
	ClauseChanged ChangeKind = "changed"
)

// Change is one clause that differs between two versions. Before or After is empty where it was not there.
type Change struct {
	Kind          ChangeKind
	Key           ClauseKey
	Before, After Clause
}

// Compare finds the clauses that differ, in the order of the newer version; those that are gone come last.
func Compare(before, after Agreement) []Change {
	old := map[ClauseKey]Clause{}
	for _, c := range before.Standing() {
		old[c.Key] = c
	}
	var out []Change
	for _, c := range after.Standing() {
		o, was := old[c.Key]
		delete(old, c.Key)
		switch {
		case !was:
			out = append(out, Change{ClauseAdded, c.Key, Clause{}, c})
		case !maps.Equal(o.Title, c.Title) || !maps.Equal(o.Text, c.Text):
			out = append(out, Change{ClauseChanged, c.Key, o, c})
		}
	}
	for _, c := range before.Standing() {
		if _, gone := old[c.Key]; gone {
			out = append(out, Change{ClauseDropped, c.Key, c, Clause{}})
		}
	}
	return out
}

// Piece is a stretch of words that is new, gone or the same.
type Piece struct {
	Text      string
	New, Gone bool
}

// Pieces sets the two texts of a changed clause against each other, word by word.
func (c Change) Pieces(lang i18n.Lang) []Piece {
	a, b := strings.Fields(c.Before.Text[lang]), strings.Fields(c.After.Text[lang])
	// same[i][j] is the length of the longest common run of words from a[i:] and b[j:]. Clauses are short: at most 2000 letters.
	same := make([][]int, len(a)+1)
	for i := range same {
		same[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				same[i][j] = same[i+1][j+1] + 1
			} else {
				same[i][j] = max(same[i+1][j], same[i][j+1])
			}
		}
	}
	var out []Piece
	add := func(p Piece) {
		if n := len(out); n > 0 && out[n-1].New == p.New && out[n-1].Gone == p.Gone {
			out[n-1].Text += " " + p.Text
			return
		}
		out = append(out, p)
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			add(Piece{Text: a[i]})
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || same[i+1][j] >= same[i][j+1]):
			add(Piece{Text: a[i], Gone: true})
			i++
		default:
			add(Piece{Text: b[j], New: true})
			j++
		}
	}
	return slices.Clip(out)
}
