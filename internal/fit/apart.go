package fit

// Apart gives the hard rule that keeps two of a pool apart, for each couple that one keeps; marks may forbid more. Whether a place is
// free makes no difference.
func Apart(pool Pool, rules Rules, marks []Mark) map[Couple]Rule {
	d := prepare(pool, rules)
	out := map[Couple]Rule{}
	for _, k := range marks {
		if k.Kind == Forbid {
			out[Couple{k.Mentor, k.Mentee}] = Forbidden
		}
	}
	for j := range pool.Mentors {
		for i := range pool.Mentees {
			if rule := d.apart(int32(j), int32(i)); rule != "" {
				out[Couple{pool.Mentors[j].ID, pool.Mentees[i].ID}] = rule
			}
		}
	}
	return out
}
