package fit

// reasons says in sentences what each criterion found about a pair, in the order of Criteria.
func (d *deck) reasons(r, e int32) []Reason {
	m, n := &d.mentors[r], &d.mentees[e]
	var out []Reason
	for i, c := range d.criteria {
		if d.of[i] == 0 {
			continue
		}
		switch c {
		case Goals:
			out = append(out, whyGoals(m, n)...)
		case Roles:
			out = append(out, whyRoles(m, n)...)
		case Wishes:
			out = append(out, whyWishes(m, n)...)
		case Experience:
			out = append(out, d.whyExperience(m, n)...)
		case Languages:
			out = append(out, whyLanguages(m, n)...)
		case Practical:
			out = append(out, d.whyPlace(m, n)...)
			if !d.timesApart() {
				out = append(out, whyTimes(Practical, m, n)...)
			}
		case Across:
			out = append(out, whyAcross(m, n)...)
		case Difference:
			out = append(out, whyDifference(m, n)...)
		case Values:
			out = append(out, whyValues(m, n)...)
		case Times:
			out = append(out, whyTimes(Times, m, n)...)
		case Culture:
			out = append(out, whyCulture(m)...)
		case Text:
			out = append(out, whyText(m, n)...)
		case Acquainted:
			out = append(out, whyAcquainted(m, n)...)
		case OwnGender:
			out = append(out, whyOwnGender(m, n)...)
		default:
			out = append(out, d.whyOwn(i-len(Criteria), m, n)...)
		}
	}
	return out
}

func whyGoals(m, n *card) []Reason {
	switch {
	case len(n.subjects) == 0:
		return []Reason{about(Goals, "matching.why_goals_untold")}
	case len(m.subjects) == 0:
		return []Reason{about(Goals, "matching.why_goals_untold_mentor")}
	}
	var met, missing []string
	for i, s := range n.subjects {
		if m.has.has(s) {
			met = append(met, n.subjectWords[i])
		} else {
			missing = append(missing, n.subjectWords[i])
		}
	}
	if len(met) == 0 {
		return []Reason{about(Goals, "matching.why_goals_none", quotes("words", missing)).mind()}
	}
	out := []Reason{about(Goals, "matching.why_goals", quotes("words", met)).good()}
	if len(missing) > 0 && fitGoals(m, n) < unknown {
		out = append(out, about(Goals, "matching.why_goals_missing", quotes("words", missing)).mind())
	}
	return out
}

func whyRoles(m, n *card) []Reason {
	switch {
	case len(n.wished) == 0:
		return []Reason{about(Roles, "matching.why_roles_untold")}
	case m.offers == 0:
		return []Reason{about(Roles, "matching.why_roles_untold_mentor")}
	}
	const prefix = "matching.role_"
	var met []string
	for _, role := range n.wished {
		if roleBit[role]&m.offers&^m.avoids != 0 {
			met = append(met, string(role))
		}
	}
	var out []Reason
	if len(met) > 0 {
		key := "matching.why_roles"
		if len(met) == len(n.wished) && len(met) > 1 {
			key = "matching.why_roles_all"
		}
		out = append(out, about(Roles, key, keysOf("roles", prefix, met...)).good())
	}
	switch first := n.wished[0]; {
	case roleBit[first]&m.avoids != 0:
		out = append(out, about(Roles, "matching.why_roles_avoided", keysOf("roles", prefix, string(first))).mind())
	case roleBit[first]&m.offers == 0:
		out = append(out, about(Roles, "matching.why_roles_first", keysOf("roles", prefix, string(first))).mind())
	}
	return out
}

func whyWishes(m, n *card) []Reason {
	byMentee, menteeHas := wish(n, m.person)
	byMentor, _ := wish(m, n.person)
	switch {
	case byMentee > 0 && byMentor > 0:
		return []Reason{about(Wishes, "matching.why_wishes_both").good()}
	case byMentee > 0:
		return []Reason{about(Wishes, "matching.why_wishes_mentee", number("place", n.wishes[m.person]+1)).good().private()}
	case byMentor > 0:
		return []Reason{about(Wishes, "matching.why_wishes_mentor").good().private()}
	case menteeHas:
		return []Reason{about(Wishes, "matching.why_wishes_other").mind().private()}
	}
	return nil
}

func (d *deck) whyExperience(m, n *card) []Reason {
	if d.rules.Shape.Turn() != Classic {
		return d.whyTurned(m, n)
	}
	ideal := d.rules.Experience
	years, levels := -1, -1
	if m.tenths >= 0 && n.tenths >= 0 {
		years = fitGap(m.tenths-n.tenths, ideal.YearsMin*10, ideal.YearsMax*10)
	}
	up := n.seat.Profile.Level - m.seat.Profile.Level
	if m.seat.Profile.Level > 0 && n.seat.Profile.Level > 0 {
		levels = fitGap(up*10, ideal.LevelsMin*10, ideal.LevelsMax*10)
	}
	switch {
	case years < 0 && levels < 0:
		return []Reason{about(Experience, "matching.why_experience_untold")}
	case years >= levels:
		gap := m.tenths - n.tenths
		whole := (max(gap, -gap) + 5) / 10
		switch {
		case years == 1000:
			return []Reason{about(Experience, "matching.why_experience_years", number("n", whole)).good()}
		case whole == 0:
			return []Reason{about(Experience, "matching.why_experience_equal").mind()}
		case gap < 0:
			return []Reason{about(Experience, "matching.why_experience_less", number("n", whole)).mind()}
		case gap > ideal.YearsMax*10:
			return []Reason{about(Experience, "matching.why_experience_far", number("n", whole)).mind()}
		}
		return []Reason{about(Experience, "matching.why_experience_near", number("n", whole)).mind()}
	case levels == 1000:
		return []Reason{about(Experience, "matching.why_level", number("n", up)).good()}
	case up <= 0:
		return []Reason{about(Experience, "matching.why_level_none").mind()}
	}
	return []Reason{about(Experience, "matching.why_level_far", number("n", up)).mind()}
}

func whyLanguages(m, n *card) []Reason {
	if len(n.tongues) == 0 || len(m.tongues) == 0 {
		return []Reason{about(Languages, "matching.why_languages_untold")}
	}
	var shared []string
	for i, t := range n.tongues {
		if m.tongueSet.has(t) {
			shared = append(shared, n.tongueWords[i])
		}
	}
	switch {
	case len(shared) == 0:
		return []Reason{about(Languages, "matching.why_languages_none").mind()}
	case m.tongueSet.has(n.tongues[0]):
		return []Reason{about(Languages, "matching.why_languages", languages("words", shared)).good()}
	}
	return []Reason{about(Languages, "matching.why_languages_second", languages("words", shared)).mind()}
}

func (d *deck) whyPlace(m, n *card) []Reason {
	switch d.meeting(m, n) {
	case samePlace:
		return []Reason{about(Practical, "matching.why_place", words("place", place(n.seat))).good()}
	case onVideo:
		return []Reason{about(Practical, "matching.why_video").good()}
	case byTravel:
		return []Reason{about(Practical, "matching.why_travel", words("a", place(n.seat)), words("b", place(m.seat)), number("minutes", d.rules.Practical.TravelMinutes))}
	case farApart:
		return []Reason{about(Practical, "matching.why_far", words("a", place(n.seat)), words("b", place(m.seat))).mind()}
	}
	return nil
}

func whyTimes(c Criterion, m, n *card) []Reason {
	if m.times == 0 || n.times == 0 {
		return nil
	}
	shared := slots(m.times & n.times)
	times := keysOf("times", "matching.time_", shared...)
	switch len(shared) {
	case 0:
		return []Reason{about(c, "matching.why_times_none").mind()}
	case 1:
		return []Reason{about(c, "matching.why_times_one", times).mind()}
	}
	return []Reason{about(c, "matching.why_times", times).good()}
}

func whyAcross(m, n *card) []Reason {
	switch {
	case m.unit < 0 || n.unit < 0:
		return nil
	case m.unit == n.unit:
		return []Reason{about(Across, "matching.why_same_unit", words("unit", n.seat.Person.Unit)).mind()}
	}
	return []Reason{about(Across, "matching.why_across", words("a", n.seat.Person.Unit), words("b", m.seat.Person.Unit)).good()}
}

func whyDifference(m, n *card) []Reason {
	if len(n.strengths) == 0 || len(m.subjects) == 0 {
		return nil
	}
	var own []string
	for i, s := range n.strengths {
		if !m.has.has(s) {
			own = append(own, n.strengthWords[i])
		}
	}
	if len(own) == 0 {
		return []Reason{about(Difference, "matching.why_alike").mind()}
	}
	return []Reason{about(Difference, "matching.why_difference", quotes("words", own)).good()}
}

// ForBoth keeps the reasons that the two themselves may read: what speaks for the pair, without who wished for whom.
func ForBoth(reasons []Reason) []Reason {
	out := []Reason{}
	for _, r := range reasons {
		if r.Speaks > 0 && !r.Private {
			out = append(out, r)
		}
	}
	return out
}
