package pair

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Circle gives the mentees who are in a circle with one of the two, the actor's own pair left out. Nil: the pair is in no circle, or
// somebody in it has not answered yet. Who has stopped is not in it any more. The seats hold no profile.
func (p *Pairs) Circle(ctx context.Context, q db.Q, a org.Actor, pairID string) ([]enrolment.Seat, error) {
	x, err := p.mine(ctx, q, a, pairID)
	if err != nil || x.Proposal == "" || x.Phase == Closed {
		return nil, err
	}
	in, err := p.Matches.Circle(ctx, q, a.Org, x.Proposal)
	if err != nil || len(in) == 0 {
		return nil, err
	}
	all, err := p.PairsOf(ctx, q, a.Org, x.Mentor.ID)
	var out []enrolment.Seat
	for _, y := range all {
		if y.ID != x.ID && y.Phase != Closed && slices.Contains(in, y.Proposal) {
			out = append(out, y.Mentee)
		}
	}
	return out, err
}
