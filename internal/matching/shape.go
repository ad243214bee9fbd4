package matching

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormShape is the form of what a match looks like.
const FormShape = "match_shape"

func init() {
	visibility.Register(FormShape, visibility.Coordinator, "form", "least", "most", "partners", "direction")
}

// SaveShape changes what a match looks like, from the next round on. What has been sent stays as it is.
func (m *Matches) SaveShape(ctx context.Context, a org.Actor, s fit.Shape) error {
	if err := mayLead(a); err != nil {
		return err
	}
	w, err := m.Way(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return err
	}
	w.Shape = s
	return m.SaveWay(ctx, a, w)
}

// worded is a letter as the programme's words are: a letter to peers where there is one.
func (m *Matches) worded(ctx context.Context, q db.Q, s enrolment.Seat, letter string) (string, error) {
	if !i18n.Has(i18n.Danish, "mail."+letter+"_"+string(fit.Peer)+"_subject") {
		return letter, nil
	}
	way, err := m.Way(ctx, q, s.Org, s.Programme)
	if err == nil && way.Shape.Turn() == fit.Peer {
		letter += "_" + string(fit.Peer)
	}
	return letter, err
}

// CircleOf is how many mentees a proposal's circle has who have not said no; 0 when it is no circle.
func (m *Matches) CircleOf(ctx context.Context, q db.Q, orgID, proposalID string) (n int, err error) {
	rows, in, err := m.circle(ctx, q, orgID, proposalID)
	for _, r := range rows {
		n += map[ProposalStatus]int{Open: 1, Agreed: 1}[r.status]
	}
	if !in {
		n = 0
	}
	return n, err
}

// Circle gives the proposals of everybody in the circle that a proposal belongs to, when all of them have been answered and with a yes
// from both sides; those who said no are not in it. Nil: it was no circle, or somebody has still to answer. The shape is
// that of the round that made the proposal: two who became a plain pair are never shown to others by a later change.
func (m *Matches) Circle(ctx context.Context, q db.Q, orgID, proposalID string) ([]string, error) {
	rows, in, err := m.circle(ctx, q, orgID, proposalID)
	if err != nil || !in {
		return nil, err
	}
	var out []string
	for _, r := range rows {
		if r.status == Open {
			return nil, nil
		}
		if r.status == Agreed {
			out = append(out, r.id)
		}
	}
	if !slices.Contains(out, proposalID) {
		return nil, nil
	}
	return out, nil
}

type circleRow struct {
	id     string
	status ProposalStatus
	rules  db.JSON[fit.Rules]
}

// circle reads the proposals that rounds in circles made for the mentor of a proposal; in tells whether it is one of them.
func (m *Matches) circle(ctx context.Context, q db.Q, orgID, proposalID string) (rows []circleRow, in bool, err error) {
	rows, err = db.All(ctx, q, func(s db.Scan) (r circleRow, err error) {
		err = s(&r.id, &r.status, &r.rules)
		return r, err
	}, `select p.id, p.status, r.rules from proposal o join proposal p on p.org_id = o.org_id and p.programme_id = o.programme_id and p.mentor_seat_id = o.mentor_seat_id
		join match_round r on r.id = p.round_id where o.org_id=$1 and o.id=$2 order by p.id`, orgID, proposalID)
	rows = slices.DeleteFunc(rows, func(r circleRow) bool { return !r.rules.V.Shape.Grouped() })
	return rows, slices.ContainsFunc(rows, func(r circleRow) bool { return r.id == proposalID }), err
}
