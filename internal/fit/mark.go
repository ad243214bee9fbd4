package fit

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// MarkKind is what the coordinator says about two people.
type MarkKind string

// The marks.
const (
	Lock   MarkKind = "lock"   // these two
	Forbid MarkKind = "forbid" // never these two
)

// Mark is the coordinator's word on two seats.
type Mark struct {
	Mentor, Mentee string
	Kind           MarkKind
	Over           []Rule // of a lock: the rules that it sets aside for the two
	Reason         string // why, in the coordinator's words
}

// Same tells whether two marks say the same.
func (mk Mark) Same(o Mark) bool {
	return mk.Mentor == o.Mentor && mk.Mentee == o.Mentee && mk.Kind == o.Kind && mk.Reason == o.Reason && slices.Equal(mk.Over, o.Over)
}

// marked is marks by place in the deck.
type marked struct {
	locked    map[int32]int32   // mentee -> mentor
	more      map[int32][]int32 // mentee -> further mentors, where a mentee may have several
	taken     map[int32]int     // mentor -> places that locks take
	forbidden map[couple]bool
	over      map[couple]ruleSet // rules that locks set aside
}

// mark reads marks and refuses those that contradict each other, a rule or the mentor's places. A mark about a seat that is not in the
// pool says nothing here.
func (d *deck) mark(marks []Mark) (marked, error) {
	m := marked{locked: map[int32]int32{}, more: map[int32][]int32{}, taken: map[int32]int{}, forbidden: map[couple]bool{}, over: map[couple]ruleSet{}}
	mentors, mentees := map[string]int32{}, map[string]int32{}
	for j := range d.mentors {
		mentors[d.mentors[j].seat.ID] = int32(j)
	}
	for i := range d.mentees {
		mentees[d.mentees[i].seat.ID] = int32(i)
	}
	for _, kind := range []MarkKind{Forbid, Lock} {
		for _, mk := range marks {
			j, okMentor := mentors[mk.Mentor]
			i, okMentee := mentees[mk.Mentee]
			if mk.Kind != kind || !okMentor || !okMentee {
				continue
			}
			if kind == Forbid {
				m.forbidden[couple{j, i}] = true
				continue
			}
			if bends := mk.bends(); bends != 0 {
				m.over[couple{j, i}] = bends
			}
			if err := d.lock(&m, j, i); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

func (d *deck) lock(m *marked, j, i int32) error {
	mentor, mentee := d.mentors[j].seat, d.mentees[i].seat
	if rule := d.without(j, i, *m); rule != "" {
		return fault.New(fault.Conflict, "matching.lock_apart", "mentor", mentor.Person.Name, "mentee", mentee.Person.Name,
			"rule", i18n.Key("matching.apart_"+string(rule)), "n", d.count(rule, *m))
	}
	other, twice := m.locked[i]
	switch {
	case slices.Contains(m.locksOf(i), j):
		return nil
	case twice && len(m.locksOf(i)) >= d.pool.Free(d.mentees[i].seat):
		return fault.New(fault.Conflict, "matching.lock_twice", "mentee", mentee.Person.Name, "a", d.mentors[other].seat.Person.Name, "b", mentor.Person.Name)
	}
	if free := d.pool.Free(mentor); m.taken[j] >= free {
		return fault.New(fault.Conflict, "matching.lock_full", "mentor", mentor.Person.Name, "mentee", mentee.Person.Name, "places", free)
	}
	if twice {
		m.more[i] = append(m.more[i], j)
	} else {
		m.locked[i] = j
	}
	m.taken[j]++
	return nil
}

// count is how many pairs of the pool a rule or mark keeps apart.
func (d *deck) count(rule Rule, m marked) (n int) {
	for j := range int32(len(d.mentors)) {
		for i := range int32(len(d.mentees)) {
			if d.without(j, i, m) == rule {
				n++
			}
		}
	}
	return n
}

// CheckMarks says whether marks can all stand together, as Solve will read them.
func CheckMarks(pool Pool, rules Rules, marks []Mark) error {
	_, err := opened(pool, rules).mark(marks)
	return err
}

// Stale gives the pairs that a pool as it is now does not allow: somebody has left or has no place, or a rule or mark keeps the two
// apart.
func Stale(pool Pool, rules Rules, marks []Mark, pairs []Pair) []Pair {
	d := prepare(pool, rules)
	mk := marked{forbidden: map[couple]bool{}, over: map[couple]ruleSet{}}
	mentors, mentees, free := map[string]int32{}, map[string]int32{}, map[string]int{}
	for j, s := range pool.Mentors {
		mentors[s.ID], free[s.ID] = int32(j), pool.Free(s)
	}
	for i, s := range pool.Mentees {
		mentees[s.ID], free[s.ID] = int32(i), pool.Free(s)
	}
	for _, k := range marks {
		j, okMentor := mentors[k.Mentor]
		i, okMentee := mentees[k.Mentee]
		if k.Kind == Forbid && okMentor && okMentee {
			mk.forbidden[couple{j, i}] = true
		}
		if bends := k.bends(); bends != 0 && okMentor && okMentee {
			mk.over[couple{j, i}] = bends
		}
	}
	var out []Pair
	for _, p := range pairs {
		j, okMentor := mentors[p.Mentor]
		i, okMentee := mentees[p.Mentee]
		free[p.Mentor]--
		free[p.Mentee]--
		if !okMentor || !okMentee || free[p.Mentor] < 0 || free[p.Mentee] < 0 || d.without(j, i, mk) != "" {
			out = append(out, p)
		}
	}
	return out
}
