package programme

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

const selectProgramme = `select id, org_id, name, kinds, status, lang, zone, purpose, purpose_template, strategic_goal, indicator, indicator_baseline,
	indicator_target, owner_name, owner_email, description, starts_on, ends_on, midway_on, final_on, seats_mentor, seats_mentee, training,
	opened_at, created_at, changed_at from programme`

func scanProgramme(s db.Scan) (p Programme, err error) {
	var kinds db.JSON[[]Kind]
	var training db.JSON[Training]
	var opened, created, changed db.Time
	err = s(&p.ID, &p.Org, &p.Name, &kinds, &p.Status, &p.Lang, &p.Zone, &p.Purpose, &p.PurposeTemplate, &p.StrategicGoal, &p.Indicator, &p.IndicatorBaseline,
		&p.IndicatorTarget, &p.OwnerName, &p.OwnerEmail, &p.Description, &p.StartsOn, &p.EndsOn, &p.MidwayOn, &p.FinalOn, &p.SeatsMentor, &p.SeatsMentee, &training,
		&opened, &created, &changed)
	p.Kinds, p.Training, p.Opened, p.Created, p.Changed = kinds.V, training.V, opened.Time, created.Time, changed.Time
	return p, err
}

// Get reads one programme of the organisation.
func (ps *Programmes) Get(ctx context.Context, q db.Q, orgID, programmeID string) (Programme, error) {
	return db.Get(ctx, q, scanProgramme, selectProgramme+" where org_id=$1 and id=$2", orgID, programmeID)
}

// List reads an organisation's programmes, newest first.
func (ps *Programmes) List(ctx context.Context, q db.Q, orgID string) ([]Programme, error) {
	return db.All(ctx, q, scanProgramme, selectProgramme+" where org_id=$1 order by created_at desc", orgID)
}
