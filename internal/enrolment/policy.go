package enrolment

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// mayIn holds the walls: an actor reaches into one programme, or into all of an organisation as its administrator. What is outside
// does not exist for them.
func mayIn(a org.Actor, orgID, programmeID string, roles ...org.Role) error {
	switch {
	case a.Org != orgID:
		return fault.Missing()
	case a.Programme != programmeID && (a.Programme != "" || !a.Has(org.Admin)):
		return fault.Missing()
	case !a.Has(roles...):
		return fault.Denied()
	}
	return nil
}

// mayLead lets those in who decide about seats.
func mayLead(a org.Actor, orgID, programmeID string) error {
	return mayIn(a, orgID, programmeID, org.Coordinator, org.Admin)
}

// mayTrain lets those in who mark attendance.
func mayTrain(a org.Actor, orgID, programmeID string) error {
	return mayIn(a, orgID, programmeID, org.Coordinator, org.Admin, org.Facilitator)
}

// holds tells whether a seat is the actor's own.
func holds(a org.Actor, t Seat) bool {
	return a.Account != "" && a.Org == t.Org && a.Account == t.Person.Account
}
