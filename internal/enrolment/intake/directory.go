package intake

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// fromStaffList marks a person, in Extra, whom a staff list has named: it alone decides unit, title and leader.
const fromStaffList = "staff_list"

// otherEmails holds, in Extra, further addresses that somebody has said to be the same person's.
const otherEmails = "other_emails"

// Directory is what an organisation knows before a list is taken in.
type Directory struct {
	People   []org.Person
	Taking   map[string]bool  // people who hold a seat anywhere in the organisation
	Seats    []enrolment.Seat // of the programme; of Person only the ID is used
	Barriers []enrolment.Barrier
}

// entry is a person while a list is being taken in.
type entry struct {
	person org.Person
	before org.Person // as it is stored
	stored bool
	taking bool // held a seat before this list
	row    int  // first row of this list that is this person; 0 for none
	seats  map[org.Role]*place
}

// place is a seat while a list is being taken in.
type place struct {
	seat    enrolment.Seat
	before  string // profile as it is stored
	stored  bool
	row     int  // first row of this list that gives the seat; 0 for none
	settled bool // a veto that was open is not any more
}

// listed tells whether a staff list has named the person.
func (e *entry) listed() bool { return e.person.Extra[fromStaffList] != "" }

// bare tells whether the person is a line of a staff list and nothing else.
func (e *entry) bare() bool {
	return e.listed() && !e.taking && e.row == 0 && e.person.Account == "" && len(e.seats) == 0
}

// index finds people by whatever a list knows of them.
type index struct {
	all     []*entry
	byID    map[string]*entry
	byStaff map[string]*entry
	byBare  map[string]*entry // staff number without its leading zeros; nil when two share it
	byEmail map[string]*entry
	byAlias map[string]*entry
	byName  map[string][]*entry
	byChild map[string]*entry
	anyList bool // a staff list has been taken in
}

func newIndex(d Directory) *index {
	n := len(d.People)
	x := &index{
		byID: make(map[string]*entry, n), byStaff: make(map[string]*entry, n), byBare: make(map[string]*entry, n), byEmail: make(map[string]*entry, n),
		byAlias: map[string]*entry{}, byName: make(map[string][]*entry, n), byChild: map[string]*entry{},
	}
	entries := make([]entry, n)
	for i, p := range d.People {
		e := &entries[i]
		*e = entry{person: p, before: p, stored: true, taking: d.Taking[p.ID]}
		x.add(e)
	}
	for _, s := range d.Seats {
		if e := x.byID[s.Person.ID]; e != nil {
			e.put(&place{seat: s, before: profileText(s.Profile), stored: true})
		}
	}
	return x
}

func (e *entry) put(p *place) {
	if e.seats == nil {
		e.seats = map[org.Role]*place{}
	}
	e.seats[p.seat.Role] = p
}

// add makes a person findable. It is called again when a number or address has been learnt.
func (x *index) add(e *entry) {
	p := e.person
	if x.byID[p.ID] == nil {
		x.byID[p.ID] = e
		x.all = append(x.all, e)
		if p.Name != "" {
			name := value.Fold(p.Name)
			x.byName[name] = append(x.byName[name], e)
		}
	}
	x.anyList = x.anyList || e.listed()
	if p.StaffNo != "" {
		x.byStaff[p.StaffNo] = e
		short := strings.TrimLeft(p.StaffNo, "0")
		if have, ok := x.byBare[short]; ok && have != e {
			x.byBare[short] = nil
		} else {
			x.byBare[short] = e
		}
	}
	for _, other := range strings.Fields(p.Extra[otherEmails]) {
		if x.byEmail[other] == nil {
			x.byEmail[other] = e
		}
	}
	if p.Email != "" {
		x.byEmail[p.Email] = e
		if a := value.Alias(p.Email); a != p.Email || x.byAlias[a] == nil {
			x.byAlias[a] = e
		}
		return
	}
	if k := childKey(p); k != "" {
		x.byChild[k] = e
	}
}

// childKey is what a person without an address of their own is known by: name, year of birth, the guardian's address or telephone.
// The guardian's address alone is never a key: siblings share it.
func childKey(p org.Person) string {
	if p.Name == "" || p.StaffNo != "" {
		return ""
	}
	return value.Fold(p.Name) + "\n" + p.Extra["birth_year"] + "\n" + p.Extra["guardian_email"] + "\n" + p.Extra["guardian_phone"]
}

// staff finds a person by staff number; padded tells that zeros had to be restored.
func (x *index) staff(no string) (e *entry, padded bool) {
	if no == "" {
		return nil, false
	}
	if e := x.byStaff[no]; e != nil {
		return e, false
	}
	short := strings.TrimLeft(no, "0")
	if e := x.byBare[short]; e != nil && short != "" {
		return e, true
	}
	return nil, false
}

// named finds the people that a wish or a veto may mean: one by address or number, or all of that name.
func (x *index) named(text string) []*entry {
	if a, ok := value.Email(text); ok {
		if e := x.byEmail[org.CleanEmail(a.Text)]; e != nil {
			return []*entry{e}
		}
		return nil
	}
	if e, _ := x.staff(strings.TrimSpace(text)); e != nil {
		return []*entry{e}
	}
	if found := x.byName[value.Fold(text)]; found != nil {
		return found
	}
	if last, first, comma := strings.Cut(text, ","); comma {
		return x.byName[value.Fold(first+" "+last)]
	}
	return nil
}

// sameName tells whether two names may be one person's: equal, or one leaves out parts of the other.
func sameName(a, b string) bool {
	a, b = value.Fold(a), value.Fold(b)
	if a == b || a == "" || b == "" {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if !strings.Contains(" "+strings.Join(y, " ")+" ", " "+w+" ") {
			return false
		}
	}
	return len(x) > 1
}
