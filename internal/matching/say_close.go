package matching

import (
	"context"
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// leadWishes runs a coordinator's change of the round that runs.
func (m *Matches) leadWishes(ctx context.Context, a org.Actor, f func(tx *db.Tx, pr programme.Programme, r WishRound) error) error {
	if err := mayLead(a); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		r, err := m.liveWishes(ctx, tx, a.Org, a.Programme)
		if err == nil {
			r, err = m.lockWishes(ctx, tx, a.Org, r.ID)
		}
		if fault.Is(err, fault.NotFound) || err == nil && !r.Live() {
			return fault.New(fault.Conflict, "say.none_runs")
		}
		if err != nil {
			return err
		}
		pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
		if err != nil {
			return err
		}
		return f(tx, pr, r)
	})
}

// MoveWishDates gives the round that runs other last days. The day of a phase that is over stays.
func (m *Matches) MoveWishDates(ctx context.Context, a org.Actor, wishesBy, answersBy clock.Date) error {
	return m.leadWishes(ctx, a, func(tx *db.Tx, pr programme.Programme, r WishRound) error {
		var bad fault.Fields
		today := m.wishDay(pr)
		if r.Status == Wishing {
			r.WishesBy = wishesBy
		}
		if r.Kind == Requested {
			r.AnswersBy = answersBy
		}
		r.checkDates(&bad, today, r.Status == Answering)
		if err := bad.Or(); err != nil {
			return err
		}
		if err := m.saveWishes(ctx, tx, r); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "wishes_moved", r.ID, nil)
	})
}

// CloseWishes ends the phase that runs before its last day: mentees' requests go to the mentors, or the wishes to the pool.
func (m *Matches) CloseWishes(ctx context.Context, a org.Actor) error {
	return m.leadWishes(ctx, a, func(tx *db.Tx, pr programme.Programme, r WishRound) error {
		return m.advance(ctx, tx, pr, r, a)
	})
}

// StopWishes ends the round and keeps no wish. A veto stays: whoever asked for it still wants it.
func (m *Matches) StopWishes(ctx context.Context, a org.Actor) error {
	return m.leadWishes(ctx, a, func(tx *db.Tx, _ programme.Programme, r WishRound) error {
		return m.halt(ctx, tx, r, a)
	})
}

func (m *Matches) halt(ctx context.Context, tx *db.Tx, r WishRound, a org.Actor) error {
	r.Status, r.Closed = Halted, m.Clock.Now()
	if err := m.saveWishes(ctx, tx, r); err != nil {
		return err
	}
	if err := m.forgetMessages(ctx, tx, r); err != nil {
		return err
	}
	return m.log(ctx, tx, a, "wishes_stopped", r.ID, nil)
}

// forgetMessages empties what mentees wrote to mentors: it was for answering a request, and that is over.
func (m *Matches) forgetMessages(ctx context.Context, tx *db.Tx, r WishRound) error {
	_, err := tx.Exec(ctx, "update wish_choice set message='' where org_id=$1 and round_id=$2", r.Org, r.ID)
	return err
}

// advance ends the phase that runs. Requests are shown to all mentors who got one at the same moment; without any the round is over.
func (m *Matches) advance(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound, a org.Actor) error {
	if r.Kind == Suggested || r.Status == Answering {
		return m.gather(ctx, tx, pr, r, a)
	}
	mentors, err := db.Column[string](ctx, tx, "select distinct mentor_seat_id from wish_choice where org_id=$1 and round_id=$2 and mentee_rank>0 and off_at='' order by mentor_seat_id", r.Org, r.ID)
	if err != nil {
		return err
	}
	if len(mentors) == 0 {
		return m.gather(ctx, tx, pr, r, a)
	}
	r.Status, r.Asked = Answering, m.Clock.Now()
	if today := m.wishDay(pr); r.AnswersBy < today { // the program stood still for days: mentors get their time all the same
		r.AnswersBy = today.Add(0, 0, 3)
	}
	if err := m.saveWishes(ctx, tx, r); err != nil {
		return err
	}
	for _, id := range mentors {
		s, err := m.Enrolments.Seat(ctx, tx, r.Org, id)
		if err != nil {
			return err
		}
		if err := m.tellWish(ctx, tx, pr, r, s, "say_answer"); err != nil {
			return err
		}
	}
	return m.log(ctx, tx, a, "wishes_shown", r.ID, map[string]string{"mentors": strconv.Itoa(len(mentors))})
}

// gather closes a round: what was wished becomes the wishes of the profiles, so that the next solution uses it, and the coordinators
// are told. Who said nothing keeps the wishes they had.
func (m *Matches) gather(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound, a org.Actor) error {
	choices, err := m.choices(ctx, tx, r)
	if err != nil {
		return err
	}
	in, err := m.wishers(ctx, tx, r)
	if err != nil {
		return err
	}
	all, err := m.Enrolments.Seats(ctx, tx, r.Org, r.Programme, "", "")
	if err != nil {
		return err
	}
	seats := make(map[string]enrolment.Seat, len(all))
	for _, s := range all {
		seats[s.ID] = s
	}
	said := 0
	for _, w := range in {
		if w.Left {
			continue
		}
		if w.Said {
			said++
		}
		wishes, some := wishesOf(w, seats, choices)
		if (w.Said || some) && !slices.Equal(wishes, seats[w.Seat].Profile.Wishes) {
			if err := m.Enrolments.SetWishes(ctx, tx, r.Org, w.Seat, wishes); err != nil {
				return err
			}
		}
	}
	r.Status, r.Closed = Gathered, m.Clock.Now()
	if err := m.saveWishes(ctx, tx, r); err != nil {
		return err
	}
	if err := m.forgetMessages(ctx, tx, r); err != nil {
		return err
	}
	if err := m.touch(ctx, tx, org.Actor{Org: r.Org, Programme: r.Programme}); err != nil {
		return err
	}
	if err := m.log(ctx, tx, a, "wishes_gathered", r.ID, map[string]string{"answers": strconv.Itoa(said)}); err != nil {
		return err
	}
	return m.tellLeaders(ctx, tx, pr, r, said, len(invited(r, in, choices)))
}

// wishesOf is whom a seat would like, most wished first: those of the round, then those it had wished before and was not shown. some tells
// whether there are any of the round.
func wishesOf(w wisher, seats map[string]enrolment.Seat, choices []choice) (out []string, some bool) {
	shown := map[string]bool{}
	var ranked []choice
	for _, c := range choices {
		if c.Mentor != w.Seat && c.Mentee != w.Seat {
			continue
		}
		shown[seats[c.other(w.Role)].Person.ID] = true
		if c.rank(w.Role) > 0 && !c.Off && c.Answer != No {
			ranked = append(ranked, c)
		}
	}
	slices.SortStableFunc(ranked, func(a, b choice) int { return a.rank(w.Role) - b.rank(w.Role) })
	for _, c := range ranked {
		out = append(out, seats[c.other(w.Role)].Person.ID)
	}
	for _, before := range seats[w.Seat].Profile.Wishes {
		if !shown[before] {
			out = append(out, before)
		}
	}
	return out, len(ranked) > 0
}

// invited are those of a round who were asked to say something: in a round of requests a mentor only when somebody asked them.
func invited(r WishRound, in []wisher, choices []choice) []wisher {
	asked := map[string]bool{}
	for _, c := range choices {
		asked[c.Mentor] = asked[c.Mentor] || c.MenteeRank > 0 && !c.Off
	}
	return slices.DeleteFunc(slices.Clone(in), func(w wisher) bool {
		return w.Left || r.Kind == Requested && w.Role == org.Mentor && (r.Status == Wishing || !asked[w.Seat])
	})
}
