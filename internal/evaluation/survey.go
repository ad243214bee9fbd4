package evaluation

import (
	"context"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Evaluations is the slice's verbs.
type Evaluations struct {
	DB         *db.DB
	Clock      clock.Clock
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Pairs      *pair.Pairs
	Notify     *notify.Notify
}

// OpenDays is how long a survey takes answers.
const OpenDays = 14

// Survey is one survey that has been opened.
type Survey struct {
	ID, Org, Programme string
	Kind               Kind
	Version            int
	OpensOn, ClosesOn  clock.Date // ClosesOn is the last day
	Closed             time.Time  // zero while it takes answers
	Figures            Figures    // zero until it is closed
}

// IsOpen tells whether the survey takes answers.
func (s Survey) IsOpen() bool { return s.Closed.IsZero() }

// Status is where one kind of survey stands in a programme.
type Status struct {
	Kind     Kind
	Planned  clock.Date // the programme's date; "" when none is set
	Survey   *Survey    // nil until it is opened
	Response Response   // zero until it is opened
}

// Open tells whether answers are taken now.
func (s Status) Open() bool { return s.Survey != nil && s.Survey.IsOpen() }

// Done tells whether the survey is closed.
func (s Status) Done() bool { return s.Survey != nil && !s.Survey.IsOpen() }

// Plan reads where both surveys of a programme stand. Two queries.
func (e *Evaluations) Plan(ctx context.Context, q db.Q, pr programme.Programme) ([]Status, error) {
	surveys, err := e.surveys(ctx, q, pr.Org, pr.ID)
	if err != nil {
		return nil, err
	}
	responses, err := e.responses(ctx, q, pr.Org, pr.ID)
	if err != nil {
		return nil, err
	}
	out := []Status{{Kind: Midway, Planned: pr.MidwayOn}, {Kind: Final, Planned: pr.FinalOn}}
	for i := range out {
		at := slices.IndexFunc(surveys, func(s Survey) bool { return s.Kind == out[i].Kind })
		if at < 0 {
			continue
		}
		out[i].Survey, out[i].Response = &surveys[at], responses[surveys[at].ID]
		if !surveys[at].IsOpen() {
			out[i].Response = surveys[at].Figures.Response
		}
	}
	return out, nil
}

// today is the calendar day at the programme.
func (e *Evaluations) today(pr programme.Programme) clock.Date {
	return clock.DateOf(e.Clock.Now().In(pr.Location()))
}
