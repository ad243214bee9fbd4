package evaluation

import (
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// Kind is when in a programme a survey is held.
type Kind string

// The kinds.
const (
	Midway Kind = "midway"
	Final  Kind = "final"
)

// Kinds in order.
var Kinds = []Kind{Midway, Final}

// Form is the name of a survey's form.
func (k Kind) Form() string { return "evaluation_" + string(k) }

// Version is the version of the questions that a survey opened today asks. Questions change only together with it.
const Version = 1

// ItemKind is how an item is answered.
type ItemKind string

// The kinds of items.
const (
	Degree    ItemKind = "degree"    // 1 (not at all) to 5 (to a high degree), or does not know
	Choice    ItemKind = "choice"    // one of Values, or does not know
	Recommend ItemKind = "recommend" // 0 to 10
	Several   ItemKind = "several"   // any of Values
)

// Item is one question. Its text is evaluation.item_<Key>; those of its choices are evaluation.choice_<value>.
type Item struct {
	Key    string
	Kind   ItemKind
	Values []string // of Choice and Several, in order
	Side   org.Role // who is asked; "" for both
}

// DontKnow is the answer of one who does not know.
const DontKnow = "dk"

// Answers gives the values an item accepts.
func (i Item) Answers() []string {
	switch i.Kind {
	case Degree:
		return []string{"1", "2", "3", "4", "5", DontKnow}
	case Choice:
		return append(slices.Clone(i.Values), DontKnow)
	case Recommend:
		out := make([]string, 0, 11)
		for n := range 11 {
			out = append(out, strconv.Itoa(n))
		}
		return out
	}
	return i.Values
}

// Section is items under one heading, evaluation.section_<Key>.
type Section struct {
	Key   string
	Items []Item
}

func degrees(side org.Role, keys ...string) []Item {
	out := make([]Item, 0, len(keys))
	for _, k := range keys {
		out = append(out, Item{Key: k, Kind: Degree, Side: side})
	}
	return out
}

// gains is the pick-list of what mentoring may give: to both, and to each side more.
func gains(side org.Role) Item {
	i := Item{Key: "gains", Kind: Several, Side: side, Values: []string{"growth", "events", "reflection", "hearing", "network", "inspiration"}}
	if side == org.Mentor {
		i.Values = append(i.Values, "observing", "listening", "asking", "combining")
	} else {
		i.Values = append(i.Values, "own_goals", "support")
	}
	return i
}

var functions = Section{"functions", degrees(org.Mentee, "f_goals", "f_visible", "f_grow", "f_serious", "f_safe", "f_watch")}

var instruments = map[Kind][]Section{
	Midway: {
		{"together", append(degrees("", "m_agreement", "m_trust", "m_direction", "m_way", "m_equal", "m_tried"),
			Item{Key: "m_go_on", Kind: Choice, Values: []string{"go_on", "adjust", "change", "stop"}})},
		functions,
		{"gains", []Item{gains(org.Mentee), gains(org.Mentor)}},
	},
	Final: {
		{"mentee", append(degrees(org.Mentee, "e_reached", "e_read", "e_dare", "e_talks", "e_contacts", "e_differently", "e_listened", "e_ending"),
			Item{Key: "e_mentor", Kind: Choice, Values: yesMaybeNo, Side: org.Mentee})},
		functions,
		{"mentor", append(degrees(org.Mentor, "r_learned", "r_ask", "r_hold", "r_see", "r_prepared", "r_help", "r_time", "r_took"),
			Item{Key: "r_again", Kind: Choice, Values: yesMaybeNo, Side: org.Mentor})},
		{"gains", []Item{gains(org.Mentee), gains(org.Mentor)}},
		{"programme", append(degrees("", "p_purpose", "p_leaders", "p_time", "p_match", "p_training", "p_kept", "p_where", "p_length"),
			Item{Key: "p_recommend", Kind: Recommend})},
	},
}

var yesMaybeNo = []string{"yes", "maybe", "no"}

// Sections gives a survey's questions; side "" gives those of both sides.
func Sections(k Kind, side org.Role) []Section {
	var out []Section
	for _, s := range instruments[k] {
		items := slices.DeleteFunc(slices.Clone(s.Items), func(i Item) bool { return side != "" && i.Side != "" && i.Side != side })
		if len(items) > 0 {
			out = append(out, Section{s.Key, items})
		}
	}
	return out
}

// FieldContact is the one field that is no statistics: the coordinator sees who asks to be contacted.
const FieldContact = "contact"

func init() {
	for _, k := range Kinds {
		seen := map[string]bool{}
		for _, s := range Sections(k, "") {
			for _, i := range s.Items {
				if !seen[i.Key] {
					visibility.Register(k.Form(), visibility.Statistics, i.Key)
				}
				seen[i.Key] = true
			}
		}
	}
	visibility.Register(Midway.Form(), visibility.Coordinator, FieldContact)
}
