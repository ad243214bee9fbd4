package fit

import (
	sets "math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// ruleSet is some of HardRules: a bit each, in their order.
type ruleSet uint32

var bitOf = func() map[Rule]ruleSet {
	out := map[Rule]ruleSet{}
	for i, r := range HardRules {
		out[r] = 1 << i
	}
	return out
}()

func setOf(rules []Rule) (s ruleSet) {
	for _, r := range rules {
		s |= bitOf[r]
	}
	return s
}

// first is the first rule of a set, or "".
func (s ruleSet) first() Rule {
	if s == 0 {
		return ""
	}
	return HardRules[sets.TrailingZeros32(uint32(s))]
}

func (s ruleSet) list() (out []Rule) {
	for i, r := range HardRules {
		if s&(1<<i) != 0 {
			out = append(out, r)
		}
	}
	return out
}

// bendable are the rules that a coordinator may set aside for two people, with a reason.
var bendable = []Rule{LeaderChain, SameLeader, ConflictRule, AssessRule, SameUnit, EarlierRule, NoLanguage, FarZone, Untrained}

var bendableSet = setOf(bendable)

// Bendable tells whether a coordinator may set a rule aside for two people. Nobody is their own mentor; what a person asked for, what
// protects a child, and what nobody has settled yet stand.
func (r Rule) Bendable() bool { return slices.Contains(bendable, r) }

// A reason to set a rule aside has so many characters.
const (
	ReasonMin = 10
	ReasonMax = 500
)

// CleanReason cleans a reason to set a rule aside, and refuses one that is too short to be one.
func CleanReason(text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if n := utf8.RuneCountInString(text); n < ReasonMin || n > ReasonMax {
		return text, fault.Field("reason", "matching.reason_length", "min", ReasonMin, "max", ReasonMax)
	}
	return text, nil
}

// bends is which rules a mark sets aside: a lock alone can, with a reason, and never one that stands.
func (mk Mark) bends() ruleSet {
	if mk.Kind != Lock || utf8.RuneCountInString(mk.Reason) < ReasonMin {
		return 0
	}
	return setOf(mk.Over) & bendableSet
}

func seatIs(id string) func(enrolment.Seat) bool {
	return func(s enrolment.Seat) bool { return s.ID == id }
}

// Against gives every rule that keeps two seats of a pool apart, in the order of HardRules. It is false when one of them is not there.
func Against(pool Pool, rules Rules, mentorSeat, menteeSeat string) ([]Rule, bool) {
	j := slices.IndexFunc(pool.Mentors, seatIs(mentorSeat))
	i := slices.IndexFunc(pool.Mentees, seatIs(menteeSeat))
	if i < 0 || j < 0 {
		return nil, false
	}
	pool.Mentors, pool.Mentees = pool.Mentors[j:j+1], pool.Mentees[i:i+1]
	return prepare(pool, rules).against(0, 0).list(), true
}
