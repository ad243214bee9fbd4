package fit

// gap is how much more experience the one has who should have it, and what range of that is ideal, in the unit of its kind: tenths of
// a year, or tenths of a level. Of peers it is how far apart they are, and the ideal ends where that of a mentor begins.
func (d *deck) gap(mentorAhead, low, high int) (gap, from, to int) {
	switch d.rules.Shape.Turn() {
	case Reverse:
		return -mentorAhead, low, high
	case Peer:
		return max(mentorAhead, -mentorAhead), 0, max(low, 10)
	}
	return mentorAhead, low, high
}

// fitYears and fitLevels say how well a difference fits, from 0 to 1000: tenths of years that the mentor has more, levels that the mentor
// stands above.
func (d *deck) fitYears(tenths int) int {
	return fitGap(d.gap(tenths, d.rules.Experience.YearsMin*10, d.rules.Experience.YearsMax*10))
}

func (d *deck) fitLevels(up int) int {
	return fitGap(d.gap(up*10, d.rules.Experience.LevelsMin*10, d.rules.Experience.LevelsMax*10))
}

// whyTurned is whyExperience where the mentee has the experience, or both have.
func (d *deck) whyTurned(m, n *card) []Reason {
	years, levels := -1, -1
	ahead, up := m.tenths-n.tenths, n.seat.Profile.Level-m.seat.Profile.Level
	if m.tenths >= 0 && n.tenths >= 0 {
		years = d.fitYears(ahead)
	}
	if m.seat.Profile.Level > 0 && n.seat.Profile.Level > 0 {
		levels = d.fitLevels(up)
	}
	key := "group.why_" + string(d.rules.Shape.Turn())
	say := func(kind string, fit, n int) []Reason {
		r := about(Experience, key+kind, number("n", n))
		if fit == 1000 {
			return []Reason{r.good()}
		}
		return []Reason{r.mind()}
	}
	peer := d.rules.Shape.Turn() == Peer
	switch {
	case years < 0 && levels < 0:
		return []Reason{about(Experience, "matching.why_experience_untold")}
	case years >= levels:
		whole := (max(ahead, -ahead) + 5) / 10
		switch {
		case whole == 0:
			return say("_equal", years, 0)
		case !peer && ahead > 0:
			return say("_years_less", years, whole)
		}
		return say("_years", years, whole)
	case up == 0:
		return say("_level_equal", levels, 0)
	case !peer && up > 0:
		return say("_level_less", levels, up)
	}
	return say("_level", levels, max(up, -up))
}
