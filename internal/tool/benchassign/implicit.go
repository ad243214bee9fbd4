package main

import (
	"math/bits"

	"github.com/mentorskab/mentorskab/assign"
)

// A pool of people whose pairs are scored by ten criteria when they are asked for: 100,000 times 30,000 scores would not fit in memory, and need
// not. What is known of each person lies in one array per question, so that a row of scores is one walk along them.

// side is what is known of all mentees, or of all mentors.
type side struct {
	answers   [4][]int8 // to questions, 0 to 4
	themes    []uint64  // bit sets: wished, or offered
	languages []uint8   // a bit set
	region    []int8
	unit      []int16
	years     []int8 // of experience
	video     []int8 // 0 to 2: how gladly on video
}

const (
	regions = 12
	units   = 200
)

func people(r *splitmix, n int) *side {
	s := &side{
		themes: make([]uint64, n), languages: make([]uint8, n), region: make([]int8, n), unit: make([]int16, n),
		years: make([]int8, n), video: make([]int8, n),
	}
	for q := range s.answers {
		s.answers[q] = make([]int8, n)
	}
	for i := range n {
		kind := r.n(4)
		for q := range s.answers {
			a := (kind*(q+3) + q) % 5
			if r.n(100) < 55 {
				a = r.n(5)
			}
			s.answers[q][i] = int8(a)
		}
		for range 4 {
			s.themes[i] |= 1 << r.n(40)
		}
		s.languages[i] = 1
		for range 2 {
			s.languages[i] |= 1 << r.n(8)
		}
		s.region[i], s.unit[i] = int8(r.n(regions)), int16(r.n(units))
		s.years[i], s.video[i] = int8(r.n(40)), int8(r.n(3))
	}
	return s
}

// pool draws so many people. Scores go from 0 to 10,000 hundredths of a point, and a cost is what is missing from them. Two of one
// unit may not be paired.
func pool(rows, cols int) *assign.Instance {
	r := splitmix(2013)
	mentees, mentors := people(&r, rows), people(&r, cols)
	in := &assign.Instance{Rows: rows, Cols: cols, Capacity: make([]int, cols)}
	for j := range in.Capacity {
		in.Capacity[j] = 2 + r.n(5)
	}
	index := map[[2]int8][]int32{} // mentors by region and theme
	for j := range cols {
		for set := mentors.themes[j]; set != 0; set &= set - 1 {
			key := [2]int8{mentors.region[j], int8(bits.TrailingZeros64(set))}
			index[key] = append(index[key], int32(j))
		}
	}
	in.Implicit = &assign.Implicit{
		Most:  10_000,
		Costs: func(row, lo int, out []int32) { costs(mentees, mentors, row, lo, out) },
		Candidates: func(row int) []int32 {
			var out []int32
			for set := mentees.themes[row]; set != 0; set &= set - 1 {
				near := index[[2]int8{mentees.region[row], int8(bits.TrailingZeros64(set))}]
				for k := range min(8, len(near)) {
					out = append(out, near[(row+k)%len(near)])
				}
			}
			return out
		},
	}
	return in
}

var gap, near = func() (gap, near [256]int32) {
	for d := range 128 { // how many years more the mentor has, best from 5 to 15; and how far two answers are apart
		gap[d] = 1200
		if d < 5 {
			gap[d] = int32(240 * d)
		} else if d > 15 {
			gap[d] = max(0, 1200-int32(60*(d-15)))
		}
		near[d] = max(0, 800-int32(200*d))
	}
	return gap, near
}()

// costs writes 10,000 less the score of a mentee with the mentors from lo on.
func costs(a, b *side, i, lo int, out []int32) {
	hi := lo + len(out)
	themes, languages, region, unit, years, video := a.themes[i], a.languages[i], a.region[i], a.unit[i], a.years[i], a.video[i]
	theirs, spoken, where, of, old, seen := b.themes[lo:hi], b.languages[lo:hi], b.region[lo:hi], b.unit[lo:hi], b.years[lo:hi], b.video[lo:hi]
	q0, q1, q2, q3 := b.answers[0][lo:hi], b.answers[1][lo:hi], b.answers[2][lo:hi], b.answers[3][lo:hi]
	a0, a1, a2, a3 := a.answers[0][i], a.answers[1][i], a.answers[2][i], a.answers[3][i]
	for k := range out {
		if of[k] == unit {
			out[k] = assign.NotAllowed
			continue
		}
		score := 600*int32(min(4, bits.OnesCount64(themes&theirs[k]))) + // 1: themes in common
			200*int32(min(3, bits.OnesCount8(languages&spoken[k]))) + // 2: languages in common
			gap[uint8(max(0, old[k]-years))] + // 3: experience
			near[apart(a0, q0[k])] + near[apart(a1, q1[k])] + near[apart(a2, q2[k])] + near[apart(a3, q3[k])] // 4 to 7: values
		if where[k] == region { // 8: place, or 9: video instead
			score += 1500
		} else {
			score += 400 * int32(min(video, seen[k]))
		}
		if of[k]&7 != unit&7 { // 10: another branch
			score += 500
		}
		out[k] = 10_000 - score
	}
}

func apart(a, b int8) uint8 { return uint8(max(a-b, b-a)) }
