package programme

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
)

const selectProgramme = `select id, org_id, name, kinds, status, lang, zone, purpose, purpose_template, strategic_goal, indicator, indicator_baseline,
	indicator_target, owner_name, owner_email, description, starts_on, ends_on, midway_on, final_on, seats_mentor, seats_mentee, training, settings,
	opened_at, created_at, changed_at from programme`

func scanProgramme(s db.Scan) (p Programme, err error) {
	var kinds db.JSON[[]Kind]
	var training db.JSON[Training]
	var settings db.JSON[Settings]
	var opened, created, changed db.Time
	err = s(&p.ID, &p.Org, &p.Name, &kinds, &p.Status, &p.Lang, &p.Zone, &p.Purpose, &p.PurposeTemplate, &p.StrategicGoal, &p.Indicator, &p.IndicatorBaseline,
		&p.IndicatorTarget, &p.OwnerName, &p.OwnerEmail, &p.Description, &p.StartsOn, &p.EndsOn, &p.MidwayOn, &p.FinalOn, &p.SeatsMentor, &p.SeatsMentee, &training, &settings,
		&opened, &created, &changed)
	p.Kinds, p.Training, p.Settings = kinds.V, training.V, settings.V
	p.Opened, p.Created, p.Changed = opened.Time, created.Time, changed.Time
	return p, err
}

// Get reads one programme of the organisation.
func (ps *Programmes) Get(ctx context.Context, q db.Q, orgID, programmeID string) (Programme, error) {
	return db.Get(ctx, q, scanProgramme, selectProgramme+" where org_id=$1 and id=$2", orgID, programmeID)
}

// List reads an organisation's programmes, newest first.
func (ps *Programmes) List(ctx context.Context, q db.Q, orgID string) ([]Programme, error) {
	return db.All(ctx, q, scanProgramme, selectProgramme+" where org_id=$1 order by created_at desc, id desc", orgID)
}

// listOf reads those in which an account holds a hat, or all where one of its hats holds in the whole organisation.
func (ps *Programmes) listOf(ctx context.Context, q db.Q, orgID, accountID string) ([]Programme, error) {
	return db.All(ctx, q, scanProgramme, selectProgramme+` where org_id=$1 and exists (select 1 from hat where hat.org_id=$1 and hat.account_id=$2
		and (hat.programme_id=programme.id or hat.programme_id='')) order by created_at desc, id desc`, orgID, accountID)
}

// lock reads a programme that is about to be changed.
func (ps *Programmes) lock(ctx context.Context, tx *db.Tx, orgID, programmeID string) (Programme, error) {
	return db.Get(ctx, tx, scanProgramme, selectProgramme+" where org_id=$1 and id=$2"+tx.Lock(), orgID, programmeID)
}

func (ps *Programmes) insert(ctx context.Context, tx *db.Tx, p Programme) error {
	_, err := tx.Exec(ctx, "insert into programme (id, org_id, name, created_at, changed_at) values ($1,$2,$3,$4,$4)", p.ID, p.Org, p.Name, db.At(p.Created))
	if err != nil {
		return err
	}
	return ps.update(ctx, tx, p)
}

func (ps *Programmes) update(ctx context.Context, tx *db.Tx, p Programme) error {
	_, err := tx.Exec(ctx, `update programme set name=$3, kinds=$4, status=$5, lang=$6, zone=$7, purpose=$8, purpose_template=$9, strategic_goal=$10,
		indicator=$11, indicator_baseline=$12, indicator_target=$13, owner_name=$14, owner_email=$15, description=$16, starts_on=$17, ends_on=$18,
		midway_on=$19, final_on=$20, seats_mentor=$21, seats_mentee=$22, training=$23, settings=$24, opened_at=$25, changed_at=$26 where org_id=$1 and id=$2`,
		p.Org, p.ID, p.Name, db.J(p.Kinds), p.Status, p.Lang, p.Zone, p.Purpose, p.PurposeTemplate, p.StrategicGoal,
		p.Indicator, p.IndicatorBaseline, p.IndicatorTarget, p.OwnerName, p.OwnerEmail, p.Description, p.StartsOn, p.EndsOn,
		p.MidwayOn, p.FinalOn, p.SeatsMentor, p.SeatsMentee, db.J(p.Training), db.J(p.Settings), db.At(p.Opened), db.At(ps.Clock.Now()))
	return err
}

// Phases reads when each phase of the programme is planned, first to last; none when nobody has planned them.
func (ps *Programmes) Phases(ctx context.Context, q db.Q, orgID, programmeID string) ([]Span, error) {
	found, err := db.All(ctx, q, func(s db.Scan) (x Span, err error) {
		err = s(&x.Phase, &x.StartsOn, &x.EndsOn)
		return x, err
	}, "select phase, starts_on, ends_on from programme_phase where org_id=$1 and programme_id=$2", orgID, programmeID)
	if err != nil {
		return nil, err
	}
	var out []Span
	for _, phase := range Phases {
		for _, x := range found {
			if x.Phase == phase {
				out = append(out, x)
			}
		}
	}
	return out, nil
}

func (ps *Programmes) savePhases(ctx context.Context, tx *db.Tx, p Programme, spans []Span) error {
	if _, err := tx.Exec(ctx, "delete from programme_phase where org_id=$1 and programme_id=$2", p.Org, p.ID); err != nil {
		return err
	}
	for _, x := range spans {
		_, err := tx.Exec(ctx, "insert into programme_phase (org_id, programme_id, phase, starts_on, ends_on) values ($1,$2,$3,$4,$5)", p.Org, p.ID, x.Phase, x.StartsOn, x.EndsOn)
		if err != nil {
			return err
		}
	}
	return nil
}
