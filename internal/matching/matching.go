package matching

import (
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Matches is the slice's verbs.
type Matches struct {
	DB         *db.DB
	Clock      clock.Clock
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Enrolments *enrolment.Enrolments
	Notify     *notify.Notify

	Jobs      *job.Jobs // solves large pools in the background; nil solves everything at once
	LargePool int       // from how many pairs on; 0 is Large

	desks desks // drafts laid out for the next change
}

// mayLead lets those in who put people together: the programme's coordinator, or the organisation's administrator. The programme is
// the one the actor stands in; what lies in another organisation does not exist for them.
func mayLead(a org.Actor) error {
	switch {
	case a.Org == "" || a.Programme == "":
		return fault.Missing()
	case !a.Has(org.Coordinator, org.Admin):
		return fault.Denied()
	}
	return nil
}
