package evaluation

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Sheet is a survey as one side of a pair sees it: the questions and their own answers.
type Sheet struct {
	Survey   Survey // zero ID: not opened yet
	Planned  clock.Date
	Sections []Section
	Answers  map[string]string // by item; values of Several with commas between
	Answered clock.Date
	Contact  bool
}

// Sheet reads the actor's own sheet. A side that is not asked does not see the survey.
func (e *Evaluations) Sheet(ctx context.Context, a org.Actor, pairID string, kind Kind) (Sheet, error) {
	pr, err := e.mine(ctx, e.DB, a, pairID, kind)
	if err != nil {
		return Sheet{}, err
	}
	out := Sheet{Planned: pr.MidwayOn, Sections: Sections(kind, a.Side)}
	if kind == Final {
		out.Planned = pr.FinalOn
	}
	if out.Survey, err = e.survey(ctx, e.DB, a.Org, pr.ID, kind, ""); fault.Is(err, fault.NotFound) {
		return out, nil
	} else if err != nil {
		return out, err
	}
	i, err := e.invitation(ctx, e.DB, a.Org, out.Survey.ID, pairID, a.Side)
	if err != nil {
		return out, err
	}
	out.Answered, out.Contact = i.answered, !i.contact.IsZero()
	out.Answers, err = e.answers(ctx, e.DB, a.Org, out.Survey.ID, pairID, a.Side)
	return out, err
}

// Save keeps the actor's answers, as often as they like until the survey closes. A question may be left out; one answer is needed.
// values holds what the form sent, by item.
func (e *Evaluations) Save(ctx context.Context, a org.Actor, pairID string, kind Kind, values map[string][]string) error {
	pr, err := e.mine(ctx, e.DB, a, pairID, kind)
	if err != nil {
		return err
	}
	answers, err := read(Sections(kind, a.Side), values)
	if err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error {
		s, err := e.survey(ctx, tx, a.Org, pr.ID, kind, tx.Lock()) // so that it cannot close in between
		if err != nil {
			return err
		}
		i, err := e.invitation(ctx, tx, a.Org, s.ID, pairID, a.Side)
		if err != nil {
			return err
		}
		if !s.IsOpen() {
			return fault.New(fault.Gone, "evaluation.closed")
		}
		if _, err := tx.Exec(ctx, `insert into survey_answer (survey_id, org_id, pair_id, side, answers) values ($1,$2,$3,$4,$5)
			on conflict (survey_id, pair_id, side) do update set answers=excluded.answers`, s.ID, a.Org, pairID, a.Side, db.J(answers)); err != nil {
			return err
		}
		contact := i.contact
		switch wants := kind == Midway && slices.Contains(values[FieldContact], "yes"); {
		case !wants:
			contact = db.Time{}
		case contact.IsZero():
			contact = db.At(e.Clock.Now())
		}
		if _, err := tx.Exec(ctx, "update survey_invitation set answered_on=$5, contact_at=$6 where org_id=$1 and survey_id=$2 and pair_id=$3 and side=$4",
			a.Org, s.ID, pairID, a.Side, e.today(pr), contact); err != nil {
			return err
		}
		if kind != Final {
			return nil
		}
		return e.Pairs.Evaluated(ctx, tx, a.Org, pairID, a.Side)
	})
}

// read takes the answers to the questions from a form and refuses values that no question has.
func read(sections []Section, values map[string][]string) (map[string]string, error) {
	answers := map[string]string{}
	var faults fault.Fields
	known := []string{FieldContact}
	for _, s := range sections {
		for _, i := range s.Items {
			known = append(known, i.Key)
			given := slices.DeleteFunc(slices.Clone(values[i.Key]), func(v string) bool { return v == "" })
			if len(given) == 0 {
				continue
			}
			allowed := i.Answers()
			bad := len(given) > 1 && i.Kind != Several
			for _, v := range given {
				bad = bad || !slices.Contains(allowed, v)
			}
			if bad {
				faults.Add(i.Key, "fault.bad_choice", "field", i18n.Key("evaluation.item_"+i.Key))
				continue
			}
			slices.Sort(given)
			answers[i.Key] = strings.Join(slices.Compact(given), ",")
		}
	}
	for field := range values {
		if !slices.Contains(known, field) {
			return nil, fault.New(fault.Invalid, "fault.unknown_field", "field", field)
		}
	}
	if len(faults) == 0 && len(answers) == 0 {
		faults.Add("", "evaluation.nothing_answered")
	}
	return answers, faults.Or()
}
