package enrolment

import (
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// Statements is how many statements about values and working style there are. They are our own words. Nobody but their author sees
// the answers: they are only compared, and all that is told is on how many two people answer alike.
const Statements = 8

func statement(n int) Question {
	return Question{Name: valueField(n), Topic: programme.AskValues, Ask: Scale, Class: visibility.Statistics, Step: StepWants, Options: []string{"1", "2", "3", "4", "5"}}
}

func valueField(n int) string { return "value_" + strconv.Itoa(n) }

// setValue keeps the answer to the statement of a field; 0 takes it away.
func (p *Profile) setValue(field string, answer int) {
	values := make([]int, Statements)
	copy(values, p.Values)
	for i := range values {
		if field == valueField(i+1) {
			values[i] = answer
		}
	}
	p.Values = values
	if !slices.ContainsFunc(values, func(v int) bool { return v > 0 }) {
		p.Values = nil
	}
}
