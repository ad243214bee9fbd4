package enrolment

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Train notes that the holders of seats took part in the training on a day; "" takes the note back. Facilitators may too. All or none.
func (e *Enrolments) Train(ctx context.Context, a org.Actor, seatIDs []string, on clock.Date) error {
	if _, ok := clock.ParseDate(string(on)); !ok {
		return fault.Field("on", "fault.bad_date")
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		for _, seatID := range seatIDs {
			t, err := e.lockSeat(ctx, tx, a.Org, seatID)
			if err != nil {
				return err
			}
			if err := mayTrain(a, t.Org, t.Programme); err != nil {
				return err
			}
			if t.TrainedOn == on {
				continue
			}
			if t.Status != Accepted {
				return fault.New(fault.Conflict, "enrolment.train_accepted_only")
			}
			t.TrainedOn = on
			if err := e.saveSeat(ctx, tx, &t); err != nil {
				return err
			}
			act := "seat_trained"
			if on == "" {
				act = "seat_untrained"
			}
			if err := e.log(ctx, tx, a.Account, act, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// trainingOn is the day on which a role is prepared in a programme; "" when none is set.
func trainingOn(p programme.Programme, role org.Role) clock.Date {
	if role == org.Mentor {
		return p.Training.MentorOn
	}
	return p.Training.MenteeOn
}
