package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// WishSheet is a round as one seat in it sees it.
type WishSheet struct {
	Round WishRound
	Side  org.Role
	Said  bool // has saved something
	Left  bool // paused, or has found a partner: no longer in it
	Cards []WishCard
}

// Turn tells whether it is this side's turn to say something.
func (s WishSheet) Turn() bool {
	switch {
	case s.Left:
		return false
	case s.Round.Kind == Suggested:
		return s.Round.Status == Wishing
	case s.Side == org.Mentee:
		return s.Round.Status == Wishing
	}
	return s.Round.Status == Answering
}

// Waits tells whether this side has still to say something.
func (s WishSheet) Waits() bool { return s.Turn() && !s.Said }

// Ranked are the cards that are wished, most wished first.
func (s WishSheet) Ranked() []WishCard {
	out := slices.DeleteFunc(slices.Clone(s.Cards), func(c WishCard) bool { return c.Rank == 0 || c.Off })
	slices.SortStableFunc(out, func(a, b WishCard) int { return a.Rank - b.Rank })
	return out
}

// WishCard is the other one as a round shows them. What the other has said is not in it.
type WishCard struct {
	Seat    string // names the other in a form
	Number  int    // stands for the name
	Name    string // "" where names are hidden
	Work    org.Person
	Brings  enrolment.Profile // what a partner may see
	Reasons []fit.Reason
	Rank    int    // 1 is most wished, 0 not wished
	Veto    bool   // "not this one"
	Answer  string // a mentor's own yes or no
	Message string // to this mentor
	Off     bool   // is no longer in the round
}

// WishSheet reads the newest round that the actor's seat is in; whoever is in none finds nothing.
func (m *Matches) WishSheet(ctx context.Context, a org.Actor) (WishSheet, error) {
	r, seat, w, err := m.mineIn(ctx, m.DB, a, newest)
	if err != nil {
		return WishSheet{}, err
	}
	return m.sheet(ctx, m.DB, r, seat, w)
}

// which round of a seat is meant.
type which string

const (
	newest which = ""                                         // stopped ones are as if they had not been
	live   which = " and r.status in ('wishing','answering')" // one that still takes something
)

// mineIn finds a round that the actor's own seat is in.
func (m *Matches) mineIn(ctx context.Context, q db.Q, a org.Actor, only which) (r WishRound, seat enrolment.Seat, w wisher, err error) {
	if a.Seat == "" || a.Account == "" {
		return r, seat, w, fault.Missing()
	}
	seat, err = m.Enrolments.Seat(ctx, q, a.Org, a.Seat)
	if err != nil {
		return r, seat, w, err
	}
	if seat.Person.Account != a.Account || seat.Status != enrolment.Accepted {
		return r, seat, w, fault.Missing()
	}
	r, err = db.Get(ctx, q, scanWishRound, selectWishRound+" join wish_seat s on s.round_id = r.id where r.org_id=$1 and r.programme_id=$2 and s.seat_id=$3 and r.status<>'stopped'"+
		string(only)+" order by r.opened_at desc limit 1", a.Org, seat.Programme, seat.ID)
	if err != nil {
		return r, seat, w, err
	}
	w, err = m.wisher(ctx, q, r, seat.ID)
	return r, seat, w, err
}

func (m *Matches) sheet(ctx context.Context, q db.Q, r WishRound, seat enrolment.Seat, w wisher) (WishSheet, error) {
	s := WishSheet{Round: r, Side: seat.Role, Said: w.Said, Left: w.Left}
	answers := r.Kind == Requested && seat.Role == org.Mentor
	if answers && r.Asked.IsZero() {
		return s, nil // nobody comes first: the requests are shown together
	}
	choices, err := m.choicesOf(ctx, q, r, seat.Role, seat.ID)
	if answers { // what was taken back is as if it had not been
		choices = slices.DeleteFunc(choices, func(c choice) bool { return c.Off || c.MenteeRank == 0 })
	}
	if err != nil || len(choices) == 0 {
		return s, err
	}
	vetoed, err := m.Enrolments.Vetoed(ctx, q, seat)
	if err != nil {
		return s, err
	}
	all, err := m.wishers(ctx, q, r)
	if err != nil {
		return s, err
	}
	number := make(map[string]int, len(all))
	for _, w := range all {
		number[w.Seat] = w.Number
	}
	for _, c := range choices {
		other, err := m.Enrolments.Seat(ctx, q, r.Org, c.other(seat.Role))
		if err != nil {
			return s, err
		}
		card := r.card(other, number[other.ID], c.Reasons)
		card.Rank, card.Off, card.Message, card.Veto = c.rank(seat.Role), c.Off, c.Message, vetoed[other.Person.ID]
		if seat.Role == org.Mentor {
			card.Answer = c.Answer
		}
		s.Cards = append(s.Cards, card)
	}
	for i, c := range s.Ranked() { // who left keeps no place
		j := slices.IndexFunc(s.Cards, func(x WishCard) bool { return x.Seat == c.Seat })
		s.Cards[j].Rank = i + 1
	}
	if r.Kind == Requested && seat.Role == org.Mentee {
		slices.SortStableFunc(s.Cards, func(a, b WishCard) int { return a.Rank - b.Rank })
	}
	return s, nil
}

// card is somebody as far as the round shows them.
func (r WishRound) card(other enrolment.Seat, number int, reasons []fit.Reason) WishCard {
	c := WishCard{Seat: other.ID, Number: number, Brings: other.Profile.ForPartner()}
	if r.Shows == ShowNames {
		c.Name = other.Person.Name
	}
	if r.Shows != ShowNone {
		c.Work = org.Person{Title: other.Person.Title, Unit: other.Person.Unit}
	}
	for _, x := range reasons {
		if r.Shows == ShowNone && x.Criterion == fit.Across { // names the units
			continue
		}
		c.Reasons = append(c.Reasons, x)
	}
	return c
}
