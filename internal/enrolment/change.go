package enrolment

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The coordinator's own forms.
const (
	FormAdd    = "seat_add"
	FormNote   = "seat_note"
	FormDecide = "seat_decide"
	FormSettle = "seat_settle"
	FormBar    = "seat_bar"
	FormTrain  = "training_attendance"
	// FormCulture names a mentor a culture bearer, or not.
	FormCulture = "seat_culture"
	// FormInviteAll is a button and nothing else.
	FormInviteAll = "seat_invite_all"
)

func init() {
	visibility.Register(FormAdd, visibility.Coordinator, "name", "email", "role", "title", "unit", "capacity", "accept")
	visibility.Register(FormNote, visibility.Coordinator, "note", "capacity")
	visibility.Register(FormDecide, visibility.Coordinator, "to", "seat")
	visibility.Register(FormSettle, visibility.Coordinator, "kind", "words", "person", "nobody")
	visibility.Register(FormBar, visibility.Coordinator, "kind", "words", "person")
	visibility.Register(FormCulture, visibility.Coordinator, "on")
	visibility.Register(FormTrain, visibility.Coordinator, "on", "seat", "undo")
}

// Editable are the questions about a seat that an actor may answer anew. Its holder: all but the address, which is how they sign in,
// and what they have already said yes to. The coordinator: what they can know, with only the name needed.
func (e *Enrolments) Editable(a org.Actor, p programme.Programme, t Seat) []Question {
	given := map[string]bool{"email": t.Person.Account != "", "duty": t.Profile.DutyOn != "", "declare": t.Profile.DeclareOn != "", "agree": t.Profile.AgreeOn != ""}
	qs := slices.DeleteFunc(Asked(p, t.Role), func(q Question) bool { return given[q.Name] })
	if holds(a, t) {
		return qs
	}
	return forOthers(qs)
}

// Lacks names the needed questions that a seat has no answer to, as when it came from a spreadsheet.
func (t Seat) Lacks(p programme.Programme) []Question {
	a := AnswersOf(t, nil, p.Settings.Own)
	return slices.DeleteFunc(Asked(p, t.Role), func(q Question) bool {
		key, _ := a.wrong(t.Role, q)
		return !q.Needed || key == ""
	})
}

// AnswersOf reads a seat as answers, with the names of those its holder asked not to meet. Only for the holder and the coordinator.
func (e *Enrolments) AnswersOf(ctx context.Context, a org.Actor, t Seat) (Answers, error) {
	barred, err := e.Barred(ctx, a, t)
	if err != nil {
		return nil, err
	}
	names := map[BarrierKind][]string{}
	for _, b := range barred {
		names[b.Kind] = append(names[b.Kind], b.Person.Name)
	}
	for _, u := range t.Profile.Unsettled {
		names[u.Kind] = append(names[u.Kind], u.Words)
	}
	p, err := e.Programmes.Get(ctx, e.DB, t.Org, t.Programme)
	if err != nil {
		return nil, err
	}
	return AnswersOf(t, names, p.Settings.Own), nil
}

func mayChange(a org.Actor, t Seat) error {
	if holds(a, t) {
		return nil
	}
	return mayLead(a, t.Org, t.Programme)
}

// Change saves new answers of a seat: its holder's, or the coordinator's for someone who cannot. A coordinator need not answer
// everything and says yes to nothing for others.
func (e *Enrolments) Change(ctx context.Context, a org.Actor, seatID string, answers Answers) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayChange(a, t); err != nil {
			return err
		}
		if t.Status == Withdrawn || t.Status == Declined {
			return fault.New(fault.Conflict, "enrolment.not_in")
		}
		p, err := e.Programmes.Get(ctx, tx, t.Org, t.Programme)
		if err != nil {
			return err
		}
		qs := e.Editable(a, p, t)
		if err := answers.Check(t.Role, qs).Or(); err != nil {
			return err
		}
		kept := answers.only(qs)
		kept.fill(&t.Profile, t.Role, qs, e.today(p))
		if t.Role == org.Mentor && kept.Get("capacity") != "" {
			t.Capacity = kept.Capacity()
		}
		if err := e.mend(ctx, tx, &t, kept); err != nil {
			return err
		}
		if holds(a, t) {
			for kind, words := range kept.Barred() {
				if err := e.bar(ctx, tx, &t, kind, words); err != nil {
					return err
				}
			}
		}
		if err := e.saveSeat(ctx, tx, &t); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "seat_profile", t)
	})
}

// forOthers drops what only the person can say yes to, and needs nothing but the name. Whom they must not meet is no part of it
// either: the coordinator may be one of them, and would take down unseen what is hidden from them.
func forOthers(qs []Question) []Question {
	var out []Question
	for _, q := range qs {
		if q.Ask != Yes && q.Ask != Names && q.Class != visibility.Statistics {
			q.Needed = q.Name == "name"
			out = append(out, q)
		}
	}
	return out
}

// mend saves the directory's part of the answers; unlike an application it may also empty a field.
func (e *Enrolments) mend(ctx context.Context, tx *db.Tx, t *Seat, answers Answers) (err error) {
	was, err := e.Orgs.LockPerson(ctx, tx, t.Org, t.Person.ID)
	if err != nil {
		return err
	}
	now, told := was, answers.Person()
	now.Name, now.Phone, now.Title, now.Unit = told.Name, told.Phone, told.Title, told.Unit
	if was.Account == "" {
		now.Email = told.Email
	}
	if same(now, was) {
		t.Person = was
		return nil
	}
	t.Person, err = e.Orgs.SavePerson(ctx, tx, t.Org, now)
	if fault.Is(err, fault.Conflict) {
		return fault.Field("email", "enrolment.email_taken")
	}
	return err
}

// Annotate saves the coordinator's note and a mentor's capacity.
func (e *Enrolments) Annotate(ctx context.Context, a org.Actor, seatID, note string, capacity int) error {
	note = Clean(note)
	var errs fault.Fields
	if HasCPR(note) {
		errs.Add("note", "enrolment.cpr")
	}
	if len([]rune(note)) > 2000 {
		errs.Add("note", "enrolment.too_long", "max", 2000)
	}
	if capacity < 1 || capacity > MaxCapacity {
		errs.Add("capacity", "enrolment.bad_number", "min", 1, "max", MaxCapacity)
	}
	if err := errs.Or(); err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayLead(a, t.Org, t.Programme); err != nil {
			return err
		}
		if t.Role != org.Mentor {
			capacity = 1
		}
		if t.Note == note && t.Capacity == capacity {
			return nil
		}
		act := "seat_note"
		if t.Capacity != capacity {
			act = "seat_capacity"
		}
		t.Note, t.Capacity = note, capacity
		if err := e.saveSeat(ctx, tx, &t); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, act, t)
	})
}

// SetCapacity gives a mentor another number of mentees, in the caller's transaction.
func (e *Enrolments) SetCapacity(ctx context.Context, tx *db.Tx, a org.Actor, seatID string, capacity int) error {
	t, err := e.lockSeat(ctx, tx, a.Org, seatID)
	if err != nil {
		return err
	}
	if err := mayLead(a, t.Org, t.Programme); err != nil {
		return err
	}
	switch {
	case t.Role != org.Mentor:
		return fault.Missing()
	case capacity < 1 || capacity > MaxCapacity:
		return fault.Field("capacity", "enrolment.bad_number", "min", 1, "max", MaxCapacity)
	case t.Capacity == capacity:
		return nil
	}
	t.Capacity = capacity
	if err := e.saveSeat(ctx, tx, &t); err != nil {
		return err
	}
	return e.log(ctx, tx, a.Account, "seat_capacity", t)
}

// Add puts one person into the programme by hand; accept says yes at once.
func (e *Enrolments) Add(ctx context.Context, a org.Actor, person org.Person, role org.Role, capacity int, accept bool) (Seat, error) {
	if err := mayLead(a, a.Org, a.Programme); err != nil {
		return Seat{}, err
	}
	answers := Answers{"name": {person.Name}, "email": {person.Email}, "title": {person.Title}, "unit": {person.Unit}}
	errs := answers.Check(role, slices.DeleteFunc(forOthers(Questions(role)), func(q Question) bool { return answers[q.Name] == nil }))
	if role != org.Mentor && role != org.Mentee {
		errs.Add("role", "enrolment.need_choice")
	}
	if capacity < 1 || capacity > MaxCapacity {
		errs.Add("capacity", "enrolment.bad_number", "min", 1, "max", MaxCapacity)
	}
	if role != org.Mentor {
		capacity = 1
	}
	if err := errs.Or(); err != nil {
		return Seat{}, err
	}
	var t Seat
	return t, e.DB.Write(ctx, func(tx *db.Tx) error {
		before, err := e.seatOf(ctx, tx, a.Org, a.Programme, answers.Person(), role)
		if err == nil && before.Status != Withdrawn && before.Status != Declined {
			return fault.Field("email", "enrolment.there_already", "status", i18n.Key("enrolment.status_"+string(before.Status)))
		} else if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		t, err = e.Apply(ctx, tx, Application{
			Org: a.Org, Programme: a.Programme, Person: answers.Person(), Role: role, Capacity: capacity,
			Profile: before.Profile, Source: FromCoordinator, Account: a.Account,
		})
		if err != nil || !accept {
			return err
		}
		_, err = e.decide(ctx, tx, a, t.ID, Accepted)
		return err
	})
}

// Takes tells whether the public form of a programme is open: also while it runs, for the waiting list and for who comes later.
func Takes(p programme.Programme) bool {
	return p.Status == programme.Open || p.Status == programme.Running
}
