package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// NameBearer says that a mentor is a culture bearer, or no longer: somebody who carries the ways of the house well.
func (e *Enrolments) NameBearer(ctx context.Context, a org.Actor, seatID string, on bool) error {
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		t, err := e.lockSeat(ctx, tx, a.Org, seatID)
		if err != nil {
			return err
		}
		if err := mayLead(a, t.Org, t.Programme); err != nil {
			return err
		}
		if t.Role != org.Mentor {
			return fault.New(fault.Conflict, "enrolment.culture_mentors")
		}
		if t.Profile.Culture == on {
			return nil
		}
		t.Profile.Culture = on
		if err := e.saveSeat(ctx, tx, &t); err != nil {
			return err
		}
		return e.log(ctx, tx, a.Account, "seat_culture", t)
	})
}
