package intake

import (
	"maps"
	"slices"

	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

// staff takes in a staff list: records with leaders, no participants.
func (p *planner) staff() {
	for i := range p.list.Rows {
		row, o := &p.list.Rows[i], &p.plan.Outcomes[i]
		*o = Outcome{Row: row.Number, State: Refused, Name: row.Person.Name, Email: row.Person.Email, Unit: row.Person.Unit}
		if row.Refused {
			continue
		}
		p.record(row, o)
	}
	p.reporting()
	p.circles()
}

// record finds or makes the record of a row.
func (p *planner) record(row *roster.Row, o *Outcome) {
	who := &row.Person
	who.Extra[fromStaffList] = "yes"
	if who.Name == "" {
		who.Name = who.StaffNo
	}
	e := p.index.byStaff[who.StaffNo]
	if who.StaffNo == "" || e == nil {
		if m := p.index.byEmail[who.Email]; m != nil && (m.person.StaffNo == "" || who.StaffNo == "") {
			e = m
		}
	}
	switch {
	case e == nil:
		o.State = New
		who.ID = p.newID(row.Number, "person")
		fresh := *who
		if other := p.index.byEmail[who.Email]; other != nil && who.Email != "" {
			p.say(roster.EmailTaken, row, p.emailColumn(), roster.Message{Read: who.Email, Use: other.person.Name})
			fresh.Email = ""
		}
		e = &entry{person: fresh, row: row.Number}
		p.index.add(e)
	case e.row > 0:
		o.State = Merged
		column := p.list.Column(roster.StaffNo)
		if column < 0 {
			column = p.emailColumn()
		}
		p.say(roster.StaffNumberTwice, row, column, roster.Message{Read: who.StaffNo, Other: e.row})
		p.rehired(row, e)
	default:
		o.State = Known
		e.row = row.Number
		p.employ(row, e)
	}
	o.entry = e
}

// employ brings a record up to date.
func (p *planner) employ(row *roster.Row, e *entry) {
	told, have := row.Person, &e.person
	// Somebody who takes part keeps the name and address they are known by there.
	if own := e.taking || e.person.Account != "" || len(e.seats) > 0; !own || nameless(*have) {
		have.Name = told.Name
	}
	if have.Email == "" || e.listed() && !e.taking && have.Account == "" && len(e.seats) == 0 {
		p.address(row, e, false)
	}
	for _, f := range []struct {
		field roster.Field
		to    *string
		told  string
	}{
		{roster.StaffNo, &have.StaffNo, told.StaffNo},
		{roster.Title, &have.Title, told.Title},
		{roster.Unit, &have.Unit, told.Unit},
		{roster.Site, &have.Place, told.Place},
		{roster.Phone, &have.Phone, told.Phone},
	} {
		if f.told != "" && p.list.Column(f.field) >= 0 {
			*f.to = f.told
		}
	}
	extra := maps.Clone(have.Extra)
	if extra == nil {
		extra = map[string]string{}
	}
	if p.list.Column(roster.LeftOn) >= 0 { // employed again, or the date was wrong
		delete(extra, "left_on")
	}
	maps.Copy(extra, told.Extra)
	have.Extra = extra
	p.index.add(e)
}

// rehired takes a second period of employment under the same number: the one that lasts, or lasts longest, counts.
func (p *planner) rehired(row *roster.Row, e *entry) {
	now, other := e.person.Extra["left_on"], row.Person.Extra["left_on"]
	if now == "" || other != "" && other <= now {
		return
	}
	keep := e.row
	p.employ(row, e)
	e.row = keep
	if i := slices.IndexFunc(p.list.Rows, func(r roster.Row) bool { return r.Number == keep }); i >= 0 {
		p.list.Rows[i].LeaderNo, p.list.Rows[i].Leader = row.LeaderNo, row.Leader
	}
}

// reporting links every record to its leader.
func (p *planner) reporting() {
	column := p.list.Column(roster.LeaderNo)
	if column < 0 {
		column = p.list.Column(roster.Leader)
	}
	if column < 0 {
		return
	}
	for i := range p.list.Rows {
		row, o := &p.list.Rows[i], &p.plan.Outcomes[i]
		e := o.entry
		if row.Refused || e == nil || o.State == Merged {
			continue
		}
		e.person.Leader = ""
		name := row.LeaderNo
		leader, _ := p.index.staff(row.LeaderNo)
		if name == "" && row.Leader != "" {
			name = row.Leader
			if hit := p.index.named(name); len(hit) == 1 {
				leader = hit[0]
			}
		}
		switch {
		case name == "" || leader == e: // the top, who in some lists leads themselves
		case leader == nil:
			p.say(roster.LeaderUnknown, row, column, roster.Message{Read: name})
		default:
			e.person.Leader = leader.person.ID
		}
	}
}

// circles finds those who lead each other, at any length. The links are kept: org.Chain stops at a circle.
func (p *planner) circles() {
	byID := p.index.byID
	state := map[string]int8{} // 1 on the way, 2 done
	inCircle := map[string]bool{}
	for _, e := range p.index.all {
		var way []string
		at := e.person.ID
		for at != "" && state[at] == 0 {
			state[at] = 1
			way = append(way, at)
			next := byID[at].person.Leader
			if byID[next] == nil {
				next = ""
			}
			at = next
		}
		if at != "" && state[at] == 1 {
			for _, member := range way[slices.Index(way, at):] {
				inCircle[member] = true
			}
		}
		for _, w := range way {
			state[w] = 2
		}
	}
	column := max(p.list.Column(roster.LeaderNo), p.list.Column(roster.Leader))
	for i := range p.list.Rows {
		if e := p.plan.Outcomes[i].entry; e != nil && inCircle[e.person.ID] && p.plan.Outcomes[i].State != Merged {
			leader := byID[e.person.Leader]
			p.say(roster.LeaderCircle, &p.list.Rows[i], column, roster.Message{Read: leader.person.Name})
		}
	}
}

// Person finds a person of a plan by row; the zero Person for a refused row.
func (p *Plan) Person(row int) org.Person {
	for _, o := range p.Outcomes {
		if o.Row == row && o.entry != nil {
			return o.entry.person
		}
	}
	return org.Person{}
}
