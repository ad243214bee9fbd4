package matching

import (
	"context"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// OpenWishes opens a wish round for all who have no partner, and writes to those whose turn it is. Who is in it is settled now: who
// comes later is in the next one.
func (m *Matches) OpenWishes(ctx context.Context, a org.Actor, plan WishPlan) (WishRound, error) {
	r := WishRound{ID: id.New(), Org: a.Org, Programme: a.Programme, WishPlan: plan, Status: Wishing, Opened: m.Clock.Now()}
	if err := mayLead(a); err != nil {
		return r, err
	}
	pr, err := m.Programmes.Get(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return r, err
	}
	if r.Kind == Suggested {
		r.Most, r.AnswersBy = SuggestedEach, ""
	}
	if err := r.check(m.wishDay(pr)); err != nil {
		return r, err
	}
	if pr.Status == programme.Closed {
		return r, fault.New(fault.Conflict, "say.programme_closed")
	}
	pool, pairs, err := m.suggest(ctx, a, r.Kind)
	if err != nil {
		return r, err
	}
	return r, m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		if _, err := m.liveWishes(ctx, tx, a.Org, a.Programme); !fault.Is(err, fault.NotFound) {
			if err == nil {
				err = fault.New(fault.Conflict, "say.there_already")
			}
			return err
		}
		seats, err := m.fillWishes(ctx, tx, a, r, pool, pairs)
		if err != nil {
			return err
		}
		for _, s := range seats {
			if r.Kind == Suggested || s.Role == org.Mentee {
				if err := m.tellWish(ctx, tx, pr, r, s, "say_"+string(r.Kind)+"_"+string(s.Role)); err != nil {
					return err
				}
			}
		}
		return m.log(ctx, tx, a, "wishes_opened", r.ID, map[string]string{"kind": string(r.Kind), "people": strconv.Itoa(len(seats))})
	})
}

// suggest finds whom a round puts before whom. For requests one each: it only tells which mentees have anybody to ask.
func (m *Matches) suggest(ctx context.Context, a org.Actor, kind WishKind) (fit.Pool, []fit.Pair, error) {
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return pool, nil, err
	}
	each := SuggestedEach
	if kind == Requested {
		each = 1
	}
	pairs, err := fit.Suggest(ctx, pool, rules, marks, each)
	if err == nil && len(pairs) == 0 {
		err = fault.New(fault.Conflict, "say.nobody")
	}
	return pool, pairs, err
}

// fillWishes stores a round with who is in it and, for suggestions, whom they see. It returns the seats.
func (m *Matches) fillWishes(ctx context.Context, tx *db.Tx, a org.Actor, r WishRound, pool fit.Pool, pairs []fit.Pair) ([]enrolment.Seat, error) {
	_, err := tx.Exec(ctx, `insert into wish_round (id, org_id, programme_id, kind, status, shows, most, wishes_by, answers_by, opened_by, opened_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`, r.ID, r.Org, r.Programme, r.Kind, r.Status, r.Shows, r.Most, r.WishesBy, r.AnswersBy, a.Account, db.At(r.Opened))
	if err != nil {
		return nil, err
	}
	in, place := map[string]bool{}, map[string]int{}
	var choices [][]any
	for _, p := range pairs {
		in[p.Mentee] = true
		if r.Kind == Suggested {
			in[p.Mentor] = true
			place[p.Mentee]++
			choices = append(choices, []any{r.ID, r.Org, p.Mentor, p.Mentee, place[p.Mentee], db.J(openly(p.Reasons))})
		}
	}
	if r.Kind == Requested {
		for _, s := range pool.Mentors {
			in[s.ID] = pool.Free(s) > 0
		}
	}
	var seats []enrolment.Seat
	var rows [][]any
	for _, side := range [][]enrolment.Seat{pool.Mentees, pool.Mentors} {
		n := 0
		for _, s := range side {
			if in[s.ID] {
				n++
				seats, rows = append(seats, s), append(rows, []any{r.ID, r.Org, s.ID, s.Role, n})
			}
		}
	}
	if err := tx.Bulk(ctx, "wish_seat (round_id, org_id, seat_id, role, number)", "", rows, nil); err != nil {
		return nil, err
	}
	return seats, tx.Bulk(ctx, "wish_choice (round_id, org_id, mentor_seat_id, mentee_seat_id, place, reasons)", "", choices, nil)
}

// openly keeps the reasons that both may read before they are proposed to each other: nothing of who wished for whom.
func openly(reasons []fit.Reason) []fit.Reason {
	out := []fit.Reason{}
	for _, r := range fit.ForBoth(reasons) {
		if r.Criterion != fit.Wishes {
			out = append(out, r)
		}
	}
	return out
}

// wishDay is the day it is in the programme's zone.
func (m *Matches) wishDay(pr programme.Programme) clock.Date {
	return clock.DateOf(m.Clock.Now().In(pr.Location()))
}
