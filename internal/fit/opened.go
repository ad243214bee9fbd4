package fit

// opened makes those ready who still have a place. Points are shared, and words weighed, by what the whole pool has told, so that two
// people get the same points together whoever else has found a partner in between.
func opened(pool Pool, rules Rules) *deck {
	d := prepare(pool, rules)
	open := pool.open()
	if len(open.Mentors) == len(pool.Mentors) && len(open.Mentees) == len(pool.Mentees) {
		return d
	}
	mentors, mentorAt := stay(d.mentors, d.pool)
	mentees, menteeAt := stay(d.mentees, d.pool)
	move := func(at couple) (couple, bool) {
		to := couple{mentorAt[at.mentor], menteeAt[at.mentee]}
		return to, to.mentor >= 0 && to.mentee >= 0
	}
	barriers, earlier := map[couple]ruleSet{}, map[couple]bool{}
	for at, rules := range d.barriers {
		if to, here := move(at); here {
			barriers[to] = rules
		}
	}
	for at := range d.earlier {
		if to, here := move(at); here {
			earlier[to] = true
		}
	}
	d.pool, d.mentors, d.mentees, d.barriers, d.earlier = open, mentors, mentees, barriers, earlier
	d.places = map[string]int32{}
	for _, cards := range [][]card{mentors, mentees} {
		for i := range cards {
			d.places[cards[i].seat.ID] = int32(i)
		}
	}
	return d
}

// stay keeps the cards of those who have a place, and says where each went; -1 for nowhere.
func stay(cards []card, pool Pool) (kept []card, to []int32) {
	to = make([]int32, len(cards))
	for i := range cards {
		to[i] = -1
		if pool.Free(cards[i].seat) > 0 {
			to[i] = int32(len(kept))
			kept = append(kept, cards[i])
		}
	}
	return kept, to
}
