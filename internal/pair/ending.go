package pair

import "github.com/mentorskab/mentorskab/internal/clock"

// EndingKind says how a pair came to its end.
type EndingKind string

// The kinds.
const (
	Completed     EndingKind = "completed"   // through the last gate
	Stopped       EndingKind = "stopped"     // one of the two stopped, without blame
	ByCoordinator EndingKind = "coordinator" // the coordinator ended it
)

// Ending is how a pair ended. Why and who asked stay in the database: nobody sees them for one pair.
type Ending struct {
	Kind          EndingKind
	RematchMentor string // "", yes or no: wants another match
	RematchMentee string
	On            clock.Date
}
