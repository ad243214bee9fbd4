package evaluation

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Close closes a survey before its last day.
func (e *Evaluations) Close(ctx context.Context, a org.Actor, kind Kind) error {
	pr, err := e.coordinated(ctx, e.DB, a)
	if err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error { return e.close(ctx, tx, pr, kind, a.Account) })
}

// close works out the figures, once: after this they are the only way to the answers.
func (e *Evaluations) close(ctx context.Context, tx *db.Tx, pr programme.Programme, kind Kind, account string) error {
	s, err := e.survey(ctx, tx, pr.Org, pr.ID, kind, tx.Lock())
	if err != nil {
		return err
	}
	if !s.IsOpen() {
		return fault.New(fault.Conflict, "evaluation.closed")
	}
	responses, err := e.responses(ctx, tx, s.Org, s.Programme)
	if err != nil {
		return err
	}
	replies, err := e.replies(ctx, tx, s)
	if err != nil {
		return err
	}
	figures := publish(s.Kind, s.Version, responses[s.ID], replies)
	if _, err := tx.Exec(ctx, "update survey set closed_at=$3, figures=$4 where org_id=$1 and id=$2", s.Org, s.ID, db.At(e.Clock.Now()), db.J(figures)); err != nil {
		return err
	}
	return audit.Log(ctx, tx, e.Clock, audit.Entry{
		Org: s.Org, Programme: s.Programme, Account: account, Act: "evaluation_closed", Object: s.ID,
		Detail: map[string]string{"kind": string(kind)},
	})
}

// replies reads every answer of a survey; persons become numbers.
func (e *Evaluations) replies(ctx context.Context, q db.Q, s Survey) ([]reply, error) {
	number := map[string]int{}
	all, err := db.All(ctx, q, func(scan db.Scan) (r reply, err error) {
		var person string
		var answers db.JSON[map[string]string]
		err = scan(&r.side, &person, &answers)
		if _, ok := number[person]; !ok {
			number[person] = len(number)
		}
		r.person, r.answers = number[person], answers.V
		return r, err
	}, `select i.side, i.person_id, a.answers from survey_answer a join survey_invitation i on i.survey_id = a.survey_id and i.pair_id = a.pair_id and i.side = a.side
		where a.org_id=$1 and a.survey_id=$2`, s.Org, s.ID)
	return all, err
}

// Results reads the figures of a survey for the coordinator and the sponsor. Before it is closed there are none.
func (e *Evaluations) Results(ctx context.Context, a org.Actor, kind Kind) (Survey, error) {
	if !a.Has(org.Coordinator, org.Admin, org.Sponsor) {
		return Survey{}, fault.Denied()
	}
	s, err := e.survey(ctx, e.DB, a.Org, a.Programme, kind, "")
	if err == nil && s.IsOpen() {
		err = fault.New(fault.Conflict, "evaluation.not_closed")
	}
	return s, err
}
