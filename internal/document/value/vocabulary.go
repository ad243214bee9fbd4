package value

import "strings"

// Vocabulary is a closed list of words in Danish and English.
type Vocabulary struct {
	words map[string]term // folded word -> what it means
	long  []string        // words long enough to be recognised with a slip
}

type term struct {
	key    string
	da, en bool
}

// NewVocabulary makes a vocabulary. Each line is key: Danish words: English words, words separated by commas.
func NewVocabulary(lines ...string) *Vocabulary {
	v := &Vocabulary{words: map[string]term{}}
	for _, l := range lines {
		parts := strings.Split(l, ":")
		for i, words := range parts[1:] {
			for _, w := range strings.Split(words, ",") {
				if w = loose(w); w == "" {
					continue
				}
				t, there := v.words[w]
				if there && t.key != strings.TrimSpace(parts[0]) {
					continue // the first meaning of a word stays
				}
				t.key = strings.TrimSpace(parts[0])
				t.da, t.en = t.da || i == 0, t.en || i == 1
				v.words[w] = t
				if !there && len(w) >= 6 {
					v.long = append(v.long, w)
				}
			}
		}
	}
	return v
}

// loose folds a word and forgets hyphens and points in it.
func loose(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("-", " ", ".", " ", "’", "'", "_", " ").Replace(Fold(s))), " ")
}

// Tongue counts in which language the words of a column are written.
type Tongue struct{ da, en int }

// Look counts one word.
func (t *Tongue) Look(v *Vocabulary, word string) {
	switch w := v.words[loose(word)]; {
	case w.da && !w.en:
		t.da++
	case w.en && !w.da:
		t.en++
	}
}

// Find gives the key of a word. A word of the other language than the rest of its column, or one with a slip, is a guess.
func (v *Vocabulary) Find(word string, t Tongue) (key string, sure Sure) {
	w := loose(word)
	if w == "" {
		return "", Empty
	}
	if m, ok := v.words[w]; ok {
		if m.da && !m.en && t.en > t.da || m.en && !m.da && t.da > t.en {
			return m.key, Guess
		}
		return m.key, Plain
	}
	best, key := 3, ""
	for _, l := range v.long {
		limit := 1
		if len(l) >= 9 {
			limit = 2
		}
		if d := slips(w, l, limit); d <= limit && d < best {
			best, key = d, v.words[l].key
		}
	}
	if key == "" {
		return "", Unknown
	}
	return key, Guess
}

// slips is the number of letters to add, leave out or change (Levenshtein), or more than limit.
func slips(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || d < -limit || len(x) > 64 {
		return limit + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, d := range y {
			cost := diagonal
			if c != d {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}
