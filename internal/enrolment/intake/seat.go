package intake

import (
	"reflect"
	"slices"

	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/org"
)

// seat gives a person a place, or brings the place they have up to date; it tells whether the place is new.
func (p *planner) seat(row *roster.Row, e *entry, role org.Role) bool {
	profile := row.Profile
	if other := p.list.Options.Kind; role == org.Mentee && (other == roster.Mentors || other == roster.Volunteers) || role == org.Mentor && (other == roster.Mentees || other == roster.WaitingList) {
		profile = crossed(profile)
	}
	at := e.seats[role]
	fresh := at == nil
	switch {
	case fresh:
		at = &place{row: row.Number, seat: enrolment.Seat{
			ID: p.newID(row.Number, string(role)), Person: org.Person{ID: e.person.ID}, Role: role,
			Status: p.settings.Status, Source: "import", Capacity: 1, Profile: profile, Note: row.Note, Applied: row.Stamp,
		}}
		e.put(at)
	case at.row > 0:
		stricter(&at.seat.Profile, profile)
		combine(&at.seat.Profile, profile, false)
		if at.seat.Note == "" {
			at.seat.Note = row.Note
		}
	default:
		at.row = row.Number
		combine(&at.seat.Profile, profile, true)
		if at.seat.Status == enrolment.Declined || at.seat.Status == enrolment.Withdrawn {
			p.say(roster.SeatClosed, row, p.list.NameColumn(), roster.Message{Read: row.Person.Name})
		}
	}
	if role == org.Mentor {
		p.mentor(row, at, fresh)
	}
	if !fresh && at.stored && row.Note != "" && at.seat.Note == "" {
		at.seat.Note, at.before = row.Note, ""
	}
	if fresh && p.list.Options.Kind == roster.WaitingList && at.seat.Applied.IsZero() {
		at.seat.Applied = row.Stamp
	}
	return fresh
}

// mentor sets what only a mentor's place has.
func (p *planner) mentor(row *roster.Row, at *place, fresh bool) {
	if row.Capacity > 0 && row.Capacity != at.seat.Capacity && (fresh || at.row == row.Number) {
		at.seat.Capacity, at.before = row.Capacity, ""
	}
	if row.Trained == value.Yes && at.seat.TrainedOn == "" {
		at.seat.TrainedOn, at.before = p.today, ""
	}
}

// crossed is what a row of a list of mentors tells about the same person as mentee, and the other way round: what somebody can
// give is not what they seek.
func crossed(p enrolment.Profile) enrolment.Profile {
	p.Strengths, p.Competences, p.Themes, p.Roles, p.RolesNot, p.Hours, p.Motivation, p.Direction = nil, nil, nil, nil, nil, 0, "", ""
	return p
}

// combine takes over what another profile says: over what is there, or only where nothing is.
func combine(into *enrolment.Profile, from enrolment.Profile, over bool) {
	extra := map[string]string{}
	for k, v := range into.Extra {
		extra[k] = v
	}
	for k, v := range from.Extra {
		if over || extra[k] == "" {
			extra[k] = v
		}
	}
	if from.HasYears && (over || !into.HasYears) {
		into.Years, into.HasYears = from.Years, true
	}
	if _, told := from.Extra["clearance"]; told && over {
		into.Cleared = from.Cleared
	}
	a, b := reflect.ValueOf(into).Elem(), reflect.ValueOf(from)
	for i := range a.NumField() {
		switch a.Type().Field(i).Name {
		case "Extra", "Years", "HasYears", "Cleared", "Wishes", "Unsettled":
			continue
		}
		if !b.Field(i).IsZero() && (over || a.Field(i).IsZero()) {
			a.Field(i).Set(b.Field(i))
		}
	}
	into.Extra = nil
	if len(extra) > 0 {
		into.Extra = extra
	}
}

// strictness orders the states of a clearance: where two rows disagree, the one further right counts until somebody decides.
var strictness = []string{"", "cleared", "ordered", "awaiting", "expired", "none"}

// stricter keeps the more careful of two rows about the same person.
func stricter(into *enrolment.Profile, from enrolment.Profile) {
	if slices.Index(strictness, from.Extra["clearance"]) > slices.Index(strictness, into.Extra["clearance"]) {
		extra := map[string]string{}
		for k, v := range into.Extra {
			extra[k] = v
		}
		extra["clearance"] = from.Extra["clearance"]
		into.Extra = extra
		into.Cleared = into.Cleared && from.Cleared
	}
	if from.Consent == "missing" {
		into.Consent = "missing"
	}
}

// wishes resolves who is wished for and who is not wanted, when everybody of the list is known.
func (p *planner) wishes() {
	for i := range p.list.Rows {
		row, e := &p.list.Rows[i], p.plan.Outcomes[i].entry
		if row.Refused || e == nil {
			continue
		}
		for _, side := range []struct {
			is             bool
			role, opposite org.Role
		}{{row.Mentor, org.Mentor, org.Mentee}, {row.Mentee, org.Mentee, org.Mentor}} {
			at := e.seats[side.role]
			if !side.is || at == nil {
				continue
			}
			if p.list.Column(roster.Wishes) >= 0 {
				p.wished(row, e, at, side.opposite)
			}
			if p.list.Column(roster.Veto) >= 0 {
				p.vetoes(row, e, at, side.role)
			}
		}
	}
}

func (p *planner) wished(row *roster.Row, e *entry, at *place, opposite org.Role) {
	var ids []string
	for _, w := range row.Wishes {
		var hit []*entry
		for _, c := range p.index.named(w) {
			if c != e && c.seats[opposite] != nil {
				hit = append(hit, c)
			}
		}
		if len(hit) != 1 {
			p.say(roster.WishUnresolved, row, p.list.Column(roster.Wishes), roster.Message{Read: w})
			continue
		}
		if !slices.Contains(ids, hit[0].person.ID) {
			ids = append(ids, hit[0].person.ID)
		}
	}
	if at.row == row.Number || len(ids) > 0 {
		at.seat.Profile.Wishes = ids
	}
}

// vetoes puts up a barrier for each name. A name that may mean several people, or nobody we know, must be settled by somebody
// before the seat is matched: a veto is never dropped in silence.
func (p *planner) vetoes(row *roster.Row, e *entry, at *place, role org.Role) {
	open := slices.DeleteFunc(slices.Clone(at.seat.Profile.Unsettled), func(u enrolment.Unsettled) bool {
		return u.Kind == enrolment.Veto && at.row == row.Number
	})
	for _, w := range row.Vetoes {
		hit := p.index.named(w)
		if len(hit) != 1 || hit[0] == e {
			p.say(roster.VetoUnresolved, row, p.list.Column(roster.Veto), roster.Message{Read: w})
			if u := (enrolment.Unsettled{Kind: enrolment.Veto, Words: w}); !slices.Contains(open, u) {
				open = append(open, u)
			}
			continue
		}
		p.barrier(e, hit[0], role, enrolment.Veto)
	}
	if len(open) == 0 {
		open = nil
	}
	at.seat.Profile.Unsettled = open
}

// settle tries again what an earlier list left open: a veto may name somebody who comes with this one.
func (p *planner) settle() {
	for _, e := range p.index.all {
		for role, at := range e.seats {
			if len(at.seat.Profile.Unsettled) == 0 || at.row > 0 {
				continue
			}
			var open []enrolment.Unsettled
			for _, u := range at.seat.Profile.Unsettled {
				hit := p.index.named(u.Words)
				if len(hit) != 1 || hit[0] == e {
					open = append(open, u)
					continue
				}
				p.barrier(e, hit[0], role, u.Kind)
			}
			if len(open) < len(at.seat.Profile.Unsettled) {
				at.seat.Profile.Unsettled, at.settled = open, true
			}
		}
	}
}

// barrier stands between somebody in a role and the one they do not want.
func (p *planner) barrier(e, other *entry, role org.Role, kind enrolment.BarrierKind) {
	b := enrolment.Barrier{MentorPerson: e.person.ID, MenteePerson: other.person.ID, Kind: kind, By: e.person.ID}
	if role == org.Mentee {
		b.MentorPerson, b.MenteePerson = b.MenteePerson, b.MentorPerson
	}
	if !p.known[b] {
		p.known[b] = true
		p.plan.Barriers = append(p.plan.Barriers, b)
	}
}

// leaders links people to their leader where no staff list has done so.
func (p *planner) leaders() {
	for i := range p.list.Rows {
		row, e := &p.list.Rows[i], p.plan.Outcomes[i].entry
		if row.Refused || e == nil || e.listed() {
			continue
		}
		leader, _ := p.index.staff(row.LeaderNo)
		if leader == nil && row.Leader != "" && (!p.index.anyList || row.Person.StaffNo == "") {
			if hit := p.index.named(row.Leader); len(hit) == 1 {
				leader = hit[0]
			}
		}
		if leader != nil && leader != e {
			e.person.Leader = leader.person.ID
		}
	}
}
