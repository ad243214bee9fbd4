package fit

// Count says what the hard rules leave of a pool, without solving: people, places, and the pairs that each rule keeps apart.
func Count(pool Pool, rules Rules, marks []Mark) (Summary, error) {
	d := opened(pool, rules)
	m, err := d.mark(marks)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{Mentors: len(d.mentors), Mentees: len(d.mentees), Locked: len(m.locked)}
	tally := map[Rule]int{}
	for i := range int32(len(d.mentees)) {
		for j := range int32(len(d.mentors)) {
			if rule := d.without(j, i, m); rule != "" {
				tally[rule]++
			}
		}
	}
	s.Funnel, s.Allowed = counts(tally), s.Possible()
	for _, f := range s.Funnel {
		s.Allowed -= f.Count
	}
	for j := range d.mentors {
		s.Places += d.pool.Free(d.mentors[j].seat)
	}
	return s, nil
}

// Total is what pairs are worth by some rules, which need not be those that they were found by: in hundredths of a point.
func Total(pool Pool, rules Rules, pairs []Pair) int {
	d := opened(pool, rules)
	mentors, mentees := map[string]int32{}, map[string]int32{}
	for j := range d.mentors {
		mentors[d.mentors[j].seat.ID] = int32(j)
	}
	for i := range d.mentees {
		mentees[d.mentees[i].seat.ID] = int32(i)
	}
	sum := 0
	for _, p := range pairs {
		j, okMentor := mentors[p.Mentor]
		i, okMentee := mentees[p.Mentee]
		if okMentor && okMentee {
			sum += d.score(j, i)
		}
	}
	return sum
}

// Hardest is the rule that keeps the most pairs apart; a zero RuleCount when none does.
func (s Summary) Hardest() (most RuleCount) {
	for _, f := range s.Funnel {
		if f.Count > most.Count {
			most = f
		}
	}
	return most
}

// Step is a hard rule of the funnel and how many pairs are left after it.
type Step struct {
	RuleCount
	Left int
}

// Steps tells the funnel as a way: all possible pairs, and what each rule in turn leaves of them.
func (s Summary) Steps() []Step {
	left := s.Possible()
	out := make([]Step, 0, len(s.Funnel))
	for _, f := range s.Funnel {
		left -= f.Count
		out = append(out, Step{f, left})
	}
	return out
}
