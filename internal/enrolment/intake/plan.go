package intake

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Settings are what somebody decides about a list beside how it is read.
type Settings struct {
	Status enrolment.Status      // of new seats
	Same   map[int]bool          // row -> the person asked about is the same
	Each   func(done, total int) // told now and then how many rows are compared; may be nil
}

// Counts is what a list comes to.
type Counts struct {
	Read, Empty, Skipped, Imported, Refused int
	Errors, Warnings                        int
	People                                  int // new participants
	Mentors, Mentees                        int // new seats
	Known                                   int // rows of people whose seats were there before
	Changed                                 int // of those, rows that change something
	Staff                                   int // records of a staff list: new
	StaffChanged                            int
	Barriers                                int
}

// Merge is a row that became one person with another row of the list.
type Merge struct{ Row, Into int }

// State is how a row ends.
type State string

// The states.
const (
	Refused   State = "refused"
	New       State = "new"
	Known     State = "known"     // was there before, something changes
	Unchanged State = "unchanged" // was there before, nothing changes
	Merged    State = "merged"    // one person with another row
)

// Outcome is what becomes of a row.
type Outcome struct {
	Row    int
	State  State
	Name   string
	Email  string
	Unit   string
	Mentor bool
	Mentee bool
	Ask    bool   // somebody must say whether this is the same person as Like
	Like   string // who that may be
	Answer string // "yes" or "no" when it has been answered
	entry  *entry
}

// Plan is what taking in a list would do.
type Plan struct {
	List     *roster.List
	Counts   Counts
	Outcomes []Outcome
	Merged   []Merge
	People   []org.Person     // to be saved; new ones are not stored yet
	Seats    []enrolment.Seat // likewise
	Barriers []enrolment.Barrier
}

// Empty tells whether nothing would change.
func (p *Plan) Empty() bool { return len(p.People)+len(p.Seats)+len(p.Barriers) == 0 }

// planner makes a plan.
type planner struct {
	list     *roster.List
	settings Settings
	index    *index
	plan     *Plan
	newID    func(row int, what string) string
	replaced map[int]int // row -> later answer of the same person
	today    clock.Date
	known    map[enrolment.Barrier]bool
}

// Make compares a list with a directory. newID names a new row by where it comes from: what is "person", "mentor" or "mentee".
func Make(d Directory, l *roster.List, s Settings, newID func(row int, what string) string) *Plan {
	p := &planner{list: l, settings: s, index: newIndex(d), plan: &Plan{List: l}, newID: newID, today: l.Options.Today, known: map[enrolment.Barrier]bool{}}
	for _, b := range d.Barriers {
		p.known[b] = true
	}
	p.plan.Outcomes = make([]Outcome, len(l.Rows))
	if l.Options.Kind == roster.Staff {
		p.staff()
	} else {
		p.answers()
		for i := range l.Rows {
			p.participant(&l.Rows[i], &p.plan.Outcomes[i])
			if s.Each != nil && i%256 == 0 {
				s.Each(i, len(l.Rows))
			}
		}
		p.leaders()
		p.wishes()
		p.settle()
	}
	p.finish()
	return p.plan
}

// say adds a message and tells whether the row is refused by it.
func (p *planner) say(code roster.Code, row *roster.Row, column int, m roster.Message) bool {
	m.Code, m.Row, m.Column = code, row.Number, column
	return p.list.Say(m) == roster.Error
}

// refuse empties a row that turned out not to be storable.
func refuse(row *roster.Row, o *Outcome) {
	*row = roster.Row{Number: row.Number, Refused: true}
	*o = Outcome{Row: row.Number, State: Refused}
}

// finish works out what is to be written and counts.
func (p *planner) finish() {
	plan, c := p.plan, &p.plan.Counts
	c.Read, c.Empty, c.Skipped = len(p.list.Rows), p.list.Empty, len(p.list.Skipped)
	changed := map[*entry]bool{}
	var seats []*place
	for _, e := range p.index.all {
		if e.row > 0 && (!e.stored || !samePerson(e.person, e.before)) {
			plan.People = append(plan.People, e.person)
			changed[e] = e.stored
		} else if e.row == 0 && e.stored && e.person.Email != e.before.Email { // gave its address to a participant
			plan.People = append(plan.People, e.person)
		}
		for _, role := range []org.Role{org.Mentor, org.Mentee} {
			place := e.seats[role]
			if place == nil || place.row == 0 && !place.settled {
				continue
			}
			switch after := profileText(place.seat.Profile); {
			case !place.stored:
				seats = append(seats, place)
				if role == org.Mentor {
					c.Mentors++
				} else {
					c.Mentees++
				}
			case after != place.before:
				seats = append(seats, place)
				changed[e] = true
			}
		}
		if e.row > 0 && !e.taking && len(e.seats) > 0 {
			c.People++
		}
	}
	slices.SortStableFunc(seats, func(a, b *place) int { return a.row - b.row })
	for _, s := range seats {
		plan.Seats = append(plan.Seats, s.seat)
	}
	for i := range plan.Outcomes {
		o := &plan.Outcomes[i]
		if o.State == Known && !changed[o.entry] {
			o.State = Unchanged
		}
		switch o.State {
		case Refused:
			c.Refused++
		case Known:
			c.Known++
			c.Changed++
		case Unchanged:
			c.Known++
		}
		if o.State == New && p.list.Options.Kind == roster.Staff {
			c.Staff++
		} else if o.State == Known && p.list.Options.Kind == roster.Staff {
			c.StaffChanged++
		}
	}
	c.Imported = c.Read - c.Refused
	c.Barriers = len(plan.Barriers)
	slices.SortStableFunc(p.list.Messages, func(a, b roster.Message) int {
		if a.Severity != b.Severity {
			return int(a.Severity) - int(b.Severity)
		}
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	for _, m := range p.list.Messages {
		switch m.Severity {
		case roster.Error:
			c.Errors++
		case roster.Warning:
			c.Warnings++
		}
	}
}

// samePerson compares everything but the time of the last change.
func samePerson(a, b org.Person) bool {
	return a.ID == b.ID && a.Account == b.Account && a.StaffNo == b.StaffNo && a.Name == b.Name && a.Email == b.Email && a.Phone == b.Phone &&
		a.Title == b.Title && a.Unit == b.Unit && a.Place == b.Place && a.Leader == b.Leader && maps.Equal(a.Extra, b.Extra)
}

func profileText(p enrolment.Profile) string {
	b, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	return string(b)
}
