package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// WishMove is one press of a button beside somebody in a round.
type WishMove string

// The moves.
const (
	MoveWish   WishMove = "wish" // in requests: ask; both put the other last among the wished
	MoveUp     WishMove = "up"
	MoveDown   WishMove = "down"
	MoveDrop   WishMove = "drop" // no longer wished
	MoveVeto   WishMove = "veto" // not this one
	MoveUnveto WishMove = "unveto"
	MoveYes    WishMove = "yes" // a mentor's answer to a request
	MoveNo     WishMove = "no"
	MoveDone   WishMove = "done" // about nobody: it is well as it is
)

// MakeWish does one move of the actor's own seat; it is saved at once, and may be changed until the last day is over. The other side
// sees nothing of it.
func (m *Matches) MakeWish(ctx context.Context, a org.Actor, other string, move WishMove) error {
	return m.inWishes(ctx, a, other, move == MoveDone, func(tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet) error {
		if move == MoveDone {
			return nil
		}
		if move == MoveWish && r.Kind == Requested && seat.Role == org.Mentee {
			return m.askFor(ctx, tx, r, seat, s, other)
		}
		i := slices.IndexFunc(s.Cards, func(c WishCard) bool { return c.Seat == other })
		if i < 0 {
			return fault.Missing()
		}
		card := s.Cards[i]
		switch {
		case r.Kind == Suggested && (move == MoveVeto || move == MoveUnveto):
			return m.veto(ctx, tx, r, seat, s, card, move == MoveVeto)
		case r.Kind == Requested && seat.Role == org.Mentor && (move == MoveYes || move == MoveNo):
			return m.answerRequest(ctx, tx, r, seat, s, card, move)
		case r.Kind == Suggested && move == MoveWish, move == MoveUp, move == MoveDown, move == MoveDrop:
		default:
			return fault.Missing()
		}
		if card.Off {
			return fault.New(fault.Conflict, "say.off")
		}
		if r.Kind == Requested && seat.Role == org.Mentor && move == MoveDrop {
			return fault.Missing() // a request is answered, not dropped
		}
		if move == MoveWish && card.Veto {
			if err := m.veto(ctx, tx, r, seat, s, card, false); err != nil {
				return err
			}
		}
		if err := m.rank(ctx, tx, r, seat, moved(s.ranking(), other, move)); err != nil {
			return err
		}
		if r.Kind == Requested && move == MoveDrop {
			_, err := tx.Exec(ctx, "delete from wish_choice where org_id=$1 and round_id=$2 and mentee_seat_id=$3 and mentor_seat_id=$4", r.Org, r.ID, seat.ID, other)
			return err
		}
		return nil
	})
}

// inWishes runs a change of the actor's own part of a live round, when it is their turn, and notes that they have said what they had to
// say: anything at all, or for a mentor who was asked an answer to each. about is the other one, done that they say so themselves.
func (m *Matches) inWishes(ctx context.Context, a org.Actor, about string, done bool, f func(tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet) error) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		r, seat, _, err := m.mineIn(ctx, tx, a, newest)
		if err != nil {
			return err
		}
		if r, err = m.lockWishes(ctx, tx, a.Org, r.ID); err != nil {
			return err
		}
		w, err := m.wisher(ctx, tx, r, seat.ID) // as it is under the lock
		if err != nil {
			return err
		}
		s, err := m.sheet(ctx, tx, r, seat, w)
		if err != nil {
			return err
		}
		if !s.Turn() {
			return fault.New(fault.Conflict, "say.not_your_turn")
		}
		if err := f(tx, r, seat, s); err != nil {
			return err
		}
		if s.Said || !done && r.Kind == Requested && seat.Role == org.Mentor && s.unanswered(about) > 0 {
			return nil
		}
		_, err = tx.Exec(ctx, "update wish_seat set said_at=$4 where org_id=$1 and round_id=$2 and seat_id=$3", r.Org, r.ID, seat.ID, db.At(m.Clock.Now()))
		return err
	})
}

// unanswered counts the requests without an answer, beside the one that is about a seat.
func (s WishSheet) unanswered(about string) (n int) {
	for _, c := range s.Cards {
		if c.Answer == "" && c.Seat != about {
			n++
		}
	}
	return n
}

// ranking lists the wished seats, most wished first; those who left keep no place.
func (s WishSheet) ranking() []string {
	var out []string
	for _, c := range s.Ranked() {
		out = append(out, c.Seat)
	}
	return out
}

// moved gives a ranking after a move.
func moved(order []string, other string, move WishMove) []string {
	i := slices.Index(order, other)
	switch {
	case move == MoveWish && i < 0:
		return append(order, other)
	case move == MoveDrop && i >= 0:
		return slices.Delete(order, i, i+1)
	case move == MoveUp && i > 0:
		order[i-1], order[i] = order[i], order[i-1]
	case move == MoveDown && i >= 0 && i+1 < len(order):
		order[i+1], order[i] = order[i], order[i+1]
	}
	return order
}

// rank stores a side's ranking anew.
func (m *Matches) rank(ctx context.Context, tx *db.Tx, r WishRound, seat enrolment.Seat, order []string) error {
	own, other, rank := mine(seat.Role)
	if _, err := tx.Exec(ctx, "update wish_choice set "+rank+"=0 where org_id=$1 and round_id=$2 and "+own+"=$3", r.Org, r.ID, seat.ID); err != nil {
		return err
	}
	for i, id := range order {
		_, err := tx.Exec(ctx, "update wish_choice set "+rank+"=$5 where org_id=$1 and round_id=$2 and "+own+"=$3 and "+other+"=$4", r.Org, r.ID, seat.ID, id, i+1)
		if err != nil {
			return err
		}
	}
	return nil
}

// veto says "not this one", or takes it back. Whoever is not to be a partner is not wished either.
func (m *Matches) veto(ctx context.Context, tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet, card WishCard, on bool) error {
	other, err := m.Enrolments.Seat(ctx, tx, r.Org, card.Seat)
	if err != nil {
		return err
	}
	if !on {
		return m.Enrolments.Unveto(ctx, tx, seat, other.Person.ID)
	}
	if err := m.Enrolments.Veto(ctx, tx, seat, other.Person.ID); err != nil {
		return err
	}
	return m.rank(ctx, tx, r, seat, moved(s.ranking(), card.Seat, MoveDrop))
}

// answerRequest stores a mentor's yes or no. A yes comes last in the ranking; a no has no place in it.
func (m *Matches) answerRequest(ctx context.Context, tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet, card WishCard, move WishMove) error {
	if card.Off {
		return fault.New(fault.Conflict, "say.off")
	}
	order := moved(s.ranking(), card.Seat, MoveWish)
	if move == MoveNo {
		order = moved(order, card.Seat, MoveDrop)
	}
	if err := m.rank(ctx, tx, r, seat, order); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "update wish_choice set answer=$5 where org_id=$1 and round_id=$2 and mentor_seat_id=$3 and mentee_seat_id=$4", r.Org, r.ID, seat.ID, card.Seat, string(move))
	return err
}

// TakeBack takes a veto of the actor's own back after the round is closed, when the rest of it stands fast.
func (m *Matches) TakeBack(ctx context.Context, a org.Actor, other string) error {
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		r, seat, w, err := m.mineIn(ctx, tx, a, newest)
		if err != nil {
			return err
		}
		s, err := m.sheet(ctx, tx, r, seat, w)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(s.Cards, func(c WishCard) bool { return c.Seat == other && c.Veto })
		if i < 0 {
			return fault.Missing()
		}
		return m.veto(ctx, tx, r, seat, s, s.Cards[i], false)
	})
}
