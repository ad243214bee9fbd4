package programme

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms about who comes in, how they are prepared, and what the two agree on.
const (
	FormIntake    = "programme_intake"
	FormAgreement = "programme_agreement"
)

func init() {
	visibility.Register(FormIntake, visibility.Public, "mentor_on", "mentee_on", "place", "training", "seats_mentor", "seats_mentee", "question", "own")
	visibility.Register(FormIntake, visibility.Coordinator, "demanded")
	visibility.Register(FormAgreement, visibility.Public, "weeks", "minutes", "clause")
}

// Intake is the step about participants: how many, what they are asked, how they are prepared.
type Intake struct {
	SeatsMentor, SeatsMentee int // 0 for not decided
	Questions                []Question
	Own                      []string // questions in the programme's own words
	Training                 Training
}

// ChangeIntake saves the step.
func (ps *Programmes) ChangeIntake(ctx context.Context, a org.Actor, programmeID string, in Intake) error {
	return ps.change(ctx, a, programmeID, "intake", func(_ *db.Tx, p *Programme) error {
		if err := in.check(*p); err != nil {
			return err
		}
		p.SeatsMentor, p.SeatsMentee, p.Training = in.SeatsMentor, in.SeatsMentee, in.Training
		p.Settings.Questions, p.Settings.Own = inOrder(Questions, in.Questions), in.Own
		return nil
	})
}

const mostSeats = 100_000

func (in *Intake) check(p Programme) error {
	var errs fault.Fields
	t := &in.Training
	t.Place, t.Description = strings.TrimSpace(t.Place), strings.TrimSpace(t.Description)
	for _, s := range []struct {
		field string
		n     int
	}{{"seats_mentor", in.SeatsMentor}, {"seats_mentee", in.SeatsMentee}} {
		if s.n < 0 || s.n > mostSeats {
			errs.Add(s.field, "fault.bad_number", "field", i18n.Key("programme."+s.field), "min", 0, "max", mostSeats)
		}
	}
	if len(in.Questions) == 0 {
		errs.Add("question", "programme.question_one")
	} else if !onlyKnown(Questions, in.Questions) {
		errs.Add("question", "fault.bad_choice", "field", i18n.Key("programme.questions"))
	}
	for _, d := range []struct {
		field string
		on    *clock.Date
	}{{"mentor_on", &t.MentorOn}, {"mentee_on", &t.MenteeOn}} {
		on, ok := clock.ParseDate(string(*d.on))
		switch {
		case !ok:
			errs.Add(d.field, "programme.no_such_day")
		case p.EndsOn != "" && on > p.EndsOn:
			errs.Add(d.field, "programme.training_after_end", "end", p.EndsOn)
		}
		*d.on = on
	}
	in.Own = slices.DeleteFunc(slices.Clone(in.Own), func(q string) bool { return q == "" })
	if len(in.Own) > MaxOwn {
		errs.Add("own", "programme.own_many", "max", MaxOwn)
	}
	for i, q := range in.Own {
		short(&errs, "own", q, "programme.own", 120)
		if slices.Contains(in.Own[:i], q) {
			errs.Add("own", "programme.own_twice", "question", q)
		}
	}
	short(&errs, "place", t.Place, "programme.training_place", 200)
	short(&errs, "training", t.Description, "programme.training_text", 1000)
	return errs.Or()
}

// Agreed is the step about what two people agree on: how often and how long they meet, and the clauses their agreement starts with.
type Agreed struct {
	Weeks, Minutes int
	Clauses        []Clause
}

// ChangeAgreement saves the step. Pairs may change all of it between them; here stands what they start with.
func (ps *Programmes) ChangeAgreement(ctx context.Context, a org.Actor, programmeID string, in Agreed) error {
	return ps.change(ctx, a, programmeID, "agreement", func(_ *db.Tx, p *Programme) error {
		var errs fault.Fields
		if in.Weeks < 1 || in.Weeks > 13 {
			errs.Add("weeks", "fault.bad_number", "field", i18n.Key("programme.weeks"), "min", 1, "max", 13)
		}
		if in.Minutes < 15 || in.Minutes > 300 {
			errs.Add("minutes", "fault.bad_number", "field", i18n.Key("programme.minutes"), "min", 15, "max", 300)
		}
		if len(in.Clauses) == 0 {
			errs.Add("clause", "programme.clause_one")
		} else if !onlyKnown(Clauses, in.Clauses) {
			errs.Add("clause", "fault.bad_choice", "field", i18n.Key("programme.clauses"))
		}
		p.Settings.Weeks, p.Settings.Minutes, p.Settings.Clauses, p.Settings.Agreed = in.Weeks, in.Minutes, inOrder(Clauses, in.Clauses), true
		return errs.Or()
	})
}
