package main

import (
	"math/bits"

	"github.com/mentorskab/mentorskab/assign"
)

// A pool of people whose pairs are scored by ten criteria when they are asked for: 100,000 times 30,000 scores would not fit in memory, and need
// not. What is known of each person lies in one array per question, so that a row of scores is one walk along them.

// side is what is known of all mentees, or of all mentors.
type side struct {
	answers   [4][]uint8 // to questions, 0 to 4
	themes    []uint64   // bit sets: wished, or offered
	languages []uint8    // a bit set
	region    []uint8
	unit      []uint8
	years     []uint8 // of experience
	video     []uint8 // 0 to 2: how gladly on video
	place     []uint8 // region and video in one
}

const (
	regions = 12
	units   = 200
)

func people(r *splitmix, n int) *side {
	s := &side{
		themes: make([]uint64, n), languages: make([]uint8, n), region: make([]uint8, n), unit: make([]uint8, n),
		years: make([]uint8, n), video: make([]uint8, n), place: make([]uint8, n),
	}
	for q := range s.answers {
		s.answers[q] = make([]uint8, n)
	}
	for i := range n {
		kind := r.n(4)
		for q := range s.answers {
			a := (kind*(q+3) + q) % 5
			if r.n(100) < 55 {
				a = r.n(5)
			}
			s.answers[q][i] = uint8(a)
		}
		for range 4 {
			s.themes[i] |= 1 << r.n(40)
		}
		s.languages[i] = 1
		for range 2 {
			s.languages[i] |= 1 << r.n(8)
		}
		s.region[i], s.unit[i] = uint8(r.n(regions)), uint8(r.n(units))
		s.years[i], s.video[i] = uint8(r.n(40)), uint8(r.n(3))
		s.place[i] = s.region[i]<<2 | s.video[i]
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
	index := map[[2]uint8][]int32{} // mentors by region and theme
	for j := range cols {
		for set := mentors.themes[j]; set != 0; set &= set - 1 {
			key := [2]uint8{mentors.region[j], uint8(bits.TrailingZeros64(set))}
			index[key] = append(index[key], int32(j))
		}
	}
	in.Implicit = &assign.Implicit{
		Most:  10_000,
		Costs: func(row, lo int, out []int32) { costs(mentees, mentors, row, lo, out) },
		Candidates: func(row int) []int32 {
			var out []int32
			for set := mentees.themes[row]; set != 0; set &= set - 1 {
				near := index[[2]uint8{mentees.region[row], uint8(bits.TrailingZeros64(set))}]
				for k := range min(8, len(near)) {
					out = append(out, near[(row+k)%len(near)])
				}
			}
			return out
		},
	}
	return in
}

// gap is what a mentor's years of experience beyond the mentee's are worth: best from 5 to 15.
func gap(years int) int32 {
	switch {
	case years < 5:
		return int32(240 * max(0, years))
	case years > 15:
		return int32(max(0, 1200-60*(years-15)))
	}
	return 1200
}

func near(a, b int) int32 { return int32(max(0, 800-200*max(a-b, b-a))) }

// costs writes 10,000 less the score of a mentee with the mentors from lo on. What each answer of a mentor is worth to this mentee is put
// into small tables first, so that a pair costs a few looks into them.
func costs(a, b *side, i, lo int, out []int32) {
	const barred = 1 << 20
	var values [4][8]int32
	var spoken [256]int32
	var years [64]int32
	var place [64]int32 // by region and how gladly on video
	var unit [256]int32
	for q := range values {
		for x := range 5 {
			values[q][x] = near(int(a.answers[q][i]), x) // 1 to 4: values
		}
	}
	for x := range spoken {
		spoken[x] = 200 * int32(min(3, bits.OnesCount8(a.languages[i]&uint8(x)))) // 5: languages in common
	}
	for x := range years {
		years[x] = gap(x - int(a.years[i])) // 6: experience
	}
	for x := range place {
		if x>>2 == int(a.region[i]) { // 7: place, or 8: video instead
			place[x] = 1500
		} else {
			place[x] = 400 * int32(min(int(a.video[i]), x&3))
		}
	}
	for x := range unit {
		if x == int(a.unit[i]) {
			unit[x] = -barred
		} else if x&7 != int(a.unit[i])&7 { // 9: another branch
			unit[x] = 500
		}
	}
	hi := lo + len(out)
	themes := a.themes[i]
	theirs, languages, old, where, of := b.themes[lo:hi], b.languages[lo:hi], b.years[lo:hi], b.place[lo:hi], b.unit[lo:hi]
	q0, q1, q2, q3 := b.answers[0][lo:hi], b.answers[1][lo:hi], b.answers[2][lo:hi], b.answers[3][lo:hi]
	for k := range out {
		score := values[0][q0[k]&7] + values[1][q1[k]&7] + values[2][q2[k]&7] + values[3][q3[k]&7] +
			spoken[languages[k]] + years[old[k]&63] + place[where[k]&63] + unit[of[k]] +
			600*int32(min(4, bits.OnesCount64(themes&theirs[k]))) // 10: themes in common
		if score < 0 {
			out[k] = assign.NotAllowed
		} else {
			out[k] = 10_000 - score
		}
	}
}
