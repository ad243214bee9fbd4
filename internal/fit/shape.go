package fit

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// Form says what people are put together into.
type Form string

// The forms.
const (
	Pairs  Form = "pairs"
	Groups Form = "groups" // circles: one mentor with several mentees, or nobody
)

// Forms in the order they are shown.
var Forms = []Form{Pairs, Groups}

// Direction says who has the experience.
type Direction string

// The directions.
const (
	Classic Direction = "classic" // the mentor has more of it
	Reverse Direction = "reverse" // the mentee has: a senior learns from a junior
	Peer    Direction = "peer"    // both have about as much, and are mentor and mentee to each other
)

// Directions in the order they are shown.
var Directions = []Direction{Classic, Reverse, Peer}

// Shape is what a match looks like. The zero shape is one mentor for each mentee, who has more experience.
type Shape struct {
	Partners  int       `json:"partners,omitempty" toml:"partners" comment:"How many mentors a mentee gets: 1 to 3. As many as possible get one before anybody gets two. 0 is 1."`
	Form      Form      `json:"form,omitempty" toml:"form" comment:"pairs, or groups: a mentor takes a whole circle or nobody."`
	Least     int       `json:"least,omitempty" toml:"least" comment:"Of groups: the fewest mentees in a circle."`
	Most      int       `json:"most,omitempty" toml:"most" comment:"Of groups: the most mentees in a circle, if the mentor has places for so many."`
	Direction Direction `json:"direction,omitempty" toml:"direction" comment:"classic, reverse (the mentee has the experience) or peer (both have about as much)."`
}

// The limits of a shape.
const (
	MaxPartners = 3
	MaxGroup    = 12
)

// Mentors is how many mentors a mentee gets.
func (s Shape) Mentors() int { return max(s.Partners, 1) }

// Grouped tells whether people are put together into circles.
func (s Shape) Grouped() bool { return s.Form == Groups }

// Turn is the direction, also of the zero shape.
func (s Shape) Turn() Direction {
	if s.Direction == "" {
		return Classic
	}
	return s.Direction
}

// Check says what is wrong with a shape, one fault per field.
func (s Shape) Check() error {
	var bad fault.Fields
	s.Gather(&bad)
	return bad.Or()
}

// Gather adds what is wrong to the faults of a form.
func (s Shape) Gather(bad *fault.Fields) {
	number := func(field string, v, low, high int) {
		if v < low || v > high {
			bad.Add(field, "matching.bad_number", "min", low, "max", high)
		}
	}
	number("partners", s.Partners, 0, MaxPartners)
	if s.Form != "" && !slices.Contains(Forms, s.Form) {
		bad.Add("form", "group.bad_form", "form", string(s.Form))
	}
	if s.Direction != "" && !slices.Contains(Directions, s.Direction) {
		bad.Add("direction", "group.bad_direction", "direction", string(s.Direction))
	}
	if s.Grouped() {
		number("least", s.Least, 2, MaxGroup)
		number("most", s.Most, max(s.Least, 2), MaxGroup)
		if s.Mentors() > 1 {
			bad.Add("partners", "group.one_circle")
		}
	}
}

// aimed refuses an aim that the shape's own way of solving cannot prove.
func (s Shape) aimed(aim Aim) error {
	if (s.Grouped() || s.Mentors() > 1) && aim != "" && aim != MostPoints {
		return fault.New(fault.Conflict, "group.aim_total")
	}
	return nil
}

// Places gives each mentee of a pool as many places as the shape says. A mentor's own are the mentor's to say.
func (s Shape) Places(p Pool) Pool {
	p.Mentees = slices.Clone(p.Mentees)
	for i := range p.Mentees {
		p.Mentees[i].Capacity = s.Mentors()
	}
	return p
}
