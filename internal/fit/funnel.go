package fit

// Step is one hard rule of the funnel: how many pairs it keeps apart that no rule before it did, and how many are left after it.
type Step struct {
	Rule        Rule
	Apart, Left int
}

// Steps is the funnel in order: from all pairs that could be to those that are allowed. Rules that keep nobody apart are left out.
func (s Summary) Steps() []Step {
	left := s.Possible()
	out := make([]Step, 0, len(s.Funnel))
	for _, f := range s.Funnel {
		left -= f.Count
		out = append(out, Step{f.Rule, f.Count, left})
	}
	return out
}
