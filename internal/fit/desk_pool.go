package fit

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// fewPeople is how many people may have changed for a desk to score only them; more are scored from the beginning.
const fewPeople = 64

// Pool changes who is on the desk, what they told, their places and what the rules are. A handful of people is scored alone; what
// touches everybody is laid out anew. Marks about people who are gone say nothing.
func (k *Desk) Pool(ctx context.Context, pool Pool, rules Rules, marks []Mark) error {
	d := opened(pool, rules)
	if _, err := d.mark(marks); err != nil {
		return err
	}
	if k.cold || !k.alike(d) {
		return k.lay(ctx, pool, rules, marks)
	}
	diff := k.differ(d)
	if len(diff.mentors)+len(diff.mentees) > fewPeople || d.rules.Weights[Text] > 0 && !saidSame(k.pool, pool) {
		return k.lay(ctx, pool, rules, marks)
	}
	if err := k.swap(d, diff, marks); err != nil {
		return k.lay(ctx, pool, rules, marks)
	}
	k.pool, k.marks = pool, slices.Clone(marks)
	return k.settle(ctx)
}

// Places gives mentors the places that a pool says, which is otherwise the one the desk has. Fewer places than are locked are a
// Conflict, and nothing is changed.
func (k *Desk) Places(ctx context.Context, pool Pool) error {
	if k.cold {
		return k.lay(ctx, pool, k.d.rules, k.marks)
	}
	type change struct {
		mentor   int32
		capacity int
	}
	var changes []change
	for _, s := range pool.Mentors {
		j, here := k.d.mentorAt(s.ID)
		free := pool.Free(s)
		if (free > 0) != here { // somebody comes onto the desk, or leaves it
			return k.Pool(ctx, pool, k.d.rules, k.marks)
		}
		if !here || s.Capacity == k.d.mentors[j].seat.Capacity {
			continue
		}
		if locked := k.m.taken[j]; free < locked {
			return fault.New(fault.Conflict, "board.places_locked", "mentor", s.Person.Name, "n", locked)
		}
		changes = append(changes, change{j, s.Capacity})
	}
	for _, c := range changes {
		k.d.mentors[c.mentor].seat.Capacity = c.capacity
		if err := k.live.SetCapacity(k.colOf(c.mentor), k.d.pool.Free(k.d.mentors[c.mentor].seat)); err != nil {
			return errors.Join(err, k.lay(ctx, k.pool, k.d.rules, k.marks))
		}
	}
	k.pool, k.d.pool = pool, pool.open()
	return k.settle(ctx)
}

// alike tells whether two who have not changed score as before.
func (k *Desk) alike(d *deck) bool {
	return slices.Equal(k.d.of, d.of) && k.d.pool.Trained == d.pool.Trained && reflect.DeepEqual(k.d.pool.Acquainted, d.pool.Acquainted) && reflect.DeepEqual(k.d.rules, d.rules) && maps.EqualFunc(k.d.pool.Leaders, d.pool.Leaders, func(a, b org.Person) bool { return a.Leader == b.Leader })
}

// difference is the seats that came, went or told something else, and the pairs of others that something came between.
type difference struct {
	mentors, mentees map[string]bool
	pairs            map[Couple]bool
}

func (k *Desk) differ(d *deck) difference {
	diff := difference{mentors: map[string]bool{}, mentees: map[string]bool{}, pairs: map[Couple]bool{}}
	seats := func(a, b []card, changed map[string]bool) {
		was := make(map[string]*card, len(a))
		for i := range a {
			was[a[i].seat.ID] = &a[i]
		}
		for i := range b {
			c, known := was[b[i].seat.ID]
			delete(was, b[i].seat.ID)
			if !known || !saysSame(c.seat, b[i].seat) {
				changed[b[i].seat.ID] = true
			}
		}
		for id := range was {
			changed[id] = true
		}
	}
	seats(k.d.mentors, d.mentors, diff.mentors)
	seats(k.d.mentees, d.mentees, diff.mentees)
	between := func(a, b *deck) {
		for at, kind := range a.barriers {
			if two, here := b.at(a.couple(at)); !here || b.barriers[two] != kind {
				diff.pairs[a.couple(at)] = true
			}
		}
		for at := range a.earlier {
			if two, here := b.at(a.couple(at)); !here || !b.earlier[two] {
				diff.pairs[a.couple(at)] = true
			}
		}
	}
	between(k.d, d)
	between(d, k.d)
	return diff
}

// saidSame tells whether the same people have said the same, also those without a place: how rare a word is depends on what all have
// written.
func saidSame(a, b Pool) bool {
	same := func(a, b []enrolment.Seat) bool {
		return slices.EqualFunc(a, b, func(a, b enrolment.Seat) bool { return a.ID == b.ID && saysSame(a, b) })
	}
	return same(a.Mentors, b.Mentors) && same(a.Mentees, b.Mentees)
}

// saysSame tells whether two states of a seat say the same to the rules; places are kept apart.
func saysSame(a, b enrolment.Seat) bool {
	a.Capacity, a.Changed, a.Decided, a.Note = b.Capacity, b.Changed, b.Decided, b.Note
	return reflect.DeepEqual(a, b)
}

func (d *deck) couple(at couple) Couple {
	return Couple{d.mentors[at.mentor].seat.ID, d.mentees[at.mentee].seat.ID}
}

func (d *deck) at(c Couple) (couple, bool) {
	j, okMentor := d.mentorAt(c.Mentor)
	i, okMentee := d.menteeAt(c.Mentee)
	return couple{j, i}, okMentor && okMentee
}

// count adds by to the tally of the rules for all pairs that a difference touches.
func (k *Desk) count(d *deck, diff difference, by int) {
	for i := range d.mentees {
		every := diff.mentees[d.mentees[i].seat.ID]
		for j := range d.mentors {
			if every || diff.mentors[d.mentors[j].seat.ID] {
				k.apart[d.apart(int32(j), int32(i))] += by
			}
		}
	}
	for c := range diff.pairs {
		if at, here := d.at(c); here && !diff.mentors[c.Mentor] && !diff.mentees[c.Mentee] {
			k.apart[d.apart(at.mentor, at.mentee)] += by
		}
	}
	delete(k.apart, "")
}

// swap brings live from the deck it has to another one.
func (k *Desk) swap(d *deck, diff difference, marks []Mark) error {
	if err := k.mark(marked{}); err != nil {
		return err
	}
	k.count(k.d, diff, -1)
	k.count(d, diff, 1)
	maps.DeleteFunc(k.known, func(c Couple, _ Pair) bool { return diff.mentors[c.Mentor] || diff.mentees[c.Mentee] })
	old := k.d
	for _, id := range slices.Sorted(maps.Keys(diff.mentees)) {
		if _, had := k.row[id]; had {
			if err := k.live.RemoveRow(k.row[id]); err != nil {
				return err
			}
			delete(k.row, id)
			delete(k.rowKey, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(diff.mentors)) {
		if _, had := k.col[id]; had {
			if err := k.live.RemoveCol(k.col[id]); err != nil {
				return err
			}
			delete(k.col, id)
			delete(k.colKey, id)
		}
	}
	k.d, k.scorer = d, d.scorer(marked{})
	for j := range d.mentors {
		if err := k.seatMentor(old, int32(j)); err != nil {
			return err
		}
	}
	for i := range d.mentees {
		if _, had := k.row[d.mentees[i].seat.ID]; !had {
			if err := k.seatMentee(int32(i)); err != nil {
				return err
			}
		}
	}
	for c := range diff.pairs {
		if at, here := d.at(c); here {
			if err := k.cost(at); err != nil {
				return err
			}
		}
	}
	m, err := d.mark(marks)
	if err != nil {
		return err
	}
	return k.mark(m)
}

// seatMentor gives a mentor the places there are now, or a column if there is none yet.
func (k *Desk) seatMentor(old *deck, j int32) error {
	s := k.d.mentors[j].seat
	places := k.d.pool.Free(s)
	if col, had := k.col[s.ID]; had {
		if was, ok := old.mentorAt(s.ID); ok && old.pool.Free(old.mentors[was].seat) == places {
			return nil
		}
		return k.live.SetCapacity(col, places)
	}
	var pairs []assign.Pair
	for i := range k.d.mentees {
		row, had := k.row[k.d.mentees[i].seat.ID]
		if cost := k.d.cost(j, int32(i)); had && cost != assign.NotAllowed {
			pairs = append(pairs, assign.Pair{With: row, Cost: cost})
		}
	}
	key, ok := k.key(k.colKey, s.ID)
	if !ok {
		return errFull
	}
	col, err := k.live.AddCol(places, 0, pairs, key)
	k.col[s.ID], k.colKey[s.ID] = col, key
	return err
}

func (k *Desk) seatMentee(i int32) error {
	s := k.d.mentees[i].seat
	var pairs []assign.Pair
	for j := range k.d.mentors {
		if cost := k.d.cost(int32(j), i); cost != assign.NotAllowed {
			pairs = append(pairs, assign.Pair{With: k.colOf(int32(j)), Cost: cost})
		}
	}
	key, ok := k.key(k.rowKey, s.ID)
	if !ok {
		return errFull
	}
	row, err := k.live.AddRow(pairs, key)
	k.row[s.ID], k.rowKey[s.ID] = row, key
	return err
}

// cost gives a pair what it costs now.
func (k *Desk) cost(at couple) error {
	cost := k.d.cost(at.mentor, at.mentee)
	if cost == assign.NotAllowed {
		return k.live.Forbid(k.rowOf(at.mentee), k.colOf(at.mentor))
	}
	return k.live.SetCost(k.rowOf(at.mentee), k.colOf(at.mentor), cost)
}

var errFull = errors.New("fit: no key is free between two seats")

// key finds a key that nobody has had for a seat, between those of its neighbours by id.
func (k *Desk) key(keys map[string]int64, id string) (int64, bool) {
	below, above := int64(0), int64(1)<<52
	for other, key := range keys {
		if other < id {
			below = max(below, key)
		} else {
			above = min(above, key)
		}
	}
	key := below + min((above-below)/2, 1<<24)
	for k.spent[key] {
		key++
	}
	if key <= below || key >= above {
		return 0, false
	}
	k.spent[key] = true
	return key, true
}
