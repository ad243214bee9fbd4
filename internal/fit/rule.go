package fit

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// Rule is a hard rule: it keeps two people apart whatever their points.
type Rule string

// The hard rules. A pair that several keep apart is counted under the first of them, in the order of HardRules.
const (
	Self         Rule = "self"         // one person cannot be their own mentor
	LeaderChain  Rule = "leader_chain" // one is above the other, at any level
	SameLeader   Rule = "same_leader"  // the same nearest leader
	VetoRule     Rule = "veto"         // one of them asked for it; never whose
	ConflictRule Rule = "conflict"     // a declared conflict of interest
	SameUnit     Rule = "same_unit"
	EarlierRule  Rule = "earlier" // a no, or a pair that was
	NoLanguage   Rule = "language"
	Clearance    Rule = "clearance" // a child under 15 and a mentor whose clearance nobody has seen
	NoConsent    Rule = "consent"   // a guardian's consent is missing
	Unsettled    Rule = "unsettled" // the coordinator must first settle what someone wrote
	Untrained    Rule = "training"
	Forbidden    Rule = "forbidden" // the coordinator's mark on the board
)

// HardRules in the order in which they are tried.
var HardRules = []Rule{Self, LeaderChain, SameLeader, VetoRule, ConflictRule, SameUnit, EarlierRule, NoLanguage, Clearance, NoConsent, Unsettled, Untrained, Forbidden}

// apart gives the first rule that keeps two apart, or "".
func (d *deck) apart(r, e int32) Rule {
	m, n := &d.mentors[r], &d.mentees[e]
	at := couple{r, e}
	hard := d.rules.Hard
	switch kind := d.barriers[at]; {
	case m.person == n.person:
		return Self
	case slices.Contains(n.chain, m.person), slices.Contains(m.chain, n.person):
		return LeaderChain
	case hard.SameLeader && m.leader >= 0 && m.leader == n.leader:
		return SameLeader
	case kind == enrolment.Veto:
		return VetoRule
	case kind == enrolment.Conflict:
		return ConflictRule
	case hard.SameUnit && m.unit >= 0 && m.unit == n.unit:
		return SameUnit
	case d.earlier[at]:
		return EarlierRule
	case hard.Language && len(m.tongues) > 0 && len(n.tongues) > 0 && !shares(n.tongues, m.tongueSet):
		return NoLanguage
	case n.seat.Profile.AgeBand == Under15 && !m.seat.Profile.Cleared:
		return Clearance
	}
	if rule := d.waits(n); rule != "" {
		return rule
	}
	return d.waits(m)
}

// Under15 is the age band that demands a clearance of the mentor.
const Under15 = "under_15"

// waits gives the rule that keeps one seat out of every pair until someone has done something, or "".
func (d *deck) waits(c *card) Rule {
	p := &c.seat.Profile
	switch {
	case p.Consent == "missing":
		return NoConsent
	case len(p.Unsettled) > 0:
		return Unsettled
	case (d.pool.Trained || d.rules.Hard.Trained) && c.mentor && c.seat.TrainedOn == "":
		return Untrained
	}
	return ""
}

func shares(ids []int32, set bits) bool {
	return slices.ContainsFunc(ids, set.has)
}

// RuleCount is how many pairs a rule keeps apart.
type RuleCount struct {
	Rule  Rule `json:"rule"`
	Count int  `json:"count"`
}

// counts orders a tally by the order of the rules and leaves the empty ones out.
func counts(tally map[Rule]int) []RuleCount {
	var out []RuleCount
	for _, r := range HardRules {
		if tally[r] > 0 {
			out = append(out, RuleCount{r, tally[r]})
		}
	}
	return out
}
