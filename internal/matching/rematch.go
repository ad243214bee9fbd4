package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// Seeks tells whether a seat takes part, has a place that neither a pair nor a proposal holds, and has not said that it wants no other.
func (m *Matches) Seeks(ctx context.Context, q db.Q, s enrolment.Seat) (bool, error) {
	if s.Status != enrolment.Accepted {
		return false, nil
	}
	over, err := finished(ctx, q, s.Org, s.Programme)
	if err != nil || over[s.ID] {
		return false, err
	}
	held, err := db.One[int](ctx, q, "select count(*) from ("+heldSeats+") h where seat=$3", s.Org, s.Programme, s.ID)
	return held < max(s.Capacity, 1), err
}
