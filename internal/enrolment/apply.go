package enrolment

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Sources of a seat.
const (
	FromForm        = "form"
	FromImport      = "import"
	FromCoordinator = "coordinator"
)

// Application asks for a seat. The same person in the same role never gets a second one: a later application changes the first.
type Application struct {
	Org, Programme string
	Person         org.Person // found by ID, account or e-mail, in that order; added to the directory when unknown
	Role           org.Role   // org.Mentor or org.Mentee
	Capacity       int
	Profile        Profile
	Source         string
	Account        string // who did it; "" for nobody signed in
	// Barred holds, per kind, those the applicant must not be matched with, in their own words. A kind that is missing stays as it was.
	Barred map[BarrierKind][]string
}

// Apply gives a seat to an application, or changes the seat that is there. It sends no mail: Confirm, Add and the import know what
// to say. An answered seat keeps its answer; only who was declined or had withdrawn stands in the queue again, at its end.
func (e *Enrolments) Apply(ctx context.Context, tx *db.Tx, a Application) (Seat, error) {
	if a.Role != org.Mentor && a.Role != org.Mentee {
		return Seat{}, fault.Field("role", "fault.bad_choice", "field", "role")
	}
	p, err := e.lockProgramme(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return Seat{}, err
	}
	if p.Status == programme.Closed {
		return Seat{}, fault.New(fault.Conflict, "enrolment.closed")
	}
	person, err := e.person(ctx, tx, a.Org, a.Person)
	if err != nil {
		return Seat{}, err
	}
	t, err := db.Get(ctx, tx, scanSeat, selectSeat+" where s.org_id=$1 and s.programme_id=$2 and s.person_id=$3 and s.role=$4", a.Org, a.Programme, person.ID, a.Role)
	act := "seat_profile"
	switch {
	case fault.Is(err, fault.NotFound):
		t = Seat{Org: a.Org, Programme: a.Programme, Person: person, Role: a.Role, Status: Applied, Source: a.Source}
		act = "seat_applied"
	case err != nil:
		return Seat{}, err
	case t.Status == Declined || t.Status == Withdrawn:
		t.Status, t.Applied, t.Decided, t.Paused = Applied, e.Clock.Now(), time.Time{}, time.Time{}
		act = "seat_applied"
	}
	t.Person, t.Capacity = person, a.Capacity
	unsettled := t.Profile.Unsettled
	t.Profile = a.Profile
	if t.Profile.Unsettled == nil {
		t.Profile.Unsettled = unsettled
	}
	for _, kind := range BarrierKinds {
		if words, given := a.Barred[kind]; given {
			if err := e.bar(ctx, tx, &t, kind, words); err != nil {
				return Seat{}, err
			}
		}
	}
	if err := e.saveSeat(ctx, tx, &t); err != nil {
		return Seat{}, err
	}
	return t, e.log(ctx, tx, a.Account, act, t)
}

// lockProgramme lets one application at a time into a programme, so that two from the same person become one seat.
func (e *Enrolments) lockProgramme(ctx context.Context, tx *db.Tx, orgID, programmeID string) (programme.Programme, error) {
	if _, err := db.One[string](ctx, tx, "select id from programme where org_id=$1 and id=$2"+tx.Lock(), orgID, programmeID); err != nil {
		return programme.Programme{}, err
	}
	return e.Programmes.Get(ctx, tx, orgID, programmeID)
}

// person finds or adds the applicant in the directory. What the application tells fills and mends what the directory knew.
func (e *Enrolments) person(ctx context.Context, tx *db.Tx, orgID string, p org.Person) (org.Person, error) {
	known, err := org.Person{}, error(fault.Missing())
	if p.ID != "" {
		if known, err = e.Orgs.Person(ctx, tx, orgID, p.ID); err != nil {
			return known, err
		}
	}
	if p.ID == "" && p.Account != "" {
		known, err = e.Orgs.PersonOf(ctx, tx, orgID, p.Account)
	}
	if fault.Is(err, fault.NotFound) && p.Email != "" {
		known, err = e.Orgs.PersonByEmail(ctx, tx, orgID, p.Email)
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return known, err
	}
	if known.ID != "" {
		if known, err = e.Orgs.LockPerson(ctx, tx, orgID, known.ID); err != nil {
			return known, err
		}
	}
	before := known
	if known.Account == "" {
		known.Account = p.Account
	}
	if known.Email == "" {
		known.Email = org.CleanEmail(p.Email)
	}
	for _, f := range []struct {
		to   *string
		from string
	}{
		{&known.StaffNo, p.StaffNo},
		{&known.Name, strings.Join(strings.Fields(p.Name), " ")},
		{&known.Phone, p.Phone},
		{&known.Title, p.Title},
		{&known.Unit, p.Unit},
		{&known.Place, p.Place},
		{&known.Leader, p.Leader},
	} {
		if f.from != "" {
			*f.to = f.from
		}
	}
	if known.Name == "" {
		return known, fault.Field("name", "enrolment.need_line")
	}
	for k, v := range p.Extra {
		if known.Extra == nil {
			known.Extra = map[string]string{}
		}
		known.Extra[k] = v
	}
	if known.ID != "" && len(p.Extra) == 0 && same(known, before) {
		return known, nil
	}
	return e.Orgs.SavePerson(ctx, tx, orgID, known)
}

func same(a, b org.Person) bool {
	a.Extra, b.Extra = nil, nil
	return a.Account == b.Account && a.StaffNo == b.StaffNo && a.Name == b.Name && a.Email == b.Email && a.Phone == b.Phone &&
		a.Title == b.Title && a.Unit == b.Unit && a.Place == b.Place && a.Leader == b.Leader
}

// bar replaces what a seat's holder asked for in one kind. Words that name exactly one person become a barrier, the rest waits for
// the coordinator. A name that was settled before stays settled.
func (e *Enrolments) bar(ctx context.Context, tx *db.Tx, t *Seat, kind BarrierKind, words []string) error {
	old, err := e.asked(ctx, tx, *t)
	if err != nil {
		return err
	}
	old = slices.DeleteFunc(old, func(b Barrier) bool { return b.Kind != kind })
	settled := func(p org.Person) bool {
		return slices.ContainsFunc(old, func(b Barrier) bool { return b.Other(t.Person.ID) == p.ID })
	}
	t.Profile.Unsettled = slices.DeleteFunc(slices.Clone(t.Profile.Unsettled), func(u Unsettled) bool { return u.Kind == kind })
	var keep []string
	for _, w := range words {
		if w = strings.Join(strings.Fields(w), " "); w == "" {
			continue
		}
		found, err := e.named(ctx, tx, t.Org, w)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(found, settled) {
			found = slices.DeleteFunc(found, func(p org.Person) bool { return !settled(p) })
		} else if len(found) != 1 {
			t.Profile.Unsettled = append(t.Profile.Unsettled, Unsettled{kind, w})
			continue
		}
		for _, p := range found {
			if p.ID != t.Person.ID {
				keep = append(keep, p.ID)
			}
		}
	}
	for _, b := range old {
		if !slices.Contains(keep, b.Other(t.Person.ID)) {
			if err := e.takeBarrier(ctx, tx, t.Org, t.Programme, b); err != nil {
				return err
			}
		}
	}
	for _, id := range keep {
		if err := e.AddBarrier(ctx, tx, t.Org, t.Programme, t.between(kind, id)); err != nil {
			return err
		}
	}
	return nil
}

// named finds the people of the directory that words name: by address, staff number or the whole name.
func (e *Enrolments) named(ctx context.Context, q db.Q, orgID, words string) ([]org.Person, error) {
	ids, err := db.Column[string](ctx, q, "select id from person where org_id=$1 and ((email=$2 and email<>'') or (staff_no=$3 and staff_no<>'') or name=$3)",
		orgID, org.CleanEmail(words), words)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 { // perhaps in other capitals, which the two databases compare differently
		all, err := e.Orgs.People(ctx, q, orgID)
		if err != nil {
			return nil, err
		}
		return slices.DeleteFunc(all, func(p org.Person) bool { return !strings.EqualFold(p.Name, words) }), nil
	}
	out := make([]org.Person, 0, len(ids))
	for _, id := range ids {
		p, err := e.Orgs.Person(ctx, q, orgID, id)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (e *Enrolments) log(ctx context.Context, tx *db.Tx, account, act string, t Seat) error {
	return audit.Log(ctx, tx, e.Clock, audit.Entry{Org: t.Org, Programme: t.Programme, Account: account, Act: act, Object: t.ID})
}
