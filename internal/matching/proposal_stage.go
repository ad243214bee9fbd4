package matching

import (
	"github.com/mentorskab/mentorskab/internal/org"
)

// Sides of a proposal, in the order in which they are shown.
var Sides = []org.Role{org.Mentee, org.Mentor}

func otherSide(side org.Role) org.Role {
	if side == org.Mentor {
		return org.Mentee
	}
	return org.Mentor
}

// Stage is how far an open proposal has come.
type Stage string

// The stages. One proposal goes through Unnamed only if it was sent so.
const (
	Unnamed Stage = "unnamed" // both are asked whether they would like to know who it is
	Real    Stage = "named"   // both see who it is, and are asked for the real answer
)

// Stage of a proposal; of a closed one, the stage in which it closed.
func (p Proposal) Stage() Stage {
	if p.Named.IsZero() {
		return Unnamed
	}
	return Real
}

// Told says whether a side has been written to: before that it knows nothing of the proposal.
func (p Proposal) Told(side org.Role) bool {
	if side == org.Mentor {
		return !p.MentorTold.IsZero()
	}
	return !p.MenteeTold.IsZero()
}

// Said is what a side has answered in the present stage: "", yes or no.
func (p Proposal) Said(side org.Role) string {
	switch {
	case p.Stage() == Real:
		return p.AnswerOf(side)
	case side == org.Mentor:
		return p.MentorKnow
	}
	return p.MenteeKnow
}

// Waits says whether an open proposal waits for a side's answer.
func (p Proposal) Waits(side org.Role) bool {
	return p.Status == Open && p.Told(side) && p.Said(side) == ""
}

// Untouched says that nobody has answered an open proposal in any stage: only such a one may be changed in a repair.
func (p Proposal) Untouched() bool {
	return p.Status == Open && p.MentorKnow == "" && p.MenteeKnow == "" && p.MentorAnswer == "" && p.MenteeAnswer == ""
}

func (p Proposal) holds(a org.Actor) bool {
	return a.Side == org.Mentor && a.Seat == p.Mentor.ID || a.Side == org.Mentee && a.Seat == p.Mentee.ID
}
