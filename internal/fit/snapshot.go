package fit

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Snapshot is a pool as it is stored with a run: everybody, those without a place left too since points are shared by what
// all have told, and all that rules and points read about them. People
// are ids: no names, addresses, staff numbers, free text or notes. Mentors and mentees keep their order, for it decides between equals;
// everything else is sorted, so that the same pool always gives the same bytes.
type Snapshot struct {
	Mentors  []SeatShot        `json:"mentors"`
	Mentees  []SeatShot        `json:"mentees"`
	Leaders  map[string]string `json:"leaders,omitempty"` // person -> nearest leader, for those above somebody in the pool
	Barriers []BarrierShot     `json:"barriers,omitempty"`
	Earlier  []Couple          `json:"earlier,omitempty"`
	Known    [][2]string       `json:"known,omitempty"` // people who have been a pair elsewhere
	Trained  bool              `json:"trained,omitempty"`
}

// SeatShot is one seat of a snapshot.
type SeatShot struct {
	Seat    string            `json:"seat"`
	Person  string            `json:"person"`
	Unit    string            `json:"unit,omitempty"`
	Place   string            `json:"place,omitempty"`
	Free    int               `json:"free"` // places left
	Taken   int               `json:"taken,omitempty"`
	Trained bool              `json:"trained,omitempty"`
	Profile enrolment.Profile `json:"profile"`
}

// BarrierShot stands between two people; it does not say who asked for it.
type BarrierShot struct {
	Mentor string                `json:"mentor"`
	Mentee string                `json:"mentee"`
	Kind   enrolment.BarrierKind `json:"kind"`
}

// Shoot takes a pool's snapshot: what these rules read of it.
func Shoot(p Pool, rules Rules) Snapshot {
	codes := coded(p, rules)
	s := Snapshot{Mentors: []SeatShot{}, Mentees: []SeatShot{}, Trained: p.Trained}
	here, seats := map[string]bool{}, map[string]bool{}
	for i, side := range [][]enrolment.Seat{p.Mentors, p.Mentees} {
		to := []*[]SeatShot{&s.Mentors, &s.Mentees}[i]
		for _, t := range side {
			here[t.Person.ID], seats[t.ID] = true, true
			*to = append(*to, SeatShot{
				Seat: t.ID, Person: t.Person.ID, Unit: t.Person.Unit, Place: t.Person.Place, Free: p.Free(t), Taken: p.Taken[t.ID], Trained: t.TrainedOn != "",
				Profile: shotProfile(t.Profile, rules),
			})
			if codes != nil {
				shot := &(*to)[len(*to)-1].Profile
				shot.Gender = codes[t.Profile.GenderOf()]
				if t.Profile.AsksOwnGender() {
					shot.OwnGender = "yes"
				}
			}
			for id, up := t.Person.ID, p.Leaders[t.Person.ID].Leader; up != "" && s.Leaders[id] == ""; id, up = up, p.Leaders[up].Leader {
				if s.Leaders == nil {
					s.Leaders = map[string]string{}
				}
				s.Leaders[id] = up
			}
		}
	}
	for _, b := range p.Barriers {
		if here[b.MentorPerson] && here[b.MenteePerson] {
			s.Barriers = append(s.Barriers, BarrierShot{b.MentorPerson, b.MenteePerson, b.Kind})
		}
	}
	slices.SortFunc(s.Barriers, func(a, b BarrierShot) int {
		return cmp.Or(cmp.Compare(a.Mentor, b.Mentor), cmp.Compare(a.Mentee, b.Mentee), cmp.Compare(a.Kind, b.Kind))
	})
	s.Barriers = slices.Compact(s.Barriers)
	for _, e := range p.Earlier {
		if seats[e.Mentor] && seats[e.Mentee] {
			s.Earlier = append(s.Earlier, e)
		}
	}
	for _, k := range p.Acquainted {
		if here[k[0]] && here[k[1]] {
			s.Known = append(s.Known, [2]string{min(k[0], k[1]), max(k[0], k[1])})
		}
	}
	slices.SortFunc(s.Known, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	s.Known = slices.Compact(s.Known)
	slices.SortFunc(s.Earlier, compareCouples)
	s.Earlier = slices.Compact(s.Earlier)
	return s
}

func compareCouples(a, b Couple) int {
	return cmp.Or(cmp.Compare(a.Mentor, b.Mentor), cmp.Compare(a.Mentee, b.Mentee))
}

// shotProfile leaves out what no rule and no criterion reads. Words that somebody wrote about another person become a mere sign that
// there are some. A test demands that each field of a profile is either read or left out here.
func shotProfile(p enrolment.Profile, rules Rules) enrolment.Profile {
	p.Hours = 0
	if rules.Weights[Text] == 0 {
		p.Motivation, p.Direction = "", ""
	}
	p.Gender, p.OwnGender = "", "" // see coded
	extra := p.Extra
	p.Extra = nil
	for _, o := range rules.Own {
		for _, field := range []string{o.Field, o.MentorField} {
			if v := answerTo(&enrolment.Profile{Extra: extra}, field); v != "" {
				if p.Extra == nil {
					p.Extra = map[string]string{}
				}
				p.Extra[field] = v
			}
		}
	}
	p.DutyOn, p.DeclareOn, p.AgreeOn = "", "", ""
	if len(p.Unsettled) > 0 {
		p.Unsettled = []enrolment.Unsettled{{}}
	}
	return p
}

// coded gives each gender a sign, so that a run can tell who is of the same one and not which it is; nil where no mentee's wish makes it
// count.
func coded(p Pool, rules Rules) map[enrolment.Gender]enrolment.Gender {
	asks := func(s enrolment.Seat) bool { return s.Profile.AsksOwnGender() && s.Profile.GenderOf() != "" }
	if rules.Weights[OwnGender] == 0 || !slices.ContainsFunc(p.Mentees, asks) {
		return nil
	}
	out := map[enrolment.Gender]enrolment.Gender{"": ""}
	for _, s := range slices.Concat(p.Mentees, p.Mentors) {
		if g := s.Profile.GenderOf(); out[g] == "" && g != "" {
			out[g] = enrolment.Gender("g" + strconv.Itoa(len(out)))
		}
	}
	return out
}

// Pool makes a pool of a snapshot that is solved as the one it was taken of.
func (s Snapshot) Pool() Pool {
	p := Pool{Leaders: map[string]org.Person{}, Earlier: s.Earlier, Acquainted: s.Known, Trained: s.Trained, Taken: map[string]int{}}
	seats := func(role org.Role, shots []SeatShot) (out []enrolment.Seat) {
		for _, x := range shots {
			t := enrolment.Seat{ID: x.Seat, Role: role, Status: enrolment.Accepted, Capacity: x.Free, Profile: x.Profile}
			t.Person = org.Person{ID: x.Person, Unit: x.Unit, Place: x.Place}
			if x.Taken > 0 {
				p.Taken[x.Seat] = x.Taken
				t.Capacity += x.Taken
			}
			if x.Trained {
				t.TrainedOn = "trained"
			}
			out = append(out, t)
		}
		return out
	}
	p.Mentors, p.Mentees = seats(org.Mentor, s.Mentors), seats(org.Mentee, s.Mentees)
	for id, leader := range s.Leaders {
		p.Leaders[id] = org.Person{ID: id, Leader: leader}
	}
	for _, b := range s.Barriers {
		p.Barriers = append(p.Barriers, enrolment.Barrier{MentorPerson: b.Mentor, MenteePerson: b.Mentee, Kind: b.Kind})
	}
	return p
}
