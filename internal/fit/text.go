package fit

import (
	sets "math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/english"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TextEnough is the cosine, in thousandths, that gives full points: two short texts that say the same in own words seldom come higher.
const TextEnough = 300

// term is a word of what somebody wrote freely: its weight out of unit, in the person's whole text, and whether a partner may see it.
type term struct {
	id, weight int32
	open       bool
	word       string // as it was first written
}

// unit is the length of a text as a vector of terms.
const unit = 1 << 14

// A passage is one text of a person's.
type passage struct {
	text string
	open bool // a partner may read it
}

// passages are what is compared: where a mentee wants to go, why, and what they are strong in, against all that a mentor wrote.
func passages(s enrolment.Seat) []passage {
	p := &s.Profile
	out := []passage{{p.Direction, true}, {p.Motivation, false}, {strings.Join(p.Strengths, ". "), true}}
	if s.Role == org.Mentor {
		out = append(out, passage{strings.Join(p.Competences, ". "), true}, passage{strings.Join(p.Themes, ". "), true})
	}
	return out
}

// letters divides a text into words of letters.
func letters(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
}

// stem reduces a word to what it shares with its other forms.
func stem(word string, danishText bool) string {
	env := snowballstem.NewEnv(word)
	if danishText {
		danish.Stem(env)
	} else {
		english.Stem(env)
	}
	return env.Current()
}

// isDanish guesses the language of a sentence by its small words; one without any has that of the rest of the text.
func isDanish(words []string, rest bool) bool {
	da, en := 0, 0
	for _, w := range words {
		if danishStops[w] {
			da++
		}
		if englishStops[w] {
			en++
		}
	}
	return da > en || da == en && rest
}

// sentences divides a text where a sentence or a line ends.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(".!?;\n", c) })
}

// readText counts the terms of a seat's text: small words, words about sensitive traits and words of one or two letters left out.
// The weight is how often each stands there.
func readText(v vocabulary, s enrolment.Seat) []term {
	all := passages(s)
	var everything []string
	for _, p := range all {
		everything = append(everything, letters(strings.ToLower(p.text))...)
	}
	mostly := isDanish(everything, true)
	at := map[int32]int{}
	var out []term
	for _, p := range all {
		for _, sentence := range sentences(p.text) {
			words := letters(strings.ToLower(sentence))
			da := isDanish(words, mostly)
			for _, word := range words {
				if utf8.RuneCountInString(word) < 3 || danishStops[word] || englishStops[word] || sensitiveWord(word) {
					continue
				}
				id := v.id(stem(word, da))
				i, seen := at[id]
				if !seen {
					i = len(out)
					at[id] = i
					out = append(out, term{id: id, word: word})
				}
				out[i].weight++
				out[i].open = out[i].open || p.open
			}
		}
	}
	slices.SortFunc(out, func(a, b term) int { return int(a.id - b.id) })
	return out
}

// weigh turns counts into TF-IDF vectors of length unit: a word that few use says more than one that all use. Whole numbers alone, so
// that every machine gives the same.
func weigh(cards []*card, size int) {
	df := make([]int, size)
	for _, c := range cards {
		for _, t := range c.terms {
			df[t.id]++
		}
	}
	for _, c := range cards {
		var square uint64
		for i, t := range c.terms {
			tf := 1024 + log2(int(t.weight), 1)
			idf := 1024 + log2(1+len(cards), 1+df[t.id])
			w := int32(tf * idf >> 10)
			c.terms[i].weight = w
			square += uint64(w) * uint64(w)
		}
		length := root(square)
		for i := range c.terms {
			c.terms[i].weight = int32(uint64(c.terms[i].weight) * unit / length)
		}
	}
}

// log2 is the logarithm of num/den, which is at least 1, in 1024ths.
func log2(num, den int) int {
	x := uint64(num) << 30 / uint64(den)
	whole := sets.Len64(x) - 31
	x >>= whole // 1 to 2, in 2^30ths
	out := whole
	for range 10 {
		x = x * x >> 30
		out <<= 1
		if x >= 2<<30 {
			x >>= 1
			out |= 1
		}
	}
	return out
}

// root is the whole part of a square root, at least 1.
func root(n uint64) uint64 {
	x := uint64(1) << ((sets.Len64(n) + 1) / 2)
	for {
		y := (x + n/max(x, 1)) / 2
		if y >= x {
			return max(x, 1)
		}
		x = y
	}
}

func fitText(m, n *card) int {
	if len(m.terms) == 0 || len(n.terms) == 0 {
		return unknown
	}
	return textFit(product(m.terms, n.terms))
}

// textFit turns a product of two texts into a fit: the cosine in thousandths, of which TextEnough is enough.
func textFit(dot int64) int {
	cosine := int((dot*1000 + unit*unit/2) / (unit * unit))
	return min(1000, cosine*1000/TextEnough)
}

// product is the inner product of two texts.
func product(a, b []term) (dot int64) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			dot += int64(a[i].weight) * int64(b[j].weight)
			i, j = i+1, j+1
		}
	}
	return dot
}

// mostWords is how many of the words that met are shown.
const mostWords = 6

// whyText shows the words that met, those that weigh most first. Words from a text that a partner may not read are for the coordinator.
func whyText(m, n *card) []Reason {
	if len(m.terms) == 0 || len(n.terms) == 0 {
		return []Reason{about(Text, "matching.why_text_untold")}
	}
	type meeting struct {
		word   string
		weight int64
		open   bool
	}
	var met []meeting
	for _, t := range n.terms {
		if j, found := slices.BinarySearchFunc(m.terms, t.id, func(x term, id int32) int { return int(x.id - id) }); found {
			met = append(met, meeting{t.word, int64(t.weight) * int64(m.terms[j].weight), t.open && m.terms[j].open})
		}
	}
	if len(met) == 0 {
		return []Reason{about(Text, "matching.why_text_none")}
	}
	slices.SortFunc(met, func(a, b meeting) int {
		if a.weight != b.weight {
			return int(min(max(b.weight-a.weight, -1), 1))
		}
		return strings.Compare(a.word, b.word)
	})
	var open, closed []string
	for _, w := range met[:min(mostWords, len(met))] {
		if w.open {
			open = append(open, w.word)
		} else {
			closed = append(closed, w.word)
		}
	}
	var out []Reason
	if len(open) > 0 {
		out = append(out, about(Text, "matching.why_text", quotes("words", open)).good())
	}
	if len(closed) > 0 {
		out = append(out, about(Text, "matching.why_text_closed", quotes("words", closed)).good().private())
	}
	return out
}

// The small words of the two languages, which say nothing about what a text is about, and those that every application holds.
var (
	danishStops = wordSet(`og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os op
		man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle denne end dette mit også under have dig anden hende mine
		alt meget flere sit sine vor mod disse hvis din nogle hos blive mange ad bliver hendes været jer sådan kan gerne god gode godt bedre bedst blevet fordi lige lidt mere mest nogen
		nok så både ved uden hver hvordan hvorfor hvem ser se får få gør gøre går gå kom komme kommer ligger synes tror ved ønsker ønske håber hjælp hjælpe andre andet
		mentor mentee mentorer mentees mentoren mentorskab program programmet`)
	englishStops = wordSet(`the and of to in is you that it he was for on are as with his they be at one have this from or had by not but what some we can out other were all there
		when up use your how said an each she which do their if will way about many then them would like so these her him has more could no my than been who its now did get
		may over after also me our us just any very much such into only own too want wants wish hope help helps good better best am a i because both well make makes
		mentor mentee mentors mentees mentoring program programme`)
)
