package programme

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
)

// Criterion is one of the six success criteria.
type Criterion string

// The six criteria.
const (
	ClearPurpose Criterion = "purpose"    // a clear purpose, tied to strategic goals
	Anchored     Criterion = "anchored"   // backed by the top leader
	Prepared     Criterion = "prepared"   // mentors are trained for their role
	Expectations Criterion = "expected"   // expectations and goals made clear between the two
	RightLength  Criterion = "length"     // neither too short nor too long
	Evaluated    Criterion = "evaluation" // between the two, and of the programme
)

// Criteria in the order of the deck.
var Criteria = []Criterion{ClearPurpose, Anchored, Prepared, Expectations, RightLength, Evaluated}

// State is how a light stands.
type State string

// The states.
const (
	OK   State = "ok"
	Mind State = "mind" // possible, but look at it
	Bad  State = "bad"  // holds the programme back
	Wait State = "wait" // not begun
)

// Light is one criterion with the evidence for its state. Step is where it can be changed.
type Light struct {
	Criterion Criterion
	State     State
	Says      []Say
	Step      string
}

// Title is the key of the criterion's name.
func (l Light) Title() string { return "programme.criterion_" + string(l.Criterion) }

// Readiness shows the six lights as far as set-up can tell. Later slices know more: who was trained, who has signed.
func (ps *Programmes) Readiness(ctx context.Context, q db.Q, orgID, programmeID string) ([]Light, error) {
	p, err := ps.Get(ctx, q, orgID, programmeID)
	if err != nil {
		return nil, err
	}
	c, err := ps.Commitment(ctx, q, orgID, programmeID)
	if err != nil {
		return nil, err
	}
	return []Light{p.lightPurpose(), p.lightAnchored(c), p.lightPrepared(), p.lightExpectations(), p.lightLength(), p.lightEvaluated()}, nil
}

func (p Programme) lightPurpose() Light {
	l := Light{ClearPurpose, OK, []Say{say("programme.purpose_all")}, "purpose"}
	gaps := p.Gaps()
	if len(gaps) == 0 {
		if p.IndicatorBaseline == "" || p.IndicatorTarget == "" {
			l.State, l.Says = Mind, append(l.Says, say("programme.purpose_unmeasured"))
		}
		return l
	}
	l.State, l.Says = Bad, nil
	if len(gaps) == 4 {
		l.State = Wait
	}
	for _, g := range gaps {
		l.Says = append(l.Says, say("programme.purpose_missing", "what", g.Name))
	}
	return l
}

func (p Programme) lightAnchored(c Commitment) Light {
	l := Light{Criterion: Anchored, State: OK, Step: "sponsor"}
	switch {
	case c.ID == "":
		l.State, l.Says = Wait, []Say{say("programme.sponsor_nobody")}
	case !c.IsSigned():
		l.State, l.Says = Mind, []Say{say("programme.sponsor_unsigned", "who", c.Name)}
	default:
		l.Says = []Say{say("programme.sponsor_has_signed", "who", c.SignedName, "date", dayOf(p, c.Signed))}
		if c.MentorMinutes == 0 || c.MenteeMinutes == 0 {
			l.State, l.Says = Mind, append(l.Says, say("programme.sponsor_no_time"))
		}
	}
	return l
}

func (p Programme) lightPrepared() Light {
	l := Light{Criterion: Prepared, State: OK, Step: "intake"}
	t := p.Training
	switch {
	case t.MentorOn == "" && t.MenteeOn == "":
		l.State, l.Says = Wait, []Say{say("programme.training_none")}
		return l
	case t.MentorOn == "":
		l.State, l.Says = Bad, []Say{say("programme.training_no_mentor")}
		return l
	}
	l.Says = []Say{say("programme.training_mentor_on", "date", t.MentorOn)}
	if t.MenteeOn == "" {
		l.State, l.Says = Mind, append(l.Says, say("programme.training_no_mentee"))
	} else {
		l.Says = append(l.Says, say("programme.training_mentee_on", "date", t.MenteeOn))
	}
	if !t.Demanded {
		l.State, l.Says = Mind, append(l.Says, say("programme.training_not_demanded"))
	}
	if p.StartsOn != "" && t.MentorOn > p.StartsOn {
		l.State, l.Says = Mind, append(l.Says, say("programme.training_late"))
	}
	return l
}

func (p Programme) lightExpectations() Light {
	l := Light{Criterion: Expectations, State: OK, Step: "agreement"}
	s := p.Settings
	if !s.Agreed {
		l.State, l.Says = Wait, []Say{say("programme.agreement_not_chosen")}
		return l
	}
	l.Says = []Say{say("programme.agreement_chosen", "clauses", len(s.Clauses), "n", s.Weeks, "minutes", s.Minutes)}
	for _, needed := range []Clause{ClauseConfidentiality, ClauseStop} {
		if !slices.Contains(s.Clauses, needed) {
			l.State, l.Says = Mind, append(l.Says, say("programme.agreement_without_"+string(needed)))
		}
	}
	return l
}

func (p Programme) lightLength() Light {
	l := Light{Criterion: RightLength, State: OK, Step: "time"}
	if p.StartsOn == "" || p.EndsOn == "" {
		l.State, l.Says = Wait, []Say{say("programme.length_none")}
		return l
	}
	months, _ := Length(p.StartsOn, p.EndsOn)
	l.Says = []Say{say("programme.length_is", "n", months, "start", p.StartsOn, "end", p.EndsOn)}
	if odd := p.unusual(); len(odd) > 0 {
		l.State, l.Says = Mind, append(l.Says, odd...)
	}
	return l
}

func (p Programme) lightEvaluated() Light {
	l := Light{Criterion: Evaluated, State: OK, Step: "time"}
	if p.MidwayOn == "" || p.FinalOn == "" {
		l.State, l.Says = Wait, []Say{say("programme.evaluation_none")}
		return l
	}
	l.Says = []Say{say("programme.evaluation_on", "midway", p.MidwayOn, "final", p.FinalOn)}
	return l
}
