package fit

// opened makes those ready who still have a place. The points are shared by what the whole pool has told, so that two people get the
// same points together whoever else has found a partner in between.
func opened(pool Pool, rules Rules) *deck {
	d := prepare(pool.open(), rules)
	if len(d.mentors) < len(pool.Mentors) || len(d.mentees) < len(pool.Mentees) {
		d.of = prepare(pool, rules).of
	}
	return d
}
