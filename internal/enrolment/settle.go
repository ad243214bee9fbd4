package enrolment

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Barred is one whom a seat's holder asked not to meet.
type Barred struct {
	Person org.Person
	Kind   BarrierKind
}

// Barred reads whom the holder of a seat asked not to meet: for the holder and the coordinator. A coordinator who takes part as well
// and is asked not to be met never learns it here.
func (e *Enrolments) Barred(ctx context.Context, a org.Actor, t Seat) ([]Barred, error) {
	if err := mayChange(a, t); err != nil {
		return nil, err
	}
	asked, err := e.asked(ctx, e.DB, t)
	if err != nil {
		return nil, err
	}
	var out []Barred
	for _, b := range asked {
		p, err := e.Orgs.Person(ctx, e.DB, t.Org, b.Other(t.Person.ID))
		if fault.Is(err, fault.NotFound) || err == nil && p.Account != "" && p.Account == a.Account { // gone from the directory, or the reader
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Barred{p, b.Kind})
	}
	return out, nil
}

// Bar adds someone whom a seat's holder told the coordinator they must not meet.
func (e *Enrolments) Bar(ctx context.Context, a org.Actor, seatID string, kind BarrierKind, words string) error {
	words = strings.Join(strings.Fields(Clean(words)), " ")
	var errs fault.Fields
	switch {
	case words == "":
		errs.Add("words", "enrolment.need_names")
	case HasCPR(words):
		errs.Add("words", "enrolment.cpr")
	case len([]rune(words)) > 120:
		errs.Add("words", "enrolment.too_long", "max", 120)
	}
	if !slices.Contains(BarrierKinds, kind) {
		errs.Add("kind", "enrolment.need_choice")
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
		found, err := e.named(ctx, tx, t.Org, words)
		if err != nil {
			return err
		}
		switch u := (Unsettled{kind, words}); {
		case len(found) == 1 && found[0].ID == t.Person.ID:
			return fault.Field("words", "enrolment.settle_self")
		case len(found) == 1:
			err = e.AddBarrier(ctx, tx, t.Org, t.Programme, t.between(kind, found[0].ID))
		case !slices.Contains(t.Profile.Unsettled, u):
			t.Profile.Unsettled = append(slices.Clone(t.Profile.Unsettled), u)
			err = e.saveSeat(ctx, tx, &t)
		}
		if err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "barrier_added", t)
	})
}

// Unbar takes one back.
func (e *Enrolments) Unbar(ctx context.Context, a org.Actor, seatID string, kind BarrierKind, personID string) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayLead(a, t.Org, t.Programme); err != nil {
			return err
		}
		if err := e.takeBarrier(ctx, tx, t.Org, t.Programme, t.between(kind, personID)); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "barrier_removed", t)
	})
}

// Settle says who was meant by words that named nobody surely: barriers against the people chosen, or none when nobody here was meant.
func (e *Enrolments) Settle(ctx context.Context, a org.Actor, seatID string, u Unsettled, personIDs []string) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayLead(a, t.Org, t.Programme); err != nil {
			return err
		}
		i := slices.Index(t.Profile.Unsettled, u)
		if i < 0 {
			return fault.Missing()
		}
		for _, personID := range personIDs {
			if personID == t.Person.ID {
				return fault.Field("person", "enrolment.settle_self")
			}
			if _, err := e.Orgs.Person(ctx, tx, t.Org, personID); err != nil {
				return err
			}
			if err := e.AddBarrier(ctx, tx, t.Org, t.Programme, t.between(u.Kind, personID)); err != nil {
				return err
			}
		}
		t.Profile.Unsettled = slices.Delete(slices.Clone(t.Profile.Unsettled), i, i+1)
		if err := e.saveSeat(ctx, tx, &t); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "barrier_settled", t)
	})
}
