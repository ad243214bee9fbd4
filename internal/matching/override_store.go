package matching

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormOverride is the form behind "lock anyway".
const FormOverride = "match_override"

func init() {
	visibility.Register(FormOverride, visibility.Coordinator, "mentor", "mentee", "reason", "back")
}

// Apart is two people and the rules that keep them apart, for the coordinator who thinks of locking them together all the same.
type Apart struct {
	Mentor, Mentee enrolment.Seat
	Rules          []fit.Rule
	Stands         []fit.Rule // those of Rules that nobody can set aside
}

// Apart reads what keeps two seats of the actor's programme apart now.
func (m *Matches) Apart(ctx context.Context, a org.Actor, mentorSeat, menteeSeat string) (Apart, error) {
	if err := mayLead(a); err != nil {
		return Apart{}, err
	}
	x, err := m.apart(ctx, m.DB, a, mentorSeat, menteeSeat)
	if err != nil {
		return x, err
	}
	k, err := m.mask(ctx, m.DB, a)
	k.seat(&x.Mentor)
	k.seat(&x.Mentee)
	return x, err
}

func (m *Matches) apart(ctx context.Context, q db.Q, a org.Actor, mentorSeat, menteeSeat string) (x Apart, err error) {
	pool, err := m.pool(ctx, q, a.Org, a.Programme)
	if err != nil {
		return x, err
	}
	rules, err := m.Rules(ctx, q, a.Org, a.Programme)
	if err != nil {
		return x, err
	}
	all, both := fit.Against(pool, rules, mentorSeat, menteeSeat)
	if !both {
		return x, fault.Missing()
	}
	x.Rules = all
	for _, r := range all {
		if !r.Bendable() {
			x.Stands = append(x.Stands, r)
		}
	}
	if x.Mentor, err = m.Enrolments.Seat(ctx, q, a.Org, mentorSeat); err != nil {
		return x, err
	}
	x.Mentee, err = m.Enrolments.Seat(ctx, q, a.Org, menteeSeat)
	return x, err
}

// Override locks two whom rules keep apart, for a reason. The reason is kept with the mark and shown to coordinators; the audit trail
// tells who set which rules aside, and not why, since a reason may tell of people. What a person asked for and what protects a child
// stand: then it is refused with the rule.
func (m *Matches) Override(ctx context.Context, a org.Actor, mentorSeat, menteeSeat, reason string) error {
	if err := mayLead(a); err != nil {
		return err
	}
	reason, bad := fit.CleanReason(enrolment.Clean(reason))
	if bad != nil {
		return bad
	}
	if enrolment.HasCPR(reason) {
		return fault.Field("reason", "enrolment.cpr")
	}
	_, err := m.change(ctx, a, func(q db.Q, marks []fit.Mark) ([]step, error) {
		x, err := m.apart(ctx, q, a, mentorSeat, menteeSeat)
		if err != nil {
			return nil, err
		}
		if len(x.Stands) > 0 {
			return nil, fault.New(fault.Conflict, "matching.override_stands", "rule", i18n.Key("matching.apart_"+string(x.Stands[0])))
		}
		if len(x.Rules) == 0 {
			return nil, fault.New(fault.Conflict, "matching.override_free")
		}
		way, err := m.Way(ctx, q, a.Org, a.Programme)
		return locking(marks, fit.Mark{Mentor: mentorSeat, Mentee: menteeSeat, Kind: fit.Lock, Over: x.Rules, Reason: reason}, way.Shape), err
	}, edited)
	return err
}

// ruleText and rulesOf write and read rules as they are stored with a mark.
func ruleText(rules []fit.Rule) string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = string(r)
	}
	return strings.Join(out, ",")
}

func rulesOf(text string) []fit.Rule {
	var out []fit.Rule
	for r := range strings.SplitSeq(text, ",") {
		if slices.Contains(fit.HardRules, fit.Rule(r)) {
			out = append(out, fit.Rule(r))
		}
	}
	return out
}
