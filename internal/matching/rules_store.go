package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormRules is the form of a programme's rules.
const FormRules = "match_rules"

func init() {
	for _, c := range fit.Criteria {
		visibility.Register(FormRules, visibility.Coordinator, "weight_"+string(c))
	}
	for at := range fit.MaxOwn {
		for _, name := range []string{"name", "kind", "field", "mentor_field", "weight", "min", "max"} {
			visibility.Register(FormRules, visibility.Coordinator, fit.OwnField(at, name))
		}
	}
	visibility.Register(FormRules, visibility.Coordinator, "aim", "zone_hours", "hard", "years_min", "years_max", "levels_min", "levels_max", "travel_minutes", "reset")
}

// Rules reads what a programme matches by; DefaultRules where nobody has changed anything. Their shape is that of the programme's way.
func (m *Matches) Rules(ctx context.Context, q db.Q, orgID, programmeID string) (fit.Rules, error) {
	stored, err := db.Get(ctx, q, func(s db.Scan) (r db.JSON[fit.Rules], err error) {
		err = s(&r)
		return r, err
	}, "select rules from match_rules where org_id=$1 and programme_id=$2", orgID, programmeID)
	if fault.Is(err, fault.NotFound) {
		stored.V, err = fit.DefaultRules(), nil
	}
	if err != nil {
		return stored.V, err
	}
	way, err := m.Way(ctx, q, orgID, programmeID)
	stored.V.Shape = way.Shape
	return stored.V, err
}

// SaveRules changes what a programme matches by. It moves nobody: the next round will be solved by them.
func (m *Matches) SaveRules(ctx context.Context, a org.Actor, r fit.Rules) error {
	if err := mayLead(a); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into match_rules (programme_id, org_id, rules, changed_at) values ($1,$2,$3,$4)
			on conflict (programme_id) do update set rules=excluded.rules, changed_at=excluded.changed_at`, a.Programme, a.Org, db.J(r), db.At(m.Clock.Now()))
		if err != nil {
			return err
		}
		if err := m.touch(ctx, tx, a); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_rules", a.Programme, nil)
	})
}

// hold locks the actor's programme for the rest of the transaction, so that two coordinators do not solve or publish at once. A
// programme of another organisation is missing.
func (m *Matches) hold(ctx context.Context, tx *db.Tx, a org.Actor) error {
	_, err := db.One[string](ctx, tx, "select id from programme where org_id=$1 and id=$2"+tx.Lock(), a.Org, a.Programme)
	return err
}

// touch notes that the draft was solved before something changed.
func (m *Matches) touch(ctx context.Context, tx *db.Tx, a org.Actor) error {
	_, err := tx.Exec(ctx, "update match_round set touched_at=$3 where org_id=$1 and programme_id=$2 and status=$4", a.Org, a.Programme, db.At(m.Clock.Now()), Draft)
	return err
}

func (m *Matches) log(ctx context.Context, tx *db.Tx, a org.Actor, act, object string, detail map[string]string) error {
	return audit.Log(ctx, tx, m.Clock, audit.Entry{Org: a.Org, Programme: a.Programme, Account: a.Account, Act: act, Object: object, Detail: detail})
}
