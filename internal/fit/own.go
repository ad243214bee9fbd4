package fit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Own is a criterion of a programme's own: it compares what mentee and mentor answered to an own question, or what stands in a column
// that an import kept.
type Own struct {
	Name        string  `json:"name" toml:"name" comment:"What it is called on the pages."`
	Kind        OwnKind `json:"kind" toml:"kind" comment:"overlap, different, gap (mentor's number beyond mentee's) or offered (mentee wishes, mentor offers)."`
	Field       string  `json:"field" toml:"field" comment:"The mentee's column or question."`
	MentorField string  `json:"mentor_field,omitempty" toml:"mentor_field,omitempty" comment:"The mentor's, where it has another name."`
	Weight      int     `json:"weight" toml:"weight"`
	Min         int     `json:"min,omitempty" toml:"min,omitempty" comment:"gap: the ideal range."`
	Max         int     `json:"max,omitempty" toml:"max,omitempty"`
}

// OwnKind is how an own criterion compares.
type OwnKind string

// The kinds.
const (
	Overlap   OwnKind = "overlap"   // the more in common, the better
	Different OwnKind = "different" // the less in common, the better
	Between   OwnKind = "gap"       // the mentor's number is ideally Min to Max above the mentee's
	Offered   OwnKind = "offered"   // of what the mentee lists, the mentor lists it too
)

// OwnKinds in the order in which they are offered.
var OwnKinds = []OwnKind{Overlap, Different, Between, Offered}

// MaxOwn is the most own criteria of a programme.
const MaxOwn = 8

const ownPrefix = "own:"

// Criterion is how an own criterion is named among the others.
func (o Own) Criterion() Criterion { return Criterion(ownPrefix + o.Name) }

// Label is what a criterion is called: an own one as the coordinator named it.
func (c Criterion) Label(lang i18n.Lang) string {
	if name, own := strings.CutPrefix(string(c), ownPrefix); own {
		return name
	}
	return i18n.T(lang, "matching.criterion_"+string(c))
}

// OwnField is the name of a form field of the own criterion at a place, from 0.
func OwnField(at int, name string) string { return "own_" + strconv.Itoa(at+1) + "_" + name }

func (o Own) check(bad *fault.Fields, at int, before []Own) {
	if at >= MaxOwn {
		bad.Add("own", "matching.own_many", "max", MaxOwn)
		return
	}
	switch {
	case strings.TrimSpace(o.Name) == "" || len([]rune(o.Name)) > 60:
		bad.Add(OwnField(at, "name"), "matching.own_name", "max", 60)
	case slices.ContainsFunc(before, func(b Own) bool { return Fold(b.Name) == Fold(o.Name) }):
		bad.Add(OwnField(at, "name"), "matching.own_twice", "name", o.Name)
	}
	if !slices.Contains(OwnKinds, o.Kind) {
		bad.Add(OwnField(at, "kind"), "matching.own_kind")
	}
	for _, f := range [][2]string{{"field", o.Field}, {"mentor_field", o.MentorField}} {
		switch {
		case f[0] == "field" && strings.TrimSpace(f[1]) == "":
			bad.Add(OwnField(at, f[0]), "matching.own_field")
		case Sensitive(f[1]):
			bad.Add(OwnField(at, f[0]), "matching.own_sensitive", "field", f[1])
		}
	}
	if o.Weight < 0 || o.Weight > MaxWeight {
		bad.Add(OwnField(at, "weight"), "matching.bad_number", "min", 0, "max", MaxWeight)
	}
	if o.Kind != Between {
		return
	}
	if o.Min < 0 || o.Min > 1000 {
		bad.Add(OwnField(at, "min"), "matching.bad_number", "min", 0, "max", 1000)
	}
	if o.Max < max(o.Min, 1) || o.Max > 1000 {
		bad.Add(OwnField(at, "max"), "matching.bad_number", "min", max(o.Min, 1), "max", 1000)
	}
}

// told is one person's answer to an own criterion, made ready.
type told struct {
	ids    []int32
	words  []string
	set    bits
	tenths int
	number bool
}

func (t told) any() bool { return len(t.ids) > 0 || t.number }

// tell reads the answer of a seat.
func (o Own) tell(v vocabulary, p *enrolment.Profile, mentor bool) (t told) {
	field := o.Field
	if mentor && o.MentorField != "" {
		field = o.MentorField
	}
	answer := answerTo(p, field)
	if o.Kind == Between {
		n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(answer), ",", ".", 1), 64)
		if err == nil && n > -1e6 && n < 1e6 {
			t.tenths, t.number = int(n*10+0.5), true
			if n < 0 {
				t.tenths = int(n*10 - 0.5)
			}
		}
		return t
	}
	t.ids, t.words = v.ids(enrolment.Split(answer))
	return t
}

// answerTo finds the answer under a heading, in whatever capitals.
func answerTo(p *enrolment.Profile, field string) string {
	if a, ok := p.Extra[field]; ok {
		return a
	}
	key := Fold(field)
	best := ""
	for heading, a := range p.Extra {
		if Fold(heading) == key && (best == "" || a < best) { // the same whatever order the map has
			best = a
		}
	}
	return best
}

func (d *deck) fitOwn(at int, m, n *card) int {
	o, a, b := &d.rules.Own[at], &m.own[at], &n.own[at]
	if !a.any() || !b.any() {
		return unknown
	}
	if o.Kind == Between {
		return fitGap(a.tenths-b.tenths, o.Min*10, o.Max*10)
	}
	met := 0
	for _, id := range b.ids {
		if a.set.has(id) {
			met++
		}
	}
	switch o.Kind {
	case Offered:
		want := min(len(b.ids), Enough)
		return 1000 * min(met, want) / want
	case Different:
		return 1000 - 2000*met/(len(a.ids)+len(b.ids))
	}
	return 2000 * met / (len(a.ids) + len(b.ids))
}

// whyOwn says what an own criterion found. What a list told belongs to the coordinator, so the two never read it.
func (d *deck) whyOwn(at int, m, n *card) []Reason {
	o, a, b := &d.rules.Own[at], &m.own[at], &n.own[at]
	say := func(key string, args ...Arg) Reason {
		return about(o.Criterion(), "matching.why_own_"+key, append(args, words("name", o.Name))...).private()
	}
	if !a.any() || !b.any() {
		return []Reason{say("untold")}
	}
	fits := d.fitOwn(at, m, n)
	if o.Kind == Between {
		gap := a.tenths - b.tenths
		arg := words("gap", tenths(gap))
		if fits == 1000 {
			return []Reason{say("gap", arg).good()}
		}
		return []Reason{say("gap_off", arg, number("min", o.Min), number("max", o.Max)).mind()}
	}
	var met []string
	for i, id := range b.ids {
		if a.set.has(id) {
			met = append(met, b.words[i])
		}
	}
	switch {
	case o.Kind == Different && fits >= unknown:
		return []Reason{say("different", quotes("a", b.words), quotes("b", a.words)).good()}
	case o.Kind == Different:
		return []Reason{say("alike", quotes("words", met)).mind()}
	case len(met) == 0 && o.Kind == Offered:
		return []Reason{say("not_offered", quotes("words", b.words)).mind()}
	case len(met) == 0:
		return []Reason{say("no_overlap").mind()}
	case o.Kind == Offered:
		return []Reason{say("offered", quotes("words", met)).good()}
	}
	return []Reason{say("overlap", quotes("words", met)).good()}
}

// tenths writes a number of tenths: 25 is 2.5. It is the same in both languages but for the mark, so whole numbers have none.
func tenths(n int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/10, 'f', 1, 64), ".0")
}

// All lists the criteria of rules: the general ones, then the programme's own.
func (r Rules) All() []Criterion {
	out := slices.Clone(Criteria[:])
	for _, o := range r.Own {
		out = append(out, o.Criterion())
	}
	return out
}

// Weight is how much a criterion counts.
func (r Rules) Weight(c Criterion) int {
	for _, o := range r.Own {
		if o.Criterion() == c {
			return o.Weight
		}
	}
	return r.Weights[c]
}

// Headings are the columns that the programme's own criteria are made of.
func (r Rules) Headings() []string {
	var out []string
	for _, o := range r.Own {
		for _, field := range []string{o.Field, o.MentorField} {
			if field != "" && !slices.Contains(out, field) {
				out = append(out, field)
			}
		}
	}
	return out
}
