package stats

// Answer is one answer to one question. Person is the same number for the same person (small numbers from 0: they become bits of a
// set); one person may answer more than once, for several pairs. Class is the person's place in the one cut, Value the answer.
type Answer struct{ Person, Class, Value int }

// Scale says what the values of a question are: 0 to Values-1 in order, and with Aside one more, Values, that stands outside the
// order (does not know, did not answer). When the ones aside are too few they are counted with the value Home.
type Scale struct {
	Values int
	Aside  bool
	Home   int
}

// Cell is one shown part of a distribution: the answers with values From to To. Aside: those outside the order are counted in it,
// or, with From -1, are all there is in it.
type Cell struct {
	From  int  `json:"from"`
	To    int  `json:"to"`
	Aside bool `json:"aside,omitempty"`
	Count int  `json:"count"`
}

// Figures is what may be shown about one question. Cells always add up to N.
type Figures struct {
	Hidden  bool     `json:"hidden,omitempty"` // fewer than Small people: no more is told
	N       int      `json:"n"`
	Cells   []Cell   `json:"cells,omitempty"`
	Classes [][]Cell `json:"classes,omitempty"` // by class; nil when a class is too small. Each with the same borders
}

// Publish works out what may be shown. The whole is divided as finely as possible; the classes get the finest common division whose
// parts are parts of the whole's put together, so that subtracting a class from the whole gives the other classes and nothing new.
func Publish(s Scale, classes int, answers []Answer) Figures {
	t := count(s, classes, answers)
	all := t.whole()
	if all.everyone(0).count() < Small {
		return Figures{Hidden: true}
	}
	division, _ := all.divide() // with enough people one part that holds everything always fits
	whole := all.by(division)
	f := Figures{N: len(answers), Cells: whole.cells(0, division)}
	t = t.by(division)
	if common, ok := t.divide(); ok {
		for c := range classes {
			f.Classes = append(f.Classes, t.by(common).cells(c, division.by(common)))
		}
	}
	return f
}

// table holds, per unit (one or several neighbouring values) and class, who answered so and how often.
type table struct {
	classes int
	who     [][]people // [unit][class]
	n       [][]int
	aside   int // index of the unit outside the order, or -1
	home    int // unit that takes those aside when they are too few
}

func count(s Scale, classes int, answers []Answer) table {
	t := table{classes: classes, aside: -1, home: s.Home}
	units := s.Values
	if s.Aside {
		t.aside = s.Values
		units++
	}
	for range units {
		t.who = append(t.who, make([]people, classes))
		t.n = append(t.n, make([]int, classes))
	}
	for _, a := range answers {
		t.who[a.Value][a.Class] = t.who[a.Value][a.Class].with(a.Person)
		t.n[a.Value][a.Class]++
	}
	return t
}

// whole puts the classes together into one.
func (t table) whole() table {
	w := table{classes: 1, aside: t.aside, home: t.home}
	for u := range t.who {
		sum := 0
		for _, n := range t.n[u] {
			sum += n
		}
		w.who = append(w.who, []people{join(t.who[u]...)})
		w.n = append(w.n, []int{sum})
	}
	return w
}

func (t table) everyone(class int) people {
	sets := make([]people, len(t.who))
	for u := range t.who {
		sets[u] = t.who[u][class]
	}
	return join(sets...)
}

// fit tells whether the units together may be shown in every class.
func (t table) fit(units ...int) bool {
	for c := range t.classes {
		sets := make([]people, len(units))
		for i, u := range units {
			sets[i] = t.who[u][c]
		}
		if !join(sets...).fit() {
			return false
		}
	}
	return true
}
