package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

const selectWishRound = `select r.id, r.org_id, r.programme_id, r.kind, r.status, r.shows, r.most, r.wishes_by, r.answers_by, r.opened_at, r.asked_at, r.closed_at
	from wish_round r`

func scanWishRound(s db.Scan) (r WishRound, err error) {
	var opened, asked, closed db.Time
	err = s(&r.ID, &r.Org, &r.Programme, &r.Kind, &r.Status, &r.Shows, &r.Most, &r.WishesBy, &r.AnswersBy, &opened, &asked, &closed)
	r.Opened, r.Asked, r.Closed = opened.Time, asked.Time, closed.Time
	return r, err
}

// liveWishes is the round that runs in a programme; NotFound when there is none. There is at most one.
func (m *Matches) liveWishes(ctx context.Context, q db.Q, orgID, programmeID string) (WishRound, error) {
	return db.Get(ctx, q, scanWishRound, selectWishRound+" where r.org_id=$1 and r.programme_id=$2 and r.status in ('wishing','answering')", orgID, programmeID)
}

// lockWishes reads a round that the transaction will change, or whose state it builds on.
func (m *Matches) lockWishes(ctx context.Context, tx *db.Tx, orgID, roundID string) (WishRound, error) {
	if _, err := db.One[string](ctx, tx, "select id from wish_round where org_id=$1 and id=$2"+tx.Lock(), orgID, roundID); err != nil {
		return WishRound{}, err
	}
	return db.Get(ctx, tx, scanWishRound, selectWishRound+" where r.org_id=$1 and r.id=$2", orgID, roundID)
}

func (m *Matches) saveWishes(ctx context.Context, tx *db.Tx, r WishRound) error {
	_, err := tx.Exec(ctx, "update wish_round set status=$3, wishes_by=$4, answers_by=$5, asked_at=$6, closed_at=$7 where org_id=$1 and id=$2",
		r.Org, r.ID, r.Status, r.WishesBy, r.AnswersBy, db.At(r.Asked), db.At(r.Closed))
	return err
}

// wisher is one seat of a round.
type wisher struct {
	Seat   string
	Role   org.Role
	Number int
	Said   bool
	Left   bool
}

const selectWisher = "select seat_id, role, number, said_at<>'', left_at<>'' from wish_seat"

func scanWisher(s db.Scan) (w wisher, err error) {
	err = s(&w.Seat, &w.Role, &w.Number, &w.Said, &w.Left)
	return w, err
}

func (m *Matches) wishers(ctx context.Context, q db.Q, r WishRound) ([]wisher, error) {
	return db.All(ctx, q, scanWisher, selectWisher+" where org_id=$1 and round_id=$2 order by role, number", r.Org, r.ID)
}

func (m *Matches) wisher(ctx context.Context, q db.Q, r WishRound, seatID string) (wisher, error) {
	return db.Get(ctx, q, scanWisher, selectWisher+" where org_id=$1 and round_id=$2 and seat_id=$3", r.Org, r.ID, seatID)
}

// choice is two people whom a round puts before each other.
type choice struct {
	Mentor, Mentee         string
	Place                  int
	Reasons                []fit.Reason
	MenteeRank, MentorRank int
	Answer, Message        string
	Off                    bool
}

// other is the seat on the far side.
func (c choice) other(side org.Role) string {
	if side == org.Mentor {
		return c.Mentee
	}
	return c.Mentor
}

// rank is where a side has put the other.
func (c choice) rank(side org.Role) int {
	if side == org.Mentor {
		return c.MentorRank
	}
	return c.MenteeRank
}

const selectChoice = "select mentor_seat_id, mentee_seat_id, place, reasons, mentee_rank, mentor_rank, answer, message, off_at<>'' from wish_choice"

func scanChoice(s db.Scan) (c choice, err error) {
	var reasons db.JSON[[]fit.Reason]
	err = s(&c.Mentor, &c.Mentee, &c.Place, &reasons, &c.MenteeRank, &c.MentorRank, &c.Answer, &c.Message, &c.Off)
	c.Reasons = reasons.V
	return c, err
}

func (m *Matches) choices(ctx context.Context, q db.Q, r WishRound) ([]choice, error) {
	return db.All(ctx, q, scanChoice, selectChoice+" where org_id=$1 and round_id=$2 order by mentee_seat_id, place, mentor_seat_id", r.Org, r.ID)
}

// mine are the columns of a side's own seat, of the other's, and of its own rank.
func mine(side org.Role) (seat, other, rank string) {
	if side == org.Mentor {
		return "mentor_seat_id", "mentee_seat_id", "mentor_rank"
	}
	return "mentee_seat_id", "mentor_seat_id", "mentee_rank"
}

func (m *Matches) choicesOf(ctx context.Context, q db.Q, r WishRound, side org.Role, seatID string) ([]choice, error) {
	own, other, _ := mine(side)
	return db.All(ctx, q, scanChoice, selectChoice+" where org_id=$1 and round_id=$2 and "+own+"=$3 order by place, "+other, r.Org, r.ID, seatID)
}
