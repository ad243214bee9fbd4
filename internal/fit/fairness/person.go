package fairness

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Cut is what people are divided by.
type Cut string

// The cuts.
const (
	Unit     Cut = "unit"
	Gender   Cut = "gender"   // as they told it themselves, where they did
	Site     Cut = "site"     // of the profile, else of the directory
	Language Cut = "language" // the one they named first, so that everybody is in one group
)

// Cuts in the order they are shown.
var Cuts = []Cut{Unit, Gender, Site, Language}

// Sensitive says that the coordinator need not know which group a person is in, while they do know who has a partner. Then a share is
// shown only where, in every group, nobody or at least five have a partner and nobody or at least five have none.
func (c Cut) Sensitive() bool { return c == Gender }

// Person is one seat of a round. A group is "" where the person has told nothing.
type Person struct {
	Seat    string
	Group   map[Cut]string
	Matched bool
	Score   float64 // hundredths of a point; a mentor's with several mentees is the mean of the pairs
	Asked   bool    // wished for somebody
	First   bool    // and got whom they wished for most
}

// People reads the two sides of a pool with what a round gave them. gender tells what a seat's person answered; the pool need not know it.
func People(pool fit.Pool, pairs []fit.Pair, gender func(seat string) string) map[org.Role][]Person {
	partners, score := map[string][]string{}, map[string]int{}
	person := map[string]string{}
	for _, side := range [][]enrolment.Seat{pool.Mentors, pool.Mentees} {
		for _, s := range side {
			person[s.ID] = s.Person.ID
		}
	}
	for _, p := range pairs {
		for _, at := range [][2]string{{p.Mentor, p.Mentee}, {p.Mentee, p.Mentor}} {
			partners[at[0]] = append(partners[at[0]], person[at[1]])
			score[at[0]] += p.Score
		}
	}
	out := map[org.Role][]Person{}
	for role, side := range map[org.Role][]enrolment.Seat{org.Mentor: pool.Mentors, org.Mentee: pool.Mentees} {
		for _, s := range side {
			if pool.Free(s) == 0 {
				continue
			}
			p := Person{Seat: s.ID, Matched: len(partners[s.ID]) > 0, Asked: len(s.Profile.Wishes) > 0, Group: map[Cut]string{
				Unit: clean(s.Person.Unit), Site: clean(site(s)), Gender: gender(s.ID), Language: first(s.Profile.Languages),
			}}
			if p.Matched {
				p.Score = float64(score[s.ID]) / float64(len(partners[s.ID]))
			}
			for _, one := range partners[s.ID] {
				p.First = p.First || p.Asked && one == s.Profile.Wishes[0]
			}
			out[role] = append(out[role], p)
		}
	}
	return out
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func site(s enrolment.Seat) string {
	if s.Profile.Site != "" {
		return s.Profile.Site
	}
	return s.Person.Place
}

func first(list []string) string {
	for _, x := range list {
		if x = clean(x); x != "" {
			return x
		}
	}
	return ""
}

// GenderOf reads what someone told, in their profile or in a list that was imported; "" where they told nothing, or nothing that is known.
func GenderOf(p enrolment.Profile) string { return string(p.GenderOf()) }
