package intake

import (
	"maps"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

// answers finds people who have answered the same form twice: the later answer counts, wherever it stands.
func (p *planner) answers() {
	p.replaced = map[int]int{}
	if p.list.Options.Kind != roster.Everyone {
		return
	}
	latest := map[string]*roster.Row{}
	for i := range p.list.Rows {
		row := &p.list.Rows[i]
		if row.Refused || row.Stamp.IsZero() || row.Person.Email == "" {
			continue
		}
		other := latest[row.Person.Email]
		switch {
		case other == nil:
			latest[row.Person.Email] = row
		case row.Stamp.Before(other.Stamp):
			p.replaced[row.Number] = other.Number
		default:
			p.replaced[other.Number] = row.Number
			latest[row.Person.Email] = row
		}
	}
	for old := range p.replaced { // an answer replaced twice leads to the last
		for p.replaced[p.replaced[old]] != 0 {
			p.replaced[old] = p.replaced[p.replaced[old]]
		}
	}
	p.forgetRepeats()
}

// forgetRepeats drops what was said about a later answer when the same was said about the one it replaces.
func (p *planner) forgetRepeats() {
	type said struct {
		code   roster.Code
		column int
		read   string
	}
	before := map[int]map[said]bool{}
	for _, m := range p.list.Messages {
		if into := p.replaced[m.Row]; into != 0 {
			if before[into] == nil {
				before[into] = map[said]bool{}
			}
			before[into][said{m.Code, m.Column, m.Read}] = true
		}
	}
	kept := p.list.Messages[:0]
	for _, m := range p.list.Messages {
		if !before[m.Row][said{m.Code, m.Column, m.Read}] {
			kept = append(kept, m)
		}
	}
	p.list.Messages = kept
}

// participant finds or makes the person of a row and the seats.
func (p *planner) participant(row *roster.Row, o *Outcome) {
	*o = Outcome{Row: row.Number, State: Refused, Name: row.Person.Name, Email: row.Person.Email, Unit: row.Person.Unit, Mentor: row.Mentor, Mentee: row.Mentee}
	if row.Refused {
		return
	}
	if into := p.replaced[row.Number]; into != 0 {
		o.State = Merged
		p.plan.Merged = append(p.plan.Merged, Merge{row.Number, into})
		return
	}
	e := p.find(row, o)
	if row.Person.Email == "" && (e == nil || e.person.Email == "") && p.list.Options.Kind != roster.WaitingList {
		p.say(roster.MissingEmail, row, p.list.Column(roster.Email), roster.Message{})
		refuse(row, o)
		return
	}
	switch {
	case e == nil:
		o.State = New
		e = p.create(row)
	case e.row > 0:
		o.State = Merged
		p.plan.Merged = append(p.plan.Merged, Merge{row.Number, e.row})
		p.again(row, e)
		if told := row.Person.Email; o.Answer == "yes" && told != "" && told != e.person.Email && p.index.byEmail[told] == nil {
			p.another(e, told)
		}
	default:
		o.State = Known
		if !e.taking {
			o.State = New // in the directory, not yet in a programme
		}
		p.learn(row, e, o.Answer == "yes")
	}
	o.entry = e
	if o.Email == "" {
		o.Email = e.person.Email
	}
	for into := range p.replacedBy(row.Number) {
		p.say(roster.MergedDuplicate, row, p.emailColumn(), roster.Message{Other: into, Read: row.Person.Email})
	}
	if left := e.person.Extra["left_on"]; left != "" && left <= string(p.today) {
		column := p.list.Column(roster.StaffNo)
		if column < 0 {
			column = p.emailColumn()
		}
		p.say(roster.PersonHasLeft, row, column, roster.Message{Read: row.Person.StaffNo, Use: left})
	}
	seated := false
	if row.Mentor {
		seated = p.seat(row, e, org.Mentor) || seated
	}
	if row.Mentee {
		seated = p.seat(row, e, org.Mentee) || seated
	}
	if seated && o.State == Known {
		o.State = New
	}
}

func (p *planner) replacedBy(row int) map[int]bool {
	out := map[int]bool{}
	for old, into := range p.replaced {
		if into == row {
			out[old] = true
		}
	}
	return out
}

func (p *planner) emailColumn() int {
	if c := p.list.Column(roster.Email); c >= 0 {
		return c
	}
	return p.list.NameColumn()
}

// find looks for the person of a row among those who are known: by staff number, by address, and those without an address by what
// a child is known by. The number comes first, because it is what reporting lines hang on.
func (p *planner) find(row *roster.Row, o *Outcome) *entry {
	x, who := p.index, &row.Person
	column := p.list.Column(roster.StaffNo)
	if e, padded := x.staff(who.StaffNo); e != nil {
		if padded {
			p.say(roster.StaffNumberPadded, row, column, roster.Message{Read: who.StaffNo, Use: e.person.StaffNo})
			who.StaffNo = e.person.StaffNo
		}
		if who.Email == "" && e.person.Email != "" {
			p.say(roster.EmailFromStaff, row, p.emailColumn(), roster.Message{Use: e.person.Email})
		}
		return e
	}
	byMail := x.byEmail[who.Email]
	if who.StaffNo != "" && x.anyList {
		m := roster.Message{Read: who.StaffNo}
		// The address is that of somebody in the staff list, who has another number there. Which of the two is wrong cannot be
		// known, so no reporting line is taken over before somebody says so.
		if byMail != nil && byMail.bare() && byMail.person.StaffNo != "" {
			switch p.ask(o, byMail.person.StaffNo+" "+byMail.person.Name) {
			case "yes":
				who.StaffNo = byMail.person.StaffNo
				return byMail
			case "":
				m.Use = o.Like
			}
			p.say(roster.StaffNumberUnknown, row, column, m)
			byMail.person.Email = ""
			delete(x.byEmail, who.Email)
			return nil
		}
		p.say(roster.StaffNumberUnknown, row, column, m)
	}
	switch {
	case who.Email != "" && byMail != nil:
		return byMail
	case who.Email == "":
		if e := x.byChild[childKey(*who)]; e != nil {
			return e
		}
	}
	return p.perhaps(row, o)
}

// perhaps looks for somebody who may be the same: an alias of the same mailbox, or the same name. That is asked, never assumed.
func (p *planner) perhaps(row *roster.Row, o *Outcome) *entry {
	who := row.Person
	like := p.index.byAlias[value.Alias(who.Email)]
	if who.Email == "" || like != nil && differ(who, like.person) {
		like = nil
	}
	for _, e := range p.index.byName[value.Fold(who.Name)] {
		if like == nil && !differ(who, e.person) {
			like = e
		}
	}
	if like == nil {
		return nil
	}
	switch p.ask(o, strings.TrimSpace(like.person.Name+" "+like.person.Email)) {
	case "yes":
		return like
	case "":
		p.say(roster.PossibleDuplicate, row, p.emailColumn(), roster.Message{Read: who.Email, Use: o.Like, Other: like.row})
	}
	return nil
}

// ask puts the question of a row and gives its answer, "" when there is none yet.
func (p *planner) ask(o *Outcome, like string) string {
	o.Ask, o.Like = true, like
	if same, answered := p.settings.Same[o.Row]; answered {
		o.Answer = map[bool]string{true: "yes", false: "no"}[same]
	}
	return o.Answer
}

// differ tells whether two people of the same name are surely two: by number or year of birth.
func differ(a, b org.Person) bool {
	no := a.StaffNo != "" && b.StaffNo != "" && a.StaffNo != b.StaffNo
	year := a.Extra["birth_year"] != "" && b.Extra["birth_year"] != "" && a.Extra["birth_year"] != b.Extra["birth_year"]
	return no || year
}

func (p *planner) create(row *roster.Row) *entry {
	who := row.Person
	who.ID = p.newID(row.Number, "person")
	who.Extra = maps.Clone(who.Extra)
	e := &entry{person: who, row: row.Number}
	p.index.add(e)
	return e
}

// learn takes over what a row knows about somebody who is stored. What a staff list says stays.
func (p *planner) learn(row *roster.Row, e *entry, asked bool) {
	e.row = row.Number
	p.conflict(row, e)
	who := &e.person
	own := !e.listed()
	var changes []string
	set := func(f roster.Field, have *string, told string) {
		if told == "" || told == *have || *have != "" && !own {
			return
		}
		if *have != "" {
			changes = append(changes, *have+" → "+told)
			if c := p.list.Column(f); c >= 0 {
				p.say(roster.PersonChanges, row, c, roster.Message{Read: *have, Use: told})
			}
		}
		*have = told
	}
	set(roster.Title, &who.Title, row.Person.Title)
	set(roster.Unit, &who.Unit, row.Person.Unit)
	set(roster.Site, &who.Place, row.Person.Place)
	set(roster.Phone, &who.Phone, row.Person.Phone)
	if who.StaffNo == "" {
		who.StaffNo = row.Person.StaffNo
	}
	if nameless(*who) {
		who.Name = row.Person.Name
	}
	p.address(row, e, asked)
	who.Extra = maps.Clone(who.Extra)
	if who.Extra == nil {
		who.Extra = map[string]string{}
	}
	for k, v := range row.Person.Extra {
		if own || who.Extra[k] == "" {
			who.Extra[k] = v
		}
	}
	p.index.add(e)
}

// nameless tells whether a staff list gave a number and no name.
func nameless(p org.Person) bool { return p.Name == "" || p.Name == p.StaffNo }

// address takes over an address, unless somebody else has it or the person signs in with another one.
func (p *planner) address(row *roster.Row, e *entry, asked bool) {
	told := row.Person.Email
	if told == "" || told == e.person.Email {
		return
	}
	if other := p.index.byEmail[told]; other != nil && other != e {
		p.say(roster.EmailTaken, row, p.emailColumn(), roster.Message{Read: told, Use: other.person.Name})
		return
	}
	if e.person.Email != "" && (e.person.Account != "" || asked) {
		p.another(e, told)
		return
	}
	delete(p.index.byEmail, e.person.Email)
	e.person.Email = told
}

// another keeps a second address of somebody, so that the same list finds them again.
func (p *planner) another(e *entry, address string) {
	if have := strings.Fields(e.person.Extra[otherEmails]); !slices.Contains(have, address) {
		e.person.Extra = maps.Clone(e.person.Extra)
		if e.person.Extra == nil {
			e.person.Extra = map[string]string{}
		}
		e.person.Extra[otherEmails] = strings.Join(append(have, address), " ")
	}
	p.index.byEmail[address] = e
}

// conflict says that a known person goes by another name in the row.
func (p *planner) conflict(row *roster.Row, e *entry) bool {
	if nameless(e.person) || sameName(row.Person.Name, e.person.Name) {
		return false
	}
	column := p.list.NameColumn()
	have := value.Fold(e.person.Name)
	if c := p.list.Column(roster.LastName); c >= 0 && row.First != "" && strings.HasPrefix(have, value.Fold(row.First)+" ") {
		column = c
	}
	p.say(roster.NameConflict, row, column, roster.Message{Read: row.Person.Name, Use: e.person.Name, Other: e.row})
	return true
}

// again takes a second row of the same person: what the first row left open is filled in, what differs is pointed out.
func (p *planner) again(row *roster.Row, e *entry) {
	conflict := p.conflict(row, &entry{person: e.person, row: e.row})
	who, column := &e.person, p.emailColumn()
	read := row.Person.Email
	for _, f := range []struct {
		field      roster.Field
		have, told *string
	}{
		{roster.Unit, &who.Unit, &row.Person.Unit},
		{roster.Title, &who.Title, &row.Person.Title},
		{roster.Site, &who.Place, &row.Person.Place},
		{roster.Phone, &who.Phone, &row.Person.Phone},
	} {
		if *f.have == "" {
			*f.have = *f.told
		} else if *f.told != "" && value.Fold(*f.told) != value.Fold(*f.have) && column == p.emailColumn() {
			column, read = p.list.Column(f.field), *f.told
		}
	}
	for k, v := range row.Person.Extra {
		if who.Extra[k] == "" {
			who.Extra[k] = v
		}
	}
	repeated := row.Mentor && e.seats[org.Mentor] != nil && e.seats[org.Mentor].row > 0 || row.Mentee && e.seats[org.Mentee] != nil && e.seats[org.Mentee].row > 0
	if repeated && !conflict {
		p.say(roster.MergedDuplicate, row, column, roster.Message{Read: read, Other: e.row})
	}
}
