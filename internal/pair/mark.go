package pair

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormMark is the form with which a side ticks one thing off.
const FormMark = "pair_mark"

func init() {
	visibility.Register(FormMark, visibility.Two, "mark", "value")
}

// Mark is something a side ticks off on the way through a gate. A mark is a tick, never a text.
type Mark string

// The marks.
const (
	MarkDuties        Mark = "duties"         // read the duty card, at the yes
	MarkNoConflict    Mark = "no_conflict"    // declared to be impartial, at the yes
	MarkGoOn          Mark = "go_on"          // wants to go on after the first meeting
	MarkExpectations  Mark = "expectations"   // has compared expectations with the other
	MarkDirection     Mark = "direction"      // has chosen a direction and said it aloud
	MarkGoalsReached  Mark = "goals_reached"  // the goals are reached before time
	MarkClose         Mark = "close"          // would like to begin the ending
	MarkClosingTalk   Mark = "closing_talk"   // held or waived
	MarkGoalsReviewed Mark = "goals_reviewed" // has looked at the goals with the other
	MarkEvaluation    Mark = "evaluation"     // has answered the final evaluation
)

// The values of a mark.
const (
	yes    = "yes"
	held   = "held"
	waived = "waived"
)

// when says in which phases a side may set a mark, and to which values.
var when = map[Mark]struct {
	phases []Phase
	values []string
}{
	MarkGoOn:          {[]Phase{Introduction, Establishing}, []string{yes}},
	MarkExpectations:  {[]Phase{Introduction, Establishing}, []string{yes}},
	MarkDirection:     {[]Phase{Introduction, Establishing}, []string{yes}},
	MarkGoalsReached:  {[]Phase{Learning}, []string{yes}},
	MarkClose:         {[]Phase{Learning}, []string{yes}},
	MarkClosingTalk:   {[]Phase{Closing}, []string{held, waived}},
	MarkGoalsReviewed: {[]Phase{Closing}, []string{yes}},
}

// Marks holds what each side has set.
type Marks map[org.Role]map[Mark]string

// Has tells whether a side has set a mark.
func (m Marks) Has(side org.Role, mark Mark) bool { return m[side][mark] != "" }

// Both tells whether both sides have.
func (m Marks) Both(mark Mark) bool { return m.Has(org.Mentor, mark) && m.Has(org.Mentee, mark) }

// Tick sets a mark of the actor's side; an empty value takes it back.
func (p *Pairs) Tick(ctx context.Context, a org.Actor, pairID string, mark Mark, value string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		rule, ok := when[mark]
		if !ok || value != "" && !slices.Contains(rule.values, value) {
			return fault.Field("mark", "fault.bad_choice", "field", i18n.Key("pair.mark"))
		}
		if !slices.Contains(rule.phases, x.Phase) {
			return fault.New(fault.Conflict, "pair.mark_not_now")
		}
		return p.putMark(ctx, tx, x, a.Side, mark, value)
	})
}

// Evaluated notes that a side has answered the final evaluation; the evaluation calls it in its own transaction.
func (p *Pairs) Evaluated(ctx context.Context, tx *db.Tx, orgID, pairID string, side org.Role) error {
	x, err := p.Pair(ctx, tx, orgID, pairID)
	if err != nil {
		return err
	}
	return p.putMark(ctx, tx, x, side, MarkEvaluation, yes)
}

// Marks reads what both sides of a pair have set.
func (p *Pairs) Marks(ctx context.Context, q db.Q, orgID, pairID string) (Marks, error) {
	out := Marks{org.Mentor: {}, org.Mentee: {}}
	_, err := db.All(ctx, q, func(s db.Scan) (struct{}, error) {
		var side org.Role
		var m Mark
		var v string
		if err := s(&side, &m, &v); err != nil {
			return struct{}{}, err
		}
		if out[side] != nil {
			out[side][m] = v
		}
		return struct{}{}, nil
	}, "select side, mark, value from pair_mark where org_id=$1 and pair_id=$2", orgID, pairID)
	return out, err
}

func (p *Pairs) putMark(ctx context.Context, tx *db.Tx, x Pair, side org.Role, m Mark, value string) error {
	if value == "" {
		_, err := tx.Exec(ctx, "delete from pair_mark where org_id=$1 and pair_id=$2 and side=$3 and mark=$4", x.Org, x.ID, side, m)
		return err
	}
	_, err := tx.Exec(ctx, `insert into pair_mark (pair_id, org_id, side, mark, value, at) values ($1,$2,$3,$4,$5,$6)
		on conflict (pair_id, side, mark) do update set value=excluded.value, at=excluded.at`, x.ID, x.Org, side, m, value, db.At(p.Clock.Now()))
	return err
}
