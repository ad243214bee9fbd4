package evaluation

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

const selectSurvey = `select id, org_id, programme_id, kind, version, opens_on, closes_on, closed_at, figures from survey`

func scanSurvey(s db.Scan) (v Survey, err error) {
	var closed db.Time
	var figures db.JSON[Figures]
	err = s(&v.ID, &v.Org, &v.Programme, &v.Kind, &v.Version, &v.OpensOn, &v.ClosesOn, &closed, &figures)
	v.Closed, v.Figures = closed.Time, figures.V
	return v, err
}

func (e *Evaluations) surveys(ctx context.Context, q db.Q, orgID, programmeID string) ([]Survey, error) {
	return db.All(ctx, q, scanSurvey, selectSurvey+" where org_id=$1 and programme_id=$2", orgID, programmeID)
}

// survey reads a survey by its kind; one that has not been opened is missing.
func (e *Evaluations) survey(ctx context.Context, q db.Q, orgID, programmeID string, kind Kind, lock string) (Survey, error) {
	return db.Get(ctx, q, scanSurvey, selectSurvey+" where org_id=$1 and programme_id=$2 and kind=$3"+lock, orgID, programmeID, kind)
}

// responses counts who was asked and who answered, per open survey of a programme; a closed one keeps its counts with its figures. A person on both sides is one person in all.
func (e *Evaluations) responses(ctx context.Context, q db.Q, orgID, programmeID string) (map[string]Response, error) {
	type row struct {
		survey, side string
		Count
	}
	read := func(s db.Scan) (r row, err error) {
		err = s(&r.survey, &r.side, &r.Asked, &r.Answered, &r.AskedPeople, &r.AnsweredPeople)
		return r, err
	}
	const counts = `count(*), sum(case when i.answered_on<>'' then 1 else 0 end), count(distinct i.person_id), count(distinct case when i.answered_on<>'' then i.person_id end)
		from survey_invitation i join survey s on s.id = i.survey_id where s.org_id=$1 and s.programme_id=$2 and s.closed_at=''`
	rows, err := db.All(ctx, q, read, "select i.survey_id, i.side, "+counts+" group by i.survey_id, i.side union all select i.survey_id, '', "+counts+" group by i.survey_id", orgID, programmeID)
	if err != nil {
		return nil, err
	}
	out := map[string]Response{}
	for _, r := range rows {
		v := out[r.survey]
		switch org.Role(r.side) {
		case org.Mentor:
			v.Mentor = r.Count
		case org.Mentee:
			v.Mentee = r.Count
		default:
			v.All = r.Count
		}
		out[r.survey] = v
	}
	return out, nil
}

// invitation is one side of one pair that was asked.
type invitation struct {
	survey, pair, seat, person string
	side                       org.Role
	answered                   clock.Date
	contact                    db.Time
}

const selectInvitation = "select survey_id, pair_id, side, seat_id, person_id, answered_on, contact_at from survey_invitation"

func scanInvitation(s db.Scan) (i invitation, err error) {
	err = s(&i.survey, &i.pair, &i.side, &i.seat, &i.person, &i.answered, &i.contact)
	return i, err
}

func (e *Evaluations) invitation(ctx context.Context, q db.Q, orgID, surveyID, pairID string, side org.Role) (invitation, error) {
	return db.Get(ctx, q, scanInvitation, selectInvitation+" where org_id=$1 and survey_id=$2 and pair_id=$3 and side=$4", orgID, surveyID, pairID, side)
}

// waiting reads the sides that have not answered.
func (e *Evaluations) waiting(ctx context.Context, q db.Q, orgID, surveyID string) ([]invitation, error) {
	return db.All(ctx, q, scanInvitation, selectInvitation+" where org_id=$1 and survey_id=$2 and answered_on='' order by pair_id, side", orgID, surveyID)
}

// answers reads what one side of a pair has answered; nothing yet is an empty map.
func (e *Evaluations) answers(ctx context.Context, q db.Q, orgID, surveyID, pairID string, side org.Role) (map[string]string, error) {
	a, err := db.One[db.JSON[map[string]string]](ctx, q, "select answers from survey_answer where org_id=$1 and survey_id=$2 and pair_id=$3 and side=$4", orgID, surveyID, pairID, side)
	if fault.Is(err, fault.NotFound) {
		return map[string]string{}, nil
	}
	return a.V, err
}
