package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
)

// KeptApart gives the hard rules that keep a mentee and some mentors of the same programme apart, by mentor's seat: the rules that a round
// would hold, and the coordinator's "not these two". Who is not in it may meet. A mentee must never learn which rule it is.
func (m *Matches) KeptApart(ctx context.Context, q db.Q, mentee enrolment.Seat, mentors []enrolment.Seat) (map[string]fit.Rule, error) {
	rules, err := m.Rules(ctx, q, mentee.Org, mentee.Programme)
	if err != nil {
		return nil, err
	}
	marks, err := m.marks(ctx, q, mentee.Org, mentee.Programme)
	if err != nil {
		return nil, err
	}
	p, err := m.poolOf(ctx, q, mentee.Org, mentee.Programme, append([]enrolment.Seat{mentee}, mentors...))
	if err != nil {
		return nil, err
	}
	out := map[string]fit.Rule{}
	for two, rule := range fit.Apart(p, rules, marks) {
		if two.Mentee == mentee.ID {
			out[two.Mentor] = rule
		}
	}
	return out, nil
}
