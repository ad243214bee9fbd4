package evaluation

import (
	"context"
	"errors"
	"fmt"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Daily does what the calendar asks for: opens surveys whose day has come, reminds, and closes those whose last day is over. It can be
// run at any time and any number of times; a programme that fails does not stop the others.
func (e *Evaluations) Daily(ctx context.Context) error {
	orgs, err := e.Orgs.List(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, o := range orgs {
		programmes, err := e.Programmes.List(ctx, e.DB, o.ID)
		if err != nil {
			return err
		}
		for _, pr := range programmes {
			if pr.Status != programme.Running && pr.Status != programme.Closed {
				continue
			}
			if err := e.daily(ctx, pr); err != nil {
				failed = append(failed, fmt.Errorf("evaluation: programme %s: %w", pr.ID, err))
			}
		}
	}
	return errors.Join(failed...)
}

func (e *Evaluations) daily(ctx context.Context, pr programme.Programme) error {
	today := e.today(pr)
	plan, err := e.Plan(ctx, e.DB, pr)
	if err != nil {
		return err
	}
	for _, st := range plan {
		switch {
		case st.Survey == nil && st.due(today) && pr.Status == programme.Running:
			err = e.DB.Write(ctx, func(tx *db.Tx) error { return e.open(ctx, tx, pr, st.Kind, "") })
			if fault.Is(err, fault.Conflict) { // nobody to ask yet, or somebody else was faster
				err = nil
			}
		case st.Open() && today > st.Survey.ClosesOn:
			err = e.DB.Write(ctx, func(tx *db.Tx) error { return e.close(ctx, tx, pr, st.Kind, "") })
		case st.Open() && st.Survey.reminder(today) != "":
			err = e.DB.Write(ctx, func(tx *db.Tx) error {
				_, err := e.remind(ctx, tx, pr, *st.Survey, st.Survey.reminder(today))
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// late is how many days after its planned day a survey still opens by itself; later than that somebody has chosen not to.
const late = 60

func (s Status) due(today clock.Date) bool {
	return s.Planned != "" && today >= s.Planned && today <= s.Planned.Add(0, 0, late)
}
