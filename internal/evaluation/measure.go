package evaluation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Measure is one distribution of the figures: an item, or one of the choices of an item that takes several.
type Measure struct {
	Item, Option string
	Kind         ItemKind
	Values       []string   // in order; of Degree "1" to "5", of Recommend three groups, of Several "no" and "yes"
	Sides        []org.Role // who is asked, in the order of the classes
}

// groups are the usual three of a recommendation from 0 to 10.
var groups = []string{"0-6", "7-8", "9-10"}

// Measures lists what a survey is counted by, in the order of its questions.
func Measures(k Kind) []Measure {
	var out []Measure
	for _, s := range Sections(k, "") {
		for _, i := range s.Items {
			sides := pair.Sides
			if i.Side != "" {
				sides = []org.Role{i.Side}
			}
			switch i.Kind {
			case Degree:
				out = append(out, Measure{i.Key, "", i.Kind, []string{"1", "2", "3", "4", "5"}, sides})
			case Choice:
				out = append(out, Measure{i.Key, "", i.Kind, i.Values, sides})
			case Recommend:
				out = append(out, Measure{i.Key, "", i.Kind, groups, sides})
			case Several:
				out = addOptions(out, i, sides)
			}
		}
	}
	return out
}

// addOptions adds the choices of an item; one that both sides have is counted for both.
func addOptions(out []Measure, i Item, sides []org.Role) []Measure {
	for _, v := range i.Values {
		at := slices.IndexFunc(out, func(m Measure) bool { return m.Item == i.Key && m.Option == v })
		if at >= 0 {
			out[at].Sides = append(slices.Clone(out[at].Sides), sides...)
			continue
		}
		out = append(out, Measure{i.Key, v, i.Kind, []string{"no", "yes"}, sides})
	}
	return out
}

// scale is how the measure is published: those who did not answer or do not know stand outside the order.
func (m Measure) scale() stats.Scale {
	return stats.Scale{Values: len(m.Values), Aside: m.Kind != Several, Home: (len(m.Values) - 1) / 2}
}

// value finds the place of an answer on the scale.
func (m Measure) value(answers map[string]string) int {
	given := answers[m.Item]
	switch m.Kind {
	case Several:
		if slices.Contains(strings.Split(given, ","), m.Option) {
			return 1
		}
		return 0
	case Recommend:
		n, err := strconv.Atoi(given)
		switch {
		case err != nil:
			return len(m.Values)
		case n <= 6:
			return 0
		case n <= 8:
			return 1
		}
		return 2
	}
	if at := slices.Index(m.Values, given); at >= 0 {
		return at
	}
	return len(m.Values)
}

// Figures is what a closed survey shows. Nothing that is too small is in it.
type Figures struct {
	Version  int                     `json:"version"`
	Response Response                `json:"response"`
	Measures map[string]MeasureShown `json:"measures"`
}

// MeasureShown is a distribution, and which side each of its classes is.
type MeasureShown struct {
	stats.Figures
	Sides []org.Role `json:"sides"`
}

// Of gives the figures of a measure.
func (f Figures) Of(item, option string) MeasureShown { return f.Measures[measureKey(item, option)] }

// Side gives the cells of one side; ok false when they are hidden, or the side was not asked.
func (m MeasureShown) Side(side org.Role) (cells []stats.Cell, ok bool) {
	at := slices.Index(m.Sides, side)
	if at < 0 || at >= len(m.Classes) {
		return nil, false
	}
	return m.Classes[at], true
}

func measureKey(item, option string) string {
	if option == "" {
		return item
	}
	return item + "." + option
}

// reply is the answers of one side of one pair, on their way to becoming figures.
type reply struct {
	side    org.Role
	person  int
	answers map[string]string
}

// publish works out the figures of a survey.
func publish(k Kind, version int, response Response, replies []reply) Figures {
	out := Figures{Version: version, Response: response, Measures: map[string]MeasureShown{}}
	for _, m := range Measures(k) {
		answers := make([]stats.Answer, 0, len(replies))
		for _, r := range replies {
			if class := slices.Index(m.Sides, r.side); class >= 0 {
				answers = append(answers, stats.Answer{Person: r.person, Class: class, Value: m.value(r.answers)})
			}
		}
		out.Measures[measureKey(m.Item, m.Option)] = MeasureShown{stats.Publish(m.scale(), len(m.Sides), answers), m.Sides}
	}
	return out
}
