package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

// Glance is the matching in a few figures, for a programme's overview.
type Glance struct {
	Draft  bool // a round waits to be published
	Open   int  // proposals that wait for an answer
	Turned int  // mentees who have had a no, or said one, and nothing after it
	Places int  // of accepted mentors, taken or free
}

// Glance counts in one query.
func (m *Matches) Glance(ctx context.Context, q db.Q, orgID, programmeID string) (Glance, error) {
	return db.Get(ctx, q, func(s db.Scan) (g Glance, err error) {
		var drafts int
		err = s(&drafts, &g.Open, &g.Turned, &g.Places)
		g.Draft = drafts > 0
		return g, err
	}, `select (select count(*) from match_round where org_id=$1 and programme_id=$2 and status='draft'),
		(select count(*) from proposal where org_id=$1 and programme_id=$2 and status='open'),
		(select count(distinct r.mentee_seat_id) from proposal r join seat s on s.id = r.mentee_seat_id where r.org_id=$1 and r.programme_id=$2 and r.status='declined' and s.status='accepted'
			and not exists (select 1 from proposal o where o.mentee_seat_id = r.mentee_seat_id and o.created_at >= r.created_at and o.status in ('open','accepted'))),
		(select cast(coalesce(sum(capacity), 0) as bigint) from seat where org_id=$1 and programme_id=$2 and role='mentor' and status='accepted')`, orgID, programmeID)
}
