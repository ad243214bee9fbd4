package matching

import (
	"context"
	"errors"
	"fmt"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// reminderDays is how many days before a phase's last day those who have said nothing are reminded, once.
const reminderDays = 2

// DailyWishes does what the calendar asks for: it reminds, ends phases whose last day is over, and stops the round of a programme that is
// closed. It can be run any number of times; a programme that fails does not stop the others.
func (m *Matches) DailyWishes(ctx context.Context) error {
	orgs, err := m.Orgs.List(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, o := range orgs {
		programmes, err := db.Column[string](ctx, m.DB, "select programme_id from wish_round where org_id=$1 and status in ('wishing','answering')", o.ID)
		if err != nil {
			return err
		}
		for _, id := range programmes {
			if err := m.dailyWishes(ctx, o.ID, id); err != nil {
				failed = append(failed, fmt.Errorf("matching: wish round of programme %s: %w", id, err))
			}
		}
	}
	return errors.Join(failed...)
}

func (m *Matches) dailyWishes(ctx context.Context, orgID, programmeID string) error {
	a := org.System(orgID)
	a.Programme = programmeID
	err := m.leadWishes(ctx, a, func(tx *db.Tx, pr programme.Programme, r WishRound) error {
		today := m.wishDay(pr)
		switch {
		case pr.Status == programme.Closed:
			return m.halt(ctx, tx, r, a)
		case today > r.By():
			return m.advance(ctx, tx, pr, r, a)
		case r.reminds(today, clock.DateOf(r.began().In(pr.Location()))):
			return m.remindWishes(ctx, tx, pr, r)
		}
		return nil
	})
	if fault.Is(err, fault.Conflict) { // closed a moment ago by somebody else
		return nil
	}
	return err
}

// reminds tells whether a day is one for reminding. Nobody is reminded on the day they were asked.
func (r WishRound) reminds(today, asked clock.Date) bool {
	return today > asked && today >= r.By().Add(0, 0, -reminderDays)
}

// remindWishes writes to those whose turn it is and who have said nothing; a second time it writes to nobody.
func (m *Matches) remindWishes(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound) error {
	waiting, err := m.waiting(ctx, tx, r)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		s, err := m.Enrolments.Seat(ctx, tx, r.Org, w.Seat)
		if err != nil {
			return err
		}
		letter := "say_remind"
		if r.Status == Answering {
			letter = "say_remind_answer"
		}
		if err := m.tellWish(ctx, tx, pr, r, s, letter); err != nil {
			return err
		}
	}
	return nil
}
