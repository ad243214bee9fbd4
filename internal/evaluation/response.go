package evaluation

import (
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Count is how many answered of how many who were asked. Asked and Answered count sides of pairs: a mentor of three is asked three
// times. AskedPeople and AnsweredPeople count persons.
type Count struct {
	Asked          int `json:"asked"`
	Answered       int `json:"answered"`
	AskedPeople    int `json:"asked_people"`
	AnsweredPeople int `json:"answered_people"`
}

// Shown tells whether a rate may be shown at all: at least five people were asked.
func (c Count) Shown() bool { return c.AskedPeople >= stats.Small }

// Few tells whether so few have answered that their number is not told.
func (c Count) Few() bool { return c.AnsweredPeople > 0 && c.AnsweredPeople < stats.Small }

// Rate is the share that answered; 0 when nobody was asked.
func (c Count) Rate() float64 {
	if c.Asked == 0 {
		return 0
	}
	return float64(c.Answered) / float64(c.Asked)
}

// Response is who has answered, whole and by side.
type Response struct {
	All    Count `json:"all"`
	Mentee Count `json:"mentee"`
	Mentor Count `json:"mentor"`
}

// Side is the count of one side.
func (r Response) Side(side org.Role) Count {
	if side == org.Mentor {
		return r.Mentor
	}
	return r.Mentee
}

// SidesShown tells whether the sides may be shown: when one of them may not, the other would give it away.
func (r Response) SidesShown() bool {
	for _, c := range []Count{r.Mentee, r.Mentor} {
		if !c.Shown() || c.Few() {
			return false
		}
	}
	return !r.All.Few()
}

// The limits of a response rate: what is aimed at, and below which figures must be used with care.
const (
	RateGood = 0.70
	RateWeak = 0.50
)
