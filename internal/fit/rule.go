package fit

import (
	"slices"
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
	AssessRule   Rule = "assessment"   // one assesses the other
	SameUnit     Rule = "same_unit"
	EarlierRule  Rule = "earlier" // a no, or a pair that was
	NoLanguage   Rule = "language"
	FarZone      Rule = "zone"      // their clocks are too far apart
	Clearance    Rule = "clearance" // a child under 15 and a mentor whose clearance nobody has seen
	NoConsent    Rule = "consent"   // a guardian's consent is missing
	Unsettled    Rule = "unsettled" // the coordinator must first settle what someone wrote
	Untrained    Rule = "training"
	Forbidden    Rule = "forbidden" // the coordinator's mark on the board
)

// HardRules in the order in which they are tried.
var HardRules = []Rule{
	Self, LeaderChain, SameLeader, VetoRule, ConflictRule, AssessRule, SameUnit, EarlierRule, NoLanguage, FarZone, Clearance, NoConsent, Unsettled, Untrained, Forbidden,
}

// apart gives the first rule that keeps two apart, or "".
func (d *deck) apart(r, e int32) Rule { return d.against(r, e).first() }

// against gives every rule that keeps two apart.
func (d *deck) against(r, e int32) (s ruleSet) {
	m, n := &d.mentors[r], &d.mentees[e]
	at := couple{r, e}
	hard := &d.rules.Hard
	add := func(rule Rule, holds bool) {
		if holds {
			s |= bitOf[rule]
		}
	}
	add(Self, m.person == n.person)
	add(LeaderChain, slices.Contains(n.chain, m.person) || slices.Contains(m.chain, n.person))
	add(SameLeader, hard.SameLeader && m.leader >= 0 && m.leader == n.leader)
	s |= d.barriers[at]
	add(SameUnit, hard.SameUnit && m.unit >= 0 && m.unit == n.unit)
	add(EarlierRule, d.earlier[at])
	add(NoLanguage, hard.Language && len(m.tongues) > 0 && len(n.tongues) > 0 && !shares(n.tongues, m.tongueSet))
	add(FarZone, d.tooFar(m.zone, n.zone))
	add(Clearance, n.seat.Profile.AgeBand == Under15 && !m.seat.Profile.Cleared)
	return s | m.waiting | n.waiting
}

// tooFar tells whether two clocks are further apart than the rules allow.
func (d *deck) tooFar(a, b offset) bool {
	return d.rules.Hard.Zone && a.known && b.known && minutesApart(a, b) > d.rules.Hard.ZoneHours*60
}

// Under15 is the age band that demands a clearance of the mentor.
const Under15 = "under_15"

// waits gives the rule that keeps one seat out of every pair until someone has done something, or "".
func (d *deck) waits(c *card) Rule { return c.waiting.first() }

// waitsFor finds them all.
func (d *deck) waitsFor(c *card) (s ruleSet) {
	p := &c.seat.Profile
	if p.Consent == "missing" {
		s |= bitOf[NoConsent]
	}
	if len(p.Unsettled) > 0 {
		s |= bitOf[Unsettled]
	}
	if (d.pool.Trained || d.rules.Hard.Trained) && c.mentor && c.seat.TrainedOn == "" {
		s |= bitOf[Untrained]
	}
	return s
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
