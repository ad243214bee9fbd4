package fit

import "github.com/mentorskab/mentorskab/internal/enrolment"

// enoughStatements is how many statements both must have answered before the answers say anything.
const enoughStatements = enrolment.Statements / 2

// alike compares the answers of two to the statements that both answered: how many there are, how far apart they are in all, and on
// how many the two answer the same or next to it.
func alike(m, n *card) (both, apart, same int) {
	for i, a := range m.style {
		b := n.style[i]
		if a == 0 || b == 0 {
			continue
		}
		both++
		gap := int(max(a-b, b-a))
		apart += gap
		if gap <= 1 {
			same++
		}
	}
	return both, apart, same
}

// fitValues is full where all answers are the same and nothing where all are at opposite ends. What binds a mentorship is likeness in
// values and ways of working; likeness in knowledge is no gain, and counted against under Difference.
func fitValues(m, n *card) int {
	both, apart, _ := alike(m, n)
	if both < enoughStatements {
		return unknown
	}
	return 1000 * (4*both - apart) / (4 * both)
}

// whyValues tells on how many statements two answer alike, and never what anybody answered.
func whyValues(m, n *card) []Reason {
	both, _, same := alike(m, n)
	switch r := about(Values, "matching.why_values", number("n", same), number("of", both)); {
	case both < enoughStatements:
		return []Reason{about(Values, "matching.why_values_untold")}
	case same*3 >= both*2:
		return []Reason{r.good()}
	case same*2 < both:
		return []Reason{r.mind()}
	default:
		return []Reason{r}
	}
}
