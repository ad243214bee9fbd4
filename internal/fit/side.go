package fit

import "slices"

// Ranked is somebody on one side as one of the other side sees them, and how high that one stands with them.
type Ranked struct {
	Pair Pair
	Rank int  // from 1: where the one who asks stands among all whom this one may have
	Full bool // no place is left
}

// ForMentee ranks the mentors for a mentee, best first and at most n, and says how many a rule keeps apart. For each it says where the
// mentee stands among the mentees that the mentor may have.
func ForMentee(pool Pool, rules Rules, mentee string, n int) (list []Ranked, apart int) {
	d := prepare(pool, rules)
	i, ok := d.menteeAt(mentee)
	if !ok {
		return nil, 0
	}
	best, apart := d.best(len(d.mentors), n, func(j int32) (int32, int32) { return j, i }, marked{})
	for _, j := range best {
		list = append(list, d.ranked(j, i, len(d.mentees), func(k int32) (int32, int32) { return j, k }, d.pool.Free(d.mentors[j].seat) == 0))
	}
	return list, apart
}

// ForMentor ranks the mentees for a mentor in the same way.
func ForMentor(pool Pool, rules Rules, mentor string, n int) (list []Ranked, apart int) {
	d := prepare(pool, rules)
	j, ok := d.mentorAt(mentor)
	if !ok {
		return nil, 0
	}
	best, apart := d.best(len(d.mentees), n, func(i int32) (int32, int32) { return j, i }, marked{})
	for _, i := range best {
		list = append(list, d.ranked(j, i, len(d.mentors), func(k int32) (int32, int32) { return k, i }, d.pool.Free(d.mentees[i].seat) == 0))
	}
	return list, apart
}

// best finds those of a side with the most points, the first of equals first, and counts those whom a rule or a mark keeps apart.
func (d *deck) best(side, n int, two func(int32) (mentor, mentee int32), m marked) (best []int32, apart int) {
	score := make([]int, side)
	for k := range int32(side) {
		j, i := two(k)
		if d.without(j, i, m) != "" {
			apart++
			continue
		}
		score[k] = d.score(j, i)
		best = append(best, k)
	}
	slices.SortStableFunc(best, func(a, b int32) int { return score[b] - score[a] })
	return best[:min(n, len(best))], apart
}

func (d *deck) ranked(mentor, mentee int32, rivals int, two func(int32) (mentor, mentee int32), full bool) Ranked {
	r := Ranked{Pair: d.pair(mentor, mentee), Rank: 1, Full: full}
	for k := range int32(rivals) {
		if j, i := two(k); d.apart(j, i) == "" && d.score(j, i) > r.Pair.Score {
			r.Rank++
		}
	}
	return r
}
