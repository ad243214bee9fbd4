package evaluation

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormContacted is the form with which the coordinator notes that a wish has been answered.
const FormContacted = "evaluation_contacted"

func init() {
	visibility.Register(FormContacted, visibility.Coordinator, "survey", "pair", "side")
}

// Wish is a person who asked, in a survey, to be contacted by the coordinator. Why is not told: they say so themselves.
type Wish struct {
	Survey, Pair             string
	Side                     org.Role
	Person, Name, Mail, Call string
	At                       time.Time
}

// Wishes reads those of a programme that nobody has answered yet, oldest first.
func (e *Evaluations) Wishes(ctx context.Context, q db.Q, orgID, programmeID string) ([]Wish, error) {
	return db.All(ctx, q, func(s db.Scan) (w Wish, err error) {
		var at db.Time
		err = s(&w.Survey, &w.Pair, &w.Side, &w.Person, &w.Name, &w.Mail, &w.Call, &at)
		w.At = at.Time
		return w, err
	}, `select i.survey_id, i.pair_id, i.side, n.id, n.name, n.email, n.phone, i.contact_at from survey_invitation i
		join survey s on s.id = i.survey_id join person n on n.id = i.person_id
		where s.org_id=$1 and s.programme_id=$2 and i.contact_at<>'' and i.contacted_at='' order by i.contact_at`, orgID, programmeID)
}

// Contacted notes that the coordinator has answered a wish.
func (e *Evaluations) Contacted(ctx context.Context, a org.Actor, surveyID, pairID string, side org.Role) error {
	pr, err := e.coordinated(ctx, e.DB, a)
	if err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `update survey_invitation set contacted_at=$6 where org_id=$1 and survey_id=$2 and pair_id=$3 and side=$4 and contact_at<>''
			and exists (select 1 from survey s where s.id = survey_id and s.programme_id=$5)`, a.Org, surveyID, pairID, side, pr.ID, db.At(e.Clock.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Missing()
		}
		return audit.Log(ctx, tx, e.Clock, audit.Entry{Org: a.Org, Programme: pr.ID, Account: a.Account, Act: "evaluation_contacted", Object: pairID})
	})
}

// Asked is a survey that waits for a person's answer, for their start page.
type Asked struct {
	Kind     Kind
	Pair     string
	Closes   clock.Date
	Answered bool
}

// Asked reads the open surveys that a seat has been asked in.
func (e *Evaluations) Asked(ctx context.Context, q db.Q, orgID, seatID string) ([]Asked, error) {
	return db.All(ctx, q, func(s db.Scan) (a Asked, err error) {
		var on clock.Date
		err = s(&a.Kind, &a.Pair, &a.Closes, &on)
		a.Answered = on != ""
		return a, err
	}, `select s.kind, i.pair_id, s.closes_on, i.answered_on from survey_invitation i join survey s on s.id = i.survey_id
		where i.org_id=$1 and i.seat_id=$2 and s.closed_at='' order by s.opens_on, i.pair_id`, orgID, seatID)
}
