package pair

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormAnswer is the answer to a proposal. A no has no field for a reason: none is asked.
const FormAnswer = "proposal_answer"

func init() {
	visibility.Register(FormAnswer, visibility.Coordinator, "answer", "duties", "no_conflict")
}

// Reply is one side's answer to a proposal. A yes goes with having read one's duties and with declaring that nothing makes one partial.
type Reply struct{ Yes, Duties, NoConflict bool }

// The two whole replies.
var (
	Yes = Reply{Yes: true, Duties: true, NoConflict: true}
	No  = Reply{}
)

// Answer answers a proposal for one of its two sides. When both have said yes they become a pair at once, and its ID is returned.
func (p *Pairs) Answer(ctx context.Context, a org.Actor, proposalID string, r Reply) (pairID string, err error) {
	if r.Yes {
		var wrong fault.Fields
		if !r.Duties {
			wrong.Add("duties", "pair.duties_needed")
		}
		if !r.NoConflict {
			wrong.Add("no_conflict", "pair.no_conflict_needed")
		}
		if err := wrong.Or(); err != nil {
			return "", err
		}
	}
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		o, err := p.Matches.Answer(ctx, tx, a, proposalID, r.Yes)
		if err != nil || o.Status != matching.Agreed {
			return err
		}
		there, err := db.Column[string](ctx, tx, "select id from pair where org_id=$1 and proposal_id=$2", a.Org, o.ID)
		if err != nil {
			return err
		}
		if len(there) > 0 { // the button pressed twice
			pairID = there[0]
			return nil
		}
		x, err := p.Make(ctx, tx, a.Org, New{Programme: o.Programme, Proposal: o.ID, MentorSeat: o.Mentor.ID, MenteeSeat: o.Mentee.ID})
		pairID = x.ID
		return err
	})
	return pairID, err
}
